package lint

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func emptyLane() *Rule {
	return &Rule{
		Name: "empty-lane", Group: Board, Severity: blueprint.Hint,
		Title:  "A lane in which nothing stands",
		Doc:    para(`A lane that is written under lanes is drawn; this one holds no touchpoint in any step.`),
		Why:    para(`An empty row hides who does the work behind what the customer gets, or it says that nobody does.`),
		Source: "Bitner, Ostrom & Morgan 2008",
		Run: func(p *Pass) {
			filled := map[string]bool{}
			for _, t := range p.Graph.Touchpoints() {
				filled[p.Graph.Place(t).Lane] = true
			}
			for i, l := range p.Blueprint.Lanes {
				if !filled[l.ID] {
					p.Report(blueprint.Path{}.Key("lanes").At(i),
						fmt.Sprintf("nothing ever happens in the lane %s", quote(nameOf(l.Title, l.ID))),
						fmt.Sprintf("write %s: with a touchpoint into the steps where it takes part, or leave the lane out", l.ID))
				}
			}
		},
	}
}

func noEvidence() *Rule {
	return &Rule{
		Name: "no-evidence", Group: Board, Severity: blueprint.Hint,
		Title: "A customer action without evidence",
		Doc: para(`The step of a customer action says no evidence: nothing that the customer sees, touches, hears or
			keeps there.`),
		Why: para(`A service cannot be seen before it is bought. Customers judge it by what they can see, so every contact
			leaves evidence, planned or not.`),
		Source: "Shostack 1984; Bitner, Ostrom & Morgan 2008: physical evidence stands above every customer action",
		Run: func(p *Pass) {
			board := p.Steps()
			for i, s := range p.Blueprint.Steps() {
				if len(s.Evidence) > 0 || i >= len(board) {
					continue
				}
				for _, t := range board[i] {
					if p.Graph.Kind(t) == touchpoint.Customer {
						p.Report(p.Graph.Path(t),
							fmt.Sprintf("customers see, touch and keep nothing at %s, as far as is written down", called(t)),
							"add evidence to the step: a sign, a form, a room, a face, a message")
						break // one finding a step
					}
				}
			}
		},
	}
}

func jumpedLine() *Rule {
	return &Rule{
		Name: "jumped-line", Group: Board, Severity: blueprint.Warning,
		Title: "From the customer past the frontstage",
		Doc: para(`A written way or a link leads from a customer straight to backstage or support. It jumps the
			frontstage: nobody, and nothing that customers can see, takes it in.

			Ways that follow from the board are never meant; where a step has no frontstage cell, they lead to what is
			there.`),
		Why: para(`What customers hand over behind the line of visibility goes out of their sight: nobody greets them,
			answers them or tells them what happens next.`),
		Source: "Bitner, Ostrom & Morgan 2008: customers meet the service at the line of interaction",
		Run:    runJumpedLine,
	}
}

func runJumpedLine(p *Pass) {
	g := p.Graph
	const hint = "put what takes it in on the frontstage, also a screen, a phone line or a counter, and lead on from there"
	for _, w := range g.Ways() {
		if w.Origin == blueprint.Written && w.To != nil && jumps(g, w.From, w.To) {
			p.Report(g.WayPath(w), fmt.Sprintf("from %s customers are led straight to %s (%s), past the frontstage", called(w.From), called(w.To), g.Kind(w.To)), hint)
		}
	}
	for _, l := range g.Links() {
		path := blueprint.Path{}.Key("links").At(l.Index)
		switch {
		case jumps(g, l.From, l.To):
			p.Report(path, fmt.Sprintf("a link joins %s straight to %s (%s), past the frontstage", called(l.From), called(l.To), g.Kind(l.To)), hint)
		case l.Link.Both && jumps(g, l.To, l.From):
			p.Report(path, fmt.Sprintf("a link joins %s straight to %s (%s), past the frontstage", called(l.To), called(l.From), g.Kind(l.From)), hint)
		}
	}
}

// jumps tells whether customers are led past the frontstage.
func jumps(g *blueprint.Graph, from, to *touchpoint.Touchpoint) bool {
	kind := g.Kind(to)
	return g.Kind(from) == touchpoint.Customer && (kind == touchpoint.Backstage || kind == touchpoint.Support)
}
