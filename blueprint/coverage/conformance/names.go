package conformance

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/touchpoint"
)

// namer puts ids, titles and places in the place of indices.
type namer struct {
	b      *blueprint.Blueprint
	g      *blueprint.Graph
	points []*touchpoint.Touchpoint
}

func (n *namer) id(i int) string {
	if i < 0 || i >= len(n.points) {
		return ""
	}
	return n.points[i].ID
}

func (n *namer) title(i int) string {
	if i < 0 || i >= len(n.points) {
		return ""
	}
	return cmp.Or(n.points[i].Title, n.points[i].ID)
}

// path is where a touchpoint's title stands; nil for what is no touchpoint.
func (n *namer) path(i int) blueprint.Path {
	if i < 0 || i >= len(n.points) {
		return nil
	}
	return n.g.Path(n.points[i]).Key("title")
}

// place is that as file:line:column, or the path in a blueprint that was built in Go.
func (n *namer) place(i int) string {
	path := n.path(i)
	if path == nil {
		return ""
	}
	return cmp.Or(n.b.Locate(path).Start.String(), path.String())
}

// otherLanes are those with touchpoints of which none counts.
func (n *namer) otherLanes(observed []string) []string {
	used := map[string]bool{}
	for _, t := range n.points {
		used[n.g.Place(t).Lane] = true
	}
	out := []string{}
	for _, l := range n.g.Lanes() {
		if used[l.ID] && !slices.Contains(observed, l.ID) {
			out = append(out, l.ID)
		}
	}
	return out
}

func (n *namer) touchpoints(found *eventlog.Result, c *align.Conformance, counter *coverage.Counter) []Touchpoint {
	observed := coverage.Observed(n.g, counter.Lanes())
	out := make([]Touchpoint, len(n.points))
	for i, t := range n.points {
		x := &found.Touchpoints[i]
		out[i] = Touchpoint{
			ID: t.ID, Title: n.title(i), Lane: n.g.Place(t).Lane, Place: n.place(i), Observed: observed[i],
			Visits: x.Visits, Cases: x.Cases, path: n.path(i),
		}
		if i >= len(c.Touchpoints) {
			continue // no case at all
		}
		k := &c.Touchpoints[i]
		out[i].Fitting, out[i].Skipped, out[i].Extra = k.Sync, k.Skipped, k.Extra
		out[i].Failed, out[i].GaveUp, out[i].PassedOver, out[i].DroppedOut = k.Failed, k.GaveUp, k.PassedOver, k.DroppedOut
	}
	return out
}

func (n *namer) departures(p *part, most int) (list []Departure, more int) {
	c := &p.conformance
	list = []Departure{}
	if most > len(c.Departures) {
		most = len(c.Departures)
	}
	for _, f := range c.Frequent(most) {
		d := n.departure(f.Departure)
		d.Times, d.Dropped, d.Moved = f.Times, p.tails[f.Departure], p.moved[f.Departure]
		list = append(list, d)
	}
	return list, len(c.Departures) - len(list)
}

func (n *namer) departure(d align.Departure) Departure {
	out := Departure{
		Kind: d.Kind, Touchpoint: n.id(d.Touchpoint), After: n.id(d.After), Before: n.id(d.Before),
		title: n.title(d.Touchpoint), after: n.title(d.After), before: n.title(d.Before),
		Place: cmp.Or(n.place(d.Touchpoint), n.place(d.After), n.place(d.Before)),
	}
	for _, i := range []int{d.Touchpoint, d.After, d.Before} {
		if out.path == nil {
			out.path = n.path(i)
		}
	}
	out.Text = out.Sentence().String()
	return out
}

// unknownID stands in variants for an activity that is no touchpoint.
const unknownID = "?"

func (n *namer) variant(v eventlog.Variant, a align.Alignment) Variant {
	out := Variant{Touchpoints: []string{}, Cases: v.Cases, Cost: a.Cost, Fitness: a.Fitness(), Bounded: a.Bounded, Stopped: n.id(a.Stopped)}
	for _, t := range v.Touchpoints {
		out.Touchpoints = append(out.Touchpoints, cmp.Or(n.id(t), unknownID))
		out.titles = append(out.titles, cmp.Or(n.title(t), unknownID))
	}
	for _, m := range a.Moves {
		if m.Kind == align.Skip || m.Kind == align.Extra {
			d := n.departure(align.Departure{Kind: m.Kind, Touchpoint: m.Touchpoint, After: m.After, Before: m.Before})
			d.Times = 1
			out.Departs = append(out.Departs, d)
		}
	}
	return out
}

// slow lists what takes longer than the blueprint says.
func (n *namer) slow(found *eventlog.Result) []Slow {
	out := []Slow{}
	take := func(from, to string, s eventlog.Spread) {
		if worst, slow := isSlow(s); slow {
			x, _ := n.g.Touchpoint(to)
			at := n.g.Index(x)
			out = append(out, Slow{From: from, To: to, Place: n.place(at), Times: s, Worst: worst, path: n.path(at)})
		}
	}
	for _, t := range found.Touchpoints {
		take("", t.ID, t.Times)
	}
	for _, p := range found.Passages {
		take(p.From, p.To, p.Times)
	}
	slices.SortStableFunc(out, func(a, b Slow) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), -cmp.Compare(a.over(), b.over()))
	})
	return out
}

// rank orders touchpoints before passages, and what is worst first.
func rank(s Slow) int {
	k := 0
	if s.From != "" {
		k = 2
	}
	if !s.Worst {
		k++
	}
	return k
}

// over is the share that took longer than the bound that matters.
func (s Slow) over() float64 {
	n := s.Times.OverStandard
	if s.Worst {
		n = s.Times.OverAcceptable
	}
	return float64(n) / float64(s.Times.Timed)
}

// isSlow judges times by exact counts: worst is more than one in ten beyond what is
// acceptable, slow besides that more than half beyond the standard.
func isSlow(s eventlog.Spread) (worst, slow bool) {
	if s.Timed == 0 {
		return false, false
	}
	worst = s.Acceptable > 0 && s.OverAcceptable > s.Timed/10
	return worst, worst || s.Standard > 0 && 2*s.OverStandard > s.Timed
}
