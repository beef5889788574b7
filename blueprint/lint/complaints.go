package lint

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// fault is a failure that customers see and that no recovery mends.
type fault struct {
	fail   touchpoint.Fail
	at     string // what fails
	column int
	path   func() blueprint.Path // asked for only when it is needed
}

// faults lists the fail points on stage and of evidence that have no recovery.
func (p *Pass) faults() []fault {
	var out []fault
	add := func(fails []touchpoint.Fail, at string, column int, path func() blueprint.Path) {
		for i, f := range fails {
			if f.Recover == "" {
				out = append(out, fault{f, at, column, func() blueprint.Path { return path().Key("fails").At(i) }})
			}
		}
	}
	for _, t := range p.Graph.Touchpoints() {
		if len(t.Fails) > 0 && p.seen(t) {
			add(t.Fails, called(t), p.Graph.Place(t).Column, func() blueprint.Path { return p.Graph.Path(t) })
		}
	}
	for i, s := range p.Blueprint.Steps() {
		for j, e := range s.Evidence {
			add(e.Fails, "the evidence "+quote(e.Title), i, func() blueprint.Path { return p.Graph.StepPath(i).Key("evidence").At(j) })
		}
	}
	return out
}

func (f fault) String() string {
	if f.fail.Title != "" {
		return quote(f.fail.Title) + " at " + f.at
	}
	return "what goes wrong at " + f.at
}

// voices lists where customers can say that they are not content.
func (p *Pass) voices() []*touchpoint.Touchpoint {
	return p.where(func(t *touchpoint.Touchpoint) bool {
		return p.seen(t) && (t.Service == touchpoint.Exceptions || t.Complaint != "")
	})
}

func noWayToComplain() *Rule {
	return &Rule{
		Name: "no-way-to-complain", Group: Complaints, Severity: blueprint.Hint,
		Title: "Failures, and nowhere to complain",
		Doc: para(`Customers see failures that no recovery mends, on stage or at a piece of evidence, and nothing on stage is
			there for complaints: no touchpoint with service: exceptions, and none that takes part in handling one.`),
		Why: para(`Who can complain nowhere leaves, and tells others. Of customers with a major problem 9% buy again when they
			did not complain, 82% when it was resolved quickly.`),
		Source: "TARP: repurchase after complaints; ISO 10002:2018, clause 7.1 (communication)",
		Run: func(p *Pass) {
			list := p.faults()
			if len(list) == 0 || len(p.voices()) > 0 {
				return
			}
			what := list[0].String()
			if n := len(list) - 1; n > 0 {
				what += fmt.Sprintf(" (and %d more)", n)
			}
			p.Report(list[0].path(), fmt.Sprintf("nothing mends %s, and customers can complain nowhere", what),
				"add where they can say so, with service: exceptions and complaint: made, or recover: with what mends it")
		},
	}
}

func failureWithoutVoice() *Rule {
	return &Rule{
		Name: "failure-without-voice", Group: Complaints, Severity: blueprint.Hint,
		Title: "A failure from where nobody gets to the complaint",
		Doc: para(`Customers see a failure that no recovery mends, and from its step no way leads to where the service takes
			complaints. Where it takes none at all, no-way-to-complain says so instead.`),
		Why:    para(`A desk for complaints helps only those who come by it. All others take their anger home.`),
		Source: "ISO 10002:2018, clause 4 (accessibility); Chase & Stewart 1994 (resolution)",
		Run: func(p *Pass) {
			voices := p.voices()
			list := p.faults()
			if len(voices) == 0 || len(list) == 0 {
				return
			}
			heard := p.columnsFrom(p.columnsOf(voices), backward, anyWay)
			for _, f := range list {
				if f.column < len(heard) && !heard[f.column] {
					p.Report(f.path(), fmt.Sprintf("nothing mends %s, and from there no way leads to a complaint", f),
						fmt.Sprintf("lead on to where customers are heard, with recover: %s, say", voices[0].ID),
						p.related("complaints are taken here", voices[0])...)
				}
			}
		},
	}
}

func complaintBarrier() *Rule {
	return &Rule{
		Name: "complaint-barrier", Group: Complaints, Severity: blueprint.Hint,
		Title: "A complaint that is hard to make",
		Doc: para(`Complaints are made behind the line of visibility only, or through one single channel although the service
			meets its customers through several.

			A place for exceptions counts as well, and one without a channel as open to all.`),
		Why: para(`Every barrier keeps complaints away and not the reasons for them. The firm hears nothing and takes it for
			content.`),
		Source: "ISO 10002:2018, clause 4 (visibility, accessibility); TARP",
		Run:    runComplaintBarrier,
	}
}

func runComplaintBarrier(p *Pass) {
	made := p.where(func(t *touchpoint.Touchpoint) bool { return t.Complaint == touchpoint.ComplaintMade })
	if len(made) == 0 {
		return
	}
	if !slices.ContainsFunc(made, p.seen) {
		p.Report(p.Graph.Path(made[0]), fmt.Sprintf("complaints are made at %s only (%s), behind the line of visibility, where no customer gets to", called(made[0]), p.Graph.Kind(made[0])),
			"put what customers do to complain into their own lane, and what takes it in on the frontstage")
		return
	}
	open := p.where(func(t *touchpoint.Touchpoint) bool {
		return p.seen(t) && (t.Complaint == touchpoint.ComplaintMade || t.Service == touchpoint.Exceptions)
	})
	only := open[0].Channel
	if only == "" || slices.ContainsFunc(open, func(t *touchpoint.Touchpoint) bool { return t.Channel != only }) {
		return
	}
	elsewhere := p.where(func(t *touchpoint.Touchpoint) bool {
		return p.seen(t) && t.Channel != "" && t.Channel != "sign" && t.Channel != only
	})
	if len(elsewhere) > 0 {
		p.Report(p.Graph.Path(open[0]), fmt.Sprintf("complaints are taken through one channel only (%s), but customers meet the service elsewhere, too (%s)", only, elsewhere[0].Channel),
			fmt.Sprintf("let them complain where they are: add a touchpoint with complaint: made and channel: %s", elsewhere[0].Channel),
			p.related("customers are met here", elsewhere[0])...)
	}
}
