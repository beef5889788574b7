// Package graphviz lays out networks with Graphviz, which runs in process as
// WebAssembly. [Layouter] takes bare boxes and edges and gives their places; it
// draws nothing.
//
// Importing the package costs every process 50 ms, and over a second on a new
// machine, before main begins: that is when Graphviz is compiled, and the
// machine code is kept in the folder go-graphviz under the temporary directory,
// where other users of the machine may have put their own. A layout cannot be
// stopped, and takes memory that only the end of the process gives back. So the
// command moments runs it as a process of its own, and nothing else here imports
// it.
package graphviz

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"sync"

	graphviz "github.com/goccy/go-graphviz"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

// Bounds of a graph, unless a [Layouter] has its own: layouts cannot be stopped,
// and their time grows much faster than their size. Words on an edge and
// choices count as nodes.
const (
	MaxNodes = 400
	MaxEdges = 600
)

// Layouter lays out networks in process. The zero value is ready, and may be
// used from several goroutines: Graphviz then works for one after the other.
type Layouter struct {
	MaxNodes int // 0 is the constant MaxNodes
	MaxEdges int // 0 is the constant MaxEdges
}

var _ view.Layouter = Layouter{}

// Layout places a graph. It fails on a graph that is larger than the bounds, on
// ends and clusters that are not there, on sizes that are none, and on an
// engine that is not in [view.Engines].
func (l Layouter) Layout(g view.LayoutGraph) (view.Layout, error) {
	engine, err := view.EngineNamed(g.Engine)
	if err != nil {
		return view.Layout{}, fmt.Errorf("graphviz: %w", err)
	}
	if err := l.check(g); err != nil {
		return view.Layout{}, fmt.Errorf("graphviz: %w", err)
	}
	if len(g.Nodes) == 0 {
		return view.Layout{Clusters: make([]scene.Rect, len(g.Clusters))}, nil
	}
	out, err := run(engine.Name, source(g, engine))
	if err != nil {
		return view.Layout{}, fmt.Errorf("graphviz: %s: %w", engine.Name, err)
	}
	places, err := read(out)
	if err != nil {
		return view.Layout{}, fmt.Errorf("graphviz: %s: its answer cannot be read: %w", engine.Name, err)
	}
	if engine.Name == "circo" {
		if places, err = gathered(g, places); err != nil {
			return view.Layout{}, fmt.Errorf("graphviz: %s: bringing nodes together: %w", engine.Name, err)
		}
	}
	placed, err := layout(g, places)
	if err != nil {
		return view.Layout{}, fmt.Errorf("graphviz: %s: %w", engine.Name, err)
	}
	return placed, nil
}

// largest is the longest side of a node, in px.
const largest = 10_000

func (l Layouter) check(g view.LayoutGraph) error {
	nodes, edges := len(g.Nodes), len(g.Edges)
	for _, e := range g.Edges {
		if worded(e) { // the words are a node between two edges
			nodes++
			edges++
		}
	}
	if most := bound(l.MaxNodes, MaxNodes); nodes > most {
		return fmt.Errorf("the network has %d nodes, words on ways among them; at most %d are laid out", nodes, most)
	}
	if most := bound(l.MaxEdges, MaxEdges); edges > most {
		return fmt.Errorf("the network has %d edges; at most %d are laid out", edges, most)
	}
	sized := func(v float64) bool { return v >= 0 && v <= largest } // false for what is no number
	for i, n := range g.Nodes {
		if !sized(n.W) || !sized(n.H) || n.W == 0 || n.H == 0 || n.Cluster < -1 || n.Cluster >= len(g.Clusters) {
			return fmt.Errorf("node %d cannot be laid out: %+v", i, n)
		}
	}
	for i, c := range g.Clusters {
		if !sized(c.LabelW) || !sized(c.LabelH) {
			return fmt.Errorf("cluster %d cannot be laid out: %+v", i, c)
		}
	}
	for i, e := range g.Edges {
		if e.From < 0 || e.To < 0 || max(e.From, e.To) >= len(g.Nodes) || !sized(e.LabelW) || !sized(e.LabelH) || e.Weight < 0 || e.Weight > math.MaxInt16 {
			return fmt.Errorf("edge %d cannot be laid out: %+v", i, e)
		}
	}
	return nil
}

func bound(own, usual int) int {
	if own > 0 {
		return own
	}
	return usual
}

// running is held while Graphviz works: it lives in one WebAssembly memory per
// process, and two goroutines in it end the process.
var running sync.Mutex

// run lays out a graph in the language of Graphviz, and returns it with places.
func run(engine string, source []byte) (out []byte, err error) {
	running.Lock()
	defer running.Unlock()
	defer func() {
		if trouble := recover(); trouble != nil {
			err = fmt.Errorf("it broke down: %v", trouble)
		}
	}()
	ctx := context.Background()
	g, err := graphviz.New(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = g.Close() }()
	graph, err := graphviz.ParseBytes(source)
	if err != nil {
		return nil, err
	}
	defer func() { _ = graph.Close() }()
	var written bytes.Buffer
	if err := g.SetLayout(graphviz.Layout(engine)).Render(ctx, graph, graphviz.XDOT, &written); err != nil {
		return nil, err
	}
	return written.Bytes(), nil
}
