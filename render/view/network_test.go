package view_test

import (
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

// diagonal is a layouter without Graphviz: every node stands to the right of and
// below the one before, and edges run straight.
type diagonal struct {
	spoil func(*view.Layout)
	asked *view.LayoutGraph
}

func (d diagonal) Layout(g view.LayoutGraph) (view.Layout, error) {
	if d.asked != nil {
		*d.asked = g
	}
	l := view.Layout{Clusters: make([]scene.Rect, len(g.Clusters))}
	for i := range g.Nodes {
		l.Nodes = append(l.Nodes, scene.Point{X: 400 * float64(i), Y: 300*float64(i) - 5000})
	}
	for i := range g.Clusters {
		for k, n := range g.Nodes {
			if p := l.Nodes[k]; n.Cluster == i && (g.Engine == "dot" || g.Engine == "fdp") {
				l.Clusters[i] = scene.Rect{X: p.X - 190, Y: p.Y - 140, W: 380, H: 280}
			}
		}
	}
	for _, e := range g.Edges {
		a, b := l.Nodes[e.From], l.Nodes[e.To]
		r := view.LayoutRoute{Curve: []scene.Point{a, {X: b.X, Y: a.Y}, {X: b.X, Y: a.Y}, b}}
		if e.LabelW > 0 {
			r.Label = scene.Rect{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2, W: e.LabelW, H: e.LabelH}
		}
		l.Routes = append(l.Routes, r)
	}
	if d.spoil != nil {
		d.spoil(&l)
	}
	return l, nil
}

func network(t *testing.T, b *blueprint.Blueprint, engine string) *scene.Scene {
	t.Helper()
	s, err := view.Network(b, view.Options{}, view.NetworkOptions{Layouter: diagonal{}, Engine: engine})
	require.NoError(t, err)
	return s
}

func TestANetworkShowsEverything(t *testing.T) {
	for name, b := range boards(t) {
		for _, engine := range view.Engines() {
			s := network(t, b, engine.Name)
			assert.Len(t, s.Find(scene.RoleTouchpoint), len(b.Touchpoints()), name)
			assert.Len(t, s.Find(scene.RoleWay), len(b.Graph().Ways()), name)
			assert.Len(t, s.Find(scene.RoleLink), len(b.Graph().Links()), name)
			assert.Len(t, s.Find(scene.RoleChoice), len(b.Graph().Choices()), name)
			assert.Equal(t, engine.Frames, len(s.Find(scene.RoleLane)) > 0, name)
			assert.Empty(t, s.Find(scene.RoleEvidence), "it belongs to steps")
			whole := scene.Rect{W: s.Width, H: s.Height}
			s.Walk(func(g scene.Group) {
				assert.True(t, len(g.Items) == 0 || whole.Contains(rendertest.Area(g.Items)), "%s: %s %s is cut off", name, g.Role, g.ID)
			})
			assert.Equal(t, bytesOf(t, s), bytesOf(t, network(t, b, engine.Name)))
		}
	}
}

func TestWithoutFramesEachBoxNamesItsLane(t *testing.T) {
	b := boards(t)["several-lanes"]
	for _, g := range network(t, b, "neato").Find(scene.RoleTouchpoint) {
		lane := ""
		for _, l := range b.LanesInUse() {
			if l.ID == g.Get("lane") {
				lane = l.Title
			}
		}
		last, ok := g.Items[len(g.Items)-1].(scene.Text)
		require.True(t, ok)
		assert.Contains(t, lane, last.Line)
	}
}

// Marks stand at a box's corners, and heads must not hide under them.
func TestWaysOfANetworkEndAtTheBordersBesideTheMarks(t *testing.T) {
	for name, b := range boards(t) {
		s := network(t, b, "dot")
		boxes := map[string]scene.Rect{}
		for _, g := range s.Find(scene.RoleTouchpoint) {
			boxes[g.ID] = g.Items[0].(scene.Rect)
		}
		for _, way := range s.Find(scene.RoleWay) {
			path := way.Items[0].(scene.Path)
			assert.Zero(t, path.Radius, "curves have no corners to round")
			box, ok := boxes[way.Get("to")]
			if !ok {
				continue
			}
			tip := way.Items[1].(scene.Polygon).Points[0]
			on := min(math.Abs(tip.X-box.X), math.Abs(tip.X-box.X-box.W), math.Abs(tip.Y-box.Y), math.Abs(tip.Y-box.Y-box.H))
			assert.InDelta(t, 0, on, 1e-6, "%s: the tip of %s to %s is not on the border", name, way.Get("from"), way.Get("to"))
			for _, m := range s.Find(scene.RoleMark) {
				area := rendertest.Area(m.Items)
				inside := tip.X > area.X && tip.X < area.X+area.W && tip.Y > area.Y && tip.Y < area.Y+area.H
				assert.False(t, m.Get("of") == way.Get("to") && inside, "%s: the tip of %s to %s is under a mark", name, way.Get("from"), way.Get("to"))
			}
		}
	}
}

func TestWordsOnWaysStandOutInANetwork(t *testing.T) {
	for _, b := range boards(t) {
		for _, theme := range scene.Themes() {
			assert.Empty(t, rendertest.Contrasts(network(t, b, ""), theme, 4.5), theme.Name)
		}
	}
}

func TestALayouterGetsFixedSizes(t *testing.T) {
	var g view.LayoutGraph
	b := boards(t)["three-ways"]
	_, err := view.Network(b, view.Options{}, view.NetworkOptions{Layouter: diagonal{asked: &g}})
	require.NoError(t, err)
	assert.Equal(t, "dot", g.Engine)
	choices := len(b.Graph().Choices())
	assert.GreaterOrEqual(t, len(g.Nodes), len(b.Touchpoints())+choices)
	assert.Len(t, g.Edges, len(b.Graph().Ways())+len(b.Graph().Links())+choices, "an edge leads from each box to its choice")
	for _, n := range g.Nodes {
		assert.Positive(t, n.W)
		assert.Positive(t, n.H)
		assert.Less(t, n.Cluster, len(g.Clusters))
	}
}

func TestANetworkThatCannotBeDrawn(t *testing.T) {
	b := boards(t)["shoeshine-loop"]
	_, err := view.Network(b, view.Options{}, view.NetworkOptions{})
	require.ErrorIs(t, err, view.ErrNoLayouter)
	assert.ErrorContains(t, err, "install moments-graphviz")
	_, err = view.Network(b, view.Options{}, view.NetworkOptions{Layouter: diagonal{}, Engine: "nato"})
	assert.EqualError(t, err, `no engine "nato"; there is dot, fdp, neato, circo, twopi`)
	_, err = view.Network(b, view.Options{}, view.NetworkOptions{Layouter: failing{}})
	assert.EqualError(t, err, "network: no room left")

	for want, spoil := range map[string]func(*view.Layout){
		"network: the layout has 7 nodes, 3 clusters and 8 routes, for 8, 3 and 8":      func(l *view.Layout) { l.Nodes = l.Nodes[1:] },
		"network: node 2 of the layout has no sound place: {NaN 0}":                     func(l *view.Layout) { l.Nodes[2] = scene.Point{X: math.NaN()} },
		"network: cluster 1 of the layout has no sound place: {0 0 -1 0 0 {  0 [0 0]}}": func(l *view.Layout) { l.Clusters[1] = scene.Rect{W: -1} },
		"network: route 0 of the layout has 3 points, which are no curves":              func(l *view.Layout) { l.Routes[0].Curve = l.Routes[0].Curve[1:] },
		"network: route 0 of the layout has no sound place: {1e+09 0}":                  func(l *view.Layout) { l.Routes[0].Curve[2] = scene.Point{X: 1e9} },
	} {
		_, err := view.Network(b, view.Options{}, view.NetworkOptions{Layouter: diagonal{spoil: spoil}})
		assert.EqualError(t, err, want)
	}
}

type failing struct{}

func (failing) Layout(view.LayoutGraph) (view.Layout, error) {
	return view.Layout{}, errors.New("no room left")
}

func TestANetworkOfNothingIsItsTitle(t *testing.T) {
	for _, b := range []*blueprint.Blueprint{nil, {}, {Title: "Only a title"}, {Phases: []blueprint.Phase{{Steps: []blueprint.Step{{}}}}}} {
		s, err := view.Network(b, view.Options{}, view.NetworkOptions{Layouter: diagonal{}})
		require.NoError(t, err)
		assert.Positive(t, s.Width)
		assert.Positive(t, s.Height)
	}
}

// All nodes in one place is the worst that a layouter can answer.
func TestALayoutInOnePointIsDrawn(t *testing.T) {
	for _, b := range boards(t) {
		_, err := view.Network(b, view.Options{}, view.NetworkOptions{Layouter: diagonal{spoil: func(l *view.Layout) {
			for i := range l.Nodes {
				l.Nodes[i] = scene.Point{}
			}
			for i := range l.Routes {
				l.Routes[i].Curve = make([]scene.Point, 4)
			}
		}}})
		assert.NoError(t, err)
	}
}

// What a layer says stands in the boxes of a network as on the board, whatever
// the layers are, and the layouter is asked for boxes that hold it.
func TestANetworkWithLayersHoldsWhatTheySay(t *testing.T) {
	for i := range 60 {
		b := told(i)
		layers := rapid.Custom(func(t *rapid.T) []layer.Layer { return layered(t, b) }).Example(i)
		for _, engine := range []string{"dot", "neato"} {
			s, err := view.Network(b, view.Options{Layers: layers}, view.NetworkOptions{Layouter: diagonal{}, Engine: engine})
			require.NoError(t, err)
			boxes := map[string]scene.Rect{}
			for _, g := range s.Find(scene.RoleTouchpoint) {
				boxes[g.ID] = g.Items[0].(scene.Rect)
				for _, item := range g.Items[1:] {
					assert.True(t, boxes[g.ID].Contains(rendertest.Area([]scene.Item{item})), "board %d, %s: words stand out of %s", i, engine, g.ID)
				}
			}
			for _, m := range s.Find(scene.RoleMark) {
				if m.Get("layer") != "" {
					assert.True(t, boxes[m.Get("of")].Contains(rendertest.Area(m.Items)), "board %d, %s: a badge stands out of %s", i, engine, m.Get("of"))
				}
			}
			for _, theme := range scene.Themes() {
				assert.Empty(t, rendertest.Contrasts(s, theme, 4.5), theme.Name)
			}
		}
	}
	s, err := view.Network(counter(t), view.Options{Layers: []layer.Layer{queueLayer()}}, view.NetworkOptions{Layouter: diagonal{}})
	require.NoError(t, err)
	assert.Equal(t, scene.PoorBand, touchpointNamed(t, s, "answer").Items[0].(scene.Rect).Fill)
	assert.Contains(t, bytesOf(t, s), ">97%<")
}
