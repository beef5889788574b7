// Package plantuml writes a blueprint in the language of PlantUML, which many
// engineers' documents embed. What comes in is a blueprint; what goes out is a
// diagram in which lanes are rectangles around their touchpoints, with ways and
// links as labelled arrows. Aliases follow from the ids of the touchpoints
// alone, so that they stay when the blueprint grows.
package plantuml

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
}

// Write writes the blueprint. A nil one is an empty diagram.
func Write(w io.Writer, b *blueprint.Blueprint, o Options) error {
	p := &writer{Board: prose.Of(b, o.Language, o.Labels), out: bufio.NewWriter(w)}
	p.head(o)
	for _, lane := range p.Rows {
		p.lane(lane)
	}
	for _, way := range p.Ways() {
		p.way(way)
	}
	for _, l := range p.Links() {
		arrow := "-[dotted]->"
		if l.Link.Both {
			arrow = "<-[dotted]->"
		}
		p.arrow(l.From, arrow, l.To, prose.Line(l.Link.Title))
	}
	p.line("@enduml")
	return p.out.Flush()
}

type writer struct {
	*prose.Board
	out *bufio.Writer
}

// line writes a line. A bufio.Writer keeps its first error for Flush.
func (p *writer) line(format string, args ...any) { fmt.Fprintf(p.out, format+"\n", args...) }

func (p *writer) head(o Options) {
	p.line("@startuml")
	if p.Title != "" {
		p.line("title %s", escape(p.Title))
	}
	if !o.Down {
		p.line("left to right direction")
	}
	p.line("skinparam shadowing false")
	p.line("skinparam wrapWidth 180")
	p.line("skinparam roundCorner 10")
	p.line("skinparam ArrowColor #5A6675")
	p.line("skinparam rectangle {")
	p.line("  BackgroundColor #FFFFFF")
	p.line("  BorderColor #5A6675")
	p.line("  BorderColor<<moment>> %s", prose.Purple)
	p.line("  BorderThickness<<critical>> 3")
	p.line("  BorderColor<<critical>> %s", prose.Purple)
	p.line("}")
	p.line("hide stereotype")
	for _, w := range p.Ways() {
		if w.To == nil {
			p.line("circle \"%s\" as %s", escape(p.End), endAlias)
			break
		}
	}
}

const endAlias = "the_end" // no touchpoint's: those begin with t_

func alias(t *touchpoint.Touchpoint) string {
	if t == nil {
		return endAlias
	}
	return prose.Identifier("t_", t.ID)
}

func (p *writer) lane(l blueprint.Lane) {
	list := p.InLane(l.ID)
	if len(list) == 0 {
		return // an empty pair of braces is an error
	}
	band, _ := prose.Colours(l.Kind)
	p.line("rectangle \"%s\" as %s %s {", escape(p.LaneName(l)), prose.Identifier("lane_", l.ID), band)
	for _, t := range list {
		lines := prose.Lines(t.Title)
		for i := range lines {
			lines[i] = escape(lines[i])
		}
		if badge := p.Badge(t); badge != "" {
			lines = append(lines, escape(badge))
		}
		stereotype := ""
		switch {
		case t.IsCritical():
			stereotype = " <<critical>>"
		case t.IsMoment():
			stereotype = " <<moment>>"
		}
		p.line("  rectangle \"%s\" as %s%s", strings.Join(lines, `\n`), alias(t), stereotype)
	}
	p.line("}")
}

func (p *writer) way(w blueprint.Way) {
	arrow := "-->"
	if w.Origin == blueprint.Recovery {
		arrow = "-[" + prose.Red + ",dashed]->"
	}
	p.arrow(w.From, arrow, w.To, p.WayLabel(w))
}

func (p *writer) arrow(from *touchpoint.Touchpoint, arrow string, to *touchpoint.Touchpoint, label string) {
	if label != "" {
		label = " : " + escape(label)
	}
	p.line("%s %s %s%s", alias(from), arrow, alias(to), label)
}

// escape spells every sign that PlantUML could take for its own markup, or for
// its preprocessor, by number.
func escape(s string) string {
	var out strings.Builder
	for _, r := range s {
		if r >= 0x80 || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(" ,.()?", r) {
			out.WriteRune(r)
		} else {
			fmt.Fprintf(&out, "<U+%04X>", r)
		}
	}
	return out.String()
}
