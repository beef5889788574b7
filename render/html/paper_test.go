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

// A board that is too wide for a sheet goes on over several, each word of it at
// a size that can be read, and the table follows.
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
					if m[3] == has {
						assert.GreaterOrEqual(t, bottom-top, 6.0, "%q is too small", has)
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
