package view

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/board"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// plan is a board or a strip of one, with sizes but without places.
type plan struct {
	labels      labels
	setter      setter
	options     Options
	lanes       []lane
	columns     []column
	boxes       []box
	edges       []edge
	personas    []blueprint.Persona
	actors      []blueprint.Actor
	only        int // number of the only phase that is shown, from 1; 0 are all
	phaseTitles []string
	wrapped     bool // ways go on from strip to strip
	bands       bool // names of kinds stand above lanes that have names of their own
	over        *overlay
}

// lane is a row of the board.
type lane struct {
	blueprint.Lane
	name string
	band int // lanes of one kind share a band
}

// column is a step, or an end piece that carries the ways on to another strip.
type column struct {
	step    *blueprint.Step // nil for an end piece
	number  int             // of the step, counted from 0 over all phases
	phase   int
	heading []string
	note    string   // under the heading
	items   []string // evidence
	width   float64  // of the boxes in it
}

// role of a box: what stands in a cell.
type standing int

const (
	aTouchpoint standing = iota
	anEnd                // the journey ends here
	anOnward             // the way goes on in another strip
)

// box is something that stands in a cell.
type box struct {
	standing
	setter                   setter
	t                        *touchpoint.Touchpoint // what it is, or what it belongs to
	column, row, slot, layer int
	detour, choice           bool
	lines                    []string // the title
	notes                    []note   // smaller lines under it
	badges                   [][]badge
	tag                      string // the service element
	channel                  string // one that has an icon
	word                     string // on an onward mark
	tagW                     float64
	w, h                     float64
}

// note is a smaller line in a box.
type note struct {
	line  string
	paint scene.Paint
}

// edge is a way or a link between two boxes.
type edge struct {
	from, to         int // boxes
	kind             board.EdgeKind
	origin           string // of a way; empty for a link
	fromID, toID     string
	fromName, toName string
	choice, both     bool
	label            []string
	said             string      // what a layer says of it, a line of its own under the label
	words            string      // of a recovery, in full
	paint            scene.Paint // of a recovery: what it is taken on
	part             string      // of a way that goes on in another strip: "begin" or "end"
}

func newPlan(b *blueprint.Blueprint, o Options) *plan {
	p := bare(b, o)
	g := b.Graph()
	p.addColumns(b)
	index := p.addBoxes(g)
	p.addWays(g, index)
	if o.shows(PartLinks) {
		p.addLinks(g, index)
	}
	p.size()
	return p
}

// bare is a plan with nothing on it but its lanes.
func bare(b *blueprint.Blueprint, o Options) *plan {
	language := o.Language
	if language == "" {
		language = b.Language
	}
	p := &plan{labels: labelsFor(o, language), setter: setter{text.Setter{Measurer: o.Measurer}}, options: o, personas: b.Personas, actors: b.Actors}
	if i, ok := phaseOf(b, o.Phase); ok {
		p.only = i + 1
	}
	for i := range b.Phases {
		title := b.Phases[i].Title
		if title == "" {
			title = fmt.Sprintf(p.labels.Quadrant.Phase, i+1)
		}
		p.phaseTitles = append(p.phaseTitles, title)
	}
	p.over = overlayOf(o.Layers)
	p.addLanes(b)
	return p
}

func (p *plan) addLanes(b *blueprint.Blueprint) {
	band := -1
	for i, l := range b.LanesInUse() {
		if i == 0 || l.Kind != p.lanes[i-1].Kind {
			band++
		}
		name := l.Title
		if name == "" {
			name = p.labels.Kind(l.Kind)
		} else if name != p.labels.Kind(l.Kind) {
			p.bands = true
		}
		p.lanes = append(p.lanes, lane{Lane: l, name: name, band: band})
	}
}

func (p *plan) addColumns(b *blueprint.Blueprint) {
	number := 0
	for i := range b.Phases {
		for j := range b.Phases[i].Steps {
			s := &b.Phases[i].Steps[j]
			c := column{step: s, number: number, phase: i}
			if p.options.shows(PartEvidence) {
				for _, e := range s.Evidence {
					if e.Title != "" {
						c.items = append(c.items, e.Title)
					}
				}
			}
			if p.options.shows(PartTimes) {
				c.note = p.labels.time(s.Time)
			}
			p.columns = append(p.columns, c)
			number++
		}
	}
}

// addBoxes adds every touchpoint, and returns which box each became.
func (p *plan) addBoxes(g *blueprint.Graph) map[*touchpoint.Touchpoint]int {
	rows := map[string]int{}
	for i, l := range p.lanes {
		rows[l.ID] = i
	}
	index := map[*touchpoint.Touchpoint]int{}
	for c := range p.columns {
		for _, cell := range p.columns[c].step.Cells {
			row, ok := rows[cell.Lane]
			if !ok {
				continue
			}
			for slot, stack := range places(cell, p.lanes[row].Kind.Onstage()) {
				regular := slices.DeleteFunc(slices.Clone(stack), g.IsDetour)
				detours := slices.DeleteFunc(slices.Clone(stack), func(t *touchpoint.Touchpoint) bool { return !g.IsDetour(t) })
				for layer, t := range append(regular, detours...) { // detours are no part of what stands side by side
					index[t] = len(p.boxes)
					p.boxes = append(p.boxes, p.touchpoint(g, t, c, row, 2*slot, layer))
				}
			}
		}
	}
	return index
}

// places are the stacks of a cell, left to right; off stage all is one stack.
func places(cell blueprint.Cell, onstage bool) [][]*touchpoint.Touchpoint {
	var stacks [][]*touchpoint.Touchpoint
	for _, stack := range cell.Stacks {
		stack = slices.DeleteFunc(slices.Clone(stack), func(t *touchpoint.Touchpoint) bool { return t == nil })
		if !onstage && len(stacks) > 0 {
			stacks[0] = append(stacks[0], stack...)
			continue
		}
		stacks = append(stacks, stack)
	}
	return stacks
}

func (p *plan) touchpoint(g *blueprint.Graph, t *touchpoint.Touchpoint, column, row, slot, layer int) box {
	x := box{setter: p.setter, t: t, column: column, row: row, slot: slot, layer: layer, choice: t.Choice(), detour: g.IsDetour(t)}
	if p.options.shows(PartServices) && t.Service != "" {
		x.tag = p.labels.Service(t.Service)
	}
	if _, ok := channelIcon(t.Channel); ok && p.options.shows(PartMarks) {
		x.channel = t.Channel
	}
	return x
}
