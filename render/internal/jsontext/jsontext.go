// Package jsontext reads small JSON files that people write by hand: what is
// wrong is said with its place, all of it in one go.
package jsontext

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint"
)

// The bounds of a file.
const (
	MaxSize  = 256 << 10 // bytes
	maxDepth = 8
	maxFound = 100 // problems that are told
)

// Value is one value with its place. What it is, its fields say: exactly one of
// them is set, none for true, false, null and numbers.
type Value struct {
	Text    *string
	List    []Value // not nil for a list
	Members []Member
	Object  bool

	from, to int // bytes
}

// Member is a key of an object with its value.
type Member struct {
	Name  string
	Key   Value
	Value Value
}

// File is a file that was read, and what is wrong in it.
type File struct {
	Root  Value
	name  string
	rule  string
	data  []byte
	found blueprint.Diagnostics
}

// Read reads an object. The rule is the name under which problems are told. A
// file that is too large or no JSON object gives an error.
func Read(r io.Reader, name, rule string) (*File, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f := &File{name: name, rule: rule, data: bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))}
	if len(data) > MaxSize {
		return nil, fmt.Errorf("%s: the file is larger than %d KiB", name, MaxSize>>10)
	}
	if at, ok := badByte(f.data); ok {
		f.Say(Value{from: at, to: at + 1}, "this is no UTF-8 text", "save the file as UTF-8")
		return nil, f.Err()
	}
	var raw json.RawMessage
	if err := json.Unmarshal(f.data, &raw); err != nil {
		at, message := len(f.data), err.Error()
		if s := (*json.SyntaxError)(nil); errors.As(err, &s) {
			at = max(0, min(int(s.Offset)-1, at))
			if s.Offset >= int64(len(f.data)) && strings.Contains(message, "unexpected end") {
				at, message = len(f.data), "the file ends too early"
			}
		}
		f.Say(Value{from: at, to: at + 1}, "this is no JSON: "+message, "")
		return nil, f.Err()
	}
	d := json.NewDecoder(bytes.NewReader(f.data))
	d.UseNumber()
	root, deep := f.value(d, 0)
	if deep || !root.Object {
		f.Say(root, "the file has to be an object with few levels", `expected { "name": ... }`)
		return nil, f.Err()
	}
	f.Root = root
	return f, nil
}

func badByte(data []byte) (int, bool) {
	if utf8.Valid(data) {
		return 0, false
	}
	for at := 0; at < len(data); {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n == 1 {
			return at, true
		}
		at += n
	}
	return 0, false
}

// value reads the next value of what is known to be JSON, and says whether it
// was nested too deeply.
func (f *File) value(d *json.Decoder, depth int) (v Value, deep bool) {
	v.from = f.next(int(d.InputOffset()))
	token, err := d.Token()
	if err != nil || depth > maxDepth {
		v.to = v.from + 1
		return v, true
	}
	switch token := token.(type) {
	case string:
		v.Text = &token
	case json.Delim:
		if token == '[' {
			v.List = []Value{}
		} else {
			v.Object = true
		}
		for d.More() {
			var m Member
			if v.Object {
				if m.Key, deep = f.value(d, depth+1); deep || m.Key.Text == nil {
					return v, true
				}
				m.Name = *m.Key.Text
			}
			if m.Value, deep = f.value(d, depth+1); deep {
				return m.Value, true
			}
			if v.Object {
				v.Members = append(v.Members, m)
			} else {
				v.List = append(v.List, m.Value)
			}
		}
		if _, err := d.Token(); err != nil {
			return v, true
		}
	}
	v.to = int(d.InputOffset())
	return v, false
}

// next is where the value behind an offset begins.
func (f *File) next(at int) int {
	for at < len(f.data) && strings.IndexByte(" \t\r\n,:", f.data[at]) >= 0 {
		at++
	}
	return at
}

// Say notes what is wrong with a value, up to a bound.
func (f *File) Say(v Value, message, hint string) {
	if len(f.found) >= maxFound {
		return
	}
	from, line := f.position(v.from)
	to, _ := f.position(max(v.from, v.to))
	f.found = append(f.found, blueprint.Diagnostic{
		Rule: f.rule, Severity: blueprint.Error, Message: message, Hint: hint,
		Range: blueprint.Range{Start: from, End: to, Line: line},
	})
}

// position finds line and column of a byte, and the text of the line.
func (f *File) position(at int) (blueprint.Position, string) {
	const longest = 200
	at = max(0, min(at, len(f.data)))
	start := bytes.LastIndexByte(f.data[:at], '\n') + 1
	line := f.data[start:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	text := strings.TrimRight(string(line), "\r")
	if len(text) > longest {
		text = ""
	}
	return blueprint.Position{
		File: f.name, Line: bytes.Count(f.data[:at], []byte{'\n'}) + 1,
		Column: utf8.RuneCount(f.data[start:at]) + 1, Offset: at,
	}, text
}

// Found lists all that was noted, in the order of the file.
func (f *File) Found() blueprint.Diagnostics { return f.found.Sort() }

// Err is what is wrong, all of it as one error; nil where nothing is.
func (f *File) Err() error { return f.Found().Err() }

// Each visits the members of an object. A key that is not among the known ones
// and a key that is there twice are noted and passed over.
func (f *File) Each(v Value, known []string, visit func(Member)) {
	seen := map[string]bool{}
	for _, m := range v.Members {
		switch {
		case len(f.found) >= maxFound: // enough is said
			return
		case !slices.Contains(known, m.Name):
			f.Say(m.Key, fmt.Sprintf("unknown key %s", Quoted(m.Name)), nearest(m.Name, known))
		case seen[m.Name]:
			f.Say(m.Key, fmt.Sprintf("the key %s is there twice", Quoted(m.Name)), "keep one of them")
		default:
			seen[m.Name] = true
			visit(m)
		}
	}
}

// Word is the text of a value that has to be one of the known words.
func (f *File) Word(v Value, what string, known []string) (string, bool) {
	s, ok := f.String(v, what)
	if ok && !slices.Contains(known, s) {
		f.Say(v, fmt.Sprintf("there is no %s %s", what, Quoted(s)), nearest(s, known))
		return "", false
	}
	return s, ok
}

// String is the text of a value that has to be a text.
func (f *File) String(v Value, what string) (string, bool) {
	if v.Text == nil {
		f.Say(v, what+" has to be a text", `expected "..."`)
		return "", false
	}
	return *v.Text, true
}

func nearest(word string, known []string) string {
	if near := blueprint.Nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "known are " + strings.Join(known, ", ")
}

// Quoted shows a word of the file, cut where it is long.
func Quoted(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:39]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
