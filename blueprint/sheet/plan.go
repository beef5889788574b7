package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/heading"
	"github.com/servicemoments/moments/touchpoint"
)

// plan is a blueprint in the making.
type plan struct {
	root   *node
	phases []*phasePlan
	lanes  *lanes
}

type phasePlan struct {
	node   *node
	title  string // as it was read, to find the phase again
	number int    // in the table of phases; 0: a new one
	steps  []*stepPlan
}

type stepPlan struct {
	node  *node
	cells map[string][][]*node // by lane
}

func newStep() *stepPlan { return &stepPlan{node: mapping(ref{}), cells: map[string][][]*node{}} }

// put adds a touchpoint to a cell, beside the last one where it is stacked.
func (s *stepPlan) put(lane string, t *node, stacked bool) {
	stacks := s.cells[lane]
	if last := len(stacks) - 1; stacked && last >= 0 {
		stacks[last] = append(stacks[last], t)
		return
	}
	s.cells[lane] = append(stacks, []*node{t})
}

// tree is the whole blueprint as the language has it.
func (p *plan) tree() *node {
	root := p.root
	if nodes := p.lanes.nodes(); len(nodes) > 0 {
		root.set("lanes", list(nodes...))
	}
	phases := list()
	for _, ph := range p.phases {
		steps := list()
		for _, s := range ph.steps {
			n := s.node
			for _, l := range p.lanes.known {
				stacks := s.cells[l.id]
				if len(stacks) == 0 {
					continue
				}
				cell := list()
				for _, stack := range stacks {
					item := stack[0]
					if len(stack) > 1 {
						item = mapping(stack[0].at)
						item.set("together", list(stack...))
					}
					cell.items = append(cell.items, item)
				}
				n.set(l.id, cell)
			}
			steps.items = append(steps.items, n)
		}
		ph.node.set("steps", steps)
		phases.items = append(phases.items, ph.node)
	}
	root.set("phases", phases)
	return root
}

// lanes are the rows of the board.
type lanes struct {
	in    *reader
	known []*lane
	table bool // they are written in a table of their own
}

type lane struct {
	id    string
	kind  touchpoint.Kind
	title string
	node  *node // as the table has it; nil for a new one
	taken bool  // a row of the board stands for it
}

// lanesOf begins with the lanes of the table.
func (in *reader) lanesOf() *lanes {
	ls := &lanes{in: in}
	d := in.tables[lanesTable]
	if d == nil {
		return ls
	}
	ls.table = true
	for _, rec := range d.records {
		n := in.thing("lane", rec)
		ls.known = append(ls.known, &lane{id: n.textOf("id"), kind: touchpoint.Kind(n.textOf("kind")), title: plainLine(n.textOf("title")), node: n})
	}
	return ls
}

// nodes are the lanes as they are written; none where the default ones will do.
func (ls *lanes) nodes() []*node {
	plain := !ls.table
	for _, l := range ls.known {
		plain = plain && l.title == "" && l.id == string(l.kind)
	}
	if plain {
		return nil
	}
	var out []*node
	for _, l := range ls.known {
		n := l.node
		if n == nil {
			n = mapping(ref{})
			n.set("id", scalar(l.id, ref{}))
			n.set("kind", scalar(string(l.kind), ref{}))
			if l.title != "" {
				n.set("title", scalar(l.title, ref{}))
			}
		}
		out = append(out, n)
	}
	return out
}

// byName finds the lane of a touchpoint in a list: by id, by title, by what its
// kind is called. It adds one where there is none yet, and is nil where the
// label says nothing.
func (ls *lanes) byName(label string, at ref) *lane {
	label = strings.TrimSpace(label)
	for _, l := range ls.known {
		if l.id == label {
			return l
		}
	}
	folded := heading.Fold(label)
	for _, same := range []func(l *lane) bool{
		func(l *lane) bool { return l.title != "" && heading.Fold(l.title) == folded },
		func(l *lane) bool { return heading.Fold(l.id) == folded },
	} {
		if i := slices.IndexFunc(ls.known, same); i >= 0 && folded != "" {
			return ls.known[i]
		}
	}
	kind, title, certain := ls.in.lane(label)
	if kind == heading.Unknown {
		return nil
	}
	return ls.ensure(touchpoint.Kind(kind), title, certain, at)
}

// ensure finds the lane of a kind and title, or adds it.
func (ls *lanes) ensure(kind touchpoint.Kind, title string, certain bool, at ref) *lane {
	title = plainLine(title)
	for _, l := range ls.known {
		if l.kind == kind && heading.Fold(l.title) == heading.Fold(title) {
			return l
		}
	}
	l := &lane{kind: kind, title: title, id: ls.newID(kind, title)}
	ls.known = append(ls.known, l)
	if !certain {
		ls.in.tell(at, fmt.Sprintf("%q was taken for a lane of the kind %s", title, kind), fmt.Sprintf("if it is none, say --map %q", title+"=…"))
	}
	return l
}

// newID is a name for a lane that neither another lane nor a key of steps has.
func (ls *lanes) newID(kind touchpoint.Kind, title string) string {
	id := string(kind)
	if title != "" {
		if slug := blueprint.Slug(title); slug != "" {
			id = slug
		}
	}
	taken := func(id string) bool {
		_, key := ls.in.shapes["step"].Key(id)
		return key || id == touchpoint.End || id == "together" || slices.ContainsFunc(ls.known, func(l *lane) bool { return l.id == id })
	}
	base := id
	for n := 2; taken(id); n++ {
		if id = base + "-lane"; taken(id) {
			id = base + "-" + strconv.Itoa(n)
		}
	}
	return id
}
