package lint

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// direction says whether ways are followed as they lead, or to where they come
// from.
type direction bool

const (
	onward   direction = false
	backward direction = true
)

// forward leaves out ways back to earlier steps.
func forward(w blueprint.Way) bool { return !w.Back }

// anyWay takes all ways.
func anyWay(blueprint.Way) bool { return true }

// columnsFrom tells of every step whether ways join it to one of some steps,
// which count themselves. Steps and not touchpoints are followed, since whoever
// enters a step meets all that stands in it.
func (p *Pass) columnsFrom(start []int, d direction, allowed func(blueprint.Way) bool) []bool {
	next := make([][]int, len(p.Steps()))
	for _, w := range p.Graph.Ways() {
		if w.To == nil || !allowed(w) {
			continue
		}
		a, b := p.Graph.Place(w.From).Column, p.Graph.Place(w.To).Column
		if d == backward {
			a, b = b, a
		}
		if a != b {
			next[a] = append(next[a], b)
		}
	}
	seen := make([]bool, len(next))
	todo := make([]int, 0, len(next))
	visit := func(columns []int) {
		for _, c := range columns {
			if !seen[c] {
				seen[c] = true
				todo = append(todo, c)
			}
		}
	}
	visit(start)
	for ; len(todo) > 0; todo = todo[1:] {
		visit(next[todo[0]])
	}
	return seen
}

// where lists the touchpoints that meet a condition, in reading order.
func (p *Pass) where(ok func(*touchpoint.Touchpoint) bool) []*touchpoint.Touchpoint {
	var out []*touchpoint.Touchpoint
	for _, t := range p.Graph.Touchpoints() {
		if ok(t) {
			out = append(out, t)
		}
	}
	return out
}

// columnsOf lists the steps that touchpoints stand in.
func (p *Pass) columnsOf(list []*touchpoint.Touchpoint) []int {
	out := make([]int, len(list))
	for i, t := range list {
		out[i] = p.Graph.Place(t).Column
	}
	return out
}

// seen tells whether customers see what happens at a touchpoint.
func (p *Pass) seen(t *touchpoint.Touchpoint) bool { return p.Graph.Kind(t).Onstage() }

// toStage makes a test of whether what happens at a touchpoint comes to
// customers: it is on stage, goes through a channel, or leads up to the stage.
func (p *Pass) toStage() func(*touchpoint.Touchpoint) bool {
	linked := map[*touchpoint.Touchpoint]bool{}
	for _, l := range p.Graph.Links() {
		linked[l.From] = linked[l.From] || p.seen(l.To)
		linked[l.To] = linked[l.To] || l.Link.Both && p.seen(l.From)
	}
	return func(t *touchpoint.Touchpoint) bool {
		return p.seen(t) || t.Channel != "" || linked[t] || slices.ContainsFunc(p.Graph.Out(t), func(w blueprint.Way) bool {
			return w.To != nil && p.seen(w.To)
		})
	}
}

// atTitle is the place of findings about the service as a whole.
func atTitle() blueprint.Path { return blueprint.Path{}.Key("title") }

// places is how many places a finding points to besides its own.
const places = 4

// some leaves out places that are too many to be read.
func some(list []*touchpoint.Touchpoint) []*touchpoint.Touchpoint {
	return list[:min(len(list), places)]
}
