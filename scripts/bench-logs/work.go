package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog/loggen"
	"github.com/servicemoments/moments/blueprint/flow"
)

// told is what one process tells of its work.
type told struct {
	Events   int     `json:"events"`
	Read     float64 `json:"read"` // seconds of reading, and of counting where cases are counted
	Work     float64 `json:"work"` // seconds of explaining the variants
	Rest     float64 `json:"rest"` // seconds of conformance.Measure from the same counts
	Variants int     `json:"variants"`
	Fitting  int     `json:"fitting"`
	Fitness  float64 `json:"fitness"`
	Cost     int     `json:"cost"`
	CPU      float64 `json:"cpu"`  // of pm4js: seconds of processor time of its last part
	Peak     int     `json:"peak"` // of memory, in kB
}

// tell does one piece of work in this process.
func tell(args []string) error {
	if len(args) < 3 {
		return errors.New("expected: WHAT BLUEPRINT LOG [JOURNEYS FORMAT OPEN]")
	}
	what, path := args[0], args[2]
	b, err := blueprint.Load(args[1])
	if err != nil {
		return err
	}
	var t told
	switch what {
	case "make":
		return makeLog(b, path, args[3:])
	case "net":
		return makeNet(b, path)
	case "lines":
		t, err = plainCSV(path)
	case "tokens":
		t, err = plainXML(path)
	case "count", "grouped", "spilled", "align":
		t, err = ours(b, path, what)
	default:
		return fmt.Errorf("nobody knows what %q is", what)
	}
	if err != nil {
		return err
	}
	t.Peak = peak()
	return json.NewEncoder(os.Stdout).Encode(t)
}

// peak is the most memory that this process has had, in kB (Linux).
func peak() int {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "VmHWM:" {
			n, _ := strconv.Atoi(f[1])
			return n
		}
	}
	return 0
}

func makeLog(b *blueprint.Blueprint, path string, args []string) error {
	if len(args) < 3 {
		return errors.New("expected: JOURNEYS FORMAT OPEN")
	}
	journeys, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	open, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	return write(path, func(w io.Writer) error {
		net, err := flow.New(b.Graph())
		if err != nil {
			return err
		}
		_, err = loggen.Log{Journeys: journeys, Seed: 1, Format: args[1], Open: open, Slips: 10}.Write(w, net)
		return err
	})
}

func makeNet(b *blueprint.Blueprint, path string) error {
	net, err := flow.New(b.Graph())
	if err != nil {
		return err
	}
	g, err := unfold(net)
	if err != nil {
		return err
	}
	return write(path, func(w io.Writer) error {
		places, transitions, err := g.writePNML(w)
		fmt.Printf("%d places, %d transitions\n", places, transitions)
		return err
	})
}

// write writes a file as a whole or not at all.
func write(path string, body func(io.Writer) error) error {
	f, err := os.Create(path + ".part")
	if err != nil {
		return err
	}
	if err := errors.Join(body(f), f.Close()); err != nil {
		return err
	}
	return os.Rename(path+".part", path)
}

// plainCSV reads with encoding/csv and does nothing else.
func plainCSV(path string) (t told, err error) {
	f, err := os.Open(path)
	if err != nil {
		return t, err
	}
	defer f.Close()
	start := time.Now()
	r := csv.NewReader(bufio.NewReaderSize(f, 1<<20))
	r.ReuseRecord = true
	for {
		if _, err := r.Read(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return t, err
		}
		t.Events++
	}
	t.Events-- // the header
	t.Read = time.Since(start).Seconds()
	return t, nil
}

// plainXML takes a log apart with encoding/xml and does nothing else.
func plainXML(path string) (t told, err error) {
	f, err := os.Open(path)
	if err != nil {
		return t, err
	}
	defer f.Close()
	start := time.Now()
	d := xml.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return t, err
		}
		if s, ok := token.(xml.StartElement); ok && s.Name.Local == "event" {
			t.Events++
		}
	}
	t.Read = time.Since(start).Seconds()
	return t, nil
}

// ours reads and counts a log and, where that is asked for, explains its variants.
func ours(b *blueprint.Blueprint, path, what string) (t told, err error) {
	ctx := context.Background()
	g := b.Graph()
	names, err := eventlog.NewMapper(g, nil)
	if err != nil {
		return t, err
	}
	log, err := eventlog.Open(path, eventlog.Options{Strict: true})
	if err != nil {
		return t, err
	}
	defer log.Close()
	o := eventlog.CaseOptions{Grouped: what == "grouped"}
	if what == "spilled" {
		o.Memory = 4 << 20
	}
	tally := eventlog.NewTally(g, 0)
	start := time.Now()
	lap := func() float64 {
		s := time.Since(start).Seconds()
		start = time.Now()
		return s
	}
	read, err := eventlog.Count(ctx, log, names, tally, o)
	if err != nil {
		return t, err
	}
	t.Read, t.Events = lap(), read.Events
	if what != "align" {
		return t, nil
	}
	net, err := flow.New(g)
	if err != nil {
		return t, err
	}
	aligner := &align.Aligner{Net: net}
	var all align.Conformance
	for _, v := range tally.Variants() {
		a := aligner.Align(v.Touchpoints)
		all.Add(net, &a, int(v.Cases))
		t.Variants++
	}
	t.Work = lap()
	t.Fitness, _ = all.Fitness()
	t.Fitting, t.Cost = all.Fitting, all.Cost
	if _, err := conformance.Measure(ctx, b, tally, []eventlog.Log{read}, conformance.Options{Workers: 1}); err != nil {
		return t, err
	}
	t.Rest = lap()
	return t, nil
}
