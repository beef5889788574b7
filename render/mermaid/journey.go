package mermaid

import (
	"bufio"
	"io"
	"math"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/touchpoint"
)

// neutral is the score of a task of which no feeling is known; Mermaid counts
// from 1 to 5, and wants one.
const neutral = 3

// Journey writes what the customer meets as a user journey: phases are sections,
// the stations of the customer's threads are tasks, and the score from 1 to 5 is
// the emotion from -2 to 2 (3 where none is said). Where a journey of the
// blueprint is named, only its touchpoints are shown, felt by its persona.
func Journey(w io.Writer, b *blueprint.Blueprint, o Options) error {
	j := &journeyWriter{writer: writer{Board: prose.Of(b, o.Language, o.Labels), out: bufio.NewWriter(w)}}
	j.line("journey")
	list := j.choose(o.Journey)
	if j.title != "" {
		j.line("  title %s", escape(j.title))
	}
	section := -1
	for _, t := range list {
		if phase := j.Place(t).Phase; phase != section {
			section = phase
			if title := prose.Line(j.Blueprint.Phases[phase].Title); title != "" {
				j.line("  section %s", escape(title))
			}
		}
		j.line("    %s: %d: %s", escape(prose.Line(t.Title)), j.score(t), strings.Join(j.actors(t), ", "))
	}
	return j.out.Flush()
}

type journeyWriter struct {
	writer
	title   string
	persona string // whose journey it is; empty: everybody's
}

// choose lists the touchpoints that are shown.
func (j *journeyWriter) choose(id string) []*touchpoint.Touchpoint {
	j.title = j.Title
	for _, known := range j.Blueprint.Journeys {
		if id != "" && known.ID == id {
			j.title, j.persona = prose.Line(known.Title), known.Persona
			return j.named(known.Touchpoints)
		}
	}
	seen := map[*touchpoint.Touchpoint]bool{}
	for _, thread := range j.Threads() {
		for _, s := range thread.Stations {
			for _, t := range s.Touchpoints {
				seen[t] = true
			}
		}
	}
	var out []*touchpoint.Touchpoint
	for _, t := range j.Touchpoints() {
		if seen[t] {
			out = append(out, t)
		}
	}
	return out
}

func (j *journeyWriter) named(ids []string) []*touchpoint.Touchpoint {
	var out []*touchpoint.Touchpoint
	for _, id := range ids {
		if t, ok := j.Touchpoint(id); ok {
			out = append(out, t)
		}
	}
	return out
}

// score is how the customer feels, from 1 to 5: the touchpoint's emotion, else
// its step's.
func (j *journeyWriter) score(t *touchpoint.Touchpoint) int {
	at := j.Place(t)
	for _, e := range []*touchpoint.Emotion{t.Emotion, j.Blueprint.Phases[at.Phase].Steps[at.Step].Emotion} {
		if v, ok := e.Feels(j.persona); ok {
			return min(max(int(math.Round(v))+neutral, 1), 5)
		}
	}
	return neutral
}

// actors are the personas that the touchpoint is for, else whose lane it is.
func (j *journeyWriter) actors(t *touchpoint.Touchpoint) []string {
	ids := t.For
	if j.persona != "" {
		ids = []string{j.persona}
	}
	names := j.Personas(ids)
	if len(names) == 0 {
		names = []string{j.LaneName(j.Lane(t))}
	}
	for i := range names {
		names[i] = escape(prose.Line(strings.ReplaceAll(names[i], ",", " "))) // a comma parts the actors
	}
	return names
}
