package coverage

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// profileFormat heads every profile.
const profileFormat = "moments-profile/1"

// Bounds of reading.
const (
	MaxProfile = 1 << 30  // bytes of a profile
	maxLine    = 32 << 20 // bytes of a line
	maxCount   = 1 << 40  // journeys that are alike
	maxProblem = 20       // problems that are told
)

// record is a line of a profile: the head, journeys that are alike, or visits to
// a touchpoint that was not there.
type record struct {
	Format    string   `json:"format,omitempty"`
	Blueprint string   `json:"blueprint,omitempty"`
	Version   string   `json:"version,omitempty"`
	Test      string   `json:"test,omitempty"`
	Outcome   Outcome  `json:"outcome,omitempty"`
	Persona   string   `json:"persona,omitempty"`
	Visits    []string `json:"visits,omitempty"`
	Unknown   string   `json:"unknown,omitempty"`
	Count     int      `json:"count,omitempty"`
}

// Write writes the profile as JSON lines, sorted: equal profiles give equal bytes.
func (p *Profile) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	if err := lines.Encode(record{Format: profileFormat}); err != nil {
		return err
	}
	for _, t := range p.Traces() {
		x := t.Of
		if err := lines.Encode(record{Blueprint: x.Blueprint, Version: x.Version, Test: x.Test, Outcome: x.Outcome, Persona: x.Persona, Visits: x.Visits, Count: t.Count}); err != nil {
			return err
		}
	}
	for _, s := range p.Strays() {
		x := s.Of
		if err := lines.Encode(record{Blueprint: x.Blueprint, Version: x.Version, Test: x.Test, Unknown: x.ID, Count: s.Count}); err != nil {
			return err
		}
	}
	return out.Flush()
}

// Read reads what [Profile.Write] writes; name stands for it in messages. The error
// names every line that is wrong, up to twenty; a profile with such a line is not
// used at all.
func Read(r io.Reader, name string) (*Profile, error) {
	in := bufio.NewScanner(io.LimitReader(r, MaxProfile))
	in.Buffer(nil, maxLine)
	var p Profile
	var wrong []string
	line := 0
	for in.Scan() && len(wrong) < maxProblem {
		line++
		if err := p.readLine(in.Bytes(), line == 1); err != nil {
			wrong = append(wrong, fmt.Sprintf("%s:%d:%s", name, line, err))
		}
	}
	switch err := in.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		wrong = append(wrong, fmt.Sprintf("%s:%d:1: a line has at most %d bytes", name, line+1, maxLine))
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	case line == 0:
		wrong = append(wrong, fmt.Sprintf("%s:1:1: the profile is empty: expected the line {\"format\":%q}", name, profileFormat))
	}
	if len(wrong) > 0 {
		return nil, errors.New(strings.Join(wrong, "\n"))
	}
	return &p, nil
}

// readLine takes a line in. Errors begin with the column.
func (p *Profile) readLine(text []byte, first bool) error {
	var x record
	if err := strictly(text, &x); err != nil {
		return err
	}
	if first {
		if x.Format != profileFormat {
			return fmt.Errorf("1: expected the line {\"format\":%q}", profileFormat)
		}
		return nil
	}
	if err := x.check(); err != nil {
		return fmt.Errorf("1: %w", err)
	}
	if x.Unknown != "" {
		p.AddStray(Stray{x.Blueprint, x.Version, x.Test, x.Unknown}, x.Count)
		return nil
	}
	p.Add(Trace{x.Blueprint, x.Version, x.Test, x.Outcome, x.Persona, x.Visits}, x.Count)
	return nil
}

func (x record) check() error {
	switch {
	case x.Format != "":
		return errors.New("format belongs into the first line only")
	case x.Count < 1 || x.Count > maxCount:
		return fmt.Errorf("count is %d: expected 1 to %d", x.Count, maxCount)
	case len(x.Visits) > MaxVisits:
		return ErrTooLong
	case x.Unknown != "" && (x.Outcome != "" || x.Persona != "" || len(x.Visits) > 0):
		return errors.New("visits to an unknown touchpoint have neither outcome, persona nor visits")
	case x.Unknown == "" && !slices.Contains(Outcomes(), x.Outcome):
		return fmt.Errorf("outcome is %q: expected one of %q", x.Outcome, Outcomes())
	case slices.Contains(x.Visits, ""):
		return errors.New("a visit names no touchpoint")
	}
	return nil
}

// lineError is a problem in JSON with its place, in bytes.
type lineError struct {
	offset int
	column int // in characters
	msg    string
}

func (e *lineError) Error() string { return fmt.Sprintf("%d: %s", e.column, e.msg) }

// place gives the problem with line and column in a text of many lines.
func (e *lineError) place(text string) string {
	before := text[:min(e.offset, len(text))]
	line := strings.Count(before, "\n") + 1
	return fmt.Sprintf("%d:%d: %s", line, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])+1, e.msg)
}

// strictly reads one JSON value and nothing else, without unknown keys.
func strictly(text []byte, to any) *lineError {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	err := d.Decode(to)
	at := int(d.InputOffset())
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			at = len(text) - len(bytes.TrimLeft(text[at:], " \t\r\n"))
			return newLineError(text, at, "expected nothing more")
		}
		return nil
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = int(syntax.Offset) - 1
	case errors.As(err, &kind):
		return newLineError(text, int(kind.Offset)-1, fmt.Sprintf("%s cannot be %s", kind.Field, kind.Value))
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return newLineError(text, len(text), "it ends too early")
	}
	return newLineError(text, at, strings.TrimPrefix(err.Error(), "json: "))
}

func newLineError(text []byte, at int, msg string) *lineError {
	at = min(max(at, 0), len(text))
	return &lineError{at, utf8.RuneCount(text[:at]) + 1, msg}
}
