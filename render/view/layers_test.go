package view_test

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
	"github.com/servicemoments/moments/render/view"
)

// layered are random layers over a blueprint: of every tone, with and without
// words, with marks, on ways, and of what is not there.
func layered(t *rapid.T, b *blueprint.Blueprint) []layer.Layer {
	tones := layer.Tones()
	texts := []string{"", "93%", "4:30", "12×", "约 4 分 30 秒", "a rather long text that no badge can hold", "<b>&\x00"}
	all := b.Touchpoints()
	var layers []layer.Layer
	for i := range rapid.IntRange(1, 3).Draw(t, "layers") {
		l := layer.Layer{ID: fmt.Sprint("l", i), Title: rapid.SampledFrom([]string{"Utilisation of servers", "各服务台的占用率", "", strings.Repeat("A title that is far too long ", 5)}).Draw(t, "title")}
		for _, x := range all {
			if rapid.IntRange(0, 3).Draw(t, "said") == 0 {
				continue
			}
			l.Values = append(l.Values, layer.Value{
				ID: x.ID, Text: rapid.SampledFrom(texts).Draw(t, "text"), Tone: rapid.SampledFrom(tones).Draw(t, "tone"),
				Marks: rapid.SliceOfN(rapid.SampledFrom(append(layer.Marks(), "unknown")), 0, 3).Draw(t, "marks"), Note: "said in a sentence",
			})
		}
		l.Values = append(l.Values, layer.Value{ID: "nobody", Text: "1"})
		for _, w := range b.Graph().Ways() {
			to := "end"
			if w.To != nil {
				to = w.To.ID
			}
			if rapid.Bool().Draw(t, "way") {
				l.Ways = append(l.Ways, layer.Way{
					From: w.From.ID, To: to, Text: rapid.SampledFrom(texts).Draw(t, "text"), Tone: rapid.SampledFrom(tones).Draw(t, "tone"),
					Weight: rapid.SampledFrom([]float64{0, 0.3, 1, 7, -1, math.NaN(), math.Inf(1)}).Draw(t, "weight"),
				})
			}
		}
		for _, tone := range tones {
			l.Legend = append(l.Legend, layer.Entry{Tone: tone, Text: string(tone) + " as it were"})
		}
		for _, m := range layer.Marks() {
			l.Legend = append(l.Legend, layer.Entry{Mark: m, Text: string(m)})
		}
		layers = append(layers, l)
	}
	return layers
}

func TestPicturesWithAnyLayersAreSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := told(rapid.IntRange(0, 2000).Draw(t, "seed"))
		o := view.Options{
			Language: rapid.SampledFrom([]string{"en", "zh"}).Draw(t, "language"), Wrap: rapid.SampledFrom([]int{0, 3, 5}).Draw(t, "wrap"),
			Layers: layered(t, b), Encounters: rapid.Bool().Draw(t, "encounters"), Behind: rapid.Bool().Draw(t, "behind"),
			Detail: rapid.SampledFrom(append(view.Details(), "")).Draw(t, "detail"),
		}
		if rapid.Bool().Draw(t, "journey") {
			o.Journey = "j"
		}
		for _, v := range view.Views() {
			s, err := v.Draw(b, o)
			require.NoError(t, err)
			assert.Empty(t, rendertest.Check(s), v.Name)
			assert.Empty(t, rendertest.Words(s), v.Name)
			for _, theme := range scene.Themes() {
				assert.Empty(t, rendertest.Contrasts(s, theme, 4.5), "%s in %s", v.Name, theme.Name)
			}
		}
	})
}

const queue = `
title: Counter
steps:
  - customer: {title: Wait, moment: true, wait: {expected: 6m, acceptable: 5m}}
    frontstage: {title: Call the number, service: core, time: 30s}
  - customer: {title: Ask, moment: true, expects: [{title: Ease, adequate: 2, desired: 4, perceived: 3}]}
    frontstage: {title: Answer, service: consultation, fails: [{title: Wrong answer, chance: 5%, severity: 7}], standards: {personal: [Smile]}}
`

func queueLayer() layer.Layer {
	return layer.Layer{
		ID: "utilisation", Title: "Utilisation of servers",
		Values: []layer.Value{
			{ID: "answer", Text: "97%", Tone: layer.Poor, Marks: []layer.Mark{layer.Bottleneck}, Note: "97% of the time of 2 clerks"},
			{ID: "call-the-number", Text: "31%", Tone: layer.Good},
			{ID: "wait", Text: "5:10", Tone: layer.Fair},
		},
		Ways:   []layer.Way{{From: "wait", To: "ask", Text: "81%", Weight: 0.8}},
		Legend: []layer.Entry{{Tone: layer.Good, Text: "has time"}, {Tone: layer.Fair, Text: "nearly full"}, {Tone: layer.Poor, Text: "too much"}, {Mark: layer.Bottleneck, Text: "bottleneck"}},
	}
}

func counter(t *testing.T) *blueprint.Blueprint {
	t.Helper()
	b, err := blueprint.Read(strings.NewReader(queue), "counter.yaml")
	require.NoError(t, err)
	return b
}

func touchpointNamed(t *testing.T, s *scene.Scene, id string) scene.Group {
	t.Helper()
	for _, g := range s.Find(scene.RoleTouchpoint) {
		if g.ID == id {
			return g
		}
	}
	t.Fatalf("%s is not shown", id)
	return scene.Group{}
}

func TestALayerTonesBoxesAndSaysWhatItKnows(t *testing.T) {
	s := view.Blueprint(counter(t), view.Options{Layers: []layer.Layer{queueLayer()}})
	g := touchpointNamed(t, s, "answer")
	assert.Equal(t, scene.PoorBand, g.Items[0].(scene.Rect).Fill)
	assert.Equal(t, []string{"utilisation", "97%", "poor"}, []string{g.Get("layer"), g.Get("value"), g.Get("tone")})
	assert.Contains(t, g.Name, "Utilisation of servers: 97%, too much, bottleneck")
	assert.Equal(t, scene.Box, touchpointNamed(t, s, "ask").Items[0].(scene.Rect).Fill)
	assert.Empty(t, touchpointNamed(t, s, "ask").Get("layer"))

	var marks []string
	for _, m := range s.Find(scene.RoleMark) {
		if m.Get("layer") != "" {
			marks = append(marks, m.Get("mark")+" of "+m.Get("of"))
			if m.Get("of") == "answer" {
				assert.Equal(t, "97% of the time of 2 clerks", m.Tip)
			}
		}
	}
	assert.ElementsMatch(t, []string{"value of answer", "bottleneck of answer", "value of call-the-number", "value of wait"}, marks)

	for _, w := range s.Find(scene.RoleWay) {
		if path := w.Items[0].(scene.Path); w.Get("from") == "wait" && w.Get("to") == "ask" {
			assert.InDelta(t, 3.9, path.Width, 0.01)
			assert.Equal(t, "81%", w.Get("value"))
		} else {
			assert.InDelta(t, 1.5, path.Width, 0.01)
		}
	}
}

// A layer's title and its words can be read in each picture that shows any of
// its touchpoints.
func TestEveryViewWithTouchpointsShowsALayer(t *testing.T) {
	for _, v := range view.Views() {
		s, err := v.Draw(counter(t), view.Options{Layers: []layer.Layer{queueLayer()}, Encounters: true})
		require.NoError(t, err)
		var out bytes.Buffer
		require.NoError(t, svg.Write(&out, s, svg.Options{}))
		switch v.Name {
		case "gaps", "handovers": // no touchpoint stands there
			assert.NotContains(t, out.String(), "Utilisation", v.Name)
			continue
		case "cycle", "curve", "quadrant": // of the customer
			assert.Contains(t, out.String(), ">5:10<", v.Name)
		default:
			assert.Contains(t, out.String(), ">97%<", v.Name)
		}
		assert.Contains(t, out.String(), ">Utilisation of servers<", v.Name)
		assert.Contains(t, out.String(), ">nearly full<", v.Name)
	}
}

func TestWithoutALayerOfItsOwnAPictureIsAsBefore(t *testing.T) {
	strange := layer.Layer{ID: "x", Title: "Of another blueprint", Values: []layer.Value{{ID: "nobody", Text: "1", Tone: layer.Poor}}, Legend: []layer.Entry{{Tone: layer.Poor, Text: "bad"}}}
	for _, v := range view.Views() {
		want, err := v.Draw(counter(t), view.Options{})
		require.NoError(t, err)
		for _, layers := range [][]layer.Layer{{}, {{}}, {strange}} {
			got, err := v.Draw(counter(t), view.Options{Layers: layers})
			require.NoError(t, err)
			assert.Equal(t, want, got, v.Name)
		}
	}
}

func TestSeveralLayersStandSideBySide(t *testing.T) {
	second := layer.Layer{ID: "time", Title: "Time in the simulation", Values: []layer.Value{{ID: "answer", Text: "4:30"}, {ID: "ask", Tone: layer.Absent}}, Legend: []layer.Entry{{Tone: layer.Absent, Text: "never visited"}}}
	s := view.Blueprint(counter(t), view.Options{Layers: []layer.Layer{queueLayer(), second}})
	assert.Equal(t, scene.PoorBand, touchpointNamed(t, s, "answer").Items[0].(scene.Rect).Fill, "the first that judges")
	assert.Equal(t, scene.AbsentBand, touchpointNamed(t, s, "ask").Items[0].(scene.Rect).Fill)
	titles := map[string]bool{}
	for _, g := range s.Find(scene.RoleLegend) {
		titles[g.Name] = true
	}
	assert.True(t, titles["Utilisation of servers"] && titles["Time in the simulation"], titles)
}
