package flow

import "slices"

// settle does what follows without anything else starting or finishing: groups
// are left, calls return, threads leave their steps.
func (r *Run) settle() {
	for r.leaveGroup() || r.returnCall() || r.leaveStep() {
	}
}

// leaveGroup leaves the first group whose touchpoints are all done.
func (r *Run) leaveGroup() bool {
	unit, caller := int32(none), int32(none)
	for _, t := range r.items {
		u := r.net.node[t.node].unit
		if t.status != finished || u == unit && t.caller == caller {
			continue
		}
		unit, caller = u, t.caller
		if r.groupBusy(t) {
			continue
		}
		r.complete(r.take(func(x item) bool {
			return x.status == finished && x.caller == caller && r.net.node[x.node].unit == unit
		}))
		return true
	}
	return false
}

func (r *Run) groupBusy(t item) bool {
	unit := r.net.node[t.node].unit
	for _, x := range r.items {
		if r.net.node[x.node].unit != unit || x.caller != t.caller {
			continue
		}
		if x.status == running || x.status == calling || x.status == waiting && !r.parked(x) && !r.doneBeside(x) {
			return true
		}
	}
	return false
}

// returnCall returns the first call whose work is done. A call that has come to its
// end waits for the onstage work that it set off, else for all its work.
func (r *Run) returnCall() bool {
	for i, t := range r.items {
		if t.status != calling || i > 0 && r.items[i-1].status == calling && r.items[i-1].node == t.node {
			continue
		}
		busy, ended := false, false
		way := int32(none)
		for _, x := range r.items {
			if x.caller == t.node && x.status == held {
				ended, way = true, x.way
			}
		}
		for _, x := range r.items {
			if x.caller == t.node && x.status != held && (!ended || r.net.node[x.node].onstage) {
				busy = true
			}
		}
		if !busy {
			r.release(t.node)
			r.resume(t.node, way)
			return true
		}
	}
	return false
}

// release frees the work of a call: what was held is dropped, the rest goes on as
// work of nobody's call.
func (r *Run) release(caller int32) {
	for _, x := range r.take(func(x item) bool { return x.caller == caller }) {
		if x.status != held {
			x.caller = none
			r.put(x)
		}
	}
}

// resume lets what has failed start again after the call, and notes the way back.
func (r *Run) resume(node, way int32) {
	if way >= 0 && !slices.Contains(r.effect.Ways, int(way)) {
		r.effect.Ways = append(r.effect.Ways, int(way))
	}
	for _, x := range r.take(func(x item) bool { return x.node == node && x.status == calling }) {
		x.status = waiting
		if way >= 0 {
			x.way = way
		}
		r.put(x)
	}
}

// leaveStep lets the first thread that is done with its step leave it.
func (r *Run) leaveStep() bool {
	for _, t := range r.items {
		if col := r.net.node[t.node].column; t.status == held && t.caller == none && r.stepDone(t.thread, col) {
			r.leave(t.thread, col)
			return true
		}
	}
	return false
}

// stepDone tells whether nothing in a step holds a thread back: neither what it
// stands on nor onstage work, nor work off stage that leads to some.
func (r *Run) stepDone(thread, col int32) bool {
	for _, x := range r.items {
		v := &r.net.node[x.node]
		if v.column != col || x.status == held || !r.active(x) || x.caller != none && r.rooted(x) != col {
			continue
		}
		switch {
		case x.thread == thread:
			return false
		case v.onstage && v.station == none, v.upward:
			return false
		}
	}
	return true
}

// rooted is the step of the touchpoint that made the outermost call that a token
// works for.
func (r *Run) rooted(x item) int32 {
	root := r.root(x)
	return r.net.node[root].column
}

// root is the touchpoint that made the outermost call that a token works for; its
// own where there is none.
func (r *Run) root(x item) int32 {
	node, caller := x.node, x.caller
	for range r.items {
		if caller == none {
			break
		}
		node, caller = caller, r.callerOf(caller)
	}
	return node
}

// callerOf is what called a touchpoint that has called itself, or none.
func (r *Run) callerOf(node int32) int32 {
	lo, hi := r.at(node)
	for _, x := range r.items[lo:hi] {
		if x.status == calling {
			return x.caller
		}
	}
	return none
}

// leave takes a thread out of its step.
func (r *Run) leave(thread, col int32) {
	exits := r.take(func(x item) bool {
		return x.thread == thread && (x.status == held && x.caller == none || x.status == leaving) && r.net.node[x.node].column == col
	})
	var ways []int32
	for _, x := range exits {
		switch {
		case x.way == none:
		case r.net.way[x.way].choice:
			r.moveThread(thread, x.way, true) // tokens stand in reading order: the topmost decides
			return
		case !slices.Contains(ways, x.way):
			ways = append(ways, x.way)
		}
	}
	if len(ways) == 0 {
		if along := r.net.along(thread, col); along != none {
			ways = append(ways, along)
		}
	}
	for _, w := range ways {
		r.moveThread(thread, w, true)
	}
	if len(ways) == 0 {
		r.end(thread)
	}
}
