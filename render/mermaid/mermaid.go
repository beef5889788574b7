// Package mermaid writes a blueprint in the language of Mermaid, which many
// wikis and code hosts draw. What comes in is a blueprint; what goes out is a
// flowchart whose subgraphs are the lanes ([Write]), or a user journey of what
// the customer meets and feels ([Journey]). Ids follow from those of the
// touchpoints alone, so that they stay when the blueprint grows.
package mermaid

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/render/wording"
)

// Options say how a blueprint is written. The zero value works.
type Options struct {
	Language string         // of the words that are added; empty: the blueprint's
	Labels   *wording.Words // the words themselves, for other languages (see render/labels); nil are those of the language
	Down     bool           // steps run from top to bottom instead of from left to right
	Journey  string         // of Journey: id of the journey that is shown; empty: all stations
}

// Write writes the blueprint as a flowchart. A nil one is an empty chart.
func Write(w io.Writer, b *blueprint.Blueprint, o Options) error {
	f := &writer{Board: prose.Of(b, o.Language, o.Labels), out: bufio.NewWriter(w)}
	direction := "LR"
	if o.Down {
		direction = "TB"
	}
	f.line("flowchart %s", direction)
	if f.Title != "" {
		f.line("  accTitle: %s", escape(f.Title))
	}
	if text := prose.Line(f.Blueprint.Description); text != "" {
		f.line("  accDescr: %s", escape(text))
	}
	for _, lane := range f.Rows {
		f.lane(lane)
	}
	f.ways()
	f.styles()
	return f.out.Flush()
}

type writer struct {
	*prose.Board
	out   *bufio.Writer
	edges int
	red   []string // numbers of the recoveries
	ended bool
}

// line writes a line. A bufio.Writer keeps its first error for Flush.
func (f *writer) line(format string, args ...any) { fmt.Fprintf(f.out, format+"\n", args...) }

// node is the id of a touchpoint, never a word of the language.
func node(id string) string { return prose.Identifier("t_", id) }

const endNode = "the_end" // no touchpoint's: those begin with t_

func (f *writer) lane(l blueprint.Lane) {
	list := f.InLane(l.ID)
	if len(list) == 0 {
		return // Mermaid takes a subgraph without nodes for a node
	}
	f.line("  subgraph %s [%s]", prose.Identifier("lane_", l.ID), quote([]string{f.LaneName(l)}))
	for _, t := range list {
		lines := prose.Lines(t.Title)
		if badge := f.Badge(t); badge != "" {
			lines = append(lines, badge)
		}
		f.line("    %s(%s)", node(t.ID), quote(lines))
	}
	f.line("  end")
}

func (f *writer) ways() {
	for _, w := range f.Ways() {
		arrow, to := "-->", endNode
		if w.Origin == blueprint.Recovery {
			arrow = "-.->"
			f.red = append(f.red, fmt.Sprint(f.edges))
		}
		if w.To != nil {
			to = node(w.To.ID)
		} else if !f.ended {
			f.ended = true
			f.line("  %s((%s))", endNode, quote([]string{f.End}))
		}
		f.edge(node(w.From.ID), arrow, f.WayLabel(w), to)
	}
	for _, l := range f.Links() {
		arrow := "-.->"
		if l.Link.Both {
			arrow = "<-.->"
		}
		f.edge(node(l.From.ID), arrow, prose.Line(l.Link.Title), node(l.To.ID))
	}
}

func (f *writer) edge(from, arrow, label, to string) {
	if label != "" {
		arrow += "|" + quote([]string{label}) + "|"
	}
	f.line("  %s %s %s", from, arrow, to)
	f.edges++
}

// styles colour the lanes and make moments of truth stronger.
func (f *writer) styles() {
	for _, lane := range f.Rows {
		if len(f.InLane(lane.ID)) > 0 {
			band, ink := prose.Colours(lane.Kind)
			f.line("  style %s fill:%s,stroke:%s,color:%s", prose.Identifier("lane_", lane.ID), band, band, ink)
		}
	}
	var moments, critical []string
	for _, t := range f.Moments() {
		if t.IsCritical() {
			critical = append(critical, node(t.ID))
		} else {
			moments = append(moments, node(t.ID))
		}
	}
	f.class("moment", "2px", moments)
	f.class("critical", "4px", critical)
	if len(f.red) > 0 {
		f.line("  linkStyle %s stroke:#B3261E,color:#B3261E", strings.Join(f.red, ","))
	}
}

func (f *writer) class(name, width string, nodes []string) {
	if len(nodes) > 0 {
		f.line("  classDef %s stroke-width:%s,stroke:#5A35C8", name, width)
		f.line("  class %s %s", strings.Join(nodes, ","), name)
	}
}

// quote writes lines of a label.
func quote(lines []string) string {
	escaped := make([]string, len(lines))
	for i, l := range lines {
		escaped[i] = escape(l)
	}
	return `"` + strings.Join(escaped, "<br/>") + `"`
}

// escape spells every sign that Mermaid could take for its own, or for HTML, as
// an entity code. The list of what is harmless is short on purpose: Mermaid
// looks for directives, comments and styles anywhere in its text.
func escape(s string) string {
	var out strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		inWord := strings.ContainsRune("-'/", r) && i > 0 && i+1 < len(runes) && letter(runes[i-1]) && letter(runes[i+1])
		percent := r == '%' && i > 0 && runes[i-1] >= '0' && runes[i-1] <= '9' && (i+1 == len(runes) || runes[i+1] != '%')
		if r >= 0x80 || letter(r) || inWord || percent || strings.ContainsRune(" ,.()?!", r) {
			out.WriteRune(r)
		} else {
			fmt.Fprintf(&out, "#%d;", r)
		}
	}
	return out.String()
}

func letter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}
