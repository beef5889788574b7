package eventlog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint"
)

// Unknown stands in a trace for an activity that is no touchpoint.
const Unknown = -1

// Ignored is what Mapper.Find gives for an activity that is to be left out.
const Ignored = -2

// Mapper finds the touchpoints that the activities of logs mean: by a mapping, else
// by id, alias or title, whatever blanks and capital letters there are. It is safe
// for concurrent use.
type Mapper struct {
	ids   []string // of the touchpoints, in reading order
	words map[string]int
	notes []string
	names []string // all that is known, for suggestions
}

// NewMapper takes names from a blueprint and, before those, from a mapping, which
// may be nil. The error lists all of the mapping that is no touchpoint, as
// blueprint.Diagnostics.
func NewMapper(g *blueprint.Graph, mapping Mapping) (*Mapper, error) {
	m := &Mapper{words: map[string]int{}}
	all := g.Touchpoints()
	for i, t := range all {
		m.ids = append(m.ids, t.ID)
		m.words[fold(t.ID)] = i
	}
	twice := map[string]int{}
	for _, names := range []func(int) []string{
		func(i int) []string { return all[i].Aliases },
		func(i int) []string { return []string{all[i].Title} },
	} {
		fresh := map[string]int{}
		for i := range all {
			for _, name := range names(i) {
				m.name(fold(name), i, fresh, twice)
			}
		}
		for word, i := range fresh { // the order does not matter: each word once
			m.words[word] = i
		}
	}
	said, err := m.given(mapping)
	if err != nil {
		return nil, err
	}
	for word, other := range twice {
		if i := m.words[word]; !said[word] {
			m.notes = append(m.notes, fmt.Sprintf("%q could be %s or %s: taken as %s", word, m.ids[i], m.ids[other], m.ids[i]))
		}
	}
	slices.Sort(m.notes)
	for word := range m.words {
		m.names = append(m.names, word)
	}
	slices.Sort(m.names)
	return m, nil
}

// name notes a name of a touchpoint, where no surer one has it. Of twins the first
// in reading order has it.
func (m *Mapper) name(word string, i int, fresh, twice map[string]int) {
	if word == "" {
		return
	}
	if _, taken := m.words[word]; taken {
		return
	}
	first, taken := fresh[word]
	if !taken {
		fresh[word] = i
		return
	}
	if _, said := twice[word]; first != i && !said {
		twice[word] = i
	}
}

// given takes the mapping. It goes before all names.
func (m *Mapper) given(mapping Mapping) (map[string]bool, error) {
	var wrong blueprint.Diagnostics
	said := map[string]bool{}
	for _, e := range mapping {
		word, target := fold(e.Activity), strings.TrimSpace(e.Touchpoint)
		i := slices.Index(m.ids, target)
		if target == "-" {
			i = Ignored
		}
		before, twice := m.words[word]
		switch {
		case i == -1:
			wrong = append(wrong, e.dangling(m.ids))
		case said[word] && twice && before != i:
			wrong = append(wrong, blueprint.Diagnostic{Rule: "mapping", Range: e.Range, Message: fmt.Sprintf("activity %q is mapped twice", shorten(e.Activity)), Hint: "capital letters and blanks make no difference"})
		default:
			m.words[word] = i
			said[word] = true
		}
	}
	return said, wrong.Err()
}

// fold makes names alike that differ in blanks and capital letters only.
func fold(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(name)), " ")
}

// Find is the index of the touchpoint, in reading order, that an activity means;
// Unknown or Ignored otherwise.
func (m *Mapper) Find(activity string) int {
	if i, ok := m.words[fold(activity)]; ok {
		return i
	}
	return Unknown
}

// Notes tell which names could mean several touchpoints.
func (m *Mapper) Notes() []string { return slices.Clone(m.notes) }

// Suggest is the id of the touchpoint that an unknown activity was most likely
// meant to be, or "".
func (m *Mapper) Suggest(activity string) string {
	const most = 100 // longer names are no slips of the pen
	if len(activity) > most {
		return ""
	}
	near := blueprint.Nearest(fold(activity), m.names)
	if i, ok := m.words[near]; ok && i >= 0 {
		return m.ids[i]
	}
	return ""
}

// Unmapped is an activity that is no touchpoint, with how many events have it.
type Unmapped struct {
	Activity string
	Count    uint64
	Suggest  string // id of a touchpoint; empty where none is near
}

// dictionary remembers what the activities of one log mean.
type dictionary struct {
	mapper  *Mapper
	words   map[string]*meaning
	unknown Counts // what was looked up before the words were forgotten
	ignored uint64
}

type meaning struct {
	touchpoint int
	count      uint64
}

// maxWords bounds the activities that are remembered: beyond it they are looked up
// anew.
const maxWords = 100_000

func newDictionary(m *Mapper) *dictionary {
	return &dictionary{mapper: m, words: map[string]*meaning{}, unknown: Counts{Limit: 16 << 20}}
}

// find is the touchpoint of an event.
func (d *dictionary) find(activity []byte) int {
	if w, ok := d.words[string(activity)]; ok {
		w.count++
		return w.touchpoint
	}
	if len(d.words) >= maxWords {
		d.settle()
	}
	w := &meaning{touchpoint: d.mapper.Find(string(activity)), count: 1}
	d.words[string(activity)] = w
	return w.touchpoint
}

// settle forgets the words and keeps their counts.
func (d *dictionary) settle() {
	for word, w := range d.words {
		switch w.touchpoint {
		case Unknown:
			d.unknown.add([]byte(unknownName(word)), w.count)
		case Ignored:
			d.ignored += w.count
		}
	}
	clear(d.words)
}

// unknownName is an activity as it is listed.
func unknownName(word string) string {
	const most = 200
	word = strings.ToValidUTF8(word, "\ufffd")
	if len(word) > most {
		word = word[:most]
		for !utf8.ValidString(word) {
			word = word[:len(word)-1]
		}
	}
	return word
}

// unmapped lists what is no touchpoint, the most frequent first.
func (d *dictionary) unmapped() []Unmapped {
	d.settle()
	const suggestions = 200
	var out []Unmapped
	for name, n := range d.unknown.all() {
		out = append(out, Unmapped{Activity: name, Count: n})
	}
	slices.SortFunc(out, func(a, b Unmapped) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Activity, b.Activity))
	})
	for i := range out[:min(len(out), suggestions)] {
		out[i].Suggest = d.mapper.Suggest(out[i].Activity)
	}
	return out
}
