package lint

import (
	"fmt"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func waitWithoutAcceptable() *Rule {
	return &Rule{
		Name: "wait-without-acceptable", Group: Waits, Severity: blueprint.Hint,
		Title:  "A wait without an acceptable time",
		Doc:    para(`Customers wait before a touchpoint, and nothing says how long they put up with it.`),
		Why:    para(`Nobody can tell when a queue has grown too long, until customers leave it.`),
		Source: "Shostack 1984: standard and acceptable time; Maister 1985, The Psychology of Waiting Lines",
		Run: func(p *Pass) {
			for _, t := range p.Graph.Touchpoints() {
				if t.Wait != nil && t.Wait.Acceptable == 0 {
					p.Report(p.Graph.Path(t).Key("wait"),
						fmt.Sprintf("customers wait before %s, but nothing says how long they put up with it", called(t)),
						"ask some of them, and add acceptable: wait: {expected: 3m, acceptable: 5m}, say")
				}
			}
		},
	}
}

func standardAboveAcceptable() *Rule {
	return &Rule{
		Name: "standard-above-acceptable", Group: Waits, Severity: blueprint.Warning,
		Title: "A standard time above the acceptable one",
		Doc: para(`The time that is planned for a touchpoint, a step or a phase, or the wait that is expected, is longer
			than what is written as acceptable. Of a time that varies the mean counts; times of single personas count as well.`),
		Why:    para(`Even when everything goes as planned, customers have lost patience before it is done.`),
		Source: "Shostack 1984: the acceptable time bounds the standard time",
		Run:    runStandardAboveAcceptable,
	}
}

func runStandardAboveAcceptable(p *Pass) {
	g, b := p.Graph, p.Blueprint
	column := 0
	for i := range b.Phases {
		ph := &b.Phases[i]
		if ph.Time != nil && len(ph.Steps) > 0 {
			path := g.StepPath(column)
			checkTime(p, ph.Time, path[:len(path)-2].Key("time"), "the phase "+quote(ph.Title))
		}
		for j := range ph.Steps {
			if s := &ph.Steps[j]; s.Time != nil {
				checkTime(p, s.Time, g.StepPath(column).Key("time"), stepName(s, column))
			}
			column++
		}
	}
	for _, t := range g.Touchpoints() {
		if t.Time != nil {
			checkTime(p, t.Time, g.Path(t).Key("time"), called(t))
		}
		if w := t.Wait; w != nil && tooLong(w.Expected, w.Acceptable) {
			p.Report(g.Path(t).Key("wait").Key("expected"),
				fmt.Sprintf("customers wait %s before %s and put up with %s", touchpoint.FormatDuration(w.Expected), called(t), touchpoint.FormatDuration(w.Acceptable)),
				"shorten the wait with more servers, fewer peaks or an appointment, or make it bearable and ask anew what is acceptable")
		}
	}
}

func checkTime(p *Pass, t *touchpoint.Time, path blueprint.Path, what string) {
	const hint = "shorten the work, share it, or do part of it before the customer comes; or ask customers anew what is acceptable"
	say := func(path blueprint.Path, d time.Duration, whose string) {
		p.Report(path, fmt.Sprintf("%s takes %s%s, but customers put up with %s", what, touchpoint.FormatDuration(d), whose, touchpoint.FormatDuration(t.Acceptable)), hint)
	}
	switch mean := t.Expected(""); {
	case tooLong(t.Standard, t.Acceptable):
		say(path.Key("standard"), t.Standard, "")
	case tooLong(mean, t.Acceptable):
		say(path, mean, " on average")
	}
	for _, by := range t.By {
		if tooLong(by.Value, t.Acceptable) {
			say(path.Key("by").Key(by.Persona), by.Value, " for the persona "+quote(by.Persona))
		}
	}
}

// tooLong compares with an acceptable time, where one is given.
func tooLong(d, acceptable time.Duration) bool { return acceptable > 0 && d > acceptable }

func stepName(s *blueprint.Step, column int) string {
	if s.Title != "" {
		return "the step " + quote(s.Title)
	}
	return fmt.Sprintf("step %d", column+1)
}
