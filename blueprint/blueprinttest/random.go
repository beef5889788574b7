// Package blueprinttest is the kit for tests that need blueprints: the one that
// Moments' own tests use.
package blueprinttest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Pick chooses a number from 0 to n-1. With rapid it is
//
//	func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
type Pick func(n int) int

// Seeded picks by a seed.
func Seeded(seed uint64) Pick {
	return rand.New(rand.NewPCG(seed, seed^0x9e3779b97f4a7c15)).IntN
}

// Shape bounds a random blueprint. The zero value means: up to 8 steps, up to 7
// lanes, all features.
type Shape struct {
	Steps int  // steps; 0: 1 to 8
	Lanes int  // lanes; 0: 0 (the default ones) to 7
	Plain bool // no recoveries, no impatience and no parallel ways: what can always run
}

// Random makes a valid blueprint: several lanes of a kind, empty cells, several
// touchpoints in a cell and side by side, choices, loops back, parallel ways,
// recoveries, deliveries upwards, links, long and Chinese titles, channels and
// every mark.
func Random(pick Pick, s Shape) *blueprint.Blueprint {
	r := &random{pick: pick, shape: s, b: &blueprint.Blueprint{Title: "A random service"}}
	r.lanes()
	r.phases()
	r.b.Complete()
	r.ways()
	r.extras()
	r.b.Complete()
	return r.b
}

type random struct {
	pick  Pick
	shape Shape
	b     *blueprint.Blueprint
	count int
}

// one tells whether a chance of one in n came up.
func (r *random) one(n int) bool { return r.pick(n) == 0 }

func (r *random) lanes() {
	n := r.shape.Lanes
	if n == 0 {
		n = r.pick(8)
	}
	kinds := touchpoint.Kinds()
	for i := range n {
		k := kinds[r.pick(len(kinds))]
		if i < 2 {
			k = kinds[i] // someone to serve and someone to see
		}
		r.b.Lanes = append(r.b.Lanes, blueprint.Lane{ID: fmt.Sprintf("l%d", i), Kind: k, Title: r.title(i)})
	}
}

func (r *random) phases() {
	n := r.shape.Steps
	if n == 0 {
		n = 1 + r.pick(8)
	}
	lanes := r.b.AllLanes()
	r.b.Phases = []blueprint.Phase{{}}
	if r.one(2) {
		r.b.Phases[0].Title = "Begin"
	}
	for i := range n {
		if i > 0 && r.one(4) && r.b.Phases[0].Title != "" {
			r.b.Phases = append(r.b.Phases, blueprint.Phase{Title: fmt.Sprintf("Phase %d", i)})
		}
		p := &r.b.Phases[len(r.b.Phases)-1]
		p.Steps = append(p.Steps, r.step(lanes))
	}
}

func (r *random) step(lanes []blueprint.Lane) blueprint.Step {
	var s blueprint.Step
	if r.one(6) {
		s.Title = r.title(r.pick(9))
	}
	for range r.pick(3) {
		s.Evidence = append(s.Evidence, blueprint.Evidence{Title: r.title(r.pick(4))})
	}
	for _, l := range lanes {
		if r.one(2) {
			continue
		}
		cell := blueprint.Cell{Lane: l.ID}
		for range 1 + r.pick(6)/4 + r.pick(9)/8 {
			stack := []*touchpoint.Touchpoint{r.touchpoint()}
			if r.one(9) {
				stack = append(stack, r.touchpoint())
			}
			cell.Stacks = append(cell.Stacks, stack)
		}
		s.Cells = append(s.Cells, cell)
	}
	if len(s.Cells) == 0 {
		s.Cells = []blueprint.Cell{{Lane: lanes[0].ID, Stacks: [][]*touchpoint.Touchpoint{{r.touchpoint()}}}}
	}
	return s
}

func (r *random) title(n int) string {
	r.count++
	switch n % 9 {
	case 0:
		return fmt.Sprintf("等候叫号，请在大厅就座 %d", r.count)
	case 1:
		return fmt.Sprintf("A rather long title that says in many words what somebody does here, number %d", r.count)
	case 2:
		return fmt.Sprintf("Donaudampfschifffahrtsgesellschaftskapitän%d", r.count)
	case 3:
		return fmt.Sprintf(`Say "yes": <b> & more #%d`, r.count)
	}
	return fmt.Sprintf("Touch %d", r.count)
}

func (r *random) touchpoint() *touchpoint.Touchpoint {
	t := &touchpoint.Touchpoint{Title: r.title(r.pick(9))}
	seconds := func() time.Duration { return time.Duration(1+r.pick(600)) * time.Second }
	if r.one(3) {
		t.Time = &touchpoint.Time{Standard: seconds()}
		t.Time.Acceptable = 2 * t.Time.Standard
	}
	if r.one(5) {
		t.Moment = &touchpoint.Moment{Critical: r.one(2)}
	}
	if r.one(4) {
		t.Service = touchpoint.Services()[r.pick(9)]
	}
	if r.one(6) {
		t.Wait = &touchpoint.Wait{Expected: seconds()}
	}
	if r.one(6) {
		t.Fails = []touchpoint.Fail{{Title: r.title(r.pick(9)), Severity: 1 + r.pick(10)}}
	}
	if r.one(9) {
		t.Emotion = &touchpoint.Emotion{Value: touchpoint.Of(float64(r.pick(5) - 2))}
		t.Standards = &touchpoint.Standards{Personal: []touchpoint.Standard{{Title: "Smile", Aspect: touchpoint.Attitude}}}
		t.Expects = []touchpoint.Expectation{{Adequate: touchpoint.Of(5.8), Desired: touchpoint.Of(7.2)}}
		t.Proof = &touchpoint.Proof{Status: touchpoint.Assumed}
	}
	return t
}

// ways writes some ways on.
func (r *random) ways() {
	all := r.b.Touchpoints()
	g := r.b.Graph()
	any := func() *touchpoint.Touchpoint { return all[r.pick(len(all))] }
	for i, t := range all {
		later := func() string { return all[i+r.pick(len(all)-i)].ID }
		last := i == len(all)-1
		switch r.pick(12) {
		case 0: // a choice that may loop back, and may leave
			t.Next = []touchpoint.Next{{To: any().ID, When: "not yet", Chance: touchpoint.Of(0.2)}, {To: touchpoint.End, When: "done"}}
			if !last {
				t.Next = append(t.Next, touchpoint.Next{To: later(), When: "again"})
			}
			t.Next = unique(t.Next)
		case 1:
			if !last && !r.shape.Plain {
				t.Next = unique([]touchpoint.Next{{To: all[i+1].ID}, {To: later()}})
			}
		case 2: // a delivery upwards
			step := g.InStep(g.Place(t).Column)
			if up := step[0]; up != t && g.Kind(up) != g.Kind(t) {
				t.Next = []touchpoint.Next{{To: up.ID}}
			}
		case 3:
			if len(t.Fails) > 0 && !last && !r.shape.Plain {
				t.Fails[0].Recover, t.Fails[0].Chance = later(), touchpoint.Of(0.1)
				if t.Fails[0].Recover == t.ID {
					t.Fails[0].Recover, t.Fails[0].Chance = "", nil
				}
			}
		case 4:
			if t.Wait != nil && !r.shape.Plain {
				t.Wait.Then = touchpoint.End
			}
		}
	}
}

func unique(list []touchpoint.Next) []touchpoint.Next {
	var out []touchpoint.Next
	for _, n := range list {
		if !slices.ContainsFunc(out, func(x touchpoint.Next) bool { return x.To == n.To }) {
			out = append(out, n)
		}
	}
	return out
}

func (r *random) extras() {
	all := r.b.Touchpoints()
	for range r.pick(3) {
		from, to := all[r.pick(len(all))], all[r.pick(len(all))]
		if from != to {
			r.b.Links = append(r.b.Links, blueprint.Link{From: from.ID, To: to.ID, Both: r.one(2), Title: r.title(r.pick(9))})
		}
	}
	if r.one(3) {
		r.b.Language = "zh"
	}
	if r.one(3) {
		r.b.Personas = []blueprint.Persona{{Title: "Regular"}, {Title: "熟客", Tier: "high end"}}
		all[0].For = []string{"regular"}
	}
	channels := append(touchpoint.Channels(), "carrier pigeon")
	for _, t := range all {
		if r.one(3) {
			t.Channel = channels[r.pick(len(channels))]
		}
		if r.one(12) {
			t.See = "elsewhere.yaml"
		}
	}
}
