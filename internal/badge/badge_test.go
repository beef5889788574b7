package badge_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/internal/badge"
	"github.com/servicemoments/moments/render/scene"
)

var update = flag.Bool("update", false, "rewrite golden files")

func drawn(t require.TestingT, b badge.Badge) string {
	var out bytes.Buffer
	require.NoError(t, badge.Write(&out, b))
	return out.String()
}

func TestBadgesLookAsTheyDid(t *testing.T) {
	for name, b := range map[string]badge.Badge{
		"good":    {Label: "moments of truth", Value: "100%", Tone: badge.Good},
		"fair":    {Label: "ways", Value: "71.4%", Tone: badge.Fair, Title: "ways: 5 of 7, 71.4%"},
		"poor":    {Label: "关键时刻", Value: "12%", Tone: badge.Poor},
		"unknown": {Label: "recoveries", Value: "nothing to cover"},
	} {
		file := filepath.Join("testdata", name+".svg")
		got := drawn(t, b)
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got, name)
	}
}

func TestSharesAreJudged(t *testing.T) {
	for share, want := range map[float64]badge.Tone{100: badge.Good, 90: badge.Good, 89.9: badge.Fair, 60: badge.Fair, 59.9: badge.Poor, 0: badge.Poor} {
		assert.Equal(t, want, badge.OfShare(share), "%g%%", share)
	}
}

func TestLettersStandOutFromTheirGround(t *testing.T) {
	for _, tone := range []badge.Tone{badge.Good, badge.Fair, badge.Poor, badge.Unknown} {
		fills := regexp.MustCompile(`fill="(#[0-9a-f]{6})"`).FindAllStringSubmatch(drawn(t, badge.Badge{Label: "a", Value: "b", Tone: tone}), -1)
		require.Len(t, fills, 2)
		for _, f := range fills {
			assert.GreaterOrEqual(t, scene.Contrast("#ffffff", f[1]), 4.5, f[1])
		}
	}
}

func TestWhateverTheWordsTheBadgeIsASmallPicture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", `"><script>`, "]]>&amp;", strings.Repeat("很", 5000), "\x00\xff"}))
		got := drawn(t, badge.Badge{Label: words.Draw(t, "label"), Value: words.Draw(t, "value"), Title: words.Draw(t, "title"), Tone: badge.Fair})
		require.Less(t, len(got), 1<<16)
		d := xml.NewDecoder(strings.NewReader(got))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			require.NoError(t, err)
			if e, ok := token.(xml.StartElement); ok {
				require.NotEqual(t, "script", e.Name.Local)
			}
		}
	})
}

func TestTheZeroBadgeIsEmpty(t *testing.T) {
	assert.NotContains(t, drawn(t, badge.Badge{}), "<text")
}
