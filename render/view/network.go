package view

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/board"
	"github.com/servicemoments/moments/render/scene"
)

// NetworkOptions say how a network is laid out.
type NetworkOptions struct {
	Layouter Layouter // without one the view fails with [ErrNoLayouter]
	Engine   string   // name of one of [Engines]; empty is the first
}

// The measures of a network, in px.
const (
	nodePad     = 13.0 // around a box, for its marks
	smallPad    = 3.0  // around a choice and an end
	diamondSize = 22.0
	clusterPad  = 12.0
	clusterName = 17.0
)

// Network draws the graph of touchpoints, ways and links, laid out freely: no
// rows and no columns, the lanes as frames where the engine can. It fails
// without a layouter, and with the layouter's errors.
func Network(b *blueprint.Blueprint, o Options, n NetworkOptions) (*scene.Scene, error) {
	if n.Layouter == nil {
		return nil, ErrNoLayouter
	}
	engine, err := EngineNamed(n.Engine)
	if err != nil {
		return nil, err
	}
	if b == nil {
		b = &blueprint.Blueprint{}
	}
	o.Hide = append(slices.Clone(o.Hide), PartEvidence) // it belongs to steps, which are not shown
	w := newNetwork(b, o, engine)
	w.width, w.bottom = leastWide, margin
	g := w.graph()
	if len(g.Nodes) > 0 {
		l, err := n.Layouter.Layout(g)
		if err == nil {
			err = l.check(g)
		}
		if err != nil {
			return nil, fmt.Errorf("network: %w", err)
		}
		w.place(b, g, l)
	}
	return w.draw(b), nil
}

// network is a plan with free places.
type network struct {
	*strip
	engine   Engine
	diamonds []int        // per box: the node of its choice, -1 where it has none
	stubs    []int        // per box: the edge to its choice
	frames   []scene.Rect // of the lanes, zero where there is none
	names    []scene.Rect // in the frames
}

func newNetwork(b *blueprint.Blueprint, o Options, engine Engine) *network {
	p := newPlan(b, o)
	w := &network{strip: p.strip(p), engine: engine}
	if engine.Frames {
		return w
	}
	for i := range p.boxes { // without frames each box says whose it is
		x := &p.boxes[i]
		if x.standing != aTouchpoint {
			continue
		}
		colour, _ := paints(p.lanes[x.row].Kind)
		lines := p.setter.wrapped(p.lanes[x.row].name, smallFont, x.w-2*notePadX)
		for _, l := range lines {
			x.notes = append(x.notes, note{l, colour})
		}
		x.h = max(x.h, x.needs())
	}
	return w
}

// graph is the plan as bare boxes: first those of the plan, then a diamond for
// each choice, which an edge joins to its box.
func (w *network) graph() LayoutGraph {
	g := LayoutGraph{Engine: w.engine.Name}
	for i := range w.lanes {
		width, high := w.nameSize(i)
		g.Clusters = append(g.Clusters, LayoutCluster{LabelW: width, LabelH: high})
	}
	w.diamonds, w.stubs = make([]int, len(w.boxes)), make([]int, len(w.boxes))
	for i := range w.boxes {
		b := &w.boxes[i]
		pad := smallPad
		if b.standing == aTouchpoint {
			pad = nodePad
		}
		g.Nodes = append(g.Nodes, LayoutNode{W: b.w + 2*pad, H: b.h + 2*pad, Cluster: b.row})
		w.diamonds[i] = -1
	}
	for _, e := range w.edges {
		from := e.from
		if e.choice && w.boxes[from].choice {
			from = w.diamond(&g, from)
		}
		width, high := w.labelSize(&e)
		weight := 1
		if e.kind == board.Way {
			weight = 2
		}
		g.Edges = append(g.Edges, LayoutEdge{From: from, To: e.to, LabelW: width, LabelH: high, Weight: weight})
	}
	for i, d := range w.diamonds { // behind the plan's own, which keep their numbers
		if d >= 0 {
			w.stubs[i] = len(g.Edges)
			g.Edges = append(g.Edges, LayoutEdge{From: i, To: d, Weight: 10})
		}
	}
	return g
}

func (w *network) diamond(g *LayoutGraph, box int) int {
	if w.diamonds[box] < 0 {
		w.diamonds[box] = len(g.Nodes)
		size := diamondSize + 2*smallPad
		g.Nodes = append(g.Nodes, LayoutNode{W: size, H: size, Cluster: w.boxes[box].row})
	}
	return w.diamonds[box]
}

// place takes over the places, moved so that the picture begins at its margin.
func (w *network) place(b *blueprint.Blueprint, g LayoutGraph, l Layout) {
	all := extent(g, l)
	w.width = max(leastWide, all.W+2*margin)
	_, high := w.title(b, w.width)
	l = l.moved(scene.Point{X: margin - all.X, Y: margin + high - all.Y})
	w.bottom = margin + high + all.H
	w.layout.Boxes = make([]board.Rect, len(w.boxes))
	w.layout.Diamonds = make([]board.Rect, len(w.boxes))
	w.layout.Stubs = make([][]board.Point, len(w.boxes))
	w.layout.Routes = make([]board.Route, len(w.edges))
	for i := range w.boxes {
		w.layout.Boxes[i] = centred(l.Nodes[i], w.boxes[i].w, w.boxes[i].h)
		if d := w.diamonds[i]; d >= 0 {
			w.layout.Diamonds[i] = centred(l.Nodes[d], diamondSize, diamondSize)
		} else {
			w.boxes[i].choice = false // all its ways lead nowhere that is drawn
		}
	}
	w.frames = l.Clusters
	routes := w.routes(g, l)
	for i := range w.edges {
		w.layout.Routes[i] = board.Route{Points: routes[i], Label: worded(l.Routes[i].Label)}
	}
	for i, d := range w.diamonds {
		if d >= 0 {
			w.layout.Stubs[i] = routes[w.stubs[i]]
		}
	}
	w.placeNames(routes)
}

// worded is the ground of the words on a way, large enough to cover the way
// where it runs along their border.
func worded(r scene.Rect) board.Rect {
	if r.W == 0 {
		return board.Rect{}
	}
	return board.Rect{X: r.X - wireWidth, Y: r.Y - wireWidth, W: r.W + 2*wireWidth, H: r.H + 2*wireWidth}
}

// centred is a rectangle around its middle.
func centred(p scene.Point, w, h float64) board.Rect {
	return board.Rect{X: p.X - w/2, Y: p.Y - h/2, W: w, H: h}
}

// extent is the area that a layout takes.
func extent(g LayoutGraph, l Layout) scene.Rect {
	var all scene.Rect
	first := true
	add := func(r scene.Rect) {
		if first {
			all, first = r, false
			return
		}
		right, bottom := max(all.X+all.W, r.X+r.W), max(all.Y+all.H, r.Y+r.H)
		all.X, all.Y = min(all.X, r.X), min(all.Y, r.Y)
		all.W, all.H = right-all.X, bottom-all.Y
	}
	for i, n := range g.Nodes {
		add(rect(centred(l.Nodes[i], n.W, n.H)))
	}
	for _, c := range l.Clusters {
		if c.W > 0 {
			add(c)
		}
	}
	for _, r := range l.Routes {
		if r.Label.W > 0 {
			add(r.Label)
		}
		for _, p := range flatten(r.Curve) {
			add(scene.Rect{X: p.X - headWide, Y: p.Y - headWide, W: 2 * headWide, H: 2 * headWide})
		}
	}
	return all
}

// moved is the layout at another place.
func (l Layout) moved(by scene.Point) Layout {
	out := Layout{Nodes: slices.Clone(l.Nodes), Clusters: slices.Clone(l.Clusters), Routes: slices.Clone(l.Routes)}
	for i := range out.Nodes {
		out.Nodes[i] = scene.Point{X: l.Nodes[i].X + by.X, Y: l.Nodes[i].Y + by.Y}
	}
	for i := range out.Clusters {
		out.Clusters[i].X += by.X
		out.Clusters[i].Y += by.Y
	}
	for i := range out.Routes {
		r := &out.Routes[i]
		r.Curve = slices.Clone(r.Curve)
		for k := range r.Curve {
			r.Curve[k] = scene.Point{X: r.Curve[k].X + by.X, Y: r.Curve[k].Y + by.Y}
		}
		r.Label.X += by.X
		r.Label.Y += by.Y
	}
	return out
}

// nameSize is the room that the name of a lane takes in its frame.
func (w *network) nameSize(lane int) (width, high float64) {
	width, high = w.setter.Width(w.lanes[lane].name, strongFont), clusterName
	if kind := w.kindName(lane); kind != "" {
		width, high = max(width, w.setter.Width(kind, lineFont)), high+captionLine
	}
	return width, high
}

// kindName is the kind of a lane that has a name of its own: frames of a kind
// need not stand together, so each says it.
func (w *network) kindName(lane int) string {
	if name := w.labels.Kind(w.lanes[lane].Kind); name != w.lanes[lane].name {
		return w.labels.capitals(name)
	}
	return ""
}
