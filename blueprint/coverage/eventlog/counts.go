package eventlog

import (
	"cmp"
	"hash/fnv"
	"iter"
	"slices"
)

// Counts counts things by their names (the sequences of variants, say), exactly
// and within a bound of memory, in a way that does not depend on the order: if not
// all names have room, the shortest stay, and of equally long ones those that come
// first by a hash. A name that stays has its whole count; what the others count is
// in Others. So parts merge to the counts of the whole.
type Counts struct {
	Limit  int64  // bytes, each name taken as its length and 64 more; 0: 128 MiB
	Others uint64 // counts of the names that had no room

	names map[string]*uint64
	size  int64
	bound *rank // names from here on have no room; nil: all have
}

// rank is the place of a name in the order in which names stay.
type rank struct {
	length int
	hash   uint64
	name   string
}

const (
	nameCost      = 64
	defaultCounts = 128 << 20
)

func rankOf(name string) rank {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // never fails
	return rank{len(name), h.Sum64(), name}
}

func (r rank) compare(o rank) int {
	return cmp.Or(cmp.Compare(r.length, o.length), cmp.Compare(r.hash, o.hash), cmp.Compare(r.name, o.name))
}

func (c *Counts) limit() int64 {
	if c.Limit == 0 {
		return defaultCounts
	}
	return c.Limit
}

// add counts a name so many times.
func (c *Counts) add(name []byte, n uint64) {
	if at, ok := c.names[string(name)]; ok {
		*at += n
		return
	}
	if c.bound != nil && rankOf(string(name)).compare(*c.bound) >= 0 {
		c.Others += n
		return
	}
	if c.names == nil {
		c.names = map[string]*uint64{}
	}
	c.names[string(name)] = &n
	c.size += int64(len(name)) + nameCost
	if c.size > c.limit()+c.limit()/4 { // a quarter beyond, so that sorting pays
		c.trim()
	}
}

// trim keeps the names that have room.
func (c *Counts) trim() {
	if c.size <= c.limit() {
		return
	}
	ranks := make([]rank, 0, len(c.names))
	for name := range c.names {
		ranks = append(ranks, rankOf(name))
	}
	slices.SortFunc(ranks, rank.compare)
	c.size = 0
	kept := 0
	for kept < len(ranks) {
		cost := int64(ranks[kept].length) + nameCost
		if c.size+cost > c.limit() {
			break
		}
		c.size += cost
		kept++
	}
	c.bound = &ranks[kept]
	for _, r := range ranks[kept:] {
		c.Others += *c.names[r.name]
		delete(c.names, r.name)
	}
}

// merge adds what another has counted.
func (c *Counts) merge(o *Counts) {
	if o.bound != nil && (c.bound == nil || o.bound.compare(*c.bound) < 0) {
		b := *o.bound
		c.bound = &b
		for name, n := range c.names {
			if rankOf(name).compare(b) >= 0 {
				c.Others += *n
				c.size -= int64(len(name)) + nameCost
				delete(c.names, name)
			}
		}
	}
	c.Others += o.Others
	for name, n := range o.names {
		c.add([]byte(name), *n)
	}
}

// all goes through the names that stay, in no order.
func (c *Counts) all() iter.Seq2[string, uint64] {
	c.trim()
	return func(yield func(string, uint64) bool) {
		for name, n := range c.names {
			if !yield(name, *n) {
				return
			}
		}
	}
}

// sorted are the names that stay, by the bytes.
func (c *Counts) sorted() []string {
	c.trim()
	out := make([]string, 0, len(c.names))
	for name := range c.names {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
