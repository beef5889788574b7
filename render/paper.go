package render

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/pdf"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

// mostStrips is how many strips a board is cut into for a sheet of paper.
const mostStrips = 5

// natural is the size at which everything can be read with ease, in pt for 1 px.
const natural = 0.75

// forPaper draws a view that is to be fitted on a sheet: a wide board goes on
// below where it can be read better so.
func forPaper(v view.View, b *blueprint.Blueprint, o Options) (*scene.Scene, error) {
	best, err := v.Draw(b, o.Options)
	i := slices.IndexFunc(pdf.Papers(), func(p pdf.Paper) bool { return strings.EqualFold(p.Name, o.Page) })
	if err != nil || i < 0 {
		return best, err
	}
	paper, whole := pdf.Papers()[i], best
	columns := 0
	for _, p := range b.Phases {
		columns += len(p.Steps)
	}
	for strips := 2; strips <= min(mostStrips, columns) && scaleOn(paper, best) < natural; strips++ {
		o.Wrap = (columns + strips - 1) / strips
		s, err := v.Draw(b, o.Options)
		if err != nil {
			return nil, err
		}
		if s.Width == whole.Width && s.Height == whole.Height {
			break // this view has no strips
		}
		if scaleOn(paper, s) > scaleOn(paper, best) {
			best = s
		}
	}
	return best, nil
}

// scaleOn is how large a picture can be on a paper, which lies as suits it best.
func scaleOn(p pdf.Paper, s *scene.Scene) float64 {
	return max(min(p.Width/s.Width, p.Height/s.Height), min(p.Height/s.Width, p.Width/s.Height))
}
