package view

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Detail says how much a board shows.
type Detail string

// The details. The zero value is Normal.
const (
	Overview Detail = "overview" // a column for each phase, and what stands in it as one box for each lane
	Normal   Detail = "normal"
	Full     Detail = "full" // in the boxes also who does it, how, by which rules, and what can fail
)

// Details lists the details, the least first.
func Details() []Detail { return []Detail{Overview, Normal, Full} }

// overview is a blueprint with one step for each phase. A box says how many
// touchpoints of a lane stand for it, a customer's the first and the last, and
// carries their marks: what matters most of each kind.
func overview(b *blueprint.Blueprint, l labels) *blueprint.Blueprint {
	g := b.Graph()
	out := &blueprint.Blueprint{
		ID: b.ID, Title: b.Title, Description: b.Description, Language: b.Language,
		Personas: b.Personas, Actors: b.Actors, Lanes: b.LanesInUse(),
	}
	for i := range b.Phases {
		p := &b.Phases[i]
		step := blueprint.Step{Time: p.Time}
		for _, lane := range out.Lanes {
			var in []*touchpoint.Touchpoint
			for _, t := range g.InPhase(i) {
				if g.Place(t).Lane == lane.ID {
					in = append(in, t)
				}
			}
			if len(in) == 0 {
				continue
			}
			t := gathered(in, lane.Kind, l)
			t.ID = fmt.Sprintf("%s-%d", lane.ID, i+1)
			step.Cells = append(step.Cells, blueprint.Cell{Lane: lane.ID, Stacks: [][]*touchpoint.Touchpoint{{t}}})
		}
		out.Phases = append(out.Phases, blueprint.Phase{ID: p.ID, Title: p.Title, Steps: []blueprint.Step{step}})
	}
	out.Complete()
	return out
}

// gathered is one touchpoint for several.
func gathered(in []*touchpoint.Touchpoint, k touchpoint.Kind, l labels) *touchpoint.Touchpoint {
	out := &touchpoint.Touchpoint{Title: in[0].Title}
	switch {
	case len(in) > 1 && k == touchpoint.Customer:
		out.Title = in[0].Title + " … " + in[len(in)-1].Title
	case len(in) > 1:
		out.Title = fmt.Sprintf(l.Count, len(in))
	}
	var titles []string
	for _, t := range in {
		titles = append(titles, t.Title)
		out.Fails = append(out.Fails, t.Fails...)
		if t.IsMoment() && !out.IsCritical() {
			out.Moment = &touchpoint.Moment{Critical: t.IsCritical()}
		}
		if t.Wait != nil {
			if out.Wait == nil {
				out.Wait = &touchpoint.Wait{}
			}
			out.Wait.Expected += t.Wait.Expected
		}
	}
	for i := range out.Fails {
		out.Fails[i].Recover = "" // it would name a box that is not there
	}
	out.Description = l.join(titles)
	return out
}

// more are the lines of a touchpoint that stand there in full detail only.
func (p *plan) more(t *touchpoint.Touchpoint) []string {
	var lines, who []string
	add := func(name, words string) {
		if words != "" {
			lines = append(lines, name+p.labels.Colon+words)
		}
	}
	if t.Description != "" {
		lines = append(lines, t.Description)
	}
	for _, a := range p.actors {
		if a.ID == t.Actor && t.Actor != "" {
			name := a.Title
			if name == "" {
				name = a.ID
			}
			who = append(who, name)
		}
	}
	if t.Channel != "" {
		who = append(who, p.labels.ChannelName(t.Channel))
	}
	if t.Servers > 1 {
		who = append(who, fmt.Sprintf(p.labels.Servers, t.Servers))
	}
	if len(who) > 0 {
		lines = append(lines, strings.Join(who, p.labels.Separator))
	}
	add(p.labels.Owner, t.Owner)
	add(p.labels.Policy, t.Policy)
	if t.Standards != nil {
		var titles []string
		for _, s := range append(append([]touchpoint.Standard{}, t.Standards.Procedural...), t.Standards.Personal...) {
			titles = append(titles, s.Title)
		}
		add(p.labels.Standard, strings.Join(titles, "; "))
	}
	for _, f := range t.Fails {
		words := f.Title
		if f.Chance != nil {
			words = strings.TrimPrefix(words+p.labels.Separator+chance(*f.Chance), p.labels.Separator)
		}
		add(p.labels.Fail, words)
	}
	return lines
}
