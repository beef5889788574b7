package main

import (
	"fmt"
	"strings"
)

// board is a kind of blueprint, of any number of touchpoints. A board is a value in
// a list.
type board struct {
	name string
	text func(touchpoints int) string
}

// ordinary is what the table of growth is about: a long service with phases, choices,
// loops, fail points with recoveries, waits, moments of truth and words of usual length.
var ordinary = board{"ordinary", service}

// corners are boards in which one thing is out of all proportion. None of them may
// take more than its share.
func corners() []board {
	return []board{
		ordinary,
		{"one lane", oneLane},
		{"one step", oneStep},
		{"side by side in one step", sideBySide},
		{"one step a phase", phases},
		{"one choice", oneChoice},
		{"a thousand lanes", thousandLanes},
		{"a loop over all", loopOverAll},
		{"a link from each to the first", links},
	}
}

func service(n int) string {
	var b strings.Builder
	b.WriteString("title: A long service\nphases:\n")
	step := 0
	for i := 0; i < n; step++ {
		if step%12 == 0 {
			fmt.Fprintf(&b, "  - title: Phase %d\n    steps:\n", step/12+1)
		}
		fmt.Fprintf(&b, "      - customer: {id: c%d, title: Ask for the next thing %d", step, step)
		i++
		switch {
		case step%12 == 5:
			fmt.Fprintf(&b, ", next: [{to: c%d, chance: 90%%}, {to: c%d, chance: 10%%}]", step+1, step-3)
		case step%12 == 8:
			b.WriteString(", moment: true, wait: {expected: 2m, acceptable: 5m}")
		}
		b.WriteString("}\n")
		if i < n {
			fmt.Fprintf(&b, "        frontstage: {id: f%d, title: Answer in plain words", step)
			if step%7 == 3 {
				fmt.Fprintf(&b, ", fails: [{title: Wrong answer, chance: 2%%, recover: f%d}]", step)
			}
			b.WriteString(", time: {standard: 1m, acceptable: 3m}}\n")
			i++
		}
		if step%2 == 0 && i < n {
			fmt.Fprintf(&b, "        backstage: {id: b%d, title: Look into the papers}\n", step)
			i++
		}
		if step%3 == 0 && i < n {
			fmt.Fprintf(&b, "        support: {id: s%d, title: Customer records}\n", step)
			i++
		}
	}
	// Where the last choice of a cut-off board leads.
	fmt.Fprintf(&b, "      - customer: {id: c%d, title: Leave}\n", step)
	return b.String()
}

func oneLane(n int) string {
	var b strings.Builder
	b.WriteString("title: One lane\nphases:\n  - steps:\n")
	for i := range n {
		fmt.Fprintf(&b, "      - customer: {id: t%d, title: Touch %d}\n", i, i)
	}
	return b.String()
}

func oneStep(n int) string { return stack(n, "title: One step", "[", "]") }

func sideBySide(n int) string {
	return stack(n, "title: Side by side", "[{together: [", "]}]")
}

func stack(n int, title, open, closing string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nphases:\n  - steps:\n      - customer: %s\n", title, open)
	for i := range n {
		comma := ","
		if i == n-1 {
			comma = ""
		}
		fmt.Fprintf(&b, "          {id: t%d, title: Touch %d}%s\n", i, i, comma)
	}
	fmt.Fprintf(&b, "        %s\n", closing)
	return b.String()
}

func phases(n int) string {
	var b strings.Builder
	b.WriteString("title: Phases\nphases:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - title: Phase %d\n    steps:\n      - customer: {id: t%d, title: Touch %d}\n", i, i, i)
	}
	return b.String()
}

func oneChoice(n int) string {
	var b strings.Builder
	b.WriteString("title: One choice\nphases:\n  - steps:\n      - customer:\n          id: choose\n          title: Choose\n          next:\n")
	for i := range n - 1 {
		fmt.Fprintf(&b, "            - {to: t%d, when: way %d}\n", i, i)
	}
	for i := range n - 1 {
		fmt.Fprintf(&b, "      - customer: {id: t%d, title: Touch %d, next: end}\n", i, i)
	}
	return b.String()
}

func thousandLanes(n int) string {
	var b strings.Builder
	lanes := min(1000, n)
	b.WriteString("title: Lanes\nlanes:\n  - {id: guest, kind: customer}\n")
	for i := range lanes {
		fmt.Fprintf(&b, "  - {id: l%d, kind: backstage, title: Lane %d}\n", i, i)
	}
	b.WriteString("phases:\n  - steps:\n")
	for i := 0; i < n; {
		fmt.Fprintf(&b, "      - guest: {id: g%d, title: Touch %d}\n", i, i)
		i++
		for l := 0; l < 3 && i < n; l++ {
			fmt.Fprintf(&b, "        l%d: {id: t%d, title: Touch %d}\n", i%lanes, i, i)
			i++
		}
	}
	return b.String()
}

func loopOverAll(n int) string {
	text := oneLane(n - 1)
	return text + fmt.Sprintf("      - customer: {id: t%d, title: Again, next: [{to: t0, when: again}, {to: end, when: done}]}\n", n-1)
}

func links(n int) string {
	var b strings.Builder
	b.WriteString("title: Links\nlinks:\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "  - {from: t%d, to: t0}\n", i)
	}
	_, rest, _ := strings.Cut(oneLane(n), "\n")
	return b.String() + rest
}
