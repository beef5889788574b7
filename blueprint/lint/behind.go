package lint

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func unneededWork() *Rule {
	return &Rule{
		Name: "unneeded-work", Group: Board, Severity: blueprint.Hint,
		Title: "Work that nothing on stage leads to or needs",
		Doc: para(`From a touchpoint backstage or in support neither ways nor links lead, over whatever others, to anything that
			customers see. The way along to the next step does not count: it only says what comes after what. In practice this is
			a step of its own in which customers neither do nor see anything. What never happens at all is named by
			unreachable.`),
		Why: para(`What no customer ever notices is cost without service. Or it is needed, and those who do it cannot see
			what for.`),
		Source: "Shostack 1984: every support process is there for an action on stage",
		Run: func(p *Pass) {
			s, happens := p.onstageSets(), p.Graph.Reachable()
			told := map[int]bool{}
			for i, t := range p.Graph.Touchpoints() {
				if !happens[i] || p.Graph.Kind(t).Onstage() {
					continue
				}
				root := s.find(i)
				if s.onstage[root] || told[root] {
					continue
				}
				told[root] = true
				what := called(t)
				if n := s.size[root] - 1; n > 0 {
					what += " and the " + plural(n, "touchpoint") + " that it goes with"
				}
				message := fmt.Sprintf("only the order of the steps joins %s to what customers see, so nobody can tell which of them has anything of it", what)
				p.Report(p.Graph.Path(t), message,
					"put it into the step that it serves, lead on with next to what waits for it, or join both with a link; or leave the work")
			}
		},
	}
}

// sets are touchpoints that hang together.
type sets struct {
	parent, size []int
	onstage      []bool // by the set's root
}

func (s *sets) find(i int) int {
	for s.parent[i] != i {
		s.parent[i] = s.parent[s.parent[i]]
		i = s.parent[i]
	}
	return i
}

func (s *sets) join(i, j int) {
	i, j = s.find(i), s.find(j)
	if i == j {
		return
	}
	if s.size[i] < s.size[j] {
		i, j = j, i
	}
	s.parent[j] = i
	s.size[i] += s.size[j]
	s.onstage[i] = s.onstage[i] || s.onstage[j]
}

// onstageSets joins what ways and links lead between.
func (p *Pass) onstageSets() *sets {
	g, all := p.Graph, p.Graph.Touchpoints()
	s := &sets{parent: make([]int, len(all)), size: make([]int, len(all)), onstage: make([]bool, len(all))}
	for i, t := range all {
		s.parent[i], s.size[i], s.onstage[i] = i, 1, g.Kind(t).Onstage()
	}
	for i, t := range all {
		s.join(i, g.Index(p.first(t)))
	}
	for _, w := range g.Ways() {
		if w.To != nil && w.Role != blueprint.Along {
			s.join(g.Index(w.From), g.Index(w.To))
		}
	}
	for _, l := range g.Links() {
		s.join(g.Index(l.From), g.Index(l.To))
	}
	return s
}

func nothingBehind() *Rule {
	return &Rule{
		Name: "nothing-behind", Group: Board, Severity: blueprint.Hint,
		Title: "A frontstage with nothing behind it",
		Doc: para(`In several steps staff serve customers, and the whole blueprint says nothing of what they need for it: no
			backstage and no support touchpoint anywhere.`),
		Why: para(`What customers see is carried by what they do not see. When that fails, nobody who reads this blueprint knows
			why the counter stood still.`),
		Source:   "Bitner, Ostrom & Morgan 2008: five components of a blueprint",
		Settings: []Setting{{Name: "steps", Form: blueprint.FormCount, Default: "5", Title: "in how many steps staff serve customers before the rule speaks"}},
		Run: func(p *Pass) {
			var first *touchpoint.Touchpoint
			served := 0
			for _, t := range p.Graph.Touchpoints() {
				if !p.Graph.Kind(t).Onstage() {
					return
				}
			}
			for _, c := range p.columns() {
				if c.frontstage != nil {
					served++
					if first == nil {
						first = c.frontstage
					}
				}
			}
			if first != nil && served >= p.Count("steps") {
				p.Report(p.Graph.Path(first),
					fmt.Sprintf("staff serve customers in %s, and nothing says what stands behind them", plural(served, "step")),
					"ask each of them what they need from colleagues, systems and suppliers, and write it under backstage: and support:")
			}
		},
	}
}

func tooManyHands() *Rule {
	return &Rule{
		Name: "too-many-hands", Group: Board, Severity: blueprint.Hint,
		Title: "A step that goes through too many hands",
		Doc: para(`Too many different actors work in one step on the frontstage and backstage. Who acts is the touchpoint's
			actor, else its lane's, else the lane itself. Support and detours do not count.`),
		Why: para(`Where work passes from hand to hand, something is dropped: customers say the same thing twice, and nobody answers for the
			whole.`),
		Source:   "Kingman-Brundage 1989; Shostack 1987: complexity",
		Settings: []Setting{{Name: "most", Form: blueprint.FormCount, Default: "4", Title: "how many actors in a step are not too many"}},
		Run: func(p *Pass) {
			most, steps := p.Count("most"), p.Blueprint.Steps()
			for i, step := range p.Steps() {
				hands := map[string]bool{}
				for _, t := range step {
					kind := p.Graph.Kind(t)
					if (kind == touchpoint.Frontstage || kind == touchpoint.Backstage) && !p.Graph.IsDetour(t) {
						hands[p.hand(t)] = true
					}
				}
				if len(hands) > most {
					p.Report(p.Graph.StepPath(i),
						fmt.Sprintf("%s goes through the hands of %d, so customers tell their story more than once", stepName(steps[i], i), len(hands)),
						"give the step to one who sees it through, or make several steps of it")
				}
			}
		},
	}
}

// hand names who does the work: an actor, or a lane.
func (p *Pass) hand(t *touchpoint.Touchpoint) string {
	if actor := p.Graph.Actor(t); actor != "" {
		return "actor " + actor
	}
	return "lane " + p.Graph.Place(t).Lane
}
