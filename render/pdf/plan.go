package pdf

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/servicemoments/moments/render/scene"
)

const (
	unit     = 0.75    // pt in a px of the scene, as browsers print it
	maxSide  = 14400.0 // how long a page may be, in pt
	margin   = 28.0    // around a picture on paper, in pt
	overlap  = 24.0    // on either side of a cut, what two sheets both show at most, in px
	bandGap  = 8.0     // between the repeated names of lanes or columns and what goes on, in px
	smallest = 0.6     // scale that sheets are not made smaller than by themselves
)

// MaxPages is how many pages a document has at most.
const MaxPages = 500

// Paper is a size of pages, upright, in pt.
type Paper struct {
	Name          string
	Width, Height float64
}

// Papers lists the paper sizes. A picture lies on its side where that suits it
// better.
func Papers() []Paper {
	return []Paper{
		{"a4", 595.276, 841.89}, {"a3", 841.89, 1190.551}, {"a2", 1190.551, 1683.78},
		{"a1", 1683.78, 2383.937}, {"a0", 2383.937, 3370.394}, {"letter", 612, 792},
	}
}

func paperNamed(name string) (Paper, error) {
	var names []string
	for _, p := range Papers() {
		if strings.EqualFold(p.Name, name) {
			return p, nil
		}
		names = append(names, p.Name)
	}
	return Paper{}, fmt.Errorf("there is no paper %q; there are %s", name, strings.Join(names, ", "))
}

// sheet is a page with the parts of the picture that it shows. Lengths are in
// pt.
type sheet struct {
	width, height float64
	scale         float64 // pt in a px of the scene
	parts         []part
	mark          string // which of the sheets it is; empty for the only one
}

// part is a cut-out of the scene, in px, and where its upper left corner lies on
// the sheet, from above.
type part struct {
	from scene.Rect
	x, y float64
	only []scene.Role // what is drawn; nil is everything
}

// draws tells whether a part shows what plays that role.
func (p part) draws(role scene.Role) bool { return p.only == nil || slices.Contains(p.only, role) }

// plan says what goes on which page.
func plan(s *scene.Scene, o Options) ([]sheet, error) {
	width, height := max(s.Width, 1), max(s.Height, 1)
	if bad(s.Width) || bad(s.Height) {
		return nil, fmt.Errorf("the scene has no size")
	}
	if bad(o.Scale) || o.Scale < 0 {
		return nil, fmt.Errorf("the scale is a number above 0, not %v", o.Scale)
	}
	scale := o.Scale * unit
	if scale == 0 {
		scale = unit
	}
	if o.Page == "" && !o.Tile {
		w, h := width*scale, height*scale
		if w <= maxSide && h <= maxSide {
			return []sheet{{width: w, height: h, scale: scale, parts: []part{{from: scene.Rect{W: width, H: height}}}}}, nil
		}
		return tiled(s, min(w+2*margin, maxSide), min(h+2*margin, maxSide), scale)
	}
	paper := Papers()[0]
	if o.Page != "" {
		var err error
		if paper, err = paperNamed(o.Page); err != nil {
			return nil, err
		}
	}
	if o.Tile || o.Scale > 0 {
		return onPaper(s, paper, o.Scale*unit)
	}
	return []sheet{fitted(width, height, paper)}, nil
}

func bad(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }

// fitted is one page with the whole picture as large as it goes, the paper
// turned as suits it.
func fitted(width, height float64, p Paper) sheet {
	best := sheet{}
	for _, s := range []sheet{{width: p.Height, height: p.Width}, {width: p.Width, height: p.Height}} {
		s.scale = min((s.width-2*margin)/width, (s.height-2*margin)/height)
		if s.scale <= best.scale {
			continue
		}
		s.parts = []part{{from: scene.Rect{W: width, H: height}, x: (s.width - width*s.scale) / 2, y: (s.height - height*s.scale) / 2}}
		best = s
	}
	return best
}

// onPaper spreads the picture over the fewest sheets, the paper turned as suits
// it. Without a scale the picture is as high as one sheet, within reason.
func onPaper(s *scene.Scene, p Paper, scale float64) ([]sheet, error) {
	var best []sheet
	var failed error
	for _, side := range [][2]float64{{p.Height, p.Width}, {p.Width, p.Height}} {
		as := scale
		if as == 0 {
			as = min(max((side[1]-2*margin)/max(s.Height, 1), smallest*unit), unit)
		}
		sheets, err := tiled(s, side[0], side[1], as)
		if err != nil {
			failed = err
			continue
		}
		if best == nil || cost(sheets) < cost(best) || cost(sheets) == cost(best) && as > best[0].scale {
			best = sheets
		}
	}
	if best == nil {
		return nil, failed
	}
	return best, nil
}

// cost is how many sheets there are, and one more where they do not lie in one
// row, which is easier to follow.
func cost(sheets []sheet) int {
	part := func(s sheet) part { return s.parts[len(s.parts)-1] }
	if part(sheets[0]).from.Y == part(sheets[len(sheets)-1]).from.Y {
		return len(sheets)
	}
	return len(sheets) + 1
}

// tiled cuts the picture into sheets of one size. Cuts go between columns and
// between lanes where they can. Each sheet after the first of a row begins with
// the names of the lanes, and one that begins within a board with what heads its
// columns.
func tiled(s *scene.Scene, width, height, scale float64) ([]sheet, error) {
	room, high := (width-2*margin)/scale, (height-2*margin)/scale
	names := namesWidth(s)
	if names > room/2 {
		names = 0 // they would leave too little room for what they name
	}
	heads := headings(s, high/3)
	across := cut(max(s.Width, 1), room, func(from float64) float64 {
		if from == 0 || names == 0 {
			return 0
		}
		return names + bandGap
	}, columnCuts(s))
	down := cut(max(s.Height, 1), high, func(from float64) float64 { return heads.over(from).room() }, laneCuts(s))
	n := len(across) * len(down)
	if n == 0 || n > MaxPages {
		return nil, fmt.Errorf("at this size the picture takes more than %d pages: choose a larger paper or a smaller scale", MaxPages)
	}
	var sheets []sheet
	for _, y := range down {
		head := heads.over(y.from)
		for i, x := range across {
			sh := sheet{width: width, height: height, scale: scale}
			left, top := margin, margin
			if len(down) == 1 {
				top = (height - (y.to-y.from)*scale) / 2
			}
			below := top + head.room()*scale
			if i > 0 && names > 0 {
				sh.parts = append(sh.parts, part{from: scene.Rect{Y: y.from, W: names, H: y.to - y.from}, x: left, y: below, only: []scene.Role{scene.RoleLane}})
				left += (names + bandGap) * scale
			}
			if head.room() > 0 {
				sh.parts = append(sh.parts, part{
					from: scene.Rect{X: x.from, Y: head.from, W: x.to - x.from, H: head.to - head.from}, x: left, y: top,
					only: []scene.Role{scene.RolePhase, scene.RoleColumn},
				})
			}
			sh.parts = append(sh.parts, part{from: scene.Rect{X: x.from, Y: y.from, W: x.to - x.from, H: y.to - y.from}, x: left, y: below})
			if n > 1 {
				sh.mark = strings.TrimSpace(fmt.Sprintf("%s  %d/%d", s.Title, len(sheets)+1, n))
			}
			sheets = append(sheets, sh)
		}
	}
	return sheets, nil
}
