package touchpoint

// Moment makes a touchpoint a moment of truth, with Albrecht's moment sheet.
type Moment struct {
	Critical   bool
	Standards  []string // what the customer takes for granted (0)
	Enhancers  []string // what delights (+)
	Detractors []string // what annoys (-)
}

// Standards are what good work means at a touchpoint, on Martin's two
// dimensions.
type Standards struct {
	Procedural []Standard
	Personal   []Standard
}

// Standard is one standard: best specific, measurable, attainable, relevant and
// timed.
type Standard struct {
	Title  string
	Aspect Aspect
	Met    *float64 // share of cases that meet it, 0 to 1; nil: not measured
}

// Aspect is what a standard is about.
type Aspect string

// The aspects: seven procedural, seven personal.
const (
	Timing         Aspect = "timing"
	Flow           Aspect = "flow"
	Accommodation  Aspect = "accommodation"
	Anticipation   Aspect = "anticipation"
	Communication  Aspect = "communication"
	Feedback       Aspect = "feedback"
	Supervision    Aspect = "supervision"
	Appearance     Aspect = "appearance"
	Attitude       Aspect = "attitude"
	Attentiveness  Aspect = "attentiveness"
	Tact           Aspect = "tact"
	Guidance       Aspect = "guidance"
	Selling        Aspect = "selling"
	ProblemSolving Aspect = "problem-solving"
)

// ProceduralAspects lists the seven aspects of the procedural dimension.
func ProceduralAspects() []Aspect {
	return []Aspect{Timing, Flow, Accommodation, Anticipation, Communication, Feedback, Supervision}
}

// PersonalAspects lists the seven aspects of the personal dimension.
func PersonalAspects() []Aspect {
	return []Aspect{Appearance, Attitude, Attentiveness, Tact, Guidance, Selling, ProblemSolving}
}

// Quadrant is where a service stands between procedure and person (Martin).
type Quadrant string

// The quadrants.
const (
	Freezer     Quadrant = "freezer"      // low, low
	Factory     Quadrant = "factory"      // procedural high, personal low
	FriendlyZoo Quadrant = "friendly-zoo" // personal high, procedural low
	Quality     Quadrant = "quality"      // high, high: quality customer service
)

// QuadrantOf places two scores between 0 and 1; from one half on a score is
// high.
func QuadrantOf(procedural, personal float64) Quadrant {
	switch high := 0.5; {
	case procedural >= high && personal >= high:
		return Quality
	case procedural >= high:
		return Factory
	case personal >= high:
		return FriendlyZoo
	}
	return Freezer
}

// Promise is what the firm tells its customers to expect.
type Promise struct {
	Title string
	Time  *Time
	Where string // where it is made: an advertisement, a sign, a contract
}

// Expectation is what customers expect and perceive at a touchpoint, on one
// scale, say 1 to 9. Adequate to Desired is the zone of tolerance.
type Expectation struct {
	Title      string
	Adequate   *float64
	Desired    *float64
	Perceived  *float64
	Importance *float64
	Driver     Driver
	Dimension  Dimension
	For        []string // personas; none: all
}

// MSA is the measure of service adequacy, perceived - adequate, and whether
// both are known.
func (e Expectation) MSA() (float64, bool) { return diff(e.Perceived, e.Adequate) }

// MSS is the measure of service superiority, perceived - desired, and whether
// both are known.
func (e Expectation) MSS() (float64, bool) { return diff(e.Perceived, e.Desired) }

// Zone is the width of the zone of tolerance, desired - adequate, and whether
// both are known.
func (e Expectation) Zone() (float64, bool) { return diff(e.Desired, e.Adequate) }

func diff(a, b *float64) (float64, bool) {
	if a == nil || b == nil {
		return 0, false
	}
	return *a - *b, true
}

// Verdict says what a perceived service means against the zone of tolerance.
type Verdict string

// The verdicts.
const (
	Unknown      Verdict = ""
	Disadvantage Verdict = "disadvantage" // below adequate
	Advantage    Verdict = "advantage"    // inside the zone
	Loyalty      Verdict = "loyalty"      // above desired: loyalty beyond question
)

// Verdict judges the expectation.
func (e Expectation) Verdict() Verdict {
	msa, ok := e.MSA()
	mss, ok2 := e.MSS()
	switch {
	case !ok || !ok2:
		return Unknown
	case msa < 0:
		return Disadvantage
	case mss > 0:
		return Loyalty
	}
	return Advantage
}

// Driver is one of the five levels of what drives satisfaction (Cumby &
// Barnes), from the core outwards.
type Driver string

// The drivers.
const (
	DriverCore        Driver = "core"
	DriverProcess     Driver = "process"
	DriverTechnical   Driver = "technical"
	DriverInteraction Driver = "interaction"
	DriverEmotion     Driver = "emotion"
)

// Drivers lists the drivers, from the core outwards.
func Drivers() []Driver {
	return []Driver{DriverCore, DriverProcess, DriverTechnical, DriverInteraction, DriverEmotion}
}

// Dimension is one of the five dimensions of SERVQUAL.
type Dimension string

// The dimensions.
const (
	Tangible       Dimension = "tangibles"
	Reliability    Dimension = "reliability"
	Responsiveness Dimension = "responsiveness"
	Assurance      Dimension = "assurance"
	Empathy        Dimension = "empathy"
)

// Dimensions lists the dimensions of SERVQUAL.
func Dimensions() []Dimension {
	return []Dimension{Tangible, Reliability, Responsiveness, Assurance, Empathy}
}

// Emotion is how a customer feels, -2 (furious) to 2 (delighted).
type Emotion struct {
	Value *float64         // for everybody; nil: only By
	By    []PersonaEmotion // for single personas
}

// PersonaEmotion is how one persona feels, -2 to 2.
type PersonaEmotion struct {
	Persona string
	Value   float64
}

// Feels gives the emotion of a persona, and whether it is known.
func (e *Emotion) Feels(persona string) (float64, bool) {
	if e == nil {
		return 0, false
	}
	for _, p := range e.By {
		if p.Persona == persona {
			return p.Value, true
		}
	}
	if e.Value == nil {
		return 0, false
	}
	return *e.Value, true
}
