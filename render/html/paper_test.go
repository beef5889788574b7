package html_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/render/html"
	"github.com/servicemoments/moments/render/view"
)

// lineHigh is how high pdftotext takes a line to be, for each point of its size.
const lineHigh = 1.1

// A board that is too wide for a sheet goes on over several, each word of it at
// 6 pt at least, and the table follows.
func TestAWideBoardCanBeReadOnPaper(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		missing(t, "there is no pdftotext: apt-get install poppler-utils")
	}
	in := browser(t)
	for _, paper := range [][2]float64{{8.27, 11.69}, {8.5, 11}} {
		b := open(t, in, write(t, example(t, "telecom-hall"), html.Options{}))
		var document []byte
		b.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
			document, _, err = page.PrintToPDF().WithPaperWidth(paper[0]).WithPaperHeight(paper[1]).WithPreferCSSPageSize(true).Do(ctx)
			return err
		}))
		file := filepath.Join(t.TempDir(), "page.pdf")
		require.NoError(t, os.WriteFile(file, document, 0o600))
		text, err := exec.Command("pdftotext", "-bbox", file, "-").Output() //nolint:gosec // our own file
		require.NoError(t, err)
		pages := strings.Split(string(text), "<page ")[1:]
		require.Greater(t, len(pages), 7)
		word := regexp.MustCompile(`yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">(.+)</word>`)
		sheet := func(has string) int {
			for i, p := range pages {
				for _, m := range word.FindAllStringSubmatch(p, -1) {
					top, _ := strconv.ParseFloat(m[1], 64)
					bottom, _ := strconv.ParseFloat(m[2], 64)
					assert.GreaterOrEqual(t, bottom-top, 6*lineHigh, "%q is too small", m[3])
					if m[3] == has {
						return i
					}
				}
			}
			t.Errorf("%q is not printed", has)
			return -1
		}
		park, inquire, ride := sheet("park"), sheet("Inquire"), sheet("Ride")
		assert.Equal(t, 0, park, "the picture begins under the heading")
		assert.Less(t, park, inquire)
		assert.Less(t, inquire, ride)
		assert.Less(t, ride, sheet("Touchpoint"), "the table comes last")
	}
}

// What fits a sheet is printed as it is on the screen, once.
func TestASmallPictureIsInThePageOnce(t *testing.T) {
	small := write(t, example(t, "corner-shoeshine"), html.Options{Views: view.Views()[:1]})
	assert.Equal(t, 1, strings.Count(small, "<svg "))
	assert.NotContains(t, small, `class="pages`)
	assert.Contains(t, write(t, example(t, "telecom-hall"), html.Options{Views: view.Views()[:1]}), `<div class="pages upright" aria-hidden="true">`)
}

// A curve has its stations in one list, whatever strips they are in: each sheet
// shows those of its own strips.
func TestACurveGoesOnOverSheetsWithItsStations(t *testing.T) {
	curve, ok := view.Named("curve")
	require.True(t, ok)
	b := example(t, "telecom-hall")
	out := write(t, b, html.Options{Views: []view.View{curve}})
	sheets := strings.Split(out, `<svg `)[1:]
	require.Len(t, sheets, 4, "as on the screen, and on three sheets")
	shown := func(s string) int {
		picture, _, _ := strings.Cut(s, "</svg>")
		return strings.Count(picture, `data-role="touchpoint"`)
	}
	assert.Positive(t, shown(sheets[1]))
	assert.Positive(t, shown(sheets[3]))
	assert.Equal(t, shown(sheets[0]), shown(sheets[1])+shown(sheets[2])+shown(sheets[3]))
}
