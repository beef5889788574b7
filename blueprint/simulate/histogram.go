package simulate

import (
	"math"
	"slices"
	"time"
)

// Histogram counts times in classes that grow with the times: quantiles are off by
// less than 1% of their value. Histograms merge without any loss. The zero value is
// empty.
//
// Package quantile counts times, too, but sparsely: few for each of very many
// things, as event logs have them. Here many millions are counted for a few things,
// so that a class is found without a search, and remembers where in it the times lie:
// what always takes two minutes has quantiles of two minutes, not of about two.
type Histogram struct {
	zero   uint64 // times of nothing
	counts []cell
	first  int // class of counts[0]
	total  uint64
}

// cell is a class: how many times, and where in the class they lie, in sum and in
// parts of its width. So what always takes the same time keeps that time.
type cell struct{ n, parts uint64 }

const (
	classBits = 7  // 128 classes for each power of two: a class is at most 0.8% of its values wide
	partBits  = 24 // parts of a class
)

// class is the class of a time in nanoseconds: the leading bits of its floating
// point form, which is a logarithm good enough; the bits that follow are the part.
func class(ns float64) (class int, part uint64) {
	bits := math.Float64bits(ns) >> (52 - classBits - partBits)
	return int(bits >> partBits), bits & (1<<partBits - 1)
}

// bounds of a class in nanoseconds.
func bounds(class int) (lo, hi float64) {
	return math.Float64frombits(uint64(class) << (52 - classBits)), math.Float64frombits(uint64(class+1) << (52 - classBits))
}

func (h *Histogram) add(ns int64) {
	h.total++
	if ns <= 0 {
		h.zero++
		return
	}
	k, part := class(float64(ns))
	i := k - h.first
	if i < 0 || i >= len(h.counts) {
		i = h.room(k)
	}
	h.counts[i].n++
	h.counts[i].parts += part
}

// room makes room for a class and gives its place.
func (h *Histogram) room(class int) int {
	switch {
	case len(h.counts) == 0:
		h.first = class
		h.counts = make([]cell, 1, 1<<classBits)
	case class < h.first:
		grown := make([]cell, len(h.counts)+h.first-class)
		copy(grown[h.first-class:], h.counts)
		h.counts, h.first = grown, class
	case class >= h.first+len(h.counts):
		h.counts = append(h.counts, make([]cell, class-h.first-len(h.counts)+1)...)
	}
	return class - h.first
}

func (h *Histogram) merge(o *Histogram) {
	h.total += o.total
	h.zero += o.zero
	if len(o.counts) == 0 {
		return
	}
	h.room(o.first)
	h.room(o.first + len(o.counts) - 1)
	for i, c := range o.counts {
		at := &h.counts[o.first-h.first+i]
		at.n += c.n
		at.parts += c.parts
	}
}

// Count is how many times were counted.
func (h *Histogram) Count() int { return int(h.total) }

// Quantile is the time that a share p, 0 to 1, of all does not exceed, within 1%;
// 0 for an empty histogram.
func (h *Histogram) Quantile(p float64) time.Duration {
	if h.total == 0 || math.IsNaN(p) {
		return 0
	}
	want := uint64(math.Ceil(min(max(p, 0), 1) * float64(h.total)))
	sum := h.zero
	if want <= sum {
		return 0
	}
	for i, c := range h.counts {
		if sum += c.n; sum >= want && c.n > 0 {
			return time.Duration(h.mean(i))
		}
	}
	return 0
}

// mean is the mean of the times in a class, in nanoseconds: to the microsecond, as
// the parts are not finer.
func (h *Histogram) mean(i int) float64 {
	lo, hi := bounds(h.first + i)
	c := h.counts[i]
	ns := lo + (hi-lo)*float64(c.parts)/float64(c.n)/(1<<partBits)
	if ns < 1e6 {
		return ns
	}
	return math.Round(ns/1e3) * 1e3
}

// Class is a stretch of times with the share of all that lies in it.
type Class struct {
	From, To time.Duration
	Share    float64
}

// Classes gives at most so many classes of equal width, from 0 to the time that
// one in a thousand exceeds; the last one holds those, too.
func (h *Histogram) Classes(most int) []Class {
	if h.total == 0 || most < 1 {
		return nil
	}
	top := h.Quantile(0.999)
	if top == 0 {
		return []Class{{0, 0, 1}}
	}
	width := niceWidth(float64(top) / float64(most))
	n := max(min(int(math.Ceil(float64(top)/width)), most), 1)
	counts := make([]float64, n)
	counts[0] = float64(h.zero)
	for i, c := range h.counts {
		if c.n > 0 {
			counts[min(int(h.mean(i)/width), n-1)] += float64(c.n)
		}
	}
	out := make([]Class, n)
	for k := range out {
		out[k] = Class{time.Duration(float64(k) * width), time.Duration(float64(k+1) * width), counts[k] / float64(h.total)}
	}
	return out
}

// niceWidth is the least width that reads well and is not below one: 1, 2, 5, 10,
// 15, 20, 30 of seconds, minutes and so on.
func niceWidth(ns float64) float64 {
	units := []float64{1e3, 1e6, 1e9, 60e9, 3600e9, 24 * 3600e9}
	steps := []float64{1, 2, 5, 10, 20, 50, 100, 200, 500}
	var all []float64
	for _, u := range units {
		list := steps
		if u >= 1e9 {
			list = []float64{1, 2, 5, 10, 15, 20, 30}
		}
		for _, s := range list {
			all = append(all, u*s)
		}
	}
	slices.Sort(all)
	for _, w := range all {
		if w >= ns {
			return w
		}
	}
	return math.Ceil(ns/units[5]) * units[5]
}
