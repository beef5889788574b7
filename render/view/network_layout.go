package view

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/servicemoments/moments/render/scene"
)

// Layouter places a network freely. The module has two: render/graphviz runs
// Graphviz in process, and the command moments runs it as a process of its own.
type Layouter interface {
	// Layout places a graph. It fails on an engine it does not have, and on a
	// graph that it takes for too large.
	Layout(LayoutGraph) (Layout, error)
}

// LayoutGraph is what is to be placed: bare boxes of fixed sizes. Sizes are in
// px, and ends and clusters are indexes into the slices.
type LayoutGraph struct {
	Engine   string // name of one of [Engines]; empty is the first
	Nodes    []LayoutNode
	Clusters []LayoutCluster
	Edges    []LayoutEdge
}

// LayoutNode is a box.
type LayoutNode struct {
	W, H    float64
	Cluster int // that it stands in; -1 for none
}

// LayoutCluster is a frame around the nodes that stand in it.
type LayoutCluster struct{ LabelW, LabelH float64 } // room for its name, at its top

// LayoutEdge joins two nodes.
type LayoutEdge struct {
	From, To       int
	LabelW, LabelH float64 // size of the words on it, 0 where there are none
	Weight         int     // how much the edge wants to be short and straight; 1 is usual, and the least
}

// Layout is a graph with places, y downwards. Every slice runs parallel to the
// graph's.
type Layout struct {
	Nodes    []scene.Point // middles
	Clusters []scene.Rect  // zero where the engine draws no frame, or nothing stands in it
	Routes   []LayoutRoute
}

// LayoutRoute is an edge with its place: cubic Bézier curves, of which each
// begins where the one before it ends. The points are a beginning and, for each
// curve, two handles and an end. It runs from border to border of its nodes,
// through its words.
type LayoutRoute struct {
	Curve []scene.Point
	Label scene.Rect // zero where the edge has no words
}

// Engine is a way of laying out a network.
type Engine struct {
	Name   string // as Graphviz calls it
	Doc    string // what comes out, in a few words
	Frames bool   // frames the lanes; others name the lane in each box
}

// Engines lists the engines that make sense for a blueprint. The first is the
// default.
func Engines() []Engine {
	return []Engine{
		{"dot", "layers from left to right, in the customer's order", true},
		{"fdp", "by springs, the lanes as frames", true},
		{"neato", "by springs", false},
		{"circo", "in circles", false},
		{"twopi", "in rings around a middle", false},
	}
}

// EngineNamed returns the engine of that name; an empty name is the first one.
func EngineNamed(name string) (Engine, error) {
	var names []string
	for i, e := range Engines() {
		if e.Name == name || name == "" && i == 0 {
			return e, nil
		}
		names = append(names, e.Name)
	}
	return Engine{}, fmt.Errorf("no engine %q; there is %s", name, strings.Join(names, ", "))
}

// ErrNoLayouter says that the network view was asked for without the means.
var ErrNoLayouter = errors.New("the network view needs Graphviz: in Go, pass graphviz.Layouter{} of render/graphviz; " +
	"for the command, install moments-graphviz beside it")

// farthest is where a place of a sound layout may lie, in px.
const farthest = 1e6

// check finds out whether a layout can be drawn: it comes from elsewhere.
func (l Layout) check(g LayoutGraph) error {
	if len(l.Nodes) != len(g.Nodes) || len(l.Clusters) != len(g.Clusters) || len(l.Routes) != len(g.Edges) {
		return fmt.Errorf("the layout has %d nodes, %d clusters and %d routes, for %d, %d and %d",
			len(l.Nodes), len(l.Clusters), len(l.Routes), len(g.Nodes), len(g.Clusters), len(g.Edges))
	}
	sound := func(values ...float64) bool {
		for _, v := range values {
			if math.IsNaN(v) || math.Abs(v) > farthest {
				return false
			}
		}
		return true
	}
	for i, p := range l.Nodes {
		if !sound(p.X, p.Y) {
			return fmt.Errorf("node %d of the layout has no sound place: %v", i, p)
		}
	}
	for i, r := range l.Clusters {
		if !sound(r.X, r.Y, r.W, r.H) || r.W < 0 || r.H < 0 {
			return fmt.Errorf("cluster %d of the layout has no sound place: %v", i, r)
		}
	}
	for i, r := range l.Routes {
		if n := len(r.Curve); n < 4 || n%3 != 1 {
			return fmt.Errorf("route %d of the layout has %d points, which are no curves", i, n)
		}
		for _, p := range append(r.Curve, scene.Point{X: r.Label.X, Y: r.Label.Y}, scene.Point{X: r.Label.W, Y: r.Label.H}) {
			if !sound(p.X, p.Y) {
				return fmt.Errorf("route %d of the layout has no sound place: %v", i, p)
			}
		}
	}
	return nil
}
