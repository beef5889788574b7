package view

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

const (
	titleLine = 26.0
	stripGap  = 40.0
	leastWide = 480.0
)

// Blueprint draws the board of a blueprint: evidence on top, a band for each
// kind of lane, the ways between touchpoints in the gutters, the lines between
// the kinds, and a legend of what is used. Options.Detail, Rows, Phase and
// Journey say how much of it; a phase or a journey that is not there is passed
// over. An overview shows the ways that follow from its own boxes only. Every
// blueprint can be drawn; an empty one gives its title.
func Blueprint(b *blueprint.Blueprint, o Options) *scene.Scene {
	if b == nil {
		b = &blueprint.Blueprint{}
	}
	if o.Detail == Overview {
		b = overview(b, bare(b, o).labels)
		o.Layers = nil // they know of touchpoints, and here are none
	}
	p := newPlan(b, o)
	strips := p.strips()
	shown := p.shown(strips)
	nameW, width := p.nameWidth(), leastWide
	y := margin
	for _, s := range strips { // a first round finds the width, which the title's height depends on
		s.nameW = nameW
		s.place(b)
		width = max(width, s.width)
	}
	out := &scene.Scene{Title: text.Clean(b.Title), Desc: shown.describe(b), Lang: p.language(b)}
	if g, high := p.title(b, width); high > 0 {
		out.Groups = append(out.Groups, g)
		y += high
	}
	for i, s := range strips {
		if i > 0 {
			y += stripGap
		}
		s.move(y)
		s.width = width
		out.Groups = append(out.Groups, s.draw()...)
		y = s.bottom
	}
	if j, ok := journeyOf(b, o.Journey); ok && o.Journey != "" && o.Detail != Overview {
		h := follow(b.Graph(), j)
		out.Groups = h.apply(out.Groups)
	}
	if g, high := shown.legend(width, y+20); high > 0 {
		out.Groups = append(out.Groups, g)
		y += 20 + high
	}
	out.Width, out.Height = width, y+margin
	return out
}

// move shifts everything of a strip that was placed at 0.
func (s *strip) move(dy float64) {
	s.shift(dy)
	for i := range s.evidence {
		s.evidence[i].rect.Y += dy
	}
	for i := range s.under {
		s.under[i].top += dy
	}
	s.top += dy
	s.headings += dy
	s.bands += dy
	s.rows += dy
	s.bottom += dy
}

// draw lists the strip's groups: what everything stands on, then the
// touchpoints in the customer's order, then what joins and marks them.
func (s *strip) draw() []scene.Group {
	groups := s.drawPhases()
	groups = append(groups, s.drawLanes()...)
	groups = append(groups, s.drawRows()...)
	groups = append(groups, s.drawColumns()...)
	if hairs := s.drawHairs(); len(hairs.Items) > 0 {
		groups = append(groups, hairs)
	}
	groups = append(groups, s.drawLines()...)
	if stacks := s.drawStacks(); len(stacks.Items) > 0 {
		groups = append(groups, stacks)
	}
	groups = append(groups, scene.Group{Name: s.labels.Touchpoints, List: true, Inner: s.drawTouchpoints()})
	if ways := s.drawWays(); len(ways) > 0 {
		groups = append(groups, scene.Group{Name: s.labels.Ways, List: true, Inner: ways})
	}
	groups = append(groups, s.drawWayLabels()...)
	return append(groups, s.drawMarks()...)
}

func (p *plan) title(b *blueprint.Blueprint, width float64) (scene.Group, float64) {
	if !p.options.shows(PartTitle) {
		return scene.Group{}, 0
	}
	lines := p.setter.Wrap(b.Title, titleFont, width-2*margin)
	g := scene.Group{Role: scene.RoleTitle, ID: text.Clean(b.ID)}
	for i, l := range lines {
		g.Items = append(g.Items, words(margin+2, margin+16+float64(i)*titleLine, width-2*margin, titleFont, scene.Ink, scene.Start, l))
	}
	if len(lines) == 0 {
		return g, 0
	}
	return g, float64(len(lines))*titleLine + 12
}

// words is one line of text on its base line.
func words(x, y, room float64, f text.Font, paint scene.Paint, anchor scene.Anchor, line string) scene.Text {
	return scene.Text{X: x, Y: y, Max: room, Size: f.Size, Weight: f.Weight, Spacing: f.Spacing, Paint: paint, Anchor: anchor, Line: line}
}

func (p *plan) language(b *blueprint.Blueprint) string {
	if b.Language != "" {
		return b.Language
	}
	return p.labels.Language
}

// describe says in a sentence or two what the picture shows, for those who
// cannot see it.
func (p *plan) describe(b *blueprint.Blueprint) string {
	var facts []string
	if d := text.Clean(b.Description); d != "" {
		facts = append(facts, d)
	}
	touchpoints := 0
	for i := range p.boxes {
		if p.boxes[i].standing == aTouchpoint {
			touchpoints++
		}
	}
	steps := 0
	for i := range p.columns {
		if p.columns[i].step != nil {
			steps++
		}
	}
	facts = append(facts, fmt.Sprintf(p.labels.Summary, touchpoints, steps, len(p.lanes)))
	return strings.Join(facts, " ")
}

// stepName is what data attributes call a step: its id, or its number from 1.
func (c *column) stepName() string {
	if c.step != nil && c.step.ID != "" {
		return c.step.ID
	}
	return strconv.Itoa(c.number + 1)
}
