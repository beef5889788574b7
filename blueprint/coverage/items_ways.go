package coverage

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

const zeroChance = "infeasible: its chance is 0"

func wayItems(m *model) ([]Item, []figures.Text) {
	return m.wayItems(func(blueprint.Way) bool { return true }), nil
}

func choiceItems(m *model) ([]Item, []figures.Text) {
	return m.wayItems(func(w blueprint.Way) bool { return w.Choice }), nil
}

func crossingItems(m *model, l touchpoint.Line) []Item {
	return m.wayItems(func(w blueprint.Way) bool { return slices.Contains(w.Lines, l) })
}

func (m *model) wayItems(keep func(blueprint.Way) bool) []Item {
	var out []Item
	m.eachWay(func(i int, w blueprint.Way) {
		if !keep(w) {
			return
		}
		item := m.item(wayID(w), wayTitle(w), m.wayPath(w), m.counts.taken[i], m.ends(w)...)
		item.Group, item.from, item.to = string(w.Role), w.From.ID, idOf(w.To)
		if impossible(w) {
			item.unfeasible(zeroChance)
		}
		out = append(out, item)
	})
	return out
}

// wayPath is where a way is written, or else where it begins.
func (m *model) wayPath(w blueprint.Way) blueprint.Path {
	switch w.Role {
	case blueprint.ByNext, blueprint.OnFail, blueprint.OnWait:
		return m.g.WayPath(w)
	}
	return m.pointPath(m.g.Index(w.From))
}

// recoveryItems lists every fail point with a recovery. Those of one touchpoint
// that are mended by the same one are covered together.
func recoveryItems(m *model) ([]Item, []figures.Text) {
	var out []Item
	for i, w := range m.ways {
		if w.Role != blueprint.OnFail || w.Index >= len(w.From.Fails) || !m.inScope(m.ends(w)...) {
			continue
		}
		f := w.From.Fails[w.Index]
		id := f.ID
		if id == "" {
			id = cmp.Or(blueprint.Slug(f.Title), fmt.Sprint(w.Index+1))
		}
		item := m.item(w.From.ID+"/"+id, cmp.Or(f.Title, titleOf(w.From))+" → "+titleOf(w.To), m.g.WayPath(w), m.counts.taken[m.class[i]], m.ends(w)...)
		if impossible(w) {
			item.unfeasible(zeroChance)
		}
		out = append(out, item)
	}
	return out, nil
}
