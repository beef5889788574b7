package lint

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func unreachable() *Rule {
	return &Rule{
		Name: "unreachable", Group: Structure, Severity: blueprint.Warning,
		Title: "A touchpoint that no customer brings about",
		Doc: para(`Customers come in at the first station of each customer lane and go on along the ways. What no
			way leads to never happens. Of touchpoints that follow one another only the first is named.

			A written way replaces the way to the next step, so what stood there before may be cut off: a choice
			that leaves the step must name the next step, too, if some customers go there.`),
		Why:    para(`Money is spent on service that nobody receives, or a way is missing and customers are left standing.`),
		Source: "reachability of graphs; Shostack 1984, step 1 (identify the process)",
		Run:    runUnreachable,
	}
}

func runUnreachable(p *Pass) {
	all := p.Graph.Touchpoints()
	c := cover{p: p, ok: p.Graph.Reachable(), entered: map[int]bool{}, visited: map[int]bool{}}
	c.settle(all)
	var roots []int
	for i := range all {
		if !c.ok[i] {
			roots = append(roots, i)
		}
	}
	// What nothing leads to comes first, then the rest, which are circles. A
	// station comes before what its step sets off.
	weight := func(i int) int {
		switch {
		case len(p.Graph.In(all[i])) > 0:
			return 2
		case !p.OnThread(all[i]):
			return 1
		}
		return 0
	}
	slices.SortStableFunc(roots, func(a, b int) int { return cmp.Compare(weight(a), weight(b)) })
	for _, i := range roots {
		if n := c.from(i, all); n > 0 {
			report(p, all[i], n-1)
		}
	}
}

func report(p *Pass, t *touchpoint.Touchpoint, behind int) {
	message := fmt.Sprintf("nothing leads to %s, so no customer ever brings it about", called(t))
	if behind > 0 {
		message = fmt.Sprintf("nothing leads to %s, so no customer ever brings it about, nor the %s after it", called(t), plural(behind, "touchpoint"))
	}
	hint := fmt.Sprintf("name it where customers come from, with next: %s", t.ID)
	if p.Graph.IsDetour(t) {
		hint = fmt.Sprintf("name it where it mends a failure, with recover: %s", t.ID)
	}
	p.Report(p.Graph.Path(t), message, hint)
}

// cover marks what hangs on an unreachable touchpoint, so that one cause gives
// one finding.
type cover struct {
	p       *Pass
	ok      []bool
	entered map[int]bool // steps whose work has begun
	visited map[int]bool // steps whose stations were come to from beside them
	todo    []*touchpoint.Touchpoint
	count   int
}

// settle marks what follows from entering steps beside their stations, which
// Reachable leaves out.
func (c *cover) settle(all []*touchpoint.Touchpoint) {
	for i, t := range all {
		if c.ok[i] {
			c.todo = append(c.todo, t)
		}
	}
	c.run()
}

// from marks what follows a touchpoint and counts it.
func (c *cover) from(i int, all []*touchpoint.Touchpoint) int {
	c.count = 0
	c.take(all[i])
	c.run()
	return c.count
}

func (c *cover) run() {
	g := c.p.Graph
	for len(c.todo) > 0 {
		t := c.todo[len(c.todo)-1]
		c.todo = c.todo[:len(c.todo)-1]
		for _, w := range g.Out(t) {
			if w.To != nil {
				c.take(w.To)
			}
			if c.p.entersBeside(w) {
				c.visit(g.Place(w.To).Column)
			}
		}
		if column := g.Place(t).Column; c.enters(t, column) && !c.entered[column] {
			c.entered[column] = true
			for _, mate := range c.p.Steps()[column] {
				if c.p.begins(mate) {
					c.take(mate)
				}
			}
		}
	}
}

// enters tells whether who comes to a touchpoint enters its step: at a station,
// or on stage where the step is a detour without any.
func (c *cover) enters(t *touchpoint.Touchpoint, column int) bool {
	return c.p.OnThread(t) || len(c.p.stations()[column]) == 0 && c.p.Graph.Kind(t).Onstage()
}

// visit comes to the stations of a step.
func (c *cover) visit(column int) {
	if c.visited[column] {
		return
	}
	c.visited[column] = true
	for _, t := range c.p.stations()[column] {
		c.take(t)
	}
}

// take marks a touchpoint and those that stand side by side with it.
func (c *cover) take(t *touchpoint.Touchpoint) {
	if c.ok[c.p.Graph.Index(t)] {
		return
	}
	for _, mate := range c.p.Graph.Beside(t) {
		if i := c.p.Graph.Index(mate); !c.ok[i] {
			c.ok[i] = true
			c.count++
			c.todo = append(c.todo, mate)
		}
	}
}
