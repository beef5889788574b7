package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// point is where a box's label stands.
type point struct{ x, y float64 }

// linesUp tells whether the boxes of each lane stand in one row, apart from those of
// the other lanes, and those of each stage in one column.
func linesUp(svg []byte, d *diagram) (rows, columns string) {
	at := places(svg, d)
	if len(at) < len(d.nodes) {
		return fmt.Sprintf("%d of %d boxes found", len(at), len(d.nodes)), ""
	}
	across := func(n node) (int, float64) { return n.lane, at[n.label].y }
	down := func(n node) (int, float64) { return n.column, at[n.label].x }
	return verdict(d, across), verdict(d, down)
}

// verdict groups the boxes and asks of each group whether its places are the same,
// within 2 px, and whether the groups stand in their order.
func verdict(d *diagram, of func(node) (int, float64)) string {
	least, most := map[int]float64{}, map[int]float64{}
	count := 0
	for _, n := range d.nodes {
		g, at := of(n)
		if _, ok := least[g]; !ok {
			least[g], most[g] = at, at
		}
		least[g], most[g] = math.Min(least[g], at), math.Max(most[g], at)
		count = max(count, g+1)
	}
	good, apart := 0, true
	last := math.Inf(-1)
	for g := range count {
		low, ok := least[g]
		if !ok {
			good++
			continue
		}
		if most[g]-low <= 2 {
			good++
		}
		apart = apart && low > last
		last = most[g]
	}
	switch {
	case good == count && apart:
		return "yes"
	case apart:
		return fmt.Sprintf("apart, %d of %d in line", good, count)
	}
	return fmt.Sprintf("no (%d of %d)", good, count)
}

var labelPattern = regexp.MustCompile(`^T\d+x\d+$`)

// places finds the labels in a picture, by adding up the moves of the elements around
// them. Scaling is not needed: each tool puts its labels at one scale.
func places(svg []byte, d *diagram) map[string]point {
	out := map[string]point{}
	dec := xml.NewDecoder(bytes.NewReader(svg))
	dec.Strict = false
	dec.AutoClose, dec.Entity = xml.HTMLAutoClose, xml.HTMLEntity
	stack := []point{{}}
	for {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) || err != nil {
			return out
		}
		switch t := t.(type) {
		case xml.StartElement:
			stack = append(stack, moved(stack[len(stack)-1], t))
		case xml.EndElement:
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case xml.CharData:
			if word := strings.TrimSpace(string(t)); labelPattern.MatchString(word) {
				if _, seen := out[word]; !seen {
					out[word] = stack[len(stack)-1]
				}
			}
		}
	}
}

var translation = regexp.MustCompile(`translate\(\s*(-?[\d.eE+-]+)(?:[\s,]+(-?[\d.eE+-]+))?\s*\)`)

// moved adds what an element says of its place. The x of a text that is centred or
// begins at the left differs by half of its width; all labels here are of one kind, and
// of those that begin at the left the difference is a few pixels: x is taken from the
// middle where textLength tells the width.
func moved(p point, e xml.StartElement) point {
	var width float64
	at := map[string]float64{}
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "transform":
			if m := translation.FindStringSubmatch(a.Value); m != nil {
				x, _ := strconv.ParseFloat(m[1], 64)
				y, _ := strconv.ParseFloat(m[2], 64)
				p.x, p.y = p.x+x, p.y+y
			}
		case "x", "y":
			if v, err := strconv.ParseFloat(a.Value, 64); err == nil {
				at[a.Name.Local] = v
			}
		case "textLength":
			width, _ = strconv.ParseFloat(a.Value, 64)
		}
	}
	if name := e.Name.Local; name == "text" || name == "svg" {
		p.x, p.y = p.x+at["x"]+width/2, p.y+at["y"]
	}
	if x, ok := at["x"]; ok && e.Name.Local == "tspan" && x != 0 {
		p.x = x
	}
	return p
}
