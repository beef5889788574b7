package view

import (
	"fmt"
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/touchpoint"
)

// Gaps draws the gap model of service quality (Zeithaml, Parasuraman & Berry) as
// the chain a service passes, from the customer's need to the customer's
// feeling, with what the blueprint knows of each of its five gaps:
//
//  1. expectation and management's perception: moments of truth for which no
//     expectation is recorded (expects, or standards on the moment sheet; also
//     of another touchpoint on stage in the step);
//  2. perception and specification: expectations for which neither the
//     touchpoint nor another one on stage in its step has standards or a time;
//  3. specification and delivery: standards with the share of cases that meet
//     them, and standard times with what was measured; open where some cases do
//     not meet it, or the measured mean is longer;
//  4. delivery and promise: times that are promised, against what the design
//     takes there, the shorter of the wait and the time; open where the promise
//     is shorter;
//  5. expected and perceived service: what is perceived, against the zone of
//     tolerance; open where it lies below what is adequate.
//
// Where nothing is known of a gap, it says how to write it down.
func Gaps(b *blueprint.Blueprint, o Options) *scene.Scene {
	p := &gaps{page: newPage(b, o)}
	if len(p.g.Touchpoints()) == 0 {
		return p.missing(p.labels.Gaps.Nothing, p.labels.Gaps.Source)
	}
	p.find()
	p.place()
	return p.draw()
}

// gaps is the chain with what is known of its gaps.
type gaps struct {
	*page
	five     [5]gap
	low      float64 // of the scale on which expectations are drawn
	high     float64
	wide     float64 // of a station
	told     float64 // of the promise
	stations [6]scene.Rect
	promise  scene.Rect
	badges   [5]scene.Point
}

// gap is what a blueprint knows of one gap.
type gap struct {
	known int       // things looked at
	open  int       // of these, those where it gapes
	items []gapItem // those named
	fact  string
	card  scene.Rect
	lines gapLines
}

// gapItem is something that is named with a gap.
type gapItem struct {
	of     string // id of the touchpoint, or of the step or phase
	title  string
	detail string
	open   bool
	zone   *touchpoint.Expectation
}

// state says what is known of a gap.
func (g *gap) state() string {
	switch {
	case g.known == 0:
		return "unknown"
	case g.open > 0:
		return "open"
	}
	return "closed"
}

func (g *gap) add(item gapItem) {
	if item.open {
		g.open++
	}
	g.items = append(g.items, item)
}

func (p *gaps) find() {
	p.findPerception()
	p.findSpecification()
	p.findDelivery()
	p.findPromises()
	p.findPerceived()
	w := p.labels.Gaps
	for i := range p.five {
		g := &p.five[i]
		g.fact = w.Unknowns[i]
		if g.known > 0 {
			g.fact = fmt.Sprintf(w.Facts[i], g.open, g.known)
		}
	}
}

// onStage tells of each step whether some touchpoint on stage meets a condition.
func (p *gaps) onStage(ok func(*touchpoint.Touchpoint) bool) []bool {
	out := make([]bool, len(p.columns))
	for _, t := range p.g.Touchpoints() {
		if p.g.Kind(t).Onstage() && ok(t) {
			out[p.g.Place(t).Column] = true
		}
	}
	return out
}

// expected tells whether it is recorded what customers expect.
func expected(t *touchpoint.Touchpoint) bool {
	return len(t.Expects) > 0 || t.Moment != nil && len(t.Moment.Standards) > 0
}

// specified tells whether it is said what shall be done.
func specified(t *touchpoint.Touchpoint) bool {
	return anyStandard(t.Standards) || t.Time.Expected("") > 0
}

func (p *gaps) findPerception() {
	g, known := &p.five[0], p.onStage(expected)
	for _, t := range p.g.Moments() {
		g.known++
		if !expected(t) && !(p.g.Kind(t).Onstage() && known[p.g.Place(t).Column]) {
			g.add(gapItem{of: t.ID, title: t.Title, open: true})
		}
	}
}

func (p *gaps) findSpecification() {
	g, known := &p.five[1], p.onStage(specified)
	for _, t := range p.g.Touchpoints() {
		if !expected(t) {
			continue
		}
		g.known++
		if !specified(t) && !(p.g.Kind(t).Onstage() && known[p.g.Place(t).Column]) {
			g.add(gapItem{of: t.ID, title: t.Title, open: true})
		}
	}
}

func (p *gaps) findDelivery() {
	g, w := &p.five[2], &p.labels.Gaps
	for _, t := range p.g.Touchpoints() {
		if t.Standards != nil {
			for _, s := range append(slices.Clone(t.Standards.Procedural), t.Standards.Personal...) {
				if s.Met != nil {
					g.known++
					g.add(gapItem{of: t.ID, title: s.Title, detail: t.Title + p.labels.Separator + fmt.Sprintf(w.Met, chance(*s.Met)), open: *s.Met < 1})
				}
			}
		}
		p.measured(g, t.Time, t.ID, t.Title)
	}
	for i := range p.columns {
		s := p.columns[i].step
		p.measured(g, s.Time, p.columns[i].stepName(), stepTitle(s, p.labels.Step, i))
	}
	for i := range p.b.Phases {
		p.measured(g, p.b.Phases[i].Time, p.b.Phases[i].ID, p.b.Phases[i].Title)
	}
}

func stepTitle(s *blueprint.Step, word string, i int) string {
	if s.Title != "" {
		return s.Title
	}
	return fmt.Sprintf("%s %d", word, i+1)
}

// measured adds a time that was measured beside its standard.
func (p *gaps) measured(g *gap, t *touchpoint.Time, of, title string) {
	if t == nil || t.Measured == nil || t.Measured.Mean <= 0 {
		return
	}
	standard := t.Standard
	if standard == 0 {
		standard = t.Expected("")
	}
	if standard <= 0 {
		return
	}
	g.known++
	g.add(gapItem{of: of, title: title, detail: fmt.Sprintf(p.labels.Gaps.Measured, p.span(t.Measured.Mean), p.span(standard)), open: t.Measured.Mean > standard})
}

func (p *gaps) findPromises() {
	g, w := &p.five[3], &p.labels.Gaps
	for _, t := range p.g.Touchpoints() {
		if t.Promise == nil || t.Promise.Time.Expected("") <= 0 {
			continue
		}
		promised, takes := t.Promise.Time.Expected(""), least(t)
		item := gapItem{of: t.ID, title: t.Promise.Title, detail: t.Title}
		if item.title == "" {
			item.title, item.detail = t.Title, ""
		}
		detail := fmt.Sprintf(w.Unplanned, p.span(promised))
		if takes > 0 {
			g.known++
			item.open = promised < takes
			detail = fmt.Sprintf(w.Promised, p.span(promised), p.span(takes))
		}
		if item.detail != "" {
			item.detail += p.labels.Separator
		}
		item.detail += detail
		g.add(item)
	}
}

// span writes a duration that is not broken at its blanks.
func (p *gaps) span(d time.Duration) string { return bind(p.labels.Duration(d)) }

// least is the lesser of the wait and the time at a touchpoint, of those that are
// known, 0 where neither is.
func least(t *touchpoint.Touchpoint) time.Duration {
	d := t.Time.Expected("")
	if t.Wait != nil && t.Wait.Expected > 0 && (d == 0 || t.Wait.Expected < d) {
		d = t.Wait.Expected
	}
	return d
}

func (p *gaps) findPerceived() {
	g, w := &p.five[4], &p.labels.Gaps
	first := true
	for _, t := range p.g.Touchpoints() {
		for i := range t.Expects {
			e := &t.Expects[i]
			msa, known := e.MSA()
			mss, wished := e.MSS()
			if !known && !wished {
				continue
			}
			g.known++
			item := gapItem{of: t.ID, title: t.Title, zone: e, open: known && msa < 0}
			if e.Title != "" {
				item.title += p.labels.Separator + e.Title
			}
			if len(e.For) > 0 {
				item.title += p.labels.Separator + fmt.Sprintf(p.labels.Only, p.labels.join(p.personaNames(e.For)))
			}
			switch {
			case item.open:
				item.detail = fmt.Sprintf(w.Below, figure(*e.Perceived), signed(msa))
			case wished && mss >= 0:
				item.detail = fmt.Sprintf(w.Above, figure(*e.Perceived), signed(mss))
			case wished:
				item.detail = fmt.Sprintf(w.Inside, figure(*e.Perceived), signed(mss))
			default:
				item.detail = fmt.Sprintf(w.Enough, figure(*e.Perceived), signed(msa))
			}
			for _, v := range []*float64{e.Adequate, e.Desired, e.Perceived} {
				if v == nil {
					continue
				}
				if first {
					p.low, p.high, first = *v, *v, false
				}
				p.low, p.high = min(p.low, *v), max(p.high, *v)
			}
			g.add(item)
		}
	}
}

// signed writes a difference, with a true minus sign.
func signed(v float64) string {
	if v < 0 {
		return "−" + figure(-v)
	}
	return "+" + figure(v)
}
