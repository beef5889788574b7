package measure

import (
	"strings"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/flow"
)

// Flow is how often a customer comes by what, on average over all customers, as
// the chances of choices and fails tell. A choice without chances takes each of
// its ways as often; a fail without a chance is taken never to happen; nobody
// loses patience, and optional touchpoints are not passed over. Touchpoints that are
// there for other personas than Options.Persona have no visits.
type Flow struct {
	// How is figures.Exact, or figures.Formula where the order of what runs side by
	// side would matter and cannot be told exactly, or figures.Simulated; Notes say
	// what was assumed then.
	How   figures.How
	Notes []figures.Text

	// Simulated are the visits with their intervals where How is figures.Simulated,
	// as there are too many states to look at; else nil.
	Simulated []figures.Figure

	Visits []float64   // expected starts, by touchpoint in reading order
	Ways   []float64   // expected travels, by way as in blueprint.Graph.Ways
	Fails  [][]float64 // expected number of times that it happens, by touchpoint and fail
	Ends   []float64   // expected number of times that it ends by itself: Visits less what is broken off
}

// onlyFor leaves out the touchpoints that are there for other personas: who comes by
// goes through as if they were not there.
func (f *Flow) onlyFor(persona string, net *flow.Net) {
	for i := range f.Visits {
		if !net.Touchpoint(i).ForPersona(persona) {
			f.Visits[i], f.Ends[i] = 0, 0
			if f.Simulated != nil {
				f.Simulated[i] = fig(0, figures.Number, figures.Simulated)
			}
		}
	}
}

// Unknown is the error where only a simulation can tell.
type Unknown struct {
	Why         figures.Text
	Touchpoints []string // ids of what the answer fails at; may be empty
	Trial       error    // why the simulation could not tell either; nil: there was none
}

// Error says what is not known, and why.
func (u *Unknown) Error() string {
	out := "only a simulation can tell: " + u.Why.String()
	if len(u.Touchpoints) > 0 {
		out += " (" + strings.Join(u.Touchpoints, ", ") + ")"
	}
	return out
}

// why is the reason, and why a simulation could not help.
func (u *Unknown) why() figures.Text {
	if u.Trial == nil {
		return u.Why
	}
	return figures.T("%s; the simulation could not tell either: %s", u.Why, figures.Plain(u.Trial.Error()))
}

// mostStates is how many states are looked at when nothing else is said.
const mostStates = 100_000

func (o Options) mostStates() int {
	if o.MaxStates > 0 {
		return o.MaxStates
	}
	return mostStates
}

// Flow works out how often everything happens. The error is a
// blueprint.Diagnostics where chances are impossible or a loop has no way out, and
// an *Unknown where there are more states than Options.MaxStates and no trial is
// there.
func (m *Model) Flow(o Options) (*Flow, error) {
	c, err := m.chains(o)
	if err != nil {
		return nil, err
	}
	return c.flow, nil
}

// count sums over the states how often everything happens.
func (m *Model) count(c *chain) *Flow {
	visits := newSystem(c.rows(nil)).forward(unitVector(len(c.edges)))
	f := &Flow{Visits: make([]float64, m.Net.Len()), Ends: make([]float64, m.Net.Len()), Ways: make([]float64, len(m.Net.Ways())), Fails: make([][]float64, m.Net.Len())}
	f.add(&c.begin, 1)
	for s, edges := range c.edges {
		for i := range edges {
			f.add(&edges[i], visits[s]*edges[i].chance)
		}
	}
	for i := range f.Fails {
		fails := m.Net.Touchpoint(i).Fails
		f.Fails[i] = make([]float64, len(fails))
		for k, x := range fails {
			if x.Chance != nil {
				f.Fails[i][k] = f.Ends[i] * *x.Chance
			}
		}
	}
	return f
}

func (f *Flow) add(e *edge, times float64) {
	for _, t := range e.starts {
		f.Visits[t] += times
	}
	for _, w := range e.ways {
		f.Ways[w] += times
	}
	for _, t := range e.ends {
		f.Ends[t] += times
	}
}

// rows are the chances between states; keep, where given, weighs each edge.
func (c *chain) rows(weigh func(*edge) float64) [][]entry {
	out := make([][]entry, len(c.edges))
	for s, edges := range c.edges {
		for i := range edges {
			chance := edges[i].chance
			if weigh != nil {
				chance *= weigh(&edges[i])
			}
			if chance > 0 {
				out[s] = append(out[s], entry{edges[i].to, chance})
			}
		}
	}
	return out
}

// unitVector is 1 for the state where customers come in, else 0.
func unitVector(n int) []float64 {
	out := make([]float64, n)
	out[0] = 1
	return out
}
