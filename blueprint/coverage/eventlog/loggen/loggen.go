// Package loggen writes event logs of any size for tests and measurements: what
// customers of a blueprint could have done, by the rules of package flow.
//
// What comes in is a net and a [Log] that says how many journeys, in which format
// and order. Equal seeds give equal journeys, whatever the format and the order.
package loggen

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/servicemoments/moments/blueprint/flow"
)

// Log says which log is written.
type Log struct {
	Journeys  int
	Seed      uint64
	Walks     int    // how many different walks customers choose from, those drawn first more often; 0: 2,000
	Format    string // csv (also where it is empty), xes or jsonl
	Open      int    // how many journeys are under way at once, event by event in a random order; 0 or 1: one after the other. Traces of XES always stand together.
	Lifecycle bool   // a start and a complete for each visit; else only a complete
	Blank     int    // one in so many visits has no time; 0: none
	Slips     int    // one in so many walks departs from the blueprint: a visit is left out, comes twice, or too early; 0: none
}

const walkLimit = 2000

type event struct {
	activity string
	at       time.Time
	timed    bool
	start    bool
}

type journey struct {
	id     string
	events []event
}

// Write writes the log and tells how many events it has.
func (l Log) Write(w io.Writer, net *flow.Net) (events int, err error) {
	if net.Len() == 0 {
		return 0, errors.New("a log needs a blueprint with touchpoints")
	}
	out := bufio.NewWriterSize(w, 1<<20)
	sink, err := l.sink(out)
	if err != nil {
		return 0, err
	}
	walks := l.walks(net)
	open := max(l.Open, 1)
	if l.Format == "xes" {
		open = 1
	}
	pick := rand.New(rand.NewPCG(l.Seed, 1<<40))
	var under []journey
	for n := 0; n < l.Journeys || len(under) > 0; {
		for len(under) < open && n < l.Journeys {
			under = append(under, l.journey(net, walks, n))
			n++
		}
		i := pick.IntN(len(under))
		j := &under[i]
		if err := sink.put(j); err != nil {
			return events, err
		}
		events++
		if j.events = j.events[1:]; len(j.events) == 0 {
			under[i] = under[len(under)-1]
			under = under[:len(under)-1]
		}
	}
	if err := sink.end(); err != nil {
		return events, err
	}
	return events, out.Flush()
}

// walks draws the walks that customers choose from: the touchpoints of each.
func (l Log) walks(net *flow.Net) [][]int {
	n := l.Walks
	if n <= 0 {
		n = 2000
	}
	out := make([][]int, 0, n)
	for i := range n {
		r := rand.New(rand.NewPCG(l.Seed, 1<<41+uint64(i)))
		var visits []int
		for _, e := range flow.Walk(net, r.IntN, walkLimit).Events {
			if e.Kind == flow.Started {
				visits = append(visits, e.Touchpoint)
			}
		}
		if l.Slips > 0 && r.IntN(l.Slips) == 0 {
			visits = slip(visits, r.IntN)
		}
		if len(visits) > 0 {
			out = append(out, visits)
		}
	}
	if len(out) == 0 {
		out = append(out, []int{0})
	}
	return out
}

// slip leaves a visit out, lets it come twice, or before the one in front of it.
func slip(visits []int, pick func(int) int) []int {
	if len(visits) < 2 {
		return visits
	}
	i := 1 + pick(len(visits)-1)
	switch pick(3) {
	case 0:
		return slices.Delete(visits, i, i+1)
	case 1:
		return slices.Insert(visits, i, visits[i])
	}
	visits[i-1], visits[i] = visits[i], visits[i-1]
	return visits
}

// journey is the journey with a number. It depends on nothing else.
func (l Log) journey(net *flow.Net, walks [][]int, number int) journey {
	r := rand.New(rand.NewPCG(l.Seed, uint64(number)))
	share := r.Float64()
	walk := walks[int(share*share*float64(len(walks)))]
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).Add(time.Duration(number) * 1700 * time.Millisecond)
	j := journey{id: fmt.Sprintf("customer-%07d", number), events: make([]event, 0, 2*len(walk))}
	for _, i := range walk {
		t := net.Touchpoint(i)
		usual := time.Minute
		if t.Time != nil && t.Time.Standard > 0 {
			usual = t.Time.Standard
		}
		took := time.Duration(float64(usual) * (0.4 + 0.6*r.ExpFloat64())).Truncate(time.Millisecond)
		timed := l.Blank == 0 || r.IntN(l.Blank) > 0
		if l.Lifecycle {
			j.events = append(j.events, event{t.ID, at, timed, true})
		}
		at = at.Add(took)
		j.events = append(j.events, event{t.ID, at, timed, false})
		at = at.Add(time.Duration(1+r.IntN(20_000)) * time.Millisecond)
	}
	return j
}

// sink writes the first event of a journey.
type sink interface {
	put(*journey) error
	end() error
}

func (l Log) sink(w *bufio.Writer) (sink, error) {
	switch l.Format {
	case "", "csv":
		_, err := w.WriteString("Case ID,Activity,Timestamp,lifecycle:transition\n")
		return &csvSink{w}, err
	case "jsonl":
		return &jsonSink{w}, nil
	case "xes":
		_, err := w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<log xes.version="1.0" xmlns="http://www.xes-standard.org/">` + "\n")
		return &xesSink{w: w}, err
	}
	return nil, fmt.Errorf("there is no format %q: expected csv, xes or jsonl", l.Format)
}

func (e *event) transition() string {
	if e.start {
		return "start"
	}
	return "complete"
}

func (e *event) stamp() string {
	if !e.timed {
		return ""
	}
	return e.at.Format("2006-01-02T15:04:05.000Z07:00")
}

type csvSink struct{ w *bufio.Writer }

func (s *csvSink) put(j *journey) error {
	e := &j.events[0]
	if strings.ContainsAny(e.activity, ",\"\n\r") {
		c := csv.NewWriter(s.w)
		_ = c.Write([]string{j.id, e.activity, e.stamp(), e.transition()}) // its error is told by Error
		c.Flush()
		return c.Error()
	}
	for _, text := range []string{j.id, ",", e.activity, ",", e.stamp(), ",", e.transition(), "\n"} {
		if _, err := s.w.WriteString(text); err != nil {
			return err
		}
	}
	return nil
}

func (s *csvSink) end() error { return nil }

type jsonSink struct{ w *bufio.Writer }

func (s *jsonSink) put(j *journey) error {
	e := &j.events[0]
	line, err := json.Marshal(struct {
		Case       string `json:"case"`
		Activity   string `json:"activity"`
		Time       string `json:"time,omitempty"`
		Transition string `json:"transition"`
	}{j.id, e.activity, e.stamp(), e.transition()})
	if err != nil {
		return err
	}
	_, err = s.w.Write(append(line, '\n'))
	return err
}

func (s *jsonSink) end() error { return nil }

type xesSink struct {
	w     *bufio.Writer
	trace string
}

func (s *xesSink) put(j *journey) error {
	if s.trace != j.id {
		if s.trace != "" {
			fmt.Fprintln(s.w, "</trace>")
		}
		s.trace = j.id
		fmt.Fprintf(s.w, "<trace>\n<string key=\"concept:name\" value=\"%s\"/>\n", escaped(j.id))
	}
	e := &j.events[0]
	fmt.Fprintf(s.w, "<event>\n<string key=\"concept:name\" value=\"%s\"/>\n", escaped(e.activity))
	if e.timed {
		fmt.Fprintf(s.w, "<date key=\"time:timestamp\" value=\"%s\"/>\n", e.stamp())
	}
	_, err := fmt.Fprintf(s.w, "<string key=\"lifecycle:transition\" value=\"%s\"/>\n</event>\n", e.transition())
	return err
}

func (s *xesSink) end() error {
	if s.trace != "" {
		fmt.Fprintln(s.w, "</trace>")
	}
	_, err := fmt.Fprintln(s.w, "</log>")
	return err
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}
