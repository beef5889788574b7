package lint

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

func sameName() *Rule {
	return &Rule{
		Name: "same-name", Group: Structure, Severity: blueprint.Hint,
		Title: "Two of a kind with the same name",
		Doc: para(`Two journeys, personas, actors or lanes have the same title. The same staff may well have a lane in
			front of the customer and one behind, and two personas may go journeys of the same title: that is not meant.`),
		Why: para(`In a picture, a table or a meeting nobody knows which one is spoken of: the wrong group of customers is
			measured, the wrong people are asked.`),
		Source: "Kingman-Brundage 1989: a service map is read by people of several departments",
		Run: func(p *Pass) {
			n := namesakes{}
			for i, j := range p.Blueprint.Journeys {
				n.add(p, "journeys", i, "journey", j.Title, j.Persona)
			}
			for i, x := range p.Blueprint.Personas {
				n.add(p, "personas", i, "persona", x.Title, "")
			}
			for i, x := range p.Blueprint.Actors {
				n.add(p, "actors", i, "actor", x.Title, "")
			}
			for i, x := range p.Blueprint.Lanes {
				n.add(p, "lanes", i, "lane", x.Title, string(x.Kind))
			}
		},
	}
}

// namesakes holds where each name was given first.
type namesakes map[name]int

// name is a title in a list, with what else tells things of that title apart.
type name struct{ list, title, apart string }

func (s namesakes) add(p *Pass, list string, i int, what, title, apart string) {
	title = strings.TrimSpace(title)
	key := name{list, strings.ToLower(title), apart}
	first, seen := s[key]
	if title == "" || !seen {
		s[key] = i
		return
	}
	at := blueprint.Path{}.Key(list)
	p.Report(at.At(i).Key("title"), fmt.Sprintf("another %s is called %s, too, so nobody knows which one is spoken of", what, quote(title)),
		"say in the title what makes the difference",
		blueprint.Related{Message: "the other one is here", Path: at.At(first)})
}
