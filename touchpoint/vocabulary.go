package touchpoint

// Kind is the kind of a lane: who acts there, and what the customer sees of it.
type Kind string

// The kinds of lanes, top to bottom (Bitner, Ostrom & Morgan 2008).
const (
	Customer   Kind = "customer"
	Frontstage Kind = "frontstage"
	Backstage  Kind = "backstage"
	Support    Kind = "support"
)

// Kinds lists the kinds of lanes, top to bottom.
func Kinds() []Kind { return []Kind{Customer, Frontstage, Backstage, Support} }

// Rank is the place of the kind from the top, 0 to 3, or -1 for no kind.
func (k Kind) Rank() int {
	for i, x := range Kinds() {
		if x == k {
			return i
		}
	}
	return -1
}

// Onstage tells whether the customer sees what happens there: the kind stands
// above the line of visibility.
func (k Kind) Onstage() bool { return k == Customer || k == Frontstage }

// Line is one of the three lines of a service blueprint. They follow from the
// kinds of the lanes; nobody draws them.
type Line string

// The lines, top to bottom.
const (
	Interaction         Line = "interaction"          // between customer and frontstage
	Visibility          Line = "visibility"           // between frontstage and backstage
	InternalInteraction Line = "internal-interaction" // between backstage and support
)

// Lines lists the lines, top to bottom.
func Lines() []Line { return []Line{Interaction, Visibility, InternalInteraction} }

// Crossed lists the lines between two kinds, top to bottom.
func Crossed(a, b Kind) []Line {
	from, to := min(a.Rank(), b.Rank()), max(a.Rank(), b.Rank())
	if from < 0 {
		return nil
	}
	return Lines()[from:to]
}

// Service is an element of the service: the core, or one of the eight petals of
// the flower of service (Lovelock).
type Service string

// The core and the petals, clockwise from 12 o'clock.
const (
	Core         Service = "core"
	Information  Service = "information"
	Consultation Service = "consultation"
	OrderTaking  Service = "order-taking"
	Hospitality  Service = "hospitality"
	Safekeeping  Service = "safekeeping"
	Exceptions   Service = "exceptions"
	Billing      Service = "billing"
	Payment      Service = "payment"
)

// Petals lists the eight supplementary services, clockwise from 12 o'clock.
func Petals() []Service {
	return []Service{Information, Consultation, OrderTaking, Hospitality, Safekeeping, Exceptions, Billing, Payment}
}

// Services lists the core and the petals.
func Services() []Service { return append([]Service{Core}, Petals()...) }

// Facilitating tells whether the petal makes the core possible (information,
// order taking, billing, payment); the other petals enhance it.
func (s Service) Facilitating() bool {
	return s == Information || s == OrderTaking || s == Billing || s == Payment
}

// Enhancing tells whether the petal adds to the core (consultation,
// hospitality, safekeeping, exceptions).
func (s Service) Enhancing() bool {
	return s == Consultation || s == Hospitality || s == Safekeeping || s == Exceptions
}

// Channels lists the channels that the tools know; others are welcome.
func Channels() []string {
	return []string{"in-person", "phone", "web", "app", "email", "post", "kiosk", "chat", "sms", "sign"}
}

// Level is low, medium or high.
type Level string

// The levels.
const (
	Low    Level = "low"
	Medium Level = "medium"
	High   Level = "high"
)

// Levels lists the levels, low to high.
func Levels() []Level { return []Level{Low, Medium, High} }

// Score is 1 for low, 2 for medium, 3 for high, 0 for not said.
func (l Level) Score() int {
	for i, x := range Levels() {
		if x == l {
			return i + 1
		}
	}
	return 0
}

// AddsValue says whether time spent adds value in the customer's eyes.
type AddsValue string

// The answers.
const (
	ValueYes       AddsValue = "yes"
	ValueNecessary AddsValue = "necessary" // needed, though the customer would not pay for it
	ValueNo        AddsValue = "no"
)

// AddsValueWords lists the answers.
func AddsValueWords() []AddsValue { return []AddsValue{ValueYes, ValueNecessary, ValueNo} }

// ComplaintStage is the part that a touchpoint plays in the handling of a
// complaint (ISO 10002:2018 clause 7, with the eight steps of practice).
type ComplaintStage string

// The stages, in order.
const (
	ComplaintMade         ComplaintStage = "made"
	ComplaintRecorded     ComplaintStage = "recorded"
	ComplaintAcknowledged ComplaintStage = "acknowledged"
	ComplaintJudged       ComplaintStage = "judged"
	ComplaintAssigned     ComplaintStage = "assigned"
	ComplaintInvestigated ComplaintStage = "investigated"
	ComplaintProposed     ComplaintStage = "proposed"
	ComplaintDecided      ComplaintStage = "decided"
	ComplaintAnswered     ComplaintStage = "answered"
	ComplaintReviewed     ComplaintStage = "reviewed"
	ComplaintClosed       ComplaintStage = "closed"
)

// ComplaintStages lists the stages, in order.
func ComplaintStages() []ComplaintStage {
	return []ComplaintStage{ComplaintMade, ComplaintRecorded, ComplaintAcknowledged, ComplaintJudged, ComplaintAssigned,
		ComplaintInvestigated, ComplaintProposed, ComplaintDecided, ComplaintAnswered, ComplaintReviewed, ComplaintClosed}
}
