// Package figures holds numbers with their meaning: a figure says its unit and
// how it was got, tables and charts gather figures, a sheet gathers tables,
// charts, findings, and what could not be computed because the blueprint does
// not say it.
//
// Who computes gives sheets; who writes (terminal, Markdown, JSON, CSV, a page
// with plots) knows sheets only. Words are English phrases with places for
// values, so that writers can put them into other languages.
package figures

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/layer"
)

// Text is a phrase in English, with a place (%s, %d, %v) for each value. The
// phrase is the key by which a writer finds it in another language; values that
// are figures or texts are put into that language, too. The order of values in
// a translation may be changed with %[2]s and the like.
type Text struct {
	Phrase string
	Args   []any
}

// T makes a text.
func T(phrase string, args ...any) Text { return Text{Phrase: phrase, Args: args} }

// Plain is a text that is never translated, such as a touchpoint's title.
func Plain(s string) Text { return Text{Phrase: "%s", Args: []any{s}} }

// Empty tells whether there is nothing to say.
func (t Text) Empty() bool { return t.Phrase == "" }

// String is the text in English.
func (t Text) String() string {
	if len(t.Args) == 0 {
		return t.Phrase
	}
	return fmt.Sprintf(t.Phrase, t.Args...)
}

// Unit says what a figure counts, and with that how it is written.
type Unit string

// The units. A figure's value is in the unit named here, never in thousands or
// the like.
const (
	Number       Unit = ""          // a pure number: visits, ratios, points
	Count        Unit = "count"     // a whole number of things
	Share        Unit = "share"     // 0 to 1
	Seconds      Unit = "s"         // a duration
	SecondsSq    Unit = "s2"        // a variance of durations
	PerHour      Unit = "1/h"       // a rate
	Money        Unit = "money"     // in the blueprint's currency
	MoneyPerHour Unit = "money/h"   // in the blueprint's currency
	Points       Unit = "points"    // on the scale of a survey
	Score        Unit = "score"     // 1 to 1000, as risk priority numbers are
	Customers    Unit = "customers" // how many are somewhere, on average
)

// How says how a figure was got.
type How string

// The ways to get a figure, from the surest to the least sure.
const (
	Given     How = "given"     // the blueprint says it
	Exact     How = "exact"     // follows without any assumption
	Formula   How = "formula"   // follows under assumptions, which are stated
	Simulated How = "simulated" // estimated by a simulation, with an interval
)

// Figure is a number with its meaning. The zero value is a given 0 without unit.
type Figure struct {
	Value float64
	Unit  Unit
	How   How
	// Low and High bound the true value with 95% confidence where the figure is
	// simulated; otherwise both are 0.
	Low, High float64
	Tone      Tone
}

// Tone judges a figure, as it judges a value of a layer.
type Tone = layer.Tone

// The tones.
const (
	NoTone = layer.Plain
	Good   = layer.Good
	Fair   = layer.Fair
	Poor   = layer.Poor
)

// Cell is what stands in a table: a figure, a text, or nothing. Nothing means
// that it is not known, not that it is 0.
type Cell struct {
	Figure *Figure
	Text   Text
}

// F is a cell with a figure.
func F(value float64, unit Unit, how How) Cell {
	return Cell{Figure: &Figure{Value: value, Unit: unit, How: how}}
}

// Said is a cell with a text.
func Said(t Text) Cell { return Cell{Text: t} }

// Column heads the cells below it.
type Column struct {
	ID    string // stable, for JSON and CSV: "expected"
	Title Text
	// Detail is for those who go on computing: JSON and CSV have it, tables that
	// people read leave it out, as another column says the same more plainly.
	Detail bool
}

// Row is a line of a table.
type Row struct {
	ID    string // of the touchpoint, phase, lane, actor or journey it speaks of; or a stable word
	Title Text
	Cells []Cell // one for each column
	Total bool   // sums up the rows above it
}

// Table is a table of figures. The first column of every written table holds
// the rows' titles; Head names it.
type Table struct {
	ID      string // stable: "profitability"
	Title   Text
	Head    Text // what the rows are: "Touchpoint"
	Columns []Column
	Rows    []Row
	Notes   []Text // assumptions and sources of formulas
}

// ChartKind is how a chart is drawn.
type ChartKind string

// The kinds of charts.
const (
	Bars      ChartKind = "bars"      // one value for each label, side by side for several series
	Stacked   ChartKind = "stacked"   // series on top of each other, one pile for each label
	Waterfall ChartKind = "waterfall" // each value begins where the one before ended
	Histogram ChartKind = "histogram" // X to X2 is a class, Y its share
	Line      ChartKind = "line"      // Y over X, Low to High as a band where given
	Pareto    ChartKind = "pareto"    // falling bars with the line of their running share
	Band      ChartKind = "band"      // Low to High as a zone for each label, Y as a point in or beside it
)

// Point is one datum of a series. Which fields count depends on the chart.
type Point struct {
	ID        string // what it speaks of, where that has an id
	Label     Text
	X, X2     float64
	Y         float64
	Low, High float64
	Tone      Tone
}

// Series is a row of points that belong together.
type Series struct {
	Title  Text
	Points []Point
}

// Limit is a line across a chart: what is acceptable, a target.
type Limit struct {
	Title Text
	Value float64
	OnX   bool // the line stands on the X axis instead of the Y axis
}

// Chart is a drawing of figures.
type Chart struct {
	ID     string
	Title  Text
	Kind   ChartKind
	X, Y   Axis
	Series []Series
	Limits []Limit
}

// Axis names what is counted along an axis.
type Axis struct {
	Title Text
	Unit  Unit
}

// Finding is something a reader should know even without reading the tables.
type Finding struct {
	ID         string // stable: "patience-outlasts-profit"
	Tone       Tone
	Text       Text
	Touchpoint string         // id; empty: the whole
	Path       blueprint.Path // where the blueprint says what the finding rests on; nil: nowhere in particular
}

// Missing is what a blueprint does not say, and what cannot be computed
// therefore. It is never guessed.
type Missing struct {
	Text       Text   // what is missing, and what it would be good for
	Key        string // the key of the language that would say it: "demand.arrivals"
	Touchpoint string // id; empty: the whole
}

// Sheet is one subject: time, cost, waiting.
type Sheet struct {
	ID       string // stable: "time"
	Title    Text
	Tables   []Table
	Charts   []Chart
	Findings []Finding
	Missing  []Missing
	// Highlights are the figures that matter most, the first one most of all; they
	// stand in the tables, too. A page opens with them.
	Highlights []Highlight
}

// Highlight is a figure that matters, with words that say by themselves what it is.
type Highlight struct {
	Title  Text
	Figure Figure
}

// Book is all that was computed of one blueprint.
type Book struct {
	Title    string // the blueprint's
	Language string // the blueprint's
	Currency string // the blueprint's; empty: amounts carry none
	Sheets   []Sheet
}
