// Package journeys counts event logs that outgrow one machine, as a pipeline on
// Apache Beam, and compares the journeys with a blueprint.
//
// The engine is that of the library: package eventlog reads and counts, package
// conformance compares. Beam only carries what they give from one machine to the
// next:
//
//	files -> records by case -> journeys -> counts -> one result
//
// Whatever the number of machines, and however records are spread over files and
// bundles, the result is that of one machine to the last bit.
package journeys

import (
	"context"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

// Settings say what is counted and compared. They go to every machine.
type Settings struct {
	Blueprint []byte // the text of the blueprint, which must stand in one file
	Name      string // of that file, for messages and places
	Mapping   []byte // which activity means which touchpoint, see eventlog.ReadMapping; empty: by names alone
	MapName   string // of the mapping's file

	Format     string           // of the logs; empty: recognised
	Columns    eventlog.Columns // what is empty is recognised
	TimeFormat string           // empty: recognised

	MaxEvents int      // of one case, see eventlog.CaseOptions; 0: 1,048,576
	Observe   []string // ids of the lanes that count; empty: those that the log shows
	Day       string   // that waivers are compared with, as 2026-03-02; empty: those with a last day hold, too
}

// File is one log. Its number breaks ties between events of one time, where the
// records of a case lie in several files.
type File struct {
	Number int64
	Path   string // with the scheme of a file system that the machines know; none: a local file
}

// Register makes the types of the pipeline known to Beam. It must be called before
// beam.Init, on every machine.
func Register() {
	for _, v := range []any{File{}, Part{}, Journey{}, Settings{}} {
		beam.RegisterType(reflect.TypeOf(v))
	}
	beam.RegisterCoder(reflect.TypeFor[Counted](), encodeCounted, decodeCounted)
	register.DoFn4x1[context.Context, File, func([]byte, Part), func([]byte), error](&readFn{})
	register.Emitter2[[]byte, Part]()
	register.Emitter1[[]byte]()
	register.DoFn3x1[[]byte, func(*Part) bool, func(Journey), error](&caseFn{})
	register.Iter1[Part]()
	register.Emitter1[Journey]()
	register.Combiner3[Counted, Journey, []byte](&countFn{})
	register.DoFn5x1[context.Context, []byte, func(*[]byte) bool, func(*[]byte) bool, func(string), error](&measureFn{})
	register.Iter1[[]byte]()
	register.Emitter1[string]()
}

// Count counts logs: counts is the state of one eventlog.Tally, or nothing where
// there are no journeys; logs are an eventlog.Log as JSON for each file.
func Count(s beam.Scope, files []File, set Settings) (counts, logs beam.PCollection) {
	s = s.Scope("journeys.Count")
	// Without the shuffle a runner would read all files on the machine that lists them.
	list := beam.Reshuffle(s, beam.CreateList(s, files))
	parts, logs := beam.ParDo2(s, &readFn{Settings: set}, list)
	cases := beam.ParDo(s, &caseFn{MaxEvents: set.MaxEvents}, beam.GroupByKey(s, parts))
	return beam.Combine(s, &countFn{Settings: set}, cases), logs
}

// Measure compares what was counted with the blueprint: one conformance.Result, as
// JSON.
func Measure(s beam.Scope, counts, logs beam.PCollection, set Settings) beam.PCollection {
	s = s.Scope("journeys.Measure")
	return beam.ParDo(s, &measureFn{Settings: set}, beam.Impulse(s), beam.SideInput{Input: counts}, beam.SideInput{Input: logs})
}
