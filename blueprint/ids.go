package blueprint

import (
	"fmt"
	"strconv"

	"github.com/servicemoments/moments/touchpoint"
)

// eachTouchpoint walks all touchpoints in reading order: step, lane, place in
// the cell.
func (b *Blueprint) eachTouchpoint(visit func(t *touchpoint.Touchpoint, at Place)) {
	column := 0
	for phase := range b.Phases {
		for step := range b.Phases[phase].Steps {
			for _, cell := range b.Phases[phase].Steps[step].Cells {
				for s, stack := range cell.Stacks {
					for i, t := range stack {
						if t == nil {
							continue
						}
						visit(t, Place{Phase: phase, Step: step, Column: column, Lane: cell.Lane, Stack: s, Beside: i})
					}
				}
			}
			column++
		}
	}
}

// assignIDs gives an id to everything that has none: the title's slug, and -2,
// -3 to later twins. Written ids come first.
func (b *Blueprint) assignIDs() {
	taken := newNames(touchpoint.End)
	b.eachTouchpoint(func(t *touchpoint.Touchpoint, _ Place) { taken.keep(t.ID) })
	b.eachTouchpoint(func(t *touchpoint.Touchpoint, _ Place) {
		if t.ID == "" {
			t.ID = taken.next(orElse(Slug(t.Title), "touchpoint"))
		}
	})
	assign(b.Personas, func(p *Persona) (*string, string) { return &p.ID, p.Title })
	assign(b.Actors, func(a *Actor) (*string, string) { return &a.ID, a.Title })
	assign(b.Journeys, func(j *Journey) (*string, string) { return &j.ID, j.Title })
	assign(b.Scenarios, func(s *Scenario) (*string, string) { return &s.ID, s.Title })
	assign(b.Phases, func(p *Phase) (*string, string) { return &p.ID, p.Title })
	if b.Loyalty != nil {
		assign(b.Loyalty.Drivers, func(l *LoyaltyDriver) (*string, string) { return &l.ID, l.Title })
	}
	if b.ID == "" {
		b.ID = Slug(b.Title)
	}
}

// assign gives ids to a list of things that have a title.
func assign[T any](list []T, of func(*T) (id *string, title string)) {
	taken := newNames()
	for i := range list {
		id, _ := of(&list[i])
		taken.keep(*id)
	}
	for i := range list {
		if id, title := of(&list[i]); *id == "" && title != "" {
			*id = taken.next(orElse(Slug(title), "x"))
		}
	}
}

// names hands out names that are not taken.
type names struct {
	taken map[string]bool
	last  map[string]int // number of the latest twin
}

func newNames(taken ...string) *names {
	n := &names{taken: map[string]bool{}, last: map[string]int{}}
	for _, t := range taken {
		n.keep(t)
	}
	return n
}

func (n *names) keep(id string) { n.taken[id] = true }

func (n *names) next(slug string) string {
	id := slug
	for i := max(n.last[slug], 1); n.taken[id]; {
		i++
		id = slug + "-" + strconv.Itoa(i)
		n.last[slug] = i
	}
	n.keep(id)
	return id
}

// ambiguous reports references to the plain slug of touchpoints that share it
// and have no id written.
func (d *decoder) ambiguous(b *Blueprint) {
	twins := map[string][]Path{}
	shared := false
	b.eachTouchpoint(func(t *touchpoint.Touchpoint, at Place) {
		if d.implied[t] {
			slug := Slug(t.Title)
			twins[slug] = append(twins[slug], b.placePath(at))
			shared = shared || len(twins[slug]) > 1
		}
	})
	if !shared {
		return
	}
	b.eachReference(func(r reference) {
		paths := twins[r.id]
		if len(paths) < 2 || !r.names(ToTouchpoint) {
			return
		}
		found := Diagnostic{Rule: "ambiguous-id", Severity: Error, Path: r.path, Range: d.file.locate(r.path),
			Message: fmt.Sprintf("%q names %d touchpoints with the same title", r.id, len(paths)),
			Hint:    fmt.Sprintf("give the one you mean an id of its own, or write %s-2 for the second", r.id)}
		for _, p := range paths[:2] {
			found.Related = append(found.Related, Related{Message: "one is here", Path: p, Range: d.file.locate(p)})
		}
		d.found = append(d.found, found)
	})
}
