package conformance

import (
	"strings"
	"time"

	"github.com/servicemoments/moments/blueprint/figures"
)

// mostFindings is how many findings of a kind a sheet has.
const mostFindings = 5

// rare is the share of journeys below which a departure is no finding, unless it is
// the most frequent.
const rare = 0.001

// readingFindings tell what a reader should know of the log.
func (r *Result) readingFindings() []figures.Finding {
	var out []figures.Finding
	add := func(id string, tone figures.Tone, t figures.Text) {
		out = append(out, figures.Finding{ID: id, Tone: tone, Text: t})
	}
	if r.Journeys.Cases == 0 {
		add("no-journeys", figures.Poor, figures.T("the log has no journeys, so that nothing can be said"))
	}
	if n, all := r.Journeys.Unknown, r.Journeys.Visits; n > 0 {
		add("unmapped", figures.Fair, figures.T("%s of the visits are of activities that are no touchpoint: a mapping can say what they mean", percent(float64(n)/float64(all))))
	}
	if r.Reading.Bad > 0 {
		add("bad-records", figures.Fair, figures.T("records that could not be read and are left out: %d", r.Reading.Bad))
	}
	if n := r.Journeys.OtherCases; n > 0 {
		add("no-room", figures.Fair, figures.T("journeys of variants for which there was no room: %d; their visits and times count, but nothing else of them does", n))
	}
	if len(r.Unobserved) > 0 && r.Journeys.Cases > 0 {
		add("unobserved", figures.NoTone, figures.T("lanes that do not count, as the log knows none of their touchpoints or others were named: %s", strings.Join(r.Unobserved, ", ")))
	}
	return out
}

// fitFindings name the most frequent departures, and where customers drop out.
func (r *Result) fitFindings() []figures.Finding {
	var out []figures.Finding
	for _, d := range r.Departures {
		if 2*(d.Dropped+d.Moved) > d.Times { // that is said otherwise
			continue
		}
		share := float64(d.Times) / float64(max(1, r.Fitness.Cases))
		if len(out) == mostFindings || share < rare && len(out) > 0 {
			break
		}
		out = append(out, figures.Finding{
			ID: "departure", Tone: toneOfFinding(share), Touchpoint: d.Touchpoint, Path: d.path,
			Text: figures.T("%s: %d× in %d journeys", d.Sentence(), d.Times, r.Fitness.Cases),
		})
	}
	for i, m := range r.WrongOrder {
		share := float64(m.Times) / float64(max(1, r.Fitness.Cases))
		if i == mostFindings || share < rare && i > 0 {
			break
		}
		out = append(out, figures.Finding{
			ID: "wrong-order", Tone: toneOfFinding(share), Touchpoint: m.Touchpoint, Path: r.touchpoint(m.Touchpoint).path,
			Text: figures.T("%s: %d× in %d journeys", m.Sentence(), m.Times, r.Fitness.Cases),
		})
	}
	for _, t := range r.Touchpoints {
		if share, ok := t.DropOut(); ok && toneOfDropOut(share) == figures.Poor {
			out = append(out, figures.Finding{
				ID: "drop-out", Tone: figures.Poor, Touchpoint: t.ID, Path: t.path,
				Text: figures.T("of those who come to “%s” %s are seen no more, though more was to come", figures.Plain(t.Title), percent(share)),
			})
		}
	}
	if n := r.Fitness.Bounded; n > 0 {
		out = append(out, figures.Finding{ID: "bounded", Tone: figures.Fair, Text: figures.T("journeys that may fit better than is said, as the search for their explanation came to its bound: %d", n)})
	}
	return out
}

// toneOfFinding judges how often something happens that should not.
func toneOfFinding(share float64) figures.Tone {
	if t := toneOfDeparting(share); t != figures.Good {
		return t
	}
	return figures.NoTone
}

// slowFindings name what is beyond acceptable.
func (r *Result) slowFindings() []figures.Finding {
	var out []figures.Finding
	for _, s := range r.Slow {
		if !s.Worst || len(out) == mostFindings {
			continue
		}
		share := percent(float64(s.Times.OverAcceptable) / float64(s.Times.Timed))
		text := figures.T("in “%s” %s of the visits take longer than the acceptable %s", r.slowName(s), share, brief(s.Times.Acceptable))
		if s.From != "" {
			text = figures.T("%s: %s of the times in between are longer than the acceptable %s", r.slowName(s), share, brief(s.Times.Acceptable))
		}
		out = append(out, figures.Finding{ID: "slow", Tone: figures.Poor, Touchpoint: s.To, Path: s.path, Text: text})
	}
	return out
}

// brief is a duration in the precision that a badge wants.
func brief(d time.Duration) figures.Text {
	switch {
	case d < time.Second:
		d = d.Round(time.Millisecond)
	case d < time.Hour:
		d = d.Round(time.Second)
	case d < 10*time.Hour:
		d = d.Round(time.Minute)
	default:
		d = d.Round(time.Hour)
	}
	return figures.Brief(d)
}
