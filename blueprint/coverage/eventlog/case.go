package eventlog

import (
	"cmp"
	"math"
	"slices"
)

// Visit is one stay at a touchpoint.
type Visit struct {
	Touchpoint int     // index in reading order, or Unknown
	Start      Instant // Never: the log tells only when it was done
	End        Instant // Never: the log tells only when it began
}

// At is when the visit was: its start, else its end, else Never.
func (v Visit) At() Instant {
	if v.Start != Never {
		return v.Start
	}
	return v.End
}

// Case is the journey of one customer.
type Case struct {
	ID     string
	Events []Visit // in order
}

// Occurrence is an event of a case, with the touchpoint that it means. It is what
// is kept of events until their case is complete.
type Occurrence struct {
	At         Instant // Never: not known
	Touchpoint int32   // index in reading order, or Unknown
	Lifecycle  Lifecycle
}

// Visits makes the visits of one case of its occurrences, in the order in which the
// log has them. They are ordered by time, those without a time behind the one that
// stands before them; and each start becomes one visit with the next complete of
// the same touchpoint, the first start first. A visit stands where it begins, or
// where it is complete if nothing tells of a beginning. The occurrences are sorted
// in place.
func Visits(all []Occurrence) []Visit {
	var a assembler
	return slices.Clone(a.visits(all))
}

// assembler makes visits, over and over in the same memory.
type assembler struct {
	list []Visit
	open map[int32]*begun
}

// begun are the visits of a touchpoint that have begun and not ended, the first
// first.
type begun struct {
	visits []int32
	from   int
}

// visits is Visits; what it gives is valid until it is called again.
func (a *assembler) visits(all []Occurrence) []Visit {
	a.order(all)
	a.list = a.list[:0]
	clear(a.open)
	for i := range all {
		o := &all[i]
		switch o.Lifecycle {
		case Other:
		case Start:
			a.begin(o.Touchpoint)
			a.list = append(a.list, Visit{int(o.Touchpoint), o.At, Never})
		default:
			if v := a.begun(o.Touchpoint); v != nil {
				v.End = o.At
				continue
			}
			a.list = append(a.list, Visit{int(o.Touchpoint), Never, o.At})
		}
	}
	return a.list
}

func (a *assembler) begin(touchpoint int32) {
	if a.open == nil {
		a.open = map[int32]*begun{}
	}
	b := a.open[touchpoint]
	if b == nil {
		b = &begun{}
		a.open[touchpoint] = b
	}
	b.visits = append(b.visits, int32(len(a.list)))
}

// begun takes the visit of a touchpoint that began first; nil where none is open.
func (a *assembler) begun(touchpoint int32) *Visit {
	if len(a.open) == 0 {
		return nil
	}
	b := a.open[touchpoint]
	if b == nil || b.from == len(b.visits) {
		return nil
	}
	b.from++
	return &a.list[b.visits[b.from-1]]
}

// order sorts by time. Most cases are sorted already.
func (a *assembler) order(all []Occurrence) {
	sorted, untimed := true, false
	for i := range all {
		untimed = untimed || all[i].At == Never
		sorted = sorted && (i == 0 || all[i-1].At <= all[i].At)
	}
	switch {
	case sorted && !untimed:
	case !untimed:
		slices.SortStableFunc(all, func(x, y Occurrence) int { return cmp.Compare(x.At, y.At) })
	default:
		a.orderBehind(all)
	}
}

// orderBehind sorts by time where some have none: those go with the one before.
func (a *assembler) orderBehind(all []Occurrence) {
	type placed struct {
		at Instant
		o  Occurrence
	}
	list := make([]placed, len(all))
	at := Instant(math.MinInt64)
	for i, o := range all {
		if o.At != Never {
			at = o.At
		}
		list[i] = placed{at, o}
	}
	slices.SortStableFunc(list, func(x, y placed) int { return cmp.Compare(x.at, y.at) })
	for i := range list {
		all[i] = list[i].o
	}
}
