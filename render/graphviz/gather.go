package graphviz

import (
	"bytes"
	"fmt"
	"math"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

// roomy is how much of a picture may be empty: its area by that of the nodes.
const roomy = 7.0

// gathered brings nodes nearer that an engine set far apart: circo's pictures
// grow to any size. They keep their arrangement.
func gathered(g view.LayoutGraph, p placed) (placed, error) {
	t := taker{placed: p}
	areas := t.areas(g)
	if t.err != nil {
		return p, t.err
	}
	full, left, top, right, bottom := 0.0, math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, a := range areas {
		full += a.W * a.H
		left, top, right, bottom = min(left, a.X), min(top, a.Y), max(right, a.X+a.W), max(bottom, a.Y+a.H)
	}
	scale := min(1, math.Sqrt(roomy*full/((right-left)*(bottom-top))))
	var b bytes.Buffer
	b.WriteString("digraph {\ngraph [overlap=false, sep=\"+12\", splines=line, notranslate=true];\n" + nodeStyle)
	for i, a := range areas {
		m := middle(a.Rect)
		fmt.Fprintf(&b, "%s [width=%s, height=%s, pos=\"%s,%s\"];\n", areaName(g, i), inches(a.W), inches(a.H), number(m.X*scale), number(-m.Y*scale))
	}
	b.WriteString("}\n")
	out, err := run("nop", b.Bytes())
	if err != nil {
		return p, err
	}
	again, err := read(out)
	if err != nil {
		return p, err
	}
	// All edges are drawn anew, as straight lines.
	near := placed{graph: again.graph, nodes: again.nodes}
	if sound := (&taker{placed: near}); len(sound.areas(g)) > 0 && sound.err != nil {
		return p, nil //nolint:nilerr // of few nodes in a row Graphviz may make places that are no numbers
	}
	return near, nil
}

func frame(at scene.Point, w, h float64) scene.Rect {
	return scene.Rect{X: at.X - w/2, Y: at.Y - h/2, W: w, H: h}
}
