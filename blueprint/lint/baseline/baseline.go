// Package baseline takes the findings of a day as known, so that a check can
// stand in front of old blueprints from the first day and report only what is
// new.
//
// What comes in are blueprints with the findings in them; what goes out is a
// [Baseline] to keep in a file, and later a [Filter] that tells new findings
// from known ones and says which have gone. A finding is known again by what it
// says and where in the blueprint it says it, never by its line.
package baseline

import (
	"cmp"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// Baseline holds findings that are known. The zero value holds none.
type Baseline struct {
	entries map[Entry]int // how often each, its Count left at 0
}

// Entry is a finding without its line.
type Entry struct {
	File    string `json:"file"`         // by slashes, from the folder of the baseline
	Rule    string `json:"rule"`         // empty: none
	At      string `json:"at,omitempty"` // "#" and the touchpoint's id, and the keys below it; else the keys from the root
	Message string `json:"message"`      // numbers outside of double quotes replaced by "#"
	Count   int    `json:"count"`        // how many findings look the same
}

// Len is the number of known findings.
func (b *Baseline) Len() int {
	n := 0
	for _, count := range b.entries {
		n += count
	}
	return n
}

// Entries lists what is known, by file, place, rule and message.
func (b *Baseline) Entries() []Entry { return sorted(b.entries) }

func sorted(counts map[Entry]int) []Entry {
	out := make([]Entry, 0, len(counts))
	for e, n := range counts {
		e.Count = n
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.At, b.At), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return out
}

// Add takes the findings in a blueprint as known. Dir is the folder of the
// baseline, from which files are named. The blueprint is what could be read of
// it, nil where that was nothing.
func (b *Baseline) Add(dir string, of *blueprint.Blueprint, found blueprint.Diagnostics) {
	if b.entries == nil {
		b.entries = map[Entry]int{}
	}
	a := anchorsOf(of)
	for _, d := range found {
		b.entries[entryOf(dir, a, d)]++
	}
}

// entryOf is a finding as a baseline knows it.
func entryOf(dir string, a anchors, d blueprint.Diagnostic) Entry {
	valid := func(s string) string { return strings.ToValidUTF8(s, "\ufffd") } // as JSON will have it
	return Entry{File: name(dir, d.Range.Start.File), Rule: valid(d.Rule), At: valid(a.at(d.Path)), Message: valid(withoutNumbers(d.Message))}
}

// name is a file's name as seen from a folder. Where that cannot be told, as for
// standard input, it is left as it is.
func name(dir, file string) string {
	if file == "" {
		return ""
	}
	rel := file
	from, err := filepath.Abs(dir)
	to, toErr := filepath.Abs(file)
	if err == nil && toErr == nil {
		if r, err := filepath.Rel(from, to); err == nil {
			rel = r
		}
	}
	return strings.ToValidUTF8(filepath.ToSlash(rel), "\ufffd")
}

// anchors holds the ids of touchpoints by their paths.
type anchors map[string]string

func anchorsOf(b *blueprint.Blueprint) anchors {
	a := anchors{}
	if b == nil {
		return a
	}
	g := b.Graph()
	for _, t := range g.Touchpoints() {
		if t.ID != "" {
			a[g.Path(t).String()] = t.ID
		}
	}
	return a
}

// at names a place so that neither lines nor steps before it matter.
func (a anchors) at(p blueprint.Path) string {
	for n := len(p); n > 0; n-- {
		if id, ok := a[p[:n].String()]; ok {
			return strings.TrimSuffix("#"+id+"."+keys(p[n:]), ".")
		}
	}
	return keys(p)
}

func keys(p blueprint.Path) string {
	var out []string
	for _, e := range p {
		if e.Key != "" {
			out = append(out, e.Key)
		}
	}
	return strings.Join(out, ".")
}

// numbers are figures with their units, such as 3, 1.5, 2m30s or 12%.
var numbers = regexp.MustCompile(`(?:[0-9][0-9.,:·-]*(?:ms|[smhdw%])?)+`)

// withoutNumbers replaces numbers, which move with every edit, but leaves titles
// in quotes as they are.
func withoutNumbers(message string) string {
	parts := strings.Split(message, `"`)
	for i := 0; i < len(parts); i += 2 {
		parts[i] = numbers.ReplaceAllStringFunc(parts[i], func(s string) string {
			end := strings.TrimRight(s, ".,:·-") // the sentence's own
			return "#" + s[len(end):]
		})
	}
	return strings.Join(parts, `"`)
}
