package measure

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// field is a column of a survey's file: what it is called, and how a cell of it
// is read into an answer. An empty cell is never read.
type field struct {
	name string
	doc  string
	read func(r *answerReader, a *Answer, text string) error
}

// answerFields lists the columns that a survey's file may have.
func answerFields() []field {
	number := func(name, doc string, to func(*Answer) **float64) field {
		return field{name, doc, func(r *answerReader, a *Answer, text string) error {
			v, err := r.number(text)
			*to(a) = &v
			return err
		}}
	}
	return []field{
		{"touchpoint", "id or title of a touchpoint of the blueprint; empty: the whole service", func(r *answerReader, a *Answer, text string) (err error) {
			a.Touchpoint, err = r.touchpoint(text)
			return err
		}},
		{"question", "what was asked, where several things were asked of one touchpoint", func(_ *answerReader, a *Answer, text string) error {
			a.Title = text
			return nil
		}},
		{"persona", "id of a persona of the blueprint", func(r *answerReader, a *Answer, text string) error {
			a.Persona = text
			return oneOf(text, r.personas, "persona of this blueprint")
		}},
		{"driver", "level of what drives satisfaction: core, process, technical, interaction or emotion", func(_ *answerReader, a *Answer, text string) error {
			a.Driver = touchpoint.Driver(text)
			return oneOf(text, texts(touchpoint.Drivers()), "driver")
		}},
		{"dimension", "dimension of SERVQUAL: tangibles, reliability, responsiveness, assurance or empathy", func(_ *answerReader, a *Answer, text string) error {
			a.Dimension = touchpoint.Dimension(text)
			return oneOf(text, texts(touchpoint.Dimensions()), "dimension of SERVQUAL")
		}},
		number("adequate", "level that will just do", func(a *Answer) **float64 { return &a.Adequate }),
		number("desired", "level that is wished for, or expected", func(a *Answer) **float64 { return &a.Desired }),
		number("perceived", "level that was seen", func(a *Answer) **float64 { return &a.Perceived }),
		number("importance", "how much it matters", func(a *Answer) **float64 { return &a.Importance }),
		{"emotion", "how the customer felt, -2 (furious) to 2 (delighted)", func(r *answerReader, a *Answer, text string) error {
			v, err := r.number(text)
			if err == nil && (v < -2 || v > 2) {
				err = errors.New("an emotion lies between -2 and 2")
			}
			a.Emotion = &v
			return err
		}},
		{"time", "time that was measured, with its unit: 3m20s", func(_ *answerReader, a *Answer, text string) error {
			d, err := touchpoint.ParseDuration(text)
			a.Time = &d
			return err
		}},
		{"kano", "class of a Kano survey: attractive, one-dimensional, must-be, indifferent, reverse or questionable", func(_ *answerReader, a *Answer, text string) error {
			a.Kano = KanoClass(text)
			return oneOf(text, texts(KanoClasses()), "class of Kano")
		}},
	}
}

// AnswerColumn is a column that a survey's file may have.
type AnswerColumn struct{ Name, Doc string }

// AnswerColumns lists the columns that a survey's file may have.
func AnswerColumns() []AnswerColumn {
	var out []AnswerColumn
	for _, f := range answerFields() {
		out = append(out, AnswerColumn{f.name, f.doc})
	}
	return out
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}

func oneOf(text string, known []string, what string) error {
	if slices.Contains(known, text) {
		return nil
	}
	if near := blueprint.Nearest(text, known); near != "" {
		return fmt.Errorf("%q is no %s; did you mean %q?", text, what, near)
	}
	if len(known) == 0 || len(known) > 8 {
		return fmt.Errorf("%q is no %s", text, what)
	}
	return fmt.Errorf("%q is no %s; expected one of %s", text, what, strings.Join(known, ", "))
}

// textSpot is a place in the text of a survey, counted as in blueprint.Position.
type textSpot struct{ line, column, offset int }

// maxSurveyFound bounds how many problems of one file are told.
const maxSurveyFound = 100

// answerReader reads one file. It reports what is wrong and goes on.
type answerReader struct {
	source       blueprint.Source
	byID         map[string]bool
	byTitle      map[string]string // title -> id; empty id: several touchpoints have it
	names        []string          // ids and titles, for suggestions
	personas     []string
	fields       []field
	decimalComma bool
	answers      []Answer
	found        blueprint.Diagnostics
	overflow     int
}

func newAnswerReader(text []byte, name string, b *blueprint.Blueprint) *answerReader {
	r := &answerReader{source: blueprint.Source{File: name, Text: text}, fields: answerFields(), byID: map[string]bool{}, byTitle: map[string]string{}}
	for _, t := range b.Touchpoints() {
		r.byID[t.ID] = true
		r.names = append(r.names, t.ID, t.Title)
		if _, twice := r.byTitle[t.Title]; twice {
			r.byTitle[t.Title] = ""
		} else {
			r.byTitle[t.Title] = t.ID
		}
	}
	for _, p := range b.Personas {
		r.personas = append(r.personas, p.ID)
	}
	return r
}

func (r *answerReader) field(name string) (field, bool) {
	i := slices.IndexFunc(r.fields, func(f field) bool { return f.name == name })
	if i < 0 {
		return field{}, false
	}
	return r.fields[i], true
}

func (r *answerReader) touchpoint(text string) (string, error) {
	if r.byID[text] {
		return text, nil
	}
	switch id, ok := r.byTitle[text]; {
	case ok && id != "":
		return id, nil
	case ok:
		return "", fmt.Errorf("several touchpoints are called %q: write the id of one", text)
	}
	if near := blueprint.Nearest(text, r.names); near != "" {
		return "", fmt.Errorf("there is no touchpoint %q; did you mean %q?", text, near)
	}
	return "", fmt.Errorf("there is no touchpoint %q", text)
}

func (r *answerReader) number(text string) (float64, error) {
	plain := text
	if r.decimalComma && strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		plain = strings.Replace(text, ",", ".", 1)
	}
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 1e9 {
		return 0, fmt.Errorf("%q is no number such as 5.8", text)
	}
	return v, nil
}

// fill reads a cell into an answer and says what is wrong with it.
func (r *answerReader) fill(a *Answer, f field, text string, from, to textSpot) bool {
	text = strings.TrimSpace(text)
	if text == "" {
		return true
	}
	if err := f.read(r, a, text); err != nil {
		r.reportAt(from, to, f.name+": "+err.Error(), "")
		return false
	}
	return true
}

// add takes an answer in, and tells whether there is room for more.
func (r *answerReader) add(a Answer, from, to textSpot) bool {
	if len(r.answers) == MaxAnswers {
		r.reportAt(from, to, fmt.Sprintf("there are more than %d answers", MaxAnswers), "split the file, or sum the answers up")
		return false
	}
	if a.Adequate != nil && a.Desired != nil && *a.Desired < *a.Adequate {
		r.reportAt(from, to, "the desired level is below the adequate one", "the zone of tolerance runs from adequate up to desired")
		return true
	}
	r.answers = append(r.answers, a)
	return true
}

// unknownColumn reports a name that is no column.
func (r *answerReader) unknownColumn(name string, from, to textSpot) {
	var known []string
	for _, f := range r.fields {
		known = append(known, f.name)
	}
	hint := "known here: " + strings.Join(known, ", ")
	if near := blueprint.Nearest(name, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	r.reportAt(from, to, fmt.Sprintf("a survey has no column %q", shortened(name)), hint)
}

func shortened(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:39]) + "…"
	}
	return s
}

func (r *answerReader) reportAt(from, to textSpot, message, hint string) {
	if len(r.found) == maxSurveyFound {
		r.overflow++
		return
	}
	at := func(p textSpot) blueprint.Position {
		return blueprint.Position{File: r.source.File, Line: p.line, Column: p.column, Offset: p.offset}
	}
	d := blueprint.Diagnostic{Rule: "survey", Severity: blueprint.Error, Message: message, Hint: hint, Range: blueprint.Range{Start: at(from), End: at(to)}}
	if from.line > 0 {
		d.Range = r.source.Range(at(from), at(to))
	}
	r.found = append(r.found, d)
}

func (r *answerReader) diagnostics() blueprint.Diagnostics {
	if r.overflow > 0 {
		r.found = append(r.found, blueprint.Diagnostic{Rule: "survey", Severity: blueprint.Error, Range: blueprint.Range{Start: blueprint.Position{File: r.source.File}},
			Message: fmt.Sprintf("%d more problems are not shown", r.overflow)})
	}
	return r.found
}
