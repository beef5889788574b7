package lint

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func unusedPersona() *Rule {
	return &Rule{
		Name: "unused-persona", Group: Structure, Severity: blueprint.Hint,
		Title: "A persona that nothing speaks of",
		Doc: para(`A persona is there to make a difference: a journey of its own, a touchpoint or evidence that is for it,
			its own times, expectations or emotions.`),
		Why:    para(`A type of customer that the design never thinks of is served like everybody else, which is seldom what was meant.`),
		Source: "Bitner, Ostrom & Morgan 2008: a blueprint is drawn for a segment of customers",
		Run: func(p *Pass) {
			used := personasUsed(p)
			for i, x := range p.Blueprint.Personas {
				if x.ID != "" && !used[x.ID] {
					p.Report(blueprint.Path{}.Key("personas").At(i),
						fmt.Sprintf("nothing is said of the persona %s: its customers are served like all others", quote(nameOf(x.Title, x.ID))),
						fmt.Sprintf("give it a journey with persona: %s, or mark what is for it with for: %s", x.ID, x.ID))
				}
			}
		},
	}
}

// personasUsed collects the personas that anything names.
func personasUsed(p *Pass) map[string]bool {
	u := usage{}
	for _, j := range p.Blueprint.Journeys {
		u.add(j.Persona)
	}
	for i := range p.Blueprint.Phases {
		u.times(p.Blueprint.Phases[i].Time)
	}
	for _, s := range p.Blueprint.Steps() {
		u.times(s.Time)
		u.emotions(s.Emotion)
		for _, e := range s.Evidence {
			u.add(e.For...)
			u.fails(e.Fails)
		}
	}
	for _, t := range p.Graph.Touchpoints() {
		u.add(t.For...)
		u.times(t.Time)
		u.emotions(t.Emotion)
		u.fails(t.Fails)
		for _, e := range t.Expects {
			u.add(e.For...)
		}
	}
	return u
}

type usage map[string]bool

func (u usage) add(ids ...string) {
	for _, id := range ids {
		u[id] = true
	}
}

func (u usage) times(t *touchpoint.Time) {
	if t == nil {
		return
	}
	for _, by := range t.By {
		u.add(by.Persona)
	}
}

func (u usage) emotions(e *touchpoint.Emotion) {
	if e == nil {
		return
	}
	for _, by := range e.By {
		u.add(by.Persona)
	}
}

func (u usage) fails(list []touchpoint.Fail) {
	for _, f := range list {
		u.add(f.For...)
	}
}

func unusedActor() *Rule {
	return &Rule{
		Name: "unused-actor", Group: Structure, Severity: blueprint.Hint,
		Title:  "An actor who does nothing",
		Doc:    para(`Every actor works in some lane, or at some touchpoint.`),
		Why:    para(`Somebody who should be there for the customer has no part, or whoever has it is not named.`),
		Source: "Kingman-Brundage 1989: a service map shows who does what",
		Run: func(p *Pass) {
			used := usage{}
			for _, l := range p.Blueprint.Lanes {
				used.add(l.Actor)
			}
			for _, t := range p.Graph.Touchpoints() {
				used.add(t.Actor)
			}
			for i, a := range p.Blueprint.Actors {
				if a.ID != "" && !used[a.ID] {
					p.Report(blueprint.Path{}.Key("actors").At(i),
						fmt.Sprintf("the actor %s has no part in the service: no lane and no touchpoint names it", quote(nameOf(a.Title, a.ID))),
						fmt.Sprintf("write actor: %s on the lane or the touchpoints where it works, or leave it out", a.ID))
				}
			}
		},
	}
}

func nameOf(title, id string) string {
	if title != "" {
		return title
	}
	return id
}
