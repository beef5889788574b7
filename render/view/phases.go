package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
)

// check says what the options name that a blueprint does not have.
func (o Options) check(b *blueprint.Blueprint) error {
	if b == nil {
		b = &blueprint.Blueprint{}
	}
	if _, ok := phaseOf(b, o.Phase); !ok && o.Phase != "" {
		var ids []string
		for i := range b.Phases {
			ids = append(ids, b.Phases[i].ID)
		}
		return unknown("phase", o.Phase, ids)
	}
	if _, ok := journeyOf(b, o.Journey); !ok && o.Journey != "" {
		var ids []string
		for _, j := range b.Journeys {
			ids = append(ids, j.ID)
		}
		return unknown("journey", o.Journey, ids)
	}
	if o.Detail != "" && !slices.Contains(Details(), o.Detail) {
		return unknown("detail", string(o.Detail), namesOf(Details()))
	}
	if o.By != "" && !slices.Contains(Bys(), o.By) {
		return unknown("thing to place", string(o.By), namesOf(Bys()))
	}
	for _, row := range o.Rows {
		if !slices.Contains(Rows(), row) {
			return unknown("row", string(row), namesOf(Rows()))
		}
	}
	return nil
}

func namesOf[T ~string](list []T) []string {
	var out []string
	for _, v := range list {
		out = append(out, string(v))
	}
	return out
}

func unknown(what, name string, list []string) error {
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	if len(list) == 0 {
		return fmt.Errorf("no %s %q; there is none", what, name)
	}
	return fmt.Errorf("no %s %q; there is %s", what, name, strings.Join(list, ", "))
}

// phaseOf finds a phase by its id, else by its title.
func phaseOf(b *blueprint.Blueprint, name string) (index int, ok bool) {
	if name == "" {
		return -1, false
	}
	for i := range b.Phases {
		if b.Phases[i].ID == name {
			return i, true
		}
	}
	for i := range b.Phases {
		if b.Phases[i].Title == name {
			return i, true
		}
	}
	return -1, false
}

// onlyPhase are the columns of the only phase that is shown, where one is.
func (p *plan) onlyPhase() (span cut, ok bool) {
	span = cut{-1, -1}
	for i := range p.columns {
		if p.columns[i].phase != p.only-1 {
			continue
		}
		if span.from < 0 {
			span.from = i
		}
		span.to = i + 1
	}
	return span, span.from >= 0
}

// cutsAround cuts the board before and after some columns, and these so that
// none is too wide.
func (p *plan) cutsAround(only cut) []cut {
	var cuts []cut
	if only.from > 0 {
		cuts = append(cuts, cut{0, only.from})
	}
	inner := (&plan{columns: p.columns[only.from:only.to]}).cuts(p.options.Wrap)
	if len(inner) == 0 {
		inner = []cut{{0, only.to - only.from}}
	}
	for _, k := range inner {
		cuts = append(cuts, cut{only.from + k.from, only.from + k.to})
	}
	if only.to < len(p.columns) {
		cuts = append(cuts, cut{only.to, len(p.columns)})
	}
	return cuts
}

// onwardWord is what stands on the mark of a way whose other end lies in a
// column: the number of its phase where that is not shown, else the letter.
func (p *plan) onwardWord(column int, letter string) string {
	if phase := p.columns[column].phase; p.only > 0 && phase != p.only-1 {
		return strconv.Itoa(phase + 1)
	}
	return letter
}

// shown is what of the plan its strips show, for the legend and the description.
func (p *plan) shown(strips []*strip) *plan {
	if p.only == 0 {
		return p
	}
	out := *p
	out.boxes, out.edges, out.columns = nil, nil, nil
	for _, s := range strips {
		out.boxes, out.edges, out.columns = append(out.boxes, s.boxes...), append(out.edges, s.edges...), append(out.columns, s.columns...)
	}
	return &out
}

// onwardSamples explains the marks of ways that go on in other phases.
func (p *plan) onwardSamples() []sample {
	var out []sample
	at := func(word string) func(x, y float64) []scene.Item {
		return func(x, y float64) []scene.Item {
			return onwardMark(scene.Rect{X: x - endSize/2, Y: y - endSize/2, W: endSize, H: endSize}, word)
		}
	}
	for i, title := range p.phaseTitles {
		word := strconv.Itoa(i + 1)
		if p.only > 0 && p.anyBox(func(b *box) bool { return b.standing == anOnward && b.word == word }) {
			out = append(out, sample{fmt.Sprintf(p.labels.OnwardPhase, title), endSize, at(word)})
		}
	}
	letters := p.anyBox(func(b *box) bool { return b.standing == anOnward && (b.word < "0" || b.word > "9") })
	if p.only == 0 && p.wrapped || p.only > 0 && letters {
		out = append(out, sample{p.labels.Onward, endSize, at("A")})
	}
	return out
}
