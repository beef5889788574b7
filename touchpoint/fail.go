package touchpoint

// Fail is a fail point: what can go wrong, how likely and how bad it is, what
// prevents it and how it is mended. The zero value marks a spot of which
// nothing more is known.
type Fail struct {
	ID         string
	Title      string
	Cause      string
	Kind       FailKind
	Chance     *float64 // 0 to 1; the fail points of a touchpoint exclude one another
	Severity   int      // 1 (hardly noticed) to 10 (dangerous); 0: not said
	Occurrence int      // 1 (unlikely) to 10 (all the time); 0: not said
	Detection  int      // 1 (always found in time) to 10 (never found); 0: not said
	Prevent    []Prevention
	Recover    string   // id of the touchpoint that mends it
	Cost       *float64 // what one failure costs, in the blueprint's currency
	Tags       []string
	For        []string // personas; none: all
	Notes      string
	Refs       []string
}

// RPN is the risk priority number severity × occurrence × detection, 1 to 1000,
// and whether all three are known.
func (f Fail) RPN() (n int, known bool) {
	return f.Severity * f.Occurrence * f.Detection, f.Severity > 0 && f.Occurrence > 0 && f.Detection > 0
}

// Severe tells whether the severity is 9 or 10, which is flagged whatever the
// product is.
func (f Fail) Severe() bool { return f.Severity >= 9 }

// Protected tells whether something prevents the failure or mends it.
func (f Fail) Protected() bool { return len(f.Prevent) > 0 || f.Recover != "" }

// Prevention is something that keeps a failure from happening.
type Prevention struct {
	Title string
	Kind  PreventionKind
	Cost  *float64
}

// PreventionKind is one of the six kinds of poka-yoke (Chase & Stewart): the
// first three fail-safe the server, the others the customer.
type PreventionKind string

// The kinds of prevention.
const (
	Task        PreventionKind = "task"
	Treatment   PreventionKind = "treatment"
	Tangibles   PreventionKind = "tangibles"
	Preparation PreventionKind = "preparation"
	Encounter   PreventionKind = "encounter"
	Resolution  PreventionKind = "resolution"
)

// PreventionKinds lists the kinds, the server's first.
func PreventionKinds() []PreventionKind {
	return []PreventionKind{Task, Treatment, Tangibles, Preparation, Encounter, Resolution}
}

// FailKind is the kind of a complaint that a failure leads to.
type FailKind string

// The kinds of complaints.
const (
	ProductFault   FailKind = "product"   // defect, specification, tolerance, breakdown
	ContractFault  FailKind = "contract"  // quantity, grade, time, place, settlement
	TransportFault FailKind = "transport" // damage, loss, spoilage, packing
	ServiceFault   FailKind = "service"   // quality, attitude, manner, skill
)

// FailKinds lists the kinds of complaints.
func FailKinds() []FailKind {
	return []FailKind{ProductFault, ContractFault, TransportFault, ServiceFault}
}

// Irritants lists common tags of fail points and detractors.
func Irritants() []string {
	return []string{"cold", "slow", "runs-down-rivals", "hard-to-order", "taken-for-granted", "overpromised", "negative", "rushed",
		"unprofessional-look", "poor-reasons", "petty", "bad-goods", "complacent", "poorly-trained"}
}
