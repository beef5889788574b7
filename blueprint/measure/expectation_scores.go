package measure

import (
	"errors"
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

// dimensionGaps are the gaps of SERVQUAL of a survey: those that the blueprint
// gives, else the means over the answers of its file.
func dimensionGaps(survey blueprint.Survey, index int, in Inputs, o Options) ([]blueprint.DimensionScore, figures.How) {
	if len(survey.Servqual) > 0 {
		return survey.Servqual, figures.Given
	}
	var out []blueprint.DimensionScore
	for _, d := range touchpoint.Dimensions() {
		sum, n := 0.0, 0
		for _, x := range Summarise(in.Responses, o.Persona) {
			if x.Survey == index && x.Dimension == d && x.Gap.N > 0 {
				sum += x.Gap.Mean * float64(x.Gap.N)
				n += x.Gap.N
			}
		}
		if n > 0 {
			out = append(out, blueprint.DimensionScore{Dimension: string(d), Value: sum / float64(n)})
		}
	}
	return out, figures.Exact
}

func (s *sheet) servqual(b *blueprint.Blueprint, in Inputs, o Options) error {
	var wrong []error
	there := false
	for i, survey := range b.Surveys {
		gaps, how := dimensionGaps(survey, i, in, o)
		if len(gaps) == 0 {
			continue
		}
		there = true
		score, err := ServqualScores(gaps, survey.Weights)
		if err != nil {
			wrong = append(wrong, surveyProblem(i, "servqual", err))
			continue
		}
		s.servqualTable(survey, i, gaps, how, score)
	}
	if !there {
		s.missing(needed("surveys.servqual", "SERVQUAL needs gaps of the five dimensions, or a survey with desired and perceived levels by dimension"))
	}
	return errors.Join(wrong...)
}

func (s *sheet) servqualTable(survey blueprint.Survey, i int, gaps []blueprint.DimensionScore, how figures.How, score Servqual) {
	id := "servqual"
	if i > 0 {
		id = fmt.Sprintf("servqual-%d", i+1)
	}
	t := figures.Table{ID: id, Title: figures.T("SERVQUAL: %s", figures.Plain(survey.Title)), Head: figures.T("Dimension"),
		Columns: heads("gap", "Perceived less expected", "weight", "Weight"),
		Notes:   []figures.Text{figures.T("Gaps of the five dimensions (Parasuraman, Zeithaml & Berry); weights count in proportion")}}
	c := figures.Chart{ID: id, Title: t.Title, Kind: figures.Bars, Y: figures.Axis{Title: figures.T("Points"), Unit: figures.Points}, Series: []figures.Series{{Title: figures.T("Perceived less expected")}}}
	find := func(list []blueprint.DimensionScore, d touchpoint.Dimension) *float64 {
		k := slices.IndexFunc(list, func(x blueprint.DimensionScore) bool { return x.Dimension == string(d) })
		if k < 0 {
			return nil
		}
		return &list[k].Value
	}
	for _, d := range touchpoint.Dimensions() {
		g := find(gaps, d)
		if g == nil {
			continue
		}
		tone := toneOf(*g >= 0)
		t.Rows = append(t.Rows, figures.Row{ID: string(d), Title: figures.T(string(d)), Cells: []figures.Cell{toned(maybe(g, figures.Points, how), tone), given(find(survey.Weights, d), figures.Number)}})
		c.Series[0].Points = append(c.Series[0].Points, figures.Point{ID: string(d), Label: figures.T(string(d)), Y: *g, Tone: tone})
	}
	t.Rows = append(t.Rows, figures.Row{ID: "plain", Title: figures.T("Score, unweighted"), Total: true, Cells: []figures.Cell{figures.F(score.Plain, figures.Points, figures.Exact), {}}})
	if score.Weighted != nil {
		t.Rows = append(t.Rows, figures.Row{ID: "weighted", Title: figures.T("Score, weighted"), Total: true, Cells: []figures.Cell{figures.F(*score.Weighted, figures.Points, figures.Exact), {}}})
	} else {
		s.missing(needed("surveys.weights", "The weighted score of SERVQUAL needs a weight for every dimension"))
	}
	for _, d := range score.Absent {
		s.missing(needed("surveys.servqual."+string(d), "The score of SERVQUAL leaves out the dimension %s, which was not asked", figures.T(string(d))))
	}
	s.table(t)
	s.chart(c)
}

func (s *sheet) kano(m *Model, in Inputs, o Options) error {
	t := figures.Table{ID: "kano", Title: figures.T("Kano"), Head: figures.T("Touchpoint"),
		Columns: heads("answers", "Answers", "class", "Class", "better", "Better with it", "worse", "Worse without it"),
		Notes:   []figures.Text{figures.T("better = (A+O)/(A+O+M+I), worse = -(O+M)/(A+O+M+I) (Berger et al. 1993); reverse and questionable answers count in neither")}}
	var wrong []error
	for i, survey := range m.Blueprint.Surveys {
		list := survey.Kano
		for _, r := range in.Responses {
			if r.Index == i {
				list = append(slices.Clone(list), kanoOf(r.Answers, o.Persona)...)
			}
		}
		for _, k := range list {
			score, err := KanoScores(k)
			if err != nil {
				wrong = append(wrong, surveyProblem(i, "kano", err))
				continue
			}
			title := figures.T("The whole service")
			if x, ok := m.Graph.Touchpoint(k.Touchpoint); ok {
				title = figures.Plain(x.Title)
			}
			t.Rows = append(t.Rows, figures.Row{ID: k.Touchpoint, Title: title, Cells: []figures.Cell{
				figures.F(float64(score.N), figures.Count, figures.Given), phrase(string(score.Class)), figures.F(score.Better, figures.Number, figures.Exact), figures.F(score.Worse, figures.Number, figures.Exact)}})
		}
	}
	if len(t.Rows) > 0 {
		s.table(t)
	} else if len(wrong) == 0 {
		s.missing(needed("surveys.kano", "Kano's classes need answers to pairs of questions: how if it is there, how if it is not"))
	}
	return errors.Join(wrong...)
}
