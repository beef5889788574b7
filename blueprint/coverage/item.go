package coverage

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Status says what became of an item.
type Status string

// The statuses. The last three leave the item out of the share.
const (
	Covered     Status = "covered"
	Missing     Status = "missing"
	Waived      Status = "waived"      // the blueprint says that it is not to be covered
	Quarantined Status = "quarantined" // the blueprint says that its tests are not trusted now
	Infeasible  Status = "infeasible"  // no journey can cover it
)

// Statuses lists the statuses.
func Statuses() []Status { return []Status{Covered, Missing, Waived, Quarantined, Infeasible} }

// Item is one thing to be covered.
type Item struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Group       string   `json:"group,omitempty"` // what a report may group by: a lane, a role, a persona
	Status      Status   `json:"status"`
	Count       int      `json:"count"`                 // how often; waived and quarantined ones are counted, too
	Touchpoints []string `json:"touchpoints,omitempty"` // ids of what it is about
	File        string   `json:"file,omitempty"`        // where it stands
	Line        int      `json:"line,omitempty"`
	Column      int      `json:"column,omitempty"`
	Path        string   `json:"path,omitempty"`
	Note        string   `json:"note,omitempty"` // why it is left out, or cannot be covered

	from, to string // ids that a way joins
}

// Place is where the item stands: file:line:column, or its path in a blueprint
// that was built in Go.
func (i Item) Place() string {
	if at := (blueprint.Position{File: i.File, Line: i.Line, Column: i.Column}).String(); at != "" {
		return at
	}
	return i.Path
}

// String is one line: place, title and id.
func (i Item) String() string {
	s := fmt.Sprintf("%s (%s)", i.Title, i.ID)
	if i.ID == i.Title {
		s = i.Title
	}
	if at := i.Place(); at != "" {
		s = at + ": " + s
	}
	if i.Note != "" {
		s += ", " + i.Note
	}
	return s
}

// item makes an item about some touchpoints. It is waived where one of them is.
func (m *model) item(id, title string, path blueprint.Path, count int, about ...int) Item {
	at := m.b.Locate(path).Start
	i := Item{ID: id, Title: title, Count: count, Path: path.String(), File: at.File, Line: at.Line, Column: at.Column, Status: Missing}
	if count > 0 {
		i.Status = Covered
	}
	for _, p := range about {
		if id := m.points[p].ID; !slices.Contains(i.Touchpoints, id) {
			i.Touchpoints = append(i.Touchpoints, id)
		}
	}
	m.excuse(&i, Quarantined, about, func(t *touchpoint.Touchpoint) *touchpoint.Waiver { return t.Quarantine })
	m.excuse(&i, Waived, about, func(t *touchpoint.Touchpoint) *touchpoint.Waiver { return t.Waive })
	return i
}

func (m *model) excuse(i *Item, s Status, about []int, of func(*touchpoint.Touchpoint) *touchpoint.Waiver) {
	for _, p := range about {
		w := of(m.points[p])
		if !m.holds(w) {
			continue
		}
		i.Status, i.Note = s, string(s)+": "+w.Reason
		if w.Until != "" {
			i.Note += " (until " + string(w.Until) + ")"
		}
		return
	}
}

// holds tells whether a waiver is in force: up to its last day, or where no day
// was given to compare with.
func (m *model) holds(w *touchpoint.Waiver) bool {
	return w != nil && (w.Until == "" || m.opts.Day == "" || m.opts.Day <= w.Until)
}

// pointPath is where a touchpoint's name stands.
func (m *model) pointPath(i int) blueprint.Path { return m.g.Path(m.points[i]).Key("title") }

// unfeasible marks an item that no journey can cover, unless one did.
func (i *Item) unfeasible(why string) {
	if i.Status == Missing {
		i.Status, i.Note = Infeasible, why
	}
}
