// Package touchpoint holds the vocabulary of service design: one touchpoint of
// a service, every facet that can be known of it (time, wait, fail points,
// standards, expectations, cost, proof and more), and the lanes' kinds.
//
// What comes in are plain values, built in Go or read by package blueprint;
// what goes out are pure answers such as a risk priority number, a measure of
// service adequacy or a quadrant. The package uses the standard library only
// and knows nothing of files, graphs or drawing.
package touchpoint

// Touchpoint is one contact or one piece of work of a service: what a customer
// does, what an employee does on or off stage, or what a support process does.
// Only Title is needed; the zero value of everything else means "not said".
type Touchpoint struct {
	ID          string // unique in its blueprint; package blueprint derives it from the title where it is empty
	Title       string
	Description string
	Channel     string // where the contact happens, one of Channels or a word of one's own
	Actor       string // id of the actor who does it; empty: the lane's actor
	Owner       string // who answers for it
	Service     Service
	Moment      *Moment // nil: an encounter, but no moment of truth
	Time        *Time
	Wait        *Wait
	Fails       []Fail
	Standards   *Standards
	Promise     *Promise
	Expects     []Expectation
	Emotion     *Emotion
	Cost        *Cost
	Servers     int // how many serve side by side; 0: not said
	Proof       *Proof
	Facets      *Facets
	Metrics     []Metric
	Policy      string // rule or regulation that binds it
	Complaint   ComplaintStage
	Latitude    Level // executional latitude (Shostack 1987); the sum over a process is its divergence
	AddsValue   AddsValue
	Next        []Next
	See         string   // another blueprint, or a place in one: file.yaml#id
	Detour      *bool    // overrides what package blueprint would conclude
	Optional    bool     // a customer may pass it over
	For         []string // ids of the personas it is for; none: all
	At          *Span    // place in calendar time, counted from the start of the journey
	Aliases     []string // names that event logs use for it
	Waive       *Waiver  // not to be covered by tests
	Quarantine  *Waiver  // covered by tests that are not trusted now
	Notes       string
	Refs        []string // addresses of what backs it up
}

// Next is a written way out of a touchpoint.
type Next struct {
	To     string   // id of a touchpoint, or End
	When   string   // condition, in the customer's words
	Chance *float64 // 0 to 1; nil: shares what the others leave
}

// End is the target of a way that leaves the journey.
const End = "end"

// Conditional tells whether the way is one of a choice.
func (n Next) Conditional() bool { return n.When != "" || n.Chance != nil }

// Choice tells whether the touchpoint's written ways are alternatives of which
// exactly one is taken. A single way with a condition is a choice, too.
func (t *Touchpoint) Choice() bool {
	for _, n := range t.Next {
		if n.Conditional() {
			return true
		}
	}
	return false
}

// Chances gives the chance of each written way of a choice: what is written, and
// an equal part of what is left for those without. It is nil for no choice.
// The sum is 1 unless the written chances say otherwise, which lint reports.
func (t *Touchpoint) Chances() []float64 {
	if !t.Choice() {
		return nil
	}
	left, open := 1.0, 0
	for _, n := range t.Next {
		if n.Chance == nil {
			open++
		} else {
			left -= *n.Chance
		}
	}
	out := make([]float64, len(t.Next))
	for i, n := range t.Next {
		switch {
		case n.Chance != nil:
			out[i] = *n.Chance
		case left > 0:
			out[i] = left / float64(open)
		}
	}
	return out
}

// FailChance is the chance that any of the fail points happens: their sum, as
// they exclude one another, and whether all of them say a chance.
func (t *Touchpoint) FailChance() (sum float64, known bool) {
	known = true
	for _, f := range t.Fails {
		if f.Chance == nil {
			known = false
			continue
		}
		sum += *f.Chance
	}
	return sum, known
}

// IsMoment tells whether the touchpoint is a moment of truth.
func (t *Touchpoint) IsMoment() bool { return t.Moment != nil }

// IsCritical tells whether the touchpoint is a critical moment of truth.
func (t *Touchpoint) IsCritical() bool { return t.Moment != nil && t.Moment.Critical }

// ForPersona tells whether the touchpoint is there for a persona. An empty
// persona stands for anybody.
func (t *Touchpoint) ForPersona(id string) bool { return isFor(t.For, id) }

func isFor(list []string, id string) bool {
	if len(list) == 0 || id == "" {
		return true
	}
	for _, p := range list {
		if p == id {
			return true
		}
	}
	return false
}

// Of gives a pointer to a value, for the optional fields of this package:
//
//	touchpoint.Next{To: "pay", Chance: touchpoint.Of(0.8)}
func Of[T any](v T) *T { return &v }
