package view

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/touchpoint"
)

// By says what a quadrant places.
type By string

// What can be placed. The zero value places the moments of truth.
const (
	ByMoment By = "moment"
	ByPhase  By = "phase"
	ByActor  By = "actor"
)

// Bys lists what a quadrant can place.
func Bys() []By { return []By{ByMoment, ByPhase, ByActor} }

// Scores places standards on Martin's two dimensions, each from 0 to 1: the
// share of the dimension's seven aspects for which there is a standard. An
// aspect whose standards are measured counts by the share of cases that meet
// them (the mean, a standard that is not measured counting fully), so a standard
// that is never met is worth as little as none. A standard that names no aspect
// counts as one more aspect, up to seven.
func Scores(all ...*touchpoint.Standards) (procedural, personal float64) {
	var a, b []touchpoint.Standard
	for _, s := range all {
		if s != nil {
			a, b = append(a, s.Procedural...), append(b, s.Personal...)
		}
	}
	return covered(a, touchpoint.ProceduralAspects()), covered(b, touchpoint.PersonalAspects())
}

func covered(standards []touchpoint.Standard, aspects []touchpoint.Aspect) float64 {
	met := make([]float64, len(aspects))
	counts := make([]float64, len(aspects))
	total := 0.0
	for _, s := range standards {
		share := 1.0
		if s.Met != nil && *s.Met >= 0 && *s.Met <= 1 {
			share = *s.Met
		}
		if i := index(aspects, s.Aspect); i >= 0 {
			met[i] += share
			counts[i]++
			continue
		}
		total += share
	}
	for i, n := range counts {
		if n > 0 {
			total += met[i] / n
		}
	}
	return min(1, total/float64(len(aspects)))
}

// Quadrant draws Martin's two dimensions of service, procedural upwards and
// personal to the right, as a square of four: Freezer, Factory, Friendly Zoo and
// Quality Customer Service. In it stands each moment of truth, or with
// Options.By each phase or actor, at its [Scores]. A moment has the standards of
// all touchpoints on stage in its step, since that is what the customer meets
// there; a phase has those of its touchpoints, an actor those of its own
// touchpoints and of the customer it serves on stage. Where no moment of truth
// is marked, all touchpoints on stage that have standards are placed. The
// service as a whole stands there as a lozenge. What has no standards at all is
// not known, and listed below instead. Any blueprint can be drawn.
func Quadrant(b *blueprint.Blueprint, o Options) *scene.Scene {
	q := &quadrant{page: newPage(b, o)}
	switch o.By {
	case ByPhase:
		q.findPhases()
	case ByActor:
		q.findActors()
	default:
		q.findMoments()
	}
	if len(q.items) == 0 {
		return q.missing(q.labels.Quadrant.Nothing, q.labels.Quadrant.Source)
	}
	q.findWhole()
	q.place()
	return q.draw()
}

// quadrant is the plane of the two dimensions with what stands on it.
type quadrant struct {
	*page
	items   []standingItem
	unknown []standingItem // without any standard
	whole   standingItem
	spots   []spot
	names   [4]scene.Rect // where the names of the quadrants stand
	said    []scene.Group // what layers say, painted over all else
}

// standingItem is a moment, a phase, an actor or the whole service.
type standingItem struct {
	name                 string
	id                   string
	t                    *touchpoint.Touchpoint // of a moment
	phase                bool
	whole                bool
	procedural, personal float64
}

func (i *standingItem) critical() bool { return i.t != nil && i.t.IsCritical() }

func (i *standingItem) quadrant() touchpoint.Quadrant {
	return touchpoint.QuadrantOf(i.procedural, i.personal)
}

// add files an item with its standards.
func (q *quadrant) add(item standingItem, standards []*touchpoint.Standards) {
	if !slices.ContainsFunc(standards, anyStandard) {
		q.unknown = append(q.unknown, item)
		return
	}
	item.procedural, item.personal = Scores(standards...)
	q.items = append(q.items, item)
}

func anyStandard(s *touchpoint.Standards) bool {
	return s != nil && len(s.Procedural)+len(s.Personal) > 0
}

func (q *quadrant) findMoments() {
	moments := q.g.Moments()
	if len(moments) == 0 {
		for _, t := range q.g.Touchpoints() {
			if q.g.Kind(t).Onstage() && anyStandard(t.Standards) {
				moments = append(moments, t)
			}
		}
	}
	for _, t := range moments {
		q.add(standingItem{name: t.Title, id: t.ID, t: t}, q.met(t))
	}
}

// met are the standards that a customer meets at a touchpoint: its own and those
// of all that is on stage in its step.
func (q *quadrant) met(t *touchpoint.Touchpoint) []*touchpoint.Standards {
	out := []*touchpoint.Standards{t.Standards}
	for _, x := range q.g.InStep(q.g.Place(t).Column) {
		if x != t && q.g.Kind(x).Onstage() {
			out = append(out, x.Standards)
		}
	}
	return out
}

func (q *quadrant) findPhases() {
	for i := range q.b.Phases {
		p := &q.b.Phases[i]
		name := p.Title
		if name == "" {
			name = fmt.Sprintf(q.labels.Quadrant.Phase, i+1)
		}
		q.add(standingItem{name: name, id: p.ID, phase: true}, standardsOf(q.g.InPhase(i)))
	}
}

func standardsOf(list []*touchpoint.Touchpoint) []*touchpoint.Standards {
	var out []*touchpoint.Standards
	for _, t := range list {
		out = append(out, t.Standards)
	}
	return out
}

func (q *quadrant) findActors() {
	for _, a := range q.actors() {
		if a.kind == touchpoint.Customer {
			continue // customers do not serve
		}
		var met []*touchpoint.Standards
		steps := map[int]bool{}
		for _, t := range a.touchpoints {
			met = append(met, t.Standards)
			column := q.g.Place(t).Column
			if !q.g.Kind(t).Onstage() || steps[column] {
				continue
			}
			steps[column] = true
			for _, x := range q.g.InStep(column) {
				if q.g.Kind(x) == touchpoint.Customer {
					met = append(met, x.Standards)
				}
			}
		}
		q.add(standingItem{name: a.name, id: a.id}, met)
	}
}

func (q *quadrant) findWhole() {
	w := standingItem{name: q.labels.Quadrant.Whole, id: "whole", whole: true}
	w.procedural, w.personal = Scores(standardsOf(q.g.Touchpoints())...)
	q.whole = w
}

func (q *quadrant) describe() string {
	w := q.labels.Quadrant
	desc := fmt.Sprintf(w.Summary, len(q.items))
	for _, k := range [...]touchpoint.Quadrant{touchpoint.Freezer, touchpoint.Factory, touchpoint.FriendlyZoo, touchpoint.Quality} {
		n := 0
		for i := range q.items {
			if q.items[i].quadrant() == k {
				n++
			}
		}
		desc += " " + w.Name(k) + q.labels.Colon + fmt.Sprint(n) + w.Stop
	}
	return desc
}
