package lint

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func complaintStages() *Rule {
	return &Rule{
		Name: "complaint-stages", Group: Complaints, Severity: blueprint.Hint,
		Title: "A complaint that is not seen through",
		Doc: para(`Complaints are made, but some of what must follow is nowhere: that they are acknowledged, judged, assigned,
			answered, closed. What is decided counts as judged, what is looked into as assigned.

			Where a touchpoint of the complaint refers with see to another blueprint, that one tells the rest.`),
		Why: para(`A complaint that gets stuck halfway angers twice: of customers with a major problem 19% buy again when they
			complained in vain, 54% when it was resolved.`),
		Source: "ISO 10002:2018, clause 7; the eight steps of handling a complaint; TARP",
		Settings: []Setting{
			{Name: "stages", Title: "stages that must be there", Form: blueprint.FormText, Default: "acknowledged, judged, assigned, answered, closed"},
		},
		Run: runComplaintStages,
	}
}

func runComplaintStages(p *Pass) {
	made := p.where(func(t *touchpoint.Touchpoint) bool { return t.Complaint == touchpoint.ComplaintMade })
	if len(made) == 0 || p.complaintElsewhere() {
		return
	}
	there := map[touchpoint.ComplaintStage]bool{}
	for _, t := range p.Graph.Touchpoints() {
		there[t.Complaint] = true
	}
	there[touchpoint.ComplaintJudged] = there[touchpoint.ComplaintJudged] || there[touchpoint.ComplaintDecided]
	there[touchpoint.ComplaintAssigned] = there[touchpoint.ComplaintAssigned] || there[touchpoint.ComplaintInvestigated]
	var missing []string
	for _, stage := range words(p.Text("stages")) {
		s := touchpoint.ComplaintStage(stage)
		if slices.Contains(touchpoint.ComplaintStages(), s) && !there[s] {
			missing = append(missing, stage)
		}
	}
	if len(missing) == 0 {
		return
	}
	p.Report(p.Graph.Path(made[0]), fmt.Sprintf("customers complain at %s, but nothing says where that is %s", called(made[0]), and(missing)),
		fmt.Sprintf("mark who does it with complaint: %s, or refer to the blueprint that tells it, with see: complaints.yaml", missing[0]))
}

// complaintElsewhere tells whether the handling of complaints is told by another
// blueprint: some touchpoint of a step that has to do with them refers to one.
func (p *Pass) complaintElsewhere() bool {
	for _, step := range p.Steps() {
		about := func(t *touchpoint.Touchpoint) bool { return t.Complaint != "" }
		see := func(t *touchpoint.Touchpoint) bool { return t.See != "" }
		if slices.ContainsFunc(step, about) && slices.ContainsFunc(step, see) {
			return true
		}
	}
	return false
}

func complaintUnanswered() *Rule {
	return &Rule{
		Name: "complaint-unanswered", Group: Complaints, Severity: blueprint.Hint,
		Title: "An answer that does not come to the customer",
		Doc: para(`Complaints are answered, but behind the line of visibility with nothing on stage in that step, or where no
			way leads from any place where they are made. Without any answer complaint-stages says what is missing.`),
		Why:    para(`The case is closed in the files and open in the customer's head.`),
		Source: "ISO 10002:2018, clause 7.8 (communicating the decision); the eight steps: tell the customer, collect the reply",
		Run:    runComplaintUnanswered,
	}
}

func runComplaintUnanswered(p *Pass) {
	made := p.where(func(t *touchpoint.Touchpoint) bool { return t.Complaint == touchpoint.ComplaintMade })
	answered := p.where(func(t *touchpoint.Touchpoint) bool { return t.Complaint == touchpoint.ComplaintAnswered })
	if len(made) == 0 || len(answered) == 0 || p.complaintElsewhere() {
		return
	}
	toStage := p.toStage()
	heard := slices.DeleteFunc(slices.Clone(answered), func(t *touchpoint.Touchpoint) bool {
		return !toStage(t) && !slices.ContainsFunc(p.Steps()[p.Graph.Place(t).Column], p.seen)
	})
	if len(heard) == 0 {
		p.Report(p.Graph.Path(answered[0]), fmt.Sprintf("the complaint is answered at %s (%s), and nothing on stage hears of it", called(answered[0]), p.Graph.Kind(answered[0])),
			"add where the customer gets the answer to the step, or the channel that it goes through, such as channel: phone")
		return
	}
	reached := p.columnsFrom(p.columnsOf(made), onward, anyWay)
	if slices.ContainsFunc(p.columnsOf(heard), func(c int) bool { return reached[c] }) {
		return
	}
	p.Report(p.Graph.Path(made[0]), fmt.Sprintf("customers complain at %s, but no way leads from there to the answer, %s", called(made[0]), called(heard[0])),
		fmt.Sprintf("lead on to it, with next: %s, say", heard[0].ID), p.related("the answer is given here", heard[0])...)
}

func complaintKinds() *Rule {
	return &Rule{
		Name: "complaint-kinds", Group: Complaints, Severity: blueprint.Hint,
		Title: "A kind of complaint that nobody has thought of",
		Doc: para(`Fail points carry the kind of complaint that they lead to, but one of the four kinds is missing although the
			service has what it is about: product where there is a core, contract where something is ordered, billed or paid,
			transport where staff keeps or carries what belongs to customers, service where an actor meets them.`),
		Why:    para(`What was never thought of has no prevention, no recovery and nobody responsible on the day it happens.`),
		Source: "the four kinds of complaints: product quality, contract, transport, service",
		Settings: []Setting{
			{Name: "least", Title: "fail points with a kind from which on the rule asks", Form: blueprint.FormCount, Default: "3"},
		},
		Run: runComplaintKinds,
	}
}

func runComplaintKinds(p *Pass) {
	kinds, count := map[touchpoint.FailKind]bool{}, 0
	add := func(fails []touchpoint.Fail) {
		for _, f := range fails {
			if f.Kind != "" {
				kinds[f.Kind] = true
				count++
			}
		}
	}
	for _, t := range p.Graph.Touchpoints() {
		add(t.Fails)
	}
	for _, s := range p.Blueprint.Steps() {
		for _, e := range s.Evidence {
			add(e.Fails)
		}
	}
	if count == 0 || count < p.Count("least") {
		return
	}
	var missing []string
	var at []*touchpoint.Touchpoint
	for _, kind := range touchpoint.FailKinds() {
		if kinds[kind] {
			continue
		}
		if i := slices.IndexFunc(p.Graph.Touchpoints(), func(t *touchpoint.Touchpoint) bool { return p.asksFor(kind, t) }); i >= 0 {
			missing = append(missing, string(kind))
			at = append(at, p.Graph.Touchpoints()[i])
		}
	}
	if len(missing) > 0 {
		p.Report(atTitle(), fmt.Sprintf("none of the %d fail points with a kind is about %s, though customers may well complain of it", count, and(missing)),
			fmt.Sprintf("ask what customers would complain of at %s, and write it down as a fail point with kind: %s", called(at[0]), missing[0]),
			p.related("here it may happen", at...)...)
	}
}

// asksFor tells whether a touchpoint is one that a kind of complaint may be
// about.
func (p *Pass) asksFor(kind touchpoint.FailKind, t *touchpoint.Touchpoint) bool {
	switch s := t.Service; kind {
	case touchpoint.ProductFault:
		return s == touchpoint.Core
	case touchpoint.ContractFault:
		return s == touchpoint.OrderTaking || s == touchpoint.Billing || s == touchpoint.Payment
	case touchpoint.TransportFault:
		return s == touchpoint.Safekeeping && p.Graph.Kind(t) != touchpoint.Customer ||
			t.Facets != nil && t.Facets.Recipient == touchpoint.Possession
	case touchpoint.ServiceFault:
		return p.Graph.Kind(t) == touchpoint.Frontstage && p.Graph.Actor(t) != ""
	}
	return false
}
