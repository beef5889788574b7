package sheet

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/heading"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/render/wording"
)

// Names of the tables; those of lists of the blueprint are their keys.
const (
	touchpointsTable = "touchpoints"
	stepsTable       = "steps"
	phasesTable      = "phases"
	lanesTable       = "lanes"
	serviceTable     = "service"
)

// table is a table of things of one kind.
type table struct {
	name  string
	shape string
	paths []string // columns
	rows  [][]string
}

// chineseTables are the names of the tables in Chinese.
var chineseTables = []struct{ name, zh string }{
	{touchpointsTable, "接触点"}, {stepsTable, "步骤"}, {phasesTable, "阶段"}, {lanesTable, "泳道"}, {serviceTable, "服务"},
	{"personas", "顾客类型"}, {"actors", "执行者"}, {"links", "关联"}, {"journeys", "旅程"}, {"scenarios", "情景"},
	{"service-levels", "服务级别"}, {"surveys", "调查"}, {"include", "引入"},
}

// tableName is the name of a table for readers.
func tableName(name string, chinese bool) string {
	for _, t := range chineseTables {
		if t.name == name && chinese {
			return t.zh
		}
	}
	return strings.ToUpper(name[:1]) + strings.ReplaceAll(name[1:], "-", " ")
}

// tableNamed finds the table that a name means, "" for none.
func tableNamed(label string) string {
	folded := heading.Fold(label)
	for _, t := range chineseTables {
		if folded == heading.Fold(t.zh) || folded == heading.Fold(t.name) {
			return t.name
		}
	}
	return ""
}

// carrier carries a blueprint over into a spreadsheet.
type carrier struct {
	*blueprint.Blueprint
	graph   *blueprint.Graph
	words   wording.Words
	chinese bool
	flat    flattener
	root    *yamltext.Node
	lanes   []blueprint.Lane
	labels  map[string]string // of lanes, each names one lane only
}

func newCarrier(b *blueprint.Blueprint, language string) (*carrier, error) {
	if b == nil {
		return nil, errors.New("there is no blueprint to write")
	}
	b = whole(b)
	if language == "" {
		language = b.Language
	}
	var text bytes.Buffer
	if err := b.Write(&text); err != nil {
		return nil, err
	}
	root, problems := yamltext.Parse(text.Bytes(), yamltext.Limits{Bytes: 2 * text.Len()})
	if root == nil || root.Kind != yamltext.Mapping {
		return nil, errors.New("this blueprint cannot be written: " + firstProblem(problems))
	}
	c := &carrier{Blueprint: b, graph: b.Graph(), words: wording.For(language), root: root, lanes: b.LanesInUse()}
	c.chinese = c.words.Language == "zh"
	c.flat = flattener{shapes: blueprint.Shapes(), vocab: vocabularyOf(language)}
	c.nameLanes()
	return c, nil
}

func firstProblem(list []yamltext.Problem) string {
	if len(list) == 0 {
		return "it says nothing"
	}
	return list[0].Message
}

// whole is the blueprint with what it includes as its own, as one spreadsheet
// holds it.
func whole(b *blueprint.Blueprint) *blueprint.Blueprint {
	out := *b
	if len(b.Include) == 0 {
		return &out
	}
	out.Include, out.Phases, out.Links = nil, nil, nil
	for _, p := range b.Phases {
		out.Phases = append(out.Phases, blueprint.Phase{ID: p.ID, Title: p.Title, Time: p.Time, Facets: p.Facets, Notes: p.Notes, Steps: p.Steps})
	}
	for _, l := range b.Links {
		out.Links = append(out.Links, blueprint.Link{From: l.From, To: l.To, Both: l.Both, Title: l.Title})
	}
	return &out
}

// laneTitle is what a lane is called in pictures.
func (c *carrier) laneTitle(l blueprint.Lane) string {
	if title := plainLine(l.Title); title != "" {
		return title
	}
	return c.words.Kind(l.Kind)
}

// nameLanes gives every lane a label that names no other: its title, else its id.
func (c *carrier) nameLanes() {
	c.labels = map[string]string{}
	used := map[string]int{}
	for _, l := range c.AllLanes() {
		used[heading.Fold(l.ID)]++
		if title := heading.Fold(c.laneTitle(l)); title != heading.Fold(l.ID) {
			used[title]++
		}
	}
	for _, l := range c.AllLanes() {
		c.labels[l.ID] = l.ID
		if title := c.laneTitle(l); used[heading.Fold(title)] == 1 && heading.Fold(title) != "" {
			c.labels[l.ID] = title
		}
	}
}

// stepNodes lists the steps as YAML, with the phase that each stands in.
func (c *carrier) stepNodes() (steps []*yamltext.Node, phases []int) {
	add := func(list *yamltext.Node, phase int) {
		if list != nil {
			for _, s := range itemsOf(list) {
				steps, phases = append(steps, s), append(phases, phase)
			}
		}
	}
	add(c.root.Get("steps"), 0)
	if list := c.root.Get("phases"); list != nil {
		for i, p := range itemsOf(list) {
			add(p.Get("steps"), i)
		}
	}
	return steps, phases
}

// touchpoints is the table of all touchpoints.
func (c *carrier) touchpoints() table {
	t := table{name: touchpointsTable, shape: "touchpoint"}
	nodes, phases := c.stepNodes()
	var rows []row
	shape := blueprint.ShapeNamed(c.flat.shapes, "touchpoint")
	for column, step := range c.Steps() {
		for _, cell := range step.Cells {
			stacks := itemsOf(nodes[column].Get(cell.Lane))
			for i, stack := range cell.Stacks {
				items := []*yamltext.Node{stacks[i]}
				if together := stacks[i].Get("together"); together != nil {
					items = itemsOf(together)
				}
				for j, tp := range stack {
					r := row{}
					if items[j].Kind == yamltext.Scalar {
						r["title"] = cellText(items[j].Value, false)
					} else {
						r = c.flat.thing(shape, items[j])
					}
					r["id"] = cellText(tp.ID, false)
					r[colStep], r[colPlace] = strconv.Itoa(column+1), strconv.Itoa(i+1)
					r[colPhase], r[colLane] = plainLine(c.Phases[phases[column]].Title), c.labels[cell.Lane]
					rows = append(rows, r)
				}
			}
		}
	}
	leading := []string{colStep, colPhase, colLane, colPlace}
	t.fill(append(leading, usual...), append(leading, c.order("touchpoint")...), rows)
	return t
}

// order lists the columns of a shape: those with a heading first, in the order
// of the headings.
func (c *carrier) order(shape string) []string {
	all := columnsOf(c.flat.shapes, shape)
	if shape != "touchpoint" {
		return all
	}
	var out []string
	for _, t := range titles {
		if slices.Contains(all, t.path) {
			out = append(out, t.path)
		}
	}
	for _, path := range all {
		if !slices.Contains(out, path) {
			out = append(out, path)
		}
	}
	return out
}

// fill puts rows into the columns that are always there or have something to say.
func (t *table) fill(always, order []string, rows []row) {
	used := map[string]bool{}
	for _, path := range always {
		used[path] = true
	}
	for _, r := range rows {
		for path, text := range r {
			used[path] = used[path] || text != ""
		}
	}
	for _, path := range order {
		if used[path] {
			t.paths = append(t.paths, path)
		}
	}
	for _, r := range rows {
		cells := make([]string, len(t.paths))
		for i, path := range t.paths {
			cells[i] = r[path]
		}
		t.rows = append(t.rows, cells)
	}
}

// others lists the tables of everything but the touchpoints: the service, its
// phases, steps and lanes, and the other lists.
func (c *carrier) others() []table {
	out := []table{c.service()}
	blueprintShape := blueprint.ShapeNamed(c.flat.shapes, "blueprint")
	for i := range blueprintShape.Keys {
		k := &blueprintShape.Keys[i]
		if k.Form != blueprint.FormShape || !k.Many || k.Name == "steps" {
			continue
		}
		if y := c.root.Get(k.Name); y != nil {
			out = append(out, c.things(k.Name, k.Shape, itemsOf(y), "steps"))
		}
		if k.Name == phasesTable {
			out = append(out, c.steps())
		}
	}
	return out
}

func (c *carrier) things(name, shape string, items []*yamltext.Node, leave ...string) table {
	t := table{name: name, shape: shape}
	s := blueprint.ShapeNamed(c.flat.shapes, shape)
	var rows []row
	for i, y := range items {
		r := row{}
		if y.Kind == yamltext.Scalar {
			r[s.Short] = cellText(y.Value, false)
		} else {
			r = c.flat.thing(s, y, leave...)
		}
		r[colNo] = strconv.Itoa(i + 1) // so that one of which nothing is said has a row, too
		rows = append(rows, r)
	}
	t.fill([]string{colNo}, append([]string{colNo}, c.order(shape)...), rows)
	return t
}

// steps is the table of the steps. It has what is said of a step itself.
func (c *carrier) steps() table {
	t := table{name: stepsTable, shape: "step"}
	nodes, phases := c.stepNodes()
	s := blueprint.ShapeNamed(c.flat.shapes, "step")
	var rows []row
	for i, y := range nodes {
		r := c.flat.thing(s, y)
		r[colStep], r[colPhase] = strconv.Itoa(i+1), strconv.Itoa(phases[i]+1)
		rows = append(rows, r)
	}
	t.fill([]string{colStep, colPhase}, append([]string{colStep, colPhase}, c.order("step")...), rows)
	return t
}

// service is the table of what is said of the whole service: a key a row.
func (c *carrier) service() table {
	t := table{name: serviceTable, shape: "blueprint", paths: []string{colKey, colValue}}
	s := blueprint.ShapeNamed(c.flat.shapes, "blueprint")
	single := row{}
	for i := range s.Keys {
		k := &s.Keys[i]
		if y := c.root.Get(k.Name); y != nil && (k.Form != blueprint.FormShape || !k.Many) {
			c.flat.value(s, k, k.Name, y, single)
		}
	}
	for _, path := range columnsOf(c.flat.shapes, "blueprint") {
		if text, ok := single[path]; ok {
			t.rows = append(t.rows, []string{path, text})
		}
	}
	return t
}
