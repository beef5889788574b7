package lint

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// simplePaths counts the paths of a small graph that come by no column twice, by
// trying all.
func simplePaths(hops [][]hop, at, to int, been map[int]bool) int {
	if at == to {
		return 1
	}
	been[at] = true
	defer delete(been, at)
	n := 0
	next := map[int]bool{}
	for _, h := range hops[at] {
		if !been[h.to] && !next[h.to] {
			next[h.to] = true // several ways between two steps are one path
			n += simplePaths(hops, h.to, to, been)
		}
	}
	return n
}

func TestPathsAreCountedAsByTryingAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 7).Draw(t, "columns")
		hops := make([][]hop, n)
		for range rapid.IntRange(0, 14).Draw(t, "hops") {
			from, to := rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to")
			if from != to {
				hops[from] = append(hops[from], hop{to: to})
			}
		}
		f := &pathfinder{hops: hops, budget: 1_000_000}
		all := func(hop) bool { return true }
		found, _ := f.count(0, n-1, all, all)
		want := min(number(simplePaths(hops, 0, n-1, map[int]bool{})), many)
		assert.Equal(t, want, found, "%v", hops)
	})
}
