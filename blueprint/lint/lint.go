// Package lint asks of a service blueprint what an experienced service designer
// asks in a review.
//
// What comes in is a [blueprint.Blueprint], read or built in Go; what goes out
// are [blueprint.Diagnostics], each with its place, its reason and a way to mend
// it. A [Rule] is a plain value: those of the project are in [Rules], and a list
// of one's own goes into [Options].
package lint

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
)

// Rule is one question that is asked of every blueprint.
type Rule struct {
	Name     string // in kebab-case; diagnostics carry it
	Group    Group
	Severity blueprint.Severity // unless Options say otherwise
	Title    string             // what is wrong, as a short phrase
	Doc      string             // what exactly the rule looks at; its first paragraph is a summary
	Why      string             // what it means for the customer
	Source   string             // where the question comes from
	Settings []Setting          // what can be set for it
	Avoid    string             // a small blueprint in YAML that the rule catches
	Prefer   string             // the same, mended
	Run      func(*Pass)        // looks at one blueprint and reports

	// Mend changes a text where findings need no judgement to be mended: at are
	// the paths of findings in this very text, one or more. Where they cannot be
	// mended together it returns an error, and is asked for fewer of them. Nil: the
	// rule's findings are mended by whoever knows the service.
	Mend func(text []byte, at ...blueprint.Path) ([]edit.Edit, error)
}

// Group puts rules together that are switched together.
type Group string

// The groups.
const (
	Structure Group = "structure" // ways, ends, loops, choices, journeys, ids
	Board     Group = "blueprint" // evidence, lanes and the lines between them
	Moments   Group = "moments"   // moments of truth
	Waits     Group = "waits"     // waits and times
	Failures  Group = "failures"  // fail points, prevention, recovery

	Services   Group = "services"   // the core and its petals
	Complaints Group = "complaints" // how customers are heard and answered
	Standards  Group = "standards"  // what good work is, in procedure and person
	Gaps       Group = "gaps"       // between expected, specified, delivered, promised and perceived
	Economics  Group = "economics"  // whether time, price and capacity go together
	Proof      Group = "proof"      // what the map itself stands on
	Wording    Group = "wording"    // titles: legible, and in the customer's words
)

// Groups lists the groups of the project's own rules.
func Groups() []Group {
	return []Group{Structure, Board, Moments, Waits, Failures, Services, Complaints, Standards, Gaps, Economics, Proof, Wording}
}

// Run asks the rules of a blueprint. The findings are located where the
// blueprint was read from a text, and sorted. Run says nothing of what
// [blueprint.Load] alone can know, such as unknown keys; a blueprint that Load
// could read only in part is welcome. What comments in the blueprint's text
// silence is left out, see [Suppress]. A nil blueprint has no findings.
func Run(b *blueprint.Blueprint, o Options) blueprint.Diagnostics {
	if b == nil {
		return nil
	}
	seen := &view{graph: b.Graph()}
	var found blueprint.Diagnostics
	for _, r := range o.Selected() {
		if r.Run == nil {
			continue
		}
		p := &Pass{Blueprint: b, Graph: seen.graph, rule: r, view: seen, options: &o}
		r.Run(p)
		found = append(found, p.found...)
	}
	return Suppress(b, b.LocateAll(found), o)
}

// Pass is one run of one rule over one blueprint.
type Pass struct {
	Blueprint *blueprint.Blueprint
	Graph     *blueprint.Graph // worked out once and shared by all rules

	rule    *Rule
	view    *view
	options *Options
	found   blueprint.Diagnostics
}

// Report adds a finding. The message says what is wrong where, and what it means
// for the customer; the hint says how to mend it. Paths come from
// [blueprint.Graph.Path] and its like.
func (p *Pass) Report(path blueprint.Path, message, hint string, related ...blueprint.Related) {
	p.found = append(p.found, blueprint.Diagnostic{
		Rule:     p.rule.Name,
		Severity: p.options.severity(p.rule),
		Path:     slices.Clone(path),
		Message:  message,
		Hint:     hint,
		Related:  related,
	})
}
