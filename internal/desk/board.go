package desk

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/blueprint"
)

// boxed is what the page knows of a touchpoint besides its picture.
type boxed struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Path    string `json:"path"`
	Lane    string `json:"lane"`
	Kind    string `json:"kind"`
	Step    int    `json:"step"`  // number on the board, from 0
	Phase   int    `json:"phase"` // index
	Place   int    `json:"place"` // in its cell, from 0
	Moment  string `json:"moment,omitempty"`
	Wait    bool   `json:"wait,omitempty"`
	Fail    int    `json:"fail,omitempty"` // how many fail points
	Service string `json:"service,omitempty"`
	Next    bool   `json:"next,omitempty"` // it has written ways
	File    string `json:"file"`
	Line    int    `json:"line"`
}

// board is what the page knows of a blueprint besides its picture.
type board struct {
	Boxes  []boxed  `json:"boxes"` // the touchpoints, in reading order
	Lanes  []row    `json:"lanes"`
	Steps  []column `json:"steps"`
	Phases []head   `json:"phases"`
}

type row struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`
	Title string `json:"title"` // empty: the kind's
}

type column struct {
	Path  string `json:"path"`
	Title string `json:"title"`
	Phase int    `json:"phase"`
}

type head struct {
	ID    string `json:"id"`
	Path  string `json:"path"` // empty where there is none to be changed: the steps stand alone
	Title string `json:"title"`
}

func (d *Desk) boardOf(b *blueprint.Blueprint) board {
	g := b.Graph()
	out := board{Boxes: d.boxes(b, g), Lanes: []row{}, Steps: []column{}, Phases: []head{}}
	for _, l := range b.AllLanes() {
		out.Lanes = append(out.Lanes, row{l.ID, string(l.Kind), l.Title})
	}
	n := 0
	for i, p := range b.Phases {
		h := head{ID: p.ID, Title: p.Title}
		for j, s := range p.Steps {
			path := g.StepPath(n)
			if j == 0 && len(path) > 2 {
				h.Path = path[:len(path)-2].String()
			}
			out.Steps = append(out.Steps, column{path.String(), s.Title, i})
			n++
		}
		out.Phases = append(out.Phases, h)
	}
	return out
}

func (d *Desk) boxes(b *blueprint.Blueprint, g *blueprint.Graph) []boxed {
	out := []boxed{}
	places := map[string]int{}
	for _, t := range g.Touchpoints() {
		at, path := g.Place(t), g.Path(t)
		where := b.Locate(path).Start
		x := boxed{
			ID: t.ID, Title: t.Title, Path: path.String(), Lane: at.Lane, Kind: string(g.Kind(t)), Step: at.Column, Phase: at.Phase,
			Wait: t.Wait != nil, Fail: len(t.Fails), Service: string(t.Service), Next: len(t.Next) > 0, File: d.name(where.File), Line: where.Line,
		}
		cell := at.Lane + "\x00" + stepKey(at)
		x.Place = places[cell]
		places[cell]++
		switch {
		case t.IsCritical():
			x.Moment = "critical"
		case t.IsMoment():
			x.Moment = "true"
		}
		out = append(out, x)
	}
	return out
}

func stepKey(at blueprint.Place) string { return blueprint.Path{}.At(at.Column).String() }

// finding is a finding as the page shows it.
type finding struct {
	Rule     string   `json:"rule"`
	Severity string   `json:"severity"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	To       int      `json:"to"` // column just behind it, where that is on the same line
	IDs      []string `json:"ids,omitempty"`
	Step     int      `json:"step"` // number on the board from 0 for what is about a step, else -1
}

// findings are those of reading and of the rules, the heaviest first. Where
// reading has found errors the rules are not asked: they would stumble over the
// same places.
func (d *Desk) findings(doc *document) (state, []finding) {
	s := doc.state()
	found := slices.Clone(s.now.found)
	if !s.now.broken() && d.o.Rules != nil {
		found = append(found, d.o.Rules(d.file(doc.name), s.now.blueprint)...)
	}
	out := []finding{}
	if s.now.problem != "" {
		out = append(out, finding{Rule: "file", Severity: "error", Message: s.now.problem, File: doc.name, Step: -1})
	}
	at := placesOf(s.now.blueprint)
	slices.SortStableFunc(found, func(a, b blueprint.Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
	for _, f := range found[:min(len(found), maxFindings)] {
		start, end := f.Range.Start, f.Range.End
		one := finding{
			Rule: f.Rule, Severity: f.Severity.String(), Message: f.Message, Hint: f.Hint,
			File: d.name(start.File), Line: start.Line, Column: start.Column, Step: -1,
		}
		if end.Line == start.Line {
			one.To = end.Column
		}
		one.IDs, one.Step = at.of(f)
		out = append(out, one)
	}
	return s, out
}

// maxFindings bounds what a page is shown; who has more begins with the first.
const maxFindings = 500

// places finds the touchpoints that a path speaks of.
type places struct {
	ids   map[string]string // by path
	steps map[string]int
}

func placesOf(b *blueprint.Blueprint) places {
	p := places{map[string]string{}, map[string]int{}}
	if b == nil {
		return p
	}
	g := b.Graph()
	for _, t := range g.Touchpoints() {
		p.ids[g.Path(t).String()] = t.ID
	}
	for i := range b.Steps() {
		p.steps[g.StepPath(i).String()] = i
	}
	return p
}

func (p places) of(f blueprint.Diagnostic) (ids []string, step int) {
	step = -1
	paths := []blueprint.Path{f.Path}
	for _, r := range f.Related {
		paths = append(paths, r.Path)
	}
	for n, path := range paths {
		for i := len(path); i > 0; i-- {
			if id, ok := p.ids[path[:i].String()]; ok {
				if !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
				break
			}
			if at, ok := p.steps[path[:i].String()]; ok && n == 0 {
				step = at
				break
			}
		}
	}
	return ids, step
}
