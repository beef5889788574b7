package lint

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/touchpoint"
)

func sameWay() *Rule {
	return &Rule{
		Name: "same-way", Group: Structure, Severity: blueprint.Warning,
		Title: "A way or a link that is written twice",
		Doc: para(`Two ways out of a touchpoint lead to the same place under the same condition, or two links join the same
			touchpoints in the same direction with the same title. A link that leads both ways is the same in either
			direction. Ways with chances are left alone: they may add up.`),
		Why: para(`In the picture one line covers the other, so nobody sees it. Shares that are divided among the ways count the
			place twice: more customers seem to go there than do, and the staff for them is planned.`),
		Source: "the language: ways without a chance share what the others leave",
		Run: func(p *Pass) {
			for _, t := range p.Graph.Touchpoints() {
				p.sameNext(t)
			}
			p.sameLink()
		},
		Mend: edit.Delete,
	}
}

// written is what makes two ways or links the same.
type written struct{ from, to, words string }

func (p *Pass) sameNext(t *touchpoint.Touchpoint) {
	if len(t.Next) < 2 {
		return
	}
	first := map[written]int{}
	at := p.Graph.Path(t).Key("next")
	for i, n := range t.Next {
		key := written{t.ID, n.To, condition(n.When)}
		j, seen := first[key]
		switch {
		case n.To == "" || n.Chance != nil:
		case !seen:
			first[key] = i
		default:
			p.Report(at.At(i), fmt.Sprintf("the way from %s to %s is written twice", called(t), p.destination(n.To)),
				"leave one of them out", blueprint.Related{Message: "the same way is here", Path: at.At(j)})
		}
	}
}

func (p *Pass) sameLink() {
	first := map[written]int{}
	for _, l := range p.Graph.Links() {
		from, to := l.From.ID, l.To.ID
		if l.Link.Both && to < from {
			from, to = to, from
		}
		key := written{from, to, fmt.Sprint(l.Link.Both, condition(l.Link.Title))}
		j, seen := first[key]
		if !seen {
			first[key] = l.Index
			continue
		}
		p.Report(p.Graph.LinkPath(l.Index), fmt.Sprintf("the link between %s and %s is written twice", called(l.From), called(l.To)),
			"leave one of them out", blueprint.Related{Message: "the same link is here", Path: p.Graph.LinkPath(j)})
	}
}

// destination names where a way leads to.
func (p *Pass) destination(id string) string {
	if t, ok := p.Graph.Touchpoint(id); ok {
		return called(t)
	}
	if id == touchpoint.End {
		return "the end"
	}
	return quote(id)
}

// condition is a condition as it is compared: in capitals or not, however it is
// spaced.
func condition(when string) string { return strings.Join(strings.Fields(strings.ToLower(when)), " ") }
