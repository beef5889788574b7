package coverage

import (
	"errors"
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

	lanes    []string // that count, or that journeys visit
	observed []bool   // touchpoints in these lanes
	leaving  [][]int  // ways by where they begin
	named    []named
	paths    paths
	counts   *counts     // while criteria are asked for
	stopped  func() bool // whether nobody waits for the answer any more
}

// newModel reads a blueprint. visited tells which touchpoints journeys visit at all.
func newModel(b *blueprint.Blueprint, visited []bool, o Options) (*model, error) {
	g := b.Graph()
	net, err := flow.New(g)
	if err != nil {
		return nil, located(b, err)
	}
	m := &model{b: b, g: g, net: net, points: g.Touchpoints(), ways: g.Ways(), opts: o}
	if err := errors.Join(m.checkLanes(), checkCriteria(o.Criteria)); err != nil {
		return nil, err
	}
	m.class = make([]int, len(m.ways))
	m.leaving = make([][]int, len(m.points))
	first := map[string]int{}
	for i, w := range m.ways {
		id := wayID(w)
		if _, ok := first[id]; !ok {
			first[id] = i
		}
		m.class[i] = first[id]
		from := g.Index(w.From)
		m.leaving[from] = append(m.leaving[from], i)
	}
	m.look(visited)
	if m.asks(Journeys) {
		m.named = m.namedJourneys()
	}
	if m.asks(Paths) {
		m.paths = m.findPaths()
	}
	return m, nil
}

// look finds the lanes whose visits are known.
func (m *model) look(visited []bool) {
	var all []string
	for _, l := range m.g.Lanes() {
		all = append(all, l.ID)
	}
	if m.lanes = m.opts.Observe; m.lanes == nil {
		m.lanes = LanesOf(m.g, visited)
	} else {
		all = m.lanes
	}
	m.scope, m.observed = Observed(m.g, all), Observed(m.g, m.lanes)
}

// asks tells whether a criterion is to be measured.
func (m *model) asks(criterion string) bool {
	return m.opts.Criteria == nil || slices.Contains(m.opts.Criteria, criterion)
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
