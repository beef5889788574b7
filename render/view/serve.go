package view

import (
	"github.com/servicemoments/moments/touchpoint"
)

// serving is a touchpoint of the customer with what serves it in its step.
type serving struct {
	t      *touchpoint.Touchpoint
	fails  []touchpoint.Fail        // its own and those of what serves it on stage
	wait   *touchpoint.Wait         // its own, else one of those
	behind []*touchpoint.Touchpoint // what serves it off stage
}

// serve deals the touchpoints of each step to those that are picked.
func (p *page) serve(picked []*touchpoint.Touchpoint) []serving {
	owner := p.owners(picked)
	var out []serving
	for _, t := range picked {
		s := serving{t: t, wait: t.Wait, fails: append([]touchpoint.Fail(nil), t.Fails...)}
		for _, x := range p.g.InStep(p.g.Place(t).Column) {
			if x == t || owner[x] != t {
				continue
			}
			if !p.g.Kind(x).Onstage() {
				s.behind = append(s.behind, x)
				continue
			}
			s.fails = append(s.fails, x.Fails...)
			if s.wait == nil {
				s.wait = x.Wait
			}
		}
		if !p.options.shows(PartMarks) {
			s.fails, s.wait = nil, nil
		}
		out = append(out, s)
	}
	return out
}

// owners says for every touchpoint of the steps of those picked which of them it
// serves: the first from which ways within the step lead to it, else the first
// of its step.
func (p *page) owners(picked []*touchpoint.Touchpoint) map[*touchpoint.Touchpoint]*touchpoint.Touchpoint {
	owner := map[*touchpoint.Touchpoint]*touchpoint.Touchpoint{}
	for _, t := range picked {
		owner[t] = t
	}
	for _, t := range picked {
		column := p.g.Place(t).Column
		for todo := []*touchpoint.Touchpoint{t}; len(todo) > 0; {
			from := todo[0]
			todo = todo[1:]
			for _, w := range p.g.Out(from) {
				if w.To != nil && owner[w.To] == nil && p.g.Place(w.To).Column == column {
					owner[w.To] = t
					todo = append(todo, w.To)
				}
			}
		}
	}
	for _, t := range picked {
		for _, x := range p.g.InStep(p.g.Place(t).Column) {
			if owner[x] == nil {
				owner[x] = t
			}
		}
	}
	return owner
}
