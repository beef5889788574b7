package conformance

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

// Result is what real journeys say about a blueprint. Everything in it is exact but
// quantiles of times, which are within 1%.
type Result struct {
	Blueprint string `json:"blueprint"`
	Title     string `json:"title"`
	File      string `json:"file,omitempty"`
	Version   string `json:"version"` // see [coverage.Version]

	Observed   []string `json:"observed"`   // lanes that count: those of which the log knows a touchpoint, or that were named
	Unobserved []string `json:"unobserved"` // all other lanes: what is skipped there costs nothing

	Reading     Reading          `json:"reading"`
	Journeys    eventlog.Result  `json:"journeys"` // cases, events and times, as they stand in the log
	Fitness     Fitness          `json:"fitness"`
	Touchpoints []Touchpoint     `json:"touchpoints"` // all, in reading order
	Departures  []Departure      `json:"departures"`  // the most frequent first
	WrongOrder  []Misplaced      `json:"wrongOrder"`  // what came in the wrong order, the most frequent first
	Variants    []Variant        `json:"variants"`    // of what counts; the most frequent first
	Slow        []Slow           `json:"slow"`        // touchpoints first, then passages, each the slowest first
	Coverage    *coverage.Result `json:"coverage"`    // by every criterion that was asked for

	// MoreDepartures and MoreVariants are how many are not listed, as they are rarer.
	MoreDepartures int `json:"moreDepartures"`
	MoreVariants   int `json:"moreVariants"`

	// Conformance is what fitness, touchpoints and departures were taken from.
	Conformance align.Conformance `json:"-"`

	ways []blueprint.Way
}

// Reading is what reading the logs came to, over all of them.
type Reading struct {
	Events   int        `json:"events"`   // good records
	Bad      int        `json:"bad"`      // records that were left out
	Untimed  int        `json:"untimed"`  // of the good ones: without a time
	Ignored  uint64     `json:"ignored"`  // events that a mapping leaves out
	Cut      uint64     `json:"cut"`      // events left out as their case had too many
	Unmapped []Unmapped `json:"unmapped"` // activities that are no touchpoint, the most frequent first
	More     uint64     `json:"more"`     // events of further such activities
}

// Unmapped is an activity that is no touchpoint.
type Unmapped struct {
	Activity string `json:"activity"`
	Events   uint64 `json:"events"`
	Suggest  string `json:"suggest,omitempty"` // id of the touchpoint that it may be meant to be
}

// Fitness is how well the journeys fit the blueprint. Cases of variants that the
// tally had no room for are not among them: [Fitness.Left] counts those.
type Fitness struct {
	// Mean over the cases of 1 - cost / (events + shortest run), 0 to 1; of no cases
	// it is not known and stands as 0.
	Mean     float64 `json:"mean"`
	Cases    int     `json:"cases"`    // that were aligned
	Fitting  int     `json:"fitting"`  // of these: without any departure
	Bounded  int     `json:"bounded"`  // of these: the search came to its bound, and the cost may be less
	AtOnce   int     `json:"atOnce"`   // of these: nothing that was seen fits, though more was to come
	Dropped  int     `json:"dropped"`  // of these: seen no more though work on stage was to come, those at once included
	Left     uint64  `json:"left"`     // cases that were not aligned, as the tally had no room for their variants
	Events   int     `json:"events"`   // that count
	Ignored  int     `json:"ignored"`  // events in lanes that do not count
	Unknown  int     `json:"unknown"`  // of the events that count: of unknown activities
	Cost     int     `json:"cost"`     // skipped touchpoints and extra events
	Shortest int     `json:"shortest"` // fewest visits of a run from begin to end
}

// Share is the mean fitness, 0 to 1; known is false of no cases.
func (f Fitness) Share() (mean float64, known bool) { return f.Mean, f.Cases > 0 }

// FittingShare is the share of cases without any departure, 0 to 1; known is false
// of no cases.
func (f Fitness) FittingShare() (share float64, known bool) {
	if f.Cases == 0 {
		return 0, false
	}
	return float64(f.Fitting) / float64(f.Cases), true
}

// Touchpoint is what journeys were to one touchpoint.
type Touchpoint struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Lane       string `json:"lane"`
	Place      string `json:"place,omitempty"` // file:line:column
	Observed   bool   `json:"observed"`        // its lane counts
	Visits     uint64 `json:"visits"`          // events of it in the log
	Cases      uint64 `json:"cases"`           // with at least one visit
	Fitting    int    `json:"fitting"`         // visits that the design explains
	Skipped    int    `json:"skipped"`         // times that it should have been visited and was not
	Extra      int    `json:"extra"`           // visits that the design does not explain
	Failed     int    `json:"failed"`          // times that it failed and its recovery followed
	GaveUp     int    `json:"gaveUp"`          // times that patience ran out before it
	PassedOver int    `json:"passedOver"`      // times that it was left out, as it may be
	DroppedOut int    `json:"droppedOut"`      // cases that were seen here last, though more was to come

	path blueprint.Path
}

// DropOut is the share of the cases with a visit here that were seen no more
// afterwards, though more was to come, 0 to 1; known is false where nobody came, and
// in lanes that do not count.
func (t Touchpoint) DropOut() (share float64, known bool) {
	if t.Cases == 0 || !t.Observed {
		return 0, false
	}
	return min(1, float64(t.DroppedOut)/float64(t.Cases)), true
}

// Departing is the share of what should have been or was here and is not as
// designed: (skipped + extra) / (fitting + skipped + extra), 0 to 1; known is false
// where nothing was.
func (t Touchpoint) Departing() (share float64, known bool) {
	all := t.Fitting + t.Skipped + t.Extra
	if all == 0 {
		return 0, false
	}
	return float64(t.Skipped+t.Extra) / float64(all), true
}

// Departure is a way in which journeys depart from the design.
type Departure struct {
	Kind       align.Kind `json:"kind"`                 // skip or extra
	Touchpoint string     `json:"touchpoint,omitempty"` // its id; empty: activities that are no touchpoint
	After      string     `json:"after,omitempty"`      // id of the last event before that the design explains; empty: the beginning
	Before     string     `json:"before,omitempty"`     // of extra ones: id of the next such event; empty: the end
	Place      string     `json:"place,omitempty"`      // where the touchpoint stands; of an unknown activity, the one after which it is
	Times      int        `json:"times"`
	Dropped    int        `json:"dropped"` // of these: skipped only because the customer was seen no more
	Moved      int        `json:"moved"`   // of these: one half of a wrong order, see [Result.WrongOrder]
	Text       string     `json:"text"`    // the sentence in English; see [Departure.Sentence]

	title, after, before string // titles
	path                 blueprint.Path
}

// Variant is a sequence of touchpoints that customers went through.
type Variant struct {
	Touchpoints []string    `json:"touchpoints"` // ids; "?" is an activity that is no touchpoint
	Cases       uint64      `json:"cases"`
	Cost        int         `json:"cost"`              // skipped and extra
	Fitness     float64     `json:"fitness"`           // 0 to 1
	Bounded     bool        `json:"bounded,omitempty"` // the cost may be less: the search came to its bound
	Departs     []Departure `json:"departs,omitempty"` // in the order of the journey
	Stopped     string      `json:"stopped,omitempty"` // id of where the customer was seen last, though more was to come

	titles []string
}

// Slow is a touchpoint, or a passage from one to another, that takes longer than the
// blueprint says.
type Slow struct {
	From  string          `json:"from,omitempty"` // id; empty: the time in the touchpoint itself
	To    string          `json:"to"`             // id
	Place string          `json:"place,omitempty"`
	Times eventlog.Spread `json:"times"`
	// Worst tells that more than one in ten took longer than acceptable; otherwise
	// more than half took longer than the standard.
	Worst bool `json:"worst"`

	path blueprint.Path
}
