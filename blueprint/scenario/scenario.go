// Package scenario answers "what if": it gives data of a blueprint other values
// and leaves the blueprint itself as it is.
//
// What comes in is a blueprint and settings, from a scenario of its file or
// from a command line: counter.servers=4, polish.time=40s, demand.arrivals=60/h.
// What goes out is another blueprint, checked as loading checks, to be measured
// or simulated like any other. [ParseSweep] makes a row of settings of a range,
// [Fewest] seeks the smallest number that will do.
//
// # Settings
//
// A setting begins with the id of a touchpoint, actor, persona, lane, phase,
// step or loyalty driver, or with a key of the whole blueprint; keys of the
// language follow. Of several that share an id the first that knows the key is
// meant. An item of a list is named by its place, its id, or where it leads:
//
//	counter.fails[0].chance=2%
//	counter.fails.wrong-tariff.chance=2%
//	polish.next.clean.chance=10%
//
// A plain value for a mapping changes what it says and leaves the rest: of
// wait: {expected: 6m, acceptable: 10m}, wait=4m changes the expected time. A
// value in braces or brackets is YAML and replaces the whole. The value null
// takes a datum away. Where all ways but one of a choice are given chances, the
// last one takes what is left.
package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint"
)

// MaxSettings bounds the settings of one scenario.
const MaxSettings = 1000

// Source is what findings name as their file where a setting was not read from
// one, but given as text.
const Source = "--set"

// Parse reads a setting such as "counter.servers=4". The error is a
// blueprint.Diagnostics with the column in the text. Whether the datum is there
// shows when the setting is applied.
func Parse(text string) (blueprint.Setting, error) {
	key, value, err := split(text, "counter.servers=4")
	return blueprint.Setting{Key: key, Value: value}, err
}

// split parts a text at its first equals sign.
func split(text, example string) (key, value string, err error) {
	fail := func(from, to int, message string) (string, string, error) {
		return "", "", blueprint.Diagnostics{{Rule: "bad-value", Message: message, Hint: fmt.Sprintf("expected a datum and its value, such as %q", example), Range: stretch(text, from, to)}}
	}
	key, value, found := strings.Cut(text, "=")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	switch {
	case !utf8.ValidString(text) || len(text) > maxText:
		return fail(0, 0, fmt.Sprintf("this is no UTF-8 text of at most %d bytes", maxText))
	case key == "":
		return fail(0, len(text), "the setting does not say which datum")
	case !found:
		return fail(0, len(text), fmt.Sprintf("%q is given no value", shorten(key)))
	case value == "":
		return fail(len(text), len(text), fmt.Sprintf("%q is given no value", shorten(key)))
	}
	if _, ok := blueprint.ParsePath(key); !ok {
		return fail(0, len(key), fmt.Sprintf("%q names no datum", shorten(key)))
	}
	return key, value, nil
}

// maxText bounds the text of one setting, in bytes.
const maxText = 1 << 16

// Apply gives the blueprint with other values; the blueprint itself stays as it
// is. The error is a blueprint.Diagnostics: each problem at its place in the
// text key=value of its setting, the file being named as Source says.
func Apply(b *blueprint.Blueprint, settings []blueprint.Setting) (*blueprint.Blueprint, error) {
	all := make([]written, len(settings))
	for i, s := range settings {
		all[i] = asText(s)
	}
	return apply(b, all)
}

// Named applies a scenario of the blueprint's file by its id. The error is a
// blueprint.Diagnostics: each problem at its place in the file.
func Named(b *blueprint.Blueprint, id string) (*blueprint.Blueprint, error) {
	i := slices.IndexFunc(b.Scenarios, func(s blueprint.Scenario) bool { return s.ID == id })
	if i >= 0 {
		return apply(b, asWritten(b, i))
	}
	known := make([]string, len(b.Scenarios))
	for i, s := range b.Scenarios {
		known[i] = s.ID
	}
	hint := "the blueprint has no scenarios"
	if near := blueprint.Nearest(id, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if len(known) > 0 {
		hint = "expected one of " + strings.Join(known[:min(len(known), 12)], ", ")
	}
	return nil, blueprint.Diagnostics{{Rule: "dangling-id", Message: fmt.Sprintf("there is no scenario %q", shorten(id)), Hint: hint}}
}

// Check tells what is wrong with the scenarios of a blueprint's file.
func Check(b *blueprint.Blueprint) blueprint.Diagnostics {
	var found blueprint.Diagnostics
	for i := range b.Scenarios {
		var these blueprint.Diagnostics
		if _, err := apply(b, asWritten(b, i)); errors.As(err, &these) {
			found = append(found, these...)
		}
	}
	return found.Sort()
}

// written is a setting with where it is written.
type written struct {
	blueprint.Setting
	path  blueprint.Path                     // in the file; nil: given as text
	key   func(from, to int) blueprint.Range // of a stretch of the key, in bytes
	value blueprint.Range
}

func asText(s blueprint.Setting) written {
	text := s.Key + "=" + s.Value
	return written{
		Setting: s,
		key:     func(from, to int) blueprint.Range { return stretch(text, from, to) },
		value:   stretch(text, len(s.Key)+1, len(text)),
	}
}

func asWritten(b *blueprint.Blueprint, scenario int) []written {
	var out []written
	for _, s := range b.Scenarios[scenario].Set {
		path := blueprint.Path{}.Key("scenarios").At(scenario).Key("set").Key(s.Key)
		value := b.Locate(path)
		out = append(out, written{Setting: s, path: path, value: value, key: func(from, to int) blueprint.Range { return keyRange(value, s.Key, from, to) }})
	}
	return out
}

// keyRange finds a stretch of the key that stands before a value in its line;
// without one it is the value's place.
func keyRange(value blueprint.Range, key string, from, to int) blueprint.Range {
	line, column := []rune(value.Line), value.Start.Column-1
	if column < 0 || column > len(line) {
		return value
	}
	before := string(line[:column])
	at := strings.LastIndex(before, key)
	if at < 0 {
		return value
	}
	r := stretch(before, at+from, at+to)
	shift := func(p *blueprint.Position) {
		p.File, p.Line = value.Start.File, value.Start.Line
		p.Offset += value.Start.Offset - len(before)
	}
	shift(&r.Start)
	shift(&r.End)
	r.Line = value.Line
	return r
}

// stretch is a place in a text that was given on its own.
func stretch(text string, from, to int) blueprint.Range {
	at := func(i int) blueprint.Position {
		i = min(max(i, 0), len(text))
		return blueprint.Position{File: Source, Line: 1, Column: utf8.RuneCountInString(text[:i]) + 1, Offset: i}
	}
	return blueprint.Range{Start: at(from), End: at(to), Line: text}
}

// shorten keeps messages readable.
func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
