package measure

import (
	"errors"
	"slices"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
)

// Part is a subject that can be measured.
type Part struct {
	ID    string // a word: "time"
	Doc   string // what it answers, in a sentence
	Sheet func(*Model, Options, Inputs) (figures.Sheet, error)
	// Layer is the subject laid over a picture; nil where there is nothing to paint.
	// It gives a layer without values where the blueprint does not say enough.
	Layer func(*Model, Options, Inputs) (layer.Layer, error)
}

// Parts lists the subjects, in the order in which a report has them.
func Parts() []Part {
	return []Part{
		{
			"time", "How long it takes, how likely it is completed, where the time goes.",
			func(m *Model, o Options, _ Inputs) (figures.Sheet, error) { return m.TimeSheet(o) },
			func(m *Model, o Options, _ Inputs) (layer.Layer, error) {
				t, err := m.Times(o)
				if err != nil {
					return layer.Layer{}, err
				}
				return t.Layer(o.Say), nil
			},
		},
		{
			"cost", "What serving a customer costs, what is earned, and until when.", (*Model).CostSheet,
			func(m *Model, o Options, _ Inputs) (layer.Layer, error) { return m.CostLayer(o) },
		},
		{
			"waiting", "Where customers wait, how long, and how many servers it takes.",
			func(m *Model, o Options, _ Inputs) (figures.Sheet, error) { return m.WaitingSheet(o) },
			waitingLayer,
		},
		{
			"failure", "What fails, how badly, and what stands against it.", (*Model).FailureSheet,
			func(m *Model, o Options, in Inputs) (layer.Layer, error) {
				return m.RiskLayer(in.Priorities, o.Say), nil
			},
		},
		{
			"expectation", "What customers expect and perceive: the zone of tolerance, the gaps.", (*Model).ExpectationSheet,
			func(m *Model, o Options, in Inputs) (layer.Layer, error) { return m.ToleranceLayer(o, in), nil },
		},
		{"value", "What it is worth to customers, and what loyal customers are worth.", (*Model).ValueSheet, nil},
	}
}

// waitingLayer is empty where nothing is known of who comes.
func waitingLayer(m *Model, o Options, _ Inputs) (layer.Layer, error) {
	w, err := m.Waiting(o)
	switch {
	case errors.Is(err, ErrNoDemand):
		return layer.Layer{ID: "utilisation"}, nil
	case err != nil:
		return layer.Layer{}, err
	}
	return w.Layer(o.Say), nil
}

// Measure computes subjects of a blueprint, all where none is named, and gives
// them with what can be painted of them. An unknown name gives nothing. The
// error is a blueprint.Diagnostics where the blueprint cannot be measured.
func (m *Model) Measure(o Options, in Inputs, only ...string) (figures.Book, []layer.Layer, error) {
	b := figures.Book{Title: m.Blueprint.Title, Language: m.Blueprint.Language, Currency: m.Blueprint.Currency}
	o = o.remembering()
	var layers []layer.Layer
	for _, p := range Parts() {
		if len(only) > 0 && !slices.Contains(only, p.ID) {
			continue
		}
		sheet, err := p.Sheet(m, o, in)
		if err != nil {
			return figures.Book{}, nil, err
		}
		b.Sheets = append(b.Sheets, sheet)
		if p.Layer == nil {
			continue
		}
		l, err := p.Layer(m, o, in)
		if err != nil {
			return figures.Book{}, nil, err
		}
		if len(l.Values) > 0 {
			layers = append(layers, l)
		}
	}
	return b, layers, nil
}
