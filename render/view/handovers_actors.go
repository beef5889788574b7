package view

import (
	"github.com/servicemoments/moments/touchpoint"
)

// actor is somebody who does work, or the lane where nobody is named.
type actor struct {
	id, name    string
	kind        touchpoint.Kind // of the topmost lane it works in
	touchpoints []*touchpoint.Touchpoint
}

// actors lists who does the work, from the topmost lane down and within a lane
// in reading order. A lane without an actor stands for itself.
func (p *page) actors() []actor {
	var out []actor
	at := map[string]int{}
	for _, l := range p.lanes {
		for _, t := range p.g.InLane(l.ID) {
			key, a := p.actorOf(t)
			i, ok := at[key]
			if !ok {
				i = len(out)
				at[key] = i
				a.kind = l.Kind
				out = append(out, a)
			}
			out[i].touchpoints = append(out[i].touchpoints, t)
		}
	}
	return out
}

// actorOf is who does the work of a touchpoint, with a key that no other has.
func (p *page) actorOf(t *touchpoint.Touchpoint) (string, actor) {
	id := p.g.Actor(t)
	if id == "" {
		l := p.laneOf(t)
		return "lane " + l.ID, actor{id: l.ID, name: l.name}
	}
	name := id
	for _, a := range p.b.Actors {
		if a.ID == id && a.Title != "" {
			name = a.Title
		}
	}
	return "actor " + id, actor{id: id, name: name}
}
