package conformance

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/figures"
)

// Misplaced is a touchpoint in the wrong order: a case skips it at one place and has
// it as an extra at another. It costs both.
type Misplaced struct {
	Touchpoint string `json:"touchpoint"`
	Due        string `json:"due,omitempty"`  // id of the event after which it should have come; empty: the beginning
	Came       string `json:"came,omitempty"` // id of the event after which it came; empty: the beginning
	Place      string `json:"place,omitempty"`
	Times      int    `json:"times"`
	Text       string `json:"text"` // the sentence in English; see [Misplaced.Sentence]

	at               swap
	title, due, came string // titles
}

// swap is that by indices.
type swap struct{ touchpoint, due, came int }

// count counts what a departure is part of.
func (p *part) count(a *align.Alignment, cases int) {
	var open []int // skips that may be one with an extra
	for i, m := range a.Moves {
		if m.Kind == align.Skip {
			open = append(open, i)
			if a.Stopped != align.Never && i >= a.Travelled {
				p.tails[departureOf(m)] += cases
			}
		}
	}
	for _, m := range a.Moves {
		if m.Kind != align.Extra || m.Touchpoint < 0 {
			continue
		}
		k := slices.IndexFunc(open, func(i int) bool { return a.Moves[i].Touchpoint == m.Touchpoint })
		if k < 0 {
			continue
		}
		skip := a.Moves[open[k]]
		open = slices.Delete(open, k, k+1)
		p.swaps[swap{m.Touchpoint, skip.After, m.After}] += cases
		p.moved[departureOf(skip)] += cases
		p.moved[departureOf(m)] += cases
	}
}

func departureOf(m align.Move) align.Departure {
	return align.Departure{Kind: m.Kind, Touchpoint: m.Touchpoint, After: m.After, Before: m.Before}
}

// misplaced lists what came in the wrong order, the most frequent first.
func (n *namer) misplaced(p *part, most int) []Misplaced {
	out := []Misplaced{}
	for s, times := range p.swaps {
		out = append(out, Misplaced{
			at: s, Touchpoint: n.id(s.touchpoint), Due: n.id(s.due), Came: n.id(s.came), Place: n.place(s.touchpoint), Times: times,
			title: n.title(s.touchpoint), due: n.title(s.due), came: n.title(s.came),
		})
	}
	slices.SortFunc(out, func(a, b Misplaced) int {
		return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.at.touchpoint, b.at.touchpoint), cmp.Compare(a.at.due, b.at.due), cmp.Compare(a.at.came, b.at.came))
	})
	out = out[:min(most, len(out))]
	for i := range out {
		out[i].Text = out[i].Sentence().String()
	}
	return out
}

// Sentence says where it came and where it should have, with titles: “Choose” comes
// after “Pay”, and should come after “Enter”.
func (m Misplaced) Sentence() figures.Text {
	return figures.T("“%s” comes %s, and should come %s", figures.Plain(m.title), afterText(m.came), afterText(m.due))
}

func afterText(title string) figures.Text {
	if title == "" {
		return figures.T("at the beginning")
	}
	return figures.T("after “%s”", figures.Plain(title))
}

// String is the sentence in English, with the place before it.
func (m Misplaced) String() string { return placed(m.Place, m.Text) }
