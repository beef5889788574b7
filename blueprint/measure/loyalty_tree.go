package measure

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// DriverNode is a node of a driver tree with what was computed of it. All scores
// are on the scale of the measured ones.
type DriverNode struct {
	ID    string
	Title string
	To    string // id of the node that it drives; empty: it drives none
	// Share is its weight as a share of all weights in the node that it drives:
	// w / Σ|w|, -1 to 1. It is 1 for a node that drives none.
	Share float64
	// Measured is its own score; nil: not measured.
	Measured *float64
	// Computed is the sum of Share × score over what drives it; nil for a leaf,
	// and where the score of a driver is not known.
	Computed *float64
	// Effect is by how much the root of its tree moves when this node moves by
	// one point: the product of the shares on the way there.
	Effect float64
	// Contribution is Effect × score: how many points of the root come from here;
	// nil where the score is not known.
	Contribution *float64
	Root         string // id of the node at the end of the way
	Depth        int    // ways to the root; 0 for the root itself
}

// Score is the measured score, else the computed one, and whether there is one.
func (n DriverNode) Score() (float64, bool) {
	switch {
	case n.Measured != nil:
		return *n.Measured, true
	case n.Computed != nil:
		return *n.Computed, true
	}
	return 0, false
}

// DriverTree computes a tree of loyalty drivers: experiences drive quality,
// quality drives value, value drives loyalty, loyalty drives intentions. A score
// that was measured goes before one that is computed. A single driver of a node
// needs no weight. Nodes come out in the order of the list.
//
// The error is a blueprint.Diagnostics with paths below loyalty.drivers: drivers
// that lead in a circle or to a node that is not there, weights that are missing
// or that cancel out.
func DriverTree(drivers []blueprint.LoyaltyDriver) ([]DriverNode, error) {
	t := driverTree{list: drivers, index: map[string]int{}, drives: make([][]int, len(drivers)), nodes: make([]DriverNode, len(drivers))}
	for i, d := range drivers {
		t.nodes[i] = DriverNode{ID: d.ID, Title: d.Title, To: d.To, Measured: d.Score, Share: 1, Root: d.ID}
		if _, twice := t.index[d.ID]; !twice {
			t.index[d.ID] = i
		}
	}
	t.join()
	t.circles()
	if len(t.found) == 0 {
		t.weigh()
	}
	if err := t.found.Err(); err != nil {
		return nil, err
	}
	t.score()
	return t.nodes, nil
}

type driverTree struct {
	list   []blueprint.LoyaltyDriver
	index  map[string]int
	drives [][]int // by node: the nodes that drive it
	nodes  []DriverNode
	found  blueprint.Diagnostics
}

func (t *driverTree) report(i int, key, message, hint string) {
	t.found = append(t.found, blueprint.Diagnostic{Rule: "driver-tree", Severity: blueprint.Error,
		Path: blueprint.Path{}.Key("loyalty").Key("drivers").At(i).Key(key), Message: message, Hint: hint})
}

// up is the node that a node drives, -1 for a root.
func (t *driverTree) up(i int) int {
	if to, ok := t.index[t.list[i].To]; ok && t.list[i].To != "" {
		return to
	}
	return -1
}

func (t *driverTree) join() {
	var ids []string
	for _, d := range t.list {
		ids = append(ids, d.ID)
	}
	for i, d := range t.list {
		switch to := t.up(i); {
		case to >= 0:
			t.drives[to] = append(t.drives[to], i)
		case d.To != "":
			hint := "name the id of another driver"
			if near := blueprint.Nearest(d.To, ids); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			t.report(i, "to", fmt.Sprintf("there is no driver %q", d.To), hint)
		}
	}
}

// circles reports each circle once, at its first node in the list.
func (t *driverTree) circles() {
	state := make([]int, len(t.list)) // 0: not seen; n: seen on the walk that began at node n-1
	for i := range t.list {
		at := i
		for at >= 0 && state[at] == 0 {
			state[at] = i + 1
			at = t.up(at)
		}
		if at < 0 || state[at] != i+1 {
			continue
		}
		circle := []int{at}
		for next := t.up(at); next != at; next = t.up(next) {
			circle = append(circle, next)
		}
		first := slices.Index(circle, slices.Min(circle))
		var names []string
		for k := range len(circle) + 1 {
			names = append(names, t.list[circle[(first+k)%len(circle)]].ID)
		}
		t.report(circle[first], "to", "these drivers lead in a circle: "+strings.Join(names, " → "), "let one of them drive a node nearer to loyalty, or none")
	}
}

func (t *driverTree) weigh() {
	for to, from := range t.drives {
		sum := 0.0
		for _, i := range from {
			switch w := t.list[i].Weight; {
			case w != nil:
				sum += math.Abs(*w)
			case len(from) > 1:
				t.report(i, "title", fmt.Sprintf("%q has no weight beside the other drivers of %q", t.list[i].Title, t.list[to].Title), "write weight: 0.4, say; weights count in proportion")
			default:
				sum = 1
			}
		}
		if len(from) > 0 && sum == 0 && len(t.found) == 0 {
			t.report(from[0], "weight", fmt.Sprintf("the weights of what drives %q are all 0", t.list[to].Title), "give at least one driver a weight")
		}
		for _, i := range from {
			if w := t.list[i].Weight; w != nil && sum > 0 {
				t.nodes[i].Share = *w / sum
			}
		}
	}
}

func (t *driverTree) score() {
	order := t.downwards()
	for _, i := range slices.Backward(order) {
		n := &t.nodes[i]
		sum, known := 0.0, len(t.drives[i]) > 0
		for _, from := range t.drives[i] {
			s, ok := t.nodes[from].Score()
			known = known && ok
			sum += t.nodes[from].Share * s
		}
		if known {
			n.Computed = &sum
		}
	}
	for _, i := range order {
		n := &t.nodes[i]
		n.Effect = 1
		if up := t.up(i); up >= 0 {
			n.Effect, n.Root, n.Depth = t.nodes[up].Effect*n.Share, t.nodes[up].Root, t.nodes[up].Depth+1
		}
		if s, ok := n.Score(); ok {
			points := n.Effect * s
			n.Contribution = &points
		}
	}
}

// downwards lists the nodes so that each comes after the one that it drives.
func (t *driverTree) downwards() []int {
	var order []int
	for i := range t.list {
		if t.up(i) < 0 {
			order = append(order, i)
		}
	}
	for k := 0; k < len(order); k++ {
		order = append(order, t.drives[order[k]]...)
	}
	return order
}
