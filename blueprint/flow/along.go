package flow

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
)

// carriers finds the touchpoints off the station whose plain ways take a thread
// out of its step: those that its way along would begin at.
func (b *builder) carriers() {
	var siblings [][]int32
	following := make([][]int, len(b.threads))
	for i := range b.n.node {
		v := &b.n.node[i]
		if !v.onstage || !slices.ContainsFunc(v.plain, func(w int32) bool { return b.n.way[w].leaves }) {
			continue
		}
		for _, s := range b.n.column[v.column].stations {
			if s.along != none || v.station == s.thread {
				continue
			}
			if siblings == nil {
				siblings = b.siblings()
			}
			if following[s.thread] == nil {
				following[s.thread] = b.following(s.thread, siblings)
			}
			if b.leavesFrom(s, following[s.thread]) == int32(i) {
				v.carries = append(v.carries, s.thread)
			}
		}
	}
}

// leavesFrom finds where the way along from a station would begin, or none.
func (b *builder) leavesFrom(s station, following []int) int32 {
	stations := b.threads[s.thread].Stations
	col := b.n.node[s.first].column
	at, ok := slices.BinarySearchFunc(stations, int(col), func(x blueprint.Station, c int) int { return x.Column - c })
	if !ok || following[at] == len(stations) {
		return none
	}
	lane, last := stations[following[at]].Lane, int32(none)
	for _, m := range b.members[col] {
		if b.place[m].Lane == lane && !b.g.IsDetour(b.n.points[m]) {
			last = b.n.node[m].group[0]
		}
	}
	return last
}

// siblings lists for every touchpoint the splits that lead to it.
func (b *builder) siblings() [][]int32 {
	out := make([][]int32, len(b.n.node))
	for i, t := range b.n.points {
		if t.Choice() || len(t.Next) < 2 {
			continue
		}
		for _, w := range b.n.node[i].plain {
			if to := b.n.way[w].to; to >= 0 && int(b.n.way[w].from) == i {
				out[to] = append(out[to], int32(i))
			}
		}
	}
	return out
}

// following finds for each station of a thread the one that follows when
// siblings are passed over, as the way along does. It goes backwards, so that a
// long run of siblings takes no longer than others.
func (b *builder) following(thread int32, siblings [][]int32) []int {
	stations := b.threads[thread].Stations
	parents := func(s int) []int32 {
		var out []int32
		for _, x := range stations[s].Touchpoints {
			out = append(out, siblings[b.index(x)]...)
		}
		return out
	}
	out := make([]int, len(stations))
	var after []int32
	for s := len(stations) - 1; s >= 0; s-- {
		own, next := parents(s), s+1
		if len(own) > 0 && next < len(stations) && slices.Equal(own, after) {
			next = out[next]
		} else if len(own) > 0 {
			for next < len(stations) && slices.ContainsFunc(parents(next), func(x int32) bool { return slices.Contains(own, x) }) {
				next++
			}
		}
		out[s], after = next, own
	}
	return out
}
