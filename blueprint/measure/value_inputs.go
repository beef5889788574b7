package measure

import (
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

// Inputs are what the sheets of cost, failure, expectation and value are given
// besides the blueprint. The zero value gives nothing: what only an input can
// tell is then listed as missing.
type Inputs struct {
	// Times are the execution times of the profitability table; nil: the standard
	// time, and steps up to where either the profit or the customer's patience ends.
	Times []time.Duration
	// Repurchase goes before the blueprint's loyalty.repurchase: TARP(), say, with
	// shares of one's own.
	Repurchase []blueprint.Repurchase
	// Responses are the data of surveys, as ReadSurveys gives them.
	Responses []Responses
	// Priorities are the action priorities of failures; nil: DefaultPriorities.
	Priorities PriorityTable
	// Customers and Margin say how many customers are few or many, and what margin
	// is low or high; nil: no level of relationship is given.
	Customers, Margin *Bounds
}

// heads makes columns from ids and titles by turns.
func heads(idsAndTitles ...string) []figures.Column {
	var out []figures.Column
	for i := 0; i+1 < len(idsAndTitles); i += 2 {
		out = append(out, figures.Column{ID: idsAndTitles[i], Title: figures.T(idsAndTitles[i+1])})
	}
	return out
}

// given is a cell with what the blueprint says, or nothing.
func given(v *float64, unit figures.Unit) figures.Cell { return maybe(v, unit, figures.Given) }

// maybe is a cell with a figure, or nothing.
func maybe(v *float64, unit figures.Unit, how figures.How) figures.Cell {
	if v == nil {
		return figures.Cell{}
	}
	return figures.F(*v, unit, how)
}

// counted is a cell with a whole number that the blueprint says; 0 is not said.
func counted(n int) figures.Cell {
	if n == 0 {
		return figures.Cell{}
	}
	return figures.F(float64(n), figures.Count, figures.Given)
}

// lasting is a cell with a duration that the blueprint says; 0 is not said.
func lasting(d time.Duration) figures.Cell {
	if d == 0 {
		return figures.Cell{}
	}
	return figures.F(d.Seconds(), figures.Seconds, figures.Given)
}

// toned judges the figure of a cell.
func toned(c figures.Cell, tone figures.Tone) figures.Cell {
	if c.Figure != nil {
		c.Figure.Tone = tone
	}
	return c
}

// phrase is a cell with a phrase that writers put into other languages.
func phrase(s string) figures.Cell {
	if s == "" {
		return figures.Cell{}
	}
	return figures.Said(figures.T(s))
}

// verbatim is a cell with words of the blueprint, which nobody translates.
func verbatim(s string) figures.Cell {
	if s == "" {
		return figures.Cell{}
	}
	return figures.Said(figures.Plain(s))
}

// fig is a figure within a text.
func fig(v float64, unit figures.Unit, how figures.How) figures.Figure {
	return figures.Figure{Value: v, Unit: unit, How: how}
}

// touchpointRow is a row that speaks of a touchpoint.
func touchpointRow(t *touchpoint.Touchpoint, cells ...figures.Cell) figures.Row {
	return figures.Row{ID: t.ID, Title: figures.Plain(t.Title), Cells: cells}
}

// needed is something that the blueprint does not say.
func needed(key, phrase string, args ...any) figures.Missing {
	return figures.Missing{Key: key, Text: figures.T(phrase, args...)}
}
