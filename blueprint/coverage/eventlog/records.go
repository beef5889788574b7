package eventlog

import (
	"context"
	"errors"
	"io"
)

// Record is what one record of a log tells of a case.
type Record struct {
	Case []byte // its id, valid until the next record
	// Trace is the number of the XES trace, from 1; 0: the format has no traces. A
	// trace is a case of its own, even where another one has the same id.
	Trace int
	// Number is the place of the record among the good ones of the log, from 1. It
	// breaks ties between events of the same time.
	Number int
	// Occurrences are at most two, valid until the next record; none: there is such a
	// case, and nothing of it counts.
	Occurrences []Occurrence
}

// Records reads a log to its end and gives each record to yield, whose error ends
// it. It is for whoever brings cases together elsewhere, as a pipeline does that
// spreads them over machines: the occurrences of a case, put one behind the other
// by the numbers of their records, become its journey by [Visits], and journeys are
// counted with [Tally.Add]. The Log lacks what only cases tell: Cases, Cut, Spilled.
func Records(ctx context.Context, r *Reader, m *Mapper, yield func(*Record) error) (Log, error) {
	words := newDictionary(m)
	var list [2]Occurrence
	n := 0
	err := events(ctx, r, func(e *Event) error {
		n++
		return yield(&Record{e.Case, e.Trace, n, e.append(list[:0], words)})
	})
	log := Log{Report: r.Report()}
	log.told(words)
	log.Decisions = append(log.Decisions, log.decisions(m, 0)...)
	return log, err
}

// events reads all events of a log.
func events(ctx context.Context, r *Reader, yield func(*Event) error) error {
	var e Event
	for n := uint(0); ; n++ {
		if n%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		err := r.Next(&e)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = yield(&e)
		}
		if err != nil {
			return err
		}
	}
}

// append appends what an event tells of its touchpoint.
func (e *Event) append(list []Occurrence, words *dictionary) []Occurrence {
	if e.Empty {
		return list
	}
	touchpoint := words.find(e.Activity)
	if touchpoint == Ignored {
		return list
	}
	if e.Start != Never {
		list = append(list, Occurrence{e.Start, int32(touchpoint), Start})
	}
	if e.Lifecycle != Other && (e.Time != Never || e.Start == Never) {
		list = append(list, Occurrence{e.Time, int32(touchpoint), e.Lifecycle})
	}
	return list
}
