package align

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/touchpoint"
)

// background is the work that nothing on stage ever waits for: touchpoints off
// stage that end in one way only and set off nothing but their like. Nothing
// outside can tell when such work is done. So it need not be tried at every moment:
//
//   - What runs ends at once. Its tokens go forward to work that had to wait for
//     them anyway, and nothing takes them away.
//   - What can lead to nothing observed starts as soon as it may: it costs nothing,
//     however often it happens.
//   - All else starts unseen as late as possible: at the end, or when an event
//     follows that it can lead to. Until then tokens that come again meet the one
//     that waits, and a later event may show it after all. An earlier start can only
//     cost more.
//
// Work that a thread or a call may come to is not among it: where those are decides
// what a failure withdraws.
type background struct {
	is    []bool
	after [][]int32 // of background work: what its tokens can come to, and what stands beside that; itself left out
}

func newBackground(g *blueprint.Graph) background {
	all := g.Touchpoints()
	b := background{is: make([]bool, len(all)), after: make([][]int32, len(all))}
	x := classifier{g: g, out: make([][]edgeOf, len(all)), carried: make([]bool, len(all)), called: make([]bool, len(all))}
	x.ways()
	x.spread()
	for i, t := range all {
		b.is[i] = x.plain(i, t)
	}
	x.shrink(b.is)
	for i := range all {
		if b.is[i] {
			b.after[i] = x.reach(i)
		}
	}
	return b
}

// edgeOf is a way that tokens may take from a touchpoint.
type edgeOf struct {
	to   int // -1: the end
	role blueprint.Role
	back bool
	same bool // within the step
}

// classifier finds out who may come to a touchpoint.
type classifier struct {
	g       *blueprint.Graph
	out     [][]edgeOf
	carried []bool // a thread may be there
	called  []bool // work of a call may be there
}

// ways lists what leads on from each touchpoint. The ways down of a cell may be
// taken from any touchpoint of the cell.
func (x *classifier) ways() {
	type cell struct {
		column int
		lane   string
	}
	down := map[cell][]edgeOf{}
	for _, w := range x.g.Ways() {
		e := edgeOf{to: -1, role: w.Role, back: w.Back}
		from := x.g.Place(w.From)
		if w.To != nil {
			e.to, e.same = x.g.Index(w.To), x.g.Place(w.To).Column == from.Column
		}
		i := x.g.Index(w.From)
		x.out[i] = append(x.out[i], e)
		if w.Role == blueprint.Down {
			c := cell{from.Column, from.Lane}
			down[c] = append(down[c], e)
		}
	}
	for i, t := range x.g.Touchpoints() {
		at := x.g.Place(t)
		if !x.g.IsDetour(t) || x.g.IsDetour(x.g.InStep(at.Column)[0]) {
			x.out[i] = append(x.out[i], down[cell{at.Column, at.Lane}]...)
		}
	}
	for i, t := range x.g.Touchpoints() { // those side by side go on together
		for _, m := range x.g.Beside(t) {
			if m != t {
				x.out[i] = append(x.out[i], edgeOf{x.g.Index(m), blueprint.InCell, false, true})
			}
		}
	}
	for i := range x.out { // a way to one of those side by side is one to all
		for _, e := range x.out[i] {
			if e.to < 0 {
				continue
			}
			for _, m := range x.g.Beside(x.g.Touchpoints()[e.to]) {
				if k := x.g.Index(m); k != e.to {
					x.out[i] = append(x.out[i], edgeOf{k, e.role, e.back, e.same})
				}
			}
		}
	}
}

// spread follows threads and the work of calls to wherever they may come.
func (x *classifier) spread() {
	all := x.g.Touchpoints()
	var threads, calls []int
	for i, t := range all {
		if x.g.Kind(t).Onstage() {
			threads = append(threads, i)
		}
		for _, e := range x.out[i] {
			if e.role == blueprint.OnFail && e.to >= 0 && x.g.IsDetour(all[e.to]) {
				calls = append(calls, e.to)
			}
		}
	}
	for _, thread := range x.g.Threads() {
		for _, s := range thread.Stations {
			for _, t := range s.Touchpoints {
				threads = append(threads, x.g.Index(t))
			}
		}
	}
	// On a return nothing comes that was not there: what failed starts again.
	x.flood(x.carried, threads, func(e edgeOf) bool { return e.role != blueprint.Down && e.role != blueprint.Return })
	x.flood(x.called, calls, func(e edgeOf) bool { return e.same && forward(e.role) })
}

func (x *classifier) flood(mark []bool, from []int, along func(edgeOf) bool) {
	for len(from) > 0 {
		i := from[len(from)-1]
		from = from[:len(from)-1]
		if mark[i] {
			continue
		}
		mark[i] = true
		for _, e := range x.out[i] {
			if e.to >= 0 && along(e) {
				from = append(from, e.to)
			}
		}
	}
}

// plain tells whether a touchpoint by itself could be background work.
func (x *classifier) plain(i int, t *touchpoint.Touchpoint) bool {
	switch {
	case x.g.Kind(t).Onstage(), x.carried[i], x.called[i], t.Optional, t.Choice(), x.g.IsDetour(t):
		return false
	}
	for _, e := range x.out[i] {
		if e.back || !forward(e.role) {
			return false
		}
	}
	return true
}

// forward tells whether work goes along a way of this role as it should go.
func forward(r blueprint.Role) bool {
	return r == blueprint.Down || r == blueprint.InCell || r == blueprint.ByNext
}

// shrink takes out what leads to anything else.
func (x *classifier) shrink(is []bool) {
	for again := true; again; {
		again = false
		for i := range is {
			for _, e := range x.out[i] {
				if is[i] && e.to >= 0 && !is[e.to] {
					is[i], again = false, true
				}
			}
		}
	}
}

// reach lists what tokens of background work can come to.
func (x *classifier) reach(i int) []int32 {
	seen := make([]bool, len(x.out))
	x.flood(seen, []int{i}, func(edgeOf) bool { return true })
	var out []int32
	for k, s := range seen {
		if s && k != i {
			out = append(out, int32(k))
		}
	}
	return out
}

// settle lets background work happen that needs no decision: what runs ends, and
// what is in drain starts. It tells each move.
func (b *background) settle(r *flow.Run, drain []bool, told func(touchpoint int, k flow.Kind, e flow.Effect)) {
	var buf [64]int
	for range 2*len(b.is)*len(b.is) + 2 { // tokens go forward only, so this is never exhausted
		t, k := b.due(r, drain, buf[:0])
		if t < 0 {
			return
		}
		var e flow.Effect
		if k == flow.Started {
			e, _ = r.Start(t)
		} else {
			e, _ = r.Finish(flow.Outcome{Touchpoint: t, Kind: k, Way: -1})
		}
		if told != nil {
			told(t, k, e)
		}
	}
}

func (b *background) due(r *flow.Run, drain []bool, list []int) (int, flow.Kind) {
	for _, t := range r.AppendRunning(list) {
		if b.is[t] {
			return t, flow.Finished
		}
	}
	for _, t := range r.AppendEnabled(list) {
		if b.is[t] && drain[t] {
			return t, flow.Started
		}
	}
	return -1, ""
}
