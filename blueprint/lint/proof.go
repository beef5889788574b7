package lint

import (
	"fmt"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func mostlyAssumed() *Rule {
	return &Rule{
		Name: "mostly-assumed", Group: Proof, Severity: blueprint.Hint,
		Title: "A map of assumptions",
		Doc:   para(`Of all touchpoints more than a share are assumed (proof: assumed): nobody has seen them happen.`),
		Why: para(`A blueprint that is drawn in a meeting room shows the service as the firm believes it to be. Customers go
			through another one.`),
		Source: "Bitner, Ostrom & Morgan 2008: blueprints are drawn from the customer's side and checked with customers",
		Settings: []Setting{
			{Name: "share", Title: "share of the touchpoints that may be assumed", Form: blueprint.FormShare, Default: "30%"},
			{Name: "least", Title: "assumed touchpoints from which on the rule asks", Form: blueprint.FormCount, Default: "3"},
		},
		Run: func(p *Pass) {
			assumed := p.where(func(t *touchpoint.Touchpoint) bool { return t.Proof != nil && t.Proof.Status == touchpoint.Assumed })
			all := len(p.Graph.Touchpoints())
			if len(assumed) == 0 || len(assumed) < p.Count("least") || float64(len(assumed)) <= p.Share("share")*float64(all) {
				return
			}
			p.Report(p.Graph.Path(assumed[0]).Key("proof"), fmt.Sprintf("%d of %s are assumed, %s first: the map may show another service than customers get", len(assumed), plural(all, "touchpoint"), called(assumed[0])),
				"go and watch, or walk it as a customer; then write proof: {status: observed, source: Two days at the counter}",
				p.related("this is assumed, too", some(assumed[1:])...)...)
		},
	}
}

func proposedInAsIs() *Rule {
	return &Rule{
		Name: "proposed-in-as-is", Group: Proof, Severity: blueprint.Warning,
		Title: "Something proposed in a map of what is",
		Doc: para(`The blueprint has status: as-is, but a touchpoint is marked as proposed, which means that it is not there
			yet.`),
		Why:    para(`Whoever measures, staffs or trains by this map counts on something that no customer gets.`),
		Source: "Shostack 1984: the blueprint of the existing service comes before that of the new one",
		Run: func(p *Pass) {
			if p.Blueprint.Status != blueprint.AsIs {
				return
			}
			for _, t := range p.Graph.Touchpoints() {
				if t.Proof != nil && t.Proof.Status == touchpoint.Proposed {
					p.Report(p.Graph.Path(t).Key("proof"), fmt.Sprintf("%s is proposed, so no customer gets it yet, but the blueprint shows the service as it is", called(t)),
						"move it to a copy with status: to-be, or mark it as observed once it is there")
				}
			}
		},
	}
}

func unsourced() *Rule {
	return &Rule{
		Name: "observed-without-source", Group: Proof, Severity: blueprint.Hint,
		Title: "Observed, but nobody says by whom",
		Doc: para(`A touchpoint is marked as observed without a source and without refs. One mark is enough for the whole
			blueprint: refs at the top.`),
		Why:    para(`When somebody doubts it, nobody can be asked, and opinions decide what customers go through.`),
		Source: "listening posts: mystery shopping, surveys, follow-up calls, the service process itself",
		Run: func(p *Pass) {
			if len(p.Blueprint.Refs) > 0 {
				return
			}
			for _, t := range p.Graph.Touchpoints() {
				if t.Proof != nil && t.Proof.Status == touchpoint.Observed && t.Proof.Source == "" && len(t.Refs) == 0 {
					p.Report(p.Graph.Path(t).Key("proof"), fmt.Sprintf("%s was observed, but nothing says who saw customers there, and how", called(t)),
						"add who or what says so: proof: {status: observed, source: Two days at the counter, checked: 2026-03-01}")
				}
			}
		},
	}
}

func oldSource() *Rule {
	return &Rule{
		Name: "old-source", Group: Proof, Severity: blueprint.Hint,
		Title: "A source that has grown old",
		Doc: para(`A touchpoint was last checked, or its time measured, longer ago than a limit, seen from the day that is set
			as today.

			Where no day is set, runs could not be repeated with the clock's; then the latest such day in the blueprint itself
			counts, so that only parts that were left behind by the others are named.`),
		Why: para(`Services change quietly. A map that was right two years ago leads people to mend what customers no longer
			meet.`),
		Source: "the traits of services: they vary with place, staff and customer, so what was seen once does not stay true",
		Settings: []Setting{
			{Name: "today", Title: "day to compare with, such as 2026-03-01", Form: blueprint.FormDate},
			{Name: "age", Title: "how old a source may be", Form: blueprint.FormDuration, Default: "365d"},
		},
		Run: runOldSource,
	}
}

// checked is a day on which something was looked at.
type checked struct {
	t    *touchpoint.Touchpoint
	day  time.Time
	path func() blueprint.Path
}

func runOldSource(p *Pass) {
	var list []checked
	add := func(t *touchpoint.Touchpoint, d touchpoint.Date, path func() blueprint.Path) {
		if day, err := time.Parse(time.DateOnly, string(d)); err == nil {
			list = append(list, checked{t, day, path})
		}
	}
	for _, t := range p.Graph.Touchpoints() {
		if t.Proof != nil {
			add(t, t.Proof.Checked, func() blueprint.Path { return p.Graph.Path(t).Key("proof").Key("checked") })
		}
		if t.Time != nil && t.Time.Measured != nil {
			add(t, t.Time.Measured.On, func() blueprint.Path { return p.Graph.Path(t).Key("time").Key("measured").Key("on") })
		}
	}
	today, err := time.Parse(time.DateOnly, string(p.Date("today")))
	since := "before today, " + today.Format(time.DateOnly)
	if err != nil {
		for _, c := range list {
			if c.day.After(today) {
				today = c.day
			}
		}
		since = "before other parts of the map, on " + today.Format(time.DateOnly)
	}
	for _, c := range list {
		if age := today.Sub(c.day); age > p.Duration("age") {
			p.Report(c.path(), fmt.Sprintf("%s was last looked at on %s, %s %s; customers may meet something else by now",
				called(c.t), c.day.Format(time.DateOnly), plural(int(age/touchpoint.Day), "day"), since),
				"look at it again, and write the day under checked (on, for a measured time)")
		}
	}
}
