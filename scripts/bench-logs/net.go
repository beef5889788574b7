package main

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/servicemoments/moments/blueprint/flow"
)

// graph is all that can happen in a net: states, and moves between them.
type graph struct {
	moves [][]move
	over  []bool
}

type move struct {
	label string // empty: no log shows it
	to    int
}

// mostStates bounds a graph. A net with more is none for a place a state.
const mostStates = 5000

// unfold goes through all states of a net.
func unfold(n *flow.Net) (*graph, error) {
	g := &graph{}
	r := n.NewRun()
	known := map[string]int{}
	var states []flow.State
	number := func() int {
		s := r.State()
		i, ok := known[s.Key()]
		if !ok {
			i = len(states)
			known[s.Key()] = i
			states = append(states, s)
			g.over = append(g.over, r.Done())
		}
		return i
	}
	number()
	for i := 0; i < len(states); i++ { //nolint:intrange // states are added meanwhile
		if i > mostStates {
			return nil, errors.New("this net has too many states")
		}
		from := states[i]
		var moves []move
		for _, t := range n.Enabled(from) {
			r.Reset(from)
			if _, err := r.Start(t.Touchpoint); err != nil {
				return nil, err
			}
			moves = append(moves, move{n.Touchpoint(t.Touchpoint).ID, number()})
		}
		seen := map[int]bool{}
		for _, t := range append(from.Running(), from.Waiting()...) {
			if seen[t] {
				continue
			}
			seen[t] = true
			for _, o := range n.Outcomes(from, t) {
				r.Reset(from)
				if _, err := r.Finish(o); err != nil {
					return nil, err
				}
				moves = append(moves, move{"", number()})
			}
		}
		g.moves = append(g.moves, moves)
	}
	return g, nil
}

// pass gives the state that a state comes to by itself: one that has a single move,
// which no log shows, is the same to every log as the next one.
func (g *graph) pass(i int) int {
	for range g.moves {
		if g.over[i] || len(g.moves[i]) != 1 || g.moves[i][0].label != "" {
			return i
		}
		i = g.moves[i][0].to
	}
	return i
}

// writePNML writes the graph as a net with a place for each state. Its runs are those
// of the graph, so that alignments have the same costs; what goes on side by side is
// written out, one order after the other.
func (g *graph) writePNML(w io.Writer) (places, transitions int, err error) {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, `<?xml version="1.0" encoding="UTF-8"?>`)
	fmt.Fprintln(out, `<pnml><net id="net" type="http://www.pnml.org/version-2009/grammar/pnmlcoremodel">`)
	number := map[int]int{}
	order := []int{}
	place := func(i int) int {
		i = g.pass(i)
		if _, ok := number[i]; !ok {
			number[i] = len(order)
			order = append(order, i)
		}
		return number[i]
	}
	place(0)
	type arc struct {
		from, to int
		label    string
	}
	const end = -1
	var arcs []arc
	for k := 0; k < len(order); k++ { //nolint:intrange // places are added meanwhile
		i := order[k]
		seen := map[arc]bool{}
		for _, m := range g.moves[i] {
			a := arc{k, place(m.to), m.label}
			if !seen[a] && (a.label != "" || a.from != a.to) {
				seen[a] = true
				arcs = append(arcs, a)
			}
		}
		if g.over[i] {
			arcs = append(arcs, arc{k, end, ""})
		}
	}
	id := func(k int) string {
		if k == end {
			return "end"
		}
		return fmt.Sprintf("p%d", k)
	}
	for k := end; k < len(order); k++ {
		marking := ""
		if k == 0 {
			marking = "<initialMarking><text>1</text></initialMarking>"
		}
		fmt.Fprintf(out, "<place id=%q><name><text>%s</text></name>%s</place>\n", id(k), id(k), marking)
	}
	for n, a := range arcs {
		if a.label == "" {
			fmt.Fprintf(out, "<transition id=\"t%d\"><name><text>t%d</text></name><toolspecific tool=\"ProM\" version=\"6.4\" activity=\"$invisible$\"/></transition>\n", n, n)
		} else {
			fmt.Fprintf(out, "<transition id=\"t%d\"><name><text>%s</text></name></transition>\n", n, escaped(a.label))
		}
		fmt.Fprintf(out, "<arc id=\"a%d\" source=%q target=\"t%d\"/>\n<arc id=\"b%d\" source=\"t%d\" target=%q/>\n", n, id(a.from), n, n, n, id(a.to))
	}
	fmt.Fprintln(out, `<finalmarkings><marking><place idref="end"><text>1</text></place></marking></finalmarkings>`)
	fmt.Fprintln(out, "</net></pnml>")
	return len(order) + 1, len(arcs), out.Flush()
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}
