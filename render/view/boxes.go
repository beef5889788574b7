package view

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/render/board"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

const boxRadius = 6.0

// stackPad is the room between touchpoints that stand side by side and their
// frame.
const stackPad = 8.0

func rect(r board.Rect) scene.Rect { return scene.Rect{X: r.X, Y: r.Y, W: r.W, H: r.H} }

// drawTouchpoints lists the evidence and the touchpoints step by step, which is
// the customer's order.
func (s *strip) drawTouchpoints() []scene.Group {
	order := make([]int, len(s.boxes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &s.boxes[a], &s.boxes[b]
		return cmp.Or(cmp.Compare(x.column, y.column), cmp.Compare(x.row, y.row), cmp.Compare(x.slot, y.slot), cmp.Compare(x.layer, y.layer))
	})
	var groups []scene.Group
	seen := 0
	for _, i := range order {
		for ; seen < len(s.evidence) && s.evidence[seen].column <= s.boxes[i].column; seen++ {
			groups = append(groups, s.drawEvidence(s.evidence[seen]))
		}
		if s.boxes[i].standing != aTouchpoint {
			continue
		}
		groups = append(groups, s.drawTouchpoint(i))
		if s.boxes[i].choice {
			groups = append(groups, s.drawChoice(i))
		}
	}
	for ; seen < len(s.evidence); seen++ {
		groups = append(groups, s.drawEvidence(s.evidence[seen]))
	}
	return groups
}

// drawStacks frames touchpoints that stand side by side: one way leads in and
// one leads out.
func (s *strip) drawStacks() scene.Group {
	const pad = stackPad
	var g scene.Group
	for i := range s.boxes {
		b := &s.boxes[i]
		if b.standing != aTouchpoint || b.layer > 0 || b.detour {
			continue
		}
		r, n := rect(s.layout.Boxes[i]), 1
		for k := i + 1; k < len(s.boxes) && s.boxes[k].layer > 0 && s.boxes[k].standing == aTouchpoint && !s.boxes[k].detour; k++ { // a stack is listed in one go
			q := s.layout.Boxes[k]
			r.H = q.Y + q.H - r.Y
			n++
		}
		if n < 2 {
			continue
		}
		colour, _ := paints(s.lanes[b.row].Kind)
		g.Items = append(g.Items, scene.Rect{
			X: r.X - pad, Y: r.Y - pad, W: r.W + 2*pad, H: r.H + 2*pad, Radius: 10,
			Style: scene.Style{Stroke: colour, Width: 1, Dash: [2]float64{1, 3}},
		})
	}
	return g
}

func (s *strip) drawEvidence(e evidence) scene.Group {
	r := e.rect
	r.Style = scene.Style{Stroke: scene.Evidence, Width: 1, Dash: [2]float64{3, 3}}
	c := &s.columns[e.column]
	g := scene.Group{
		Role: scene.RoleEvidence, Data: []scene.Datum{{Name: "step", Value: c.stepName()}},
		Name: text.Clean(s.labels.Evidence + ": " + s.labels.join(c.items)), Items: []scene.Item{r},
	}
	g.Items = append(g.Items, block(e.lines, r.X+r.W/2, r.Y+r.H/2, r.W-2*boxPadX, evidenceLine, itemFont, scene.Muted, scene.Middle)...)
	return g
}

// evidenceFails are the fail points of what can be seen in a step.
func (c *column) evidenceFails() []touchpoint.Fail {
	var fails []touchpoint.Fail
	if c.step != nil {
		for _, e := range c.step.Evidence {
			fails = append(fails, e.Fails...)
		}
	}
	return fails
}

func (s *strip) drawTouchpoint(i int) scene.Group {
	b := &s.boxes[i]
	l := s.lanes[b.row]
	colour, _ := paints(l.Kind)
	r := rect(s.layout.Boxes[i])
	r.Radius = boxRadius
	r.Style = scene.Style{Fill: s.over.tint(b.t.ID), Stroke: colour, Width: 1.4}
	g := scene.Group{
		Role: scene.RoleTouchpoint, ID: b.t.ID, Name: s.spoken(b.t, l.name, s.columns[b.column].number, b.tag), Tip: text.Clean(b.t.Description),
		Data: []scene.Datum{
			{Name: "lane", Value: l.ID}, {Name: "kind", Value: string(l.Kind)}, {Name: "step", Value: s.columns[b.column].stepName()},
		},
		Items: []scene.Item{r},
	}
	if b.detour { // dashed like the way that leads to it
		r.Dash = detourDash()
		g.Items[0] = r
		g.Data = append(g.Data, scene.Datum{Name: "detour", Value: "true"})
	}
	g.Data = append(g.Data, s.over.data(b.t.ID)...)
	top := b.top(r)
	middle := r.X + r.W/2
	g.Items = append(g.Items, block(b.lines, middle, top+float64(len(b.lines))*bodyLine/2, r.W-2*boxPadX, bodyLine, bodyFont, scene.Ink, scene.Middle)...)
	top += float64(len(b.lines)) * bodyLine
	for k, n := range b.notes {
		if r.Fill != scene.Box { // a tone's ground is made for ink
			n.paint = scene.Ink
		}
		g.Items = append(g.Items, words(middle, top+smallLine/2+float64(k)*smallLine+4.5, r.W-2*notePadX, smallFont, n.paint, scene.Middle, n.line))
	}
	return g
}

// spoken is what a touchpoint is called when the picture is read aloud: its
// title, its lane, its step counted from 0, and what its marks say.
func (l labels) spoken(t *touchpoint.Touchpoint, lane string, step int, tag string) string {
	facts := []string{t.Title, lane, l.Step + " " + strconv.Itoa(step+1)}
	if tag != "" {
		facts = append(facts, tag)
	}
	switch {
	case t.IsCritical():
		facts = append(facts, l.Critical)
	case t.IsMoment():
		facts = append(facts, l.Moment)
	}
	if t.Wait != nil {
		facts = append(facts, strings.TrimSpace(l.Wait+" "+l.wait(t.Wait)))
	}
	for _, f := range t.Fails {
		facts = append(facts, strings.TrimSpace(l.Fail+" "+f.Title))
	}
	return text.Clean(strings.Join(facts, ", "))
}

func (s *strip) drawChoice(i int) scene.Group {
	b := &s.boxes[i]
	colour, _ := paints(s.lanes[b.row].Kind)
	g := scene.Group{Role: scene.RoleChoice, Data: []scene.Datum{{Name: "of", Value: b.t.ID}}, Name: s.labels.Choice}
	stub := s.layout.Stubs[i]
	g.Items = append(g.Items, line(stub, 0, scene.Style{Stroke: scene.Wire, Width: wireWidth}, false)...)
	g.Items = append(g.Items, diamond(rect(s.layout.Diamonds[i]), colour))
	return g
}

func detourDash() [2]float64 { return [2]float64{6, 3} }

func diamond(d scene.Rect, colour scene.Paint) scene.Polygon {
	x, y := d.X+d.W/2, d.Y+d.H/2
	return scene.Polygon{
		Points: []scene.Point{{X: d.X, Y: y}, {X: x, Y: d.Y}, {X: d.X + d.W, Y: y}, {X: x, Y: d.Y + d.H}},
		Style:  scene.Style{Fill: scene.Box, Stroke: colour, Width: wireWidth},
	}
}
