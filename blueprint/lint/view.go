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
	flow    *flow
	station map[*touchpoint.Touchpoint]bool

	first     map[*touchpoint.Touchpoint]*touchpoint.Touchpoint // of those side by side
	standards map[int]bool                                      // steps whose frontstage has a standard
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
	v := p.view
	if v.station == nil {
		v.station = map[*touchpoint.Touchpoint]bool{}
		for _, thread := range v.graph.Threads() {
			for _, s := range thread.Stations {
				for _, x := range s.Touchpoints {
					v.station[x] = true
				}
			}
		}
	}
	return v.station[t]
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
