package html

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strconv"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
	"github.com/servicemoments/moments/render/view"
)

// The room on a sheet of paper between its margins, in px, as A4 and US letter
// both have it, less what the heading of the page takes.
const (
	paperLong  = 950.0
	paperShort = 690.0
	heading    = 46.0
)

const (
	readable   = 0.62 // scale at which the titles in boxes are just over 6 pt
	mostSheets = 8
	leastGap   = 12.0 // between what may stand on two sheets, in px
)

// onPaper draws a view for printing if it is too wide to be read on one sheet:
// it goes on below in strips, one or some to a sheet. No sheets means that the
// picture as it is does as well. Upright says how the paper is to lie.
func onPaper(v view.View, b *blueprint.Blueprint, o Options, whole *scene.Scene, prefix string) (sheets []string, upright bool, err error) {
	best := sheetsOf(whole)
	chosen := whole
	columns := 0
	for _, p := range b.Phases {
		columns += len(p.Steps)
	}
	for strips := 2; strips <= min(mostSheets, columns) && best.scale < readable; strips++ {
		o.Wrap = (columns + strips - 1) / strips
		s, err := v.Draw(b, o.Options)
		if err != nil {
			return nil, false, err
		}
		if s.Width == whole.Width && s.Height == whole.Height {
			break // this view has no strips
		}
		if try := sheetsOf(s); try.scale > best.scale {
			best, chosen = try, s
		}
	}
	if chosen == whole {
		return nil, false, nil
	}
	for i, span := range best.spans {
		part := *chosen
		part.Groups = slices.Clone(chosen.Groups)
		part.Groups = slices.DeleteFunc(part.Groups, func(g scene.Group) bool {
			at, ok := upDown(g)
			return !ok || at.from < span.from || at.to > span.to
		})
		var out bytes.Buffer
		if err := svg.Write(&out, &part, svg.Options{Theme: scene.Light(), Fonts: o.Fonts, IDPrefix: prefix + strconv.Itoa(i+1) + "-"}); err != nil {
			return nil, false, err
		}
		sheets = append(sheets, cropped(out.String(), span, chosen.Width))
	}
	return sheets, best.upright, nil
}

var viewBox = regexp.MustCompile(`viewBox="[^"]*" width="[^"]*" height="[^"]*"`)

// cropped makes a picture show some of its height only.
func cropped(picture string, s span, width float64) string {
	at := viewBox.FindStringIndex(picture)
	if at == nil {
		return picture
	}
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
	high := s.to - s.from
	return picture[:at[0]] + `viewBox="0 ` + number(s.from) + " " + number(width) + " " + number(high) + `" width="` + number(width) + `" height="` + number(high) + `"` + picture[at[1]:]
}

// span is a stretch of a picture from above down.
type span struct{ from, to float64 }

// spread is how a picture lies on sheets.
type spread struct {
	spans   []span
	scale   float64
	upright bool
}

// sheetsOf spreads a picture over sheets, so that nothing is cut, as large as it
// can be.
func sheetsOf(s *scene.Scene) spread {
	parts := parted(s)
	var best spread
	for _, upright := range []bool{false, true} {
		wide, high := paperLong, paperShort-heading
		if upright {
			wide, high = paperShort, paperLong-heading
		}
		scale := min(1, wide/max(s.Width, 1))
		for _, p := range parts {
			scale = min(scale, high/max(p.to-p.from, 1))
		}
		var spans []span
		for _, p := range parts {
			if n := len(spans); n > 0 && (p.to-spans[n-1].from)*scale <= high {
				spans[n-1].to = p.to
				continue
			}
			spans = append(spans, p)
		}
		if scale > best.scale || scale == best.scale && len(spans) < len(best.spans) {
			best = spread{spans, scale, upright}
		}
	}
	return best
}

// parted lists the parts of a picture that no sheet may cut, from above: strips,
// and the legend.
func parted(s *scene.Scene) []span {
	var all []span
	for _, g := range s.Groups {
		if at, ok := upDown(g); ok {
			all = append(all, at)
		}
	}
	slices.SortFunc(all, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var parts []span
	for _, x := range all {
		if n := len(parts); n > 0 && x.from < parts[n-1].to+leastGap {
			parts[n-1].to = max(parts[n-1].to, x.to)
			continue
		}
		parts = append(parts, x)
	}
	for i := range parts { // the width of a line, and some air
		parts[i].from, parts[i].to = parts[i].from-4, parts[i].to+4
	}
	return parts
}

// upDown is where a group begins and ends.
func upDown(g scene.Group) (at span, ok bool) {
	add := func(from, to float64) {
		if !ok {
			at, ok = span{from, to}, true
			return
		}
		at.from, at.to = min(at.from, from), max(at.to, to)
	}
	for _, item := range g.Items {
		switch it := item.(type) {
		case scene.Rect:
			add(it.Y, it.Y+it.H)
		case scene.Circle:
			add(it.Y-it.R, it.Y+it.R)
		case scene.Text:
			add(it.Y-it.Size, it.Y+0.3*it.Size)
		case scene.Path:
			for _, p := range it.Points {
				add(p.Y, p.Y)
			}
		case scene.Polygon:
			for _, p := range it.Points {
				add(p.Y, p.Y)
			}
		}
	}
	for _, inner := range g.Inner {
		if x, some := upDown(inner); some {
			add(x.from, x.to)
		}
	}
	return at, ok
}
