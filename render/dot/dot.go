// Package dot writes a blueprint as a graph in the language of Graphviz. What
// comes in is a blueprint; what goes out is text in which lanes are clusters,
// touchpoints are nodes under their own ids, and ways and links are edges with
// their labels. Graphviz lays it out; the steps keep their order, but neither columns
// nor bands.
package dot

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

// Options say how a blueprint is written. The zero value works.
type Options struct {
	Language string         // of the words that are added; empty: the blueprint's
	Labels   *wording.Words // the words themselves, for other languages (see render/labels); nil are those of the language
	Down     bool           // steps run from top to bottom instead of from left to right
	Evidence bool           // physical evidence is shown
}

// titleWidth is where titles are wrapped, in letters: Graphviz wraps nothing.
const titleWidth = 24

// Write writes the blueprint. A nil one is an empty graph.
func Write(w io.Writer, b *blueprint.Blueprint, o Options) error {
	d := &writer{Board: prose.Of(b, o.Language, o.Labels), out: bufio.NewWriter(w), o: o}
	d.head()
	for _, lane := range d.Rows {
		d.lane(lane)
	}
	if o.Evidence {
		d.evidence()
	}
	d.columns()
	for _, way := range d.Ways() {
		d.way(way)
	}
	for _, link := range d.Links() {
		d.link(link)
	}
	d.line("}")
	return d.out.Flush()
}

type writer struct {
	*prose.Board
	out *bufio.Writer
	o   Options
}

// line writes a line. A bufio.Writer keeps its first error for Flush.
func (d *writer) line(format string, args ...any) { fmt.Fprintf(d.out, format+"\n", args...) }

func (d *writer) head() {
	direction := "LR"
	if d.o.Down {
		direction = "TB"
	}
	d.line("digraph %s {", quote(d.Blueprint.ID))
	d.line("  graph [rankdir=%s, newrank=true, label=%s, labelloc=t, fontname=\"sans-serif\", fontsize=20, nodesep=0.3, ranksep=0.7]", direction, label([]string{d.Title}))
	d.line("  node [shape=box, style=\"rounded,filled\", fillcolor=\"#FFFFFF\", fontname=\"sans-serif\", fontsize=13, margin=\"0.15,0.1\"]")
	d.line("  edge [color=\"#5A6675\", fontname=\"sans-serif\", fontsize=11, arrowsize=0.7]")
	for _, w := range d.Ways() {
		if w.To == nil {
			d.line("  %s [label=\"\", tooltip=%s, shape=doublecircle, width=0.2, fillcolor=\"#1B2430\"]", quote(touchpoint.End), label([]string{d.End}))
			break
		}
	}
}

func (d *writer) lane(l blueprint.Lane) {
	band, ink := prose.Colours(l.Kind)
	d.line("  subgraph %s {", quote("cluster_lane_"+l.ID))
	d.line("    graph [label=%s, labelloc=t, labeljust=l, style=filled, color=\"%s\", fillcolor=\"%s\", fontcolor=\"%s\", fontsize=13]", label([]string{d.LaneName(l)}), band, band, ink)
	for _, t := range d.InLane(l.ID) {
		lines := prose.Wrapped(t.Title, titleWidth)
		if badge := d.Badge(t); badge != "" {
			lines = append(lines, badge)
		}
		pen := ""
		switch {
		case t.IsCritical():
			pen = ", penwidth=2.5"
		case t.IsMoment():
			pen = ", penwidth=1.8"
		}
		tooltip := ""
		if text := prose.Line(t.Description); text != "" {
			tooltip = ", tooltip=" + label([]string{text})
		}
		d.line("    %s [label=%s, id=%s, color=\"%s\"%s%s]", quote(t.ID), label(lines), quote(t.ID), ink, pen, tooltip)
	}
	d.line("  }")
}

// columns keep the steps in order: each begins after the one before, and so do
// touchpoints that no way leads to. The touchpoints of a step are not tied to one
// rank, and no edge is free of ranks (constraint=false): with either of them
// Graphviz loses edges between clusters, and may crash.
func (d *writer) columns() {
	before := ""
	for c := range d.Columns {
		list := d.InStep(c)
		if len(list) == 0 {
			continue
		}
		for i, t := range list {
			if before != "" && (i == 0 || len(d.In(t)) == 0) {
				d.line("  %s -> %s [style=invis]", before, quote(t.ID))
			}
		}
		before = quote(list[0].ID)
	}
}

func (d *writer) way(w blueprint.Way) {
	to, attributes := touchpoint.End, []string{"class=" + string(w.Origin)}
	if w.To != nil {
		to = w.To.ID
	}
	if text := d.WayLabel(w); text != "" {
		attributes = append(attributes, "label="+label(prose.Wrapped(text, titleWidth)))
	}
	if w.Origin == blueprint.Recovery {
		attributes = append(attributes, `style=dashed, color="#B3261E", fontcolor="#B3261E"`)
	}
	d.edge(w.From.ID, to, attributes)
}

func (d *writer) link(l blueprint.LinkEnds) {
	attributes := []string{"class=link", "style=dotted"}
	if l.Link.Both {
		attributes = append(attributes, "dir=both")
	}
	if text := prose.Wrapped(l.Link.Title, titleWidth); len(text) > 0 {
		attributes = append(attributes, "label="+label(text))
	}
	d.edge(l.From.ID, l.To.ID, attributes)
}

func (d *writer) edge(from, to string, attributes []string) {
	d.line("  %s -> %s [%s]", quote(from), quote(to), strings.Join(attributes, ", "))
}

// evidence stands with the first touchpoint of its step.
func (d *writer) evidence() {
	d.line("  subgraph \"cluster_evidence\" {")
	d.line("    graph [label=%s, style=filled, color=\"#F5F6F8\", fillcolor=\"#F5F6F8\", fontcolor=\"#5F6A78\", fontsize=13]", label([]string{d.Evidence}))
	type pair struct{ evidence, of string }
	var pairs []pair
	for c, col := range d.Columns {
		if len(col.Step.Evidence) == 0 {
			continue
		}
		var lines []string
		for _, e := range col.Step.Evidence {
			lines = append(lines, prose.Wrapped(e.Title, titleWidth)...)
		}
		id := quote(fmt.Sprintf("evidence %d", col.Number)) // a blank: no touchpoint can have this id
		d.line("    %s [label=%s, shape=note, style=filled, color=\"#5F6A78\"]", id, label(lines))
		if list := d.InStep(c); len(list) > 0 {
			pairs = append(pairs, pair{id, quote(list[0].ID)})
		}
	}
	d.line("  }")
	for _, p := range pairs {
		d.line("  %s -> %s [style=dotted, dir=none]", p.evidence, p.of)
	}
}

// quote writes an id or an attribute.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\x00", "").Replace(strings.ToValidUTF8(s, "\uFFFD")) + `"`
}

// label writes lines of text. Graphviz reads HTML entities and its own escapes
// in a label.
func label(lines []string) string {
	escaped := make([]string, len(lines))
	for i, l := range lines {
		escaped[i] = strings.NewReplacer(`&`, "&amp;", `\`, `\\`, `"`, `\"`).Replace(l)
	}
	return `"` + strings.Join(escaped, `\n`) + `"`
}
