package diagram

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// ways writes those arrows that do not follow from the board. b is complete, so
// that touchpoints have ids.
func (f *flow) ways(b *blueprint.Blueprint) {
	red := map[int]bool{}
	for _, i := range f.red {
		red[i] = true
	}
	implied := map[[2]*touchpoint.Touchpoint]bool{}
	for _, w := range b.Graph().Ways() {
		if w.To != nil {
			implied[[2]*touchpoint.Touchpoint{w.From, w.To}] = true
		}
	}
	out := map[*node][]edge{}
	for _, e := range f.edges {
		if f.points[e.from] == nil || f.points[e.to] == nil && !f.end[e.to] {
			continue
		}
		switch {
		case red[e.number] && !f.end[e.to]:
			f.recovery(e)
		case red[e.number]:
			f.wait(e, touchpoint.End)
		case (e.dotted || e.plain || e.both) && !f.end[e.to]:
			if e.from != e.to {
				b.Links = append(b.Links, blueprint.Link{From: f.points[e.from].ID, To: f.points[e.to].ID, Both: e.both, Title: e.label})
			}
		default:
			out[e.from] = append(out[e.from], e)
		}
	}
	for _, n := range f.nodes {
		if len(out[n]) > 0 {
			f.next(n, out[n], implied)
		}
	}
	f.keep(b, out)
	f.added(b)
}

// keep writes arrows down that followed from the board until other ways were
// written: a written way takes the place of some that follow.
func (f *flow) keep(b *blueprint.Blueprint, out map[*node][]edge) {
	for range 6 {
		there := map[[2]*touchpoint.Touchpoint]bool{}
		for _, w := range b.Graph().Ways() {
			if w.To != nil {
				there[[2]*touchpoint.Touchpoint{w.From, w.To}] = true
			}
		}
		changed := false
		for _, n := range f.nodes {
			for _, e := range out[n] {
				t, to := f.points[n], f.points[e.to]
				if to == nil || there[[2]*touchpoint.Touchpoint{t, to}] {
					continue
				}
				if slices.ContainsFunc(t.Next, touchpoint.Next.Conditional) || slices.ContainsFunc(t.Next, func(x touchpoint.Next) bool { return x.To == to.ID }) {
					continue
				}
				t.Next = append(t.Next, touchpoint.Next{To: to.ID})
				changed = true
			}
		}
		if changed {
			continue
		}
		for _, n := range f.nodes {
			for _, e := range out[n] {
				t, to := f.points[n], f.points[e.to]
				if to != nil && !there[[2]*touchpoint.Touchpoint{t, to}] {
					f.report(e.offset, e.offset+2, fmt.Sprintf("the way from %q to %q stands beside a choice, which a blueprint cannot say; it was made a link", t.Title, to.Title), "")
					b.Links = append(b.Links, blueprint.Link{From: t.ID, To: to.ID})
				}
			}
		}
		return
	}
}

// recovery takes a red arrow of our own charts: what fails, and where it is
// mended.
func (f *flow) recovery(e edge) {
	t, to := f.points[e.from], f.points[e.to].ID
	if patience(e.label) {
		f.wait(e, to)
		return
	}
	title, share := splitChance(e.label)
	fail := touchpoint.Fail{Title: title, Chance: share, Recover: to}
	if len(t.Fails) == 1 && t.Fails[0].Title == "" && t.Fails[0].Recover == "" {
		t.Fails = nil // the mark of the badge
	}
	t.Fails = append(t.Fails, fail)
}

func (f *flow) wait(e edge, to string) {
	t := f.points[e.from]
	if t.Wait == nil {
		t.Wait = &touchpoint.Wait{}
	}
	t.Wait.Then = to
}

// next writes the ways out of a box: a choice where arrows have labels or leave
// a diamond, else what does not follow from the board.
func (f *flow) next(n *node, list []edge, implied map[[2]*touchpoint.Touchpoint]bool) {
	t := f.points[n]
	labels := 0
	for _, e := range list {
		if e.label != "" {
			labels++
		}
	}
	choice := labels > 0 || n.decision && len(list) > 1
	total, counted := 0.0, 0
	for _, e := range list {
		to := touchpoint.End
		follows := false
		if target := f.points[e.to]; target != nil {
			to = target.ID
			follows = implied[[2]*touchpoint.Touchpoint{t, target}]
		}
		if slices.ContainsFunc(t.Next, func(x touchpoint.Next) bool { return x.To == to }) {
			f.report(e.offset, e.offset+2, fmt.Sprintf("there is a second arrow from %q to the same box; it was left out", t.Title), "")
			continue
		}
		switch {
		case choice && e.label == "" && follows && f.lane[e.from] != f.lane[e.to]:
			// It sets work off beside the choice, and follows from the board.
		case choice:
			when, share := splitChance(e.label)
			if share != nil {
				total += *share
				counted++
			}
			if when == "" && share == nil {
				when = "otherwise"
			}
			t.Next = append(t.Next, touchpoint.Next{To: to, When: when, Chance: share})
		case !follows:
			t.Next = append(t.Next, touchpoint.Next{To: to})
		}
	}
	if total > 1.000001 || counted == len(t.Next) && counted > 0 && total < 0.999 {
		f.report(n.offset, n.offset+len(n.id), fmt.Sprintf("the chances of the ways out of %q do not make 100%%; they were left out", t.Title), "")
		for i := range t.Next {
			if t.Next[i].Chance = nil; t.Next[i].When == "" {
				t.Next[i].When = "otherwise"
			}
		}
	}
}

// added tells which ways the board has that the diagram does not.
func (f *flow) added(b *blueprint.Blueprint) {
	drawn := map[[2]*touchpoint.Touchpoint]bool{}
	for _, e := range f.edges {
		if a, z := f.points[e.from], f.points[e.to]; a != nil && z != nil {
			drawn[[2]*touchpoint.Touchpoint{a, z}] = true
		}
	}
	of := map[*touchpoint.Touchpoint]*node{}
	for n, t := range f.points {
		of[t] = n
	}
	count := 0
	for _, w := range b.Graph().Ways() {
		if w.Origin != blueprint.Implied || w.To == nil || w.Role == blueprint.Return || drawn[[2]*touchpoint.Touchpoint{w.From, w.To}] {
			continue
		}
		if count++; count > 10 {
			continue
		}
		n := of[w.From]
		f.report(n.offset, n.offset+len(n.id), fmt.Sprintf("on the board, %q leads to %q, which the diagram does not say", w.From.Title, w.To.Title), "write a next where it leads elsewhere")
	}
	if count > 10 {
		f.report(0, 1, fmt.Sprintf("%d more ways follow from the board that the diagram does not have", count-10), "")
	}
}
