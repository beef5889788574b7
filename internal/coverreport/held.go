package coverreport

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
)

// Threshold asks for a least share.
type Threshold struct {
	Source Source  // whose; empty: of all that were given
	Name   string  // one of [conformance.ThresholdNames]
	Want   float64 // in percent, 0 to 100
}

// String is the threshold as it is written: log.fitness=75.
func (t Threshold) String() string {
	name := t.Name
	if t.Source != "" {
		name = string(t.Source) + "." + name
	}
	return name + "=" + strconv.FormatFloat(t.Want, 'f', -1, 64)
}

// By says what asks for a share.
type By string

// What asks.
const (
	ByMin     By = "min"     // a threshold
	ByRatchet By = "ratchet" // what was reached before
)

// Held tells whether a share is as high as it is asked for.
type Held struct {
	Source  Source
	Name    string
	Title   string // of the criterion, in English
	By      By
	Want    float64 // in percent
	Percent float64 // that was reached; 0 where it is not known
	Known   bool    // there is something to have a share of
	OK      bool
	Text    string // what is missing and where: several lines in English; empty where it is held
}

// ParseThreshold reads NAME=PERCENT, such as moments=100, ways=80% or
// log.fitness=75.
func ParseThreshold(text string) (Threshold, error) {
	var t Threshold
	name, share, ok := strings.Cut(text, "=")
	if !ok {
		return t, fmt.Errorf("%q: expected NAME=PERCENT, such as moments=100", text)
	}
	t.Name = strings.TrimSpace(name)
	if s, rest, found := strings.Cut(t.Name, "."); found {
		if t.Source = Source(s); !slices.Contains(Sources(), t.Source) {
			return t, fmt.Errorf("%q: before the point stands whose journeys are meant, tests or log, not %q", text, s)
		}
		t.Name = rest
	}
	names := conformance.ThresholdNames()
	if t.Source == Tests {
		names = coverage.CriterionNames()
	}
	if !slices.Contains(names, t.Name) {
		if near := blueprint.Nearest(t.Name, names); near != "" {
			return t, fmt.Errorf("%q: there is no criterion %q; did you mean %q?", text, t.Name, near)
		}
		return t, fmt.Errorf("%q: there is no criterion %q; there are %s", text, t.Name, strings.Join(names, ", "))
	}
	want, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(share), "%"), 64)
	if err != nil || math.IsNaN(want) || want < 0 || want > 100 {
		return t, fmt.Errorf("%q: expected a share in percent, 0 to 100", text)
	}
	t.Want = want
	return t, nil
}

// Hold compares what was measured with thresholds. The error names those for which
// nothing was given that they could be about.
func (r *Report) Hold(all []Threshold) error {
	var errs []error
	for _, t := range all {
		found := false
		for _, s := range Sources() {
			if t.Source != "" && t.Source != s || s == Tests && !isCriterion(t.Name) {
				continue
			}
			held, ok, err := r.hold(s, t)
			if err != nil {
				errs = append(errs, err)
			}
			if ok {
				found = true
				r.Held = append(r.Held, held)
			}
		}
		switch {
		case found:
		case isCriterion(t.Name):
			errs = append(errs, fmt.Errorf("the threshold %s is about %s, and none were given", t, t.Source.given()))
		default:
			errs = append(errs, fmt.Errorf("the threshold %s is about what customers did: give an event log", t))
		}
	}
	return errors.Join(errs...)
}

func isCriterion(name string) bool { return slices.Contains(coverage.CriterionNames(), name) }

// given says what is given on the command line.
func (s Source) given() string {
	switch s {
	case Tests:
		return "profiles of tests"
	case Log:
		return "event logs"
	}
	return "profiles or event logs"
}

// hold compares one source with one threshold; ok is false where the source was not
// given.
func (r *Report) hold(s Source, t Threshold) (h Held, ok bool, err error) {
	h = Held{Source: s, Name: t.Name, By: ByMin, Want: t.Want, OK: true}
	asked := coverage.Thresholds{t.Name: t.Want}
	switch {
	case s == Tests && r.Tests != nil:
		short, err := asked.Check(r.Tests)
		if err != nil {
			return h, false, err
		}
		for _, x := range short {
			h.OK, h.Text = false, x.String()
		}
	case s == Log && r.Log != nil:
		short, err := r.Log.Check(asked)
		if err != nil {
			return h, false, err
		}
		for _, x := range short {
			h.OK, h.Text = false, x.String()
		}
	default:
		return h, false, nil
	}
	h.Title, h.Percent, h.Known = r.share(s, t.Name)
	return h, true, nil
}

// share is what was reached by a criterion, or how well customers fit.
func (r *Report) share(s Source, name string) (title string, percent float64, known bool) {
	switch name {
	case conformance.ByFitness:
		mean, known := r.Log.Fitness.Share()
		return fitnessTitle, 100 * mean, known
	case conformance.ByFitting:
		mean, known := r.Log.Fitness.FittingShare()
		return fittingTitle, 100 * mean, known
	}
	score, _ := r.Coverage(s).Score(name)
	percent, known = score.Percent()
	return score.Title, percent, known
}

// Titles of what is no criterion of coverage.
const (
	fitnessTitle = "Fitness"
	fittingTitle = "Journeys that fit"
)

// HoldRatchet compares what was measured with what was reached before: what tests
// covered, where profiles were given, else what customers did.
func (r *Report) HoldRatchet(x *coverage.Ratchet) error {
	s := r.Ratcheted()
	result := r.Coverage(s)
	short, err := x.Check(result)
	if err != nil {
		return err
	}
	for _, have := range x.Reached {
		h := Held{Source: s, Name: have.Criterion, By: ByRatchet, Want: 100 * float64(have.Covered) / float64(have.Total), OK: true}
		h.Title, h.Percent, h.Known = r.share(s, have.Criterion)
		for _, f := range short {
			if f.Score.Name == have.Criterion {
				h.OK, h.Text = false, f.String()
			}
		}
		r.Held = append(r.Held, h)
	}
	return nil
}

// Ratcheted is the source that a ratchet holds.
func (r *Report) Ratcheted() Source {
	if r.Tests != nil {
		return Tests
	}
	return Log
}

// of lists what was asked of a source, by the order of the criteria.
func (r *Report) of(s Source) []Held {
	var out []Held
	for _, h := range r.Held {
		if h.Source == s {
			out = append(out, h)
		}
	}
	names := conformance.ThresholdNames()
	slices.SortStableFunc(out, func(a, b Held) int { return cmp.Compare(slices.Index(names, a.Name), slices.Index(names, b.Name)) })
	return out
}

// strictest is what holds a criterion of a source most: what is missed before what
// is held, then what asks for more. ok is false where nothing asks for it.
func (r *Report) strictest(s Source, name string) (found Held, ok bool) {
	for _, h := range r.Held {
		if h.Source != s || h.Name != name {
			continue
		}
		if !ok || found.OK && !h.OK || found.OK == h.OK && h.Want > found.Want {
			found, ok = h, true
		}
	}
	return found, ok
}

// Percent writes a share rounded down to a tenth, so that less than all never reads
// 100%.
func Percent(p float64) string {
	return strconv.FormatFloat(math.Floor(p*10+1e-9)/10, 'f', -1, 64) + "%"
}
