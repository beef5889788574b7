package diagram

import (
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/heading"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

// flow makes a blueprint of a chart.
type flow struct {
	*source
	*chart
	options Options
	lanes   []blueprint.Lane
	laneOf  map[*group]string
	phaseOf map[*group]bool
	kinds   map[string]touchpoint.Kind
	end     map[*node]bool // boxes that stand for the end of the journey
	skipped map[*node]bool
	points  map[*node]*touchpoint.Touchpoint
	lane    map[*node]string
	column  map[*node]int
	pos     position
}

// flowchart reads a flowchart: subgraphs are lanes, arrows tell the order of the
// steps, labels at arrows that part are choices.
func (s *source) flowchart(d opening, o Options) (*blueprint.Blueprint, error) {
	c, err := s.parse(d.rest)
	if err != nil {
		return nil, err
	}
	f := &flow{
		source: s, chart: c, options: o, laneOf: map[*group]string{}, phaseOf: map[*group]bool{}, kinds: map[string]touchpoint.Kind{},
		end: map[*node]bool{}, skipped: map[*node]bool{}, points: map[*node]*touchpoint.Touchpoint{}, lane: map[*node]string{}, column: map[*node]int{},
	}
	if err := f.groups(); err != nil {
		return nil, err
	}
	f.ends()
	f.boxes()
	f.place()
	b := f.board()
	if len(b.Phases) == 0 {
		return s.finish(b, "")
	}
	b.Complete()
	f.ways(b)
	return s.finish(b, "A service")
}

// ownBands are the grounds of lanes in charts that we have written ourselves.
func ownBand(fill string) touchpoint.Kind {
	light := scene.Light()
	for paint, kind := range map[scene.Paint]touchpoint.Kind{scene.CustomerBand: touchpoint.Customer, scene.FrontstageBand: touchpoint.Frontstage, scene.BackstageBand: touchpoint.Backstage, scene.SupportBand: touchpoint.Support} {
		if fill != "" && strings.EqualFold(light.Color(paint), fill) {
			return kind
		}
	}
	return ""
}

// groups finds out what the subgraphs are. Where some are lanes, the others have
// to be named: they could be lanes or phases.
func (f *flow) groups() error {
	type named struct {
		kind    touchpoint.Kind
		title   string
		certain bool
		target  string
	}
	what := map[*group]named{}
	filled := map[*group]bool{}
	for _, n := range f.nodes {
		for g := n.group; g != nil; g = g.parent {
			filled[g] = true
		}
	}
	lanes := 0
	for _, g := range f.chart.groups {
		x := named{}
		for _, m := range f.options.Map {
			if heading.Fold(m.Label) == heading.Fold(g.label) || m.Label == g.id {
				x.target = m.Target
			}
		}
		switch kind := touchpoint.Kind(x.target); {
		case kind.Rank() >= 0:
			x.kind, x.title, x.certain = kind, g.label, true
		case x.target != "":
		default:
			if x.kind, x.title, x.certain = heading.Lane(g.label); x.kind == "" {
				if x.kind = ownBand(g.fill); x.kind != "" {
					x.title, x.certain = g.label, true
				}
			}
		}
		if x.kind != "" {
			lanes++
		}
		what[g] = x
	}
	var failed blueprint.Diagnostics
	plain := true
	for _, g := range f.chart.groups {
		x := what[g]
		switch {
		case x.target == "phase":
			f.phaseOf[g] = true
		case x.kind == "" && x.target == "" && filled[g]:
			if insideLane(g, func(p *group) bool { return what[p].kind != "" }) {
				f.report(g.offset, g.offset+len("subgraph"), fmt.Sprintf("the subgraph %q within a lane was left out, its boxes stay in the lane", g.label), "")
				continue
			}
			hint := fmt.Sprintf("say what it is: --map %q, or =phase", g.label+"=frontstage")
			if near := blueprint.Nearest(heading.Fold(g.label), heading.Names()); near != "" {
				if role, _ := heading.Of(near); role.Kind() != "" {
					hint = fmt.Sprintf("is it %q? Say --map %q", near, g.label+"="+string(role.Kind()))
				}
			}
			failed = append(failed, f.diagnostic(g.offset, g.offset+len("subgraph"), blueprint.Error, fmt.Sprintf("the subgraph %q is no lane that is known", g.label), hint))
		case x.kind != "":
			if !x.certain {
				f.report(g.offset, g.offset+len("subgraph"), fmt.Sprintf("the subgraph %q was taken for a lane of the kind %s", g.label, x.kind), "")
			}
			f.laneOf[g] = f.addLane(x.kind, x.title)
			plain = plain && x.title == ""
		}
	}
	if len(failed) > 0 {
		return failed.Sort()
	}
	if plain {
		f.lanes = nil
	}
	return nil
}

func insideLane(g *group, lane func(*group) bool) bool {
	for p := g.parent; p != nil; p = p.parent {
		if lane(p) {
			return true
		}
	}
	return false
}

// addLane gives the id of a lane, which it adds where it is new.
func (f *flow) addLane(kind touchpoint.Kind, title string) string {
	for _, l := range f.lanes {
		if l.Kind == kind && l.Title == title {
			return l.ID
		}
	}
	id := string(kind)
	if title != "" {
		if slug := blueprint.Slug(title); slug != "" {
			id = slug
		}
	}
	step := blueprint.ShapeNamed(blueprint.Shapes(), "step")
	taken := func(id string) bool {
		_, key := step.Key(id)
		return key || id == touchpoint.End || id == "together" || slices.ContainsFunc(f.lanes, func(l blueprint.Lane) bool { return l.ID == id })
	}
	for base, n := id, 2; taken(id); n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	f.lanes = append(f.lanes, blueprint.Lane{ID: id, Kind: kind, Title: title})
	f.kinds[id] = kind
	return id
}

// ends finds boxes that only say begin and end.
func (f *flow) ends() {
	out, in := map[*node]int{}, map[*node]int{}
	for _, e := range f.edges {
		out[e.from]++
		in[e.to]++
	}
	names := []string{"end", "finish", "stop", "done", "结束", "终点", heading.Fold(wording.For("en").End), heading.Fold(wording.For("zh").End)}
	starts := []string{"start", "begin", "开始", "起点"}
	for _, n := range f.nodes {
		label := heading.Fold(n.title())
		inLane := f.inLane(n) != ""
		switch {
		case out[n] == 0 && in[n] > 0 && slices.Contains(names, label) && (n.round || !inLane):
			f.end[n] = true
		case in[n] == 0 && out[n] > 0 && slices.Contains(starts, label) && (n.round || !inLane):
			f.skipped[n] = true
		}
	}
}

// title is what a box says, its badge left out.
func (n *node) title() string {
	lines := n.label
	if len(lines) > 1 && isBadge(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 {
		return strings.NewReplacer("_", " ").Replace(n.id)
	}
	return strings.Join(lines, " ")
}

// inLane is the lane that a box stands in, "" for none.
func (f *flow) inLane(n *node) string {
	for g := n.group; g != nil; g = g.parent {
		if id := f.laneOf[g]; id != "" {
			return id
		}
	}
	return ""
}

// boxes makes touchpoints of the boxes. One in no lane stands where it comes
// from, or with the customer.
func (f *flow) boxes() {
	homeless := 0
	for _, n := range f.nodes {
		if f.end[n] || f.skipped[n] {
			continue
		}
		t := &touchpoint.Touchpoint{Title: n.title()}
		if len(n.label) > 1 {
			addBadge(t, n.label[len(n.label)-1])
		}
		for _, c := range n.classes {
			switch c {
			case "critical":
				t.Moment = &touchpoint.Moment{Critical: true}
			case "moment":
				t.Moment = &touchpoint.Moment{}
			}
		}
		if n.href != "" {
			if blueprint.SafeAddress(n.href) {
				t.Refs = []string{n.href}
			} else {
				f.report(n.offset, n.offset+len(n.id), "the address of this box was left out", "expected one that begins with http, https or mailto")
			}
		}
		f.points[n] = t
		if f.lane[n] = f.inLane(n); f.lane[n] != "" {
			continue
		}
		f.lane[n] = f.home(n)
		if homeless++; len(f.chart.groups) > 0 {
			f.report(n.offset, n.offset+len(n.id), fmt.Sprintf("%q stands in no lane; it was put into the lane %s", t.Title, f.lane[n]), "")
		}
	}
	if homeless > 0 && len(f.chart.groups) == 0 {
		f.report(0, 1, "this chart has no subgraphs: all boxes were put into the customer's lane", "put boxes into subgraphs that are called as lanes are: customer, frontstage, backstage, support")
	}
}

func (f *flow) home(n *node) string {
	for _, e := range f.edges {
		if e.to == n && f.inLane(e.from) != "" {
			return f.inLane(e.from)
		}
	}
	for id, kind := range f.kinds {
		if kind == touchpoint.Customer && len(f.lanes) == 0 {
			return id
		}
	}
	for _, l := range f.lanes {
		if l.Kind == touchpoint.Customer {
			return l.ID
		}
	}
	if len(f.lanes) == 0 {
		f.kinds[string(touchpoint.Customer)] = touchpoint.Customer
		return string(touchpoint.Customer)
	}
	return f.lanes[0].ID
}
