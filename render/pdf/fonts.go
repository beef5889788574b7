package pdf

import (
	"fmt"
	"math"
	"strings"

	"github.com/servicemoments/moments/render/internal/font"
)

// fonts are the glyphs that a document uses, one subset for each face. Each is
// embedded as a TrueType font that is made from the outlines, so that collections
// and PostScript outlines go in like all others, and words stay words.
type fonts struct {
	list []*subset
	of   map[*font.Face]*subset
}

func newFonts() *fonts { return &fonts{of: map[*font.Face]*subset{}} }

// subset is what is used of one face. A glyph that stands for different
// characters in different places is in it once for each.
type subset struct {
	name  string // by which pages refer to it
	face  *font.Face
	slots []slot
	codes map[slot]uint16
}

// slot is one glyph with the characters that it stands for.
type slot struct {
	id   uint32
	text string
}

// maxSlots is how many glyphs one font has at most. Slot 0 is no character.
const maxSlots = 60_000

// code returns the font and the code in it that show a glyph.
func (f *fonts) code(face *font.Face, id uint32, text string) (name string, code uint16) {
	s := f.of[face]
	key := slot{id, text}
	if s == nil || len(s.slots) >= maxSlots && s.codes[key] == 0 {
		s = &subset{name: fmt.Sprintf("F%d", len(f.list)+1), face: face, slots: make([]slot, 1), codes: map[slot]uint16{}}
		f.list = append(f.list, s)
		f.of[face] = s
	}
	code, known := s.codes[key]
	if !known {
		code = uint16(len(s.slots))
		s.slots = append(s.slots, key)
		s.codes[key] = code
	}
	return s.name, code
}

// write adds the fonts to a file and returns the entries by which pages find
// them.
func (f *fonts) write(to *file) string {
	var entries []string
	for i, s := range f.list {
		entries = append(entries, "/"+s.name+" "+string(s.write(to, i)))
	}
	return strings.Join(entries, " ")
}

func (s *subset) write(to *file, number int) ref {
	name := "/" + tag(number) + "+" + s.face.Name
	program, bounds := trueType(s)
	file := to.stream(fmt.Sprintf(" /Length1 %d", len(program)), program)
	descriptor := to.add(fmt.Sprintf("<< /Type /FontDescriptor /FontName %s /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 %s >>",
		name, bounds[0], bounds[1], bounds[2], bounds[3], file))
	var widths strings.Builder
	for i, g := range s.slots {
		if i > 0 {
			fmt.Fprintf(&widths, " %d", int(math.Round(s.face.Advance(g.id)*1000)))
		}
	}
	descendant := to.add(fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont %s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %s /CIDToGIDMap /Identity /DW 1000 /W [1 [%s]] >>",
		name, descriptor, widths.String()[1:]))
	return to.add(fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont %s /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s >>",
		name, descendant, to.stream("", []byte(s.toUnicode()))))
}

// tag is six letters that set one subset apart from another.
func tag(number int) string {
	letters := []byte("AAAAAA")
	for i := len(letters) - 1; i >= 0; i-- {
		letters[i] += byte(number % 26)
		number /= 26
	}
	return string(letters)
}

// toUnicode says which characters each code stands for.
func (s *subset) toUnicode() string {
	const perBlock = 100 // what the format allows
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	var lines []string
	for code, g := range s.slots {
		if g.text != "" {
			lines = append(lines, fmt.Sprintf("<%04X> <%s>\n", code, utf16Hex(g.text)))
		}
	}
	for len(lines) > 0 {
		n := min(len(lines), perBlock)
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", n, strings.Join(lines[:n], ""))
		lines = lines[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.String()
}
