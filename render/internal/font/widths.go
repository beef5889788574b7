package font

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/servicemoments/moments/render/scene"
)

// What a face that is not as strong as the words gets for the stronger cut of
// its family, in percent: a browser may have that one.
const (
	mediumReserve = 103
	boldReserve   = 110
)

// Widths are the widths of the fonts that were named, for
// render/text.Setter. What is installed has no part in them. They are not for
// concurrent use.
type Widths struct {
	book  *Book
	lang  string
	known map[widthKey]width
}

type widthKey struct {
	cluster string
	class   class
}

type width struct {
	advance int
	known   bool
}

// Measure reads the named files; lang is the language of the words, which
// chooses among the fonts of a collection. It fails as [Open] does.
func Measure(files []string, lang string) (*Widths, error) {
	b, err := Open(Options{Files: files, NoSystem: true})
	if err != nil {
		return nil, err
	}
	return &Widths{book: b, lang: lang, known: map[widthKey]width{}}, nil
}

// Advance is how far a character moves the pen, in thousandths of an em, and
// whether one of the named fonts has it.
func (w *Widths) Advance(cluster string, weight int) (int, bool) {
	key := widthKey{cluster, classOf(weight)}
	got, known := w.known[key]
	if !known {
		got = w.measure(cluster, weight)
		w.known[key] = got
	}
	return got.advance, got.known
}

// measure sets a character by itself: what stands beside it has no part in its
// width, so that a line is as wide as its characters wherever it is broken.
func (w *Widths) measure(cluster string, weight int) width {
	runes := []rune(cluster)
	asked := want{class: classOf(weight), region: regionOf(w.lang, runes)}
	var face *Face
	for i, r := range runes {
		if face != nil && (blank(r) || unicode.In(r, unicode.Mn, unicode.Me) && w.book.combines(face, runes[i-1], r)) {
			continue
		}
		asked.r = r
		if face = w.book.from(w.book.given, asked); face == nil {
			return width{}
		}
	}
	if face == nil {
		return width{}
	}
	line := w.book.Set(scene.Text{Line: cluster, Size: 1, Weight: weight}, w.lang)
	for _, g := range line.Glyphs {
		if g.Face == w.book.codes {
			return width{} // the font has the letter and the mark, but not as one
		}
	}
	thousandths := math.Ceil(line.Width * 1000)
	if !(thousandths >= 0 && thousandths < math.MaxInt32) {
		return width{}
	}
	return width{int(thousandths) * reserve(face, asked) / 100, true}
}

func reserve(face *Face, asked want) int {
	switch {
	case isEastAsian(asked.r):
		return 100
	case asked.class == bold && face.weight < 600:
		return boldReserve
	case asked.class == medium && face.weight < 450:
		return mediumReserve
	}
	return 100
}

// Families are the names of the families of the named files, in their order,
// one for each file.
func (w *Widths) Families() []string {
	var names []string
	for _, f := range w.book.given {
		best := f.best(want{region: regionOf(w.lang, []rune{'中'})})
		if name := f.members[best].family; name != "" && utf8.ValidString(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
