// Package view decides what a picture of a blueprint shows and where.
//
// A view takes a blueprint and gives a finished scene. [Blueprint] is the board
// itself: steps as columns, lanes as rows, with the lines of interaction and
// visibility between them. [Cycle], [Flower] and [Curve] look at the same
// service as its customers meet it, as what it offers, and as it is felt. Views
// are values in a list ([Views]).
package view

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/render/wording"
)

// View is one way of looking at a blueprint.
type View struct {
	Name  string // as it is asked for
	Title string
	Doc   string // what it shows, in a sentence
	Draw  func(*blueprint.Blueprint, Options) (*scene.Scene, error)
}

// Views lists the views. The first is the default.
func Views() []View {
	return []View{{
		Name:  "blueprint",
		Title: "Blueprint",
		Doc:   "The board: steps as columns, lanes as rows, ways between touchpoints, and the lines of interaction and visibility.",
		Draw:  always(Blueprint),
	}, {
		Name:  "cycle",
		Title: "Cycle of service",
		Doc:   "The moments of truth as a clock from 12 o'clock, in the customer's order, with phases, waits and fail points.",
		Draw:  always(Cycle),
	}, {
		Name:  "flower",
		Title: "Flower of service",
		Doc:   "The core and the eight supplementary services as petals, each with the touchpoints that provide it.",
		Draw:  always(Flower),
	}, {
		Name:  "curve",
		Title: "Experience curve",
		Doc:   "How each persona feels from station to station, and the zone of tolerance with what is perceived on it.",
		Draw:  always(Curve),
	}, {
		Name:  "quadrant",
		Title: "Procedure and person",
		Doc:   "Freezer, Factory, Friendly Zoo or Quality Customer Service: moments, phases or actors by their procedural and personal standards.",
		Draw:  always(Quadrant),
	}, {
		Name:  "gaps",
		Title: "The five gaps",
		Doc:   "The gap model as a chain from the customer's need to the customer's feeling, with what the blueprint knows of each gap.",
		Draw:  always(Gaps),
	}, {
		Name:  "failures",
		Title: "Fail points",
		Doc:   "The fail points ranked by risk, with chance, prevention and recovery, and where nothing protects.",
		Draw:  always(Failures),
	}, {
		Name:  "handovers",
		Title: "Handovers",
		Doc:   "A matrix of who hands over to whom, with the counts of ways and the lines they cross.",
		Draw:  always(Handovers),
	}}
}

// always is a view that can draw every blueprint, if the options name nothing
// that it does not have.
func always(draw func(*blueprint.Blueprint, Options) *scene.Scene) func(*blueprint.Blueprint, Options) (*scene.Scene, error) {
	return func(b *blueprint.Blueprint, o Options) (*scene.Scene, error) {
		if err := o.check(b); err != nil {
			return nil, err
		}
		return draw(b, o), nil
	}
}

// Named returns the view of that name; an empty name is the first view.
func Named(name string) (View, bool) {
	for i, v := range Views() {
		if v.Name == name || name == "" && i == 0 {
			return v, true
		}
	}
	return View{}, false
}

// Options say what a view shows. The zero value shows everything on one board.
type Options struct {
	Language string         // of the built-in words, as a BCP 47 tag; empty is the blueprint's own
	Labels   *wording.Words // the words themselves, for other languages (see package labels); nil are those of the language
	Measurer text.Measurer  // widths of a font that was named; nil are the built-in ones
	Wrap     int            // most columns side by side; a board or a curve goes on below at a phase. 0 is no bound
	Hide     []Part         // what is left out
	Layers   []layer.Layer  // what is laid over touchpoints and ways; the first that judges a touchpoint tones its box

	Encounters bool                 // cycle: the customer's other touchpoints, too, not only the moments of truth
	Behind     bool                 // cycle: what stands off stage behind each moment, on an inner ring
	Beside     *blueprint.Blueprint // flower: another service to set beside this one; nil is none
	By         By                   // quadrant: what is placed; empty are the moments of truth

	Detail  Detail // blueprint: how much it shows; empty is Normal
	Rows    []Row  // blueprint: rows under the board, none of which stands there unasked
	Phase   string // blueprint: id or title of the only phase that is shown; empty are all
	Journey string // blueprint: id or title of a journey that is highlighted; empty is none
}

// Part is something a view can leave out.
type Part string

// The parts.
const (
	PartTitle    Part = "title"
	PartEvidence Part = "evidence"
	PartTimes    Part = "times"
	PartServices Part = "services"
	PartMarks    Part = "marks"
	PartLinks    Part = "links"
	PartLegend   Part = "legend"
)

// Parts lists what a view can leave out.
func Parts() []Part {
	return []Part{PartTitle, PartEvidence, PartTimes, PartServices, PartMarks, PartLinks, PartLegend}
}

func (o Options) shows(p Part) bool {
	for _, h := range o.Hide {
		if h == p {
			return false
		}
	}
	return true
}
