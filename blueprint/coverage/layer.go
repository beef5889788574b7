package coverage

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
)

// Layer gives the coverage to be painted on a picture: how often each touchpoint
// was visited and each way taken, what was never, and where journeys depart.
func (r *Result) Layer(say figures.Sayer) layer.Layer {
	out := layer.Layer{ID: "coverage", Title: say.Say("Journey coverage")}
	departs := map[string]int{}
	for _, d := range r.Departures {
		here := map[string]bool{}
		for _, x := range d.Steps {
			if !here[x.Touchpoint] {
				here[x.Touchpoint] = true
				departs[x.Touchpoint] += d.Count
			}
		}
	}
	used := map[layer.Tone]bool{}
	marks := map[layer.Mark]bool{}
	if s, ok := r.Score(Touchpoints); ok {
		for _, i := range s.Items {
			v := layer.Value{ID: i.ID, Text: fmt.Sprintf("%d×", i.Count), Tone: layer.Good, Note: visits(say, i.Count)}
			if i.Count == 0 {
				v.Text, v.Tone = "", layer.Absent
			}
			if i.Status == Waived || i.Status == Quarantined {
				v.Marks, v.Tone = append(v.Marks, layer.Waived), layer.Plain
				v.Note = say.Say("%s; %s", v.Note, i.Note)
			}
			if n := departs[i.ID]; n > 0 {
				v.Marks = append(v.Marks, layer.Departure)
				v.Note = say.Say("%s; %d journeys depart from the blueprint here", v.Note, n)
			}
			used[v.Tone] = true
			for _, m := range v.Marks {
				marks[m] = true
			}
			out.Values = append(out.Values, v)
		}
	}
	out.Ways = r.layerWays()
	words := map[layer.Tone]string{layer.Good: say.Say("visited, with the number of visits"), layer.Absent: say.Say("never visited")}
	for _, t := range layer.Tones() {
		if used[t] && words[t] != "" {
			out.Legend = append(out.Legend, layer.Entry{Tone: t, Text: words[t]})
		}
	}
	signs := map[layer.Mark]string{layer.Departure: say.Say("journeys depart from the blueprint here"), layer.Waived: say.Say("waived or quarantined")}
	for _, m := range layer.Marks() {
		if marks[m] {
			out.Legend = append(out.Legend, layer.Entry{Mark: m, Text: signs[m]})
		}
	}
	return out
}

func visits(say figures.Sayer, n int) string {
	switch n {
	case 0:
		return say.Say("never visited")
	case 1:
		return say.Say("visited once")
	}
	return say.Say("visited %d times", n)
}

// layerWays gives every way its count; the one that was taken most often is the
// strongest.
func (r *Result) layerWays() []layer.Way {
	s, _ := r.Score(Ways)
	most := 0
	for _, i := range s.Items {
		most = max(most, i.Count)
	}
	var out []layer.Way
	for _, i := range s.Items {
		w := layer.Way{From: i.from, To: i.to, Tone: layer.Absent}
		if i.Count > 0 {
			w.Text, w.Tone, w.Weight = fmt.Sprintf("%d×", i.Count), layer.Good, float64(i.Count)/float64(most)
		}
		if i.Status == Waived || i.Status == Quarantined {
			w.Tone = layer.Plain
		}
		out = append(out, w)
	}
	return out
}
