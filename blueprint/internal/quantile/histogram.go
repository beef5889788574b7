// Package quantile counts times in a histogram whose quantiles are within 1% of
// the truth, and which merges without any loss: parts that were counted on
// several cores or machines, in any order, give the histogram of the whole.
package quantile

import (
	"math"
	"math/bits"
	"slices"
	"time"
)

// Histogram counts times. Up to 127 ns a class holds one value; above, each power
// of two has 64 classes, so that the middle of a class is at most 0.8% away from
// all its values. Only classes that hold something take room. The zero value is
// empty.
type Histogram struct {
	Buckets []Bucket // by class, rising; counts are never 0
	Total   uint64
	High    uint64 // sum of all times in nanoseconds, upper 64 bits
	Low     uint64 // and lower 64 bits
	Least   int64  // ns; meaningless where Total is 0
	Most    int64
}

// Bucket is a class with how many times fell into it.
type Bucket struct {
	Class uint32
	N     uint64
}

const subBits = 6

// Class is the class of a time in nanoseconds, 0 for times below 1.
func Class(ns int64) uint32 {
	if ns < 1 {
		return 0
	}
	u := uint64(ns)
	top := bits.Len64(u) - 1
	if top <= subBits {
		return uint32(u)
	}
	shift := top - subBits
	return uint32(shift<<subBits) + uint32(u>>shift)
}

// middle is the middle of a class in nanoseconds.
func middle(class uint32) int64 {
	shift := int(class>>subBits) - 1
	if shift < 1 {
		return int64(class)
	}
	lo := int64(class&(1<<subBits-1)|1<<subBits) << shift
	return lo + 1<<(shift-1)
}

// maxClass is the class of the longest time.
var maxClass = Class(math.MaxInt64)

// Add counts a time once. Negative times count as 0.
func (h *Histogram) Add(d time.Duration) {
	ns := max(int64(d), 0)
	h.widen(ns, ns)
	h.Total++
	var carry uint64
	h.Low, carry = bits.Add64(h.Low, uint64(ns), 0)
	h.High += carry
	c := Class(ns)
	i, ok := find(h.Buckets, c)
	if !ok {
		h.Buckets = slices.Insert(h.Buckets, i, Bucket{Class: c})
	}
	h.Buckets[i].N++
}

// find is a binary search by hand: it is on the path of every event.
func find(b []Bucket, c uint32) (int, bool) {
	lo, hi := 0, len(b)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if b[m].Class < c {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo, lo < len(b) && b[lo].Class == c
}

func (h *Histogram) widen(least, most int64) {
	if h.Total == 0 {
		h.Least, h.Most = least, most
		return
	}
	h.Least, h.Most = min(h.Least, least), max(h.Most, most)
}

// Merge adds what another histogram has counted.
func (h *Histogram) Merge(o *Histogram) {
	if o.Total == 0 {
		return
	}
	h.widen(o.Least, o.Most)
	h.Total += o.Total
	var carry uint64
	h.Low, carry = bits.Add64(h.Low, o.Low, 0)
	h.High += o.High + carry
	merged := make([]Bucket, 0, max(len(h.Buckets), len(o.Buckets)))
	a, b := h.Buckets, o.Buckets
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].Class < b[0].Class:
			merged, a = append(merged, a[0]), a[1:]
		case a[0].Class > b[0].Class:
			merged, b = append(merged, b[0]), b[1:]
		default:
			merged = append(merged, Bucket{a[0].Class, a[0].N + b[0].N})
			a, b = a[1:], b[1:]
		}
	}
	h.Buckets = append(append(merged, a...), b...)
}

// Quantile is the time that a share p, 0 to 1, of all does not exceed, within 1%;
// 0 for an empty histogram. The least and the greatest time are exact.
func (h *Histogram) Quantile(p float64) time.Duration {
	if h.Total == 0 || math.IsNaN(p) {
		return 0
	}
	want := max(uint64(math.Ceil(min(max(p, 0), 1)*float64(h.Total))), 1)
	var sum uint64
	for _, b := range h.Buckets {
		if sum += b.N; sum >= want {
			return time.Duration(min(max(middle(b.Class), h.Least), h.Most))
		}
	}
	return time.Duration(h.Most)
}

// Mean is the mean of all times, to the nanosecond; 0 for an empty histogram.
func (h *Histogram) Mean() time.Duration {
	if h.Total == 0 || h.High >= h.Total {
		return 0
	}
	q, _ := bits.Div64(h.High, h.Low, h.Total)
	return time.Duration(q)
}

// Valid tells whether the parts of a histogram that came from elsewhere agree.
func (h *Histogram) Valid() bool {
	var sum uint64
	for i, b := range h.Buckets {
		if b.N == 0 || b.Class > maxClass || i > 0 && b.Class <= h.Buckets[i-1].Class || sum+b.N < sum {
			return false
		}
		sum += b.N
	}
	if sum != h.Total {
		return false
	}
	if sum == 0 {
		return h.High == 0 && h.Low == 0 && h.Least == 0 && h.Most == 0
	}
	return h.Least >= 0 && h.Most >= h.Least && h.Buckets[0].Class == Class(h.Least) && h.Buckets[len(h.Buckets)-1].Class == Class(h.Most)
}
