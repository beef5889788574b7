package scene

import (
	"math"
	"strconv"
)

// Contrast returns how far two colours (#rrggbb) stand apart in light, from 1
// (alike) to 21 (black and white), as WCAG 2.2 defines it. A colour that cannot
// be read counts as black.
func Contrast(a, b string) float64 {
	la, lb := Luminance(a), Luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// Luminance returns the relative luminance of a colour (#rrggbb), from 0
// (black) to 1 (white), as WCAG 2.2 defines it.
func Luminance(hex string) float64 {
	return 0.2126*channel(hex, 1) + 0.7152*channel(hex, 3) + 0.0722*channel(hex, 5)
}

func channel(hex string, at int) float64 {
	if len(hex) != 7 {
		return 0
	}
	v, err := strconv.ParseUint(hex[at:at+2], 16, 8)
	if err != nil {
		return 0
	}
	c := float64(v) / 255
	if c <= 0.04045 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}
