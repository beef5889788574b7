package diagram

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/heading"
	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

// rank is the place of a lane from the top.
func (f *flow) rank(n *node) int {
	for i, l := range f.sorted() {
		if l.ID == f.lane[n] {
			return i
		}
	}
	return 0
}

func (f *flow) sorted() []blueprint.Lane { return (&blueprint.Blueprint{Lanes: f.lanes}).AllLanes() }

// place finds the column of every box. Along a lane each box is a step further,
// down to another lane it is the same step, and up again the next one; circles
// are cut where they return.
func (f *flow) place() {
	next := map[*node][]*node{}
	for _, e := range f.edges {
		if f.points[e.from] != nil && f.points[e.to] != nil && !e.plain && e.from != e.to {
			next[e.from] = append(next[e.from], e.to)
		}
	}
	ranks := map[*node]int{}
	for n := range f.points {
		ranks[n] = f.rank(n)
	}
	taken := map[string]bool{}
	for _, n := range f.order(next) {
		if f.points[n] == nil {
			continue
		}
		column := f.column[n]
		kind := f.kinds[f.lane[n]]
		for kind.Onstage() && taken[fmt.Sprintf("%s %d", f.lane[n], column)] {
			column++
		}
		f.column[n] = column
		taken[fmt.Sprintf("%s %d", f.lane[n], column)] = true
		for _, m := range next[n] {
			if f.before(n, m) {
				want := column
				if ranks[m] <= ranks[n] {
					want++
				}
				f.column[m] = max(f.column[m], want)
			}
		}
	}
}

// position holds the order that order has found.
type position map[*node]int

// order sorts the boxes so that every one comes behind those that lead to it,
// but for circles.
func (f *flow) order(next map[*node][]*node) []*node {
	state := map[*node]int{} // 1: being visited, 2: done
	var out []*node
	type frame struct {
		n *node
		i int
	}
	for _, root := range f.roots(next) {
		if state[root] != 0 {
			continue
		}
		stack := []frame{{root, 0}}
		state[root] = 1
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if top.i < len(next[top.n]) {
				// The last way comes first, so that the first one ends up first in the reversed order.
				m := next[top.n][len(next[top.n])-1-top.i]
				top.i++
				if state[m] == 0 {
					state[m] = 1
					stack = append(stack, frame{m, 0})
				}
				continue
			}
			state[top.n] = 2
			out = append(out, top.n)
			stack = stack[:len(stack)-1]
		}
	}
	slices.Reverse(out)
	f.pos = position{}
	for i, n := range out {
		f.pos[n] = i
	}
	return out
}

// roots are the boxes in the order in which they are visited: those that nothing
// leads to come last, because the order is reversed.
func (f *flow) roots(next map[*node][]*node) []*node {
	in := map[*node]int{}
	for _, list := range next {
		for _, m := range list {
			in[m]++
		}
	}
	var first, rest []*node
	for _, n := range f.nodes {
		if f.points[n] == nil {
			continue
		}
		if in[n] == 0 {
			first = append(first, n)
		} else {
			rest = append(rest, n)
		}
	}
	all := append(first, rest...)
	// A root that was visited later stands before in the reversed order, so the
	// starts are visited from the last to the first, and circles without a start
	// by their first box.
	if len(first) > 0 {
		slices.Reverse(first)
		return append(first, rest...)
	}
	return all
}

func (f *flow) before(a, b *node) bool { return f.pos[a] < f.pos[b] }

// board puts the touchpoints into steps and phases.
func (f *flow) board() *blueprint.Blueprint {
	b := &blueprint.Blueprint{Title: f.chart.title, Description: f.about, Lanes: f.lanes}
	if b.Title == "" {
		b.Title = f.source.title
	}
	columns := map[int][]*node{}
	var numbers []int
	for _, n := range f.nodes {
		if f.points[n] == nil {
			continue
		}
		c := f.column[n]
		if columns[c] == nil {
			numbers = append(numbers, c)
		}
		columns[c] = append(columns[c], n)
	}
	slices.Sort(numbers)
	last := ""
	for _, c := range numbers {
		step, phase := blueprint.Step{}, ""
		for _, n := range columns[c] {
			at := slices.IndexFunc(step.Cells, func(x blueprint.Cell) bool { return x.Lane == f.lane[n] })
			if at < 0 {
				at = len(step.Cells)
				step.Cells = append(step.Cells, blueprint.Cell{Lane: f.lane[n]})
			}
			step.Cells[at].Stacks = append(step.Cells[at].Stacks, []*touchpoint.Touchpoint{f.points[n]})
			for g := n.group; g != nil && phase == ""; g = g.parent {
				if f.phaseOf[g] {
					phase = g.label
				}
			}
		}
		if len(b.Phases) == 0 || phase != "" && phase != last {
			b.Phases = append(b.Phases, blueprint.Phase{Title: phase})
			last = phase
		}
		p := &b.Phases[len(b.Phases)-1]
		p.Steps = append(p.Steps, step)
	}
	return b
}

// A badge is what our own charts write below the title of a touchpoint: marks and
// times, with two blanks between them.

var atMost = regexp.MustCompile(`^(?:at most|最多)\s*(.+)$`)

func badgeParts(line string) []string {
	var out []string
	for _, part := range strings.Split(line, "  ") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func badgeTime(part string) (time.Duration, bool) {
	d, err := touchpoint.ParseDuration(heading.Duration(part))
	return d, err == nil && d > 0
}

func isBadge(line string) bool {
	for _, part := range badgeParts(line) {
		if !badge(&touchpoint.Touchpoint{}, part) {
			return false
		}
	}
	return strings.TrimSpace(line) != ""
}

func addBadge(t *touchpoint.Touchpoint, line string) {
	if !isBadge(line) {
		return
	}
	for _, part := range badgeParts(line) {
		badge(t, part)
	}
}

// badge takes one part of a badge, and tells whether it is one.
func badge(t *touchpoint.Touchpoint, part string) bool {
	set := func() *touchpoint.Time {
		if t.Time == nil {
			t.Time = &touchpoint.Time{}
		}
		return t.Time
	}
	switch part {
	case "★":
		t.Moment = &touchpoint.Moment{Critical: true}
		return true
	case "☆":
		t.Moment = &touchpoint.Moment{}
		return true
	case "F":
		t.Fails = []touchpoint.Fail{{}}
		return true
	case "◇":
		return true
	case "W":
		t.Wait = &touchpoint.Wait{}
		return true
	}
	if rest, ok := strings.CutPrefix(part, "W "); ok {
		if d, ok := badgeTime(rest); ok {
			t.Wait = &touchpoint.Wait{Expected: d}
			return true
		}
		return false
	}
	if m := atMost.FindStringSubmatch(part); m != nil {
		d, ok := badgeTime(m[1])
		if ok {
			set().Acceptable = d
		}
		return ok
	}
	if span, err := touchpoint.ParseSpan(heading.Duration(part)); err == nil && span.Min < span.Max {
		*set() = touchpoint.Time{Distribution: touchpoint.Uniform, Min: span.Min, Max: span.Max}
		return true
	}
	d, ok := badgeTime(part)
	if ok {
		set().Standard = d
	}
	return ok
}

// patience is what our own charts call the way that is taken when it runs out.
func patience(label string) bool {
	return label == wording.For("en").Facts.Then || label == wording.For("zh").Facts.Then
}
