package font

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// generic are the names by which a style sheet asks for any face of a kind: a
// picture has the built-in one for them.
var generic = [...]string{"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded", "math", "emoji"}

// Lacking are the families that were asked for if none of them is installed:
// the words are set in the built-in fonts then. Nothing is lacking where a font
// file was named, or where installed fonts shall not be used.
func (b *Book) Lacking() []string {
	var named []string
	for _, name := range b.options.Families {
		if slices.Contains(generic[:], strings.ToLower(name)) {
			continue
		}
		if len(b.installedAs(name)) > 0 {
			return nil
		}
		named = append(named, name)
	}
	if b.options.NoSystem || len(b.given) > 0 {
		return nil
	}
	return named
}

// asked lists the installed fonts of the families that were asked for, the
// first family first, and in each those first that go best with a class.
func (b *Book) asked(c class) []*file {
	if list, known := b.byClass[c]; known {
		return list
	}
	var list []*file
	for _, name := range b.options.Families {
		of := slices.Clone(b.installedAs(name))
		slices.SortStableFunc(of, func(x, y *file) int {
			return cmp.Or(cmp.Compare(x.slant(), y.slant()), cmp.Compare(x.off(c), y.off(c)))
		})
		list = append(list, of...)
	}
	b.byClass[c] = list
	return list
}

// slant is 1 for a file that has slanted fonts only.
func (f *file) slant() int {
	if slices.ContainsFunc(f.members, func(m member) bool { return !m.slanted }) {
		return 0
	}
	return 1
}

// off is how far the weights of a file are from a class.
func (f *file) off(c class) float64 {
	least := math.Inf(1)
	for _, m := range f.members {
		if m.variable {
			return 0
		}
		least = min(least, math.Abs(m.weight-c.weight()))
	}
	return least
}

// installedAs lists the installed files that have fonts of a family, with those
// fonts only. Files that are called like the family are looked into first, and
// all others only if that finds none.
func (b *Book) installedAs(family string) []*file {
	if b.options.NoSystem {
		return nil
	}
	if list, known := b.families[family]; known {
		return list
	}
	b.list()
	short := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, family)
	var list []*file
	for _, like := range []bool{true, false} {
		for _, f := range b.system {
			if strings.HasPrefix(f.name, short) != like || f.describe() != nil {
				continue
			}
			if of := f.only(family); of != nil {
				list = append(list, of)
			}
		}
		if len(list) > 0 {
			break
		}
	}
	b.families[family] = list
	return list
}

// only is the file with the fonts of one family, nil where it has none.
func (f *file) only(family string) *file {
	part := &file{path: f.path, name: f.name, read: true}
	for _, m := range f.members {
		if strings.EqualFold(m.family, family) {
			part.members = append(part.members, m)
		}
	}
	if part.members == nil {
		return nil
	}
	return part
}
