package measure

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/touchpoint"
)

// CostLayer shows what each touchpoint costs for one customer. It judges nothing:
// what is dear may be worth it. The error is that of Flow.
func (m *Model) CostLayer(o Options) (layer.Layer, error) {
	c, err := m.Cost(o)
	if err != nil {
		return layer.Layer{}, err
	}
	l := layer.Layer{ID: "cost", Title: "Cost for each customer"}
	for _, a := range c.Activities {
		text := fmt.Sprintf("%.2f", a.Total())
		l.Values = append(l.Values, layer.Value{ID: m.Net.Touchpoint(a.Touchpoint).ID, Text: text,
			Note: fmt.Sprintf("costs %s for each customer: %.2f used up, %.2f by time", text, a.Uses, a.Work)})
	}
	if len(l.Values) > 0 {
		l.Legend = []layer.Entry{{Tone: layer.Plain, Text: "cost for each customer"}}
	}
	return l, nil
}

// RiskLayer shows the highest risk priority number at each touchpoint, judged by
// the most urgent action priority there. Touchpoints with fail points of which
// nothing is rated are marked absent.
func (m *Model) RiskLayer(table PriorityTable) layer.Layer {
	l := layer.Layer{ID: "risk", Title: "Risk priority number"}
	used := map[layer.Tone]bool{}
	for _, t := range m.Graph.Touchpoints() {
		if len(t.Fails) == 0 {
			continue
		}
		v := layer.Value{ID: t.ID, Tone: layer.Absent, Note: "nobody has rated what can fail here"}
		best, urgent := 0, 0
		for _, f := range t.Fails {
			rpn, known := f.RPN()
			if !known {
				continue
			}
			if p := table.Of(f); p.Score() > urgent {
				urgent = p.Score()
				v.Tone = map[touchpoint.Level]layer.Tone{touchpoint.Low: layer.Good, touchpoint.Medium: layer.Fair, touchpoint.High: layer.Poor}[p]
			}
			if rpn > best {
				best = rpn
				v.Text = fmt.Sprint(rpn)
				v.Note = fmt.Sprintf("risk priority number %d: severity %d, occurrence %d, detection %d", rpn, f.Severity, f.Occurrence, f.Detection)
			}
		}
		used[v.Tone] = true
		l.Values = append(l.Values, v)
	}
	l.Legend = legendOf(used, map[layer.Tone]string{layer.Good: "low action priority", layer.Fair: "medium action priority", layer.Poor: "high action priority", layer.Absent: "not rated"})
	return l
}

// ToleranceLayer shows how far perception lies above what is adequate (MSA), the
// lowest of what is judged at each touchpoint, and its verdict.
func (m *Model) ToleranceLayer(o Options, in Inputs) layer.Layer {
	l := layer.Layer{ID: "tolerance", Title: "Zone of tolerance"}
	used := map[layer.Tone]bool{}
	index := map[string]int{}
	lowest := map[string]float64{}
	for _, j := range m.Judgements(o, in) {
		msa, ok := j.MSA()
		verdict := j.Verdict()
		if !ok || verdict == touchpoint.Unknown || j.Touchpoint == nil {
			continue
		}
		id := j.Touchpoint.ID
		v := layer.Value{ID: id, Text: fmt.Sprintf("%+.1f", msa), Tone: layer.Tone(verdictTone(verdict)),
			Note: fmt.Sprintf("%s: perceived %.1f, adequate %.1f, desired %.1f", verdict, *j.Perceived, *j.Adequate, *j.Desired)}
		if i, seen := index[id]; !seen {
			index[id] = len(l.Values)
			l.Values = append(l.Values, v)
		} else if msa < lowest[id] {
			l.Values[i] = v
		} else {
			continue
		}
		lowest[id] = msa
	}
	for _, v := range l.Values {
		used[v.Tone] = true
	}
	l.Legend = legendOf(used, map[layer.Tone]string{layer.Good: "above desired: loyalty", layer.Fair: "inside the zone: advantage", layer.Poor: "below adequate: disadvantage"})
	return l
}

// legendOf explains the tones that are used, in the order of legends.
func legendOf(used map[layer.Tone]bool, says map[layer.Tone]string) []layer.Entry {
	var out []layer.Entry
	for _, tone := range layer.Tones() {
		if used[tone] && says[tone] != "" {
			out = append(out, layer.Entry{Tone: tone, Text: says[tone]})
		}
	}
	return out
}
