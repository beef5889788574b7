package pdf

import (
	"math"
	"slices"

	"github.com/servicemoments/moments/render/internal/font"
	"github.com/servicemoments/moments/render/internal/outline"
	"github.com/servicemoments/moments/render/scene"
)

// ink is one thing to draw, worked out once however many sheets show it.
type ink struct {
	role  scene.Role
	area  scene.Rect      // outside of it nothing is seen
	phase *scene.Group    // a heading, which each sheet lays out anew; the rest is empty then
	text  *scene.Text     // a line of words, with
	line  font.Line       // how it is set; or else
	shape outline.Outline // a shape, with
	style scene.Style     // its look
}

// index finds the inks of a cut-out without a look at all the others: so many sheets
// take no longer than their sum.
type index struct {
	inks  []ink
	bins  map[bin][]int32 // by the squares that they touch
	wide  []int32         // those that touch too many
	links []scene.Group   // that lead somewhere
}

type bin struct{ x, y int32 }

const (
	binSide  = 800 // px, about a sheet
	mostBins = 64  // of one ink
)

// index goes through the scene once.
func (c *content) index(groups []scene.Group, ix *index) {
	for i := range groups {
		g := &groups[i]
		if address(g.Href) != "" {
			ix.links = append(ix.links, *g)
		}
		if g.Role == scene.RolePhase {
			area := scene.Rect{X: math.Inf(-1)}
			if r, ok := extent(scene.Group{Items: g.Items}); ok {
				area = r
			}
			ix.add(ink{role: g.Role, area: area, phase: g})
		} else {
			for _, item := range g.Items {
				if k, ok := c.ink(item); ok {
					k.role = g.Role
					ix.add(k)
				}
			}
		}
		c.index(g.Inner, ix)
	}
}

// ink works out what an item looks like; ok is false where nothing is seen of it.
func (c *content) ink(item scene.Item) (k ink, ok bool) {
	if t, ok := item.(scene.Text); ok {
		return c.words(t)
	}
	o, style, ok := outline.Of(item)
	stroked := style.Stroke != scene.None && style.Width > 0
	if !ok || style.Fill == scene.None && !stroked {
		return ink{}, false
	}
	area, _ := o.Bounds()
	half := style.Width / 2
	return ink{area: scene.Rect{X: area.X - half, Y: area.Y - half, W: area.W + style.Width, H: area.H + style.Width}, shape: o, style: style}, true
}

func (c *content) words(t scene.Text) (ink, bool) {
	if !(math.Abs(t.X) < maxPlace && math.Abs(t.Y) < maxPlace && t.Size > 0 && t.Size < maxPlace) || !(math.Abs(t.Spacing) < maxPlace) {
		return ink{}, false
	}
	line := c.book.Set(t, c.scene.Lang)
	if len(line.Glyphs) == 0 {
		return ink{}, false
	}
	return ink{area: scene.Rect{X: line.X, Y: t.Y - 1.2*t.Size, W: line.Width, H: 1.6 * t.Size}, text: &t, line: line}, true
}

func (ix *index) add(k ink) {
	n := int32(len(ix.inks))
	ix.inks = append(ix.inks, k)
	from, to, ok := squares(k.area)
	if !ok {
		ix.wide = append(ix.wide, n)
		return
	}
	for y := from.y; y <= to.y; y++ {
		for x := from.x; x <= to.x; x++ {
			ix.bins[bin{x, y}] = append(ix.bins[bin{x, y}], n)
		}
	}
}

// squares are the first and the last square that an area touches; ok is false where
// they are too many.
func squares(r scene.Rect) (from, to bin, ok bool) {
	edges := [4]float64{r.X, r.Y, r.X + r.W, r.Y + r.H}
	for _, v := range edges {
		if !(math.Abs(v) < maxPlace) {
			return bin{}, bin{}, false
		}
	}
	at := func(v float64) int32 { return int32(math.Floor(v / binSide)) }
	from, to = bin{at(edges[0]), at(edges[1])}, bin{at(edges[2]), at(edges[3])}
	return from, to, (int64(to.x-from.x)+1)*(int64(to.y-from.y)+1) <= mostBins
}

// near lists the inks that may be seen in an area, in the order in which they are
// drawn.
func (ix *index) near(area scene.Rect) []int32 {
	from, to, ok := squares(area)
	if !ok { // more than a sheet: a picture on a page of its own size
		all := make([]int32, len(ix.inks))
		for i := range all {
			all[i] = int32(i)
		}
		return all
	}
	found := slices.Clone(ix.wide)
	for y := from.y; y <= to.y; y++ {
		for x := from.x; x <= to.x; x++ {
			found = append(found, ix.bins[bin{x, y}]...)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}
