package journeys

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

// Journey is all that the logs tell of one case, in the order of the logs.
type Journey struct{ Parts []Part }

// caseFn puts the parts of a case in order: Beam gives them in any.
type caseFn struct{ MaxEvents int }

func (f *caseFn) ProcessElement(_ []byte, parts func(*Part) bool, journey func(Journey)) error {
	var j Journey
	for p := (Part{}); parts(&p); p = (Part{}) {
		if !p.Nothing {
			j.Parts = append(j.Parts, p)
		}
	}
	slices.SortFunc(j.Parts, func(a, b Part) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Record, b.Record), cmp.Compare(a.Second, b.Second))
	})
	most := f.MaxEvents
	if most <= 0 {
		most = 1 << 20
	}
	j.Parts = j.Parts[:min(len(j.Parts), most)]
	journey(j)
	return nil
}

// visits makes visits of the parts.
func (j Journey) visits() []eventlog.Visit {
	all := make([]eventlog.Occurrence, len(j.Parts))
	for i, p := range j.Parts {
		all[i] = eventlog.Occurrence{At: eventlog.Instant(p.At), Touchpoint: int32(p.Touchpoint), Lifecycle: eventlog.Lifecycle(p.Lifecycle)}
	}
	return eventlog.Visits(all)
}

// Counted is the count of some journeys, as it lies in memory, or as it came from
// another machine: the bytes of a tally can be read only by who has the blueprint.
type Counted struct {
	tally *eventlog.Tally
	bytes []byte
}

func encodeCounted(c Counted) ([]byte, error) {
	if c.tally == nil {
		return c.bytes, nil
	}
	return c.tally.MarshalBinary()
}

func decodeCounted(b []byte) Counted { return Counted{bytes: slices.Clone(b)} }

// countFn counts journeys: parts on each machine, then the parts together.
type countFn struct {
	Settings Settings

	empty *eventlog.Tally
}

func (f *countFn) Setup() error {
	b, err := f.Settings.blueprint()
	if err != nil {
		return err
	}
	f.empty = eventlog.NewTally(b.Graph(), 0)
	return nil
}

func (f *countFn) CreateAccumulator() Counted { return Counted{tally: f.empty.Empty()} }

func (f *countFn) AddInput(c Counted, j Journey) (Counted, error) {
	c, err := f.open(c)
	if err != nil {
		return c, err
	}
	c.tally.Add(&eventlog.Case{Events: j.visits()})
	return c, nil
}

func (f *countFn) MergeAccumulators(a, b Counted) (Counted, error) {
	a, err := f.open(a)
	switch {
	case err != nil:
		return a, err
	case b.tally != nil:
		return a, a.tally.Merge(b.tally)
	case len(b.bytes) > 0:
		return a, a.tally.MergeBinary(b.bytes)
	}
	return a, nil
}

func (f *countFn) ExtractOutput(c Counted) ([]byte, error) {
	c, err := f.open(c)
	if err != nil {
		return nil, err
	}
	return c.tally.MarshalBinary()
}

// open makes a tally of the bytes.
func (f *countFn) open(c Counted) (Counted, error) {
	if c.tally != nil {
		return c, nil
	}
	t := f.empty.Empty()
	if len(c.bytes) > 0 {
		if err := t.MergeBinary(c.bytes); err != nil {
			return Counted{}, err
		}
	}
	return Counted{tally: t}, nil
}
