package flow

import "slices"

// finish ends a running touchpoint as it should end; chosen is the way of its
// choice, or none.
func (r *Run) finish(node, chosen int32) {
	tokens := r.take(func(t item) bool { return t.node == node && t.status == running })
	if r.net.node[node].tight {
		for _, t := range tokens {
			r.put(item{node: node, caller: t.caller, status: finished, thread: t.thread, way: chosen})
		}
		return
	}
	for i := range tokens {
		tokens[i].way = chosen
	}
	r.complete(tokens)
}

// complete takes tokens on from touchpoints that are left as one: their plain
// ways and those that were chosen. The tokens are of one caller, each with the
// way that its touchpoint chose.
func (r *Run) complete(tokens []item) {
	d := departure{r: r, caller: tokens[0].caller, column: r.net.node[tokens[0].node].column}
	for _, t := range tokens {
		d.add(t)
	}
	for _, w := range d.returns {
		r.put(item{node: r.net.way[w].from, caller: d.caller, status: held, thread: none, way: w})
	}
	d.used = make([]bool, len(d.plain))
	for _, t := range d.threads {
		d.takeThread(t)
	}
	d.takeChosen()
	for i, w := range d.plain {
		if !d.used[i] && !d.carried(w) {
			r.moveWork(w, d.caller)
		}
	}
}

// departure is a touchpoint, or a group of them, being left.
type departure struct {
	r              *Run
	caller, column int32
	nodes          []int32
	threads        []int32
	plain          []int32 // all are taken
	chosen         []int32 // drawn
	returns        []int32 // back to the caller
	used           []bool  // plain ways that a thread takes
}

func (d *departure) add(t item) {
	if t.thread != none && !slices.Contains(d.threads, t.thread) {
		d.threads = append(d.threads, t.thread)
	}
	if slices.Contains(d.nodes, t.node) {
		return
	}
	v := &d.r.net.node[t.node]
	d.nodes = append(d.nodes, t.node)
	d.plain = append(d.plain, v.plain...)
	if t.way != none {
		d.chosen = append(d.chosen, t.way)
	}
	for _, w := range v.returns {
		if t.caller != none && d.r.net.way[w].to == t.caller {
			d.returns = append(d.returns, w)
		}
	}
}

// takeThread decides where a thread goes on from here.
func (d *departure) takeThread(thread int32) {
	n := d.r.net
	first := &n.node[d.nodes[0]]
	onstep := first.onstage || first.station == thread // a station may lie off stage
	along := int32(none)                               // from other work off stage nobody is taken along
	if onstep {
		along = n.along(thread, d.column)
	}
	own := d.pick(func(w way) bool { return !w.waits() && n.node[w.to].station == thread })
	out := d.pick(func(w way) bool { return w.waits() && (w.to < 0 || n.node[w.to].onstage) })
	if len(out) == 0 && along == none {
		out = d.pick(way.waits)
	}
	now := own
	later := out
	for _, w := range d.chosen {
		if n.way[w].waits() {
			later = append(later, w)
		} else {
			now = append(now, w)
		}
	}
	if len(now)+len(later) == 0 {
		now = d.pick(func(w way) bool { return !w.waits() && n.node[w.to].onstage })
	}
	if len(now)+len(later) == 0 && along == none {
		now = d.pick(func(w way) bool { return !w.waits() })
	}
	d.use(now)
	d.use(later)
	if !onstep {
		d.goOffstage(thread, now, later)
		return
	}
	for _, w := range now {
		d.r.moveThread(thread, w, false)
	}
	status := held
	if len(now) > 0 {
		status = leaving
	} else if len(later) == 0 {
		later = []int32{none}
	}
	for _, w := range later {
		node := d.nodes[0]
		if w != none {
			node = n.way[w].from
		}
		d.r.put(item{node: node, caller: none, status: status, thread: thread, way: w})
	}
}

// goOffstage takes a thread on that waits for work off stage: no step holds it.
func (d *departure) goOffstage(thread int32, now, later []int32) {
	for _, w := range now {
		d.r.moveThread(thread, w, false)
	}
	for _, w := range later {
		d.r.moveThread(thread, w, true)
	}
	if len(now)+len(later) == 0 {
		d.r.end(thread)
	}
}

func (d *departure) pick(keep func(way) bool) []int32 {
	var out []int32
	for _, w := range d.plain {
		if keep(d.r.net.way[w]) {
			out = append(out, w)
		}
	}
	return out
}

func (d *departure) use(ways []int32) {
	for _, w := range ways {
		if i := slices.Index(d.plain, w); i >= 0 {
			d.used[i] = true
		}
	}
}

// takeChosen takes the ways of choices that no thread stands on: out of the step
// and back to begin its work anew with the threads that the choice decides for,
// else within it at once.
func (d *departure) takeChosen() {
	r, n := d.r, d.r.net
	for _, id := range d.chosen {
		w := n.way[id]
		taken := len(d.threads) > 0
		for _, t := range n.node[w.from].decides {
			switch {
			case slices.Contains(d.threads, t):
			case w.leaves && r.coming(t, d.column), w.repeat && r.present(t, d.column):
				r.put(item{node: w.from, caller: none, status: leaving, thread: t, way: id})
				taken = true
			case !w.waits() && r.present(t, d.column):
				r.moveThread(t, id, false)
				taken = true
			}
		}
		if !taken {
			r.moveWork(id, d.caller)
		}
	}
}

// carried tells whether a plain way out of the step waits for a thread to take it,
// and notes so.
func (d *departure) carried(id int32) bool {
	w := d.r.net.way[id]
	carried := false
	for _, t := range d.r.net.node[w.from].carries {
		if w.leaves && !slices.Contains(d.threads, t) && d.r.coming(t, d.column) {
			d.r.put(item{node: w.from, caller: none, status: leaving, thread: t, way: id})
			carried = true
		}
	}
	return carried
}
