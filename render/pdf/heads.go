package pdf

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/render/scene"
)

// head is what stands over the columns of a board, or of a strip of one, and
// how far down the columns go.
type head struct{ from, to, until float64 }

// room is what it takes on a sheet, with the gap under it.
func (h head) room() float64 {
	if h.to <= h.from {
		return 0
	}
	return h.to - h.from + bandGap
}

type heads []head

// over is the head that a sheet repeats which begins at a height: that of the
// board it begins in. At the very end of a board nothing is left to be headed.
func (all heads) over(y float64) head {
	for _, h := range all {
		if h.to < y && y < h.until-overlap {
			return h
		}
	}
	return head{}
}

// headings lists the heads of a picture from above, but for those that are
// higher than most.
func headings(s *scene.Scene, most float64) heads {
	var all heads
	columns := s.Find(scene.RoleColumn)
	for _, c := range columns {
		if r, ok := area(c); ok && !slices.ContainsFunc(all, func(h head) bool { return h.to == r.Y }) {
			all = append(all, head{from: r.Y, to: r.Y, until: r.Y + r.H})
		}
	}
	slices.SortFunc(all, func(a, b head) int { return cmp.Compare(a.to, b.to) })
	end := 0.0
	for i := range all {
		h := &all[i]
		raise := func(top float64) {
			if top >= end && top < h.from {
				h.from = top
			}
		}
		for _, g := range s.Find(scene.RolePhase) {
			if r, ok := area(g); ok && r.Y+r.H <= h.to {
				raise(r.Y)
			}
		}
		for _, g := range columns {
			for _, item := range g.Items {
				if t, ok := item.(scene.Text); ok && t.Y <= h.to {
					raise(t.Y - t.Size)
				}
			}
		}
		end = h.until
	}
	return slices.DeleteFunc(all, func(h head) bool { return h.to-h.from > most })
}
