package touchpoint

// Cost is what a touchpoint costs the firm, in the blueprint's currency. A nil
// field is not said.
type Cost struct {
	PerUse    *float64 // each time it happens
	PerMinute *float64 // for every minute it takes; nil: the actor's
}

// Proof says how sure the blueprint is of a touchpoint.
type Proof struct {
	Status  ProofStatus
	Source  string
	Checked Date
}

// ProofStatus is how a touchpoint is known.
type ProofStatus string

// The ways of knowing.
const (
	Observed ProofStatus = "observed"
	Assumed  ProofStatus = "assumed"
	Proposed ProofStatus = "proposed" // not there yet
)

// ProofStatuses lists the ways of knowing.
func ProofStatuses() []ProofStatus { return []ProofStatus{Observed, Assumed, Proposed} }

// Facets place a touchpoint or a phase among the kinds of service.
type Facets struct {
	Stage     Stage
	Technical *bool
	Place     Place
	Paid      *bool
	Audience  Audience
	Recipient Recipient
}

// Stage is before, during or after the sale.
type Stage string

// The stages.
const (
	Before Stage = "before"
	During Stage = "during"
	After  Stage = "after"
)

// Stages lists the stages.
func Stages() []Stage { return []Stage{Before, During, After} }

// Place is where the service is given.
type Place string

// The places.
const (
	AtPlace Place = "fixed"
	Mobile  Place = "mobile"
	Remote  Place = "remote"
)

// Places lists the places.
func Places() []Place { return []Place{AtPlace, Mobile, Remote} }

// Audience is whom the service is for.
type Audience string

// The audiences.
const (
	Wholesaler Audience = "wholesaler"
	Retailer   Audience = "retailer"
	EndUser    Audience = "end-user"
)

// Audiences lists the audiences.
func Audiences() []Audience { return []Audience{Wholesaler, Retailer, EndUser} }

// Recipient is what the service is done to.
type Recipient string

// The recipients.
const (
	Buyer      Recipient = "buyer"      // a haircut
	Possession Recipient = "possession" // a dog's grooming
)

// Recipients lists the recipients.
func Recipients() []Recipient { return []Recipient{Buyer, Possession} }

// Metric is a figure that is watched.
type Metric struct {
	Title  string
	Value  *float64
	Target *float64
	Unit   string
	Source string
}

// Waiver keeps a touchpoint out of a coverage count, with a reason.
type Waiver struct {
	Reason string
	Until  Date // last day it holds; empty: for good
}
