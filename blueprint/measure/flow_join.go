package measure

import (
	"slices"

	"github.com/servicemoments/moments/blueprint/flow"
)

// member is one of several touchpoints that run side by side until all are done.
type member struct {
	node int32
	law  law // of what is left of it
}

// Bounds of what is tried to find a join.
const (
	mostMembers = 6
	mostDraws   = 32
)

// joins looks for touchpoints of any laws that are waited for together: in
// whatever order they end, nothing that takes time starts before the last of them
// has ended, and what follows is the same. Then the state lasts as long as the
// longest of them.
func (e *explorer) joins(p spot, f *following) bool {
	var members []member
	draws := 1
	for _, t := range p.state.Running() {
		l := e.laws[t]
		if l.shape == fixedLaw {
			l = fixedFor(leftOf(p.clocks, int32(t)))
		}
		members = append(members, member{int32(t), l})
		draws *= len(e.outcomes(p.state, int32(t)))
	}
	if len(members) > mostMembers || draws > mostDraws {
		return false
	}
	j := &joining{e: e, from: p, members: members}
	if !j.all(nil, 1) {
		return false
	}
	e.chain.leaves = e.chain.leaves || j.leaves
	f.stay.together = members
	f.stay.mean, f.stay.variance = longest(members)
	f.joined = j.found
	return true
}

// joining tries all that members can become.
type joining struct {
	e       *explorer
	from    spot
	members []member
	found   []joined
	leaves  bool // the customers, before the last member has ended
}

// joined is the state when all members have ended, and what happened on the way.
type joined struct {
	after spot
	edge  edge
}

// all tries all outcomes of the members that are not drawn yet.
func (j *joining) all(drawn []flow.Outcome, chance float64) bool {
	if len(drawn) == len(j.members) {
		return j.ordered(drawn, chance)
	}
	for _, o := range j.e.outcomes(j.from.state, j.members[len(drawn)].node) {
		if !j.all(append(slices.Clip(drawn), o), chance*o.Chance) {
			return false
		}
	}
	return true
}

// ordered tells whether outcomes lead to the same in any order; sets of members
// that have ended are numbers whose bits are the members.
func (j *joining) ordered(drawn []flow.Outcome, chance float64) bool {
	whole := 1<<len(drawn) - 1
	at := make([]joined, whole+1)
	at[0] = joined{j.from, edge{chance: chance, clean: 1}}
	for set := 1; set <= whole; set++ {
		known := false
		for k, o := range drawn {
			if set&(1<<k) == 0 {
				continue
			}
			next, ok := j.step(at[set&^(1<<k)], o, set == whole)
			if !ok || known && !next.after.state.Equal(at[set].after.state) {
				return false
			}
			if !known {
				at[set], known = next, true
			}
		}
	}
	j.found = append(j.found, at[whole])
	return true
}

// step lets a member end, and with it whatever follows that takes no time.
// Nothing else may start before the last one has ended.
func (j *joining) step(from joined, o flow.Outcome, last bool) (joined, bool) {
	e := j.e
	e.run.Reset(from.after.state)
	e.clocks = from.after.clocks
	x := from.edge.clone()
	if !slices.Contains(from.after.state.Running(), o.Touchpoint) || e.finish(&x, o) != nil || e.settle(&x) != nil {
		return joined{}, false
	}
	for !last {
		done := j.instant()
		if done < 0 {
			break
		}
		outcomes := e.outcomes(e.run.State(), done)
		if len(outcomes) != 1 || e.finish(&x, outcomes[0]) != nil || e.settle(&x) != nil {
			return joined{}, false
		}
	}
	after := spot{e.run.State(), e.clocks}
	j.leaves = j.leaves || !last && e.net.Left(after.state) && !e.net.Left(j.from.state)
	return joined{after, x}, last || j.onlyMembers(after)
}

// instant finds a touchpoint at work that takes no time, or -1.
func (j *joining) instant() int32 {
	for _, t := range j.e.run.State().Running() {
		if j.e.laws[t].instant() {
			return int32(t)
		}
	}
	return -1
}

// onlyMembers tells whether nobody waits by the clock and only members are at work.
func (j *joining) onlyMembers(p spot) bool {
	if len(waited(p.clocks)) > 0 {
		return false
	}
	for _, t := range p.state.Running() {
		if !slices.ContainsFunc(j.members, func(m member) bool { return int(m.node) == t }) {
			return false
		}
	}
	return true
}

func (x edge) clone() edge {
	x.ends, x.starts, x.ways = slices.Clone(x.ends), slices.Clone(x.starts), slices.Clone(x.ways)
	return x
}

// expandTogether adds what follows when all members have ended.
func (e *explorer) expandTogether(i int32, next following) {
	for _, x := range next.joined {
		e.run.Reset(x.after.state)
		e.clocks = x.after.clocks
		x.edge.to = e.intern()
		e.chain.edges[i] = append(e.chain.edges[i], x.edge)
	}
}
