package measure

import (
	"time"

	"github.com/servicemoments/moments/blueprint/figures"
)

// Times is how long everything takes. All expected values are means over all
// customers, in seconds; variances are in square seconds.
type Times struct {
	Flow *Flow
	// How is figures.Exact or figures.Formula, with what was assumed in Notes. Where
	// Unknown is not nil, only a simulation can tell the times of the whole, and it
	// says why; what has no time then is nil below.
	How     figures.How
	Notes   []figures.Text
	Unknown *Unknown
	// Because is why times were simulated; nil where they were not.
	Because *Unknown

	Touchpoints []TouchpointTime // in reading order
	Phases      []GroupTime
	Lanes       []GroupTime
	Actors      []GroupTime // as written, then those only touchpoints name
	Journeys    []JourneyTime

	// Customer is the time until all customers have left, Work the one until the work
	// out of their sight is done, too. Completing and Leaving are Customer for those
	// who complete and those who do not; nil also where nobody does.
	Customer, Work, Completing, Leaving *Moments

	// Completes is the share of customers who come to the end that is meant: who never
	// choose the end where others go on (a choice between the end and going back is
	// no such one). FirstTimeRight is the share of those for whom besides nothing fails and no way
	// back is taken (rolled throughput yield).
	Completes, FirstTimeRight float64

	shares map[string]*figures.Figure // the same, simulated; empty where they are not

	Value *ValueShares // how the customers' time divides by what adds value; nil: not known
	Plain *PlainRun    // nil: customers cannot get through without failing or going in circles
	Form  Form
	// LowerBound tells that steps without any time are on the way, so that the whole
	// takes longer than is said here; Missing are the first touchpoints of those
	// steps, by index.
	LowerBound bool
	Missing    []int
}

// Moments are the mean and the spread of a time.
type Moments struct {
	Mean     float64 // s
	Variance float64 // s²
	// Simulated are the same with their intervals; nil where they were not simulated.
	Simulated *SimulatedMoments
}

// SimulatedMoments are mean and spread of a simulated time with their intervals.
type SimulatedMoments struct {
	Mean, Deviation  figures.Figure // s
	Variance, Second figures.Figure // s²

	each []float64 // means, by replication
}

// Second is the mean square, in square seconds.
func (m Moments) Second() float64 { return m.Variance + m.Mean*m.Mean }

// TouchpointTime is how long a touchpoint takes.
type TouchpointTime struct {
	ID         string
	Known      bool          // the blueprint says how long it takes
	Standard   time.Duration // the mean of one visit where the time varies
	Acceptable time.Duration // 0: not said
	Visit      Moments       // of one visit, without waiting
	Wait       float64       // before each visit, s
	Visits     float64
	Expected   float64 // Visits times the mean of one, s
}

// GroupTime is how long something takes that several touchpoints belong to: a
// phase, a lane, an actor.
type GroupTime struct {
	ID, Title  string
	Acceptable time.Duration // 0: not said
	// Standard is the time in which something of it goes on in the plain run, in s.
	// Of a phase only what customers notice counts: what goes on in their sight, what
	// they wait for.
	Standard float64
	Elapsed  *figures.Figure // the same, expected over all customers; nil: not known
	Work     float64         // sum of the expected times of its touchpoints, s
}

// Times works out how long everything takes. Errors are those of [Model.Flow].
func (m *Model) Times(o Options) (*Times, error) {
	c, err := m.chains(o)
	if err != nil {
		return nil, err
	}
	t := &Times{Flow: c.flow, How: c.flow.How, Notes: c.notes, Unknown: c.unknown, Because: c.because}
	if err := m.workBehind(c, o); err != nil {
		return nil, err
	}
	t.Touchpoints = m.touchpointTimes(c)
	t.Plain = m.plainRun(c)
	t.wholes(c)
	t.Phases = m.phaseTimes(c, t)
	t.Lanes = m.laneTimes(c, t)
	t.Actors = m.actorTimes(c, t)
	t.Journeys = m.journeyTimes(o)
	t.Value = m.valueShares(c)
	t.Form = m.form()
	t.Missing = m.stepsWithoutTime(c)
	t.LowerBound = len(t.Missing) > 0
	return t, nil
}

func (m *Model) touchpointTimes(c *chains) []TouchpointTime {
	out := make([]TouchpointTime, m.Net.Len())
	for i := range out {
		t, l := m.Net.Touchpoint(i), c.laws[i]
		x := TouchpointTime{ID: t.ID, Known: l.known, Standard: time.Duration(l.mean * float64(time.Second)), Visits: c.flow.Visits[i]}
		if l.shape == fixedLaw {
			x.Standard = l.fixed
		}
		if t.Time != nil {
			x.Acceptable = t.Time.Acceptable
		}
		x.Visit = Moments{Mean: l.mean, Variance: l.variance}
		x.Wait = c.waits[i].Seconds()
		x.Expected = x.Visits * l.mean
		out[i] = x
	}
	return out
}

// stepsWithoutTime lists the first touchpoint of each step that customers come by
// and of which nothing says how long it takes.
func (m *Model) stepsWithoutTime(c *chains) []int {
	behind := background(m.Graph)
	timed, lead := map[int]bool{}, map[int]int{}
	var columns []int
	for i := range m.Net.Len() {
		column := m.Graph.Place(m.Net.Touchpoint(i)).Column
		timed[column] = timed[column] || c.laws[i].known && !behind[i]
		if _, ok := lead[column]; !ok && !behind[i] && c.flow.Visits[i] > 0 {
			lead[column] = i
			columns = append(columns, column)
		}
	}
	var out []int
	for _, column := range columns {
		if !timed[column] {
			out = append(out, lead[column])
		}
	}
	return out
}

// Form is how intricate the process is (Shostack 1987): its complexity, the number
// and intricacy of its steps, and its divergence, the latitude left to those who
// carry them out.
type Form struct {
	Touchpoints int     // number of steps in Shostack's sense
	Ways        int     // ways between them
	Choices     int     // touchpoints after which customers part
	Loops       int     // circles of ways
	Intricacy   float64 // ways for each touchpoint
	// Divergence is the sum of the latitudes, 1 for low to 3 for high, of the Said
	// touchpoints that say theirs; DivergenceShare is where it lies between all low (0)
	// and all high (1).
	Divergence      int
	Said            int
	DivergenceShare float64
}

func (m *Model) form() Form {
	f := Form{Touchpoints: m.Net.Len(), Ways: len(m.Net.Ways()), Choices: len(m.Graph.Choices()), Loops: len(m.Graph.Loops())}
	for i := range m.Net.Len() {
		if score := m.Net.Touchpoint(i).Latitude.Score(); score > 0 {
			f.Divergence += score
			f.Said++
		}
	}
	if f.Touchpoints > 0 {
		f.Intricacy = float64(f.Ways) / float64(f.Touchpoints)
	}
	if f.Said > 0 {
		f.DivergenceShare = float64(f.Divergence-f.Said) / float64(2*f.Said)
	}
	return f
}
