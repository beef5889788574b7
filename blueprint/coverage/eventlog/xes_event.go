package eventlog

import (
	"bytes"
	"fmt"
	"strings"
)

// begin begins an event.
func (d *xesDecoder) begin() {
	d.record++
	d.line = d.x.w.line
	d.open, d.spoiled = true, false
	d.found = [parts]bool{}
	for i := range d.other {
		d.other[i] = d.other[i][:0]
	}
}

// attribute takes an attribute of an event, a trace or the global values.
func (d *xesDecoder) attribute() {
	n := len(d.stack)
	if n == 0 {
		return
	}
	switch d.stack[n-1] {
	case elemEvent:
		if d.open {
			d.eventValue(d.x.attr("key"), d.x.attr("value"))
		}
	case elemTrace:
		if string(d.x.attr("key")) == d.names[partCase] {
			d.traceName(bytes.TrimSpace(d.x.attr("value")))
		}
	case elemGlobal:
		for _, p := range [...]part{partActivity, partLifecycle, partResource} {
			if string(d.x.attr("key")) == d.names[p] {
				d.general[p] = globalValue(d.x.attr("value"))
			}
		}
	}
}

// globalValue is a value for events that do not say theirs. Words that tools write
// there because something must stand there are none.
func globalValue(v []byte) string {
	s := strings.TrimSpace(string(v))
	switch strings.ToLower(strings.Trim(s, "_")) {
	case "invalid", "unknown", "undefined", "name", "string", "default":
		return ""
	}
	return s
}

func (d *xesDecoder) traceName(name []byte) {
	switch {
	case len(name) == 0:
	case d.events > 0:
		d.renamed++ // its events are out already
	default:
		d.name = append(d.name[:0], name...)
	}
}

func (d *xesDecoder) eventValue(key, value []byte) {
	for p := partActivity; p < parts; p++ {
		if d.names[p] == string(key) && len(key) > 0 {
			d.values[p] = append(d.values[p][:0], value...)
			d.found[p] = true
			return
		}
	}
	for i, k := range d.keys {
		if k == string(key) {
			d.other[i] = append(d.other[i][:0], value...)
		}
	}
}

// classifier notes the first one's keys: by them events are named that have no name
// of their own.
func (d *xesDecoder) classifier() {
	const most = 8
	if string(d.x.name) != "classifier" || len(d.keys) > 0 || len(d.stack) != 1 {
		return
	}
	for _, k := range strings.Fields(string(d.x.attr("keys"))) {
		if k = strings.Trim(k, "'"); k != "" && k != d.names[partActivity] && k != d.names[partLifecycle] && len(d.keys) < most {
			d.keys = append(d.keys, k)
			d.other = append(d.other, nil)
		}
	}
}

// finish makes an event of what was read.
func (d *xesDecoder) finish(e *Event) (got bool, p *Problem) {
	if !d.open {
		d.spoiled = false
		return false, nil // it was damaged, and that has been said
	}
	d.open = false
	if n := len(d.stack); n == 0 || d.stack[n-1] != elemTrace {
		p := d.wrong("this event stands in no trace, so it has no case", "")
		p.Line, p.Column = d.line, 0
		return false, p
	}
	e.reset()
	e.Trace = d.trace
	if p := d.activity(e); p != nil {
		return false, p
	}
	for _, p := range [...]part{partTime, partStart} {
		text := d.value(p)
		if len(text) == 0 {
			continue
		}
		i, ok := d.times.read(text)
		if !ok {
			bad := d.wrong(fmt.Sprintf("%q is no time in the format %s", shorten(string(text)), d.times.format.Name), "")
			bad.Line, bad.Column = d.line, 0
			return false, bad
		}
		if p == partTime {
			e.Time = i
		} else {
			e.Start = i
		}
	}
	d.byDefault(partLifecycle)
	var known bool
	if e.Lifecycle, known = lifecycle(d.value(partLifecycle)); !known {
		d.strange++
	}
	d.byDefault(partResource)
	e.Resource = d.value(partResource)
	e.Case = d.caseName()
	d.events++
	return true, nil
}

func (d *xesDecoder) value(p part) []byte {
	if !d.found[p] {
		return nil
	}
	return trim(d.values[p])
}

// byDefault takes the global value where an event has none.
func (d *xesDecoder) byDefault(p part) {
	if !d.found[p] && d.general[p] != "" {
		d.values[p] = append(d.values[p][:0], d.general[p]...)
		d.found[p] = true
	}
}

// activity finds the name of an event: its own, by the classifier, the global one.
func (d *xesDecoder) activity(e *Event) *Problem {
	if e.Activity = d.value(partActivity); len(e.Activity) > 0 {
		return nil
	}
	name := d.values[partActivity][:0]
	for _, v := range d.other {
		if v = trim(v); len(v) > 0 {
			if len(name) > 0 {
				name = append(name, '+')
			}
			name = append(name, v...)
		}
	}
	if len(name) > 0 {
		d.byKeys++
	} else if d.general[partActivity] != "" {
		d.byRule++
		name = append(name, d.general[partActivity]...)
	}
	d.values[partActivity] = name
	if e.Activity = name; len(name) == 0 {
		p := d.wrong("this event names no activity: it has no "+d.names[partActivity], "")
		p.Line, p.Column = d.line, 0
		return p
	}
	return nil
}

func escapePercent(s string) string { return strings.ReplaceAll(shorten(s), "%", "%%") }

func (d *xesDecoder) said() []string {
	version := d.version
	if version == "" {
		version = "not said"
	}
	out := []string{
		"version of XES: " + shorten(version),
		"case: " + d.names[partCase] + " of the trace",
		"activity: " + d.names[partActivity] + " of the event",
	}
	out = append(out, d.times.said()...)
	for _, n := range []struct {
		count int
		text  string
	}{
		{d.byKeys, "events without a name: %d are named by the first classifier, " + escapePercent(strings.Join(d.keys, "+"))},
		{d.byRule, "events without a name: %d are named by the global value, " + escapePercent(d.general[partActivity])},
		{d.unnamed, "traces without a name: %d are named by their number"},
		{d.renamed, "traces that tell their name behind their first event: %d are named by their number"},
	} {
		if n.count > 0 {
			out = append(out, fmt.Sprintf(n.text, n.count))
		}
	}
	return append(out, strangeTransitions(d.strange)...)
}
