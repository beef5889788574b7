package svg_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
)

func picture(t require.TestingT, s *scene.Scene, o svg.Options) string {
	var out bytes.Buffer
	require.NoError(t, svg.Write(&out, s, o))
	d := xml.NewDecoder(bytes.NewReader(out.Bytes()))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		require.NoError(t, err, out.String())
	}
}

func TestLinesTurnWithRoundedCorners(t *testing.T) {
	s := &scene.Scene{Groups: []scene.Group{{Items: []scene.Item{scene.Path{
		Points: []scene.Point{{X: 0, Y: 0}, {X: 20, Y: 0}, {X: 20, Y: 30}, {X: 30, Y: 30}}, Radius: 8,
	}}}}}
	assert.Contains(t, picture(t, s, svg.Options{}), `d="M0,0L12,0Q20,0 20,8L20,22Q20,30 28,30L30,30"`)
	s.Groups[0].Items = []scene.Item{scene.Path{Points: []scene.Point{{X: 0, Y: 0}, {X: 3, Y: 0}, {X: 3, Y: 4}}, Radius: 8}}
	assert.Contains(t, picture(t, s, svg.Options{}), `d="M0,0L0,0Q3,0 3,3L3,4"`, "short legs turn tighter")
}

func TestNumbersAreShort(t *testing.T) {
	s := &scene.Scene{Groups: []scene.Group{{Items: []scene.Item{scene.Circle{X: 1.0 / 3, Y: -0.001, R: math.NaN()}}}}}
	assert.Contains(t, picture(t, s, svg.Options{}), `<circle cx="0.33" cy="0" r="0"`)
}

func TestOnlyHarmlessAddressesBecomeLinks(t *testing.T) {
	for address, kept := range map[string]bool{
		"https://example.org/a?b=c#d": true, "http://example.org": true, "mailto:desk@example.org": true,
		"other.yaml#id": true, "../up.svg": true, "#here": true, "意见.svg": true,
		"javascript:alert(1)": false, "JAVASCRIPT:alert(1)": false, "java\nscript:alert(1)": false, " javascript:alert(1)": false,
		"data:text/html,x": false, "file:///etc/passwd": false, "//example.org/x": false, `\\host\share`: false, "vbscript:x": false, "": false, "%zz": false,
	} {
		s := &scene.Scene{Groups: []scene.Group{{Href: address}}}
		assert.Equal(t, kept, strings.Contains(picture(t, s, svg.Options{}), "href="), "%q", address)
	}
}

// An image may hold no link: whoever hears the picture could not reach it.
func TestALinkHasTheNameOfWhatItStandsFor(t *testing.T) {
	circle := []scene.Item{scene.Circle{R: 8}}
	mark := func(name, href string) string {
		return picture(t, &scene.Scene{Groups: []scene.Group{{Role: scene.RoleMark, Name: name, Href: href, Items: circle}}}, svg.Options{})
	}
	out := mark("goes on", "other.yaml#id")
	assert.Contains(t, out, `<g data-role="mark">`)
	assert.Contains(t, out, `<a href="other.yaml#id" aria-label="goes on">`)
	assert.Contains(t, mark("", "other.yaml"), `<a href="other.yaml" aria-label="other.yaml">`, "a link is never without a name")
	assert.Contains(t, mark("goes on", "javascript:alert(1)"), `<g data-role="mark" role="img" aria-label="goes on">`, "no link, so an image")
}

func TestWordsCannotBreakOut(t *testing.T) {
	nasty := "\"'><script>alert(1)</script>&amp;\x00\x1b\xff\ufffe\u2028]]>"
	s := &scene.Scene{Title: nasty, Desc: nasty, Lang: nasty, Groups: []scene.Group{{
		Role: scene.RoleTouchpoint, ID: nasty, Name: nasty, Tip: nasty, Href: nasty,
		Data:  []scene.Datum{{Name: "lane", Value: nasty}, {Name: `x" onload="y`, Value: "z"}},
		Items: []scene.Item{scene.Text{Line: nasty, Paint: scene.Paint(nasty)}},
	}}}
	out := picture(t, s, svg.Options{Theme: scene.Theme{Name: nasty, Colors: []scene.Color{{Paint: scene.Ink, Hex: nasty}}}, IDPrefix: nasty})
	assert.NotContains(t, out, "<script")
	assert.NotContains(t, out, "onload")
	assert.NotContains(t, out, "\x00")
}

func TestAnyWordsGiveValidXML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := string(rapid.SliceOfN(rapid.Byte(), 0, 30).Draw(t, "bytes")) + rapid.String().Draw(t, "words")
		picture(t, &scene.Scene{Title: raw, Groups: []scene.Group{{
			ID: raw, Name: raw, Tip: raw, Href: raw, Data: []scene.Datum{{Name: "of", Value: raw}},
			Items: []scene.Item{scene.Text{Line: raw}},
		}}}, svg.Options{})
	})
}

func TestColoursAreWrittenPlainlyAndAsVariables(t *testing.T) {
	s := &scene.Scene{Groups: []scene.Group{{Items: []scene.Item{
		scene.Rect{W: 1, H: 1, Style: scene.Style{Fill: scene.Box, Stroke: scene.Customer, Width: 1.4}},
	}}}}
	out := picture(t, s, svg.Options{Theme: scene.Dark()})
	assert.Contains(t, out, `fill="#1d242e" stroke="#7fb5f0" stroke-width="1.4" class="f-box s-customer"`)
	assert.Contains(t, out, "--moments-customer:#7fb5f0;")
	assert.Contains(t, out, ".moments .s-customer{stroke:var(--moments-customer)}")
	assert.NotContains(t, out, "--moments-support", "only what is used")
}

func TestNothingIsFetched(t *testing.T) {
	out := picture(t, &scene.Scene{}, svg.Options{})
	assert.NotContains(t, strings.ReplaceAll(out, "http://www.w3.org/2000/svg", ""), "http")
	assert.NotContains(t, out, "@import")
	assert.NotContains(t, out, "url(")
}

// broken fails after some bytes.
type broken struct{ left int }

func (b *broken) Write(p []byte) (int, error) {
	if len(p) > b.left {
		n := b.left
		b.left = 0
		return n, errors.New("disk full")
	}
	b.left -= len(p)
	return len(p), nil
}

func TestWriteReturnsTheErrorOfTheWriter(t *testing.T) {
	big := &scene.Scene{Title: strings.Repeat("x", 20000)}
	assert.EqualError(t, svg.Write(&broken{left: 100}, big, svg.Options{}), "disk full")
	assert.EqualError(t, svg.Write(&broken{}, nil, svg.Options{}), "disk full")
}
