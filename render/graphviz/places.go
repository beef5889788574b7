package graphviz

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

// layout takes the places out of what Graphviz gave back. Graphviz counts
// heights upwards.
func layout(g view.LayoutGraph, p placed) (view.Layout, error) {
	bounds, err := numbers(p.graph["bb"], 4)
	if err != nil {
		return view.Layout{}, fmt.Errorf("the graph has no size: %w", err)
	}
	t := taker{placed: p, top: bounds[3]}
	areas := t.areas(g)
	out := view.Layout{Clusters: make([]scene.Rect, len(g.Clusters))}
	for i := range g.Nodes {
		out.Nodes = append(out.Nodes, middle(areas[i].Rect))
	}
	for i := range g.Clusters {
		out.Clusters[i] = t.cluster("cluster_" + strconv.Itoa(i))
	}
	words := len(g.Nodes) // their areas follow those of the nodes
	for i, e := range g.Edges {
		n := strconv.Itoa(i)
		way := func(name string, from, to int) []scene.Point {
			return around(t.curve(name, areas[from].Rect, areas[to].Rect), areas, from, to, i)
		}
		if !worded(e) {
			out.Routes = append(out.Routes, view.LayoutRoute{Curve: way("e"+n, e.From, e.To)})
			continue
		}
		before, after := way("a"+n, e.From, words), way("b"+n, words, e.To)
		out.Routes = append(out.Routes, view.LayoutRoute{Curve: joined(before, after), Label: areas[words].Rect})
		words++
	}
	return out, t.err
}

// taker takes places, and keeps the first error.
type taker struct {
	placed
	top float64
	err error
}

func (t *taker) fail(what string, err error) {
	if t.err == nil {
		t.err = fmt.Errorf("%s has no place: %w", what, err)
	}
}

// areas are those of all nodes, then those of the words on edges.
func (t *taker) areas(g view.LayoutGraph) []area {
	var out []area
	for i, n := range g.Nodes {
		out = append(out, area{Rect: frame(t.node(areaName(g, i)), n.W, n.H)})
	}
	for _, e := range g.Edges {
		if worded(e) {
			out = append(out, area{frame(t.node(areaName(g, len(out))), e.LabelW, e.LabelH), true})
		}
	}
	return out
}

func (t *taker) node(name string) scene.Point {
	at, err := numbers(t.nodes[name]["pos"], 2)
	if err != nil {
		t.fail(name, err)
		return scene.Point{}
	}
	return scene.Point{X: at[0], Y: t.top - at[1]}
}

// cluster is the frame of a cluster; there is none where the engine draws none.
func (t *taker) cluster(name string) scene.Rect {
	box := t.clusters[name]["bb"]
	if box == "" {
		return scene.Rect{}
	}
	b, err := numbers(box, 4)
	if err != nil {
		t.fail(name, err)
		return scene.Rect{}
	}
	return scene.Rect{X: b[0] + frameGap, Y: t.top - b[3] + frameGap, W: max(0, b[2]-b[0]-2*frameGap), H: max(0, b[3]-b[1]-2*frameGap)}
}

// curve is the route of an edge. An engine that gives none gets a straight line.
func (t *taker) curve(name string, from, to scene.Rect) []scene.Point {
	text, _, _ := strings.Cut(t.edges[name]["pos"], ";")
	var points []scene.Point
	for _, field := range strings.Fields(text) {
		if strings.HasPrefix(field, "s,") || strings.HasPrefix(field, "e,") {
			continue // the tip of a head; there should be none
		}
		at, err := numbers(field, 2)
		if err != nil {
			t.fail(name, err)
			break
		}
		points = append(points, scene.Point{X: at[0], Y: t.top - at[1]})
	}
	if n := len(points); n < 4 || n%3 != 1 {
		return direct(from, to)
	}
	if first, last := points[0], points[len(points)-1]; apart(first, from)+apart(last, to) > apart(first, to)+apart(last, from) {
		slices.Reverse(points)
	}
	return points
}

// joined is one route through the words between two.
func joined(before, after []scene.Point) []scene.Point {
	return slices.Concat(before[:len(before)-1], straight(before[len(before)-1], after[0]), after[1:])
}

// direct is a straight line from border to border.
func direct(from, to scene.Rect) []scene.Point {
	a, b := middle(from), middle(to)
	return straight(border(from, b), border(to, a))
}

func middle(r scene.Rect) scene.Point { return scene.Point{X: r.X + r.W/2, Y: r.Y + r.H/2} }

// border is where the line from the middle of r towards p leaves r.
func border(r scene.Rect, p scene.Point) scene.Point {
	m := middle(r)
	dx, dy := p.X-m.X, p.Y-m.Y
	stretch := max(math.Abs(dx)/(r.W/2), math.Abs(dy)/(r.H/2))
	if stretch == 0 {
		return m
	}
	return scene.Point{X: m.X + dx/stretch, Y: m.Y + dy/stretch}
}

// apart is how far p lies from r.
func apart(p scene.Point, r scene.Rect) float64 {
	return math.Hypot(max(0, r.X-p.X, p.X-r.X-r.W), max(0, r.Y-p.Y, p.Y-r.Y-r.H))
}

// numbers reads exactly n numbers between commas.
func numbers(text string, n int) ([]float64, error) {
	fields := strings.Split(text, ",")
	if len(fields) != n {
		return nil, fmt.Errorf("%q is not %d numbers", text, n)
	}
	out := make([]float64, n)
	for i, f := range fields {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("%q is no number", f)
		}
		out[i] = v
	}
	return out, nil
}
