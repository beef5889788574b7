// Package font finds the fonts that a picture needs and sets its lines in them.
//
// Latin is set in the Go fonts, which are part of the program. What they do not
// have comes from fonts that were named or, looked for only then, from those on
// the system; nothing is written to disk. A character that no font has is drawn
// as a box with its number and reported ([Book.Missing]).
package font

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/goregular"
)

// Options say where fonts come from.
type Options struct {
	Files    []string // font files that go before all others
	Families []string // names of families that go next, where they are installed
	NoSystem bool     // use none of the fonts that are installed
}

// Book is the fonts of one picture. It is not for concurrent use.
type Book struct {
	options  Options
	given    []*file
	system   []*file // as they were found
	listed   bool
	latin    [classes]*Face
	codes    *Face
	families map[string][]*file // that are installed, by name
	byClass  map[class][]*file
	orders   map[want][]*file // the system's files, the best first
	faces    map[faceKey]*Face
	found    map[want]*Face // nil where there is none
	missing  map[rune]bool
	setter   setter
}

// class is how strong the words are: regular, medium or bold.
type class int

const (
	regular class = iota
	medium
	bold
	classes
)

func classOf(weight int) class {
	switch {
	case weight >= 600:
		return bold
	case weight >= 450:
		return medium
	}
	return regular
}

// weight is what a font that has this class calls it.
func (c class) weight() float64 { return [classes]float64{400, 500, 700}[c] }

// want is what is asked of a face.
type want struct {
	r      rune
	class  class
	region region
	wide   bool // an East Asian face goes before the Go fonts
}

// faceKey is one face of one file, at a weight where the file has many.
type faceKey struct {
	path  string
	index int
	class class
}

// Open reads the named files. It fails when some are missing or are no fonts that
// can be drawn, and says so of each.
func Open(o Options) (*Book, error) {
	b := &Book{
		options:  o,
		families: map[string][]*file{},
		byClass:  map[class][]*file{},
		orders:   map[want][]*file{},
		faces:    map[faceKey]*Face{},
		found:    map[want]*Face{},
		missing:  map[rune]bool{},
	}
	var wrong []string
	for _, path := range o.Files {
		if err := b.give(path); err != nil {
			wrong = append(wrong, err.Error())
		}
	}
	if len(wrong) > 0 {
		return nil, errors.New(strings.Join(wrong, "; "))
	}
	for c, ttf := range [classes][]byte{goregular.TTF, gomedium.TTF, gobold.TTF} {
		face, err := parse([classes]string{"GoRegular", "GoMedium", "GoBold"}[c], ttf)
		if err != nil {
			return nil, fmt.Errorf("font: a built-in font cannot be read: %w", err)
		}
		b.latin[c] = face
	}
	b.codes = codeBoxes(b.latin[medium])
	return b, nil
}

// give adds a named file.
func (b *Book) give(path string) error {
	f, err := open(path)
	if err != nil {
		return err
	}
	face, err := f.load(0, regular)
	if err != nil {
		return err
	}
	b.faces[faceKey{path: f.path, index: f.members[0].index}] = face
	b.given = append(b.given, f)
	return nil
}

// Missing lists the characters that were set and that no font has, in the order
// of their numbers.
func (b *Book) Missing() []rune { return slices.Sorted(maps.Keys(b.missing)) }

// face returns a face that has the character, or nil.
func (b *Book) face(w want) *Face {
	if f, known := b.found[w]; known {
		return f
	}
	f := b.look(w)
	b.found[w] = f
	return f
}

func (b *Book) look(w want) *Face {
	if f := b.from(b.given, w); f != nil {
		return f
	}
	if f := b.from(b.asked(w.class), w); f != nil {
		return f
	}
	latin := b.latin[w.class]
	if !w.wide && latin.covers(w.r) {
		return latin
	}
	if f := b.from(b.installed(w), w); f != nil {
		return f
	}
	if latin.covers(w.r) {
		return latin
	}
	return nil
}

// installed lists the system's files, those first that go best with what is
// wanted.
func (b *Book) installed(w want) []*file {
	b.list()
	w.r, w.wide = 0, false
	order, known := b.orders[w]
	if !known {
		order = ranked(b.system, w)
		b.orders[w] = order
	}
	return order
}

// list finds the files of the system, once.
func (b *Book) list() {
	if !b.listed && !b.options.NoSystem {
		b.system, b.listed = systemFiles(), true
	}
}

// from returns the face of the first file that has the character.
func (b *Book) from(files []*file, w want) *Face {
	for _, f := range files {
		for _, i := range f.fitting(w) {
			key := faceKey{path: f.path, index: f.members[i].index}
			if f.members[i].variable {
				key.class = w.class
			}
			face, loaded := b.faces[key]
			if !loaded {
				face, _ = f.load(i, w.class) // a broken font on the system has no characters
				b.faces[key] = face
			}
			if face.covers(w.r) {
				return face
			}
		}
	}
	return nil
}
