package view_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/touchpoint"
)

func channelMarks(s *scene.Scene) (marks []scene.Group) {
	for _, g := range s.Find(scene.RoleMark) {
		if g.Get("mark") == "channel" {
			marks = append(marks, g)
		}
	}
	return marks
}

func legendWords(s *scene.Scene) string {
	var words []string
	for _, g := range s.Find(scene.RoleLegend) {
		for _, item := range g.Items {
			if w, ok := item.(scene.Text); ok {
				words = append(words, w.Line)
			}
		}
	}
	return strings.Join(words, "; ")
}

func withChannels(channels ...string) *blueprint.Blueprint {
	b := &blueprint.Blueprint{}
	for _, c := range channels {
		b.Phases = append(b.Phases, blueprint.Phase{Steps: []blueprint.Step{{Cells: []blueprint.Cell{{
			Lane: "customer", Stacks: [][]*touchpoint.Touchpoint{{{Title: "Ask by " + c, Channel: c}}},
		}}}}})
	}
	b.Complete()
	return b
}

func TestEveryKnownChannelHasAnIconOfItsOwn(t *testing.T) {
	s := view.Blueprint(withChannels(touchpoint.Channels()...), view.Options{})
	marks := channelMarks(s)
	require.Len(t, marks, len(touchpoint.Channels()))
	looks := map[string]bool{}
	for i, m := range marks {
		assert.Equal(t, touchpoint.Channels()[i], m.Get("channel"))
		area := rendertest.Area(m.Items)
		assert.LessOrEqual(t, area.W, 14.0, m.Name)
		assert.LessOrEqual(t, area.H, 14.0, m.Name)
		var look strings.Builder
		for _, item := range m.Items {
			switch it := item.(type) {
			case scene.Path:
				assert.InDelta(t, 1.225, it.Width, 1e-9, "one weight")
				for _, p := range it.Points {
					look.WriteString(strings.Repeat(" ", int(p.X-area.X)) + strings.Repeat("|", int(p.Y-area.Y)) + ";")
				}
			case scene.Circle:
				look.WriteString("o")
			}
		}
		looks[look.String()] = true
	}
	assert.Len(t, looks, len(touchpoint.Channels()))
}

func TestAnIconIsNamedAndExplained(t *testing.T) {
	b := withChannels("phone", "carrier pigeon", "kiosk", "phone")
	s := view.Blueprint(b, view.Options{})
	marks := channelMarks(s)
	require.Len(t, marks, 3, "a channel that is not known has no icon")
	assert.Equal(t, "channel: phone", marks[0].Name)
	assert.Equal(t, "channel:; phone; kiosk", legendWords(s))
	zh := view.Blueprint(b, view.Options{Language: "zh"})
	assert.Equal(t, "渠道: 电话", channelMarks(zh)[0].Name)
	assert.Equal(t, "渠道:; 电话; 自助终端", legendWords(zh))
	assert.Empty(t, channelMarks(view.Blueprint(b, view.Options{Hide: []view.Part{view.PartMarks}})))
}

// The words of a box make room for its icon, and so does the mark on its corner.
func TestIconsStandFreeInTheirBoxes(t *testing.T) {
	found := 0
	for seed := range 400 {
		b := blueprinttest.Random(blueprinttest.Seeded(uint64(seed)), blueprinttest.Shape{})
		s := view.Blueprint(b, view.Options{})
		boxes := map[string]scene.Rect{}
		for _, g := range s.Find(scene.RoleTouchpoint) {
			boxes[g.ID] = rendertest.Area(g.Items[:1])
		}
		for _, m := range channelMarks(s) {
			found++
			assert.True(t, boxes[m.Get("of")].Contains(rendertest.Area(m.Items)), "seed %d: %s", seed, m.Get("of"))
		}
		for _, problem := range rendertest.Words(s) {
			assert.NotContains(t, problem, "mark=channel", "seed %d", seed)
		}
	}
	assert.Greater(t, found, 300)
}
