package measure

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/servicemoments/moments/blueprint/figures"
)

// chains are what is known of a customer's way, from the most to the least.
type chains struct {
	laws  []law
	waits []time.Duration
	// customer is the chain with the times that customers notice: where it is nil,
	// unknown says why. How and notes say whether it is exact.
	customer *chain
	how      figures.How
	notes    []figures.Text
	unknown  *Unknown
	because  *Unknown // why it was simulated
	// all is the chain with all times, work included that nobody waits for; nil
	// where only a simulation can tell how long that goes on.
	all     *chain
	hidden  []bool // touchpoints whose time customer leaves out; nil: none
	counted *chain // the one that flow was counted along
	flow    *Flow
	each    []float64 // mean times by replication, where only they were simulated
	visits  []float64 // of the states of customer, once they were asked for
	seen    *observed // what was simulated as no formula tells it; nil: nothing
}

// chains finds the best chains that can be had.
func (m *Model) chains(o Options) (*chains, error) { return m.chainsFor(o, false) }

// chainsFor is chains; of what has to be simulated only the mean time if it is to be
// brief.
func (m *Model) chainsFor(o Options, brief bool) (*chains, error) {
	if err := m.chanceProblems(); err != nil {
		return nil, err
	}
	whole := m
	m, err := m.meetBy(o.Persona)
	if err != nil {
		return nil, err
	}
	c := &chains{laws: m.laws(o), waits: m.waits(o), how: figures.Exact}
	for _, try := range []func(*chains, Options) error{m.tryAll, m.tryCustomer, m.tryFlow} {
		err := try(c, o)
		var unknown *Unknown
		switch {
		case errors.As(err, &unknown):
			c.unknown = unknown
			continue
		case err != nil:
			return nil, err
		}
		c.flow.onlyFor(o.Persona, m.Net)
		if c.customer == nil {
			whole.fillIn(c, o, brief)
		}
		return c, nil
	}
	whole.fillIn(c, o, brief)
	if c.seen == nil {
		return nil, c.unknown
	}
	c.flow = c.seen.flow(m, o.Trial.note())
	c.how = figures.Simulated
	c.flow.onlyFor(o.Persona, m.Net)
	return c, nil
}

// fillIn simulates what no formula tells, if there is a trial.
func (m *Model) fillIn(c *chains, o Options, brief bool) {
	var seen *observed
	var err error
	if brief && c.flow != nil && o.Trial != nil {
		if c.each, err = m.meanTimes(o); err == nil {
			c.because, c.unknown = c.unknown, nil
			return
		}
	} else {
		seen, err = m.observe(o)
	}
	switch {
	case err != nil:
		unknown := *c.unknown
		unknown.Trial = err
		c.unknown = &unknown
	case seen != nil:
		c.seen, c.because, c.unknown = seen, c.unknown, nil
	}
}

// course is where customers spend their time; nil: not known.
func (c *chains) course() *course {
	switch {
	case c.customer != nil:
		return &course{c.customer.stays, [][]float64{c.customerVisits()}, c.flow.How}
	case c.seen != nil:
		return c.seen.course()
	}
	return nil
}

// tryAll has all times.
func (m *Model) tryAll(c *chains, o Options) error {
	all, err := explore(m.Net, c.laws, c.waits, o.mostStates())
	if err != nil {
		return err
	}
	c.all = all
	if all.leaves {
		return leavesMeanwhile()
	}
	c.customer = all
	return m.finishChains(c, all)
}

func leavesMeanwhile() error {
	return &Unknown{Why: figures.T("customers may leave while times of different laws pass side by side")}
}

// tryCustomer leaves out the times that nobody waits for. What can be set off
// again keeps its time where that can be, else it is taken to be done by then.
func (m *Model) tryCustomer(c *chains, o Options) error {
	behind := background(m.Graph)
	left := behind
	without := func(left []bool) (*chain, []bool, error) {
		found, err := explore(m.Net, withoutTime(c.laws, left), c.waits, o.mostStates())
		if err != nil {
			return nil, nil, err
		}
		if found.leaves {
			return nil, nil, leavesMeanwhile()
		}
		return found, found.again(c.takeTime(left)), nil
	}
	found, twice, err := without(behind)
	if err != nil {
		return err
	}
	if slices.Contains(twice, true) {
		once := slices.Clone(behind)
		for t := range once {
			once[t] = once[t] && !twice[t]
		}
		better, still, err := without(once)
		if err == nil && !slices.Contains(still, true) {
			found, twice, left = better, nil, once
		}
	}
	if names := m.names(twice); len(names) > 0 {
		c.how = figures.Formula
		c.notes = append(c.notes, figures.T("%s: taken to be done before being set off again", strings.Join(names, ", ")))
	}
	c.customer, c.hidden = found, c.takeTime(left)
	return m.finishChains(c, found)
}

// takeTime keeps of some touchpoints those that take any.
func (c *chains) takeTime(some []bool) []bool {
	out := slices.Clone(some)
	for t := range out {
		out[t] = out[t] && !c.laws[t].instant()
	}
	return out
}

// tryFlow counts only: how often things happen is the same whatever takes how
// long, where the order does not matter. Else everything is taken to take its mean
// time, and if that is too much still, none.
func (m *Model) tryFlow(c *chains, o Options) error {
	why := c.unknown
	if c.all != nil {
		err := m.finishChains(c, c.all)
		c.unknown = why
		return err
	}
	laws, waits := make([]law, m.Net.Len()), make([]time.Duration, m.Net.Len())
	found, err := explore(m.Net, laws, waits, o.mostStates())
	if err != nil {
		return err
	}
	if !orderFree(m.Net, o.mostStates()/orderShare) {
		c.how, c.notes = figures.Formula, []figures.Text{figures.T("Of what goes on side by side, what stands first in reading order is taken to end first")}
		if means, err := explore(m.Net, withoutTime(fixedAtMeans(c.laws), background(m.Graph)), c.waits, o.mostStates()); err == nil {
			found, c.notes = means, []figures.Text{figures.T("Of what goes on side by side, everything is taken to take its mean time")}
		}
	}
	err = m.finishChains(c, found)
	c.unknown = why
	return err
}

// withoutTime leaves out the times of some touchpoints.
func withoutTime(laws []law, some []bool) []law {
	out := slices.Clone(laws)
	for i, yes := range some {
		if yes {
			out[i] = law{known: laws[i].known}
		}
	}
	return out
}

func fixedAtMeans(laws []law) []law {
	out := make([]law, len(laws))
	for i, l := range laws {
		out[i] = l
		if l.shape != fixedLaw {
			out[i] = fixedFor(time.Duration(l.mean * float64(time.Second)))
		}
	}
	return out
}

// finishChains checks a chain and counts along it.
func (m *Model) finishChains(c *chains, found *chain) error {
	if err := m.trapped(found); err != nil {
		return err
	}
	c.counted, c.flow = found, m.count(found)
	c.flow.How, c.flow.Notes, c.unknown = c.how, c.notes, nil
	return nil
}

// names lists the titles of marked touchpoints.
func (m *Model) names(marked []bool) []string {
	var out []string
	for i, yes := range marked {
		if yes {
			out = append(out, m.Net.Touchpoint(i).Title)
		}
	}
	return out
}
