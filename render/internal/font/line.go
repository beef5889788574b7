package font

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/di"
	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"

	"github.com/servicemoments/moments/render/scene"
)

// Line is words set in fonts, ready to be drawn.
type Line struct {
	Glyphs   []Glyph // from left to right
	X        float64 // where the line begins in the picture
	Width    float64 // as it is drawn
	Stretch  float64 // 1, or less where the line had to be squeezed into its room
	Leftward bool    // some of it is read from right to left
	Shared   bool    // some glyphs have no characters of their own
}

// Glyph is one shape of a line. Lengths are in px before the line is squeezed.
type Glyph struct {
	Face    *Face
	ID      uint32
	X, Y    float64 // from the beginning of the line and down from its base line
	Advance float64 // how far it moves the pen
	Text    string  // the characters it stands for; empty where the glyph before it has them
}

// setter is what shaping needs from line to line.
type setter struct {
	segmenter shaping.Segmenter
	shaper    shaping.HarfbuzzShaper
}

// em is the size at which lines are shaped: fine enough for any size they are
// drawn in.
const em = 2048

// Set sets a line of a picture whose language is lang. A line that comes out
// wider than its room is squeezed.
func (b *Book) Set(t scene.Text, lang string) Line {
	line := Line{X: t.X, Stretch: 1}
	if !(t.Size > 0) {
		return line
	}
	words := []rune(t.Line)
	for i, r := range words {
		if r < 0x20 || r >= 0x7F && r < 0xA0 {
			words[i] = unicode.ReplacementChar
		}
	}
	b.shape(&line, words, t, lang)
	if t.Max > 0 && line.Width > t.Max {
		line.Stretch = t.Max / line.Width
		line.Width = t.Max
	}
	switch t.Anchor {
	case scene.Middle:
		line.X -= line.Width / 2
	case scene.End:
		line.X -= line.Width
	}
	return line
}

// chooser picks a face for each character of one line.
type chooser struct {
	book *Book
	want want
	wide bool
	of   map[*gotext.Face]*Face
	last rune  // the character before
	face *Face // what it is set in
}

// ResolveFace is called for each character. A character that no face has gets
// the first face, whose glyph 0 stands for it.
func (c *chooser) ResolveFace(r rune) *gotext.Face {
	f := c.face
	if f == nil || !unicode.In(r, unicode.Mn, unicode.Me) || !c.book.combines(f, c.last, r) {
		w := c.want
		w.r, w.wide = r, c.wide && shared(r)
		f = c.book.face(w)
	}
	if f == nil {
		f = c.book.latin[c.want.class]
	}
	c.of[f.real] = f
	c.last, c.face = r, f
	return f.real
}

// combines says whether a face can set a letter with a mark, be it that it has
// both or that it has them as one.
func (b *Book) combines(f *Face, letter, mark rune) bool {
	out := b.run(shaping.Input{Text: []rune{letter, mark}, RunEnd: 2, Direction: di.DirectionLTR, Face: f.real, Size: fixed.I(em)})
	return !slices.ContainsFunc(out.Glyphs, func(g shaping.Glyph) bool { return g.GlyphID == 0 })
}

func (b *Book) shape(line *Line, words []rune, t scene.Text, lang string) {
	if len(words) == 0 {
		return
	}
	c := &chooser{book: b, of: map[*gotext.Face]*Face{}, wide: slices.ContainsFunc(words, isEastAsian)}
	c.want = want{class: classOf(t.Weight), region: regionOf(lang, words)}
	input := shaping.Input{
		Text: words, RunEnd: len(words), Direction: di.DirectionLTR,
		Size: fixed.I(em), Language: language.NewLanguage(lang),
	}
	var runs []shaping.Output
	for _, in := range b.setter.segmenter.Split(input, c) {
		if in.Face != nil {
			runs = append(runs, b.run(in))
		}
	}
	inReadingOrder(runs)
	pen := 0.0
	for _, run := range runs {
		pen = b.place(line, run, words, c.of[run.Face], t, pen)
	}
	line.Width = pen
}

// run shapes one run. A font that breaks the shaper has no glyphs for it.
func (b *Book) run(in shaping.Input) (out shaping.Output) {
	defer func() {
		if recover() != nil {
			in.Face = b.latin[regular].real
			out = b.setter.shaper.Shape(in)
		}
	}()
	return b.setter.shaper.Shape(in)
}

// inReadingOrder puts runs that are read from right to left into the order in
// which they stand.
func inReadingOrder(runs []shaping.Output) {
	for i := 0; i < len(runs); i++ {
		k := i
		for k < len(runs) && runs[k].Direction == di.DirectionRTL {
			k++
		}
		if k > i {
			slices.Reverse(runs[i:k])
			i = k - 1
		}
	}
}

// place adds the glyphs of a run to the line and returns where the pen stands
// after it.
func (b *Book) place(line *Line, run shaping.Output, words []rune, face *Face, t scene.Text, pen float64) float64 {
	if face == nil { // the face that run fell back to
		face = b.latin[regular]
	}
	px := func(v fixed.Int26_6) float64 { return float64(v) / 64 / em * t.Size }
	line.Leftward = line.Leftward || run.Direction == di.DirectionRTL
	for i := 0; i < len(run.Glyphs); {
		cluster := run.Glyphs[i:]
		cluster = cluster[:min(max(cluster[0].GlyphsCount(), 1), len(cluster))]
		from := min(max(cluster[0].TextIndex(), 0), len(words))
		to := min(max(from+cluster[0].RunesCount(), from), len(words))
		for k, g := range cluster {
			glyph := Glyph{
				Face: face, ID: uint32(g.GlyphID), X: pen + px(g.XOffset), Y: -px(g.YOffset), Advance: px(g.Advance),
			}
			if k == 0 {
				glyph.Text = string(words[from:to])
			}
			if glyph.ID == 0 && from < to {
				b.code(&glyph, words[min(from+k, to-1)], t.Size)
			}
			line.Shared = line.Shared || glyph.Text == ""
			pen += glyph.Advance
			line.Glyphs = append(line.Glyphs, glyph)
		}
		pen += t.Spacing
		i += len(cluster)
	}
	return pen
}

// code puts the box of a character that is missing in place of a glyph.
func (b *Book) code(g *Glyph, r rune, size float64) {
	if r != unicode.ReplacementChar { // it stands for nothing that a font could have
		b.missing[r] = true
	}
	g.Face, g.ID, g.Advance = b.codes, uint32(r), codeAdvance*size
}
