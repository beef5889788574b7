package blueprint

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/touchpoint"
)

// AllLanes lists the lanes of the board from top to bottom: sorted by kind, then
// as written. A blueprint without lanes has one of each kind.
func (b *Blueprint) AllLanes() []Lane {
	if len(b.Lanes) == 0 {
		var lanes []Lane
		for _, k := range touchpoint.Kinds() {
			lanes = append(lanes, Lane{ID: string(k), Kind: k})
		}
		return lanes
	}
	lanes := slices.Clone(b.Lanes)
	slices.SortStableFunc(lanes, func(x, y Lane) int { return cmp.Compare(x.Kind.Rank(), y.Kind.Rank()) })
	return lanes
}

// LanesInUse lists the lanes that are shown: those that were written, or of the
// default ones those that hold a touchpoint.
func (b *Blueprint) LanesInUse() []Lane {
	lanes := b.AllLanes()
	if len(b.Lanes) > 0 {
		return lanes
	}
	filled := map[string]bool{}
	for _, p := range b.Phases {
		for _, s := range p.Steps {
			for _, c := range s.Cells {
				filled[c.Lane] = true
			}
		}
	}
	return slices.DeleteFunc(lanes, func(l Lane) bool { return !filled[l.ID] })
}

// Steps lists the steps of all phases in the customer's order.
func (b *Blueprint) Steps() []*Step {
	var out []*Step
	for i := range b.Phases {
		for j := range b.Phases[i].Steps {
			out = append(out, &b.Phases[i].Steps[j])
		}
	}
	return out
}

// Touchpoints lists all touchpoints in reading order: step, lane from top to
// bottom, place in the cell.
func (b *Blueprint) Touchpoints() []*touchpoint.Touchpoint { return b.touchpointsInOrder() }

// Touchpoint finds a touchpoint by its id. For many look-ups take a [Graph].
func (b *Blueprint) Touchpoint(id string) (*touchpoint.Touchpoint, bool) {
	for _, t := range b.touchpointsInOrder() {
		if t.ID == id {
			return t, true
		}
	}
	return nil, false
}
