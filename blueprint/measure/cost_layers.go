package measure

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint/figures"
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
	l := layer.Layer{ID: "cost", Title: o.Say.Say("Cost for each customer")}
	for _, a := range c.Activities {
		text := fmt.Sprintf("%.2f", a.Total())
		l.Values = append(l.Values, layer.Value{ID: m.Net.Touchpoint(a.Touchpoint).ID, Text: text,
			Note: o.Say.Say("costs %s for each customer: %s used up, %s by time", text, fmt.Sprintf("%.2f", a.Uses), fmt.Sprintf("%.2f", a.Work))})
	}
	if len(l.Values) > 0 {
		l.Legend = []layer.Entry{{Tone: layer.Plain, Text: o.Say.Say("cost for each customer")}}
	}
	return l, nil
}

// RiskLayer shows the highest risk priority number at each touchpoint, judged by
// the most urgent action priority there. Touchpoints with fail points of which
// nothing is rated are marked absent.
func (m *Model) RiskLayer(table PriorityTable, say figures.Sayer) layer.Layer {
	l := layer.Layer{ID: "risk", Title: say.Say("Risk priority number")}
	used := map[layer.Tone]bool{}
	for _, t := range m.Graph.Touchpoints() {
		if len(t.Fails) == 0 {
			continue
		}
		v := layer.Value{ID: t.ID, Tone: layer.Absent, Note: say.Say("nobody has rated what can fail here")}
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
				v.Note = say.Say("risk priority number %d: severity %d, occurrence %d, detection %d", rpn, f.Severity, f.Occurrence, f.Detection)
			}
		}
		used[v.Tone] = true
		l.Values = append(l.Values, v)
	}
	l.Legend = legendOf(used, map[layer.Tone]string{layer.Good: say.Say("low action priority"), layer.Fair: say.Say("medium action priority"), layer.Poor: say.Say("high action priority"), layer.Absent: say.Say("not rated")})
	return l
}

// ToleranceLayer shows how far perception lies above what is adequate (MSA), the
// lowest of what is judged at each touchpoint, and its verdict.
func (m *Model) ToleranceLayer(o Options, in Inputs) layer.Layer {
	l := layer.Layer{ID: "tolerance", Title: o.Say.Say("Zone of tolerance")}
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
		v := layer.Value{ID: id, Text: fmt.Sprintf("%+.1f", msa), Tone: verdictTone(verdict),
			Note: o.Say.Say("%s: perceived %.1f, adequate %.1f, desired %.1f", verdictText(verdict), *j.Perceived, *j.Adequate, *j.Desired)}
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
	l.Legend = legendOf(used, map[layer.Tone]string{layer.Good: o.Say.Say("above desired: loyalty"), layer.Fair: o.Say.Say("inside the zone: advantage"), layer.Poor: o.Say.Say("below adequate: disadvantage")})
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
