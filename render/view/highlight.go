package view

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/touchpoint"
)

// highlight is what a journey comes by.
type highlight struct {
	on   map[string]bool // ids of touchpoints
	ways map[wayKey]bool
}

// wayKey names a way or a link in a picture.
type wayKey struct{ from, to, origin string }

// journeyOf finds a journey by its id, else by its title.
func journeyOf(b *blueprint.Blueprint, name string) (blueprint.Journey, bool) {
	for _, same := range [...]func(blueprint.Journey) bool{
		func(j blueprint.Journey) bool { return j.ID == name },
		func(j blueprint.Journey) bool { return j.Title == name },
	} {
		for _, j := range b.Journeys {
			if same(j) {
				return j, true
			}
		}
	}
	return blueprint.Journey{}, false
}

// follow finds what a journey comes by: its touchpoints, the ways between them
// with what lies on those, and the work that is set off in their steps.
func follow(g *blueprint.Graph, j blueprint.Journey) highlight {
	h := highlight{on: map[string]bool{}, ways: map[wayKey]bool{}}
	var last *touchpoint.Touchpoint
	for _, id := range j.Touchpoints {
		t, ok := g.Touchpoint(id)
		if !ok {
			continue
		}
		h.on[t.ID] = true
		if last != nil {
			for _, w := range path(g, last, t) {
				h.way(w)
				h.on[w.To.ID] = true
			}
		}
		last = t
	}
	if last != nil {
		for _, w := range g.Out(last) {
			if w.To == nil {
				h.way(w)
			}
		}
	}
	h.setOff(g)
	return h
}

func (h *highlight) way(w blueprint.Way) {
	to := touchpoint.End
	if w.To != nil {
		to = w.To.ID
	}
	h.ways[wayKey{w.From.ID, to, string(w.Origin)}] = true
}

// setOff adds the work that the touchpoints set off within their steps.
func (h *highlight) setOff(g *blueprint.Graph) {
	all := g.Touchpoints()
	for grown := true; grown; {
		grown = false
		for _, t := range all {
			if !h.on[t.ID] {
				continue
			}
			for _, w := range g.Out(t) {
				if w.To == nil || w.Origin == blueprint.Recovery || w.Choice || g.Place(w.To).Column != g.Place(t).Column {
					continue
				}
				if g.Kind(w.To) == touchpoint.Customer && !h.on[w.To.ID] {
					continue
				}
				h.way(w)
				if !h.on[w.To.ID] {
					h.on[w.To.ID], grown = true, true
				}
			}
		}
	}
}

// path is the shortest way from one touchpoint to another, without recoveries
// where there is one.
func path(g *blueprint.Graph, from, to *touchpoint.Touchpoint) []blueprint.Way {
	for _, recoveries := range [...]bool{false, true} {
		came := map[*touchpoint.Touchpoint]blueprint.Way{}
		queue := []*touchpoint.Touchpoint{from}
		for len(queue) > 0 {
			t := queue[0]
			queue = queue[1:]
			for _, w := range g.Out(t) {
				if w.To == nil || w.Origin == blueprint.Recovery && !recoveries {
					continue
				}
				if _, seen := came[w.To]; seen {
					continue
				}
				came[w.To] = w
				if w.To == to {
					return walked(came, from, to)
				}
				queue = append(queue, w.To)
			}
		}
	}
	return nil
}

// walked lists the ways that were taken, the last first.
func walked(came map[*touchpoint.Touchpoint]blueprint.Way, from, to *touchpoint.Touchpoint) []blueprint.Way {
	var ways []blueprint.Way
	for at := to; ; {
		w := came[at]
		ways = append(ways, w)
		at = w.From
		if at == from || len(ways) > len(came) {
			return ways
		}
	}
}

// apply makes what a journey comes by strong and everything else faint.
func (h *highlight) apply(groups []scene.Group) []scene.Group {
	out := make([]scene.Group, len(groups))
	for i, g := range groups {
		g.Inner = h.apply(g.Inner)
		on, known := h.is(g)
		if known {
			state := "off"
			if on {
				state = "on"
			}
			g.Data = append(append([]scene.Datum{}, g.Data...), scene.Datum{Name: "journey", Value: state})
			items := make([]scene.Item, len(g.Items))
			for k, item := range g.Items {
				if on {
					items[k] = strong(g.Role, item)
				} else {
					items[k] = faint(g.Role, item)
				}
			}
			g.Items = items
		}
		out[i] = g
	}
	return out
}

// is says whether a group is part of the journey, and whether it could be.
func (h *highlight) is(g scene.Group) (on, known bool) {
	switch g.Role {
	case scene.RoleTouchpoint:
		return h.on[g.ID], true
	case scene.RoleChoice:
		return h.on[g.Get("of")], true
	case scene.RoleMark:
		if g.Get("of") == "evidence" {
			return false, false
		}
		return h.on[g.Get("of")], true
	case scene.RoleWay, scene.RoleLink:
		return h.ways[wayKey{g.Get("from"), g.Get("to"), g.Get("origin")}], true
	case scene.RoleLabel:
		if g.Get("from") == "" {
			return false, false
		}
		from, to := g.Get("from"), g.Get("to")
		for _, origin := range [...]blueprint.Origin{blueprint.Implied, blueprint.Written, blueprint.Recovery} {
			on = on || h.ways[wayKey{from, to, string(origin)}]
		}
		return on, true
	}
	return false, false
}

// strong makes the borders of a box and the line of a way heavier.
func strong(role scene.Role, item scene.Item) scene.Item {
	switch it := item.(type) {
	case scene.Rect:
		if role == scene.RoleTouchpoint {
			it.Width = 2.6
		}
		return it
	case scene.Path:
		if role == scene.RoleWay || role == scene.RoleLink {
			it.Width, it.Stroke = max(it.Width, 2.6), scene.Ink
		}
		return it
	case scene.Polygon:
		if role == scene.RoleWay || role == scene.RoleLink {
			it.Fill = scene.Ink
		}
		return it
	}
	return item
}

// faint takes the colour from an item; its words can still be read.
func faint(role scene.Role, item scene.Item) scene.Item {
	style := func(s scene.Style) scene.Style {
		if s.Stroke != scene.None {
			s.Stroke = scene.Hairline
		}
		switch s.Fill {
		case scene.Wire:
			s.Fill = scene.Hairline
		case scene.Moment: // a critical one is filled still
			s.Fill, s.Stroke, s.Width = scene.Hairline, scene.Muted, 1
		case scene.GoodBand, scene.FairBand, scene.PoorBand, scene.AbsentBand:
			s.Fill = scene.Box
		case scene.Fail, scene.Wait, scene.Customer, scene.Frontstage, scene.Backstage, scene.Support, scene.Good, scene.Fair, scene.Poor, scene.Absent:
			if role == scene.RoleWay || role == scene.RoleLink { // the head of a recovery
				s.Fill = scene.Hairline
				break
			}
			s.Fill, s.Stroke, s.Width = scene.Box, scene.Muted, 1
		}
		return s
	}
	switch it := item.(type) {
	case scene.Rect:
		it.Style = style(it.Style)
		return it
	case scene.Circle:
		it.Style = style(it.Style)
		return it
	case scene.Polygon:
		it.Style = style(it.Style)
		return it
	case scene.Path:
		it.Style = style(it.Style)
		return it
	case scene.Text:
		it.Paint = scene.Muted
		return it
	}
	return item
}
