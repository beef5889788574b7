package html

import (
	"bytes"
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
	"github.com/servicemoments/moments/render/view"
)

// The room on a sheet of paper between its margins (see print.css), in px, as A4
// and US letter both have it, and what the heading of the page takes of it.
const (
	paperLong  = 995.0
	paperShort = 733.0
	heading    = 46.0
)

const (
	leastWords = 8.0 // px on paper, 6 pt: smaller ones are hard to read
	mostStrips = 24
	leastGap   = 34.0 // between strips, which may stand on two sheets, in px
)

// onPaper draws a view for printing if it is too wide to be read on one sheet:
// it goes on below in strips, one or some to a sheet. No sheets means that the
// picture as it is does as well. Upright says how the paper is to lie.
func onPaper(v view.View, b *blueprint.Blueprint, o Options, whole *scene.Scene, prefix string) (sheets []string, upright bool, err error) {
	best, chosen := sheetsOf(whole), whole
	enough := readable(whole)
	columns := 0
	for _, p := range b.Phases {
		columns += len(p.Steps)
	}
	for strips := fewestStrips(whole.Width, enough); strips <= min(mostStrips, columns) && best.scale < enough; strips++ {
		wrap := (columns + strips - 1) / strips
		if wrap == o.Wrap {
			continue
		}
		o.Wrap = wrap
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
		part.Groups = on(span, chosen.Groups)
		var out bytes.Buffer
		if err := svg.Write(&out, &part, svg.Options{Theme: scene.Light(), Fonts: o.Fonts, IDPrefix: prefix + strconv.Itoa(i+1) + "-"}); err != nil {
			return nil, false, err
		}
		sheets = append(sheets, cropped(out.String(), span, chosen.Width))
	}
	return sheets, best.upright, nil
}

// fewestStrips is how many strips a picture goes on in at least before its words can
// be read: with fewer, no sheet is as wide as a strip. A tenth is left for strips that
// are shorter than the others. Where no number will do, the most are tried.
func fewestStrips(width, enough float64) int {
	return int(min(max(0.9*width*enough/paperLong, 2), mostStrips))
}

// readable is the scale at which the smallest words of a picture can be read.
func readable(s *scene.Scene) float64 {
	least := math.Inf(1)
	s.Walk(func(g scene.Group) {
		for _, item := range g.Items {
			if t, ok := item.(scene.Text); ok && t.Line != "" {
				least = min(least, t.Size)
			}
		}
	})
	return min(1, leastWords/least)
}

// on are the groups that stand on a sheet. A list runs through all strips.
func on(sheet span, groups []scene.Group) []scene.Group {
	var out []scene.Group
	for _, g := range groups {
		if g.List {
			if g.Inner = on(sheet, g.Inner); len(g.Inner) > 0 {
				out = append(out, g)
			}
			continue
		}
		if at, ok := upDown(g); ok && at.from >= sheet.from && at.to <= sheet.to {
			out = append(out, g)
		}
	}
	return out
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
type span struct {
	from, to float64
	legend   bool // it begins with the legend
}

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
	all := stretches(s.Groups)
	slices.SortFunc(all, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var parts []span
	for _, x := range all {
		gap := leastGap
		if x.legend {
			gap = 0
		}
		if n := len(parts); n > 0 && x.from < parts[n-1].to+gap {
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

// stretches are where groups begin and end, those of a list each for itself.
func stretches(groups []scene.Group) []span {
	var all []span
	for _, g := range groups {
		if g.List {
			all = append(all, stretches(g.Inner)...)
		} else if at, ok := upDown(g); ok {
			at.legend = g.Role == scene.RoleLegend
			all = append(all, at)
		}
	}
	return all
}

// upDown is where a group begins and ends.
func upDown(g scene.Group) (at span, ok bool) {
	add := func(from, to float64) {
		if !ok {
			at, ok = span{from: from, to: to}, true
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
