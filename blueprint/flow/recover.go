package flow

import "slices"

// fail lets a running touchpoint fail; id is the way of the recovery.
func (r *Run) fail(node, id int32) {
	w := r.net.way[id]
	tokens := r.take(func(t item) bool { return t.node == node && t.status == running })
	switch {
	case !w.call && (!w.again || tokens[0].caller == none):
		r.elsewhere(tokens, id)
	case r.within(tokens[0].caller, w.to): // what is called for has called: back to there
		r.unwind(tokens, w.to, id)
		r.give(w.to)
		r.resume(w.to, id)
	case w.call && r.within(tokens[0].caller, node): // it fails in a call of its own: that call begins anew
		r.unwind(tokens, node, id)
		r.give(node)
		r.moveWork(id, node)
	case w.again:
		r.moveWork(id, tokens[0].caller)
	default:
		for _, t := range tokens {
			t.status, t.way = calling, id
			r.put(t)
		}
		r.moveWork(id, node)
	}
}

// within tells whether work for a caller is part of a call that a touchpoint made.
func (r *Run) within(caller, node int32) bool {
	for range r.items {
		if caller == none || caller == node {
			break
		}
		caller = r.callerOf(caller)
	}
	return caller == node
}

// giveUp lets the patience of who waits at a touchpoint run out.
func (r *Run) giveUp(node, id int32) {
	lo, hi := r.at(node)
	at := slices.IndexFunc(r.items[lo:hi], func(t item) bool { return t.status == waiting && !r.parked(t) && !r.doneBeside(t) })
	caller := r.items[lo+at].caller
	r.elsewhere(r.take(func(t item) bool { return t.node == node && t.caller == caller && t.status == waiting }), id)
}

// elsewhere takes tokens that were taken from a touchpoint along a way that does
// not return: out of any call, with the threads of the step.
func (r *Run) elsewhere(tokens []item, id int32) {
	n := r.net
	tokens = r.unwind(tokens, none, id)
	root := tokens[0].node
	var threads []int32
	for _, t := range tokens {
		if t.thread != none && !slices.Contains(threads, t.thread) {
			threads = append(threads, t.thread)
		}
	}
	w, col := n.way[id], n.node[root].column
	onstage := n.node[root].onstage || w.to < 0 || n.node[w.to].onstage
	if onstage && len(threads) == 0 {
		threads = r.concerned(w.to, col)
	}
	if len(threads) == 0 {
		r.moveWork(id, none)
		return
	}
	leaves := w.to < 0 || n.node[w.to].column != col || n.node[w.to].station != none
	if onstage {
		r.withdraw(threads, col)
	}
	for _, t := range threads {
		r.moveThread(t, id, leaves)
	}
}

// unwind gives up the calls that tokens work for, up to the one of last or, where
// that is none, all of them. It returns the tokens of what made the outermost. Where
// two calls had met in one, the other one returns, by the way that ended both.
func (r *Run) unwind(tokens []item, last, id int32) []item {
	for caller := tokens[0].caller; caller != none && caller != last; caller = tokens[0].caller {
		up := r.take(func(t item) bool { return t.node == caller && t.status == calling })
		r.give(caller)
		if len(up) == 0 {
			break
		}
		tokens = up
		for _, t := range up {
			if t.caller != up[0].caller {
				r.give(t.caller)
				r.resume(t.caller, id)
			}
		}
	}
	return tokens
}

// concerned lists the threads in a step that a recovery takes along: those whom it
// leads to, else all.
func (r *Run) concerned(to, col int32) []int32 {
	var all, own []int32
	for _, s := range r.net.column[col].stations {
		all = append(all, s.thread)
	}
	for _, x := range r.items {
		if x.thread != none && !slices.Contains(all, x.thread) && r.net.node[x.node].column == col {
			all = append(all, x.thread)
		}
	}
	all = slices.DeleteFunc(all, func(t int32) bool { return !r.present(t, col) })
	for _, t := range all {
		if to >= 0 && r.net.node[to].station == t {
			own = append(own, t)
		}
	}
	if len(own) > 0 {
		return own
	}
	return all
}

// withdraw takes threads out of a step: their own tokens, and the step's onstage
// work unless another customer is still there.
func (r *Run) withdraw(threads []int32, col int32) {
	gone := r.takeOnstage(col, func(x item) bool { return slices.Contains(threads, x.thread) })
	others := false
	for _, s := range r.net.column[col].stations {
		others = others || !slices.Contains(threads, s.thread) && r.present(s.thread, col)
	}
	if !others {
		gone = append(gone, r.takeOnstage(col, func(item) bool { return true })...)
	}
	r.dropCalls(gone)
	// Work of a station off stage goes on without them.
	for _, x := range r.take(func(x item) bool {
		v := &r.net.node[x.node]
		return v.column == col && !v.onstage && x.thread != none && slices.Contains(threads, x.thread)
	}) {
		if x.status == held || x.status == leaving {
			continue // that was only where they stood
		}
		x.thread = none
		r.put(x)
	}
}

func (r *Run) takeOnstage(col int32, pick func(item) bool) []item {
	return r.take(func(x item) bool {
		v := &r.net.node[x.node]
		return v.column == col && v.onstage && x.caller == none && x.status != unbegun && pick(x)
	})
}

// give gives up a call: its onstage work and the calls that it made; work off stage
// goes on.
func (r *Run) give(caller int32) {
	r.dropCalls(r.take(func(x item) bool { return x.caller == caller && r.net.node[x.node].onstage }))
	r.release(caller)
}

// dropCalls notes what was running among withdrawn tokens and gives up the calls
// that they made, unless another customer is part of it and goes on.
func (r *Run) dropCalls(gone []item) {
	for i, x := range gone {
		if i > 0 && x.node == gone[i-1].node && x.status == gone[i-1].status {
			continue
		}
		lo, hi := r.at(x.node)
		if slices.ContainsFunc(r.items[lo:hi], func(y item) bool { return y.status == x.status }) {
			continue
		}
		switch x.status {
		case running:
			r.effect.Withdrawn = append(r.effect.Withdrawn, int(x.node))
		case calling:
			r.give(x.node)
		}
	}
}
