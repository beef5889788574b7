package view

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

func (f *failures) draw() *scene.Scene {
	const side = 10.0
	groups := []scene.Group{f.drawHead()}
	list := scene.Group{Name: f.labels.Failures.Columns[1], List: true}
	y := failHead
	for i := range f.rows {
		list.Inner = append(list.Inner, f.drawRow(i, y, side))
		y += f.rows[i].high
	}
	groups = append(groups, list)
	return f.compose(groups, scene.Rect{X: -side, W: f.wide + 2*side, H: y}, f.samples(), f.describe())
}

func (f *failures) drawHead() scene.Group {
	var g scene.Group
	for i, name := range f.labels.Failures.Columns {
		x, anchor := f.x[i], scene.Start
		if i == 4 {
			x, anchor = f.x[i]+failColumns[i], scene.End
		}
		g.Items = append(g.Items, words(x, 14, failColumns[i], headingFont, scene.Muted, anchor, name))
	}
	return g
}

// drawRow writes a fail point; every other row lies on a ground.
func (f *failures) drawRow(i int, y, side float64) scene.Group {
	r := &f.rows[i]
	ground := scene.Rect{X: -side, Y: y, W: f.wide + 2*side, H: r.high, Radius: 4}
	if i%2 == 0 {
		ground.Fill = scene.EvidenceBand
	}
	g := scene.Group{
		Role: scene.RoleLabel, Name: f.spoken(r, i+1), Tip: text.Clean(r.Notes), Items: []scene.Item{ground},
		Data: []scene.Datum{
			{Name: "of", Value: r.of}, {Name: "fail", Value: r.ID}, {Name: "rank", Value: strconv.Itoa(i + 1)}, {Name: "lane", Value: r.lane}, {Name: "step", Value: r.step},
			{Name: "protected", Value: strconv.FormatBool(r.protected())}, {Name: "severe", Value: strconv.FormatBool(r.Severe())},
		},
	}
	if r.rpn > 0 {
		g.Data = append(g.Data, scene.Datum{Name: "rpn", Value: strconv.Itoa(r.rpn)})
	}
	top := y + failPadY
	for k, lines := range r.cells {
		at, x, anchor := top, f.x[k], scene.Start
		switch k {
		case riskColumn:
			g.Items = append(g.Items, f.drawBar(r, x, at)...)
			at += riskHigh + 8
		case 4:
			x, anchor = f.x[k]+failColumns[k], scene.End
		case 5:
			if !r.protected() {
				g.Items = append(g.Items, alarmMark(x+7, at+nameLine/2)...)
				x += 22
			}
		}
		for _, l := range lines {
			left := x
			if k == riskColumn && r.Severe() && l.paint == scene.Fail {
				g.Items = append(g.Items, alarmMark(x+7, at+l.high/2)...)
				left += 22
			}
			g.Items = append(g.Items, words(left, snap(at+l.high/2+baseline(l.font)), failColumns[k], l.font, l.paint, anchor, strings.TrimSpace(l.line)))
			at += l.high
		}
		if k == whereColumn {
			for _, b := range f.drawBadges(r.of, r.badges, x, at, scene.Start) {
				b.Role = "" // the row is the thing here, and they are part of it
				g.Inner = append(g.Inner, b)
			}
		}
	}
	return g
}

// drawBar draws the risk of a fail point with its number.
func (f *failures) drawBar(r *failRow, x, y float64) []scene.Item {
	track := scene.Rect{X: x, Y: y + 2, W: riskBar, H: riskHigh, Radius: 2, Style: scene.Style{Stroke: scene.Hairline, Width: 1}}
	var share float64
	var number string
	bar := scene.Style{Fill: scene.Fail}
	switch {
	case r.rpn > 0:
		share, number = float64(r.rpn)/f.full, strconv.Itoa(r.rpn)
	case r.Severity > 0:
		share, number = float64(r.Severity)/10, strconv.Itoa(r.Severity)
		bar = scene.Style{Fill: scene.Box, Stroke: scene.Fail, Width: 1.3, Dash: [2]float64{3, 2}}
	default:
		track.Dash = [2]float64{2, 3}
		return []scene.Item{track}
	}
	filled := track
	filled.W, filled.Style = snap(max(4, min(1, share)*riskBar)), bar
	return []scene.Item{track, filled, words(x+riskBar+10, y+riskHigh/2+2+baseline(strongFont), failColumns[riskColumn]-riskBar-10, strongFont, scene.Ink, scene.Start, number)}
}

// alarmMark is a triangle with a stroke over a dot.
func alarmMark(x, y float64) []scene.Item {
	return []scene.Item{
		scene.Polygon{Points: []scene.Point{{X: x, Y: y - 8}, {X: x + 8.5, Y: y + 6.5}, {X: x - 8.5, Y: y + 6.5}}, Style: scene.Style{Fill: scene.Fail}},
		scene.Path{Points: []scene.Point{{X: x, Y: y - 3}, {X: x, Y: y + 2}}, Style: scene.Style{Stroke: scene.Background, Width: 1.8}},
		scene.Circle{X: x, Y: y + 4.3, R: 1, Style: scene.Style{Fill: scene.Background}},
	}
}

// spoken is what a fail point is called when the picture is read aloud.
func (f *failures) spoken(r *failRow, rank int) string {
	w := &f.labels.Failures
	facts := []string{strconv.Itoa(rank), r.Title, r.where, r.place}
	if r.rpn > 0 {
		facts = append(facts, "RPN "+strconv.Itoa(r.rpn))
	} else if r.Severity > 0 {
		facts = append(facts, fmt.Sprintf(w.Severity, r.Severity))
	}
	if r.Severe() {
		facts = append(facts, w.Severe)
	}
	if r.Chance != nil {
		facts = append(facts, chance(*r.Chance))
	}
	for _, x := range r.Prevent {
		facts = append(facts, w.Columns[5]+f.labels.Colon+x.Title)
	}
	if r.mend != "" {
		facts = append(facts, w.Columns[6]+f.labels.Colon+r.mend)
	}
	if !r.protected() {
		facts = append(facts, w.Unprotected)
	}
	return text.Clean(strings.Join(facts, f.labels.Separator))
}

func (f *failures) samples() []sample {
	w := &f.labels.Failures
	var out []sample
	bar := func(style scene.Style) func(x, y float64) []scene.Item {
		return func(x, y float64) []scene.Item {
			return []scene.Item{scene.Rect{X: x - 16, Y: y - 6, W: 32, H: riskHigh, Radius: 2, Style: style}}
		}
	}
	any := func(is func(*failRow) bool) bool {
		for i := range f.rows {
			if is(&f.rows[i]) {
				return true
			}
		}
		return false
	}
	if any(func(r *failRow) bool { return r.rpn > 0 }) {
		out = append(out, sample{w.RPNBar, 32, bar(scene.Style{Fill: scene.Fail})})
	}
	if any(func(r *failRow) bool { return r.rpn == 0 && r.Severity > 0 }) {
		out = append(out, sample{w.SeverityBar, 32, bar(scene.Style{Fill: scene.Box, Stroke: scene.Fail, Width: 1.3, Dash: [2]float64{3, 2}})})
	}
	for _, alarm := range [...]struct {
		word, meaning string
		is            func(*failRow) bool
	}{
		{w.Severe, w.SevereWord, func(r *failRow) bool { return r.Severe() }},
		{w.Unprotected, w.UnprotectedWord, func(r *failRow) bool { return !r.protected() }},
	} {
		if any(alarm.is) {
			out = append(out, sample{alarm.word + f.labels.Colon + alarm.meaning, 18, alarmMark})
		}
	}
	return out
}

func (f *failures) describe() string {
	severe, unprotected := 0, 0
	for i := range f.rows {
		if f.rows[i].Severe() {
			severe++
		}
		if !f.rows[i].protected() {
			unprotected++
		}
	}
	return fmt.Sprintf(f.labels.Failures.Summary, len(f.rows), severe, unprotected)
}
