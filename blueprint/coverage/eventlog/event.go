package eventlog

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"time"
)

// Instant is a point in time in nanoseconds since 1970 UTC, from 1678 to 2262.
type Instant int64

// Never is the Instant of what has no time.
const Never Instant = math.MinInt64

// Time is the instant as a time in UTC, the zero time for Never.
func (i Instant) Time() time.Time {
	if i == Never {
		return time.Time{}
	}
	return time.Unix(0, int64(i)).UTC()
}

// Lifecycle says what an event tells about its activity.
type Lifecycle uint8

// What events tell. Logs that say nothing tell of what is complete.
const (
	Complete Lifecycle = iota // it is done, or was broken off
	Start                     // it begins
	Other                     // it was scheduled, assigned, suspended: no visit
)

// Event is a record of a log. Its bytes are valid until the next one is read.
type Event struct {
	Case      []byte
	Activity  []byte
	Resource  []byte    // who did it; empty: not said
	Start     Instant   // where the record has a beginning besides its time; else Never
	Time      Instant   // Never: the record has no time
	Lifecycle Lifecycle // of Time
	Trace     int       // number of the XES trace, from 1; 0: the format has no traces
	Empty     bool      // a trace without events: only Case and Trace are set
}

func (e *Event) reset() {
	e.Case, e.Activity, e.Resource = nil, nil, nil
	e.Start, e.Time, e.Lifecycle, e.Empty = Never, Never, Complete, false
}

// lifecycles are the transitions of the XES standard, and words that other logs use.
var lifecycles = []struct {
	word  string
	means Lifecycle
}{
	{"complete", Complete}, {"start", Start}, {"completed", Complete}, {"started", Start},
	{"end", Complete}, {"ended", Complete}, {"begin", Start}, {"finish", Complete}, {"finished", Complete}, {"done", Complete},
	{"ate_abort", Complete}, {"pi_abort", Complete}, {"autoskip", Other}, {"manualskip", Other}, {"schedule", Other}, {"assign", Other},
	{"reassign", Other}, {"suspend", Other}, {"resume", Other}, {"withdraw", Other}, {"unknown", Complete},
	{"开始", Start}, {"完成", Complete}, {"结束", Complete},
}

// lifecycle reads a transition; an unknown word tells of what is complete.
func lifecycle(word []byte) (l Lifecycle, known bool) {
	if len(word) == 0 {
		return Complete, true
	}
	for i := range lifecycles {
		if l := &lifecycles[i]; len(l.word) == len(word) && (l.word == string(word) || bytes.EqualFold(word, []byte(l.word))) {
			return l.means, true
		}
	}
	return Complete, false
}

// Problem is a record that could not be used, and where it stands.
type Problem struct {
	File    string
	Line    int // from 1; 0: not known
	Column  int // in characters, from 1
	Record  int // from 1, the header not counted; of XES, events
	Message string
	Hint    string // how to mend it
}

// Error is the problem in one line: log.csv:3:9 (record 2): message; hint.
func (p *Problem) Error() string {
	var s strings.Builder
	s.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&s, ":%d", p.Line)
		if p.Column > 0 {
			fmt.Fprintf(&s, ":%d", p.Column)
		}
	}
	if p.Record > 0 {
		fmt.Fprintf(&s, " (record %d)", p.Record)
	}
	fmt.Fprintf(&s, ": %s", p.Message)
	if p.Hint != "" {
		fmt.Fprintf(&s, "; %s", p.Hint)
	}
	return s.String()
}

// Options say how a log is read. The zero value finds out everything by itself.
type Options struct {
	Format     string         // name of one of Formats; empty: by what the log looks like
	Columns    Columns        // what is empty is recognised
	Delimiter  byte           // of CSV; 0: the one that makes most of the header
	NoHeader   bool           // CSV begins with a record: Columns says which cell is what, as #1, #2
	TimeFormat string         // name of one of TimeFormats or a layout of package time; empty: recognised
	Zone       *time.Location // of times that name none; nil: UTC
	Strict     bool           // the first bad record is an error
	// OnBad is told every bad record; an error of it ends the reading. nil: bad
	// records are left out and counted.
	OnBad        func(*Problem) error
	KeepProblems int                     // how many problems Report keeps; 0: 20
	Size         int64                   // of the log in bytes, for Progress; Open knows it
	Progress     func(read, total int64) // told every MiB, and at the end; total is 0 where Size is not known
}

// Columns name the columns of a CSV log, the keys of JSON lines or the attributes
// of XES. "#3" is the third column of a CSV log.
type Columns struct {
	Case, Activity, Time, Start, Lifecycle, Resource string
}

// Report says how a log was read so far.
type Report struct {
	File      string
	Format    string
	Decisions []string // what was decided, in the order of reading
	Events    int      // good records
	Untimed   int      // of those, without a time
	Bad       int      // records that were left out
	Problems  []Problem
	Bytes     int64 // read, as they stand in the file
}
