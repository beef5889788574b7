package eventlog

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

func looksLikeXML(b []byte) bool {
	b = bytes.TrimSpace(b)
	return len(b) > 0 && b[0] == '<'
}

// element is what the elements of a log are to the reader.
type element uint8

const (
	elemOther element = iota
	elemLog
	elemTrace
	elemEvent
	elemGlobal // the attributes that all events have, with values for those that do not say theirs
	elemAttr   // string, date, int, float, boolean, id, list, container
	elemOrdered
)

var elementNames = [...]string{"an element", "<log>", "<trace>", "<event>", "<global>", "an attribute", "<values>"}

func elementOf(name []byte) element {
	switch string(name) {
	case "string", "date", "int", "float", "boolean", "id", "list", "container":
		return elemAttr
	case "event":
		return elemEvent
	case "trace":
		return elemTrace
	case "log":
		return elemLog
	case "global":
		return elemGlobal
	case "values":
		return elemOrdered
	}
	return elemOther
}

const maxDepth = 200

// xesDecoder reads XES: traces with events with attributes.
type xesDecoder struct {
	x     xmlScan
	names [parts]string // attributes of events; of traces for partCase
	times *timing

	stack   []element
	line    int // where the event began
	record  int
	trace   int
	name    []byte        // of the trace
	events  int           // of the trace
	open    bool          // an event is being read
	spoiled bool          // it was damaged, and that has been said
	resumed bool          // damage ended where the next event or trace begins
	values  [parts][]byte // of the event, copied: tags move the window
	found   [parts]bool
	other   [][]byte // values for the keys of the classifier
	keys    []string // of the first classifier, where events have no names of their own
	general [parts]string
	version string
	unnamed int // traces without a name
	renamed int // traces that tell their name behind their first event
	strange int
	byKeys  int // events named by the classifier
	byRule  int // events named by the global values
	ended   bool
	problem Problem
}

func openXES(r *Reader) (decoder, error) {
	head := r.window.rest()
	if i := bytes.Index(head[:min(len(head), 200)], []byte("encoding=")); i >= 0 {
		name := strings.ToLower(strings.Trim(string(head[i+9:min(len(head), i+9+12)]), `"' ?>`))
		if !strings.HasPrefix(name, "utf-8") && !strings.HasPrefix(name, "utf8") && !strings.HasPrefix(name, "us-ascii") && !strings.HasPrefix(name, "ascii") {
			return nil, r.whole("this XML is not UTF-8", "convert it with iconv, and mend the encoding in its first line")
		}
	}
	if !bytes.Contains(head, []byte("<log")) && !bytes.Contains(head, []byte(":log")) {
		return nil, r.whole("this is XML, but no XES log: there is no <log>", "")
	}
	d := &xesDecoder{x: xmlScan{w: r.window}, names: [parts]string{
		"concept:name", "concept:name", "time:timestamp", "", "lifecycle:transition", "org:resource",
	}}
	for p := range parts {
		if g := r.opts.Columns.of(p); g != "" {
			d.names[p] = g
		}
	}
	o := r.opts
	standard := o.TimeFormat == ""
	if standard {
		o.TimeFormat = "iso"
	}
	var err error
	if d.times, err = newTiming(o, nil); err != nil {
		return nil, r.whole(err.Error(), "")
	}
	if standard {
		d.times.note = "times: iso, as the standard says"
	}
	return d, nil
}

func (d *xesDecoder) next(e *Event) error {
	if d.ended {
		return d.end()
	}
	for {
		done, bad, ok := d.x.next()
		if !ok {
			return d.end()
		}
		if bad != nil {
			p := d.wrong(bad.message, bad.hint)
			d.x.w.skip(done)
			if d.damaged() {
				return p
			}
			continue
		}
		got, p := d.tag(e)
		d.x.w.skip(done)
		switch {
		case p != nil && d.damaged():
			return p
		case got:
			return nil
		}
	}
}

// damaged tells whether damage is to be reported. Within an event it takes the
// event along, and what follows there is quiet: one bad record is one problem.
func (d *xesDecoder) damaged() bool {
	switch {
	case d.resumed: // the next event has begun
		report := !d.spoiled
		d.resumed, d.spoiled = false, false
		return report
	case d.spoiled:
		return false
	}
	d.spoiled = d.open
	d.open = false
	return true
}

// end is what is left to be said at the end of the log.
func (d *xesDecoder) end() error {
	if err := d.x.w.failed(); err != nil {
		return err
	}
	if d.ended || len(d.stack) == 0 {
		return io.EOF
	}
	d.ended = true
	what := elementNames[d.stack[len(d.stack)-1]]
	d.open = false
	return d.wrong("the log breaks off: "+what+" is not closed", "")
}

func (d *xesDecoder) wrong(message, hint string) *Problem {
	w := d.x.w
	start := bytes.LastIndexByte(w.buf[:w.from], '\n') + 1
	col := column(w.buf[start:w.from], w.from-start)
	if start == 0 && w.line > 1 && (w.from == 0 || w.buf[0] != '\n') {
		col = 0 // the beginning of the line is not in the window any more
	}
	d.problem = Problem{Line: w.line, Column: col, Record: d.record, Message: message, Hint: hint}
	return &d.problem
}

// tag takes one tag into account. got is true where it makes e an event.
func (d *xesDecoder) tag(e *Event) (got bool, p *Problem) {
	kind := elementOf(d.x.name)
	if d.x.closes {
		return d.close(e, kind)
	}
	if p := d.misplaced(kind); p != nil {
		return false, p
	}
	switch kind {
	case elemAttr:
		d.attribute()
	case elemTrace:
		d.trace++
		d.events, d.name = 0, d.name[:0]
	case elemEvent:
		d.begin()
	case elemLog:
		d.version = string(d.x.attr("xes.version"))
	case elemOther:
		d.classifier()
	}
	if p != nil {
		return false, p
	}
	if !d.x.empty {
		if len(d.stack) >= maxDepth {
			return false, d.wrong(fmt.Sprintf("elements are nested more than %d deep", maxDepth), "")
		}
		if kind == elemGlobal && string(d.x.attr("scope")) != "event" {
			kind = elemOther
		}
		d.stack = append(d.stack, kind)
		return false, nil
	}
	switch kind {
	case elemEvent:
		return d.finish(e)
	case elemTrace:
		return d.leave(e), nil
	}
	return false, nil
}

// misplaced tells of traces and events within others of their kind: an end tag is
// missing. It goes on as if that stood there.
func (d *xesDecoder) misplaced(kind element) *Problem {
	if kind != elemEvent && kind != elemTrace {
		return nil
	}
	top := elemLog
	if kind == elemEvent {
		top = elemTrace
	}
	if n := len(d.stack); n == 0 || d.stack[n-1] == top || d.stack[n-1] == elemOther {
		return nil
	}
	for i := len(d.stack) - 1; i >= 0; i-- {
		if d.stack[i] == kind {
			p := d.wrong(fmt.Sprintf("%s begins before the last one is closed", elementNames[kind]), "the last one is left out")
			if kind == elemTrace {
				p.Hint = "it is taken as closed"
			}
			d.stack = d.stack[:i]
			d.open = false
			if kind == elemTrace {
				d.trace++
				d.events, d.name = 0, d.name[:0]
			}
			d.reopen(kind)
			d.resumed = true
			return p
		}
	}
	return nil
}

// reopen stands for the tag that misplaced met, which is not read again.
func (d *xesDecoder) reopen(kind element) {
	if d.x.empty {
		return
	}
	d.stack = append(d.stack, kind)
	if kind == elemEvent {
		d.begin()
	}
}

// close takes an end tag into account.
func (d *xesDecoder) close(e *Event, kind element) (got bool, p *Problem) {
	n := len(d.stack)
	if n == 0 {
		return false, d.wrong("an end tag has no beginning: "+elementNames[kind], "")
	}
	top := d.stack[n-1]
	same := top == kind || top == elemOther && kind == elemGlobal
	if same {
		d.stack = d.stack[:n-1]
		switch kind {
		case elemEvent:
			return d.finish(e)
		case elemTrace:
			return d.leave(e), nil
		}
		return false, nil
	}
	for i := n - 1; i >= 0; i-- {
		if d.stack[i] == kind {
			d.stack = d.stack[:i]
			break
		}
	}
	return false, d.wrong(fmt.Sprintf("%s is closed, but %s is open", elementNames[kind], elementNames[top]), "")
}

// leave ends a trace. One without events is an event of its own kind.
func (d *xesDecoder) leave(e *Event) bool {
	d.spoiled = false
	if d.events > 0 {
		return false
	}
	e.reset()
	e.Case, e.Trace, e.Empty = d.caseName(), d.trace, true
	return true
}

// caseName is the name of the trace, or one that tells which it is.
func (d *xesDecoder) caseName() []byte {
	if len(d.name) == 0 {
		d.unnamed++
		d.name = fmt.Appendf(d.name, "trace %d", d.trace)
	}
	return d.name
}
