package baseline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

// Version is the version of the format that is written, and the newest that is
// read.
const Version = 1

// MaxBytes is the size of the largest baseline that is read, in bytes.
const MaxBytes = 64 << 20

// Format is what the file calls itself.
const Format = "moments-baseline"

type file struct {
	Format   string  `json:"format"`
	Version  int     `json:"version"`
	Findings []Entry `json:"findings"`
}

// Write writes the baseline as JSON: sorted, the same bytes every time, an entry
// a line so that changes can be reviewed.
func (b *Baseline) Write(w io.Writer) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n  \"format\": %q,\n  \"version\": %d,\n  \"findings\": [", Format, Version)
	line := json.NewEncoder(&out)
	line.SetEscapeHTML(false)
	for i, e := range b.Entries() {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n    ")
		if err := line.Encode(e); err != nil {
			return err
		}
		out.Truncate(out.Len() - 1) // the encoder's line break
	}
	if len(b.entries) > 0 {
		out.WriteString("\n  ")
	}
	out.WriteString("]\n}\n")
	_, err := w.Write(out.Bytes())
	return err
}

// Read reads a baseline. One of a newer version is refused, since what it knows
// could not be told from what is new.
func Read(r io.Reader) (*Baseline, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(text) > MaxBytes {
		return nil, fmt.Errorf("this is larger than %d MiB, the most a baseline may have", MaxBytes>>20)
	}
	var head struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return nil, plainly(text, err)
	}
	switch {
	case head.Format != Format:
		return nil, fmt.Errorf("this is no baseline: its format is %q, not %q", head.Format, Format)
	case head.Version > Version:
		return nil, fmt.Errorf("this baseline has version %d, and this program reads up to version %d: update moments, or write the baseline anew", head.Version, Version)
	case head.Version < 1:
		return nil, fmt.Errorf("this baseline has version %d; versions begin with 1", head.Version)
	}
	var f file
	strict := json.NewDecoder(bytes.NewReader(text))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&f); err != nil {
		return nil, plainly(text, err)
	}
	return fromEntries(f.Findings)
}

func fromEntries(list []Entry) (*Baseline, error) {
	b := &Baseline{entries: make(map[Entry]int, len(list))}
	for i, e := range list {
		n := e.Count
		e.Count = 0
		switch {
		case n < 1 || n > math.MaxInt32:
			return nil, fmt.Errorf("finding %d of the baseline: count is %d, expected 1 or more", i+1, n)
		case e.Message == "":
			return nil, fmt.Errorf("finding %d of the baseline has no message", i+1)
		case b.entries[e] > 0:
			return nil, fmt.Errorf("finding %d of the baseline is there twice: %s (%s) in %s; write the baseline anew", i+1, e.Message, e.Rule, e.File)
		}
		b.entries[e] = n
	}
	return b, nil
}

// plainly says in plain words why a text is no baseline.
func plainly(text []byte, err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		line := 1 + bytes.Count(text[:min(int(syntax.Offset), len(text))], []byte("\n"))
		return fmt.Errorf("this is no JSON from line %d on: %w", line, err)
	}
	return fmt.Errorf("this is no baseline: %w", err)
}
