package coverage

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/flow"
)

// Aligner explains the visits of one journey, given as indices of touchpoints in
// reading order, by what the blueprint lets happen.
type Aligner func(visits []int) Alignment

// Alignment is such an explanation: a run of the blueprint that shows these
// visits.
type Alignment struct {
	Moves    []Move
	Fits     bool  // the run shows all visits and nothing else, as far as it is observed
	Complete bool  // it fits, and the customer is done after the last one
	Departs  int   // index of the first visit that no run explains; the number of visits where it fits
	Expected []int // touchpoints that could have come instead of that visit, in reading order
	GaveUp   bool  // the search came to its bound: a run that fits better may exist
}

// Move is a step of a run: a touchpoint starts, or one of its outcomes happens.
type Move struct {
	Touchpoint int
	Kind       flow.Kind
	Visit      int   // of a start: the visit that it explains, -1 if it happened unseen
	In         []int // of a start, or what happened instead of one: ways that brought its tokens
	Way        int   // of an outcome: the choice, recovery or impatience; -1: none
	Ways       []int // ways that tokens took, in order
}

// Replayer finds runs by a best-first search over the states of a net: the
// cheapest one that shows the visits, where a failure, lost patience or a part
// left out unseen costs 1 and all else nothing. Among equal ones the run that has
// explained more goes first, then the order of the blueprint decides.
type Replayer struct {
	Net *flow.Net
	// Observed tells of each touchpoint whether its visits would be known; nil:
	// all. Others may happen unseen.
	Observed []bool
	// Limit bounds the states of the search in which everything ends as soon as
	// it can; 0: 20,000, and 50 for each visit, up to 400,000. The search of all
	// runs looks at 5,000 at most.
	Limit int
}

// Observed tells of every touchpoint, in reading order, whether it stands in one of
// the lanes.
func Observed(g *blueprint.Graph, lanes []string) []bool {
	out := make([]bool, len(g.Touchpoints()))
	for i, t := range g.Touchpoints() {
		out[i] = slices.Contains(lanes, g.Place(t).Lane)
	}
	return out
}

// Align is the replayer as an [Aligner]. It tries runs in which everything ends as
// soon as it can; if none of them fits, all.
func (r Replayer) Align(visits []int) Alignment {
	limit := r.Limit
	if limit == 0 {
		limit = min(20_000+50*len(visits), 400_000) // the bound is one of memory
	}
	quick := r.search(visits, true, limit)
	if quick.Complete {
		return quick
	}
	if quick.Fits { // the journey stops under way, most likely
		full := r.search(visits, false, min(limit/50, 1000))
		if full.Complete {
			return full
		}
		quick.GaveUp = full.GaveUp
		return quick
	}
	full := r.search(visits, false, min(limit, 5000))
	if full.Departs > quick.Departs || full.Departs == quick.Departs && !full.GaveUp {
		return full
	}
	quick.GaveUp = full.GaveUp
	return quick
}

func (r Replayer) search(visits []int, eager bool, limit int) Alignment {
	g := &visitGoal{visits: visits, observed: r.Observed}
	s := search{net: r.Net, goal: g, eager: eager, limit: limit}
	end := s.run()
	out := Alignment{GaveUp: s.gaveUp, Complete: end >= 0, Departs: g.furthest}
	out.Fits = g.furthest == len(visits)
	at := end
	if at < 0 {
		at = g.best
	}
	if at >= 0 {
		out.Moves = s.moves(at)
	}
	if !out.Complete { // what follows the last visit, nobody has seen
		last := slices.IndexFunc(out.Moves, func(m Move) bool { return m.Visit == out.Departs-1 && m.Visit >= 0 })
		out.Moves = out.Moves[:last+1]
	}
	if !out.Fits {
		out.Expected = g.could()
	}
	return out
}

// visitGoal leads a search along visits.
type visitGoal struct {
	visits   []int
	observed []bool
	furthest int // most visits that a node explained
	best     int // the first node that explained so many
	expected map[int]bool
	began    bool
}

func (g *visitGoal) seen(touchpoint int) bool { return g.observed == nil || g.observed[touchpoint] }

// allow lets what is observed start only where its visit is due.
func (g *visitGoal) allow(n *node, m Move) (node, bool) {
	next := node{cost: n.cost + price(m.Kind), at: n.at, marks: n.marks}
	switch {
	case m.Kind == flow.PassedOver && g.seen(m.Touchpoint):
		next.cost = n.cost // nobody saw it, so it did not happen
	case m.Kind != flow.Started || !g.seen(m.Touchpoint):
	case n.at < len(g.visits) && g.visits[n.at] == m.Touchpoint:
		next.at++
	default:
		g.expect(n.at, m.Touchpoint)
		return node{}, false
	}
	return next, true
}

// expect notes what could have come behind the furthest visit.
func (g *visitGoal) expect(at, touchpoint int) {
	if at == g.furthest {
		if g.expected == nil {
			g.expected = map[int]bool{}
		}
		g.expected[touchpoint] = true
	}
}

func (g *visitGoal) could() []int {
	var out []int
	for t := range g.expected {
		out = append(out, t)
	}
	slices.Sort(out)
	return out
}

func (g *visitGoal) took(*node, []int) {}

// free tells that a touchpoint happens unseen.
func (g *visitGoal) free(touchpoint int) bool { return !g.seen(touchpoint) }

// reached notes how far a node got.
func (g *visitGoal) reached(id int, n *node) {
	if !g.began || n.at > g.furthest {
		g.began, g.furthest, g.best, g.expected = true, n.at, id, nil
	}
}

func (g *visitGoal) met(n *node) (met, whole bool) { return n.at == len(g.visits), true }

// price is what a move costs that nobody saw.
func price(k flow.Kind) int {
	switch k {
	case flow.Failed, flow.GaveUp, flow.PassedOver:
		return 1
	}
	return 0
}
