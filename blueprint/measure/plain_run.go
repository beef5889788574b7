package measure

import (
	"cmp"
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint/flow"
)

// PlainRun is what happens to a customer for whom nothing fails and everything
// takes its mean time. After a choice the customer takes the likeliest way that
// does not lead back, of equal ones the first; where that leads in a circle, the
// way that was taken least often so far.
type PlainRun struct {
	Customer time.Duration // until all customers have left
	Work     time.Duration // until all work is done
	Activities
	// OutOfSight is the longest stretch in which nothing happens before the customer
	// who has not left yet: only work off stage goes on, or customers wait.
	OutOfSight Stretch
	// Path lists what makes the customer's time as long as it is: the touchpoints of
	// the activities without slack, in the order of their starts.
	Path []int

	stays []plainStay
}

// Activities are what is done, in the order of the starts.
type Activities []Activity

// Activity is one visit of a touchpoint. Times are counted from where the customer
// comes in.
type Activity struct {
	Touchpoint int
	Start, End time.Duration
	// Slack is how much longer it may take without keeping the customer. Free tells
	// that the customer never waits for it; Slack is 0 then.
	Slack time.Duration
	Free  bool
}

// Stretch is a part of a run.
type Stretch struct{ From, To time.Duration }

// Length is how long the stretch is.
func (s Stretch) Length() time.Duration { return s.To - s.From }

// plainStay is a state of a run that lasts.
type plainStay struct {
	at, length       time.Duration
	running, waiting []int32
	gone             bool
}

// planner follows single customers whose times are fixed at their means.
type planner struct {
	m *Model
	e *explorer
}

func (m *Model) planner(laws []law, waits []time.Duration) *planner {
	e := &explorer{net: m.Net, laws: fixedAtMeans(laws), waits: waits, run: m.Net.NewRun(), clean: make([]float64, m.Net.Len()), early: make([]bool, len(m.Net.Ways()))}
	return &planner{m, e}
}

// history is a run as far as it has come. Extending one leaves it as it is.
type history struct {
	spot  spot
	now   time.Duration
	acts  Activities
	stays []plainStay
	taken map[int]int   // by way of a choice: how often
	left  time.Duration // so long customers were there

	seen, done int // of a journey: activities looked at, named touchpoints come by
}

func (p *planner) begin() (history, error) {
	p.e.run = p.m.Net.NewRun()
	p.e.clocks = nil
	x := edge{}
	err := p.e.settle(&x)
	h := history{spot: spot{p.e.run.State(), p.e.clocks}, taken: map[int]int{}}
	h.started(&x)
	return h, err
}

func (h *history) started(x *edge) {
	for _, t := range x.starts {
		h.acts = append(h.acts, Activity{Touchpoint: int(t), Start: h.now, End: -1})
	}
}

// pass lets time pass until something ends, and gives what that is, -1 if only a
// wait is over.
func (p *planner) pass(h *history) (node int32, err error) {
	next, err := p.e.next(h.spot)
	if err != nil {
		return -1, err
	}
	length := time.Duration(0)
	if len(next.stay.running)+len(next.stay.waiting) > 0 {
		length = leastLeft(h.spot.clocks)
		gone := p.m.Net.Left(h.spot.state)
		h.stays = append(h.stays, plainStay{h.now, length, next.stay.running, next.stay.waiting, gone})
		if !gone {
			h.left = h.now + length
		}
	}
	h.now += length
	h.spot.clocks = next.clocks
	if len(next.ends) == 0 {
		return -1, nil
	}
	return next.ends[0].node, nil
}

// happen lets an outcome happen; nil means that only a wait is over.
func (p *planner) happen(h *history, o *flow.Outcome) error {
	p.e.run.Reset(h.spot.state)
	p.e.clocks = h.spot.clocks
	x := edge{}
	if o != nil {
		if err := p.e.finish(&x, *o); err != nil {
			return err
		}
		h.acts.end(o.Touchpoint, h.now)
	}
	if err := p.e.settle(&x); err != nil {
		return err
	}
	h.spot = spot{p.e.run.State(), p.e.clocks}
	h.acts.breakOff(h.spot.state.Running(), h.now)
	h.started(&x)
	return nil
}

// end notes when the visit of a touchpoint that is under way ended.
func (a Activities) end(touchpoint int, at time.Duration) {
	for i := len(a) - 1; i >= 0; i-- {
		if a[i].Touchpoint == touchpoint && a[i].End < 0 {
			a[i].End = at
			return
		}
	}
}

// breakOff ends visits that were withdrawn.
func (a Activities) breakOff(running []int, at time.Duration) {
	for i := range a {
		if _, on := slices.BinarySearch(running, a[i].Touchpoint); a[i].End < 0 && !on {
			a[i].End = at
		}
	}
}

// plainest picks what happens in the plain run.
func (p *planner) plainest(h *history, node int32) (flow.Outcome, bool) {
	all := p.e.outcomes(h.spot.state, node)
	ways := p.m.Net.Ways()
	all = slices.DeleteFunc(all, func(o flow.Outcome) bool { return o.Kind != flow.Finished })
	if len(all) == 0 {
		return flow.Outcome{}, false
	}
	rank := func(o flow.Outcome) int {
		if o.Way >= 0 && ways[o.Way].Back {
			return 1
		}
		return 0
	}
	best := slices.MinFunc(all, func(a, b flow.Outcome) int {
		return cmp.Or(cmp.Compare(h.taken[a.Way], h.taken[b.Way]), cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Chance, a.Chance))
	})
	if best.Way >= 0 {
		h.taken[best.Way]++
	}
	return best, true
}

// run follows a plain run to its end, or until it is told that it need not go on;
// see looks at the run as it is before each event. False where it does not come to
// its end.
func (p *planner) run(h *history, see func(*history) bool) bool {
	for range 40*p.m.Net.Len() + 1000 {
		if !see(h) || p.m.Net.Done(h.spot.state) {
			return true
		}
		node, err := p.pass(h)
		if err != nil {
			return false
		}
		if node < 0 {
			err = p.happen(h, nil)
		} else if o, ok := p.plainest(h, node); ok {
			err = p.happen(h, &o)
		} else {
			return false
		}
		if err != nil {
			return false
		}
	}
	return false
}

func (m *Model) plainRun(c *chains) *PlainRun {
	p := m.planner(c.laws, c.waits)
	h, err := p.begin()
	s := slacks{planner: p, passed: map[string]time.Duration{}}
	if err != nil || !p.run(&h, s.see) {
		return nil
	}
	r := &PlainRun{Customer: h.left, Work: h.now, Activities: h.acts, stays: h.stays}
	r.OutOfSight = m.outOfSight(h.stays)
	s.tell(r)
	return r
}

// outOfSight finds the longest stretch in which nothing happens on stage.
func (m *Model) outOfSight(stays []plainStay) Stretch {
	var best, now Stretch
	open := false
	for _, s := range stays {
		if s.length == 0 {
			continue
		}
		hidden := !s.gone && !slices.ContainsFunc(s.running, func(t int32) bool { return m.Graph.Kind(m.Net.Touchpoint(int(t))).Onstage() })
		switch {
		case hidden && !open:
			now, open = Stretch{s.at, s.at + s.length}, true
		case hidden:
			now.To = s.at + s.length
		default:
			open = false
		}
		if open && now.Length() > best.Length() {
			best = now
		}
	}
	return best
}

func leastLeft(clocks []clock) time.Duration {
	least := time.Duration(0)
	for _, c := range clocks {
		if c.left > 0 && (least == 0 || c.left < least) {
			least = c.left
		}
	}
	return least
}
