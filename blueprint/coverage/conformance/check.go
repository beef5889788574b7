package conformance

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
)

// Names of shares that thresholds may ask for besides the criteria of package
// coverage.
const (
	ByFitness = "fitness" // mean fitness of the cases
	ByFitting = "fitting" // share of cases without any departure
)

// ThresholdNames lists what thresholds may ask for: fitness, fitting and the
// criteria.
func ThresholdNames() []string {
	return append([]string{ByFitness, ByFitting}, coverage.CriterionNames()...)
}

// Shortfall is a share that stays under what was asked for.
type Shortfall struct {
	Name  string  // one of ThresholdNames
	Share float64 // in percent; 0 where Empty
	Want  float64 // in percent
	Empty bool    // there is nothing to have a share of
	Text  string  // what is missing, and where: several lines, in English
}

// String is the text.
func (s Shortfall) String() string { return s.Text }

// Valid says what is wrong with thresholds: names that are not there, and shares out
// of range.
func Valid(t coverage.Thresholds) error {
	names := ThresholdNames()
	var wrong []error
	for _, name := range t.Names() {
		want := t[name]
		switch near := blueprint.Nearest(name, names); {
		case !slices.Contains(names, name) && near != "":
			wrong = append(wrong, fmt.Errorf("there is no threshold %q; did you mean %q?", name, near))
		case !slices.Contains(names, name):
			wrong = append(wrong, fmt.Errorf("there is no threshold %q; there are %s", name, strings.Join(names, ", ")))
		case math.IsNaN(want) || want < 0 || want > 100:
			wrong = append(wrong, fmt.Errorf("the threshold of %s is %v: expected 0 to 100, in percent", name, want))
		}
	}
	return errors.Join(wrong...)
}

// Check compares a result with thresholds in percent and lists what falls short, in
// the order of [ThresholdNames]. A threshold over nothing does not hold, and says so.
// The error is about thresholds that mean nothing, or that were not measured.
func (r *Result) Check(t coverage.Thresholds) ([]Shortfall, error) {
	if err := Valid(t); err != nil {
		return nil, err
	}
	var out []Shortfall
	rest := maps.Clone(t)
	for _, x := range []struct {
		name, title string
		share       func() (float64, bool)
	}{{ByFitness, "Fitness", r.Fitness.Share}, {ByFitting, "Journeys that fit", r.Fitness.FittingShare}} {
		want, asked := t[x.name]
		delete(rest, x.name)
		if !asked {
			continue
		}
		share, known := x.share()
		if s := (Shortfall{Name: x.name, Share: 100 * share, Want: want, Empty: !known}); !known || s.Share < want {
			s.Text = r.shortText(x.title, s)
			out = append(out, s)
		}
	}
	short, err := rest.Check(r.Coverage)
	for _, s := range short {
		percent, known := s.Score.Percent()
		out = append(out, Shortfall{Name: s.Score.Name, Share: percent, Want: t[s.Score.Name], Empty: !known, Text: s.String()})
	}
	return out, err
}

// shortText says by how much, and what departs most often.
func (r *Result) shortText(title string, s Shortfall) string {
	want := strconv.FormatFloat(s.Want, 'f', -1, 64) + "%"
	if s.Empty {
		return fmt.Sprintf("%s (%s): there are no journeys, and a threshold of %s over nothing does not hold", title, s.Name, want)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s%%, wanted %s", title, s.Name, strconv.FormatFloat(math.Floor(s.Share*100+1e-9)/100, 'f', -1, 64), want)
	for i, d := range r.Departures {
		if i == 0 {
			b.WriteString("; most often:")
		}
		if i == mostNamed {
			break
		}
		times := "once"
		if d.Times > 1 {
			times = fmt.Sprintf("%d times", d.Times)
		}
		fmt.Fprintf(&b, "\n  %s (%s)", d, times)
	}
	return b.String()
}

// mostNamed is how many departures a shortfall names.
const mostNamed = 5
