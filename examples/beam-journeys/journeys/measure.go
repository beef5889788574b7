package journeys

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/touchpoint"
)

// measureFn compares the counts of all journeys with the blueprint.
type measureFn struct{ Settings Settings }

func (f *measureFn) ProcessElement(ctx context.Context, _ []byte, counts, logs func(*[]byte) bool, result func(string)) error {
	b, err := f.Settings.blueprint()
	if err != nil {
		return err
	}
	tally := eventlog.NewTally(b.Graph(), 0)
	for state := []byte(nil); counts(&state); {
		if err := tally.MergeBinary(state); err != nil {
			return err
		}
	}
	var read []eventlog.Log
	for text := []byte(nil); logs(&text); {
		var l eventlog.Log
		if err := json.Unmarshal(text, &l); err != nil {
			return err
		}
		read = append(read, l)
	}
	slices.SortFunc(read, func(a, b eventlog.Log) int { return cmp.Compare(a.File, b.File) })
	text, err := f.Settings.Compare(ctx, tally, read)
	if err != nil {
		return err
	}
	result(string(text))
	return nil
}

// Compare says what the journeys of a tally are to the blueprint, as JSON. It is the
// last step of the pipeline, and all that a single machine does behind eventlog.Count.
func (s *Settings) Compare(ctx context.Context, tally *eventlog.Tally, logs []eventlog.Log) ([]byte, error) {
	b, err := s.blueprint()
	if err != nil {
		return nil, err
	}
	r, err := conformance.Measure(ctx, b, tally, logs, conformance.Options{
		Coverage: coverage.Options{Observe: s.Observe, Day: touchpoint.Date(s.Day)},
	})
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(r, "", "  ")
}
