package figures

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// ErrNoFigure is that a book has no figure of an address: it cannot be computed,
// or there is nothing of the name.
var ErrNoFigure = errors.New("there is no figure")

// Condition is a target for a figure: "counter/late<=10%".
type Condition struct {
	Address string
	Sign    string // <=, >=, < or >
	Bound   string // as written: a duration, a share or a number
}

// ParseCondition reads a condition. The error says what was expected.
func ParseCondition(text string) (Condition, error) {
	for _, sign := range []string{"<=", ">=", "<", ">"} {
		address, bound, ok := strings.Cut(text, sign)
		if !ok {
			continue
		}
		c := Condition{strings.TrimSpace(address), sign, strings.TrimSpace(bound)}
		if c.Address == "" || c.Bound == "" {
			break
		}
		return c, nil
	}
	return Condition{}, fmt.Errorf("%q is no condition: write a figure, a sign and a bound, such as counter/wait<=6m", text)
}

// Holds tells whether a book meets the condition. It is an error that no figure
// (ErrNoFigure) or more than one has the address, and that the bound has another
// unit.
func (c Condition) Holds(b Book) (bool, error) {
	found := b.Find(c.Address)
	switch len(found) {
	case 0:
		return false, c.unknown(b)
	case 1:
	default:
		return false, fmt.Errorf("%q may be %s, or %s: write more of it", c.Address, found[0].Address, found[1].Address)
	}
	f := found[0].Figure
	bound, err := parseBound(c.Bound, f.Unit)
	if err != nil {
		return false, fmt.Errorf("%s: %w", c.Address, err)
	}
	switch c.Sign {
	case "<=":
		return f.Value <= bound, nil
	case ">=":
		return f.Value >= bound, nil
	case "<":
		return f.Value < bound, nil
	}
	return f.Value > bound, nil
}

func (c Condition) unknown(b Book) error {
	var known []string
	for _, n := range b.All() {
		known = append(known, n.Address)
		if parts := strings.SplitN(n.Address, "/", 3); len(parts) == 3 {
			known = append(known, parts[2]) // row/column, as people write it
		}
	}
	if near := blueprint.Nearest(c.Address, known); near != "" {
		return fmt.Errorf("%w %q; did you mean %q?", ErrNoFigure, c.Address, near)
	}
	return fmt.Errorf("%w %q; the JSON of the figures has them all by sheet/table/row/column", ErrNoFigure, c.Address)
}

// parseBound reads a bound in the unit of the figure it is compared with.
func parseBound(text string, unit Unit) (float64, error) {
	switch unit {
	case Seconds:
		d, err := touchpoint.ParseDuration(text)
		return d.Seconds(), err
	case Share:
		return touchpoint.ParseShare(text)
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(text, "/h"), 64)
	if err != nil {
		return 0, fmt.Errorf("%q is no number", text)
	}
	return v, nil
}
