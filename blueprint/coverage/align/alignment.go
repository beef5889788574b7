package align

import "github.com/servicemoments/moments/blueprint/flow"

// Kind says what a move is to the trace.
type Kind string

// The kinds of moves.
const (
	Sync   Kind = "sync"   // a start that an event shows
	Skip   Kind = "skip"   // a start that the log should show and does not: cost 1
	Extra  Kind = "extra"  // an event that the run does not explain: cost 1
	Silent Kind = "silent" // what no log shows: an outcome, or a start where it does not look
)

// Kinds lists the kinds of moves.
func Kinds() []Kind { return []Kind{Sync, Skip, Extra, Silent} }

// Move is a step of an alignment.
type Move struct {
	Kind       Kind
	Event      int       // of Sync and Extra: index in the trace; else -1
	Touchpoint int       // -1: an event of an unknown activity
	Happens    flow.Kind // what happens in the run; empty for Extra
	Way        int       // of an outcome: the choice, recovery or impatience; -1: none
	Ways       []int     // ways that tokens took, in order
	// After is, of a Skip, the touchpoint of the last event before the start could
	// have happened; of an Extra, that of the last event before that the run explains.
	// -1: the beginning.
	After int
	// Before is, of an Extra, the touchpoint of the next event that the run explains.
	// -1: the end.
	Before int
	// Background tells of a start that nothing on stage waits for it.
	Background bool
}

// Alignment is the canonical cheapest explanation of a trace.
type Alignment struct {
	// Moves are a whole run with the events beside it; of an open aligner, where the
	// journey stops, a run up to there.
	Moves []Move
	// Cost is the number of skips and extra events. It is the least there is, unless
	// Bounded.
	Cost int
	// Lower is what the cost is at least: Cost, unless Bounded.
	Lower   int
	Bounded bool // the search came to its bound: the least cost is between Lower and Cost
	Events  int  // events that count: those of unknown activities, not those of touchpoints that are not observed
	Ignored int  // events of touchpoints that are not observed
	// Shortest is the least number of observed starts of any run from begin to end;
	// see Aligner.ShortestRun.
	Shortest int
	// Travelled is how many of the moves the log speaks for: all, or where starts on
	// stage were skipped after the last event that fits, those up to it. The rest only
	// says what would have been missing.
	Travelled int
	// Stopped is the touchpoint of the last event, where the customer was seen no more
	// though more was to come; -1: nothing was seen that fits, -2: the customer came
	// to an end.
	Stopped int
}

// Values of Alignment.Stopped that are no touchpoints.
const (
	AtOnce = -1 // nothing was seen that fits
	Never  = -2 // the customer came to an end
)

// Fitness is 1 - cost / (events + shortest run), from 0 to 1; 1 where nothing was to
// be seen and nothing was seen. Where the search came to its bound it is the lowest
// that it can be.
func (a *Alignment) Fitness() float64 {
	if a.whole() == 0 {
		return 1
	}
	return max(0, 1-float64(a.Cost)/float64(a.whole()))
}

// whole is the cost of the worst explanation: every event is extra, and the shortest
// run is skipped.
func (a *Alignment) whole() int { return a.Events + a.Shortest }
