package eventlog

import (
	"math"
	"slices"
	"strings"
)

// packed is an occurrence in few bytes.
type packed struct {
	at   Instant
	what int32 // touchpoint * 2, and 1 for a start
}

func pack(o Occurrence) packed {
	p := packed{o.At, o.Touchpoint << 1}
	if o.Lifecycle == Start {
		p.what |= 1
	}
	return p
}

func (p packed) occurrence() Occurrence {
	o := Occurrence{At: p.at, Touchpoint: p.what >> 1}
	if p.what&1 != 0 {
		o.Lifecycle = Start
	}
	return o
}

// table holds the open cases. Their occurrences are lists through one stock of
// nodes without pointers, which costs the garbage collector nothing.
type table struct {
	index map[string]int32
	cases []openCase
	nodes [][]node
	used  int32
	size  int64 // about how many bytes it takes
}

type openCase struct {
	id          string
	first, last int32 // nodes + 1; 0: none
	n           int32
}

// node is a packed occurrence in a list. It does not embed one, which would take
// half as much room again.
type node struct {
	at   Instant
	what int32
	next int32 // + 1; 0: none
}

func (n *node) packed() packed { return packed{n.at, n.what} }

const (
	chunkBits = 12
	nodeBytes = 16
	caseBytes = 120 // an openCase, its place in the map and what the memory manager adds
)

func (t *table) at(i int32) *node { return &t.nodes[i>>chunkBits][i&(1<<chunkBits-1)] }

// full tells that there are no numbers left.
func (t *table) full() bool { return t.used >= math.MaxInt32-2 }

// find gives the number of a case, a new one if it is not there.
func (t *table) find(id []byte) int32 {
	if i, ok := t.index[string(id)]; ok {
		return i
	}
	if t.index == nil {
		t.index = map[string]int32{}
	}
	i := int32(len(t.cases))
	c := openCase{id: string(id)}
	t.cases = append(t.cases, c)
	t.index[c.id] = i
	t.size += caseBytes + int64(len(id))
	return i
}

// add puts an occurrence to a case; false where it has too many.
func (t *table) add(which int32, o Occurrence, most int) bool {
	c := &t.cases[which]
	if int(c.n) >= most {
		return false
	}
	c.n++
	if int(t.used)>>chunkBits == len(t.nodes) {
		t.nodes = append(t.nodes, make([]node, 1<<chunkBits))
	}
	p := pack(o)
	*t.at(t.used) = node{at: p.at, what: p.what}
	t.used++
	t.size += nodeBytes
	if c.last != 0 {
		t.at(c.last - 1).next = t.used
	} else {
		c.first = t.used
	}
	c.last = t.used
	return true
}

// sorted are the numbers of the cases by the bytes of their ids.
func (t *table) sorted() []int32 {
	out := make([]int32, len(t.cases))
	for i := range out {
		out[i] = int32(i)
	}
	slices.SortFunc(out, func(a, b int32) int { return strings.Compare(t.cases[a].id, t.cases[b].id) })
	return out
}

// reset empties the table and keeps its memory.
func (t *table) reset() {
	clear(t.index)
	clear(t.cases)
	t.cases = t.cases[:0]
	t.used, t.size = 0, 0
}

// stretch is work: some cases of a table that does not change any more.
type stretch struct {
	t     *table
	which []int32
	all   []Occurrence
}

func (s *stretch) each(yield func(id []byte, all []Occurrence) error) error {
	for _, i := range s.which {
		c := &s.t.cases[i]
		s.all = s.all[:0]
		for at := c.first; at != 0; {
			n := s.t.at(at - 1)
			s.all = append(s.all, n.packed().occurrence())
			at = n.next
		}
		if err := yield([]byte(c.id), s.all); err != nil {
			return err
		}
	}
	return nil
}

func (s *stretch) release() {}
