package flow

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// What can be reached is what a plain search finds, also where labels are
// shortened: many nodes with few and scattered ways.
func TestReachIsWhatASearchFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 150).Draw(t, "nodes")
		next := make([][]int32, n)
		for range rapid.IntRange(0, 2*n).Draw(t, "ways") {
			a, b := rapid.IntRange(0, n-1).Draw(t, "a"), rapid.IntRange(0, n-1).Draw(t, "b")
			if a != b {
				next[min(a, b)] = append(next[min(a, b)], int32(max(a, b)))
			}
		}
		r := newReach(next)
		for u := range n {
			seen := make([]bool, n)
			stack := []int32{int32(u)}
			for len(stack) > 0 {
				top := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				for _, to := range next[top] {
					if !seen[to] {
						seen[to] = true
						stack = append(stack, to)
					}
				}
			}
			assert.LessOrEqual(t, len(r.labels[u].sure), most)
			assert.LessOrEqual(t, len(r.labels[u].maybe), most)
			for v := range n {
				if r.leads(int32(u), int32(v)) != seen[v] {
					t.Fatalf("%d leads to %d: expected %v", u, v, seen[v])
				}
			}
		}
	})
}

// Circles are what reaches itself.
func TestCirclesAreWhatReachesItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "nodes")
		next := make([][]int32, n)
		for range rapid.IntRange(0, 2*n).Draw(t, "ways") {
			a := rapid.IntRange(0, n-1).Draw(t, "a")
			next[a] = append(next[a], int32(rapid.IntRange(0, n-1).Draw(t, "b")))
		}
		from := make([][]bool, n)
		for u := range n {
			from[u] = make([]bool, n)
			stack := slices.Clone(next[u])
			for len(stack) > 0 {
				v := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				if !from[u][v] {
					from[u][v] = true
					stack = append(stack, next[v]...)
				}
			}
		}
		of := circles(next)
		for u := range n {
			if from[u][u] != (of[u] != none) {
				t.Fatalf("%d on a circle: expected %v", u, from[u][u])
			}
			for v := range n {
				if u != v && of[u] != none && (of[u] == of[v]) != (from[u][v] && from[v][u]) {
					t.Fatalf("%d and %d on one circle: expected %v", u, v, from[u][v] && from[v][u])
				}
			}
		}
	})
}
