package coverage

import (
	"slices"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

func touchpointItems(m *model) ([]Item, []figures.Text) {
	return m.pointItems(func(*touchpoint.Touchpoint) bool { return true }), nil
}

func momentItems(m *model) ([]Item, []figures.Text) {
	return m.pointItems((*touchpoint.Touchpoint).IsMoment), nil
}

func criticalItems(m *model) ([]Item, []figures.Text) {
	return m.pointItems((*touchpoint.Touchpoint).IsCritical), nil
}

func (m *model) pointItems(keep func(*touchpoint.Touchpoint) bool) []Item {
	var out []Item
	for i, t := range m.points {
		if !keep(t) || !m.inScope(i) {
			continue
		}
		item := m.item(t.ID, t.Title, m.pointPath(i), m.counts.visits[i], i)
		item.Group = m.g.Place(t).Lane
		out = append(out, item)
	}
	return out
}

// channelItems lists channels in the reading order of where they are named first.
// One is waived where all its touchpoints are.
func channelItems(m *model) ([]Item, []figures.Text) {
	var names []string
	about := map[string][]int{}
	for i, t := range m.points {
		if t.Channel == "" || !m.inScope(i) {
			continue
		}
		if !slices.Contains(names, t.Channel) {
			names = append(names, t.Channel)
		}
		about[t.Channel] = append(about[t.Channel], i)
	}
	var out []Item
	for _, name := range names {
		count := 0
		for _, i := range about[name] {
			count += m.counts.visits[i]
		}
		first := about[name][0]
		item := m.item(name, name, m.g.Path(m.points[first]).Key("channel"), count, about[name]...)
		if !m.allExcused(about[name]) {
			item.Status, item.Note = Missing, ""
			if count > 0 {
				item.Status = Covered
			}
		}
		out = append(out, item)
	}
	return out, nil
}

func (m *model) allExcused(points []int) bool {
	return !slices.ContainsFunc(points, func(i int) bool { return !m.holds(m.points[i].Waive) && !m.holds(m.points[i].Quarantine) })
}
