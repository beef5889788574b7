// Package d2 writes a blueprint in the language of D2. What comes in is a
// blueprint; what goes out is a diagram in which lanes are containers of their
// touchpoints, with ways and links as labelled connections. Keys follow from the
// ids of the touchpoints alone, so that they stay when the blueprint grows.
package d2

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

// titleWidth is where titles are wrapped, in letters: D2 wraps nothing.
const titleWidth = 24

// Write writes the blueprint. A nil one is an empty diagram.
func Write(w io.Writer, b *blueprint.Blueprint, o Options) error {
	d := &writer{Board: prose.Of(b, o.Language, o.Labels), out: bufio.NewWriter(w)}
	d.head(o)
	for _, lane := range d.Rows {
		d.lane(lane)
	}
	for _, way := range d.Ways() {
		d.way(way)
	}
	for _, l := range d.Links() {
		arrow := "->"
		if l.Link.Both {
			arrow = "<->"
		}
		d.connect(l.From, arrow, l.To, l.Link.Title, "no-way") // link is a word of D2
	}
	return d.out.Flush()
}

type writer struct {
	*prose.Board
	out *bufio.Writer
}

// line writes a line. A bufio.Writer keeps its first error for Flush.
func (d *writer) line(format string, args ...any) { fmt.Fprintf(d.out, format+"\n", args...) }

func (d *writer) head(o Options) {
	direction := "right"
	if o.Down {
		direction = "down"
	}
	d.line("direction: %s", direction)
	if d.Title != "" {
		d.line("title: %s {shape: text; near: top-center; style.font-size: 28}", quote([]string{d.Title}))
	}
	d.line("classes: {")
	d.line("  touchpoint.style: {border-radius: 6; fill: \"#FFFFFF\"}")
	d.line("  moment.style: {stroke: \"%s\"; stroke-width: 3}", prose.Purple)
	d.line("  critical.style: {stroke: \"%s\"; stroke-width: 5}", prose.Purple)
	d.line("  recovery.style: {stroke: \"%s\"; stroke-dash: 4}", prose.Red)
	d.line("  no-way.style.stroke-dash: 2")
	d.line("}")
	for _, w := range d.Ways() {
		if w.To == nil {
			d.line("%s: %s {shape: oval}", endKey, quote([]string{d.End}))
			break
		}
	}
}

const endKey = "the-end" // lanes' keys begin with lane-

func (d *writer) lane(l blueprint.Lane) {
	band, ink := prose.Colours(l.Kind)
	d.line("%s: %s {", laneKey(l.ID), quote([]string{d.LaneName(l)}))
	d.line("  style: {fill: \"%s\"; stroke: \"%s\"; font-color: \"%s\"}", band, ink, ink)
	for _, t := range d.InLane(l.ID) {
		lines := prose.Wrapped(t.Title, titleWidth)
		if badge := d.Badge(t); badge != "" {
			lines = append(lines, badge)
		}
		classes := "touchpoint"
		switch {
		case t.IsCritical():
			classes += "; critical"
		case t.IsMoment():
			classes += "; moment"
		}
		d.line("  %s: %s {class: [%s]}", key(t.ID), quote(lines), classes)
	}
	d.line("}")
}

func (d *writer) way(w blueprint.Way) {
	class := ""
	if w.Origin == blueprint.Recovery {
		class = "recovery"
	}
	d.connect(w.From, "->", w.To, d.WayLabel(w), class)
}

func (d *writer) connect(from *touchpoint.Touchpoint, arrow string, to *touchpoint.Touchpoint, label, class string) {
	out := d.path(from) + " " + arrow + " " + d.path(to)
	if lines := prose.Wrapped(label, titleWidth); len(lines) > 0 {
		out += ": " + quote(lines)
	} else if class != "" {
		out += ":"
	}
	if class != "" {
		out += " {class: " + class + "}"
	}
	d.line("%s", out)
}

// path is where a touchpoint is found from the root.
func (d *writer) path(t *touchpoint.Touchpoint) string {
	if t == nil {
		return endKey
	}
	return laneKey(d.Place(t).Lane) + "." + key(t.ID)
}

func laneKey(id string) string { return key("lane-" + id) }

// key turns an id into a key. D2 takes large letters for small ones and has
// words of its own, so every key is quoted, and large letters and signs are
// spelt by number, which keeps different ids apart.
func key(id string) string {
	var out strings.Builder
	for _, r := range id {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r >= 0x4E00 && r <= 0x9FA5:
			out.WriteRune(r)
		default:
			fmt.Fprintf(&out, "_%x_", r)
		}
	}
	return `"` + out.String() + `"`
}

// quote writes lines of text. D2 puts variables in for ${name}.
func quote(lines []string) string {
	escaped := make([]string, len(lines))
	for i, l := range lines {
		escaped[i] = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`).Replace(l)
	}
	return `"` + strings.Join(escaped, `\n`) + `"`
}
