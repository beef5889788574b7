package board

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var dump = flag.String("dump", "", "write every board as SVG into this folder")

func TestBoardsKeepTheirPromises(t *testing.T) {
	for _, b := range looks {
		t.Run(b.name, func(t *testing.T) {
			in := b.board()
			l := Place(in)
			if *dump != "" {
				require.NoError(t, os.WriteFile(filepath.Join(*dump, b.name+".svg"), []byte(drawing(in, l)), 0o644))
				t.Logf("%+v", Measure(in, l))
			}
			assert.Empty(t, Check(in, l))
		})
	}
}

// drawing is a plain picture of a layout, to look at.
func drawing(in Input, l Layout) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="%.1f %.1f %.1f %.1f" font-family="sans-serif" font-size="13">`,
		l.Right+40, l.Bottom+20, -20.0, -10.0, l.Right+40, l.Bottom+20)
	b.WriteString(`<defs><marker id="h" markerWidth="9" markerHeight="8" refX="8" refY="4" orient="auto-start-reverse"><path d="M0 0L9 4L0 8z" fill="#5A6675"/></marker></defs><rect x="-20" y="-10" width="100%" height="100%" fill="#fff"/>`)
	fills := []string{"#EAF2FC", "#E8F5EE", "#FDF3E1", "#F2EDF9"}
	for i, r := range l.Rows {
		fmt.Fprintf(&b, `<rect x="-20" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`, r.Min, l.Right+40, r.Max-r.Min, fills[in.Rows[i].Band%4])
		if i > 0 {
			fmt.Fprintf(&b, `<path d="M-20 %.1fH%.1f" stroke="#1B2430" stroke-dasharray="7 5"/>`, r.Min, l.Right+20)
		}
	}
	for _, x := range l.Hairs {
		fmt.Fprintf(&b, `<path d="M%.1f 0V%.1f" stroke="#D5DAE1"/>`, x, l.Bottom)
	}
	for i, r := range l.Routes {
		if len(r.Points) < 2 {
			continue
		}
		e := in.Edges[i]
		extra := ""
		if e.Kind == Recovery {
			extra = ` stroke-dasharray="5 4"`
		}
		if e.Both {
			extra += ` marker-start="url(#h)"`
		}
		fmt.Fprintf(&b, `<path d="%s" fill="none" stroke="#5A6675" stroke-width="1.5" marker-end="url(#h)"%s/>`, rounded(r.Points), extra)
	}
	for i, r := range l.Boxes {
		if r.W == 0 {
			continue
		}
		fmt.Fprintf(&b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="6" fill="#fff" stroke="#1F5FA8" stroke-width="1.4"/><text x="%.1f" y="%.1f" text-anchor="middle">%d</text>`,
			r.X, r.Y, r.W, r.H, r.X+r.W/2, r.Y+r.H/2+4, i)
		if d := l.Diamonds[i]; d.W > 0 {
			fmt.Fprintf(&b, `<path d="M%.1f %.1fH%.1f" stroke="#5A6675" stroke-width="1.5"/><path d="M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz" fill="#fff" stroke="#1F5FA8"/>`,
				l.Stubs[i][0].X, l.Stubs[i][0].Y, l.Stubs[i][1].X, d.X, d.Y+d.H/2, d.W/2, -d.H/2, d.W/2, d.H/2, -d.W/2, d.H/2)
		}
	}
	for i, r := range l.Routes {
		if e := in.Edges[i]; e.Kind == Recovery && len(r.Points) > 1 {
			f := l.Boxes[e.From]
			fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="11" fill="#B3261E"/>`, f.X+f.W, f.Y)
		}
		if r.Label.W > 0 {
			fmt.Fprintf(&b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="#fff" stroke="#ddd"/><text x="%.1f" y="%.1f" font-size="11" text-anchor="middle">%d</text>`,
				r.Label.X, r.Label.Y, r.Label.W, r.Label.H, r.Label.X+r.Label.W/2, r.Label.Y+12, i)
		}
	}
	b.WriteString("</svg>")
	return b.String()
}

func rounded(p []Point) string {
	var b strings.Builder
	fmt.Fprintf(&b, "M%.2f %.2f", p[0].X, p[0].Y)
	for k := 1; k < len(p)-1; k++ {
		in, out := toward(p[k], p[k-1]), toward(p[k], p[k+1])
		fmt.Fprintf(&b, "L%.2f %.2fQ%.2f %.2f %.2f %.2f", in.X, in.Y, p[k].X, p[k].Y, out.X, out.Y)
	}
	fmt.Fprintf(&b, "L%.2f %.2f", p[len(p)-1].X, p[len(p)-1].Y)
	return b.String()
}

// toward is the point up to 8 px from one point to another, at most half way.
func toward(a, b Point) Point {
	s := segment(a, b)
	d := min(8, (s.W+s.H)/2)
	switch {
	case b.X > a.X:
		return Point{a.X + d, a.Y}
	case b.X < a.X:
		return Point{a.X - d, a.Y}
	case b.Y > a.Y:
		return Point{a.X, a.Y + d}
	}
	return Point{a.X, a.Y - d}
}
