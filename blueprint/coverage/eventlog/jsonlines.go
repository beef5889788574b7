package eventlog

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

func looksLikeJSON(b []byte) bool {
	b = bytes.TrimSpace(b)
	return len(b) > 0 && b[0] == '{' || len(b) > 1 && b[0] == '[' && bytes.IndexByte(b, '{') > 0 && len(bytes.TrimSpace(b[1:bytes.IndexByte(b, '{')])) == 0
}

// jsonDecoder reads JSON lines: an object for each event.
type jsonDecoder struct {
	w       *window
	scan    jsonScan
	keys    [parts]string // empty: none
	layout  layout
	times   *timing
	record  int
	strange int
	problem Problem
}

func openJSON(r *Reader) (decoder, error) {
	if bytes.TrimSpace(r.window.rest())[0] == '[' {
		return nil, r.whole("this is one JSON array", "write a line for each event: jq -c '.[]' "+r.name)
	}
	d := &jsonDecoder{w: r.window}
	lines := firstLines(r.window.rest(), 1000)
	keys := d.allKeys(lines)
	if len(keys) == 0 {
		return nil, r.whole("among the first lines there is none with a JSON object", "an event is an object on a line of its own")
	}
	var err error
	if d.layout, err = arrange(r.opts.Columns, keys, len(keys), "key"); err != nil {
		return nil, r.whole(err.Error(), "")
	}
	for p, i := range d.layout.at {
		if i >= 0 {
			d.keys[p] = keys[i]
		}
	}
	var times []string
	for _, l := range lines {
		if v, bad := d.read(l); bad == nil && len(v[partTime]) > 0 {
			times = append(times, string(v[partTime]))
		}
	}
	if d.times, err = newTiming(r.opts, times); err != nil {
		return nil, r.whole(err.Error(), "")
	}
	return d, nil
}

// allKeys are the keys of the first objects, each once, as they come.
func (d *jsonDecoder) allKeys(lines [][]byte) []string {
	const most = 200
	var out []string
	for _, l := range lines {
		_ = d.scan.object(l, func(key, _ []byte) {
			if len(out) < most && !slices.Contains(out, string(key)) {
				out = append(out, string(key))
			}
		})
	}
	return out
}

// read gives the values of a line.
func (d *jsonDecoder) read(line []byte) (values [parts][]byte, bad *badCell) {
	bad = d.scan.object(line, func(key, value []byte) {
		for p := range d.keys {
			if d.keys[p] == string(key) && len(key) > 0 {
				values[p] = trim(value)
			}
		}
	})
	return values, bad
}

func (d *jsonDecoder) next(e *Event) error {
	for {
		line, size, long, ok := d.w.nextLine()
		switch {
		case !ok:
			if err := d.w.failed(); err != nil {
				return err
			}
			return io.EOF
		case long:
			d.record++
			p := d.wrong(line, 0, fmt.Sprintf("this line has more than %d bytes", maxRecord), "an event is an object on a line of its own")
			d.w.skipLine()
			return p
		case len(line) < 64 && len(bytes.TrimSpace(line)) == 0:
			d.w.skip(size)
			continue
		}
		d.record++
		p := d.fill(e, line)
		d.w.skip(size)
		if p != nil {
			return p
		}
		return nil
	}
}

func (d *jsonDecoder) fill(e *Event, line []byte) *Problem {
	e.reset()
	e.Trace = 0
	v, bad := d.read(line)
	if bad != nil {
		return d.wrong(line, bad.at, bad.message, bad.hint)
	}
	e.Case, e.Activity, e.Resource = v[partCase], v[partActivity], v[partResource]
	switch {
	case len(e.Case) == 0:
		return d.wrong(line, 0, "this record names no case: it has no "+quoteKey(d.keys[partCase]), "")
	case len(e.Activity) == 0:
		return d.wrong(line, 0, "this record names no activity: it has no "+quoteKey(d.keys[partActivity]), "")
	}
	for _, p := range [...]part{partTime, partStart} {
		if len(v[p]) == 0 {
			continue
		}
		i, ok := d.times.read(v[p])
		if !ok {
			return d.wrong(line, bytes.Index(line, v[p]), fmt.Sprintf("%q is no time in the format %s", shorten(string(v[p])), d.times.format.Name), "")
		}
		if p == partTime {
			e.Time = i
		} else {
			e.Start = i
		}
	}
	var known bool
	if e.Lifecycle, known = lifecycle(v[partLifecycle]); !known {
		d.strange++
	}
	return nil
}

func quoteKey(key string) string { return `"` + strings.ToValidUTF8(key, "\ufffd") + `"` }

func (d *jsonDecoder) wrong(line []byte, at int, message, hint string) *Problem {
	d.problem = Problem{Line: d.w.line, Column: column(line, at), Record: d.record, Message: message, Hint: hint}
	return &d.problem
}

func (d *jsonDecoder) said() []string {
	return append(append(d.layout.said[:len(d.layout.said):len(d.layout.said)], d.times.said()...), strangeTransitions(d.strange)...)
}
