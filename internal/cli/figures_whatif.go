package cli

import (
	"errors"
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/scenario"
	"github.com/servicemoments/moments/internal/report"
)

// count computes the figures, of one blueprint or of several side by side.
func (s *sheets) count(b *blueprint.Blueprint, count counter) (counted, error) {
	b, err := applied(b, s.set)
	if err != nil {
		return counted{}, err
	}
	switch {
	case len(s.scenarios) > 0:
		return s.compared(b, count)
	case s.sweep != "":
		return s.swept(b, count)
	case s.fewest != "":
		return s.sought(b, count)
	}
	result, err := count(b)
	result.Of = b
	return result, err
}

// applied is the blueprint with settings, as they are written.
func applied(b *blueprint.Blueprint, texts []string) (*blueprint.Blueprint, error) {
	var settings []blueprint.Setting
	var found blueprint.Diagnostics
	for _, text := range texts {
		set, err := scenario.Parse(text)
		var d blueprint.Diagnostics
		if errors.As(err, &d) {
			found = append(found, d...)
		} else if err != nil {
			return nil, err
		}
		settings = append(settings, set)
	}
	if len(found) > 0 {
		return nil, found
	}
	if len(settings) == 0 {
		return b, nil
	}
	return scenario.Apply(b, settings)
}

// compared sets scenarios beside the blueprint.
func (s *sheets) compared(b *blueprint.Blueprint, count counter) (counted, error) {
	ids, err := s.scenarioIDs(b)
	if err != nil {
		return counted{}, err
	}
	base, err := count(b)
	if err != nil {
		return counted{}, err
	}
	variants := []figures.Variant{{ID: "blueprint", Name: figures.T("as it is"), Book: base.Book}}
	for _, id := range ids {
		other, err := scenario.Named(b, id)
		if err != nil {
			return counted{}, err
		}
		result, err := count(other)
		if err != nil {
			return counted{}, fmt.Errorf("scenario %s: %w", id, err)
		}
		variants = append(variants, figures.Variant{ID: id, Name: figures.Plain(scenarioTitle(b, id)), Book: result.Book})
	}
	base.Of = b
	base.Book.Sheets = append([]figures.Sheet{figures.Compare(variants)}, base.Book.Sheets...)
	return base, nil
}

func (s *sheets) scenarioIDs(b *blueprint.Blueprint) ([]string, error) {
	all := names(b.Scenarios, func(x blueprint.Scenario) string { return x.ID })
	if len(all) == 0 {
		return nil, usagef("%s has no scenarios: write some under scenarios, or use --set", report.Safe(b.File()))
	}
	if len(s.scenarios) == 1 && s.scenarios[0] == "all" {
		return all, nil
	}
	for _, id := range s.scenarios {
		if err := known("scenario", id, all); err != nil {
			return nil, err
		}
	}
	return s.scenarios, nil
}

func scenarioTitle(b *blueprint.Blueprint, id string) string {
	for _, x := range b.Scenarios {
		if x.ID == id && x.Title != "" {
			return x.Title
		}
	}
	return id
}

// maxSwept bounds the columns of a sweep that nobody chose.
const maxSwept = 8

// swept computes the figures over a range of values of one datum.
func (s *sheets) swept(b *blueprint.Blueprint, count counter) (counted, error) {
	range_, err := scenario.ParseSweep(s.sweep)
	if err != nil {
		return counted{}, writtenBehind("--sweep", err)
	}
	var variants []figures.Variant
	var last counted
	for i, set := range range_.Settings() {
		other, err := scenario.Apply(b, []blueprint.Setting{set})
		if err != nil {
			return counted{}, err
		}
		if last, err = count(other); err != nil {
			return counted{}, fmt.Errorf("%s=%s: %w", range_.Key, range_.Values[i], err)
		}
		variants = append(variants, figures.Variant{ID: range_.Values[i], Name: figures.Plain(range_.Values[i]), Book: last.Book})
	}
	if err := s.shown(variants); err != nil {
		return counted{}, err
	}
	last.Book.Sheets = []figures.Sheet{figures.Sweep(range_.Key, variants, s.figures, maxSwept)}
	return last, nil
}

// sought finds the smallest number that meets a target, and gives the figures
// with it.
func (s *sheets) sought(b *blueprint.Blueprint, count counter) (counted, error) {
	condition, err := figures.ParseCondition(s.until)
	if err != nil {
		return counted{}, usage{err}
	}
	range_, err := scenario.ParseSweep(s.fewest)
	if err != nil {
		return counted{}, writtenBehind("--fewest", err)
	}
	lo, hi, ok := wholeRange(range_)
	if !ok {
		return counted{}, usagef("--fewest wants a range of whole numbers, such as counter.servers=1..20")
	}
	at := func(n int) (counted, error) {
		other, err := applied(b, []string{fmt.Sprintf("%s=%d", range_.Key, n)})
		if err != nil {
			return counted{}, err
		}
		result, err := count(other)
		result.Of = other
		return result, err
	}
	top, err := at(hi) // what cannot be computed there can be computed nowhere
	if err != nil {
		return counted{}, err
	}
	if _, err := condition.Holds(top.Book); err != nil {
		return counted{}, usage{err}
	}
	n, found, err := scenario.Fewest(lo, hi, func(n int) (bool, error) {
		result, err := at(n)
		if err != nil {
			return false, err
		}
		holds, err := condition.Holds(result.Book)
		if errors.Is(err, figures.ErrNoFigure) { // such as the wait in a queue that grows without end
			return false, nil
		}
		return holds, err
	})
	if err != nil {
		return counted{}, err
	}
	answer := figures.Sheet{ID: "target", Title: figures.T("Target")}
	if !found {
		answer.Findings = []figures.Finding{{ID: "out-of-reach", Tone: figures.Poor, Text: figures.T("No value of %s from %d to %d meets %s.", range_.Key, lo, hi, s.until)}}
		n = hi
	} else {
		answer.Findings = []figures.Finding{{ID: "fewest", Tone: figures.Good, Text: figures.T("The smallest value of %s that meets %s is %d.", range_.Key, s.until, n)}}
	}
	result, err := at(n)
	result.Book.Sheets = append([]figures.Sheet{answer}, result.Book.Sheets...)
	return result, err
}

// wholeRange tells the ends of a sweep over whole numbers.
func wholeRange(s scenario.Sweep) (lo, hi int, ok bool) {
	for i, v := range s.Values {
		var n int
		if _, err := fmt.Sscanf(v, "%d", &n); err != nil || fmt.Sprint(n) != v {
			return 0, 0, false
		}
		if i == 0 {
			lo, hi = n, n
		}
		lo, hi = min(lo, n), max(hi, n)
	}
	return lo, hi, len(s.Values) > 0
}
