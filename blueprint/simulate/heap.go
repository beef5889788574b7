package simulate

// event is something that will happen to a customer.
type event struct {
	at   int64
	rank uint64 // orders what happens at the same time: kind, touchpoint, stamp
	who  int32
}

// Kinds of events, in the order in which those of one moment happen: first waits
// end, so that all that may start starts; then work ends; who is served at the
// last moment does not give up.
const (
	delayOver = uint64(0) << 62
	finishes  = uint64(1) << 62
	givesUp   = uint64(2) << 62
	kindOf    = uint64(3) << 62

	stampBits = 40 // a trillion activities in a replication
	stampMask = uint64(1)<<stampBits - 1
)

func rank(kind uint64, node int32, stamp uint64) uint64 {
	return kind | uint64(node)<<stampBits | stamp&stampMask
}

func (e *event) before(o *event) bool {
	return e.at < o.at || e.at == o.at && e.rank < o.rank
}

// heap holds events by time: a heap of values with four children each, which is
// shallow and keeps children in one or two lines of the cache.
type heap []event

func (h *heap) push(e event) {
	*h = append(*h, e)
	s := *h
	i := len(s) - 1
	for i > 0 {
		up := (i - 1) / 4
		if !e.before(&s[up]) {
			break
		}
		s[i] = s[up]
		i = up
	}
	s[i] = e
}

func (h *heap) pop() event {
	s := *h
	top := s[0]
	last := s[len(s)-1]
	s = s[:len(s)-1]
	*h = s
	if len(s) > 0 {
		s.sink(0, last)
	}
	return top
}

// sink puts an event where the hole at i moves down to.
func (h heap) sink(i int, e event) {
	for {
		child := 4*i + 1
		if child >= len(h) {
			break
		}
		least := child
		for k := child + 1; k < min(child+4, len(h)); k++ {
			if h[k].before(&h[least]) {
				least = k
			}
		}
		if !h[least].before(&e) {
			break
		}
		h[i] = h[least]
		i = least
	}
	h[i] = e
}

// keep drops the events that a test does not keep.
func (h *heap) keep(test func(*event) bool) {
	s := (*h)[:0]
	for i := range *h {
		if test(&(*h)[i]) {
			s = append(s, (*h)[i])
		}
	}
	*h = s
	for i := len(s)/4 + 1; i >= 0; i-- {
		if i < len(s) {
			s.sink(i, s[i])
		}
	}
}

// entry is a customer in a queue.
type entry struct {
	priority int32 // higher first
	who      int32
	order    uint64 // lower first
	stamp    uint64 // of what waits
}

func (e *entry) before(o *entry) bool {
	return e.priority > o.priority || e.priority == o.priority && (e.order < o.order || e.order == o.order && e.stamp < o.stamp)
}

// line is a queue: a binary heap, in which a push behind all others costs one look.
type line []entry

func (l *line) push(e entry) {
	*l = append(*l, e)
	s := *l
	i := len(s) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !e.before(&s[up]) {
			break
		}
		s[i] = s[up]
		i = up
	}
	s[i] = e
}

func (l *line) pop() entry {
	s := *l
	top := s[0]
	last := s[len(s)-1]
	s = s[:len(s)-1]
	*l = s
	if len(s) > 0 {
		s.sink(0, last)
	}
	return top
}

func (l line) sink(i int, e entry) {
	for {
		child := 2*i + 1
		if child >= len(l) {
			break
		}
		if child+1 < len(l) && l[child+1].before(&l[child]) {
			child++
		}
		if !l[child].before(&e) {
			break
		}
		l[i] = l[child]
		i = child
	}
	l[i] = e
}

// keep drops the entries that a test does not keep.
func (l *line) keep(test func(*entry) bool) {
	s := (*l)[:0]
	for i := range *l {
		if test(&(*l)[i]) {
			s = append(s, (*l)[i])
		}
	}
	*l = s
	for i := len(s)/2 + 1; i >= 0; i-- {
		if i < len(s) {
			s.sink(i, s[i])
		}
	}
}
