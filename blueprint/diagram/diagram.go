// Package diagram makes a start of a blueprint of a diagram that is there
// already. What comes in is a text in the language of Mermaid: a user journey,
// whose scores become emotions, or a flowchart, whose subgraphs are lanes. What
// goes out is a blueprint, and by line and column what could not be taken.
//
// The reader is tolerant: it takes what people write into Mermaid, passes over
// what only concerns looks, and goes on behind what it does not understand.
package diagram

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint"
)

// Bounds of what is read.
const (
	maxBytes    = 2 << 20
	maxNodes    = 5_000
	maxEdges    = 20_000
	maxFindings = 200
)

// Options say how a diagram is read. The zero value works.
type Options struct {
	Map []Mapping // what subgraphs stand for, where their names do not say so
}

// Mapping says what a subgraph stands for: a kind of lane (customer, frontstage,
// backstage, support), or "phase", or "ignore".
type Mapping struct{ Label, Target string }

// Read reads a diagram; name stands for it in messages. A Markdown file is read
// for its first Mermaid diagram. The findings tell what was left out or taken
// for something. The error says why there is no blueprint: it is a
// [blueprint.Diagnostics] where it has places.
func Read(r io.Reader, name string, o Options) (*blueprint.Blueprint, blueprint.Diagnostics, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	switch {
	case err != nil:
		return nil, nil, err
	case len(data) > maxBytes:
		return nil, nil, fmt.Errorf("this is larger than %d MiB, the most a diagram may have", maxBytes>>20)
	case !utf8.Valid(data):
		return nil, nil, errors.New("this is no text in UTF-8")
	}
	src := &source{Source: blueprint.Source{File: name, Text: data}}
	src.lines(mermaid(data))
	d, err := src.begin()
	if err != nil {
		return nil, src.found, err
	}
	var b *blueprint.Blueprint
	if d.journey {
		b, err = src.journey(d)
	} else {
		b, err = src.flowchart(d, o)
	}
	if err != nil {
		return nil, src.found.Sort(), err
	}
	return b, src.found.Sort(), nil
}

// mermaid blanks what stands around the first diagram of a Markdown text, so that
// places stay true.
func mermaid(text []byte) []byte {
	at := 0
	for _, line := range bytes.SplitAfter(text, []byte("\n")) {
		fence := bytes.TrimSpace(line)
		at += len(line)
		for _, sign := range []string{"```", "~~~", ":::"} {
			if !bytes.HasPrefix(fence, []byte(sign)) || string(bytes.TrimSpace(bytes.TrimLeft(fence, sign[:1]))) != "mermaid" {
				continue
			}
			out := bytes.Map(func(r rune) rune {
				if r == '\n' {
					return r
				}
				return ' '
			}, text[:at])
			out = padded(out, at)
			end := len(text)
			if i := bytes.Index(text[at:], []byte("\n"+sign)); i >= 0 {
				end = at + i + 1
			}
			return append(out, text[at:end]...)
		}
	}
	return text
}

// padded gives a text its length in bytes back, which blanks in place of longer
// characters have taken.
func padded(text []byte, length int) []byte {
	if missing := length - len(text); missing > 0 {
		at := bytes.LastIndexByte(text, '\n')
		if at < 0 {
			at = len(text)
		}
		return append(append(append([]byte{}, text[:at]...), bytes.Repeat([]byte{' '}, missing)...), text[at:]...)
	}
	return text
}

// source is the text with its findings.
type source struct {
	blueprint.Source
	statements []statement
	title      string // of the front matter
	found      blueprint.Diagnostics
}

// statement is a line, or a part of one, without comments.
type statement struct {
	text   string
	offset int // in bytes
}

// lines parts the text into statements: front matter, directives and comments
// are taken out.
func (s *source) lines(text []byte) {
	rest := string(text)
	at := 0
	cut := func(n int) { rest, at = rest[n:], at+n }
	if strings.HasPrefix(rest, "\ufeff") {
		cut(len("\ufeff"))
	}
	trimmed := strings.TrimLeft(rest, " \t\r\n")
	if strings.HasPrefix(trimmed, "---") {
		if end := strings.Index(trimmed[3:], "\n---"); end >= 0 {
			for _, line := range strings.Split(trimmed[:3+end], "\n") {
				if title, ok := strings.CutPrefix(strings.TrimSpace(line), "title:"); ok {
					s.title = strings.Trim(strings.TrimSpace(title), `"'`)
				}
			}
			cut(len(rest) - len(trimmed) + 3 + end + len("\n---"))
			if i := strings.IndexByte(rest, '\n'); i >= 0 {
				cut(i)
			}
		}
	}
	for rest != "" {
		line, _, _ := strings.Cut(rest, "\n")
		clean := strings.TrimLeft(line, " \t\r")
		indent := len(line) - len(clean)
		switch {
		case strings.HasPrefix(clean, "%%{"): // a directive may run over lines
			if end := strings.Index(rest, "}%%"); end >= 0 {
				cut(end + 3)
				continue
			}
		case strings.HasPrefix(clean, "%%"), clean == "":
		default:
			s.statements = append(s.statements, statement{strings.TrimRight(clean, " \t\r"), at + indent})
		}
		cut(min(len(line)+1, len(rest)))
	}
}

// opening is the first statement: what kind of diagram it is.
type opening struct {
	journey bool
	rest    []statement
}

func (s *source) begin() (opening, error) {
	if len(s.statements) == 0 {
		return opening{}, errors.New("there is no diagram in this text")
	}
	first := s.statements[0]
	line, behind, split := strings.Cut(first.text, ";")
	words := strings.Fields(line)
	rest := s.statements[1:]
	if split && strings.TrimSpace(behind) != "" {
		rest = append([]statement{{behind, first.offset + len(line) + 1}}, rest...)
	}
	word := ""
	if len(words) > 0 {
		word = words[0]
	}
	switch word {
	case "journey":
		return opening{journey: true, rest: rest}, nil
	case "flowchart", "graph", "flowchart-elk", "flowchart-v2":
		return opening{rest: rest}, nil
	}
	known := []string{"journey", "flowchart", "graph"}
	hint := "expected a diagram that begins with journey, flowchart or graph"
	if near := blueprint.Nearest(word, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return opening{}, blueprint.Diagnostics{s.diagnostic(first.offset, first.offset+len(word), blueprint.Error, fmt.Sprintf("a diagram of the kind %q cannot become a blueprint", word), hint)}
}

// report adds a finding about a stretch of the text.
func (s *source) report(start, end int, message, hint string) {
	if len(s.found) < maxFindings {
		s.found = append(s.found, s.diagnostic(start, end, blueprint.Warning, message, hint))
	}
}

func (s *source) diagnostic(start, end int, severity blueprint.Severity, message, hint string) blueprint.Diagnostic {
	return blueprint.Diagnostic{Rule: "diagram", Severity: severity, Range: s.Range(s.position(start), s.position(max(end, start+1))), Message: message, Hint: hint}
}

func (s *source) position(offset int) blueprint.Position {
	offset = min(max(offset, 0), len(s.Text))
	before := s.Text[:offset]
	line := bytes.Count(before, []byte("\n"))
	start := bytes.LastIndexByte(before, '\n') + 1
	return blueprint.Position{File: s.File, Line: line + 1, Column: utf8.RuneCount(before[start:]) + 1, Offset: offset}
}
