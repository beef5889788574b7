package coverage

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/touchpoint"
)

// model is what criteria find their items in: a blueprint, and what the journeys
// did there. Touchpoints and ways are named by their indices.
type model struct {
	b      *blueprint.Blueprint
	g      *blueprint.Graph
	net    *flow.Net
	points []*touchpoint.Touchpoint
	ways   []blueprint.Way
	class  []int  // of each way: the first that visits cannot tell from it
	scope  []bool // touchpoints that count
	opts   Options

	observed []bool  // touchpoints in lanes that journeys visit
	leaving  [][]int // ways by where they begin

	journeys []replayed
	visits   []int // by touchpoint
	taken    []int // by way, at the first of its class
	pairs    map[[2]int]int
}

// replayed is a recorded journey with its explanation. Equal ones are counted.
type replayed struct {
	visits  []int
	persona string
	count   int
	align   Alignment
	tests   []string
	came    map[int]int  // how often the customer came to a touchpoint, seen or not
	took    map[int]bool // classes of ways whose both ends were visited
	ran     map[int]bool // classes of all ways of the run
	seen    map[int]bool // touchpoints whose visits the run explains, and where patience ran out
}

func newModel(b *blueprint.Blueprint, o Options) (*model, error) {
	g := b.Graph()
	net, err := flow.New(g)
	if err != nil {
		return nil, err
	}
	m := &model{b: b, g: g, net: net, points: g.Touchpoints(), ways: g.Ways(), opts: o, pairs: map[[2]int]int{}}
	m.visits, m.taken = make([]int, len(m.points)), make([]int, len(m.ways))
	m.class = make([]int, len(m.ways))
	first := map[string]int{}
	for i, w := range m.ways {
		id := wayID(w)
		if _, ok := first[id]; !ok {
			first[id] = i
		}
		m.class[i] = first[id]
	}
	lanes := o.Observe
	if lanes == nil {
		for _, l := range g.Lanes() {
			lanes = append(lanes, l.ID)
		}
	}
	m.scope = Observed(g, lanes)
	return m, nil
}

// record takes what a journey's run did into the counts.
func (m *model) record(j replayed) {
	j.came, j.took, j.ran, j.seen = map[int]int{}, map[int]bool{}, map[int]bool{}, map[int]bool{}
	for _, v := range j.visits {
		m.visits[v] += j.count
	}
	for _, mv := range j.align.Moves {
		if mv.Visit >= 0 || mv.Kind == flow.GaveUp && m.observed[mv.Touchpoint] {
			j.seen[mv.Touchpoint] = true
		}
	}
	in := map[int][]int{} // ways by which a touchpoint started last
	for _, mv := range j.align.Moves {
		if mv.Kind == flow.Started || mv.Kind == flow.GaveUp {
			j.came[mv.Touchpoint]++
			in[mv.Touchpoint] = mv.In
		}
		for _, w := range mv.Ways {
			m.take(&j, w, in)
		}
	}
	m.journeys = append(m.journeys, j)
}

// take counts a way whose both ends the journey visited, with those that led to it.
func (m *model) take(j *replayed, way int, in map[int][]int) {
	w, c := m.ways[way], m.class[way]
	from := m.g.Index(w.From)
	j.ran[c] = true
	if !j.seen[from] || w.To != nil && !j.seen[m.g.Index(w.To)] {
		return
	}
	m.taken[c] += j.count
	j.took[c] = true
	for _, before := range in[from] {
		b := m.ways[before]
		if b.To == w.From && j.seen[m.g.Index(b.From)] {
			m.pairs[[2]int{m.class[before], c}] += j.count
		}
	}
}

// eachWay visits the ways that count, one of each class.
func (m *model) eachWay(visit func(i int, w blueprint.Way)) {
	for i, w := range m.ways {
		if m.class[i] == i && m.inScope(m.ends(w)...) {
			visit(i, w)
		}
	}
}

func (m *model) inScope(points ...int) bool {
	return !slices.ContainsFunc(points, func(i int) bool { return !m.scope[i] })
}

// ends lists the touchpoints that a way joins.
func (m *model) ends(w blueprint.Way) []int {
	if w.To == nil {
		return []int{m.g.Index(w.From)}
	}
	return []int{m.g.Index(w.From), m.g.Index(w.To)}
}

// impossible tells whether a way is never taken by the chances that are written.
func impossible(w blueprint.Way) bool {
	if w.Chance != nil && *w.Chance == 0 {
		return true
	}
	if w.Role != blueprint.ByNext || !w.Choice {
		return false
	}
	chances := w.From.Chances()
	return w.Index < len(chances) && chances[w.Index] == 0
}

func idOf(t *touchpoint.Touchpoint) string {
	if t == nil {
		return touchpoint.End
	}
	return t.ID
}

func titleOf(t *touchpoint.Touchpoint) string {
	if t == nil {
		return touchpoint.End
	}
	return t.Title
}

// wayID names a way. Ways of one name cannot be told apart by visits.
func wayID(w blueprint.Way) string {
	id := w.From.ID + " -> " + idOf(w.To)
	switch w.Role {
	case blueprint.OnFail, blueprint.OnWait, blueprint.Return:
		return fmt.Sprintf("%s (%s)", id, w.Role)
	}
	return id
}

func wayTitle(w blueprint.Way) string {
	title := titleOf(w.From) + " → " + titleOf(w.To)
	if w.When != "" {
		title += fmt.Sprintf(" (%s)", w.When)
	}
	return title
}
