package graphviz_test

import (
	"fmt"
	"math"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/render/graphviz"
	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

// loop is a small graph: two clusters, a way back with words, a way to itself.
func loop(engine string) view.LayoutGraph {
	return view.LayoutGraph{
		Engine:   engine,
		Nodes:    []view.LayoutNode{{W: 170, H: 86}, {W: 170, H: 86, Cluster: 1}, {W: 170, H: 86, Cluster: 1}, {W: 28, H: 28, Cluster: -1}},
		Clusters: []view.LayoutCluster{{LabelW: 120, LabelH: 29}, {LabelW: 300, LabelH: 17}},
		Edges: []view.LayoutEdge{
			{From: 0, To: 1, Weight: 2}, {From: 1, To: 2, Weight: 2}, {From: 2, To: 0, LabelW: 90, LabelH: 32, Weight: 1},
			{From: 2, To: 2}, {From: 2, To: 3, LabelW: 40, LabelH: 18},
		},
	}
}

func frame(p scene.Point, w, h float64) scene.Rect {
	return scene.Rect{X: p.X - w/2, Y: p.Y - h/2, W: w, H: h}
}

func TestEveryEngineKeepsNodesAndWordsApart(t *testing.T) {
	for _, engine := range view.Engines() {
		t.Run(engine.Name, func(t *testing.T) {
			g := loop(engine.Name)
			l, err := graphviz.Layouter{}.Layout(g)
			require.NoError(t, err)
			require.Len(t, l.Nodes, len(g.Nodes))
			require.Len(t, l.Routes, len(g.Edges))
			var solid []scene.Rect
			for i, n := range g.Nodes {
				solid = append(solid, frame(l.Nodes[i], n.W-2, n.H-2))
			}
			for i, e := range g.Edges {
				r := l.Routes[i]
				assert.Equal(t, 1, len(r.Curve)%3, "edge %d is no curve", i)
				for end, at := range map[int]scene.Point{e.From: r.Curve[0], e.To: r.Curve[len(r.Curve)-1]} {
					n := g.Nodes[end]
					reach := max(math.Abs(at.X-l.Nodes[end].X)/(n.W/2), math.Abs(at.Y-l.Nodes[end].Y)/(n.H/2))
					if e.From != e.To {
						assert.InDelta(t, 1, reach, 0.2, "edge %d does not end at the border of node %d", i, end)
					}
				}
				if e.LabelW > 0 {
					assert.InDelta(t, e.LabelW, r.Label.W, 1e-9)
					assert.InDelta(t, e.LabelH, r.Label.H, 1e-9)
					solid = append(solid, frame(scene.Point{X: r.Label.X + r.Label.W/2, Y: r.Label.Y + r.Label.H/2}, r.Label.W-2, r.Label.H-2))
				}
			}
			for i, a := range solid {
				for _, b := range solid[i+1:] {
					assert.False(t, a.Overlaps(b), "%v overlaps %v", a, b)
				}
			}
			for i, c := range l.Clusters {
				if !engine.Frames {
					assert.Zero(t, c)
					continue
				}
				assert.Greater(t, c.W, g.Clusters[i].LabelW, "the frame has no room for its name")
				for k, n := range g.Nodes {
					assert.Equal(t, n.Cluster == i, c.Overlaps(frame(l.Nodes[k], n.W, n.H)), "node %d, cluster %d", k, i)
				}
			}
			again, err := graphviz.Layouter{}.Layout(g)
			require.NoError(t, err)
			assert.Equal(t, l, again, "the same graph has another layout the second time")
		})
	}
}

func TestLayoutsAtTheSameTimeWaitForOneAnother(t *testing.T) {
	want, err := graphviz.Layouter{}.Layout(loop("dot"))
	require.NoError(t, err)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			got, err := graphviz.Layouter{}.Layout(loop("dot"))
			assert.NoError(t, err)
			assert.Equal(t, want, got)
		})
	}
	all.Wait()
}

func TestWhatCannotBeLaidOutIsSaid(t *testing.T) {
	node := view.LayoutNode{W: 10, H: 10, Cluster: -1}
	for want, g := range map[string]view.LayoutGraph{
		`graphviz: no engine "patchwork"; there is dot, fdp, neato, circo, twopi`:                 {Engine: "patchwork"},
		"graphviz: the network has 401 nodes, words on ways among them; at most 400 are laid out": {Nodes: make([]view.LayoutNode, 401)},
		"graphviz: the network has 601 edges; at most 600 are laid out":                           {Edges: make([]view.LayoutEdge, 601)},
		"graphviz: node 0 cannot be laid out: {W:NaN H:10 Cluster:-1}":                            {Nodes: []view.LayoutNode{{W: math.NaN(), H: 10, Cluster: -1}}},
		"graphviz: node 0 cannot be laid out: {W:10 H:10 Cluster:0}":                              {Nodes: []view.LayoutNode{{W: 10, H: 10}}},
		"graphviz: node 0 cannot be laid out: {W:+Inf H:10 Cluster:-1}":                           {Nodes: []view.LayoutNode{{W: math.Inf(1), H: 10, Cluster: -1}}},
		"graphviz: cluster 0 cannot be laid out: {LabelW:-1 LabelH:0}":                            {Clusters: []view.LayoutCluster{{LabelW: -1}}},
		"graphviz: edge 0 cannot be laid out: {From:0 To:1 LabelW:0 LabelH:0 Weight:0}":           {Nodes: []view.LayoutNode{node}, Edges: []view.LayoutEdge{{To: 1}}},
		"graphviz: edge 0 cannot be laid out: {From:0 To:0 LabelW:0 LabelH:0 Weight:-1}":          {Nodes: []view.LayoutNode{node}, Edges: []view.LayoutEdge{{Weight: -1}}},
	} {
		_, err := graphviz.Layouter{}.Layout(g)
		assert.EqualError(t, err, want)
	}
	_, err := graphviz.Layouter{MaxNodes: 3}.Layout(loop("dot"))
	assert.EqualError(t, err, "graphviz: the network has 6 nodes, words on ways among them; at most 3 are laid out")
	_, err = graphviz.Layouter{MaxEdges: 6}.Layout(loop("dot"))
	assert.EqualError(t, err, "graphviz: the network has 7 edges; at most 6 are laid out")
	l, err := graphviz.Layouter{}.Layout(view.LayoutGraph{Clusters: make([]view.LayoutCluster, 2)})
	require.NoError(t, err)
	assert.Len(t, l.Clusters, 2)
}

// The blueprints differ in lanes of a kind, choices, loops back, parallel ways,
// several touchpoints in a cell, long and Chinese titles.
func TestRandomNetworksAreSound(t *testing.T) {
	many := 60
	if testing.Short() {
		many = 10
	}
	engines := view.Engines()
	for seed := range many {
		b := blueprinttest.Random(blueprinttest.Seeded(uint64(seed)), blueprinttest.Shape{})
		engine := engines[0]
		if seed%3 == 2 {
			engine = engines[seed/3%len(engines)]
		}
		s, err := view.Network(b, view.Options{}, view.NetworkOptions{Layouter: graphviz.Layouter{}, Engine: engine.Name})
		require.NoError(t, err)
		for _, trouble := range check(b, s) {
			t.Errorf("seed %d, %s: %s", seed, engine.Name, trouble)
		}
	}
}

// check looks at what must hold for a network: everything is there and in the
// picture, boxes and words are free, and no way runs through what it does not
// join.
func check(b *blueprint.Blueprint, s *scene.Scene) []string {
	var found []string
	say := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	for role, want := range map[scene.Role]int{
		scene.RoleTouchpoint: len(b.Touchpoints()), scene.RoleWay: len(b.Graph().Ways()), scene.RoleLink: len(b.Graph().Links()),
		scene.RoleChoice: len(b.Graph().Choices()),
	} {
		if got := len(s.Find(role)); got != want {
			say("%d of %d %ss", got, want, role)
		}
	}
	type thing struct {
		scene.Group
		area scene.Rect
	}
	var boxes, words []thing
	s.Walk(func(g scene.Group) {
		area := rendertest.Area(g.Items)
		if len(g.Items) > 0 && !(scene.Rect{W: s.Width, H: s.Height}).Contains(area) {
			say("%s %s lies outside the picture: %v", g.Role, g.ID, area)
		}
		switch g.Role {
		case scene.RoleTouchpoint:
			boxes = append(boxes, thing{g, area})
		case scene.RoleChoice:
			boxes = append(boxes, thing{g, rendertest.Area(g.Items[len(g.Items)-1:])})
		case scene.RoleLabel:
			words = append(words, thing{g, area})
		}
	})
	for i, a := range boxes {
		for _, o := range boxes[i+1:] {
			if a.area.Overlaps(o.area) {
				say("%s overlaps %s", a.Name, o.Name)
			}
		}
		for _, m := range s.Find(scene.RoleMark) {
			if of := m.Get("of"); of != a.ID && of != a.Get("of") && rendertest.Area(m.Items).Overlaps(a.area) {
				say("the mark %s covers %s", m.Name, a.Name)
			}
		}
	}
	for i, w := range words {
		for _, o := range append(boxes, words[i+1:]...) {
			if w.area.Overlaps(o.area) {
				say("the words on %s to %s cover %s", w.Get("from"), w.Get("to"), o.Name)
			}
		}
	}
	for _, way := range append(s.Find(scene.RoleWay), s.Find(scene.RoleLink)...) {
		line, _ := way.Items[0].(scene.Path)
		for _, o := range boxes {
			of := o.ID + o.Get("of")
			inner := scene.Rect{X: o.area.X + 2, Y: o.area.Y + 2, W: o.area.W - 4, H: o.area.H - 4}
			if o.Role == scene.RoleTouchpoint && of != way.Get("from") && of != way.Get("to") && runsThrough(line.Points, inner) {
				say("the way from %s to %s runs through %s", way.Get("from"), way.Get("to"), o.Name)
			}
		}
	}
	return found
}

func runsThrough(line []scene.Point, r scene.Rect) bool {
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		for k := 0.0; k <= 1; k += 1.0 / 64 {
			x, y := a.X+(b.X-a.X)*k, a.Y+(b.Y-a.Y)*k
			if x > r.X && x < r.X+r.W && y > r.Y && y < r.Y+r.H {
				return true
			}
		}
	}
	return false
}

func ExampleLayouter() {
	b, err := blueprint.Load("../../examples/corner-shoeshine/blueprint.yaml")
	if err != nil {
		panic(err)
	}
	s, err := view.Network(b, view.Options{}, view.NetworkOptions{Layouter: graphviz.Layouter{}, Engine: "dot"})
	if err != nil {
		panic(err)
	}
	fmt.Println(len(s.Find(scene.RoleTouchpoint)), "touchpoints in", len(s.Find(scene.RoleLane)), "frames")
	// Output: 8 touchpoints in 3 frames
}
