package flow_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/flow"
)

func TestSemantics(t *testing.T) {
	for _, c := range []struct {
		name, yaml string
		steps      []string // what happens, then "=" and what may start
	}{
		{"a choice takes one way", `
title: Choice
steps:
  - customer: {title: ask, next: [{to: easy, when: easy}, {to: hard, when: hard}]}
  - customer: {title: easy, next: bye}
  - customer: {title: hard, next: bye}
  - customer: bye
`, []string{
			"ask ask.easy = easy", "ask ask.hard = hard", "ask ask.hard hard hard. bye bye. = done",
		}},
		{"a choice is taken when the clerk is done, too", `
title: Choice
steps:
  - customer: {title: ask, next: [{to: easy, when: easy}, {to: end, when: no}]}
    frontstage: advise
    backstage: look up
  - customer: easy
`, []string{
			"ask ask.easy = advise", "ask ask.easy advise advise. = look-up easy", "ask advise look-up ask.end advise. = ", "ask advise look-up ask.end advise. look-up. = done",
		}},
		{"an employee's choice decides", `
title: Choice
steps:
  - customer: ask
    frontstage: {title: judge, next: [{to: take, when: "yes"}, {to: go, when: "no"}]}
  - customer: {title: take}
  - customer: go
`, []string{"ask judge judge.go = ", "ask judge judge.go ask. = go", "ask judge judge.take ask. take take. = go"}},
		{"a split joins", `
title: Split
steps:
  - customer: {title: order, next: [drink, food]}
  - customer: {title: drink, next: eat}
  - customer: {title: food, next: eat}
  - customer: eat
`, []string{"order order. = drink food", "order order. drink food drink. = ", "order order. drink food drink. food. = eat", "order order. drink food drink. food. eat eat. = done"}},
		{"splits nest", `
title: Nested
steps:
  - customer: {title: a, next: [b, e]}
  - customer: {title: b, next: [c, d]}
  - customer: {title: c, next: f}
  - customer: {title: d, next: f}
  - customer: {title: e, next: g}
  - customer: {title: f, next: g}
  - customer: g
`, []string{"a a. b b. = c d e", "a a. b b. c d e c. e. = ", "a a. b b. c d e c. e. d. = f", "a a. b b. c d e c. e. d. f f. = g"}},
		{"a branch that ends is not waited for", `
title: End in the middle
steps:
  - customer: {title: a, next: [b, c]}
  - customer: {title: b, next: [{to: end, when: enough}, {to: d, when: more}]}
  - customer: {title: c, next: d}
  - customer: d
`, []string{"a a. b c c. = ", "a a. b c c. b.end = d", "a a. b c b.end c. d d. = done"}},
		{"a loop comes back and sets the work off again", `
title: Loop
steps:
  - customer: dial
    frontstage: answer
  - customer: {title: listen, next: [{to: dial, when: busy, chance: 20%}, {to: talk, when: free}]}
  - customer: talk
`, []string{"dial answer dial. answer. listen listen.dial = dial", "dial answer dial. answer. listen listen.dial dial = answer", "dial answer dial. answer. listen listen.talk = talk"}},
		{"what is repeated waits for the work of the round before", `
title: Advised again
steps:
  - customer: {title: be advised, next: [{to: pay, when: clear, chance: 80%}, {to: be-advised, when: not clear}]}
    frontstage: advise
    backstage: note
  - customer: pay
`, []string{
			"be-advised be-advised.be-advised = advise", "be-advised be-advised.be-advised advise note = ", "be-advised be-advised.be-advised advise note advise. = be-advised",
			"be-advised be-advised.be-advised advise note advise. be-advised be-advised.be-advised = advise", "be-advised be-advised.be-advised advise note advise. be-advised be-advised.be-advised note. advise advise. = be-advised",
			"be-advised be-advised.be-advised advise note advise. note. be-advised be-advised.pay advise advise. = note pay",
		}},
		{"an employee's repeat waits for the customer and for her colleague", `
title: Advised again
lanes: [{id: guest, kind: customer}, {id: adviser, kind: frontstage}, {id: clerk, kind: frontstage}]
steps:
  - guest: be advised
    adviser: {title: advise, next: [{to: pay, when: clear, chance: 80%}, {to: be-advised, when: not clear}]}
    clerk: write
  - guest: pay
`, []string{
			"be-advised advise write advise.be-advised be-advised. = ", "be-advised advise write advise.be-advised write. = ",
			"be-advised advise write advise.be-advised be-advised. write. = be-advised", "be-advised advise write advise.be-advised be-advised. write. be-advised = advise",
		}},
		{"the whole cell is repeated with the work beside it", `
title: From the start
steps:
  - customer: [tell, look, {title: sign, next: [{to: tell, when: wrong}, {to: leave, when: right}]}]
    frontstage: write
  - customer: leave
`, []string{"tell tell. look look. sign sign.tell = write", "tell write tell. look look. sign sign.tell = ", "tell write tell. look look. sign sign.tell write. = tell", "tell write tell. look look. sign sign.tell write. tell = write"}},
		{"a part that sets no onstage work off is repeated at once", `
title: Number again
steps:
  - customer: [tell, {title: dial, next: [{to: dial, when: wrong}, {to: leave, when: right}]}]
    frontstage: write
  - customer: leave
`, []string{"tell write tell. dial dial.dial = dial", "tell write tell. dial dial.dial dial dial.leave = ", "tell write tell. dial dial.dial dial dial.leave write. = leave"}},
		{"an employee repeats her own part at once", `
title: Printed again
steps:
  - customer: wait
    frontstage: {title: print, next: [{to: print, when: smeared}, {to: leave, when: clean}]}
  - customer: leave
`, []string{"wait print print.print = print", "wait print print.print print print.leave = ", "wait print print.print print print.leave wait. = leave"}},
		{"a station that waits for a choice does not begin on a repeat", `
title: Before the rest
steps:
  - customer: [tell, {title: sign}]
    frontstage: {title: write, next: [{to: tell, when: unclear}, {to: sign, when: clear}]}
  - customer: leave
`, []string{"tell tell. write write.tell = tell", "tell write tell. write.tell tell tell. = write", "tell write tell. write.tell tell tell. write write.sign = sign", "tell write tell. write.tell tell tell. write write.sign sign sign. = leave"}},
		{"later steps wait for what is repeated", `
title: Two rounds before the dish
steps:
  - customer: {title: order, next: [{to: eat, when: clear}, {to: order, when: more}]}
    frontstage: {title: note, next: serve}
    backstage: {title: cook, next: serve}
  - customer: eat
    frontstage: {title: serve, next: eat}
`, []string{"order note cook order.order cook. = ", "order note cook order.order cook. note. = order", "order note cook order.order cook. note. order order.eat note note. = cook", "order note cook order.order cook. note. order order.eat note note. cook cook. = serve", "order note cook order.order cook. note. order order.eat note cook cook. = "}},
		{"a customer who is served again does not wait for another one", `
title: One of two
lanes: [{id: guest, kind: customer}, {id: friend, kind: customer}, {id: adviser, kind: frontstage}]
steps:
  - guest: {title: ask, next: [{to: pay, when: clear}, {to: ask, when: not clear}]}
    friend: listen
    adviser: advise
  - guest: pay
`, []string{"ask listen advise ask.ask = ", "ask listen advise ask.ask advise. = ask", "ask listen advise ask.ask advise. ask = advise", "ask listen advise ask.ask advise. listen. ask advise ask.pay advise. = pay"}},
		{"a dish is cooked before the guest sits at the table", `
title: Upwards
steps:
  - customer: order
    frontstage: note
    backstage: {title: rail, next: cook}
  - customer: receive
    frontstage: {title: serve, next: receive}
    backstage: {title: cook, next: serve}
`, []string{"order note rail rail. = cook", "order note rail rail. cook order. note. = ", "order note rail rail. cook cook. = serve", "order note rail rail. cook cook. serve serve. = ", "order note rail rail. cook cook. serve serve. order. note. = receive"}},
		{"a delivery begins when its step is entered, and is waited for", `
title: Delivery
steps:
  - customer: go up
  - customer: receive
    frontstage: {title: deliver, next: receive}
`, []string{"go-up go-up. = deliver", "go-up go-up. deliver deliver. = receive"}},
		{"a recovery that returns is a call", `
title: Call
steps:
  - customer: stand
    frontstage: {title: polish, fails: [{title: wrong wax, chance: 5%, recover: clean}]}
    support: wax
  - frontstage: clean
  - customer: pay
`, []string{
			"stand polish wax stand. polish!clean = clean", "stand polish wax stand. wax. polish!clean clean clean. = polish",
			"stand polish wax stand. wax. polish!clean clean clean. polish = ", "stand polish wax stand. wax. polish!clean clean clean. polish polish!clean clean clean. polish polish. = pay",
			"stand polish wax stand. polish!clean clean = ",
		}},
		{"a call runs through its own step", `
title: Call
steps:
  - customer: {title: pay, fails: [{title: card refused, recover: complain}]}
  - customer: [complain, calm down]
    frontstage: listen
  - customer: leave
`, []string{"pay pay!complain complain = listen", "pay pay!complain complain complain. = calm-down listen", "pay pay!complain complain listen complain. calm-down calm-down. = ", "pay pay!complain complain listen complain. calm-down calm-down. listen. = pay"}},
		{"a recovery that leads elsewhere takes the customer along", `
title: Elsewhere
steps:
  - customer: insert card
    frontstage: {title: help, fails: [{title: broken, recover: counter}]}
    support: terminal
  - customer: {title: receipt, next: leave}
  - customer: {title: counter, detour: false}
  - customer: leave
`, []string{"insert-card help terminal help!counter = counter", "insert-card help terminal help!counter counter counter. leave leave. = ", "insert-card help terminal help!counter counter counter. leave leave. terminal. = done"}},
		{"patience runs out", `
title: Patience
steps:
  - customer: {title: wait, wait: {acceptable: 10m, then: leave}}
    frontstage: {title: call, next: wait}
  - customer: be served
  - customer: leave
`, []string{"= call", "wait? = leave", "call wait? = leave", "call call. wait wait. = be-served"}},
		{"side by side is entered and left as one", `
title: Group
steps:
  - customer: come
    backstage: [{title: heat}, {title: light, next: open}]
  - customer:
      - together: [eat, talk]
      - rest
    frontstage: open
`, []string{"come = heat light", "come heat light light. = ", "come heat light light. come. = eat talk", "come heat light light. come. eat talk = ", "come heat light light. come. eat talk heat. = open", "come heat light light. come. eat talk eat. = ", "come heat light light. come. eat talk eat. talk. = rest"}},
		{"what leads to one another is not side by side", `
title: Sequence
steps:
  - customer: come
    backstage: [{title: wash, next: iron}, {title: iron}]
`, []string{"come = wash", "come wash wash. = iron"}},
		{"work off stage joins later work", `
title: Later
steps:
  - customer: drop off
    backstage: {title: repair, next: test}
  - customer: call
    backstage: test
`, []string{"drop-off repair drop-off. call = ", "drop-off repair drop-off. call call. repair. = test", "drop-off repair repair. = ", "drop-off repair repair. drop-off. call = test", "drop-off repair repair. drop-off. call test call. test. = done"}},
		{"a customer who waits for work off stage goes on after it", `
title: Waiting
steps:
  - customer: come
  - backstage: judge
  - customer: leave
`, []string{"come come. = judge", "come come. judge judge. = leave", "come come. judge judge. leave leave. = done"}},
		{"two customers meet", `
title: Two
lanes: [{id: guest, kind: customer}, {id: friend, kind: customer}, {id: waiter, kind: frontstage}]
steps:
  - guest: arrive
  - guest: sit
    friend: park
  - friend: walk
  - guest: order
    friend: choose
    waiter: note
`, []string{"= arrive", "arrive arrive. = sit park", "arrive arrive. sit sit. order = park", "arrive arrive. sit sit. order park park. walk walk. = choose", "arrive arrive. sit sit. order park park. walk walk. choose = note", "arrive arrive. sit park park. walk walk. choose = "}},
		{"a friend begins when the first customer passes", `
title: Passing
lanes: [{id: guest, kind: customer}, {id: friend, kind: customer}]
steps:
  - guest: {title: arrive, next: leave}
  - friend: park
  - guest: sit
  - guest: leave
`, []string{"arrive arrive. = park leave"}},
		{"an optional touchpoint is passed over", `
title: Optional
steps:
  - customer: [{title: ask, optional: true}, look]
    frontstage: show
`, []string{"ask~ = look show", "ask ask. = look show"}},
		{"a way to an employee enters the step", `
title: Beside
steps:
  - customer: {title: go, next: deliver}
  - customer: receive
    frontstage: {title: deliver, next: receive}
  - customer: sleep
`, []string{"go go. = deliver", "go go. deliver deliver. receive receive. = sleep"}},
		{"a thread goes with the only way", `
title: Through the kitchen
steps:
  - customer: {title: order, next: cook}
  - customer: receive
    frontstage: {title: serve, next: receive}
    backstage: {title: cook, next: serve}
`, []string{"order order. = cook", "order order. cook cook. serve serve. = receive", "order order. cook cook. serve serve. receive receive. = done"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := read(t, c.yaml)
			for _, line := range c.steps {
				steps, want := cut(line)
				_, got := script(t, n, steps)
				assert.Equal(t, want, got, steps)
			}
		})
	}
}

func TestALoopOutOfABranchIsAnError(t *testing.T) {
	b := parse(t, `
title: Loop out of a branch
steps:
  - customer: {title: a, next: [b, c]}
  - customer: {title: b, next: [{to: a, when: again}, {to: d, when: done}]}
  - customer: {title: c, next: d}
  - customer: d
`)
	_, err := flow.New(b.Graph())
	var found blueprint.Diagnostics
	require.ErrorAs(t, err, &found)
	require.Len(t, found, 1)
	assert.Equal(t, `the way back from "b" to "a" leaves one branch of the split at "a" while the others go on`, found[0].Message)
	assert.Equal(t, "steps[1].customer[0].next[0]", found[0].Path.String())
}

func TestALoopWithinABranchOrBehindTheJoinIsNone(t *testing.T) {
	read(t, `
title: Fine loops
steps:
  - customer: {title: a, next: [b, c]}
  - customer: {title: b, next: [{to: b, when: again}, {to: d, when: done}]}
  - customer: {title: c, next: d}
  - customer: {title: d, next: [{to: a, when: again}, {to: e, when: done}]}
  - customer: e
`)
}

func TestErrorsSayWhy(t *testing.T) {
	n := read(t, `
title: Why
steps:
  - customer: order
    backstage: {title: cook, next: eat}
  - customer: eat
`)
	s, _ := script(t, n, "order order. cook")
	for id, why := range map[string]string{
		"eat":   `"eat" cannot start: "cook" can still lead to it`,
		"cook":  `"cook" cannot start: it is running`,
		"order": `"order" cannot start: no token is there`,
	} {
		_, _, err := n.Start(s, index(t, n, id))
		assert.EqualError(t, err, why)
	}
	_, _, err := n.Start(s, 99)
	assert.EqualError(t, err, "touchpoint 99 cannot start: there is no such touchpoint")
	_, _, err = n.Finish(s, flow.Outcome{Touchpoint: index(t, n, "order"), Kind: flow.Finished, Way: -1})
	assert.ErrorContains(t, err, "none of its outcomes")
	_, _, err = n.Finish(s, flow.Outcome{Touchpoint: -5})
	assert.Error(t, err)
}

func TestOutcomesCarryChances(t *testing.T) {
	n := read(t, `
title: Chances
steps:
  - customer:
      title: pay
      fails: [{title: refused, chance: 10%, recover: explain}, {title: no mending, chance: 5%}]
      next: [{to: end, when: done, chance: 60%}, {to: more, when: more}]
  - customer: explain
  - customer: more
`)
	s, _ := script(t, n, "pay")
	var got []float64
	for _, o := range n.Outcomes(s, 0) {
		got = append(got, o.Chance)
	}
	assert.InDeltaSlice(t, []float64{0.54, 0.36, 0.10}, got, 1e-12)
}

func TestAnEmptyBlueprintIsDone(t *testing.T) {
	n, err := flow.New((&blueprint.Blueprint{}).Graph())
	require.NoError(t, err)
	assert.True(t, n.Done(n.NewState()))
	assert.Empty(t, flow.Walk(n, first, 10).Events)
	assert.True(t, (&flow.Net{}).Done(flow.State{}))
}
