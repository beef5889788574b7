package flow

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
)

// units gives touchpoints that stand side by side one unit, so that they are
// entered and left as one. Touchpoints that lead to one another, straight or by
// way of others, get units of their own: as one they would wait for themselves.
func (b *builder) units() {
	for i := range b.n.node {
		v := &b.n.node[i]
		v.unit, v.tight = v.group[0], len(v.group) > 1
	}
	circle := circles(b.edges(func(w way) bool { return w.role != blueprint.OnFail && w.role != blueprint.OnWait }))
	round := make([]int32, len(b.n.node))
	for i := range b.n.node {
		round[i] = circle[b.n.node[i].unit]
	}
	for i := range b.n.node {
		if round[i] != none {
			b.n.node[i].unit, b.n.node[i].tight = int32(i), false
		}
	}
	for i := range b.n.way {
		w := &b.n.way[i]
		w.alone = w.to >= 0 && round[w.from] != none && round[w.from] == round[w.to]
	}
}

// edges lists the forward ways between units.
func (b *builder) edges(keep func(way) bool) [][]int32 {
	next := make([][]int32, len(b.n.node))
	for _, w := range b.n.way {
		if w.to < 0 || w.back || w.call || w.role == blueprint.Return || w.from == w.to || !keep(w) {
			continue
		}
		from, to := &b.n.node[w.from], &b.n.node[w.to]
		next[from.unit] = append(next[from.unit], to.unit)
		if !w.leaves || !from.onstage || !to.onstage || to.station != none {
			continue
		}
		for _, s := range b.n.column[to.column].stations { // a thread that comes in beside its station gets there, too
			if from.station == none || from.station == s.thread {
				next[from.unit] = append(next[from.unit], b.n.node[s.first].unit)
			}
		}
	}
	return next
}

// unitWays lists what units wait for: all forward ways, save recoveries that would
// close a circle among units.
func (b *builder) unitWays() [][]int32 {
	all := func(way) bool { return true }
	circle := circles(b.edges(all))
	next := b.edges(func(w way) bool {
		if w.role != blueprint.OnFail && w.role != blueprint.OnWait {
			return true
		}
		c := circle[b.n.node[w.from].unit]
		return c == none || c != circle[b.n.node[w.to].unit]
	})
	for i := range next {
		slices.Sort(next[i])
		next[i] = slices.Clip(slices.Compact(next[i]))
	}
	return next
}

// afters lists by unit what a token that is running there can come to next: all
// but what was set off on starting.
func (b *builder) afters() {
	b.n.after = make([][]int32, len(b.n.node))
	for _, w := range b.n.way {
		if w.to < 0 || w.role == blueprint.Down || w.role == blueprint.OnWait {
			continue
		}
		from, to := b.n.node[w.from].unit, b.n.node[w.to].unit
		if _, waited := slices.BinarySearch(b.n.reach.next[from], to); waited && !w.back && !w.call && w.role != blueprint.Return {
			b.n.after[from] = append(b.n.after[from], to)
		}
	}
	for i, list := range b.n.after {
		slices.Sort(list)
		b.n.after[i] = slices.Clip(slices.Compact(list))
	}
}

// upwards marks the work off stage that leads to onstage work of its own step,
// stations aside.
func (b *builder) upwards() {
	next := b.within()
	for _, v := range postOrder(next) {
		n := &b.n.node[v]
		n.upward = !n.onstage && slices.ContainsFunc(next[v], b.holds)
	}
}

// within lists by touchpoint where its forward ways within the step lead.
func (b *builder) within() [][]int32 {
	next := make([][]int32, len(b.n.node))
	for _, w := range b.n.way {
		if w.to >= 0 && !w.back && !w.leaves && (w.role == blueprint.Down || w.role == blueprint.InCell || w.role == blueprint.ByNext) {
			next[w.from] = append(next[w.from], w.to)
		}
	}
	return next
}

// holds tells whether a thread waits for work at a touchpoint before it leaves the
// step, beside what it stands on.
func (b *builder) holds(i int32) bool {
	v := &b.n.node[i]
	return v.onstage && v.station == none || v.upward
}

// repeats marks the ways back within a step by which onstage work is set off anew.
// Taken at once, they would come upon the work that is still going on, and two
// rounds would become one.
func (b *builder) repeats() {
	next := b.within()
	sets := make([]bool, len(b.n.node)) // sets off onstage work, or leads to what does
	for _, v := range postOrder(next) {
		sets[v] = slices.ContainsFunc(b.n.node[v].down, func(w int32) bool { return b.holds(b.n.way[w].to) }) ||
			slices.ContainsFunc(next[v], func(to int32) bool { return sets[to] })
	}
	for i := range b.n.way {
		w := &b.n.way[i]
		w.repeat = w.to >= 0 && w.back && !w.leaves && w.role == blueprint.ByNext && sets[w.to] && b.closes(w.from)
	}
}

// closes tells whether a touchpoint's choice can be the end of its step's work: it
// is at a station, or onstage work that no station of the step waits for.
func (b *builder) closes(i int32) bool {
	v := &b.n.node[i]
	if v.station != none || !v.onstage {
		return v.station != none
	}
	return !slices.ContainsFunc(b.members[v.column], func(m int32) bool {
		x := &b.n.node[m]
		return x.station != none && b.n.reach.leads(v.unit, x.unit)
	})
}
