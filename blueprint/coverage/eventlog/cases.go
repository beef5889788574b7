package eventlog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
)

// CaseOptions say how events become cases. The zero value is good for every log.
type CaseOptions struct {
	// Grouped promises that the events of a case stand together in the log, so that
	// a case is complete when the next one begins, and nothing else has to be kept.
	// A case that comes again is then another one. Traces of XES always are grouped.
	Grouped bool
	// Memory bounds what is kept of open cases, in bytes; beyond it they go to
	// temporary files. 0: 512 MiB. What Go needs for collecting garbage comes on
	// top, and so do some MiB for reading and merging.
	Memory int64
	// Folder is where temporary files go, empty: the folder of the system. They are
	// removed as soon as they are open where the system lets them, else at the end.
	Folder string
	// Workers is how many cores count at once, besides the one that reads; 0: as
	// many as there are. It does not change the result.
	Workers int
	// MaxEvents bounds the events of one case; those behind it are left out and
	// counted. 0: 1,048,576.
	MaxEvents int
}

// Log is how a log became cases.
type Log struct {
	Report
	Cases    int
	Unmapped []Unmapped // the most frequent first
	More     uint64     // events of further unknown activities, for which the list has no room
	Ignored  uint64     // events that a mapping leaves out
	Cut      uint64     // events left out as their case had too many
	Spilled  int        // how often open cases went to a temporary file
}

// Cases reads a log to its end and gives each case to yield, whose error ends it.
// Cases of grouped logs and of XES come as they end, all others by the bytes of
// their ids. A case is valid until yield returns.
func Cases(ctx context.Context, r *Reader, m *Mapper, o CaseOptions, yield func(*Case) error) (Log, error) {
	var a assembler
	var c Case
	return feed(ctx, r, m, o, func(w work) error {
		err := w.each(func(id []byte, all []Occurrence) error {
			c.ID, c.Events = string(id), a.visits(all)
			return yield(&c)
		})
		w.release()
		return err
	})
}

// work is some complete cases, to be gone through once.
type work interface {
	each(yield func(id []byte, all []Occurrence) error) error
	release()
}

// batch is work that stands on its own.
type batch struct {
	names []byte
	all   []Occurrence
	ends  []int // of names and of all, for each case in turn
	pool  chan *batch
}

const (
	batchEvents = 8192
	batchCases  = 4096
)

func (b *batch) each(yield func(id []byte, all []Occurrence) error) error {
	name, from := 0, 0
	for i := 0; i < len(b.ends); i += 2 {
		if err := yield(b.names[name:b.ends[i]], b.all[from:b.ends[i+1]]); err != nil {
			return err
		}
		name, from = b.ends[i], b.ends[i+1]
	}
	return nil
}

func (b *batch) release() {
	if cap(b.all) > 8*batchEvents {
		return // one huge case should not stay
	}
	select {
	case b.pool <- b:
	default:
	}
}

// feeder reads a log and emits its cases.
type feeder struct {
	ctx   context.Context //nolint:containedctx // it lives as long as one call of Cases
	r     *Reader
	words *dictionary
	o     CaseOptions
	emit  func(work) error
	log   Log

	batch *batch
	pool  chan *batch
	table table
	files spill

	id    []byte // of the case that is being read, where cases are grouped
	trace int
	begun bool
	n     int // its events
}

// feed reads a log to its end and gives its cases to emit.
func feed(ctx context.Context, r *Reader, m *Mapper, o CaseOptions, emit func(work) error) (Log, error) {
	if o.Memory <= 0 {
		o.Memory = 512 << 20
	}
	if o.MaxEvents <= 0 {
		o.MaxEvents = 1 << 20
	}
	o.MaxEvents = min(o.MaxEvents, math.MaxInt32)
	f := &feeder{ctx: ctx, r: r, words: newDictionary(m), o: o, emit: emit, pool: make(chan *batch, 64)}
	f.files = spill{folder: o.Folder, maxEvents: o.MaxEvents}
	err := f.run()
	err = errors.Join(err, f.files.close())
	f.log.told(f.words)
	f.log.Cut += f.files.cut
	f.log.Spilled = f.files.written
	f.log.Report = r.Report()
	f.log.Decisions = append(f.log.Decisions, f.log.decisions(m, f.o.MaxEvents)...)
	return f.log, err
}

// told notes what became of the activities.
func (l *Log) told(words *dictionary) {
	l.Unmapped = words.unmapped()
	l.More = words.unknown.Others
	l.Ignored = words.ignored
}

func (l *Log) decisions(m *Mapper, maxEvents int) []string {
	var out []string
	for _, n := range []struct {
		count uint64
		text  string
	}{
		{l.Ignored, "events left out by the mapping: %d"},
		{l.Cut, "events left out, as their case has more than " + fmt.Sprint(maxEvents) + ": %d"},
	} {
		if n.count > 0 {
			out = append(out, fmt.Sprintf(n.text, n.count))
		}
	}
	return append(out, m.notes...)
}

func (f *feeder) run() error {
	if err := events(f.ctx, f.r, f.event); err != nil {
		return err
	}
	if err := f.closeCase(); err != nil {
		return err
	}
	if err := f.rest(); err != nil {
		return err
	}
	return f.flush()
}

// event takes an event to its case.
func (f *feeder) event(e *Event) error {
	grouped := e.Trace > 0 || f.o.Grouped
	if grouped && (!f.begun || e.Trace != f.trace || e.Trace == 0 && !bytes.Equal(e.Case, f.id)) {
		if err := f.closeCase(); err != nil {
			return err
		}
		f.begun, f.trace, f.id, f.n = true, e.Trace, append(f.id[:0], e.Case...), 0
	}
	if e.Empty {
		return nil
	}
	var list [2]Occurrence
	some := e.append(list[:0], f.words)
	if !grouped {
		return f.keep(e.Case, some)
	}
	b := f.current()
	for _, o := range some {
		if f.n >= f.o.MaxEvents {
			f.log.Cut++
			continue
		}
		f.n++
		b.all = append(b.all, o)
	}
	return nil
}

func (f *feeder) current() *batch {
	if f.batch == nil {
		select {
		case f.batch = <-f.pool:
			f.batch.names, f.batch.all, f.batch.ends = f.batch.names[:0], f.batch.all[:0], f.batch.ends[:0]
		default:
			f.batch = &batch{pool: f.pool}
		}
	}
	return f.batch
}

// closeCase ends the case that is being read, where cases are grouped.
func (f *feeder) closeCase() error {
	if !f.begun {
		return nil
	}
	f.begun = false
	return f.ended(f.id)
}

// ended notes that the occurrences at the end of the batch are a case.
func (f *feeder) ended(id []byte) error {
	f.log.Cases++
	b := f.current()
	b.names = append(b.names, id...)
	b.ends = append(b.ends, len(b.names), len(b.all))
	if len(b.all) >= batchEvents || len(b.ends) >= 2*batchCases {
		return f.flush()
	}
	return nil
}

func (f *feeder) flush() error {
	b := f.batch
	if b == nil || len(b.ends) == 0 {
		return nil
	}
	f.batch = nil
	return f.emit(b)
}

// keep puts occurrences to their open case.
func (f *feeder) keep(id []byte, some []Occurrence) error {
	if f.table.size >= f.o.Memory || f.table.full() {
		if err := f.files.write(f.ctx, &f.table); err != nil {
			return err
		}
	}
	at := f.table.find(id)
	for _, o := range some {
		if !f.table.add(at, o, f.o.MaxEvents) {
			f.log.Cut++
		}
	}
	return nil
}

// rest emits the cases that are open at the end of the log.
func (f *feeder) rest() error {
	if f.files.written == 0 {
		sorted := f.table.sorted()
		f.log.Cases += len(sorted)
		for len(sorted) > 0 {
			if err := f.ctx.Err(); err != nil {
				return err
			}
			n := min(len(sorted), 1024)
			if err := f.emit(&stretch{&f.table, sorted[:n], nil}); err != nil {
				return err
			}
			sorted = sorted[n:]
		}
		return nil
	}
	if len(f.table.cases) > 0 {
		if err := f.files.write(f.ctx, &f.table); err != nil {
			return err
		}
	}
	f.table = table{}
	return f.files.merge(f.ctx, func(id []byte, all []packed) error {
		b := f.current()
		for _, p := range all {
			b.all = append(b.all, p.occurrence())
		}
		return f.ended(id)
	})
}
