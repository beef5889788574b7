package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// view is what rules share about one blueprint; it is worked out when the first
// rule asks.
type view struct {
	graph   *blueprint.Graph
	steps   [][]*touchpoint.Touchpoint
	exits   *exits
	station map[*touchpoint.Touchpoint]bool

	stations map[int][]*touchpoint.Touchpoint // by step

	first     map[*touchpoint.Touchpoint]*touchpoint.Touchpoint // of those side by side
	standards map[int]bool                                      // steps whose frontstage has a standard
	columns   []column                                          // what stands in each step
	cares     []care                                            // what is written about each step
	owned     map[string]bool                                   // actors that somebody answers for
}

// Steps lists the touchpoints of every step, by the step's index over all
// phases, in reading order. Steps at the end that hold none may be missing.
func (p *Pass) Steps() [][]*touchpoint.Touchpoint {
	v := p.view
	if v.steps == nil {
		for _, t := range v.graph.Touchpoints() {
			column := v.graph.Place(t).Column
			for len(v.steps) <= column {
				v.steps = append(v.steps, nil)
			}
			v.steps[column] = append(v.steps[column], t)
		}
	}
	return v.steps
}

// OnThread tells whether a touchpoint belongs to a station of a thread.
func (p *Pass) OnThread(t *touchpoint.Touchpoint) bool {
	p.stations()
	return p.view.station[t]
}

// stations lists the first touchpoints of the stations of every step.
func (p *Pass) stations() map[int][]*touchpoint.Touchpoint {
	v := p.view
	if v.station == nil {
		v.station, v.stations = map[*touchpoint.Touchpoint]bool{}, map[int][]*touchpoint.Touchpoint{}
		for _, thread := range v.graph.Threads() {
			for _, s := range thread.Stations {
				v.stations[s.Column] = append(v.stations[s.Column], s.Touchpoints[0])
				for _, x := range s.Touchpoints {
					v.station[x] = true
				}
			}
		}
	}
	return v.stations
}

// begins tells whether work begins as its step is entered: it is on no thread and
// stands off nobody's way, and no way leads to it but back or after a failure.
func (p *Pass) begins(t *touchpoint.Touchpoint) bool {
	return !p.OnThread(t) && !p.Graph.IsDetour(t) && !slices.ContainsFunc(p.Graph.In(t), func(w blueprint.Way) bool {
		return !w.Back && w.Origin != blueprint.Recovery && w.Role != blueprint.Return
	})
}

// entersBeside tells whether a way may bring customers into another step beside
// its stations, which brings them to the stations as well.
func (p *Pass) entersBeside(w blueprint.Way) bool {
	return w.To != nil && w.Origin != blueprint.Implied && p.Graph.Kind(w.To).Onstage() &&
		p.Graph.Place(w.From).Column != p.Graph.Place(w.To).Column
}

// maxTitle is how many characters of a title a message shows.
const maxTitle = 40

// called names a touchpoint in a message.
func called(t *touchpoint.Touchpoint) string {
	if t.Title != "" {
		return quote(t.Title)
	}
	return quote(t.ID)
}

func quote(title string) string {
	if r := []rune(title); len(r) > maxTitle {
		title = string(r[:maxTitle-1]) + "…"
	}
	return fmt.Sprintf("%q", title)
}

// chain names touchpoints in a row; of many it leaves out those in the middle.
func chain(list []*touchpoint.Touchpoint) string {
	const most = 6
	var names []string
	for i, t := range list {
		switch {
		case len(list) <= most || i < most-2 || i == len(list)-1:
			names = append(names, called(t))
		case i == most-2:
			names = append(names, "…")
		}
	}
	return strings.Join(names, " → ")
}

// related points to the places of touchpoints.
func (p *Pass) related(message string, list ...*touchpoint.Touchpoint) []blueprint.Related {
	out := make([]blueprint.Related, len(list))
	for i, t := range list {
		out[i] = blueprint.Related{Message: message, Path: p.Graph.Path(t)}
	}
	return out
}

// plural writes a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// para makes one line of each paragraph of an indented text, so that docs in the
// code can be wrapped.
func para(text string) string {
	var out []string
	for part := range strings.SplitSeq(text, "\n\n") {
		out = append(out, strings.Join(strings.Fields(part), " "))
	}
	return strings.Join(slices.DeleteFunc(out, func(s string) bool { return s == "" }), "\n\n")
}
