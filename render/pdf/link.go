package pdf

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/render/internal/href"
	"github.com/servicemoments/moments/render/internal/outline"
	"github.com/servicemoments/moments/render/scene"
)

// link is a place on a page that leads to an address.
type link struct {
	left, bottom, right, top float64
	address                  string
}

func (l link) object() string {
	return fmt.Sprintf("<< /Type /Annot /Subtype /Link /Rect [%s %s %s %s] /Border [0 0 0] /A << /S /URI /URI (%s) >> >>",
		number(l.left), number(l.bottom), number(l.right), number(l.top), l.address)
}

// links lists the links of groups that lie in a part of a sheet.
func links(groups []scene.Group, s sheet, p part) []link {
	var list []link
	for _, g := range groups {
		if l, ok := linkTo(g, s, p); ok {
			l.address = address(g.Href)
			list = append(list, l)
		}
	}
	return list
}

// linkTo is the place of a group, a little larger so that it is easy to hit.
func linkTo(g scene.Group, s sheet, p part) (link, bool) {
	const more = 3
	r, ok := extent(g)
	if !ok {
		return link{}, false
	}
	left, top := max(r.X-more, p.from.X), max(r.Y-more, p.from.Y)
	right, bottom := min(r.X+r.W+more, p.from.X+p.from.W), min(r.Y+r.H+more, p.from.Y+p.from.H)
	if left >= right || top >= bottom {
		return link{}, false
	}
	x := func(v float64) float64 { return p.x + (v-p.from.X)*s.scale }
	y := func(v float64) float64 { return s.height - p.y - (v-p.from.Y)*s.scale }
	return link{left: x(left), bottom: y(bottom), right: x(right), top: y(top)}, true
}

// extent is the area of the shapes of a group and of the groups in it. Words
// that stand alone count as the room they have.
func extent(g scene.Group) (scene.Rect, bool) {
	var o outline.Outline
	for _, item := range g.Items {
		if t, ok := item.(scene.Text); ok {
			left := t.X
			switch t.Anchor {
			case scene.Middle:
				left -= t.Max / 2
			case scene.End:
				left -= t.Max
			}
			o = append(o, outline.Rect(scene.Rect{X: left, Y: t.Y - t.Size, W: t.Max, H: 1.3 * t.Size})...)
			continue
		}
		if shape, _, ok := outline.Of(item); ok {
			o = append(o, shape...)
		}
	}
	for _, inner := range g.Inner {
		if r, ok := extent(inner); ok {
			o = append(o, outline.Rect(r)...)
		}
	}
	return o.Bounds()
}

// address returns s as it stands in a PDF string when it is a harmless address,
// else "".
func address(s string) string {
	var b strings.Builder
	for _, c := range []byte(href.Harmless(s)) {
		if c <= ' ' || c >= 0x7F || strings.IndexByte(`()<>"`, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
