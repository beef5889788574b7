package font

import (
	"bytes"
	"unicode"

	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"

	"github.com/servicemoments/moments/render/internal/outline"
	"github.com/servicemoments/moments/render/scene"
)

// Face is one cut of a font.
type Face struct {
	Name  string // letters and digits
	Units int    // how many of its units make one em

	weight   float64      // 400 is regular
	real     *gotext.Face // nil for code boxes
	digits   *Face        // what code boxes are filled with
	outlines map[uint32]outline.Outline
}

func parse(name string, ttf []byte) (face *Face, err error) {
	defer guard(&err)
	real, err := gotext.ParseTTF(bytes.NewReader(ttf))
	if err != nil {
		return nil, err
	}
	return newFace(name, real), nil
}

func newFace(name string, real *gotext.Face) *Face {
	return &Face{Name: name, Units: max(int(real.Upem()), 1), real: real, outlines: map[uint32]outline.Outline{}}
}

// Outline is the shape of a glyph, in em and with y upwards. It must not be
// changed.
func (f *Face) Outline(id uint32) outline.Outline {
	o, known := f.outlines[id]
	if !known {
		o = f.draw(id)
		f.outlines[id] = o
	}
	return o
}

func (f *Face) draw(id uint32) (o outline.Outline) {
	if f.real == nil {
		return f.codeBox(rune(id))
	}
	defer func() {
		if recover() != nil { // a broken glyph in a font that is not ours
			o = nil
		}
	}()
	glyph, ok := f.real.GlyphDataOutline(gotext.GID(id))
	if !ok {
		return nil
	}
	at := func(p opentype.SegmentPoint) scene.Point {
		return scene.Point{X: float64(p.X) / float64(f.Units), Y: float64(p.Y) / float64(f.Units)}
	}
	for _, s := range glyph.Segments {
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if len(o) > 0 {
				o.Close()
			}
			o.MoveTo(at(s.Args[0]))
		case opentype.SegmentOpLineTo:
			o.LineTo(at(s.Args[0]))
		case opentype.SegmentOpQuadTo:
			o.QuadTo(at(s.Args[0]), at(s.Args[1]))
		case opentype.SegmentOpCubeTo:
			o.CubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	if len(o) > 0 {
		o.Close()
	}
	if _, ok := o.Bounds(); !ok {
		return nil
	}
	return o
}

// covers says whether the face can show the character. A glyph without any
// outline, as colour fonts have them, shows nothing.
func (f *Face) covers(r rune) bool {
	if f == nil {
		return false
	}
	id, ok := f.glyph(r)
	return ok && id != 0 && (blank(r) || len(f.Outline(id)) > 0)
}

func (f *Face) glyph(r rune) (id uint32, ok bool) {
	defer func() {
		if recover() != nil {
			id, ok = 0, false
		}
	}()
	gid, ok := f.real.NominalGlyph(r)
	return uint32(gid), ok
}

// Advance is how far the glyph moves the pen by itself, in em.
func (f *Face) Advance(id uint32) (v float64) {
	if f.real == nil {
		return codeAdvance
	}
	defer func() {
		if recover() != nil {
			v = 0
		}
	}()
	return float64(f.real.HorizontalAdvance(gotext.GID(id))) / float64(f.Units)
}

// blank says whether a character may leave no trace.
func blank(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r >= 0xFE00 && r <= 0xFE0F || r == 0x115F || r == 0x1160 || r == 0x2800 || r == 0x3164
}
