package align

// Price is what the canonical alignment of a trace costs: skips and extra events,
// ways that nobody takes, extra events, surprises. ok is false where the search
// came to its bound.
func (a *Aligner) Price(trace []int) (p [4]int, ok bool) {
	a.once.Do(a.prepare)
	e := newEvents(trace, a.observed)
	m := a.borrow()
	defer a.giveBack(m)
	t := &task{machine: m, observed: a.observed, dead: a.dead, trace: e.known, limit: a.limit()}
	t.prepare()
	t.open = a.Open
	if a.front != nil {
		t.rest = a.front.rest(t.trace, t.observed, a.Open)
	}
	s := newSearch(t, 0)
	if !s.run(none) {
		return p, false
	}
	g := s.goal
	return [4]int{int(g.hi>>32) + e.unknown, int(uint32(g.hi)), int(g.lo>>42) + e.unknown, int(g.lo >> 21 & mostSteps)}, true
}

// States is how many states the net has without its background work, -1 where they
// are too many.
func (a *Aligner) States() int {
	a.once.Do(a.prepare)
	if a.front == nil {
		return -1
	}
	return len(a.front.into)
}

// Background lists the background work.
func (a *Aligner) Background() []bool {
	a.once.Do(a.prepare)
	return a.ground.is
}
