package flow

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// builder makes a net step by step.
type builder struct {
	g       *blueprint.Graph
	n       *Net
	threads []blueprint.Thread
	place   []blueprint.Place
	members [][]int32 // touchpoints of each step, in reading order
}

func newBuilder(g *blueprint.Graph) *builder {
	b := &builder{g: g, threads: g.Threads(), n: &Net{graph: g, points: g.Touchpoints(), ways: g.Ways()}}
	b.n.node = make([]node, len(b.n.points))
	b.n.threads = len(b.threads)
	return b
}

func (b *builder) build() *Net {
	b.places()
	b.groups()
	b.stations()
	b.wayTable()
	b.sortWays()
	b.calls()
	b.cellsDown()
	b.units()
	b.entries()
	b.deciders()
	b.carriers()
	b.n.reach = newReach(b.unitWays())
	b.afters()
	b.upwards()
	b.repeats()
	return b.n
}

func (b *builder) index(t *touchpoint.Touchpoint) int32 { return int32(b.g.Index(t)) }

func (b *builder) places() {
	columns := 0
	for i, t := range b.n.points {
		at := b.g.Place(t)
		b.place = append(b.place, at)
		columns = max(columns, at.Column+1)
		b.n.node[i] = node{column: int32(at.Column), station: none, patience: none, onstage: b.g.Kind(t).Onstage(), optional: t.Optional}
	}
	b.n.column = make([]column, columns)
	b.members = make([][]int32, columns)
	for i, at := range b.place {
		b.members[at.Column] = append(b.members[at.Column], int32(i))
	}
}

func (b *builder) groups() {
	for i, t := range b.n.points {
		if b.n.node[i].group != nil {
			continue
		}
		var group []int32
		for _, x := range b.g.Beside(t) {
			group = append(group, b.index(x))
		}
		if len(group) == 0 {
			group = []int32{int32(i)}
		}
		for _, x := range group {
			b.n.node[x].group = group
		}
	}
}

func (b *builder) stations() {
	for t, thread := range b.threads {
		for s, st := range thread.Stations {
			first := b.index(st.Touchpoints[0])
			if s == 0 {
				b.n.begins = append(b.n.begins, begin{int32(st.Column), first})
			}
			col := &b.n.column[st.Column]
			col.stations = append(col.stations, station{int32(t), first, none})
			for _, x := range st.Touchpoints {
				b.n.node[b.index(x)].station = int32(t)
			}
		}
	}
}

func (b *builder) wayTable() {
	b.n.way = make([]way, len(b.n.ways))
	for i, w := range b.n.ways {
		x := way{from: b.index(w.From), to: none, role: w.Role, back: w.Back, leaves: true, choice: w.Choice}
		if w.To != nil {
			x.to = b.index(w.To)
			x.leaves = b.n.node[x.from].column != b.n.node[x.to].column
		}
		b.n.way[i] = x
	}
}

// calls marks the recoveries that return: those to a detour from which the ways of
// its cell lead to one with a way back to what failed. A detour that fails and is
// taken up again from an earlier touchpoint of its own cell calls nobody.
func (b *builder) calls() {
	for i := range b.n.way {
		w := &b.n.way[i]
		if w.role != blueprint.OnFail || !b.g.IsDetour(b.n.points[w.to]) {
			continue
		}
		w.again = b.sameCell(w.from, w.to) && w.from >= w.to
		w.call = !w.again && b.returns(w.to, w.from)
	}
}

func (b *builder) returns(detour, caller int32) bool {
	for range b.members[b.n.node[detour].column] {
		v := &b.n.node[detour]
		if slices.ContainsFunc(v.returns, func(w int32) bool { return b.n.way[w].to == caller }) {
			return true
		}
		next := slices.IndexFunc(v.plain, func(w int32) bool { return b.n.way[w].role == blueprint.InCell })
		if next < 0 {
			break
		}
		detour = b.n.way[v.plain[next]].to
	}
	return false
}

func (b *builder) sameCell(i, j int32) bool {
	return b.place[i].Column == b.place[j].Column && b.place[i].Lane == b.place[j].Lane
}

// sortWays gives every touchpoint its ways by what they do.
func (b *builder) sortWays() {
	for i, w := range b.n.way {
		from, id := &b.n.node[w.from], int32(i)
		switch w.role {
		case blueprint.Down:
			from.down = append(from.down, id)
		case blueprint.Along:
			b.setAlong(id)
		case blueprint.Return:
			from.returns = append(from.returns, id)
		case blueprint.OnFail:
			from.recover = append(from.recover, id)
		case blueprint.OnWait:
			from.patience = id
		default:
			if w.choice {
				from.choice = append(from.choice, id)
			} else {
				from.plain = append(from.plain, id)
			}
		}
	}
}

func (b *builder) setAlong(id int32) {
	w := b.n.way[id]
	stations := b.n.column[b.n.node[w.from].column].stations
	for k := range stations {
		if stations[k].thread == int32(b.n.ways[id].Thread) {
			stations[k].along = id
		}
	}
}

// cellsDown gives each touchpoint the ways down of its cell.
func (b *builder) cellsDown() {
	for _, members := range b.members {
		first := map[string][]int32{}
		for _, i := range members {
			if lane := b.place[i].Lane; len(b.n.node[i].down) > 0 && first[lane] == nil {
				first[lane] = b.n.node[i].down
			}
		}
		for _, i := range members {
			if !b.g.IsDetour(b.n.points[i]) || b.g.IsDetour(b.n.points[members[0]]) {
				b.n.node[i].cellDown = first[b.place[i].Lane]
			}
		}
	}
}

// entries finds what gets a token when its step is entered: groups off the
// threads of which none has a way in.
func (b *builder) entries() {
	entered := make([]bool, len(b.n.node))
	for _, w := range b.n.way {
		if w.to >= 0 && !w.back && w.role != blueprint.Return && w.role != blueprint.OnFail && w.role != blueprint.OnWait {
			entered[w.to] = true
		}
	}
	for i := range b.n.node {
		v := &b.n.node[i]
		if int(v.group[0]) != i || b.g.Kind(b.n.points[i]) == touchpoint.Customer {
			continue
		}
		if slices.ContainsFunc(v.group, func(m int32) bool {
			return entered[m] || b.n.node[m].station != none || b.g.IsDetour(b.n.points[m])
		}) {
			continue
		}
		b.n.column[v.column].entry = append(b.n.column[v.column].entry, int32(i))
		for _, m := range v.group {
			b.n.node[m].entry = true
		}
	}
}

// deciders finds the threads that onstage choices decide for.
func (b *builder) deciders() {
	for i := range b.n.node {
		v := &b.n.node[i]
		if len(v.choice) == 0 || !v.onstage {
			continue
		}
		for _, s := range b.n.column[v.column].stations {
			if b.decides(int32(i), s.thread) {
				v.decides = append(v.decides, s.thread)
			}
		}
	}
}

func (b *builder) decides(i, thread int32) bool {
	lane := b.threads[thread].Lane
	if b.g.Kind(b.n.points[i]) == touchpoint.Customer {
		return b.place[i].Lane == lane
	}
	customers, own := false, false
	for _, id := range b.n.node[i].choice {
		if to := b.n.way[id].to; to >= 0 && b.g.Kind(b.n.points[to]) == touchpoint.Customer {
			customers = true
			own = own || b.place[to].Lane == lane
		}
	}
	return !customers || own
}
