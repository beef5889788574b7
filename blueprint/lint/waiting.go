package lint

import (
	"fmt"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// waitTime is how long customers wait: as expected, or as long as they put up with
// where that is all that is known.
func waitTime(w *touchpoint.Wait) time.Duration {
	if w.Expected > 0 {
		return w.Expected
	}
	return w.Acceptable
}

// eachWait visits the touchpoints that customers wait for at least so long.
func (p *Pass) eachWait(least time.Duration, visit func(t *touchpoint.Touchpoint, w *touchpoint.Wait)) {
	for _, t := range p.Graph.Touchpoints() {
		if t.Wait != nil && waitTime(t.Wait) > 0 && waitTime(t.Wait) >= least {
			visit(t, t.Wait)
		}
	}
}

func unexplainedWait() *Rule {
	return &Rule{
		Name: "unexplained-wait", Group: Waits, Severity: blueprint.Hint,
		Title:    "A wait that nobody explains",
		Doc:      para(`Customers wait for a while, and nothing says that they are told why, and how long it will take.`),
		Why:      para(`Unexplained waits feel longer than explained ones, and uncertain ones longer than those of known length. Customers think that they were forgotten.`),
		Source:   "Maister 1985, The Psychology of Waiting Lines: propositions 4 and 5",
		Settings: []Setting{{Name: "from", Form: blueprint.FormDuration, Default: "5m", Title: "how long a wait is before it needs to be explained"}},
		Run: func(p *Pass) {
			p.eachWait(p.Duration("from"), func(t *touchpoint.Touchpoint, w *touchpoint.Wait) {
				if !w.Explained {
					p.Report(p.Graph.Path(t).Key("wait"),
						fmt.Sprintf("customers wait %s before %s, and nobody tells them why and how long", touchpoint.FormatDuration(waitTime(w)), called(t)),
						"tell them, by a screen, a person or a message, and add explained: true")
				}
			})
		},
	}
}

func unoccupiedWait() *Rule {
	return &Rule{
		Name: "unoccupied-wait", Group: Waits, Severity: blueprint.Hint,
		Title: "A wait with nothing to do",
		Doc: para(`Customers wait for a while, and nothing says what they can do meanwhile. Waits of hours and days are
			spent elsewhere and do not count.`),
		Why:    para(`Unoccupied time feels longer than occupied time: five minutes before a mirror pass faster than three before a wall.`),
		Source: "Maister 1985, The Psychology of Waiting Lines: proposition 1",
		Settings: []Setting{
			{Name: "from", Form: blueprint.FormDuration, Default: "5m", Title: "how long a wait is before it needs to be filled"},
			{Name: "to", Form: blueprint.FormDuration, Default: "4h", Title: "from when on customers wait elsewhere"},
		},
		Run: func(p *Pass) {
			to := p.Duration("to")
			p.eachWait(p.Duration("from"), func(t *touchpoint.Touchpoint, w *touchpoint.Wait) {
				if w.Occupied == "" && waitTime(w) < to {
					p.Report(p.Graph.Path(t).Key("wait"),
						fmt.Sprintf("customers wait %s before %s with nothing to do, as far as is written down", touchpoint.FormatDuration(waitTime(w)), called(t)),
						"give them something that is pleasant, or part of the service, such as the menu or the form, and add occupied: with what it is")
				}
			})
		},
	}
}

func waitWithoutWayOut() *Rule {
	return &Rule{
		Name: "wait-without-way-out", Group: Waits, Severity: blueprint.Hint,
		Title: "A long wait that nobody can leave",
		Doc: para(`It is written how long customers put up with a long wait, but not where they go when their patience runs
			out. Waits of hours and days are spent elsewhere and do not count.`),
		Why: para(`They go somewhere: home, to the competitor, to the manager. Who has not thought of it loses them without
			noticing.`),
		Source: "queueing theory: reneging; Maister 1985, The Psychology of Waiting Lines",
		Settings: []Setting{
			{Name: "from", Form: blueprint.FormDuration, Default: "15m", Title: "from which acceptable wait on the rule speaks"},
			{Name: "to", Form: blueprint.FormDuration, Default: "4h", Title: "from when on customers wait elsewhere"},
		},
		Run: func(p *Pass) {
			from, to := p.Duration("from"), p.Duration("to")
			for _, t := range p.Graph.Touchpoints() {
				if w := t.Wait; w != nil && w.Acceptable > 0 && w.Acceptable >= from && w.Acceptable < to && w.Then == "" {
					p.Report(p.Graph.Path(t).Key("wait"),
						fmt.Sprintf("customers who have waited %s before %s have had enough, and nothing says where they go", touchpoint.FormatDuration(w.Acceptable), called(t)),
						"add then: with the id of the touchpoint where they go, or then: end")
				}
			}
		},
	}
}

func waitBeforeFirstContact() *Rule {
	return &Rule{
		Name: "wait-before-first-contact", Group: Waits, Severity: blueprint.Hint,
		Title: "A wait before anybody has noticed the customer",
		Doc: para(`Customers wait before the first thing that happens on the frontstage for them. A wait that is explained
			to them is not meant: whoever explains it has noticed them.`),
		Why: para(`Waits before the service begins feel longer than those within it. Until somebody has noticed them, customers
			fear to be forgotten, and are free to leave.`),
		Source:   "Maister 1985, The Psychology of Waiting Lines: proposition 2",
		Settings: []Setting{{Name: "limit", Form: blueprint.FormDuration, Default: "3m", Title: "how long such a wait may be"}},
		Run: func(p *Pass) {
			limit := p.Duration("limit")
			told := map[*touchpoint.Touchpoint]bool{}
			for _, thread := range p.Graph.Threads() {
				for _, t := range p.beforeContact(thread) {
					if w := t.Wait; w == nil || w.Explained || waitTime(w) <= limit || told[t] {
						continue
					}
					told[t] = true
					p.Report(p.Graph.Path(t).Key("wait"),
						fmt.Sprintf("customers wait %s before %s, and until then nobody has noticed them", touchpoint.FormatDuration(waitTime(t.Wait)), called(t)),
						"greet them first, even if it is by a machine that says how long it will take; then the service has begun")
				}
			}
		},
	}
}

// beforeContact lists what stands before the first contact of a thread's
// customers, and that contact.
func (p *Pass) beforeContact(thread blueprint.Thread) []*touchpoint.Touchpoint {
	var out []*touchpoint.Touchpoint
	for _, s := range thread.Stations {
		front := p.columns()[s.Column].frontstage
		if front == nil {
			out = append(out, s.Touchpoints...)
			continue
		}
		// The first action of the customer sets the frontstage to work.
		if s.Touchpoints[0] != front {
			out = append(out, s.Touchpoints[0])
		}
		return append(out, front)
	}
	return nil // nobody ever meets them
}
