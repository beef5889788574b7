package coverage

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Options say how to measure. The zero value is fine.
type Options struct {
	Day     touchpoint.Date // that waivers are compared with; empty: those with a last day hold as well
	Observe []string        // ids of the lanes that count; nil: all count, and those that no journey visits may happen unseen
	Paths   int             // most simple paths to list; 0: 1000
	// Criteria names those to measure; nil: all. Pairs and paths take the most time.
	Criteria []string
	Stale    bool // count journeys that were recorded against another version, as far as their touchpoints exist
	// Limit bounds the search for the explanation of a journey; see [align.Aligner].
	Limit int
}

// Measure says what the journeys of a profile covered of a blueprint. Only those
// count whose tests passed. The error is about the blueprint or the options.
func Measure(b *blueprint.Blueprint, p *Profile, o Options) (*Result, error) {
	s := newSorter(b, o)
	s.sort(p)
	c, err := NewCounter(b, s.visited, o)
	if err != nil {
		return nil, err
	}
	departures := s.explain(c)
	r, err := c.Result(context.Background())
	if err != nil {
		return nil, err
	}
	r.Departures = departures
	j := &r.Journeys
	j.Failed, j.Skipped, j.Stale, j.Foreign = s.result.Journeys.Failed, s.result.Journeys.Skipped, s.result.Journeys.Stale, s.result.Journeys.Foreign
	r.Apart, r.Unknown, r.Stale = s.result.Apart, s.result.Unknown, s.result.Stale
	return r, nil
}

func located(b *blueprint.Blueprint, err error) error {
	var found blueprint.Diagnostics
	if errors.As(err, &found) {
		return b.LocateAll(found)
	}
	return err
}

func checkCriteria(asked []string) error {
	var errs []error
	names := CriterionNames()
	for _, name := range asked {
		if !slices.Contains(names, name) {
			errs = append(errs, errors.New(unknownCriterion(name, names)))
		}
	}
	return errors.Join(errs...)
}

func (m *model) checkLanes() error {
	var ids []string
	for _, l := range m.g.Lanes() {
		ids = append(ids, l.ID)
	}
	for _, id := range m.opts.Observe {
		if slices.Contains(ids, id) {
			continue
		}
		if near := blueprint.Nearest(id, ids); near != "" {
			return fmt.Errorf("there is no lane %q to observe; did you mean %q?", id, near)
		}
		return fmt.Errorf("there is no lane %q to observe; there are %q", id, ids)
	}
	return nil
}

func (m *model) score(c Criterion) Score {
	s := Score{Name: c.Name, Title: c.Title, Doc: c.Doc}
	s.Items, s.cut = c.items(m)
	for i, t := range s.cut {
		if i > 0 {
			s.Cut += "; "
		}
		s.Cut += t.String()
	}
	if s.Items == nil {
		s.Items = []Item{}
	}
	for _, i := range s.Items {
		switch i.Status {
		case Covered:
			s.Covered++
			s.Total++
		case Missing:
			s.Total++
		case Waived:
			s.Waived++
		case Quarantined:
			s.Quarantined++
		case Infeasible:
			s.Infeasible++
		}
	}
	return s
}

// expired lists the waivers whose last day is over.
func (m *model) expired() []Expired {
	var out []Expired
	for i, t := range m.points {
		for _, x := range []struct {
			what Status
			w    *touchpoint.Waiver
			key  string
		}{{Waived, t.Waive, "waive"}, {Quarantined, t.Quarantine, "quarantine"}} {
			if x.w == nil || m.holds(x.w) || !m.inScope(i) {
				continue
			}
			at := m.b.Locate(m.g.Path(t).Key(x.key)).Start
			out = append(out, Expired{t.ID, x.what, x.w.Reason, string(x.w.Until), at.String()})
		}
	}
	return out
}
