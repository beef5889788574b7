package measure

import (
	"errors"
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Servqual are SERVQUAL scores: perceived less expected over the five dimensions
// (Parasuraman, Zeithaml & Berry). Below 0 the service is worse than expected.
type Servqual struct {
	Plain float64 // mean of the dimensions that are given, each as much as the others
	// Weighted is Σ weight × gap / Σ weight; nil where a dimension that has a gap
	// has no weight.
	Weighted *float64
	Absent   []touchpoint.Dimension // dimensions without a gap, which no score can stand for
}

// ServqualScores computes both scores of gaps. Weights count in proportion. The
// error says that there is no gap at all, that a name is no dimension, or that
// the weights sum to nothing.
func ServqualScores(gaps, weights []blueprint.DimensionScore) (Servqual, error) {
	gap, err := byDimension(gaps)
	weight, err2 := byDimension(weights)
	if err = errors.Join(err, err2); err != nil {
		return Servqual{}, err
	}
	if len(gap) == 0 {
		return Servqual{}, errors.New("there is no gap of any dimension of SERVQUAL")
	}
	var s Servqual
	sum, weighted, total, all := 0.0, 0.0, 0.0, true
	for _, d := range touchpoint.Dimensions() {
		g, ok := gap[d]
		if !ok {
			s.Absent = append(s.Absent, d)
			continue
		}
		w, weighed := weight[d]
		all = all && weighed
		sum, weighted, total = sum+g, weighted+w*g, total+w
	}
	s.Plain = sum / float64(len(gap))
	switch {
	case !all:
	case total <= 0:
		return Servqual{}, errors.New("the weights of the dimensions sum to nothing")
	default:
		mean := weighted / total
		s.Weighted = &mean
	}
	return s, nil
}

func byDimension(scores []blueprint.DimensionScore) (map[touchpoint.Dimension]float64, error) {
	known := map[touchpoint.Dimension]bool{}
	var names []string
	for _, d := range touchpoint.Dimensions() {
		known[d] = true
		names = append(names, string(d))
	}
	out := map[touchpoint.Dimension]float64{}
	var wrong []error
	for _, s := range scores {
		if !known[touchpoint.Dimension(s.Dimension)] {
			err := fmt.Errorf("%q is no dimension of SERVQUAL", s.Dimension)
			if near := blueprint.Nearest(s.Dimension, names); near != "" {
				err = fmt.Errorf("%w; did you mean %q?", err, near)
			}
			wrong = append(wrong, err)
			continue
		}
		out[touchpoint.Dimension(s.Dimension)] = s.Value
	}
	return out, errors.Join(wrong...)
}

// KanoClass is what a feature means to customers (Kano).
type KanoClass string

// The classes.
const (
	Attractive     KanoClass = "attractive"      // delights where it is there, nobody misses it
	OneDimensional KanoClass = "one-dimensional" // the more the better
	MustBe         KanoClass = "must-be"         // annoys where it is missing, taken for granted where not
	Indifferent    KanoClass = "indifferent"     // nobody cares
	Reverse        KanoClass = "reverse"         // customers would rather be without
	Questionable   KanoClass = "questionable"    // the answers contradict each other
)

// KanoClasses lists the classes.
func KanoClasses() []KanoClass {
	return []KanoClass{Attractive, OneDimensional, MustBe, Indifferent, Reverse, Questionable}
}

// KanoScore are the customer satisfaction coefficients of a feature (Berger et
// al. 1993). Reverse and questionable answers count in neither.
type KanoScore struct {
	Better float64   // (A+O)/(A+O+M+I), 0 to 1: how far it satisfies where it is there
	Worse  float64   // -(O+M)/(A+O+M+I), -1 to 0: how far it dissatisfies where it is not
	Class  KanoClass // given most often; of equal ones the first of must-be, one-dimensional, attractive, indifferent
	N      int       // answers in all classes
}

// KanoScores computes the coefficients from counts of answers. The error says
// that there is no answer that counts, or a count below 0.
func KanoScores(k blueprint.Kano) (KanoScore, error) {
	for _, n := range []int{k.Attractive, k.OneDimensional, k.MustBe, k.Indifferent, k.Reverse, k.Questionable} {
		if n < 0 {
			return KanoScore{}, fmt.Errorf("there cannot be %d answers", n)
		}
	}
	a, o, m, i := float64(k.Attractive), float64(k.OneDimensional), float64(k.MustBe), float64(k.Indifferent)
	total := a + o + m + i
	if total == 0 {
		return KanoScore{}, errors.New("no answer is attractive, one-dimensional, must-be or indifferent")
	}
	s := KanoScore{Better: (a + o) / total, Worse: -(o + m) / total, N: int(total) + k.Reverse + k.Questionable}
	most := 0
	for _, c := range []struct { // what hurts most when it is missing comes first, as Berger et al. break ties
		class KanoClass
		n     int
	}{{MustBe, k.MustBe}, {OneDimensional, k.OneDimensional}, {Attractive, k.Attractive}, {Indifferent, k.Indifferent}, {Reverse, k.Reverse}, {Questionable, k.Questionable}} {
		if c.n > most {
			s.Class, most = c.class, c.n
		}
	}
	return s, nil
}

// Quadrant is where importance and performance together put something (Martilla
// & James 1977).
type Quadrant string

// The quadrants.
const (
	Concentrate Quadrant = "concentrate here"      // important, and not done well
	KeepUp      Quadrant = "keep up the good work" // important, and done well
	LowPriority Quadrant = "low priority"          // neither
	Overkill    Quadrant = "possible overkill"     // done well, and not important
	Nowhere     Quadrant = ""                      // importance or performance is not known
)

// ImportancePerformance places a pair against the cross that divides the field;
// what lies on the cross counts as high. Both pairs are on any scale of their own.
func ImportancePerformance(importance, performance, crossImportance, crossPerformance float64) Quadrant {
	switch important, good := importance >= crossImportance, performance >= crossPerformance; {
	case important && good:
		return KeepUp
	case important:
		return Concentrate
	case good:
		return Overkill
	}
	return LowPriority
}
