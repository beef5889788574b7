package png

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"github.com/servicemoments/moments/render/scene"
)

// canvas is a picture in the making.
type canvas struct {
	image  *image.RGBA
	raster vector.Rasterizer
}

func newCanvas(size image.Point) *canvas {
	return &canvas{image: image.NewRGBA(image.Rectangle{Max: size})}
}

func (c *canvas) clear(paint color.RGBA) {
	draw.Draw(c.image, c.image.Rect, image.NewUniform(paint), image.Point{}, draw.Src)
}

// tile is how many pixels wide and high the parts are that are painted one by
// one. A long thin line leaves most of them untouched.
const tile = 256

// fill paints what the contours enclose.
func (c *canvas) fill(contours []contour, paint color.RGBA) {
	area := bounds(contours...).Intersect(c.image.Rect)
	areas := make([]image.Rectangle, len(contours))
	for i, line := range contours {
		areas[i] = bounds(line)
	}
	ink := image.NewUniform(paint)
	for y := area.Min.Y; y < area.Max.Y; y += tile {
		for x := area.Min.X; x < area.Max.X; x += tile {
			part := image.Rect(x, y, x+tile, y+tile).Intersect(area)
			c.raster.Reset(part.Dx(), part.Dy())
			touched := false
			for i, line := range contours {
				if areas[i].Overlaps(part) {
					touched = c.outline(clip(line, part), part.Min) || touched
				}
			}
			if touched {
				c.raster.Draw(c.image, part, ink, image.Point{})
			}
		}
	}
}

// outline hands a contour to the rasteriser and says whether there is one.
func (c *canvas) outline(line contour, origin image.Point) bool {
	for i, p := range line {
		x, y := float32(p.X-float64(origin.X)), float32(p.Y-float64(origin.Y))
		if i == 0 {
			c.raster.MoveTo(x, y)
		} else {
			c.raster.LineTo(x, y)
		}
	}
	if len(line) > 0 {
		c.raster.ClosePath()
	}
	return len(line) > 0
}

// bounds is the area of whole pixels that the contours touch.
func bounds(contours ...contour) image.Rectangle {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, line := range contours {
		for _, p := range line {
			left, right = min(left, p.X), max(right, p.X)
			top, bottom = min(top, p.Y), max(bottom, p.Y)
		}
	}
	whole := func(v float64) int { return int(min(max(v, -2*maxSide), 2*maxSide)) }
	if !(left <= right && top <= bottom) {
		return image.Rectangle{}
	}
	return image.Rect(whole(math.Floor(left)), whole(math.Floor(top)), whole(math.Ceil(right)), whole(math.Ceil(bottom)))
}

// clip cuts a contour down to an area, since the rasteriser fails outside of
// it. The legs that this adds run along the area's border, where they enclose
// what the contour encloses (Sutherland and Hodgman, 1974).
func clip(line contour, area image.Rectangle) contour {
	left, top := float64(area.Min.X), float64(area.Min.Y)
	right, bottom := float64(area.Max.X), float64(area.Max.Y)
	if inside(line, left, top, right, bottom) {
		return line
	}
	line = cut(line, func(p scene.Point) float64 { return p.X - left })
	line = cut(line, func(p scene.Point) float64 { return right - p.X })
	line = cut(line, func(p scene.Point) float64 { return p.Y - top })
	line = cut(line, func(p scene.Point) float64 { return bottom - p.Y })
	for i, p := range line { // sums of floating-point numbers may be off by a trifle
		line[i] = scene.Point{X: min(max(p.X, left), right), Y: min(max(p.Y, top), bottom)}
	}
	return line
}

func inside(line contour, left, top, right, bottom float64) bool {
	for _, p := range line {
		if p.X < left || p.X > right || p.Y < top || p.Y > bottom {
			return false
		}
	}
	return true
}

// cut keeps what lies on the side of a line where depth is not negative.
func cut(line contour, depth func(scene.Point) float64) contour {
	var kept contour
	for i, p := range line {
		before := line[(i+len(line)-1)%len(line)]
		d, e := depth(before), depth(p)
		if d < 0 != (e < 0) {
			kept = append(kept, mix(before, p, d/(d-e)))
		}
		if e >= 0 {
			kept = append(kept, p)
		}
	}
	return kept
}
