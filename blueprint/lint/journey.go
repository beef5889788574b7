package lint

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func journeyGap() *Rule {
	return &Rule{
		Name: "journey-gap", Group: Structure, Severity: blueprint.Error,
		Title: "A gap in a journey that cannot be filled in one way",
		Doc: para(`A journey lists stations of one thread in order. Between two that do not follow one another directly
			the customer must have exactly one path, from step to step.

			Paths go forward over what customers see. Where there is none, ways back count as well, and then recoveries.
			Touchpoints that are not for the journey's persona are on no path of it.`),
		Why:    para(`Nobody can say what the customer of this journey goes through, so nothing can be measured or tested along it.`),
		Source: "the language: journeys",
		Run: func(p *Pass) {
			if len(p.Blueprint.Journeys) == 0 {
				return
			}
			f := newPathfinder(p)
			for i, j := range p.Blueprint.Journeys {
				f.persona = j.Persona
				f.journey(blueprint.Path{}.Key("journeys").At(i).Key("touchpoints"), j)
			}
		},
	}
}

// journey checks each two stations that follow one another.
func (f *pathfinder) journey(path blueprint.Path, j blueprint.Journey) {
	var from *touchpoint.Touchpoint
	for k, id := range j.Touchpoints {
		to, ok := f.p.Graph.Touchpoint(id)
		if ok && from != nil {
			f.gap(path.At(k), j, from, to)
		}
		from = to // nil where the id names nothing, which dangling-id says
	}
}

func (f *pathfinder) gap(path blueprint.Path, j blueprint.Journey, from, to *touchpoint.Touchpoint) {
	name := quote(nameOf(j.Title, j.ID))
	switch found, fork := f.paths(from, to); found {
	case none:
		f.p.Report(path, fmt.Sprintf("in the journey %s no way leads from %s to %s, so no customer can go it", name, called(from), called(to)),
			"list the stations in the customer's order, or write the way that is missing",
			f.p.related("the journey comes from here", from)...)
	case many:
		f.p.Report(path, fmt.Sprintf("in the journey %s several ways lead from %s to %s, and nothing says which one the customer goes", name, called(from), called(to)),
			"list a touchpoint between them that only one of the ways comes by",
			f.p.related("the ways part here", fork)...)
	}
}

func journeyCutShort() *Rule {
	return &Rule{
		Name: "journey-cut-short", Group: Structure, Severity: blueprint.Hint,
		Title: "A journey that begins or ends in the middle",
		Doc: para(`A named journey begins in a step where no customer comes in, or ends in one where no customer is done. It may
			be meant; more often the first or the last stations were forgotten.`),
		Why: para(`The last thing that happens is what customers remember. A journey that stops before it is measured too
			short and tested too little.`),
		Source: "Albrecht's cycle of service: from the first contact to the last; Kahneman: peak and end",
		Run: func(p *Pass) {
			if len(p.Blueprint.Journeys) == 0 {
				return
			}
			starts, ends, someEnd := map[int]bool{}, map[int]bool{}, p.someEnd()
			for _, t := range p.Graph.Starts() {
				starts[p.Graph.Place(t).Column] = true
			}
			for i, t := range p.Graph.Touchpoints() {
				ends[p.Graph.Place(t).Column] = ends[p.Graph.Place(t).Column] || p.exits().end[i]
			}
			for i, j := range p.Blueprint.Journeys {
				n := len(j.Touchpoints)
				if n == 0 {
					continue
				}
				path := blueprint.Path{}.Key("journeys").At(i).Key("touchpoints")
				name := quote(nameOf(j.Title, j.ID))
				if t, ok := p.Graph.Touchpoint(j.Touchpoints[0]); ok && !starts[p.Graph.Place(t).Column] {
					p.Report(path.At(0), fmt.Sprintf("the journey %s begins with %s, where no customer comes in", name, called(t)),
						"list what its customers go through before, from the first contact on")
				}
				if t, ok := p.Graph.Touchpoint(j.Touchpoints[n-1]); ok && someEnd && !ends[p.Graph.Place(t).Column] {
					p.Report(path.At(n-1), fmt.Sprintf("the journey %s stops after %s, where its customers are not done yet", name, called(t)),
						"list what comes after, up to where they leave; or say that they leave there with next: end")
				}
			}
		},
	}
}
