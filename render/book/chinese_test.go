package book_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/render/book"
)

// allowed are the words that Chinese readers know in Latin letters: names of
// methods and their authors, letters of formulas, currencies, keys of the language.
var allowed = strings.Fields(`Shostack Cumby Barnes Parasuraman Zeithaml Berry Berger Martilla James Kotler Heskett
	Pearson Fisher Little Poisson Erlang Pollaczek Khinchine Allen Cunneen TARP Technical Assistance Research Programs
	SERVQUAL FMEA AIAG VDA MSA MSS A B C D E F O M I R N m r d c t P s CNY USD EUR Student economics`)

var latin = regexp.MustCompile(`[A-Za-z]+`)

// TestReportsAreWhollyChinese reads reports as a Chinese reader does: what is
// neither Chinese, nor a word of the blueprint, nor a key that is to be filled in,
// is a phrase that nobody translated.
func TestReportsAreWhollyChinese(t *testing.T) {
	files, err := filepath.Glob("../../blueprint/testdata/golden/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	files = append(files, "../../examples/telecom-hall-zh/blueprint.yaml")
	measured := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		b, err := blueprint.Load(file)
		if err != nil {
			continue
		}
		m, err := measure.New(b)
		if err != nil {
			continue
		}
		o := book.Options{Language: "zh"}
		said, layers, err := m.Measure(measure.Options{Say: o.Say(figures.Book{Language: "zh", Currency: b.Currency})}, measure.Inputs{})
		if err != nil {
			continue
		}
		measured++
		own := latin.FindAllString(string(source), -1)
		for i := range said.Sheets {
			for _, x := range said.Sheets[i].Missing {
				own = append(own, latin.FindAllString(x.Key+" "+x.Touchpoint, -1)...)
			}
		}
		var out bytes.Buffer
		require.NoError(t, book.Text(&out, said, o))
		for _, l := range layers {
			out.WriteString(l.Title + "\n")
			for _, v := range l.Values {
				out.WriteString(v.Text + " " + v.Note + "\n")
			}
			for _, e := range l.Legend {
				out.WriteString(e.Text + "\n")
			}
		}
		for line := range strings.Lines(out.String()) {
			for _, word := range latin.FindAllString(line, -1) {
				if !slices.Contains(allowed, word) && !slices.ContainsFunc(own, func(w string) bool { return strings.EqualFold(w, word) }) {
					assert.Fail(t, "not Chinese", "%s: %q in %q", filepath.Base(file), word, strings.TrimSpace(line))
				}
			}
		}
	}
	assert.Greater(t, measured, 10)
}
