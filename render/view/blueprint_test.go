package view_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
	"github.com/servicemoments/moments/render/view"
)

func TestReferenceBoardsAreSound(t *testing.T) {
	for name, b := range boards(t) {
		for _, wrap := range []int{0, 6} {
			t.Run(fmt.Sprintf("%s wrapped at %d", name, wrap), func(t *testing.T) {
				assert.Empty(t, rendertest.Check(view.Blueprint(b, view.Options{Wrap: wrap})))
			})
		}
	}
}

// The blueprints differ in lanes of a kind, choices, loops back, parallel ways,
// empty cells, cells with several touchpoints, long and Chinese titles.
func TestRandomBlueprintsGiveSoundPictures(t *testing.T) {
	many := 2000
	if testing.Short() {
		many = 200
	}
	const shards = 4
	for shard := range shards {
		t.Run(fmt.Sprintf("shard %d", shard), func(t *testing.T) {
			t.Parallel()
			for seed := shard; seed < many; seed += shards {
				soundPicture(t, seed)
				if t.Failed() {
					return // one blueprint says enough
				}
			}
		})
	}
}

func soundPicture(t *testing.T, seed int) {
	random := func() *blueprint.Blueprint {
		return blueprinttest.Random(blueprinttest.Seeded(uint64(seed)), blueprinttest.Shape{})
	}
	o := view.Options{}
	if seed%4 == 3 {
		o.Wrap = 1 + seed/4%4
	}
	s := view.Blueprint(random(), o)
	for _, problem := range rendertest.Check(s) {
		t.Errorf("seed %d: %s", seed, problem)
	}
	if seed%10 == 0 {
		require.Equal(t, bytesOf(t, s), bytesOf(t, view.Blueprint(random(), o)), "seed %d gives other bytes the second time", seed)
	}
}

func TestEveryTouchpointWayAndLinkIsShown(t *testing.T) {
	for seed := range 60 {
		b := blueprinttest.Random(blueprinttest.Seeded(uint64(seed)), blueprinttest.Shape{})
		s := view.Blueprint(b, view.Options{})
		g := b.Graph()
		assert.Len(t, s.Find(scene.RoleTouchpoint), len(b.Touchpoints()), "seed %d", seed)
		assert.Len(t, s.Find(scene.RoleWay), len(g.Ways()), "seed %d", seed)
		assert.Len(t, s.Find(scene.RoleLink), len(g.Links()), "seed %d", seed)
		assert.Len(t, s.Find(scene.RoleChoice), len(g.Choices()), "seed %d", seed)
	}
}

func TestATinyOrEmptyBlueprintIsDrawn(t *testing.T) {
	for _, b := range []*blueprint.Blueprint{nil, {}, {Title: "Only a title"}, {Title: "A phase", Phases: []blueprint.Phase{{Title: "Empty"}}},
		{Phases: []blueprint.Phase{{Steps: []blueprint.Step{{}}}}}} {
		s := view.Blueprint(b, view.Options{})
		assert.Positive(t, s.Width)
		assert.Positive(t, s.Height)
		assert.Empty(t, rendertest.Check(s))
	}
}

func TestPartsCanBeLeftOut(t *testing.T) {
	b := boards(t)["dense"]
	count := func(o view.Options) map[string]int {
		n := map[string]int{}
		view.Blueprint(b, o).Walk(func(g scene.Group) { n[string(g.Role)+" "+g.Get("mark")]++ })
		return n
	}
	all := count(view.Options{})
	for part, role := range map[view.Part]string{
		view.PartTitle: "title ", view.PartEvidence: "evidence ", view.PartServices: "mark service",
		view.PartMarks: "mark fail", view.PartLinks: "link ", view.PartLegend: "legend ",
	} {
		assert.Positive(t, all[role], role)
		assert.Zero(t, count(view.Options{Hide: []view.Part{part}})[role], role)
	}
	var plain bytes.Buffer
	require.NoError(t, svg.Write(&plain, view.Blueprint(b, view.Options{Hide: []view.Part{view.PartTimes}}), svg.Options{}))
	assert.NotContains(t, plain.String(), "at most")
	assert.Len(t, view.Parts(), 7)
}

func TestLanguageOfTheBuiltInWords(t *testing.T) {
	b := boards(t)["sparse"]
	assert.Contains(t, bytesOf(t, view.Blueprint(b, view.Options{})), "Customer")
	assert.Contains(t, bytesOf(t, view.Blueprint(b, view.Options{Language: "zh-Hans"})), "顾客行为")
	assert.Contains(t, bytesOf(t, view.Blueprint(b, view.Options{Language: "xx"})), "Customer")
}

func TestTheLegendExplainsOnlyWhatIsUsed(t *testing.T) {
	legend := func(name string) string {
		var words []string
		for _, g := range view.Blueprint(boards(t)[name], view.Options{}).Find(scene.RoleLegend) {
			for _, it := range g.Items {
				if l, ok := it.(scene.Text); ok && len(l.Line) > 1 {
					words = append(words, l.Line)
				}
			}
		}
		return strings.Join(words, "; ")
	}
	assert.Equal(t, "fail point; core service; supplementary service; only when something fails; recovery", legend("shoeshine-loop"))
	assert.Empty(t, legend("sparse"))
}

func TestEveryWordStandsOutFromItsGround(t *testing.T) {
	for _, b := range boards(t) {
		s := view.Blueprint(b, view.Options{})
		for _, theme := range scene.Themes() {
			assert.Empty(t, rendertest.Contrasts(s, theme, 4.5), theme.Name)
		}
	}
}

func boards(t *testing.T) map[string]*blueprint.Blueprint {
	t.Helper()
	files, err := filepath.Glob("testdata/boards/*.yaml")
	require.NoError(t, err)
	require.Len(t, files, 12)
	out := map[string]*blueprint.Blueprint{}
	for _, f := range files {
		b, err := blueprint.Load(f)
		require.NoError(t, err)
		out[strings.TrimSuffix(filepath.Base(f), ".yaml")] = b
	}
	return out
}

func bytesOf(t *testing.T, s *scene.Scene) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, svg.Write(&out, s, svg.Options{}))
	d := xml.NewDecoder(bytes.NewReader(out.Bytes()))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			require.NoError(t, err, "the picture is no XML")
		}
	}
	return out.String()
}

func TestViewsHaveNamesAndCanBeFound(t *testing.T) {
	for _, v := range view.Views() {
		found, ok := view.Named(v.Name)
		assert.True(t, ok)
		assert.Equal(t, v.Title, found.Title)
		assert.NotEmpty(t, v.Doc)
	}
	first, ok := view.Named("")
	assert.True(t, ok)
	assert.Equal(t, view.Views()[0].Name, first.Name)
	_, ok = view.Named("no such view")
	assert.False(t, ok)
	assert.False(t, reflect.ValueOf(first.Draw).IsNil())
}
