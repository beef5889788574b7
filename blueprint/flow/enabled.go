package flow

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Start is a touchpoint that may start, with what justifies it.
type Start struct {
	Touchpoint int
	Ways       []int // ways that brought its tokens; a way is listed once
	Entered    bool  // a token came as its step was entered
	Begins     bool  // a thread begins here
	Optional   bool  // it may be passed over
}

// Enabled lists the touchpoints that may start, in reading order. It takes time in
// proportion to the square of the tokens, which are few: those of one customer.
func (n *Net) Enabled(s State) []Start { return (&Run{net: n, items: s.items}).Enabled() }

// Enabled lists the touchpoints that may start, in reading order.
func (r *Run) Enabled() []Start {
	var out []Start
	r.eachEnabled(func(node, caller int32) { out = append(out, r.justify(node, caller)) })
	return out
}

// AppendEnabled appends the touchpoints that may start to a list: Enabled
// without what justifies them, for runs that must be fast.
func (r *Run) AppendEnabled(list []int) []int {
	r.eachEnabled(func(node, _ int32) { list = append(list, int(node)) })
	return list
}

func (r *Run) eachEnabled(visit func(node, caller int32)) {
	var mates blocked
	for i := 0; i < len(r.items); {
		lo, hi := i, i
		for hi < len(r.items) && r.items[hi].node == r.items[lo].node {
			hi++
		}
		if caller, ok := r.enabledIn(lo, hi, &mates); ok {
			visit(r.items[lo].node, caller)
		}
		i = hi
	}
}

func (r *Run) startable(touchpoint int) (caller int32, ok bool) {
	if touchpoint < 0 || touchpoint >= len(r.net.node) {
		return none, false
	}
	lo, hi := r.at(int32(touchpoint))
	return r.enabledIn(lo, hi, &blocked{})
}

// enabledIn tells whether the tokens of one touchpoint, items lo to hi, may start
// it, and for which caller.
func (r *Run) enabledIn(lo, hi int, mates *blocked) (caller int32, ok bool) {
	if t := r.items[lo:hi]; len(t) == 1 && t[0].status == waiting { // the common case
		return t[0].caller, !r.parked(t[0]) && mates.free(r, t[0])
	}
	for _, t := range r.items[lo:hi] {
		if t.status == running {
			return none, false
		}
	}
	for i, t := range r.items[lo:hi] {
		if t.status != waiting || i > 0 && r.items[lo+i-1].status == waiting && r.items[lo+i-1].caller == t.caller {
			continue
		}
		if !r.parked(t) && !r.doneBeside(t) && !r.inCall(t) && mates.free(r, t) {
			return t.caller, true
		}
	}
	return none, false
}

// blocked remembers what was found for a touchpoint, as it holds for those beside
// it, too: large groups would ask as often as they have members.
type blocked struct {
	known, ok    bool
	unit, caller int32
}

func (b *blocked) free(r *Run, t item) bool {
	v := &r.net.node[t.node]
	if !b.known || b.unit != v.unit || b.caller != t.caller || !v.tight {
		*b = blocked{true, r.blocker(t) < 0, v.unit, t.caller}
	}
	return b.ok
}

func (r *Run) justify(node, caller int32) Start {
	out := Start{Touchpoint: int(node), Optional: r.net.node[node].optional}
	lo, hi := r.at(node)
	for _, t := range r.items[lo:hi] {
		switch {
		case t.status != waiting || t.caller != caller:
		case t.way == byEntering:
			out.Entered = true
		case t.way == byBeginning:
			out.Begins = true
		case t.way >= 0 && (len(out.Ways) == 0 || !slices.Contains(out.Ways, int(t.way))):
			out.Ways = append(out.Ways, int(t.way))
		}
	}
	return out
}

// parked tells whether a token waits at a station without the station's own
// thread.
func (r *Run) parked(t item) bool {
	own := r.net.node[t.node].station
	if t.status != waiting || own == none || t.thread == own {
		return false
	}
	lo, hi := r.at(t.node)
	for _, x := range r.items[lo:hi] {
		if x.status == waiting && x.thread == own {
			return false
		}
	}
	return true
}

// doneBeside tells whether a touchpoint has finished already in the round that
// those beside it are still in.
func (r *Run) doneBeside(t item) bool {
	if !r.net.node[t.node].tight {
		return false
	}
	lo, hi := r.at(t.node)
	for _, x := range r.items[lo:hi] {
		if x.status == finished && x.caller == t.caller {
			return true
		}
	}
	return false
}

// inCall tells whether the touchpoint where a token waits has failed and waits for
// a detour itself.
func (r *Run) inCall(t item) bool {
	lo, hi := r.at(t.node)
	for _, x := range r.items[lo:hi] {
		if x.status == calling && x.caller == t.caller {
			return true
		}
	}
	return false
}

// blocker finds a token that can still reach the touchpoint where another one
// waits: its place among the items, or none. Work of a call waits for nothing
// but its own kind.
func (r *Run) blocker(t item) int {
	v := &r.net.node[t.node]
	for i, x := range r.items {
		if x.node == t.node && x.caller == t.caller || t.caller != none && x.caller != t.caller {
			continue
		}
		if r.reaches(x, v.unit) || t.caller == none && v.entry && r.stillEnters(x, v.column) {
			if !r.parked(x) {
				return i
			}
		}
	}
	return none
}

// reaches tells whether a token can still come to a unit by forward ways.
func (r *Run) reaches(x item, unit int32) bool {
	n := r.net
	v := &n.node[x.node]
	switch x.status {
	case unbegun:
		return false
	case leaving:
		return r.takes(x.way, unit) && r.present(x.thread, v.column)
	case held:
		if x.caller != none {
			return false
		}
		if x.way == none {
			return r.takes(n.along(x.thread, v.column), unit)
		}
		return r.takes(x.way, unit)
	case waiting:
		if x.down || len(v.down) == 0 {
			return n.reach.leads(v.unit, unit)
		}
	}
	for _, to := range n.after[v.unit] {
		if to == unit || n.reach.leads(to, unit) {
			return true
		}
	}
	return false
}

// takes tells whether a way that will be taken leads to a unit.
func (r *Run) takes(id, unit int32) bool {
	if id < 0 {
		return false
	}
	w := r.net.way[id]
	if w.to < 0 || w.back && !(w.repeat && r.net.node[unit].column > r.net.node[w.to].column) {
		return false // a repeat comes to later steps in the end, but its own step must be done first
	}
	to := r.net.node[w.to].unit
	return to == unit || r.net.reach.leads(to, unit)
}

// stillEnters tells whether a token is of a thread that can still come to its
// station in a step.
func (r *Run) stillEnters(x item, col int32) bool {
	if x.thread == none || r.net.node[x.node].column == col || x.status == leaving {
		return false
	}
	s, ok := r.net.stationOf(x.thread, col)
	return ok && r.reaches(x, r.net.node[s.first].unit)
}

// present tells whether a thread is in a step.
func (r *Run) present(thread, col int32) bool {
	for _, x := range r.items {
		if x.thread == thread && r.net.node[x.node].column == col && x.status != leaving && x.status != unbegun && !r.parked(x) {
			return true
		}
	}
	return false
}

// coming tells whether a thread is in a step or can still come to it.
func (r *Run) coming(thread, col int32) bool {
	for _, x := range r.items {
		if x.thread == thread && (x.status == unbegun || r.stillEnters(x, col) && !r.parked(x)) {
			return true
		}
	}
	return r.present(thread, col)
}

// active tells whether a token is still to do something.
func (r *Run) active(x item) bool {
	return x.status != unbegun && x.status != leaving && !r.parked(x)
}

// Done tells whether the customer has left and all work is finished. Tokens that
// are parked then are dropped.
func (n *Net) Done(s State) bool { return (&Run{net: n, items: s.items}).Done() }

// Done tells whether the customer has left and all work is finished.
func (r *Run) Done() bool {
	for _, x := range r.items {
		if r.active(x) {
			return false
		}
	}
	return true
}

// Left tells whether the customers have left: every thread that began has come to
// its end. Work that they set off may still go on.
func (n *Net) Left(s State) bool { return (&Run{net: n, items: s.items}).Left() }

// Left tells whether the customers have left; see [Net.Left].
func (r *Run) Left() bool {
	return !slices.ContainsFunc(r.items, func(x item) bool { return x.thread != none && r.active(x) })
}

// Stuck says why a state cannot go on: it is not done, nothing runs and nothing
// may start. It is nil for every state that a run of a net comes to.
func (n *Net) Stuck(s State) error { return (&Run{net: n, items: s.items}).Stuck() }

// Stuck says why the run cannot go on, nil where it can or is done.
func (r *Run) Stuck() error {
	if r.Done() || len(r.AppendRunning(nil)) > 0 || len(r.AppendEnabled(nil)) > 0 {
		return nil
	}
	var why []string
	for i, x := range r.items {
		switch {
		case !r.active(x) || i > 0 && x.node == r.items[i-1].node:
		case x.status == waiting:
			why = append(why, fmt.Sprintf("%s cannot start: %s", r.net.name(int(x.node)), r.why(int(x.node))))
		default:
			why = append(why, fmt.Sprintf("%s cannot be left", r.net.name(int(x.node))))
		}
	}
	return errors.New("nothing can go on: " + strings.Join(why, "; "))
}

// why says what keeps a touchpoint from starting.
func (r *Run) why(touchpoint int) string {
	if touchpoint < 0 || touchpoint >= len(r.net.node) {
		return "there is no such touchpoint"
	}
	lo, hi := r.at(int32(touchpoint))
	reason := "no token is there"
	for _, t := range r.items[lo:hi] {
		switch {
		case t.status == running:
			return "it is running"
		case t.status != waiting:
		case r.parked(t):
			reason = "the station's own customer is not there"
		case r.doneBeside(t):
			reason = "those beside it have not finished"
		case r.inCall(t):
			reason = "it waits for a recovery"
		default:
			if b := r.blocker(t); b >= 0 {
				reason = fmt.Sprintf("%s can still lead to it", r.net.name(int(r.items[b].node)))
			}
		}
	}
	return reason
}
