package pdf

import (
	"encoding/binary"
	"math"

	"github.com/servicemoments/moments/render/internal/outline"
	"github.com/servicemoments/moments/render/scene"
)

// maxUnits is how many units an em may have.
const maxUnits = 16384

// trueType makes a TrueType font from the outlines of a subset, with the tables
// that a PDF reader needs, and returns its bounds in thousandths of an em.
func trueType(s *subset) (font []byte, bounds [4]int) {
	units := s.face.Units
	if 2*units <= maxUnits {
		units *= 2 // points half-way between two others come out exact
	}
	var glyf, loca, hmtx []byte
	all := box{}
	most := struct{ points, contours int }{}
	for i, g := range s.slots {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		var shape glyph
		width := 0.0
		if i > 0 {
			shape = newGlyph(s.face.Outline(g.id), float64(units))
			width = s.face.Advance(g.id)
		}
		most.points = max(most.points, len(shape.points))
		most.contours = max(most.contours, len(shape.ends))
		all.add(shape.box)
		glyf = shape.append(glyf)
		hmtx = be16(hmtx, int(math.Round(min(max(width, 0), 3)*float64(units))), shape.left)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	head := be16(nil, 1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, units)
	head = append(head, make([]byte, 16)...) // no dates
	head = be16(head, all.left, all.bottom, all.right, all.top, 0, 8, 2, 1, 0)
	hhea := be16(nil, 1, 0, units*9/10, -units/5, 0, 2*units, all.left, 0, all.right, 1, 0, 0, 0, 0, 0, 0, 0, len(s.slots))
	maxp := be16(nil, 1, 0, len(s.slots), most.points, most.contours, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)
	font = sfnt([]table{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}})
	for i, v := range []int{all.left, all.bottom, all.right, all.top} {
		bounds[i] = v * 1000 / units
	}
	return font, bounds
}

// be16 appends numbers of two bytes.
func be16(to []byte, values ...int) []byte {
	for _, v := range values {
		to = binary.BigEndian.AppendUint16(to, uint16(v))
	}
	return to
}

type table struct {
	tag  string
	data []byte
}

// sfnt puts the tables of a font together, which stand in the order of their
// tags.
func sfnt(tables []table) []byte {
	n := len(tables)
	selector := int(math.Log2(float64(n)))
	search := 16 << selector
	font := be16(nil, 1, 0, n, search, selector, 16*n-search)
	offset := len(font) + 16*n
	headAt := 0
	for _, t := range tables {
		if t.tag == "head" {
			headAt = offset
		}
		font = append(font, t.tag...)
		for _, v := range []uint32{checksum(t.data), uint32(offset), uint32(len(t.data))} {
			font = binary.BigEndian.AppendUint32(font, v)
		}
		offset += (len(t.data) + 3) / 4 * 4
	}
	for _, t := range tables {
		font = append(font, t.data...)
		font = append(font, make([]byte, (4-len(t.data)%4)%4)...)
	}
	binary.BigEndian.PutUint32(font[headAt+8:], 0xB1B0AFBA-checksum(font))
	return font
}

func checksum(data []byte) uint32 {
	var sum uint32
	for i := 0; i < len(data); i += 4 {
		var word [4]byte
		copy(word[:], data[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}

// box is the bounds of a glyph in font units.
type box struct{ left, bottom, right, top int }

func (b *box) add(o box) {
	b.left, b.bottom = min(b.left, o.left), min(b.bottom, o.bottom)
	b.right, b.top = max(b.right, o.right), max(b.top, o.top)
}

// glyph is an outline as TrueType has it: points on the curve and control
// points of quadratic curves off it.
type glyph struct {
	box
	points []point
	ends   []int // the last point of each contour
}

type point struct {
	x, y int
	on   bool
}

func newGlyph(o outline.Outline, units float64) glyph {
	var g glyph
	add := func(p scene.Point, on bool) {
		whole := func(v float64) int { return int(math.Round(min(max(v*units, -16000), 16000))) }
		g.points = append(g.points, point{whole(p.X), whole(p.Y), on})
	}
	end := func() { g.end() }
	var pen scene.Point
	for i := range o {
		s := &o[i]
		switch s.Op {
		case outline.Move:
			end()
			add(s.P[0], true)
		case outline.Line:
			add(s.P[0], true)
		case outline.Quad:
			add(s.P[0], false)
			add(s.P[1], true)
		case outline.Cube:
			quadratic(pen, s.P[0], s.P[1], s.P[2], func(c, p scene.Point) {
				add(c, false)
				add(p, true)
			})
		}
		if points := s.Points(); len(points) > 0 {
			pen = points[len(points)-1]
		}
	}
	end()
	if len(g.points) > math.MaxUint16 {
		return glyph{}
	}
	for i, p := range g.points {
		if i == 0 {
			g.box = box{p.x, p.y, p.x, p.y}
		}
		g.box.add(box{p.x, p.y, p.x, p.y})
	}
	return g
}

// end ends a contour. The point where it began is not repeated, and one that
// encloses nothing is dropped.
func (g *glyph) end() {
	start := 0
	if len(g.ends) > 0 {
		start = g.ends[len(g.ends)-1] + 1
	}
	if n := len(g.points); n-start > 1 && g.points[n-1] == g.points[start] {
		g.points = g.points[:n-1]
	}
	if len(g.points)-start < 3 {
		g.points = g.points[:start]
		return
	}
	g.ends = append(g.ends, len(g.points)-1)
}

// quadratic gives a cubic curve as quadratic ones that lie at most a third of a
// thousandth of an em beside it.
func quadratic(a, b, c, d scene.Point, add func(control, end scene.Point)) {
	const tolerance = 1.0 / 3000
	miss := math.Sqrt(3) / 36 * math.Hypot(d.X-3*c.X+3*b.X-a.X, d.Y-3*c.Y+3*b.Y-a.Y)
	n := min(max(math.Ceil(math.Cbrt(miss/tolerance)), 1), 16)
	at := func(t float64) (place, slope scene.Point) {
		u := 1 - t
		return scene.Point{
				X: u*u*u*a.X + 3*u*u*t*b.X + 3*u*t*t*c.X + t*t*t*d.X,
				Y: u*u*u*a.Y + 3*u*u*t*b.Y + 3*u*t*t*c.Y + t*t*t*d.Y,
			}, scene.Point{
				X: 3 * (u*u*(b.X-a.X) + 2*u*t*(c.X-b.X) + t*t*(d.X-c.X)),
				Y: 3 * (u*u*(b.Y-a.Y) + 2*u*t*(c.Y-b.Y) + t*t*(d.Y-c.Y)),
			}
	}
	from, fromSlope := at(0)
	for i := 1.0; i <= n; i++ {
		to, toSlope := at(i / n)
		// The piece is a cubic curve with control points a third of a step along
		// the slopes; the mean of what they ask for is the one control point.
		control := scene.Point{
			X: (from.X+to.X)/2 + (fromSlope.X-toSlope.X)/(4*n),
			Y: (from.Y+to.Y)/2 + (fromSlope.Y-toSlope.Y)/(4*n),
		}
		add(control, to)
		from, fromSlope = to, toSlope
	}
}

// append writes the glyph, padded to four bytes. A glyph without points is no
// bytes.
func (g *glyph) append(to []byte) []byte {
	if len(g.ends) == 0 {
		return to
	}
	to = be16(to, len(g.ends), g.left, g.bottom, g.right, g.top)
	to = be16(to, g.ends...)
	to = be16(to, 0) // no instructions
	var flags, xs, ys []byte
	last := point{}
	for _, p := range g.points {
		flag := byte(0)
		if p.on {
			flag = 1
		}
		xs, flag = delta(xs, flag, p.x-last.x, 0x02, 0x10)
		ys, flag = delta(ys, flag, p.y-last.y, 0x04, 0x20)
		flags = append(flags, flag)
		last = p
	}
	to = append(append(append(to, flags...), xs...), ys...)
	return append(to, make([]byte, (4-len(to)%4)%4)...)
}

// delta writes how far a point lies from the one before, in as few bytes as it
// goes: one without its sign, which the flag has, or two, or none for 0.
func delta(to []byte, flag byte, d int, short, same byte) ([]byte, byte) {
	switch {
	case d == 0:
		return to, flag | same
	case d > 0 && d < 256:
		return append(to, byte(d)), flag | short | same
	case d < 0 && d > -256:
		return append(to, byte(-d)), flag | short
	}
	return be16(to, d), flag
}
