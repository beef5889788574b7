// Package blueprint is the model of a service blueprint: columns of steps in
// the customer's order, rows of lanes, touchpoints in the cells, and the ways
// that follow from the board or are written.
//
// What comes in is a page of YAML ([Load], [Read]) or Go code ([New]); what goes
// out is a checked [Blueprint], its [Graph] of ways and links, and YAML again
// ([Blueprint.Write]). The package knows nothing of drawing.
package blueprint

import (
	"time"

	"github.com/servicemoments/moments/touchpoint"
)

// Blueprint is one service, written down. The zero value is an empty
// blueprint. A Blueprint is a plain value: reading it from several goroutines
// is safe, changing it is not.
type Blueprint struct {
	ID               string
	Title            string
	Description      string
	Language         string // BCP 47 tag such as "en" or "zh"; empty: English labels
	Currency         string // ISO 4217 code or a sign; empty: amounts carry none
	Owner            string
	Status           Status
	Personas         []Persona
	Actors           []Actor
	Lanes            []Lane // as written; empty: one lane of each kind, its id the kind
	Phases           []Phase
	Links            []Link
	Journeys         []Journey
	Demand           *Demand
	Acceptable       time.Duration // acceptable time of the whole journey; 0: not said
	Economics        *Economics
	Hours            []Hours
	Scenarios        []Scenario
	ExpectedServices []touchpoint.Service // petals that should be there; nil: the rules' defaults
	Levels           []ServiceLevel
	Value            *DeliveredValue
	Worth            *Worth
	Loyalty          *Loyalty
	Surveys          []Survey
	Include          []Include
	Notes            string
	Refs             []string

	source *source // where it was read from; nil for one built in Go
}

// Status says whether a blueprint shows what is or what is to be.
type Status string

// The statuses.
const (
	AsIs Status = "as-is"
	ToBe Status = "to-be"
)

// Statuses lists the statuses.
func Statuses() []Status { return []Status{AsIs, ToBe} }

// Persona is a type of customer.
type Persona struct {
	ID          string
	Title       string
	Description string
	Type        string   // goal clear, vague, undecided, just looking; ordinary or expert; and so on
	Tier        string   // say "high end"
	Share       *float64 // of all customers, 0 to 1; nil: not said
	Priority    int      // served first where higher
}

// Actor is somebody, or a system, who does the work.
type Actor struct {
	ID            string
	Title         string
	Count         int // how many there are; 0: not said
	CostPerMinute *float64
	Owner         string
}

// Lane is a row of the board.
type Lane struct {
	ID    string
	Kind  touchpoint.Kind
	Title string // empty: the kind's label
	Actor string // id of an actor; empty: none said
	Owner string
	Notes string
}

// Phase groups steps under a heading.
type Phase struct {
	ID     string
	Title  string
	Time   *touchpoint.Time
	Facets *touchpoint.Facets
	Notes  string
	Steps  []Step

	included int // 1 + index into Blueprint.Include, 0 for a phase of its own file
}

// Step is a column of the board.
type Step struct {
	ID       string
	Title    string
	Evidence []Evidence
	Time     *touchpoint.Time
	Emotion  *touchpoint.Emotion
	Metrics  []touchpoint.Metric
	Policy   string
	Detour   *bool
	Notes    string
	Cells    []Cell // filled cells, in the order of the lanes
}

// Cell is what stands in one lane of a step.
type Cell struct {
	Lane string
	// Stacks are the cell's places. In a customer or frontstage lane each
	// leads to the following one; several touchpoints in one stack stand side
	// by side. In a backstage or support lane all stand side by side.
	Stacks [][]*touchpoint.Touchpoint
}

// Evidence is something the customer can see, touch, hear or keep.
type Evidence struct {
	Title string
	Fails []touchpoint.Fail
	For   []string
	Refs  []string
}

// Link joins two touchpoints without anybody travelling along it.
type Link struct {
	From, To string
	Both     bool // agreement, question and answer: heads at both ends
	Title    string

	included int // as in Phase
}

// Journey is a named scenario: the stations of one thread in order. A gap must
// have exactly one path.
type Journey struct {
	ID          string
	Title       string
	Persona     string
	Touchpoints []string
}

// Demand is how customers arrive.
type Demand struct {
	Arrivals *touchpoint.Rate
	Process  Process
	Profile  []Period // by time of the day; where it is given it goes before Arrivals
	Log      string   // file of real arrivals
	Source   string
}

// Process is how arrivals are spread in time.
type Process string

// The arrival processes.
const (
	Poisson  Process = "poisson" // the default
	Constant Process = "constant"
)

// Processes lists the arrival processes.
func Processes() []Process { return []Process{Poisson, Constant} }

// Period is a rate of arrivals during a part of the day.
type Period struct {
	From, To touchpoint.Clock
	Rate     touchpoint.Rate
}

// Economics are the price and the costs of one customer.
type Economics struct {
	Price *float64
	Costs []CostLine
	Fixed *float64 // costs a month, whatever the demand
}

// CostLine is a cost that is not tied to one touchpoint.
type CostLine struct {
	Title       string
	PerMinute   *float64
	PerCustomer *float64
}

// Hours are opening hours on some days of the week.
type Hours struct {
	First, Last time.Weekday // equal for a single day
	From, To    touchpoint.Clock
}

// Scenario is a what-if: values that differ from the blueprint's.
type Scenario struct {
	ID    string
	Title string
	Set   []Setting
}

// Setting gives one datum another value, "counter.servers" say.
type Setting struct {
	Key   string
	Value string
}

// ServiceLevel is what one tier of customers is granted (SLA).
type ServiceLevel struct {
	Tier         string
	Response     time.Duration
	Resolution   time.Duration
	Availability *float64 // share of time, 0 to 1
	Offers       []string
}

// DeliveredValue is customer delivered value (Kotler): the four values less the
// four costs, on one scale.
type DeliveredValue struct {
	Product, Service, Personnel, Image *float64
	Money, Time, Energy, Psychic       *float64
}

// Worth is the value equation (Heskett): (results + process) / (price + access).
type Worth struct {
	Results, Process, Price, Access *float64
}

// Loyalty is what keeps customers and what that is worth.
type Loyalty struct {
	Margin     *float64 // a period's margin from one customer
	Retention  *float64 // share of customers that stay from period to period
	Discount   *float64 // discount rate of a period
	Customers  int      // how many there are; 0: not said
	Related    *float64 // share that buys more (related sales)
	Referral   *float64 // share that recommends
	Repurchase []Repurchase
	Drivers    []LoyaltyDriver
	Chain      []ChainLink
}

// Repurchase is the share of customers with a problem that buys again, by what
// became of their complaint.
type Repurchase struct {
	Outcome      string
	Share        *float64 // of customers with a problem
	Minor, Major *float64 // share of them that buys again
	Source       string
}

// LoyaltyDriver is a node of a driver tree: a score, and what it weighs in the
// one it leads to.
type LoyaltyDriver struct {
	ID     string
	Title  string
	To     string
	Weight *float64
	Score  *float64
}

// ChainLink is a link of the service profit chain with the figures of both
// ends, unit by unit.
type ChainLink struct {
	Title  string
	Values []float64
}

// Survey is data from customers, with where it was heard.
type Survey struct {
	Title    string
	Post     string // listening post
	Source   string
	Date     touchpoint.Date
	File     string // CSV or YAML beside the blueprint
	Servqual []DimensionScore
	Weights  []DimensionScore
	Kano     []Kano
}

// DimensionScore is a figure for one dimension of SERVQUAL.
type DimensionScore struct {
	Dimension string
	Value     float64
}

// Kano counts the answers of a Kano survey for one touchpoint.
type Kano struct {
	Touchpoint     string
	Attractive     int
	OneDimensional int
	MustBe         int
	Indifferent    int
	Reverse        int
	Questionable   int
}

// Include takes another file's phases in, every id under a prefix.
type Include struct {
	File   string
	Prefix string
	After  string // id of the phase they follow; empty: at the end
}
