package align

import (
	"encoding/binary"
	"sync"
)

// Cache aligns each variant once. It is safe for concurrent use: who asks for what
// another one is working out waits for it. Its memory is bounded, and what it forgot
// is worked out again, with the same result. It must not be copied after its first
// use.
type Cache struct {
	Aligner *Aligner
	// Most is how many variants are remembered at least; up to twice as many are.
	// 0: 20,000.
	Most int

	mu         sync.Mutex
	young, old map[string]*entry
}

// entry is a variant that is known or being worked out.
type entry struct {
	once sync.Once
	got  *Alignment
}

// Align is [Aligner.Align]. The alignment is shared and must not be changed.
func (c *Cache) Align(trace []int) *Alignment {
	e := c.entry(trace)
	e.once.Do(func() {
		a := c.Aligner.Align(trace)
		e.got = &a
	})
	return e.got
}

// entry finds a variant. There are two generations: when the young one is full, the
// old one is forgotten, and what is asked for again becomes young.
func (c *Cache) entry(trace []int) *entry {
	var buf [128]byte
	key := buf[:0]
	for _, t := range trace {
		key = binary.AppendVarint(key, int64(max(t, -1)))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.young[string(key)]; ok {
		return e
	}
	most := c.Most
	if most <= 0 {
		most = 20_000
	}
	if c.young == nil || len(c.young) >= most {
		c.old, c.young = c.young, map[string]*entry{}
	}
	e, ok := c.old[string(key)]
	if !ok {
		e = &entry{}
	}
	c.young[string(key)] = e
	return e
}
