package simulate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
)

// Target is how well customers are to be served, and by whose number.
type Target struct {
	Servers string        // id of a touchpoint, whose own servers are sought, or of an actor
	Within  time.Duration // that a customer may wait there; of an actor, at each of his touchpoints
	Share   float64       // of those who come to wait, 0 to 1
	Most    int           // servers; 0: 200
}

// Staffing is the answer to a [Target].
type Staffing struct {
	Target  Target
	Title   string
	Servers int     // the fewest that meet the target; 0: not even the most do
	Tried   []Tried // by number of servers
}

// Tried is one number of servers.
type Tried struct {
	Servers    int
	Overloaded bool     // the queue grew without end
	Share      Estimate // who waited no longer than allowed
	Wait       Estimate // mean seconds
	Met        bool     // the interval of Share lies wholly at or above the target
}

// FewestServers seeks the fewest servers with which the share of customers that
// waits no longer than allowed reaches the target, with 95% confidence. Every
// number is tried with the same customers.
func FewestServers(ctx context.Context, b *blueprint.Blueprint, target Target, o Options) (*Staffing, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	target.Most = cmp.Or(target.Most, 200)
	if target.Most < 1 || target.Within < 0 || !(target.Share > 0 && target.Share < 1) {
		return nil, errors.New("simulate: a target needs a share between 0 and 1, a time that is not negative, and at least one server")
	}
	s := &Staffing{Target: target}
	if s.Title, err = served(b, target.Servers); err != nil {
		return nil, err
	}
	// Doubling finds a number that is enough, halving the least of them.
	low, high := 0, 1
	for ; ; high = min(2*high, target.Most) {
		t, err := s.try(ctx, b, high, o)
		if err != nil {
			return nil, err
		}
		if t.Met || high == target.Most {
			break
		}
		low = high
	}
	if last := s.Tried[len(s.Tried)-1]; last.Met {
		s.Servers = last.Servers
	}
	for s.Servers > 0 && s.Servers-low > 1 {
		t, err := s.try(ctx, b, low+(s.Servers-low)/2, o)
		if err != nil {
			return nil, err
		}
		if t.Met {
			s.Servers = t.Servers
		} else {
			low = t.Servers
		}
	}
	slices.SortFunc(s.Tried, func(a, b Tried) int { return cmp.Compare(a.Servers, b.Servers) })
	return s, nil
}

// served is the title of who serves.
func served(b *blueprint.Blueprint, id string) (string, error) {
	var known []string
	for _, t := range b.Touchpoints() {
		if t.ID == id {
			return orElse(t.Title, t.ID), nil
		}
		known = append(known, t.ID)
	}
	for _, a := range b.Actors {
		if a.ID == id {
			return orElse(a.Title, a.ID), nil
		}
		known = append(known, a.ID)
	}
	hint := ""
	if near := blueprint.Nearest(id, known); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return "", fmt.Errorf("simulate: there is no touchpoint and no actor %q%s", id, hint)
}

func (s *Staffing) try(ctx context.Context, b *blueprint.Blueprint, servers int, o Options) (Tried, error) {
	m, err := newModel(b, o, override{s.Target.Servers, servers})
	if err != nil {
		return Tried{}, err
	}
	if !m.demand {
		return Tried{}, m.problem("no-demand", nil, "nothing says how customers arrive, so nobody waits", "add demand: 40/h, say")
	}
	t := Tried{Servers: servers}
	var at []int
	for i := range m.points {
		if p := &m.points[i]; p.pool != none && m.pools[p.pool].id == s.Target.Servers {
			p.limit = int64(s.Target.Within)
			at = append(at, i)
		}
	}
	h, err := m.replicate(ctx, o)
	var found blueprint.Diagnostics
	switch {
	case errors.As(err, &found) && slices.ContainsFunc(found, func(d blueprint.Diagnostic) bool { return d.Rule == "overload" }):
		t.Overloaded = true
	case err != nil:
		return t, err
	default:
		sum := func(x *tally, of func(*pointTally) float64) float64 {
			v := 0.0
			for _, i := range at {
				v += of(&x.points[i])
			}
			return v
		}
		waited := func(x *tally) float64 { return sum(x, func(p *pointTally) float64 { return float64(p.wait.n) }) }
		t.Share = h.ratio(func(x *tally) float64 { return sum(x, func(p *pointTally) float64 { return float64(p.within) }) },
			func(x *tally) float64 {
				return waited(x) + sum(x, func(p *pointTally) float64 { return float64(p.gaveUp) })
			}).asShare()
		t.Wait = h.ratio(func(x *tally) float64 { return sum(x, func(p *pointTally) float64 { return p.wait.sum }) }, waited)
		t.Met = t.Share.Known() && t.Share.Low >= s.Target.Share
	}
	s.Tried = append(s.Tried, t)
	return t, nil
}

// Sheet gives all numbers that were tried, and the answer.
func (s *Staffing) Sheet() figures.Sheet {
	title := figures.Plain(s.Title)
	out := figures.Sheet{ID: "staffing", Title: figures.T("Fewest servers: “%s”", title)}
	t := figures.Table{ID: "tried", Title: figures.T("What was tried"), Head: figures.T("Servers"), Columns: []figures.Column{column("share", "Served in time"), column("wait", "Mean wait"), column("met", "Target met")}}
	for _, x := range s.Tried {
		words := "no"
		switch {
		case x.Overloaded:
			words = "no: the queue grows without end"
		case x.Met:
			words = "yes"
		}
		t.Rows = append(t.Rows, figures.Row{ID: fmt.Sprint(x.Servers), Title: figures.Plain(fmt.Sprint(x.Servers)),
			Cells: []figures.Cell{x.Share.figure(figures.Share), x.Wait.figure(figures.Seconds), figures.Said(figures.T(words))}})
	}
	out.Tables = []figures.Table{t}
	want := fmt.Sprintf("%g%%", math.Round(s.Target.Share*1e6)/1e4)
	within := figures.Duration(s.Target.Within.Seconds())
	if s.Servers == 0 {
		out.Findings = []figures.Finding{{ID: "target-missed", Tone: figures.Poor, Text: figures.T("not even %d servers at “%s” let %s of the customers wait %s at most", s.Target.Most, title, want, within)}}
	} else {
		out.Findings = []figures.Finding{{ID: "fewest-servers", Tone: figures.Good, Text: figures.T("%d servers at “%s” are the fewest with which %s of the customers wait %s at most", s.Servers, title, want, within)}}
	}
	return out
}
