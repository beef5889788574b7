package view

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/board"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

func (p *plan) addWays(g *blueprint.Graph, index map[*touchpoint.Touchpoint]int) {
	ends := map[*touchpoint.Touchpoint]int{}
	for _, w := range g.Ways() {
		from, ok := index[w.From]
		if !ok {
			continue
		}
		e := edge{
			from: from, kind: board.Way, origin: string(w.Origin), choice: w.Choice,
			fromID: w.From.ID, fromName: w.From.Title,
		}
		switch {
		case w.To == nil:
			e.to, e.toID, e.toName = p.end(w.From, from, ends), touchpoint.End, p.labels.End
		default:
			if e.to, ok = index[w.To]; !ok {
				continue
			}
			e.toID, e.toName = w.To.ID, w.To.Title
		}
		words, share := w.When, ""
		if w.Chance != nil && w.Origin == blueprint.Written {
			share = chance(*w.Chance)
		}
		switch {
		case w.Role == blueprint.OnFail:
			e.kind, e.paint = board.Recovery, scene.Fail
			if w.Index >= 0 && w.Index < len(w.From.Fails) {
				words = w.From.Fails[w.Index].Title
			}
		case w.Origin == blueprint.Recovery && w.Role != blueprint.Return:
			e.kind, e.paint = board.Recovery, scene.Wait
			if w.From.Wait != nil && w.From.Wait.Acceptable > 0 {
				words = "> " + p.labels.Duration(w.From.Wait.Acceptable)
			}
		}
		e.label = p.setter.labelLines(words, share, p.labels.Separator)
		if e.paint != "" {
			e.words, e.label = words, short(e.label, mostLabel)
		}
		if said, _, ok := p.over.way(e.fromID, e.toID); ok {
			e.said = p.setter.cutTo(text.Clean(said.Text), badgeFont, mostBadge)
		}
		p.edges = append(p.edges, e)
	}
}

// end adds the mark of a journey's end behind a touchpoint, once for each.
func (p *plan) end(t *touchpoint.Touchpoint, from int, ends map[*touchpoint.Touchpoint]int) int {
	if at, ok := ends[t]; ok {
		return at
	}
	owner := p.boxes[from]
	ends[t] = len(p.boxes)
	p.boxes = append(p.boxes, box{standing: anEnd, t: t, column: owner.column, row: owner.row, slot: owner.slot + 1, layer: owner.layer})
	return ends[t]
}

func (p *plan) addLinks(g *blueprint.Graph, index map[*touchpoint.Touchpoint]int) {
	for _, l := range g.Links() {
		from, ok := index[l.From]
		to, ok2 := index[l.To]
		if !ok || !ok2 || from == to {
			continue
		}
		p.edges = append(p.edges, edge{
			from: from, to: to, kind: board.Link, both: l.Link.Both, label: p.setter.labelLines(l.Link.Title, "", ""),
			fromID: l.From.ID, toID: l.To.ID, fromName: l.From.Title, toName: l.To.Title,
		})
	}
}
