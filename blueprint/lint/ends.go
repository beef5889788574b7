package lint

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func noEnd() *Rule {
	return &Rule{
		Name: "no-end", Group: Structure, Severity: blueprint.Error,
		Title: "A journey that never ends",
		Doc: para(`Somewhere a customer must be done: at a station after which nothing follows, or by a way to end.
			Here every station leads on.

			A service cycle that ends where it began is drawn as a clock; its journey still ends.`),
		Why:    para(`A customer who is never done is never content, and no time, cost or completion can be told of the service.`),
		Source: "Shostack 1984, step 1; Albrecht's cycle of service",
		Run: func(p *Pass) {
			all := p.Graph.Touchpoints()
			if len(all) == 0 || p.someEnd() {
				return
			}
			t, path := lastWayBack(p.Graph)
			if t == nil {
				t = all[len(all)-1]
				path = p.Graph.Path(t)
			}
			p.Report(path, fmt.Sprintf("no customer is ever done: every station leads on, also %s", called(t)),
				"say where customers leave, with next: end, or with a choice of which one way goes to end")
		},
	}
}

// someEnd tells whether there is any place where a journey may end.
func (p *Pass) someEnd() bool {
	return len(p.Graph.Ends()) > 0 || slices.Contains(p.exits().end, true)
}

// lastWayBack finds the written way that closes the circle.
func lastWayBack(g *blueprint.Graph) (*touchpoint.Touchpoint, blueprint.Path) {
	ways := g.Ways()
	for i := len(ways) - 1; i >= 0; i-- {
		if w := ways[i]; w.Back && w.Origin == blueprint.Written {
			return w.From, g.WayPath(w)
		}
	}
	return nil, nil
}

func endlessLoop() *Rule {
	return &Rule{
		Name: "endless-loop", Group: Structure, Severity: blueprint.Error,
		Title: "A loop without a way out",
		Doc: para(`A loop is left by a way that leads on, to the end of the journey at last. Ways whose chance is
			nothing are no way out; nor are those of a touchpoint that fails for certain and is sent to its recovery.

			Where nothing in the whole blueprint ends, no-end says so instead.`),
		Why:    para(`Customers who come into the loop go round for ever: the phone menu that leads back to itself.`),
		Source: "absorbing Markov chains: without an absorbing state the expected time is infinite",
		Run:    runEndlessLoop,
	}
}

func runEndlessLoop(p *Pass) {
	loops := p.Graph.Loops()
	if len(loops) == 0 || !p.someEnd() {
		return
	}
	f := p.exits()
	for _, loop := range loops {
		caught := f.caught(loop)
		if len(caught) == 0 {
			continue
		}
		circle := f.circle(caught)
		message := fmt.Sprintf("the loop %s has no way out: whoever comes in goes round for ever", chain(circle))
		hint := "add a way that leads on, with a chance above 0%, or next: end"
		p.Report(p.Graph.Path(caught[0]), message, hint, p.related("the loop comes by here", circle[1:min(len(circle)-1, 4)]...)...)
	}
}

// caught lists the touchpoints of a loop from where nobody gets to an end. Work
// that no customer waits for may also stop where nothing follows.
func (f *exits) caught(loop []*touchpoint.Touchpoint) []*touchpoint.Touchpoint {
	ok := f.stop
	for _, t := range loop {
		if f.p.OnThread(t) {
			ok = f.leave
		}
	}
	var out []*touchpoint.Touchpoint
	for _, t := range loop {
		if !ok[f.p.Graph.Index(t)] {
			out = append(out, t)
		}
	}
	return out
}

// circle finds a shortest way round from the first of some touchpoints back to
// it, both ends named; where the first is on no circle, it lists them all.
func (f *exits) circle(caught []*touchpoint.Touchpoint) []*touchpoint.Touchpoint {
	start := caught[0]
	within := map[*touchpoint.Touchpoint]bool{}
	for _, t := range caught {
		within[t] = true
	}
	from := map[*touchpoint.Touchpoint]*touchpoint.Touchpoint{}
	for todo := []*touchpoint.Touchpoint{start}; len(todo) > 0; todo = todo[1:] {
		for _, w := range f.taken[f.p.Graph.Index(todo[0])] {
			if w.To == start {
				return wayBack(from, todo[0], start)
			}
			if _, seen := from[w.To]; w.To != nil && within[w.To] && !seen {
				from[w.To] = todo[0]
				todo = append(todo, w.To)
			}
		}
	}
	return append(caught[:len(caught):len(caught)], start)
}

func wayBack(from map[*touchpoint.Touchpoint]*touchpoint.Touchpoint, last, start *touchpoint.Touchpoint) []*touchpoint.Touchpoint {
	circle := []*touchpoint.Touchpoint{start}
	for t := last; t != start; t = from[t] {
		circle = append(circle, t)
	}
	circle = append(circle, start)
	for i, j := 1, len(circle)-2; i < j; i, j = i+1, j-1 {
		circle[i], circle[j] = circle[j], circle[i]
	}
	return circle
}
