package flow

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// none stands for no touchpoint, thread or way.
const none = -1

// Net is a blueprint made ready to run. It never changes and is safe for
// concurrent use. The zero value is the net of an empty blueprint.
type Net struct {
	graph   *blueprint.Graph
	points  []*touchpoint.Touchpoint
	ways    []blueprint.Way
	way     []way
	node    []node
	column  []column
	threads int
	begins  []begin // by thread, the first one included
	after   [][]int32
	reach   reach
}

// way is what running needs to know of a way.
type way struct {
	from, to int32 // to is none for the end
	role     blueprint.Role
	back     bool
	leaves   bool // leads out of its step
	repeat   bool // leads back within its step and begins onstage work anew
	choice   bool
	call     bool // a recovery that returns
	again    bool // a recovery that takes a detour up again
	alone    bool // comes from among touchpoints that lead to one another: its target's mates are not entered
}

// waits tells whether a thread takes the way when its step is done, not at once.
func (w way) waits() bool { return w.leaves || w.repeat }

// node is what running needs to know of a touchpoint.
type node struct {
	column   int32
	unit     int32   // touchpoints that are entered and left as one share it
	station  int32   // thread whose station it belongs to, or none
	patience int32   // way taken when patience runs out, or none
	group    []int32 // touchpoints that get their tokens with it, itself included
	down     []int32 // ways taken on starting
	cellDown []int32 // those of its cell
	plain    []int32 // ways all taken on finishing
	choice   []int32 // ways of which one is taken
	recover  []int32 // ways of fails
	returns  []int32 // ways back to what called
	carries  []int32 // threads that its plain ways take out of the step, beside those that stand on it
	decides  []int32 // threads that its choice takes out of the step
	onstage  bool
	tight    bool // left as one with its group
	entry    bool // gets a token when the step is entered
	upward   bool // off stage, leads to onstage work of its own step
	optional bool
}

// column is a step.
type column struct {
	stations []station
	entry    []int32 // touchpoints that get a token on entering
}

type station struct {
	thread, first, along int32 // along: way to the next station, or none
}

// begin is where a thread comes in.
type begin struct{ column, first int32 }

// New makes a graph ready to run. The error is a [blueprint.Diagnostics] with
// every way back that leaves one branch of a split while the others go on.
func New(g *blueprint.Graph) (*Net, error) {
	n := newBuilder(g).build()
	if err := n.loopsOutOfBranches().Err(); err != nil {
		return nil, err
	}
	return n, nil
}

// Graph is what the net was made of.
func (n *Net) Graph() *blueprint.Graph { return n.graph }

// Len is the number of touchpoints.
func (n *Net) Len() int { return len(n.node) }

// Touchpoint is the touchpoint with an index.
func (n *Net) Touchpoint(i int) *touchpoint.Touchpoint { return n.points[i] }

// Ways lists the ways in the order of [blueprint.Graph.Ways]. The list must not
// be changed.
func (n *Net) Ways() []blueprint.Way { return n.ways }

// stationOf finds a thread's station in a step.
func (n *Net) stationOf(thread, col int32) (station, bool) {
	for _, s := range n.column[col].stations {
		if s.thread == thread {
			return s, true
		}
	}
	return station{}, false
}

// along is the way along from a thread's station in a step, or none.
func (n *Net) along(thread, col int32) int32 {
	if s, ok := n.stationOf(thread, col); ok {
		return s.along
	}
	return none
}
