package view

import (
	"fmt"
	"math"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// The measures of a flower of service, in px.
const (
	leastPetal  = 74.0 // radius of a petal's round end
	mostPetal   = 138.0
	petalGrowth = 8.0
	petalPad    = 9.0   // from a petal's border to its words
	petalApart  = 1.035 // how much farther out petals stand than where they would touch
	coreGap     = 9.0   // from the core to the petals
	leastCore   = 0.86  // of the petals' radius
	mostCore    = 1.5
	flowersGap  = 56.0 // between two flowers
)

// Flower draws the flower of service (Lovelock): the core in the middle and the
// eight supplementary services around it, clockwise from 12 o'clock, each with
// the touchpoints that provide it; a petal that nothing provides is an empty
// outline. [Options.Beside] sets a second service beside the first. Any
// blueprint can be drawn.
func Flower(b *blueprint.Blueprint, o Options) *scene.Scene {
	if o.Beside != nil {
		return FlowerPair(b, o.Beside, o)
	}
	f := newFlower(b, o)
	f.grow()
	return f.compose(f.draw(), f.area(), f.samples(f), f.describe())
}

// FlowerPair draws two services side by side, in one size, so that one sees
// which petals the one has and the other has not. The ids of the second
// service's touchpoints follow its own id and a slash, as both may use the same.
func FlowerPair(a, b *blueprint.Blueprint, o Options) *scene.Scene {
	left, right := newFlower(a, o), newFlower(b, o)
	right.labels = left.labels
	right.prefix = right.b.ID + "/"
	right.over = overlayOf(nil) // layers are of the first service
	left.grow()
	right.grow()
	left.r = max(left.r, right.r)
	right.r, left.core = left.r, max(left.core, right.core)
	right.core = left.core
	area := left.area()
	dx := area.W + flowersGap
	var groups []scene.Group
	top := area.Y
	if left.options.shows(PartTitle) {
		for i, f := range []*flower{left, right} {
			g, y := f.heading(area)
			top = min(top, y)
			groups = append(groups, moved([]scene.Group{g}, float64(i)*dx, 0)...)
		}
	}
	groups = append(groups, left.draw()...)
	groups = append(groups, moved(right.draw(), dx, 0)...)
	whole := scene.Rect{X: area.X, Y: top, W: dx + area.W, H: area.Y + area.H - top}
	left.untitled = true
	s := left.compose(groups, whole, left.samples(left, right), left.describe()+" "+right.describe())
	s.Title = text.Clean(left.b.Title + left.labels.Separator + right.b.Title)
	return s
}

// flower is a flower of service around 0,0.
type flower struct {
	*page
	parts   []element              // the core, then the petals clockwise
	r, core float64                // radii of a petal's round end and of the core
	prefix  string                 // of ids
	marks   []scene.Group          // what layers say, painted over all else
	broken  map[wrapKey]brokenName // names, as they were wrapped
}

// element is the core or a petal with what provides it.
type element struct {
	service touchpoint.Service
	of      []*touchpoint.Touchpoint
	wanted  bool // the service is expected to have it
}

func newFlower(b *blueprint.Blueprint, o Options) *flower {
	f := &flower{page: newPage(b, o), broken: map[wrapKey]brokenName{}}
	for _, s := range touchpoint.Services() {
		f.parts = append(f.parts, element{s, f.g.Of(s), len(f.b.ExpectedServices) == 0 || index(f.b.ExpectedServices, s) >= 0})
	}
	return f
}

// grow finds the least size in which everything has room; from a bound on, what
// is too much is counted instead.
func (f *flower) grow() {
	f.r = leastPetal
	for f.r < mostPetal && !f.roomy() {
		f.r += petalGrowth
	}
	f.core = leastCore * f.r
	for f.core < mostCore*f.r && !f.fit(0, f.core, true).whole {
		f.core += petalGrowth
	}
}

// roomy says whether every petal and the core have room for all that is to be
// written in them.
func (f *flower) roomy() bool {
	for i := range f.parts {
		r := f.r
		if i == 0 {
			r = mostCore * f.r
		}
		if !f.fit(i, r, true).whole {
			return false
		}
	}
	return true
}

// out is how far from the middle the round ends of the petals are.
func (f *flower) out() float64 { return f.r * petalApart / math.Sin(math.Pi/8) }

func (f *flower) area() scene.Rect {
	r := math.Ceil(f.out() + f.r + 2)
	return scene.Rect{X: -r, Y: -r, W: 2 * r, H: 2 * r}
}

// heading is the title over one of two flowers, and its upper border.
func (f *flower) heading(area scene.Rect) (scene.Group, float64) {
	lines := f.setter.Balance(f.b.Title, titleFont, area.W-2*margin)
	top := area.Y - 16 - float64(len(lines))*titleLine
	g := scene.Group{Role: scene.RoleTitle, ID: text.Clean(f.b.ID)}
	g.Items = block(lines, 0, top+float64(len(lines))*titleLine/2, area.W, titleLine, titleFont, scene.Ink, scene.Middle)
	return g, top
}

func (f *flower) describe() string {
	petals, all := 0, len(f.parts[0].of)
	for _, p := range f.parts[1:] {
		if len(p.of) > 0 {
			petals++
		}
		all += len(p.of)
	}
	return fmt.Sprintf(f.labels.Flower.Summary, petals, all)
}

// samples lists the legend's entries, each only if it is used.
func (f *flower) samples(all ...*flower) []sample {
	w := f.labels.Flower
	pill := func(s scene.Style, enhancing, empty bool) func(x, y float64) []scene.Item {
		return func(x, y float64) []scene.Item {
			items := []scene.Item{scene.Rect{X: x - 20, Y: y - 9, W: 40, H: 18, Radius: 9, Style: s}}
			if !empty {
				items = append(items, petalGlyph(x, y, enhancing)...)
			}
			return items
		}
	}
	var facilitating, enhancing, empty bool
	for _, one := range all {
		for _, p := range one.parts[1:] {
			facilitating = facilitating || len(p.of) > 0 && p.service.Facilitating()
			enhancing = enhancing || len(p.of) > 0 && p.service.Enhancing()
			empty = empty || len(p.of) == 0
		}
	}
	var out []sample
	if facilitating {
		out = append(out, sample{w.Facilitating, 40, pill(petalStyle(touchpoint.Information, false), false, false)})
	}
	if enhancing {
		out = append(out, sample{w.Enhancing, 40, pill(petalStyle(touchpoint.Consultation, false), true, false)})
	}
	if empty {
		out = append(out, sample{w.Empty, 40, pill(emptyStyle(), false, true)})
	}
	return out
}
