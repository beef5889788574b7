package measure

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Summary sums up what one survey says of one question: the answers of one
// survey to one touchpoint, question, driver and dimension. A Mean without
// observations is not known.
type Summary struct {
	Survey     int    // index into Blueprint.Surveys
	Touchpoint string // id; empty: the whole service
	Title      string // what was asked
	Driver     touchpoint.Driver
	Dimension  touchpoint.Dimension
	N          int // answers
	Adequate   Mean
	Desired    Mean
	Perceived  Mean
	Importance Mean
	Emotion    Mean // -2 to 2
	Time       Mean // in seconds
	// Gap is perceived less desired, customer by customer, over those who gave both.
	Gap Mean
}

// Summarise sums surveys up. Only answers of a persona count where one is named;
// answers that name none count for everybody only. Summaries come in the order in
// which the surveys first speak of them.
func Summarise(responses []Responses, persona string) []Summary {
	type key struct {
		survey            int
		touchpoint, title string
		driver            touchpoint.Driver
		dimension         touchpoint.Dimension
	}
	index := map[key]int{}
	var groups [][]Answer
	var keys []key
	for _, r := range responses {
		for _, a := range r.Answers {
			if persona != "" && a.Persona != persona || a.Kano != "" && a.Perceived == nil && a.Importance == nil {
				continue
			}
			k := key{r.Index, a.Touchpoint, a.Title, a.Driver, a.Dimension}
			i, ok := index[k]
			if !ok {
				i = len(groups)
				index[k] = i
				groups, keys = append(groups, nil), append(keys, k)
			}
			groups[i] = append(groups[i], a)
		}
	}
	out := make([]Summary, len(groups))
	for i, answers := range groups {
		k := keys[i]
		out[i] = Summary{Survey: k.survey, Touchpoint: k.touchpoint, Title: k.title, Driver: k.driver, Dimension: k.dimension, N: len(answers),
			Adequate:   meanBy(answers, func(a *Answer) *float64 { return a.Adequate }),
			Desired:    meanBy(answers, func(a *Answer) *float64 { return a.Desired }),
			Perceived:  meanBy(answers, func(a *Answer) *float64 { return a.Perceived }),
			Importance: meanBy(answers, func(a *Answer) *float64 { return a.Importance }),
			Emotion:    meanBy(answers, func(a *Answer) *float64 { return a.Emotion }),
			Time:       meanBy(answers, (*Answer).seconds),
			Gap:        meanBy(answers, (*Answer).gap)}
	}
	return out
}

func (a *Answer) seconds() *float64 {
	if a.Time == nil {
		return nil
	}
	s := a.Time.Seconds()
	return &s
}

func (a *Answer) gap() *float64 {
	if a.Perceived == nil || a.Desired == nil {
		return nil
	}
	g := *a.Perceived - *a.Desired
	return &g
}

func meanBy(answers []Answer, of func(*Answer) *float64) Mean {
	var values []float64
	for i := range answers {
		if v := of(&answers[i]); v != nil {
			values = append(values, *v)
		}
	}
	return MeanOf(values)
}

// known is the mean, nil where nothing was observed.
func (m Mean) known() *float64 {
	if m.N == 0 {
		return nil
	}
	return &m.Mean
}

// expectation is a summary in the form that a blueprint has it.
func (s Summary) expectation() touchpoint.Expectation {
	return touchpoint.Expectation{Title: s.Title, Adequate: s.Adequate.known(), Desired: s.Desired.known(), Perceived: s.Perceived.known(),
		Importance: s.Importance.known(), Driver: s.Driver, Dimension: s.Dimension}
}

// kanoOf counts the Kano answers of one survey by touchpoint, in the order in which
// the survey first speaks of them.
func kanoOf(answers []Answer, persona string) []blueprint.Kano {
	var out []blueprint.Kano
	for _, a := range answers {
		if a.Kano == "" || persona != "" && a.Persona != persona {
			continue
		}
		i := slices.IndexFunc(out, func(k blueprint.Kano) bool { return k.Touchpoint == a.Touchpoint })
		if i < 0 {
			i = len(out)
			out = append(out, blueprint.Kano{Touchpoint: a.Touchpoint})
		}
		switch k := &out[i]; a.Kano {
		case Attractive:
			k.Attractive++
		case OneDimensional:
			k.OneDimensional++
		case MustBe:
			k.MustBe++
		case Indifferent:
			k.Indifferent++
		case Reverse:
			k.Reverse++
		case Questionable:
			k.Questionable++
		}
	}
	return out
}
