// Package layer holds what is laid over a picture of a blueprint: values, tones
// and marks at single touchpoints and ways, with a legend.
//
// Whoever computes something about a blueprint (measures, a simulation, the
// coverage of journeys) gives it as a Layer; a view paints it without knowing
// what it means. A tone is a judgement, never a colour: themes choose colours,
// and the words of a value say the same without them.
package layer

// Tone judges a value. Pictures show it by colour and by the value's own words,
// never by colour alone.
type Tone string

// The tones.
const (
	Plain  Tone = ""       // no judgement
	Good   Tone = "good"   // as it should be
	Fair   Tone = "fair"   // worth a look
	Poor   Tone = "poor"   // to be mended
	Absent Tone = "absent" // nothing is known, or nothing happened: never visited
)

// Tones lists the tones, in the order in which a legend shows them.
func Tones() []Tone { return []Tone{Good, Fair, Poor, Absent, Plain} }

// Mark is a sign at a touchpoint besides its value.
type Mark string

// The marks.
const (
	Bottleneck Mark = "bottleneck" // what limits the whole
	Departure  Mark = "departure"  // real journeys depart from the design here
	Waived     Mark = "waived"     // left out of the account on purpose
)

// Marks lists the marks, in the order in which a legend shows them.
func Marks() []Mark { return []Mark{Bottleneck, Departure, Waived} }

// Value is what a layer says of one touchpoint.
type Value struct {
	ID    string // of the touchpoint
	Text  string // as short as a badge wants it: "93%", "4:30"; empty: no badge
	Tone  Tone
	Marks []Mark
	Note  string // the same in a sentence, with unit and source, for who looks closer
}

// Way is what a layer says of one way between two touchpoints.
type Way struct {
	From, To string // ids of touchpoints; To may be touchpoint.End
	Text     string // short: "81%", "12×"; empty: none
	Tone     Tone
	Weight   float64 // 0 to 1: how strong the way is drawn beside the others; 0: as usual
}

// Entry explains a tone or a mark in the legend; exactly one of the two is meant.
type Entry struct {
	Tone Tone
	Mark Mark // where not empty, the entry explains this mark
	Text string
}

// Layer is one thing that is known all over a blueprint. The zero value paints
// nothing. What names a touchpoint that a picture does not show is left out.
type Layer struct {
	ID     string // stable, a word: "utilisation"
	Title  string // heads the legend: "Utilisation of servers"
	Values []Value
	Ways   []Way
	Legend []Entry // what is used, in the order to be shown
}

// Value finds what the layer says of a touchpoint.
func (l *Layer) Value(id string) (Value, bool) {
	for _, v := range l.Values {
		if v.ID == id {
			return v, true
		}
	}
	return Value{}, false
}

// Index gives the values by the ids of their touchpoints. Of two values for one
// touchpoint the first counts.
func (l *Layer) Index() map[string]Value {
	all := make(map[string]Value, len(l.Values))
	for _, v := range l.Values {
		if _, twice := all[v.ID]; !twice {
			all[v.ID] = v
		}
	}
	return all
}
