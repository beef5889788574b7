package simulate

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/distribution"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

// check finds what cannot be simulated.
func (m *model) check() blueprint.Diagnostics {
	found := distribution.Impossible(m.graph)
	if len(found) == 0 {
		found = append(found, m.checkLoops()...)
	}
	if m.demand && !m.timed() {
		at := blueprint.Path{}.Key("demand")
		found = append(found, blueprint.Diagnostic{Rule: "no-times", Severity: blueprint.Error, Path: at, Message: "customers come, but nothing says how long anything takes", Hint: "add time: 2m, say, to touchpoints"})
	}
	return found
}

// timed tells whether anything takes any time.
func (m *model) timed() bool {
	for i := range m.points {
		p := &m.points[i]
		if p.delay > 0 || slices.ContainsFunc(p.laws, func(l distribution.Law) bool { return l.Mean() > 0 }) {
			return true
		}
	}
	return false
}

// checkLoops finds loops that nobody ever leaves: touchpoints that customers come
// to, and from which no way that is ever taken leads to where anything ends.
func (m *model) checkLoops() blueprint.Diagnostics {
	all := m.graph.Touchpoints()
	out := make([][]int, len(all))
	in := make([][]int, len(all))
	stops := make([]bool, len(all))
	for i, t := range all {
		chances := t.Chances()
		certain := 0.0
		for _, f := range t.Fails {
			if f.Recover != "" {
				certain += valueOf(f.Chance)
			}
		}
		stops[i] = certain < 1-1e-9
		for _, w := range m.graph.Out(t) {
			if w.Role == blueprint.ByNext && w.Index < len(chances) && chances[w.Index] <= 0 || w.Role == blueprint.OnFail && valueOf(w.Chance) <= 0 {
				continue
			}
			if w.Origin != blueprint.Recovery && w.Role != blueprint.Down {
				stops[i] = false
			}
			if w.To == nil {
				stops[i] = true
				break
			}
			to := m.graph.Index(w.To)
			out[i] = append(out[i], to)
			in[to] = append(in[to], i)
		}
	}
	ends := follow(stops, in)
	starts := make([]bool, len(all))
	for _, t := range m.graph.Starts() {
		starts[m.graph.Index(t)] = true
	}
	reached := follow(starts, out)
	var found blueprint.Diagnostics
	for _, loop := range m.graph.Loops() {
		first := m.graph.Index(loop[0])
		if !reached[first] || ends[first] {
			continue
		}
		var names []string
		for _, t := range loop {
			names = append(names, name(t))
		}
		found = append(found, blueprint.Diagnostic{Rule: "loop-without-exit", Severity: blueprint.Error, Path: m.graph.Path(loop[0]),
			Message: "nobody ever leaves the loop of " + strings.Join(names, ", "), Hint: "give one of them a way out: next: {to: end, chance: 20%}, say"})
	}
	return found
}

// follow marks what can be reached from what is marked.
func follow(marked []bool, next [][]int) []bool {
	out := slices.Clone(marked)
	var todo []int
	for i, is := range out {
		if is {
			todo = append(todo, i)
		}
	}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, k := range next[i] {
			if !out[k] {
				out[k] = true
				todo = append(todo, k)
			}
		}
	}
	return out
}

// gaps are what the blueprint does not say.
type gaps []figures.Missing

func (g *gaps) add(key, id string, t figures.Text) {
	*g = append(*g, figures.Missing{Text: t, Key: key, Touchpoint: id})
}

func (m *model) findMissing() {
	g := &m.missing
	if !m.demand {
		g.add("demand", "", figures.T("How customers arrive: without it they come one after the other, and nobody queues"))
	}
	if !m.timed() {
		g.add("time", "", figures.T("How long anything takes: without it every journey is over at once"))
	}
	if m.demand && len(m.pools) == 0 {
		g.add("servers", "", figures.T("How many serve: without it nobody queues"))
	}
	priorities := slices.ContainsFunc(m.bp.Personas, func(p blueprint.Persona) bool { return p.Priority > 0 })
	if len(m.personas) == 1 && priorities {
		g.add("personas.share", "", figures.T("The shares of the personas: without them nobody goes first"))
	}
	for i := range m.points {
		m.missingAt(g, m.net.Touchpoint(i), &m.points[i])
	}
	if m.economy.price == 0 && !m.economy.known {
		g.add("economics.price", "", figures.T("The price: without it there is no profit"))
	}
}

func (m *model) missingAt(g *gaps, t *touchpoint.Touchpoint, p *point) {
	title := figures.Plain(orElse(t.Title, t.ID))
	if p.pool != none && !m.pools[p.pool].actor && p.laws[0].Mean() == 0 {
		g.add("time", t.ID, figures.T("How long “%s” takes: without it nobody queues there", title))
	}
	for _, f := range t.Fails {
		if f.Chance == nil && f.Recover != "" {
			g.add("fails.chance", t.ID, figures.T("How often “%s” fails: without it, it never does", title))
			break
		}
	}
	if t.Optional && m.passOver == 0 {
		g.add("optional", t.ID, figures.T("How many pass “%s” over: without it, nobody does", title))
	}
	switch w := t.Wait; {
	case w == nil:
	case w.Then != "" && w.Acceptable == 0:
		g.add("wait.acceptable", t.ID, figures.T("How long customers put up with waiting before “%s”: without it they never give up", title))
	case w.Then == "" && w.Acceptable > 0 && m.demand:
		g.add("wait.then", t.ID, figures.T("Where customers go who lose patience before “%s”: without it they stay", title))
	}
	if w := t.Wait; w != nil && w.Balk > 0 && w.Then == "" && !slices.Contains(m.graph.Starts(), t) {
		g.add("wait.then", t.ID, figures.T("Where customers go who do not join the queue before “%s”: without it they do", title))
	}
}
