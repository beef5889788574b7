package measure

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// background marks the touchpoints that nobody waits for: off stage, where no
// customer's way leads, neither there nor at what follows from it nor at what
// stands beside. How long they take makes no difference to customers, unless they
// are set off again before they are done.
func background(g *blueprint.Graph) []bool {
	all := g.Touchpoints()
	waited := customersCome(g)
	var todo []int
	for i, yes := range waited {
		if yes {
			todo = append(todo, i)
		}
	}
	wait := func(t *touchpoint.Touchpoint) {
		if i := g.Index(t); !waited[i] {
			waited[i] = true
			todo = append(todo, i)
		}
	}
	for len(todo) > 0 {
		t := all[todo[len(todo)-1]]
		todo = todo[:len(todo)-1]
		for _, w := range g.In(t) {
			wait(w.From)
		}
		for _, mate := range g.Beside(t) {
			wait(mate)
		}
	}
	for i := range waited {
		waited[i] = !waited[i]
	}
	return waited
}

// customersCome marks where a customer's own way may lead: what is on stage, the
// stations, and what is reached from there otherwise than by setting off work.
func customersCome(g *blueprint.Graph) []bool {
	all := g.Touchpoints()
	out := make([]bool, len(all))
	var todo []int
	come := func(i int) {
		if !out[i] {
			out[i] = true
			todo = append(todo, i)
		}
	}
	for i, t := range all {
		if g.Kind(t).Onstage() {
			come(i)
		}
	}
	for _, thread := range g.Threads() {
		for _, s := range thread.Stations {
			for _, t := range s.Touchpoints {
				come(g.Index(t))
			}
		}
	}
	for len(todo) > 0 {
		t := all[todo[len(todo)-1]]
		todo = todo[:len(todo)-1]
		for _, w := range g.Out(t) {
			if w.To != nil && w.Role != blueprint.Down && w.Role != blueprint.Return {
				come(g.Index(w.To))
			}
		}
		for _, mate := range g.Beside(t) {
			come(g.Index(mate))
		}
	}
	return out
}

// again marks those of some touchpoints that can start twice for one customer.
func (c *chain) again(some []bool) []bool {
	after := make([][]int32, len(some)) // states where each has just started
	out := make([]bool, len(some))
	note := func(e *edge) {
		for k, t := range e.starts {
			if some[t] {
				out[t] = out[t] || slices.Contains(e.starts[:k], t)
				after[t] = append(after[t], e.to)
			}
		}
	}
	note(&c.begin)
	for _, edges := range c.edges {
		for i := range edges {
			note(&edges[i])
		}
	}
	seen := make([]int32, len(c.edges))
	for t, list := range after {
		if len(list) > 0 && !out[t] {
			out[t] = c.startsAgain(int32(t), list, seen)
		}
	}
	return out
}

// startsAgain tells whether a touchpoint is started behind one of the states where
// it has just started. seen holds who came by last, so that it need not be
// cleared.
func (c *chain) startsAgain(t int32, from, seen []int32) bool {
	todo := slices.Clone(from)
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[s] == t+1 {
			continue
		}
		seen[s] = t + 1
		for i := range c.edges[s] {
			e := &c.edges[s][i]
			if slices.Contains(e.starts, t) {
				return true
			}
			if seen[e.to] != t+1 {
				todo = append(todo, e.to)
			}
		}
	}
	return false
}
