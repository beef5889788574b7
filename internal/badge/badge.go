// Package badge draws a small sign for a README: what is measured, and the share
// that was reached.
// What comes in are two short texts and a colour by its meaning; what goes out is
// an SVG that stands alone: no fonts are fetched, and the same texts give the same
// bytes. Words keep the width that they were given, whatever font shows them.
package badge

import (
	"fmt"
	"html"
	"io"

	"github.com/servicemoments/moments/render/text"
)

// Tone is what the right half means. It is said by colour besides the words.
type Tone string

// The tones. Letters stand out from the ground of each by at least 4.5 to 1.
const (
	Unknown Tone = ""     // nothing is known: grey
	Good    Tone = "good" // green
	Fair    Tone = "fair" // amber
	Poor    Tone = "poor" // red
)

// Bounds of [OfShare], in percent.
const (
	goodFrom = 90
	fairFrom = 60
)

// OfShare judges a share in percent: 90 and more is good, 60 and more is fair.
func OfShare(percent float64) Tone {
	switch {
	case percent >= goodFrom:
		return Good
	case percent >= fairFrom:
		return Fair
	}
	return Poor
}

// Badge is a sign: "moments of truth | 86%". The zero value is empty and grey.
type Badge struct {
	Label string // what is measured
	Value string // what was reached
	Tone  Tone
	Title string // what a pointer that rests on the sign, and a screen reader, are told; empty: label and value
}

const (
	height  = 20
	size    = 11 // of the letters, in px
	margin  = 6  // beside each text
	longest = 80 // characters of a text
	ground  = "#4a4a4a"
	fonts   = "Verdana, 'DejaVu Sans', 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
)

// color is the ground of the right half.
func (t Tone) color() string {
	switch t {
	case Good:
		return "#1e7b34"
	case Fair:
		return "#8f6400"
	case Poor:
		return "#b92d2b"
	}
	return "#6a6a6a"
}

// Write writes the badge as SVG.
func Write(w io.Writer, b Badge) error {
	label, value := clean(b.Label), clean(b.Value)
	title := text.Clean(b.Title)
	if title == "" {
		title = label + ": " + value
	}
	left, right := room(label), room(value)
	_, err := fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d" role="img" aria-label="%[3]s">
  <title>%[3]s</title>
  <rect width="%[1]d" height="%[2]d" rx="3" fill="%[4]s" data-tone="%[5]s"/>
%[6]s  <g fill="#fff" font-family="%[7]s" font-size="%[8]d" text-anchor="middle">
%[9]s%[10]s  </g>
</svg>
`, left+right, height, escape(title), b.Tone.color(), b.Tone, half(left), fonts, size, word(label, 0, left), word(value, left, right))
	return err
}

// half is the ground of the label: round to the left only. (A clip path would need
// an id, which several badges in one page would share.)
func half(width int) string {
	if width == 0 {
		return ""
	}
	return fmt.Sprintf("  <path d=\"M3 0H%[1]dV%[2]dH3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z\" fill=\"%[3]s\"/>\n", width, height, ground)
}

// room is what a text takes with its margins.
func room(s string) int {
	if s == "" {
		return 0
	}
	return int(text.Width(s, text.Font{Size: size})) + 2*margin
}

// word sets a text into the middle of its half.
func word(s string, from, width int) string {
	if s == "" {
		return ""
	}
	return fmt.Sprintf("    <text x=\"%g\" y=\"14\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\">%s</text>\n", float64(from)+float64(width)/2, width-2*margin, escape(s))
}

// clean makes a text one short line that is harmless in XML.
func clean(s string) string {
	all := text.Clusters(text.Clean(s))
	if len(all) <= longest {
		return text.Clean(s)
	}
	out := ""
	for _, c := range all[:longest-1] {
		out += c
	}
	return out + "…"
}

func escape(s string) string { return html.EscapeString(s) }
