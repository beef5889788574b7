package journeys

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

// Part is what one record tells of a case: an occurrence, or that there is such a
// case.
type Part struct {
	File, Record, Second int64 // its place, which breaks ties; Second tells a beginning and an end in one record apart
	At                   int64 // eventlog.Instant
	Touchpoint           int64
	Lifecycle            int64
	Nothing              bool // there is such a case
}

// readFn reads one log and sends each record to its case.
type readFn struct {
	Settings Settings

	names  *eventlog.Mapper
	events beam.Counter
	bad    beam.Counter
}

func (f *readFn) Setup() error {
	f.events, f.bad = beam.NewCounter("journeys", "events"), beam.NewCounter("journeys", "bad records")
	names, err := f.Settings.names()
	f.names = names
	return err
}

func (s *Settings) blueprint() (*blueprint.Blueprint, error) {
	return blueprint.Read(bytes.NewReader(s.Blueprint), s.Name)
}

func (s *Settings) names() (*eventlog.Mapper, error) {
	b, err := s.blueprint()
	if err != nil {
		return nil, err
	}
	var mapping eventlog.Mapping
	if len(s.Mapping) > 0 {
		if mapping, err = eventlog.ReadMapping(bytes.NewReader(s.Mapping), s.MapName); err != nil {
			return nil, err
		}
	}
	return eventlog.NewMapper(b.Graph(), mapping)
}

// Check tells what is wrong with the settings, before any machine is asked.
func (s *Settings) Check() error {
	_, err := s.names()
	return err
}

func (f *readFn) ProcessElement(ctx context.Context, file File, part func([]byte, Part), log func([]byte)) error {
	fs, err := filesystem.New(ctx, file.Path)
	if err != nil {
		return err
	}
	defer fs.Close()
	in, err := fs.OpenRead(ctx, file.Path)
	if err != nil {
		return err
	}
	defer in.Close()
	return f.read(ctx, in, file, part, log)
}

func (f *readFn) read(ctx context.Context, in io.Reader, file File, part func([]byte, Part), log func([]byte)) error {
	r, err := eventlog.NewReader(in, file.Path, eventlog.Options{
		Format: f.Settings.Format, Columns: f.Settings.Columns, TimeFormat: f.Settings.TimeFormat,
	})
	if err != nil {
		return err
	}
	said, err := eventlog.Records(ctx, r, f.names, func(x *eventlog.Record) error {
		f.events.Inc(ctx, 1)
		for _, p := range pieces(x, file.Number) {
			part(caseKey(x, file.Number), p)
		}
		return nil
	})
	if err != nil {
		return err
	}
	f.bad.Inc(ctx, int64(said.Bad))
	text, err := json.Marshal(said)
	if err != nil {
		return err
	}
	log(text)
	return nil
}

// pieces are the parts of a record.
func pieces(x *eventlog.Record, file int64) []Part {
	at := Part{File: file, Record: int64(x.Number), Nothing: true}
	if len(x.Occurrences) == 0 {
		return []Part{at}
	}
	out := make([]Part, len(x.Occurrences))
	for i, o := range x.Occurrences {
		out[i] = Part{at.File, at.Record, int64(i), int64(o.At), int64(o.Touchpoint), int64(o.Lifecycle), false}
	}
	return out
}

// caseKey names a case. A trace of XES is a case of its own, whatever its id; in
// other formats a case may lie in several files.
func caseKey(x *eventlog.Record, file int64) []byte {
	if x.Trace > 0 {
		return fmt.Appendf(nil, "trace %d of file %d", x.Trace, file)
	}
	return append([]byte("case "), x.Case...)
}
