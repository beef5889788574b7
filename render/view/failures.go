package view

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// Failures draws the fail points as a ranked list: first those whose risk
// priority number (severity × occurrence × detection) is known, the highest
// first, then by severity, then by chance; the rest in the customer's order.
// Each has a bar (filled for the number, scaled to the largest one rounded up to
// a hundred; an outline for the severity alone, scaled to 10), its chance, what
// prevents it and what mends it. A severity of 9 or 10 is flagged whatever the
// number is, and so is what is neither prevented nor mended. Fail points of the
// evidence are listed, too. Any blueprint can be drawn.
func Failures(b *blueprint.Blueprint, o Options) *scene.Scene {
	f := &failures{page: newPage(b, o)}
	f.find()
	if len(f.rows) == 0 {
		return f.missing(f.labels.Failures.Nothing, f.labels.Failures.Source)
	}
	f.measure()
	return f.draw()
}

// failures are the ranked fail points.
type failures struct {
	*page
	rows []failRow
	full float64                   // risk priority number of a full bar
	x    [len(failColumns)]float64 // left borders of the columns
	wide float64                   // of all columns
}

// failRow is a fail point with where it is and its wrapped words.
type failRow struct {
	touchpoint.Fail
	of, lane, step string // data: ids of the touchpoint and the lane, name of the step
	where, place   string
	mend           string // title of what mends it
	rpn            int
	cells          [len(failColumns)][]cellLine
	badges         [][]badge
	high           float64
}

// cellLine is a line in a cell.
type cellLine struct {
	line  string
	font  text.Font
	paint scene.Paint
	high  float64
}

// failColumns are the widths of the columns: rank, fail point, where, risk,
// chance, prevention, recovery.
var failColumns = [...]float64{30, 226, 196, 250, 56, 230, 180}

const (
	failGap                 = 24.0
	failPadY                = 11.0
	failHead                = 30.0
	riskBar                 = 150.0
	riskHigh                = 12.0
	whereColumn, riskColumn = 2, 3
)

func (f *failures) find() {
	for _, t := range f.g.Touchpoints() {
		l, column := f.laneOf(t), f.g.Place(t).Column
		for _, x := range t.Fails {
			f.add(failRow{Fail: x, of: t.ID, lane: l.ID, step: f.columns[column].stepName(), where: t.Title, place: f.placeOf(l.name, column)})
		}
	}
	for i := range f.columns {
		c := &f.columns[i]
		for _, e := range c.step.Evidence {
			for _, x := range e.Fails {
				f.add(failRow{Fail: x, of: "evidence", lane: "evidence", step: c.stepName(), where: e.Title, place: f.placeOf(f.labels.Evidence, i)})
			}
		}
	}
	slices.SortStableFunc(f.rows, func(a, b failRow) int {
		return cmp.Or(-cmp.Compare(a.rpn, b.rpn), -cmp.Compare(a.Severity, b.Severity), -cmp.Compare(chanceOf(a.Fail), chanceOf(b.Fail)))
	})
}

func chanceOf(f touchpoint.Fail) float64 {
	if f.Chance == nil {
		return -1
	}
	return *f.Chance
}

// placeOf names a lane and a step, by its number where it has no title.
func (f *failures) placeOf(lane string, column int) string {
	step := f.columns[column].step.Title
	if step == "" {
		step = fmt.Sprintf(f.labels.Failures.Step, column+1)
	}
	return lane + f.labels.Separator + step
}

func (f *failures) add(r failRow) {
	r.rpn, _ = r.RPN()
	if r.Recover != "" {
		r.mend = r.Recover
		if t, ok := f.g.Touchpoint(r.Recover); ok {
			r.mend = t.Title
		}
	}
	if r.Title == "" {
		r.Title = f.labels.Failures.Untitled
	}
	f.full = max(f.full, float64((r.rpn+99)/100*100))
	f.rows = append(f.rows, r)
}

// protected tells whether something prevents the failure or mends it.
func (r *failRow) protected() bool { return len(r.Prevent) > 0 || r.Recover != "" }

// measure wraps the words of all cells.
func (f *failures) measure() {
	for i, w := range failColumns {
		f.x[i] = f.wide
		f.wide += w + failGap
	}
	f.wide -= failGap
	for i := range f.rows {
		r := &f.rows[i]
		f.fill(r, i+1)
		for k := range r.cells {
			high := 0.0
			for _, l := range r.cells[k] {
				high += l.high
			}
			switch k {
			case riskColumn:
				high += riskHigh + 8
			case whereColumn:
				r.badges = f.badges(r.of, failColumns[k])
				high += badgesHigh(r.badges)
			}
			r.high = max(r.high, high)
		}
		r.high += 2 * failPadY
	}
}

func (f *failures) fill(r *failRow, rank int) {
	w := &f.labels.Failures
	add := func(column int, s string, font text.Font, high float64, paint scene.Paint) {
		for _, l := range f.setter.Balance(s, font, failColumns[column]) {
			r.cells[column] = append(r.cells[column], cellLine{l, font, paint, high})
		}
	}
	add(0, strconv.Itoa(rank), gapFont, nameLine, scene.Ink)
	add(1, r.Title, strongFont, nameLine, scene.Ink)
	add(1, r.Cause, smallFont, smallLine, scene.Muted)
	if len(r.For) > 0 {
		add(1, fmt.Sprintf(f.labels.Only, f.labels.join(f.personaNames(r.For))), smallFont, smallLine, scene.Muted)
	}
	add(2, r.where, itemFont, nameLine, scene.Ink)
	add(2, r.place, smallFont, smallLine, scene.Muted)
	switch {
	case r.rpn > 0:
		add(riskColumn, fmt.Sprintf(w.RPN, r.Severity, r.Occurrence, r.Detection), smallFont, smallLine, scene.Muted)
	case r.Severity > 0:
		add(riskColumn, fmt.Sprintf(w.Severity, r.Severity), smallFont, smallLine, scene.Muted)
	default:
		add(riskColumn, w.Unrated, smallFont, smallLine, scene.Muted)
	}
	if r.Severe() {
		add(riskColumn, w.Severe, strongFont, nameLine+6, scene.Fail)
	}
	if r.Chance != nil {
		add(4, chance(*r.Chance), strongFont, nameLine, scene.Ink)
	} else {
		add(4, w.Unknown, itemFont, nameLine, scene.Muted)
	}
	switch {
	case !r.protected():
		add(5, w.Unprotected, strongFont, nameLine, scene.Fail)
	case len(r.Prevent) == 0:
		add(5, w.None, itemFont, nameLine, scene.Muted)
	}
	for _, x := range r.Prevent {
		add(5, x.Title, itemFont, nameLine, scene.Ink)
		if x.Kind != "" {
			add(5, w.Kind(x.Kind), smallFont, smallLine, scene.Muted)
		}
	}
	switch {
	case r.mend != "":
		add(6, r.mend, itemFont, nameLine, scene.Ink)
	case r.protected():
		add(6, w.None, itemFont, nameLine, scene.Muted)
	}
}
