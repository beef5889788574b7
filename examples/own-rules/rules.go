package main

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/touchpoint"
)

// Rules are the questions that this company asks of its own blueprints.
func Rules() []*lint.Rule { return []*lint.Rule{noQueue()} }

func noQueue() *lint.Rule {
	return &lint.Rule{
		Name: "no-queue", Group: "house", Severity: blueprint.Warning,
		Title:  "A wait longer than we promise",
		Doc:    "Nobody waits longer than what our service promise says.",
		Why:    "The promise hangs in every window of ours.",
		Source: "Our service promise, point 2",
		Settings: []lint.Setting{
			{Name: "most", Form: blueprint.FormDuration, Default: "3m", Title: "how long anybody may wait"},
		},
		Run: func(p *lint.Pass) {
			most := p.Duration("most")
			for _, t := range p.Graph.Touchpoints() {
				if t.Wait != nil && t.Wait.Expected > most {
					p.Report(p.Graph.Path(t).Key("wait"),
						fmt.Sprintf("customers wait before %q longer than the %s that we promise", t.Title, touchpoint.FormatDuration(most)),
						"open another counter, or call back")
				}
			}
		},
	}
}
