package text

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// face is a font whose Latin letters are all as wide; it has nothing else.
type face int

func (f face) Advance(cluster string, weight int) (int, bool) {
	r := first(cluster)
	return int(f) + weight - 400, r < 0x80
}

func TestAFontThatIsNamedDecidesHowWideWordsAre(t *testing.T) {
	wide, narrow := Setter{face(900)}, Setter{face(200)}
	assert.Equal(t, 37.0, wide.Width("abcd", Font{Size: 10})) // 4 x 9 px and 2% reserve
	assert.Equal(t, 41.0, wide.Width("abcd", Font{Size: 10, Weight: 500}))
	assert.Equal(t, 9.0, narrow.Width("abcd", Font{Size: 10}))
	assert.Equal(t, Width("办理", body), wide.Width("办理", body), "what the font lacks has its built-in width")
	assert.Zero(t, wide.Width("\u200b", body))
	const title = "Have the request handled"
	assert.Len(t, wide.Wrap(title, body, 150), 3)
	assert.Len(t, Wrap(title, body, 150), 2)
	assert.Len(t, narrow.Wrap(title, body, 150), 1)
	assert.Greater(t, wide.LongestWord(title, body), LongestWord(title, body))
	assert.Equal(t, wide.Width("request", body), wide.Block([]string{"the", "request"}, body))
}

func TestABrokenFontMakesNoPictureOfAnySize(t *testing.T) {
	assert.LessOrEqual(t, Setter{face(1 << 30)}.Width(strings.Repeat("a", 100), Font{Size: 10}), 100*10*mostAdvance/1000*1.02+1)
	assert.Zero(t, Setter{face(-1 << 30)}.Width("abc", Font{Size: 10}))
}

func TestWordsFitInWhateverFontTheyAreMeasured(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("abcWMil 办理，。-/.,()%")), 0, 60, -1).Draw(t, "text")
		set := Setter{face(rapid.IntRange(0, 2000).Draw(t, "advance"))}
		width := rapid.Float64Range(40, 220).Draw(t, "width")
		for _, l := range set.Balance(s, body, width) {
			assert.True(t, set.Width(l, body) <= width || len(Clusters(l)) == 1, "%q is wider than %v", l, width)
		}
	})
}
