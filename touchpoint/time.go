package touchpoint

import (
	"math"
	"slices"
	"time"
)

// Time is how long a touchpoint takes. Standard is what the design sets,
// Acceptable what a customer puts up with (Shostack 1984). Where a distribution
// is given, it says how the time varies.
type Time struct {
	Standard     time.Duration // 0 with no distribution: no time at all
	Acceptable   time.Duration // 0: not said
	Distribution Distribution  // empty: fixed at Standard
	Mean         time.Duration
	Deviation    time.Duration // standard deviation
	Min          time.Duration
	Mode         time.Duration
	Max          time.Duration
	Samples      []time.Duration
	Measured     *Measured
	By           []PersonaTime // standard time for single personas
}

// PersonaTime is the standard time for one persona.
type PersonaTime struct {
	Persona string
	Value   time.Duration
}

// Measured is a time that was observed.
type Measured struct {
	Mean   time.Duration
	Median time.Duration
	P90    time.Duration
	Count  int // observations
	Source string
	On     Date
}

// Distribution names the law that a time follows.
type Distribution string

// The distributions, with the fields of Time that each needs.
const (
	Fixed       Distribution = "fixed"       // standard
	Uniform     Distribution = "uniform"     // min, max
	Exponential Distribution = "exponential" // mean
	Triangular  Distribution = "triangular"  // min, mode, max
	PERT        Distribution = "pert"        // min, mode, max; mean (min+4·mode+max)/6, deviation (max-min)/6
	Lognormal   Distribution = "lognormal"   // mean, deviation
	Gamma       Distribution = "gamma"       // mean, deviation
	Empirical   Distribution = "empirical"   // samples, each as likely as the others
)

// Distributions lists the distributions.
func Distributions() []Distribution {
	return []Distribution{Fixed, Uniform, Exponential, Triangular, PERT, Lognormal, Gamma, Empirical}
}

// Expected is the mean of the time. For a persona that has a time of its own it
// is that time.
func (t *Time) Expected(persona string) time.Duration {
	if t == nil {
		return 0
	}
	if i := slices.IndexFunc(t.By, func(p PersonaTime) bool { return p.Persona == persona }); i >= 0 {
		return t.By[i].Value
	}
	switch t.Distribution {
	case Uniform:
		return (t.Min + t.Max) / 2
	case Triangular:
		return (t.Min + t.Mode + t.Max) / 3
	case PERT:
		return (t.Min + 4*t.Mode + t.Max) / 6
	case Exponential, Lognormal, Gamma:
		return cmpOr(t.Mean, t.Standard)
	case Empirical:
		return meanOf(t.Samples)
	}
	return t.Standard
}

// Variance is the variance of the time, in square seconds.
func (t *Time) Variance() float64 {
	if t == nil {
		return 0
	}
	lo, mode, hi := t.Min.Seconds(), t.Mode.Seconds(), t.Max.Seconds()
	switch t.Distribution {
	case Uniform:
		return (hi - lo) * (hi - lo) / 12
	case Triangular:
		return (lo*lo + mode*mode + hi*hi - lo*mode - lo*hi - mode*hi) / 18
	case PERT:
		return math.Pow((hi-lo)/6, 2)
	case Exponential:
		return math.Pow(t.Expected("").Seconds(), 2)
	case Lognormal, Gamma:
		return math.Pow(t.Deviation.Seconds(), 2)
	case Empirical:
		return varianceOf(t.Samples)
	}
	return 0
}

func meanOf(samples []time.Duration) time.Duration {
	if len(samples) == 0 {
		return 0
	}
	sum := 0.0
	for _, s := range samples {
		sum += float64(s)
	}
	return time.Duration(sum / float64(len(samples)))
}

func varianceOf(samples []time.Duration) float64 {
	mean, sum := meanOf(samples).Seconds(), 0.0
	for _, s := range samples {
		sum += (s.Seconds() - mean) * (s.Seconds() - mean)
	}
	return sum / float64(max(len(samples), 1))
}

func cmpOr(a, b time.Duration) time.Duration {
	if a != 0 {
		return a
	}
	return b
}

// Wait is a wait point: the customer waits before the touchpoint.
type Wait struct {
	Expected   time.Duration // 0: not said
	Acceptable time.Duration // 0: not said
	Then       string        // id of the touchpoint where the customer goes when patience runs out, or End
	Balk       int           // length of the queue from which on customers do not join; 0: never
	Occupied   string        // what the customer can do meanwhile (an unoccupied wait feels longer; Maister)
	Explained  bool          // the customer is told why and how long
}
