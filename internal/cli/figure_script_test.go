//go:build unix

package cli_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// figure checks figures of what the command wrote as JSON. The address is
// sheet/table/row/column; what is expected is a number with the digits that it has
// ("12.9438", its last digit rounded), a fraction ("20/17"), either of them with
// the unit min or h where the figure is in seconds, or the words of a cell.
func figure(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args)%2 == 0 {
		ts.Fatalf("usage: figure FILE ADDRESS EXPECTED...")
	}
	var book writtenBook
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &book))
	for i := 1; i < len(args); i += 2 {
		cell, ok := book.cell(args[i])
		if !ok {
			ts.Fatalf("%s has no figure %s", args[0], args[i])
		}
		if err := cell.is(args[i+1]); err != nil {
			ts.Fatalf("%s: %s: %v", args[0], args[i], err)
		}
	}
}

type writtenBook struct {
	Sheets []struct {
		ID     string
		Tables []struct {
			ID   string
			Rows []struct {
				ID    string
				Cells map[string]writtenCell
			}
		}
	}
}

type writtenCell struct {
	Value     *float64
	Low, High *float64
	Text      string
}

func (b writtenBook) cell(address string) (writtenCell, bool) {
	parts := strings.SplitN(address, "/", 3)
	at := strings.LastIndex(address, "/")
	if len(parts) < 3 {
		return writtenCell{}, false
	}
	row, column := strings.TrimSuffix(parts[2], address[at:]), address[at+1:] // the row of a comparison is an address itself
	for _, s := range b.Sheets {
		for _, t := range s.Tables {
			for _, r := range t.Rows {
				if c, ok := r.Cells[column]; ok && s.ID == parts[0] && t.ID == parts[1] && r.ID == row {
					return c, true
				}
			}
		}
	}
	return writtenCell{}, false
}

func (c writtenCell) is(expected string) error {
	want, within, ok := numberOf(expected)
	switch {
	case !ok && c.Text == expected:
		return nil
	case !ok || c.Value == nil:
		return fmt.Errorf("%q %v, expected %s", c.Text, c.Value, expected)
	case c.Low != nil && (*c.Low > want || want > *c.High):
		return fmt.Errorf("simulated as %g to %g, expected %s", *c.Low, *c.High, expected)
	case c.Low == nil && math.Abs(*c.Value-want) > within:
		return fmt.Errorf("%g, expected %s", *c.Value, expected)
	}
	return nil
}

// numberOf reads an expected number, and how far a figure may be from it: half of
// its last digit, of a fraction nothing but the noise of computing.
func numberOf(text string) (v, within float64, ok bool) {
	unit := 1.0
	for suffix, seconds := range map[string]float64{"min": 60, "h": 3600} {
		if rest, is := strings.CutSuffix(text, suffix); is {
			text, unit = rest, seconds
		}
	}
	if above, below, is := strings.Cut(text, "/"); is {
		n, err := strconv.ParseFloat(above, 64)
		d, err2 := strconv.ParseFloat(below, 64)
		return n / d * unit, 1e-9 * unit * math.Abs(n/d), err == nil && err2 == nil
	}
	v, err := strconv.ParseFloat(text, 64)
	_, digits, _ := strings.Cut(text, ".")
	return v * unit, unit * (math.Pow10(-len(digits))/2 + 1e-12), err == nil
}
