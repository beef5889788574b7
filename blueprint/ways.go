package blueprint

import (
	"slices"

	"github.com/servicemoments/moments/touchpoint"
)

// Origin says where a way is from.
type Origin string

// The origins of ways.
const (
	Implied  Origin = "implied"  // it follows from the board
	Written  Origin = "written"  // a next says so
	Recovery Origin = "recovery" // taken when something fails, or patience runs out
)

// Role says what an implied or recovery way does.
type Role string

// The roles of ways.
const (
	InCell Role = "in-cell" // to the following touchpoint of the cell
	Down   Role = "down"    // sets work off within the step
	Along  Role = "along"   // to the next station of the thread
	Return Role = "return"  // a detour goes back to what failed
	OnFail Role = "fail"    // a fail point's recovery
	OnWait Role = "wait"    // patience has run out
	ByNext Role = "next"    // written
)

// Way is a directed way between two touchpoints. A way that stands for a group
// of touchpoints side by side joins the group's first one.
type Way struct {
	From   *touchpoint.Touchpoint
	To     *touchpoint.Touchpoint // nil: the end of the journey
	Origin Origin
	Role   Role
	Choice bool     // exactly one of the choice ways of From is taken
	When   string   // condition of a choice
	Chance *float64 // 0 to 1; nil: not said
	Index  int      // place in From.Next or From.Fails
	Thread int      // of an along way: index of the thread
	Back   bool     // leads to an earlier step, or closes a circle within its own
	Lines  []touchpoint.Line
}

// WayPath is the path of what says the way: the next or fail, or From itself for an
// implied one.
func (g *Graph) WayPath(w Way) Path {
	p := g.Path(w.From)
	switch w.Role {
	case ByNext:
		return p.Key("next").At(w.Index)
	case OnFail:
		return p.Key("fails").At(w.Index).Key("recover")
	case OnWait:
		return p.Key("wait").Key("then")
	}
	return p
}

type pair struct{ from, to int }

// wayfinder works the ways out by the rules of the language; the numbers in its
// comments are the rules' numbers in docs/language.md.
type wayfinder struct {
	g         *Graph
	dropped   map[pair]bool  // implied ways that a next replaces
	siblings  map[int][]int  // sources of the parallel nexts that lead to a touchpoint
	following [][]int        // by thread and station: the next station, siblings passed over
	along     [][]bool       // by thread and station: its way along is dropped
	station   map[int][]spot // the stations that a touchpoint belongs to
	inCell    map[int]bool   // touchpoints whose way to the following one is dropped
	ways      []Way
	have      map[pair]bool
}

type spot struct{ thread, station int }

func newWayfinder(g *Graph) *wayfinder {
	f := &wayfinder{g: g, dropped: map[pair]bool{}, siblings: map[int][]int{}, station: map[int][]spot{}, inCell: map[int]bool{}, have: map[pair]bool{}}
	for t, thread := range g.threads {
		f.along = append(f.along, make([]bool, len(thread.Stations)))
		for s, station := range thread.Stations {
			for _, x := range station.Touchpoints {
				i := g.index[x]
				f.station[i] = append(f.station[i], spot{t, s})
			}
		}
	}
	return f
}

func (f *wayfinder) find() []Way {
	for i := range f.g.nodes {
		f.findSiblings(i)
	}
	for t := range f.g.threads {
		f.following = append(f.following, f.passSiblings(f.g.threads[t].Stations))
	}
	for i := range f.g.nodes {
		f.applyNext(i)
	}
	for c := range f.g.columns {
		f.within(&f.g.columns[c])
	}
	for t := range f.g.threads {
		f.stations(t)
	}
	for i := range f.g.nodes {
		f.written(i)
	}
	for i := range f.g.nodes {
		f.recoveries(i)
	}
	slices.SortStableFunc(f.ways, func(a, b Way) int { return f.g.index[a.From] - f.g.index[b.From] })
	return f.ways
}

// applyNext notes what a touchpoint's written ways drop (rule 5).
func (f *wayfinder) applyNext(i int) {
	g, t := f.g, f.g.nodes[i].t
	if len(t.Next) == 0 {
		return
	}
	f.inCell[i] = true
	var targets []int
	leaves := false
	for _, n := range t.Next {
		to, ok := g.byID[n.To]
		if n.To == touchpoint.End {
			leaves = true
		}
		if !ok || n.To == touchpoint.End {
			continue
		}
		targets = append(targets, to)
		leaves = leaves || g.nodes[to].at.Column != g.nodes[i].at.Column
		f.dropped[pair{i, to}] = true
		if !t.Choice() {
			f.dropDelivery(i, to)
		}
	}
	if leaves {
		f.dropAlong(i, targets)
	}
}

// findSiblings notes the targets of a parallel next (rule 6).
func (f *wayfinder) findSiblings(i int) {
	t := f.g.nodes[i].t
	if t.Choice() || len(t.Next) < 2 {
		return
	}
	for _, n := range t.Next {
		if to, ok := f.g.byID[n.To]; ok {
			f.siblings[to] = append(f.siblings[to], i)
		}
	}
}

// passSiblings finds for every station the one that follows when siblings of
// its touchpoints are passed over. It goes backwards, so that a long run of
// siblings takes no longer than others.
func (f *wayfinder) passSiblings(stations []Station) []int {
	parents := func(s int) []int {
		var out []int
		for _, x := range stations[s].Touchpoints {
			out = append(out, f.siblings[f.g.index[x]]...)
		}
		return out
	}
	following := make([]int, len(stations))
	var after []int
	for s := len(stations) - 1; s >= 0; s-- {
		own := parents(s)
		next := s + 1
		if len(own) > 0 && next < len(stations) && slices.Equal(own, after) {
			next = following[next]
		} else if len(own) > 0 {
			for next < len(stations) && shared(own, parents(next)) {
				next++
			}
		}
		following[s], after = next, own
	}
	return following
}

func shared(a, b []int) bool {
	return slices.ContainsFunc(a, func(x int) bool { return slices.Contains(b, x) })
}

// dropDelivery drops what runs against a plain next within the step: the way
// the other way round between two cells, and, where it leads up to a station,
// the station's way down, as what is delivered comes before what receives it. A
// choice drops neither: what it leads back to must have led to it.
func (f *wayfinder) dropDelivery(from, to int) {
	g := f.g
	if g.nodes[to].at.Column != g.nodes[from].at.Column || g.nodes[to].at.Lane == g.nodes[from].at.Lane {
		return
	}
	f.dropped[pair{to, from}] = true
	if len(f.station[to]) == 0 || g.laneRank(to) >= g.laneRank(from) {
		return
	}
	col := &g.columns[g.nodes[from].at.Column]
	above := slices.IndexFunc(col.cells, func(c laneCell) bool { return c.lane == g.nodes[to].at.Lane })
	below := above + 1
	for below < len(col.cells) && col.cells[below].kind == touchpoint.Customer {
		below++
	}
	if above >= 0 && below < len(col.cells) {
		f.dropped[pair{col.cells[above].first(), col.cells[below].first()}] = true
	}
}

func (c *column) cellOf(lane string) *laneCell {
	for i := range c.cells {
		if c.cells[i].lane == lane {
			return &c.cells[i]
		}
	}
	return nil
}

// dropAlong drops the ways along that a next out of the step replaces.
func (f *wayfinder) dropAlong(i int, targets []int) {
	g := f.g
	for t, thread := range g.threads {
		s, ok := slices.BinarySearchFunc(thread.Stations, g.nodes[i].at.Column, func(s Station, c int) int { return s.Column - c })
		if !ok {
			continue
		}
		station := thread.Stations[s]
		source, _, hasNext := f.alongFrom(t, s)
		alone := station.cell.alone() && station.cell.first() == i
		if hasNext && slices.Contains(g.nodes[source].group, i) && len(g.nodes[source].group) == 1 || alone || f.choosesFor(i, t, targets) {
			f.along[t][s] = true
		}
	}
}

// choosesFor tells whether a choice decides where a thread goes on: any onstage
// choice of the step does, save that a customer decides for his own thread only,
// and that a choice which leads to customers decides for those.
func (f *wayfinder) choosesFor(i, thread int, targets []int) bool {
	g := f.g
	n := g.nodes[i]
	if !n.t.Choice() || !n.kind.Onstage() {
		return false
	}
	if n.kind == touchpoint.Customer {
		return n.at.Lane == g.threads[thread].Lane
	}
	chosen := map[string]bool{}
	for _, to := range targets {
		if g.nodes[to].kind == touchpoint.Customer {
			chosen[g.nodes[to].at.Lane] = true
		}
	}
	if len(chosen) == 0 {
		return true
	}
	return chosen[g.threads[thread].Lane]
}

// within adds the ways inside a step (rules 1 and 2).
func (f *wayfinder) within(col *column) {
	for _, cell := range col.cells {
		for k := 1; k < len(cell.groups); k++ {
			from, to := cell.groups[k-1][0], cell.groups[k][0]
			if !slices.ContainsFunc(cell.groups[k-1], func(i int) bool { return f.inCell[i] }) {
				f.imply(from, to, InCell, 0)
			}
		}
	}
	top := slices.IndexFunc(col.cells, func(c laneCell) bool { return c.kind != touchpoint.Customer })
	if top < 0 {
		return
	}
	for _, cell := range col.cells[:top] {
		f.imply(cell.first(), col.cells[top].first(), Down, 0)
	}
	for k := top + 1; k < len(col.cells); k++ {
		f.imply(col.cells[k-1].first(), col.cells[k].first(), Down, 0)
	}
}

// stations adds the ways along a thread (rules 4 and 6).
func (f *wayfinder) stations(t int) {
	for s := range f.g.threads[t].Stations {
		if f.along[t][s] {
			continue
		}
		if from, to, ok := f.alongFrom(t, s); ok {
			f.imply(from, to, Along, t)
		}
	}
}

// alongFrom finds both ends of the way along from a station, and whether there
// is one.
func (f *wayfinder) alongFrom(t, s int) (from, to int, ok bool) {
	g := f.g
	stations := g.threads[t].Stations
	next := f.following[t][s]
	if next == len(stations) {
		return 0, 0, false
	}
	leaving := stations[s].cell
	if cell := g.columns[stations[s].Column].cellOf(stations[next].Lane); cell != nil {
		leaving = *cell
	}
	return leaving.last(), stations[next].cell.first(), true
}

func (f *wayfinder) imply(from, to int, role Role, thread int) {
	if f.dropped[pair{from, to}] || f.have[pair{from, to}] || from == to {
		return
	}
	f.have[pair{from, to}] = true
	f.add(from, to, Way{Origin: Implied, Role: role, Thread: thread})
}

// add completes a way and takes it in; to is -1 for the end.
func (f *wayfinder) add(from, to int, w Way) {
	g := f.g
	w.From = g.nodes[from].t
	if to >= 0 {
		w.To = g.nodes[to].t
		w.Lines = touchpoint.Crossed(g.nodes[from].kind, g.nodes[to].kind)
	}
	f.ways = append(f.ways, w)
}

// target finds what an id names: a node, or -1 for the end.
func (f *wayfinder) target(id string) (int, bool) {
	if id == touchpoint.End {
		return -1, true
	}
	to, ok := f.g.byID[id]
	return to, ok
}

func (f *wayfinder) written(i int) {
	t := f.g.nodes[i].t
	choice := t.Choice()
	for k, n := range t.Next {
		if to, ok := f.target(n.To); ok {
			f.add(i, to, Way{Origin: Written, Role: ByNext, Choice: choice, When: n.When, Chance: n.Chance, Index: k})
		}
	}
}

// recoveries adds what happens on failure and when patience runs out, and the
// way back from a detour (rule 7).
func (f *wayfinder) recoveries(i int) {
	g, t := f.g, f.g.nodes[i].t
	for k, fail := range t.Fails {
		to, ok := g.byID[fail.Recover]
		if !ok {
			continue
		}
		f.add(i, to, Way{Origin: Recovery, Role: OnFail, When: fail.Title, Chance: fail.Chance, Index: k})
		if back := f.lastOf(to); back != i && g.nodes[to].detour && len(g.nodes[back].t.Next) == 0 && !f.have[pair{back, i}] {
			f.have[pair{back, i}] = true
			f.add(back, i, Way{Origin: Implied, Role: Return})
		}
	}
	if t.Wait != nil && t.Wait.Then != "" {
		if to, ok := f.target(t.Wait.Then); ok {
			f.add(i, to, Way{Origin: Recovery, Role: OnWait})
		}
	}
}

func (f *wayfinder) hasNext(i int) bool { return len(f.g.nodes[i].t.Next) > 0 }

// lastOf finds where a detour ends: at the end of its cell in a step of its
// own, else where it stands.
func (f *wayfinder) lastOf(detour int) int {
	n := f.g.nodes[detour]
	col := &f.g.columns[n.at.Column]
	cell := col.cellOf(n.at.Lane)
	if !col.detour || cell == nil || len(n.t.Next) > 0 {
		return detour
	}
	for k, group := range cell.groups {
		if !slices.Contains(group, detour) {
			continue
		}
		for ; k < len(cell.groups)-1 && !slices.ContainsFunc(cell.groups[k], f.hasNext); k++ {
		}
		return cell.groups[k][0]
	}
	return detour
}
