package lint_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/touchpoint"
)

// large makes a service of n touchpoints with loops, choices, fail points,
// waits, moments and a journey along all of it.
func large(n int) *blueprint.Blueprint {
	b := &blueprint.Blueprint{Title: "Large", Personas: []blueprint.Persona{{ID: "regular"}}}
	j := blueprint.Journey{ID: "all", Persona: "regular"}
	for i := 0; i < n; i += 4 {
		id := fmt.Sprintf("c%d", i)
		customer := &touchpoint.Touchpoint{ID: id, Title: id, Wait: &touchpoint.Wait{}, Moment: &touchpoint.Moment{}}
		if i%40 == 20 {
			customer.Next = []touchpoint.Next{{To: fmt.Sprintf("c%d", i-20), Chance: touchpoint.Of(0.1)}, {To: fmt.Sprintf("c%d", i+4), Chance: touchpoint.Of(0.8)}}
		}
		step := blueprint.Step{Cells: []blueprint.Cell{
			{Lane: "customer", Stacks: [][]*touchpoint.Touchpoint{{customer}}},
			{Lane: "frontstage", Stacks: [][]*touchpoint.Touchpoint{{{ID: "f" + id, Title: "Front", Fails: []touchpoint.Fail{{Title: "Fail"}}}}}},
			{Lane: "backstage", Stacks: [][]*touchpoint.Touchpoint{{{ID: "b" + id, Title: "Back"}, {ID: "s" + id, Title: "Side"}}}},
		}}
		if i%80 == 0 {
			b.Phases = append(b.Phases, blueprint.Phase{Title: fmt.Sprintf("Phase %d", i)})
		}
		p := &b.Phases[len(b.Phases)-1]
		p.Steps = append(p.Steps, step)
		if i%8 == 0 {
			j.Touchpoints = append(j.Touchpoints, id)
		}
	}
	b.Journeys = []blueprint.Journey{j, {Touchpoints: j.Touchpoints}}
	return b
}

func one(lane string, stacks ...[]*touchpoint.Touchpoint) blueprint.Step {
	return blueprint.Step{Cells: []blueprint.Cell{{Lane: lane, Stacks: stacks}}}
}

func touch(i int) *touchpoint.Touchpoint {
	return &touchpoint.Touchpoint{ID: fmt.Sprintf("t%d", i), Title: fmt.Sprintf("Touch %d", i)}
}

// corners are boards on which a careless rule takes time by the square.
func corners(n int) map[string]*blueprint.Blueprint {
	board := func(steps ...blueprint.Step) *blueprint.Blueprint {
		return &blueprint.Blueprint{Title: "Corner", Phases: []blueprint.Phase{{Steps: steps}}}
	}
	var row, beside, ring []*touchpoint.Touchpoint
	var cells [][]*touchpoint.Touchpoint
	hub := &touchpoint.Touchpoint{ID: "hub", Title: "Hub"}
	j := blueprint.Journey{ID: "to-and-fro"}
	var steps, detours []blueprint.Step
	for i := range n {
		row = append(row, touch(i))
		cells = append(cells, row[i:i+1])
		beside = append(beside, touch(i))
		ring = append(ring, touch(i))
		ring[i].Next = []touchpoint.Next{{To: fmt.Sprintf("t%d", (i+1)%n)}}
		hub.Next = append(hub.Next, touchpoint.Next{To: row[i].ID, When: "so"})
		steps = append(steps, one("customer", []*touchpoint.Touchpoint{ring[i]}))
		j.Touchpoints = append(j.Touchpoints, hub.ID, row[i].ID)
		detours = append(detours, one("frontstage", []*touchpoint.Touchpoint{{ID: fmt.Sprintf("d%d", i), Title: "Lost", Detour: touchpoint.Of(true)}}))
	}
	choice := board(append([]blueprint.Step{one("customer", []*touchpoint.Touchpoint{hub})}, one("customer", cells...))...)
	choice.Journeys = []blueprint.Journey{j}
	crowd := board(one("customer", critical(n)...))
	crowd.Phases[0].Steps = append(crowd.Phases[0].Steps, one("customer", []*touchpoint.Touchpoint{{ID: "mend", Title: "Mend"}}))
	trips := board(slices.Clone(steps)...)
	trips.Acceptable = 1
	for i := range n {
		trips.Journeys = append(trips.Journeys, blueprint.Journey{ID: fmt.Sprintf("j%d", i), Title: fmt.Sprintf("Trip %d", i), Touchpoints: []string{ring[i].ID}})
	}
	lost := board(one("customer", []*touchpoint.Touchpoint{{ID: "in", Title: "In", Next: []touchpoint.Next{{To: touchpoint.End}}}}), one("support", beside))
	return map[string]*blueprint.Blueprint{
		"one cell in a row":         board(one("customer", cells...)),
		"one cell side by side":     board(one("support", beside)),
		"unreachable side by side":  lost,
		"a choice with many ways":   choice,
		"one loop over everything":  board(steps...),
		"everything is critical":    crowd,
		"many journeys":             trips,
		"detours that nothing uses": board(append([]blueprint.Step{one("customer", []*touchpoint.Touchpoint{touch(n)})}, detours...)...),
	}
}

// critical makes moments of truth of which nothing is thought through.
func critical(n int) [][]*touchpoint.Touchpoint {
	var cell [][]*touchpoint.Touchpoint
	for i := range n {
		t := touch(i)
		t.Moment = &touchpoint.Moment{Critical: true, Detractors: []string{"Noise"}}
		t.Wait = &touchpoint.Wait{Expected: time.Hour, Acceptable: 2 * time.Hour}
		t.Fails = []touchpoint.Fail{{Title: "Fall", Severity: 8, Occurrence: 5, Detection: 5, Recover: "mend", Prevent: []touchpoint.Prevention{{Title: "Rail", Kind: touchpoint.Task}}}}
		cell = append(cell, []*touchpoint.Touchpoint{t})
	}
	return cell
}

// Every corner is linted in no time; one cause gives one finding.
func TestCornersAreLinted(t *testing.T) {
	const n = 4_000
	all := corners(n)
	for name, want := range map[string]map[string]int{
		"one cell in a row":         {"no-evidence": 1},
		"one cell side by side":     {"unneeded-work": 1},
		"unreachable side by side":  {"no-evidence": 1, "unreachable": 1},
		"a choice with many ways":   {"no-evidence": 2, "journey-gap": n - 1, "same-condition": 1, "too-many-ways": 1},
		"one loop over everything":  {"no-evidence": n, "no-end": 1, "customer-left-alone": 1, "no-moment": 1},
		"detours that nothing uses": {"no-evidence": 1, "unreachable": n},
	} {
		got := map[string]int{}
		for _, d := range lint.Run(all[name], lint.Options{}) {
			got[d.Rule]++
		}
		assert.Equal(t, want, got, name)
	}
}

func BenchmarkRun(b *testing.B) {
	for _, n := range []int{2_000, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			service := large(n)
			b.ResetTimer()
			for b.Loop() {
				lint.Run(service, lint.Options{})
			}
		})
	}
}

func BenchmarkCorners(b *testing.B) {
	for _, n := range []int{2_500, 10_000} {
		all := corners(n)
		for _, name := range []string{"one cell in a row", "one cell side by side", "unreachable side by side", "a choice with many ways", "one loop over everything", "everything is critical", "many journeys", "detours that nothing uses"} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					lint.Run(all[name], lint.Options{})
				}
			})
		}
	}
}

func BenchmarkRules(b *testing.B) {
	service := large(20_000)
	for _, r := range lint.Rules() {
		b.Run(r.Name, func(b *testing.B) {
			for b.Loop() {
				lint.Run(service, lint.Options{Rules: []*lint.Rule{r}})
			}
		})
	}
}
