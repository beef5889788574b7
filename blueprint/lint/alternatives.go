package lint

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func alternatives() *Rule {
	return &Rule{
		Name: "neighbouring-alternatives", Group: Structure, Severity: blueprint.Hint,
		Title: "Alternatives that follow one another",
		Doc: para(`A choice leads to two touchpoints in neighbouring columns, a kiosk and a counter say, and nothing is
			written on the first: then its customers go on to the second as well, since columns follow one another.

			An extra that some pass over looks the same, and is right. So the rule speaks only where both take an order,
			make a bill or take payment, or go through different channels, or are for different personas; optional: true on the
			first says that it is an extra.`),
		Why:    para(`On paper everybody who used the kiosk queues at the counter afterwards, and every time is too long.`),
		Source: "the language: ways that follow from the board",
		Run: func(p *Pass) {
			along := map[stop]*touchpoint.Touchpoint{}
			for _, w := range p.Graph.Ways() {
				if w.Role == blueprint.Along {
					along[stop{w.Thread, p.Graph.Place(w.From).Column}] = w.To
				}
			}
			threads := map[string]int{}
			for i, t := range p.Graph.Threads() {
				threads[t.Lane] = i
			}
			for _, t := range p.Graph.Choices() {
				neighbours(p, t, func(x *touchpoint.Touchpoint) *touchpoint.Touchpoint {
					at := p.Graph.Place(x)
					return along[stop{threads[at.Lane], at.Column}] // staff stand on the first thread
				})
			}
		},
	}
}

// stop is a step that a thread comes by.
type stop struct{ thread, column int }

// neighbours looks among the targets of a choice for one from where customers go
// along to another.
func neighbours(p *Pass, choice *touchpoint.Touchpoint, along func(*touchpoint.Touchpoint) *touchpoint.Touchpoint) {
	var targets []*touchpoint.Touchpoint
	chosen := map[*touchpoint.Touchpoint]bool{}
	for _, w := range p.Graph.Out(choice) {
		if w.Choice && w.To != nil && !w.Back && !chosen[w.To] {
			chosen[w.To] = true
			targets = append(targets, w.To)
		}
	}
	for _, first := range targets {
		second := along(first)
		if second == nil || !chosen[second] || first.Optional || !p.OnThread(first) || !rivals(first, second) {
			continue
		}
		p.Report(p.Graph.Path(first),
			fmt.Sprintf("after %s either %s or %s comes, but who comes to %s goes on to %s as well", called(choice), called(first), called(second), called(first), called(second)),
			"write next on it where its customers go on to something else, or optional: true where some only pass it over",
			p.related("the choice is made here", choice)...)
	}
}

// rivals tells whether two touchpoints look like two ways to the same thing.
func rivals(a, b *touchpoint.Touchpoint) bool {
	once := []touchpoint.Service{touchpoint.OrderTaking, touchpoint.Billing, touchpoint.Payment} // nobody needs them twice in a row
	switch {
	case a.Service == b.Service && slices.Contains(once, a.Service):
		return true
	case a.Channel != "" && b.Channel != "" && a.Channel != b.Channel:
		return true
	case len(a.For) == 0 || len(b.For) == 0:
		return false
	}
	return !slices.ContainsFunc(a.For, b.ForPersona)
}
