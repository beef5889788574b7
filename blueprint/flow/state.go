package flow

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// State is where one customer is. It never changes, so a copy is free and as good
// as the original; the zero value is a customer who has left. States are
// compared by [State.Equal], as keys of a map by [State.Key]. A state belongs to
// the net that made it.
type State struct {
	items []item
}

// status is what a token is doing.
type status uint8

const (
	waiting  status = iota // to start
	running                // its touchpoint has started
	calling                // its touchpoint has failed and waits for the detour
	finished               // its touchpoint is done, but not all that stand beside it
	held                   // its touchpoint is done, but its step or call is not
	leaving                // a way that a thread will take when it leaves the step
	unbegun                // a thread that has not begun
)

// Ways by which a token came that are no ways.
const (
	byEntering  = -2 // its step was entered
	byBeginning = -3 // its thread began
)

// item is one token. A state is a sorted set of them.
type item struct {
	node   int32
	caller int32 // what called, for work of a call; else none
	status status
	down   bool  // waiting: starting sends tokens down
	thread int32 // none for work
	way    int32 // waiting: how it came; calling: the recovery; finished, held, leaving: the way it will take, or none
}

func (a item) compare(b item) int {
	if a.node != b.node {
		return int(a.node - b.node)
	}
	return cmp.Or(int(a.caller-b.caller), int(a.status)-int(b.status), int(a.thread-b.thread), int(a.way-b.way))
}

// same tells whether two items are the same to what can happen next: how a
// waiting token came does not matter.
func (a item) same(b item) bool {
	if a.status == waiting {
		a.way, b.way = none, none
	}
	return a == b
}

// next finds the next item from i on that is not the same as the one before it.
func (s State) next(i int) int {
	for i > 0 && i < len(s.items) && s.items[i].same(s.items[i-1]) {
		i++
	}
	return i
}

// Equal tells whether the same can happen next in both states. By which ways
// tokens came that wait to start makes no difference.
func (s State) Equal(other State) bool {
	i, j := 0, 0
	for i < len(s.items) && j < len(other.items) {
		if !s.items[i].same(other.items[j]) {
			return false
		}
		i, j = s.next(i+1), other.next(j+1)
	}
	return i == len(s.items) && j == len(other.items)
}

// AppendKey appends a key to a buffer: equal states have equal keys, others do
// not. Keys are compact, a few bytes a token, and valid for one net.
func (s State) AppendKey(b []byte) []byte {
	for i := 0; i < len(s.items); i = s.next(i + 1) {
		t := s.items[i]
		b = binary.AppendUvarint(b, uint64(t.node))
		flags := byte(t.status) << 3
		if t.down {
			flags |= 1
		}
		if t.caller != none {
			flags |= 2
		}
		if t.thread != none {
			flags |= 4
		}
		b = append(b, flags)
		if t.caller != none {
			b = binary.AppendUvarint(b, uint64(t.caller))
		}
		if t.thread != none {
			b = binary.AppendUvarint(b, uint64(t.thread))
		}
		if t.status != waiting {
			b = binary.AppendVarint(b, int64(t.way))
		}
	}
	return b
}

// Key is the state as a key of a map.
func (s State) Key() string { return string(s.AppendKey(nil)) }

// Hash is the same for equal states, on every machine (FNV-1a of the key).
func (s State) Hash() uint64 {
	var buf [128]byte
	h := uint64(14695981039346656037)
	for _, c := range s.AppendKey(buf[:0]) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// Running lists the touchpoints that have started and not ended, in reading order.
func (s State) Running() []int { return list(nil, s.items, running) }

// Waiting lists the touchpoints where a token waits to start, in reading order,
// those among them that are never going to start as well.
func (s State) Waiting() []int { return list(nil, s.items, waiting) }

// AppendRunning appends the touchpoints that have started and not ended.
func (r *Run) AppendRunning(to []int) []int { return list(to, r.items, running) }

func list(out []int, items []item, x status) []int {
	from := len(out)
	for _, t := range items {
		if t.status == x && (len(out) == from || out[len(out)-1] != int(t.node)) {
			out = append(out, int(t.node))
		}
	}
	return out
}

// put takes an item into a sorted set.
func (r *Run) put(t item) {
	at, there := slices.BinarySearchFunc(r.items, t, item.compare)
	if there {
		r.items[at].down = r.items[at].down || t.down
	} else {
		r.items = slices.Insert(r.items, at, t)
	}
	if t.status != waiting {
		return
	}
	down := false // tokens that meet set off what any of them does
	lo, hi := r.at(t.node)
	for _, x := range r.items[lo:hi] {
		down = down || x.status == waiting && x.caller == t.caller && x.down
	}
	for i := lo; i < hi; i++ {
		if x := &r.items[i]; x.status == waiting && x.caller == t.caller {
			x.down = down
		}
	}
}

// at finds the items of a touchpoint.
func (r *Run) at(node int32) (lo, hi int) {
	lo, _ = slices.BinarySearchFunc(r.items, node, func(t item, n int32) int { return cmp.Compare(t.node, n) })
	for hi = lo; hi < len(r.items) && r.items[hi].node == node; hi++ {
	}
	return lo, hi
}

// take removes the items that a test picks and returns them.
func (r *Run) take(pick func(item) bool) []item {
	var taken []item
	kept := r.items[:0]
	for _, t := range r.items {
		if pick(t) {
			if taken == nil {
				taken = make([]item, 0, 4)
			}
			taken = append(taken, t)
		} else {
			kept = append(kept, t)
		}
	}
	r.items = kept
	return taken
}
