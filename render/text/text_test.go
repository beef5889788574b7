package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

var body = Font{Size: 13, Weight: 500}

func TestFullWidthCharactersTakeAFullSquare(t *testing.T) {
	assert.Equal(t, 67.0, Width("办理业务吧", body)) // 5 x 13 px and 2% reserve
	assert.Less(t, Width("aaaaa", body), Width("办理业务吧", body))
	assert.Equal(t, Width("e", body), Width("e\u0301", body), "a combining mark takes no room")
	assert.Greater(t, Width("Enter the hall", Font{Size: 13, Weight: 600}), Width("Enter the hall", body))
	assert.Equal(t, Width("ab", body)+4, Width("ab", Font{Size: 13, Weight: 500, Spacing: 2}))
	assert.Zero(t, Width("", body))
}

func TestCharactersStayWhole(t *testing.T) {
	assert.Equal(t, []string{"e\u0301", "👨‍👩‍👧", "🇩🇪", "🇨🇳", "👍🏽", "x"}, Clusters("e\u0301👨‍👩‍👧🇩🇪🇨🇳👍🏽x"))
}

func TestWrapping(t *testing.T) {
	cases := []struct {
		name, text string
		width      float64
		want       []string
	}{
		{"at blanks", "Have the request handled", 130, []string{"Have the request", "handled"}},
		{"blanks are folded", "  Sit \n\t down ", 130, []string{"Sit down"}},
		{"a long word is cut", "Donaudampfschifffahrt", 80, []string{"Donaudam", "pfschifffahrt"}},
		{"after a hyphen", "walk-through check-out", 100, []string{"walk-through", "check-out"}},
		{"not before a number", "minus -5 degrees", 75, []string{"minus -5", "degrees"}},
		{"Chinese between characters", "值班经理倾听并致谢", 67, []string{"值班经理倾", "听并致谢"}},
		{"closing punctuation begins no line", "值班经理倾，听并致谢", 67, []string{"值班经理", "倾，听并致", "谢"}},
		{"opening punctuation ends no line", "值班经理（听并致谢）", 67, []string{"值班经理", "（听并致", "谢）"}},
		{"a blank before closing punctuation", "Vraiment ? Oui", 60, []string{"Vraimen", "t ? Oui"}},
		{"nothing", " \n ", 60, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, Wrap(c.text, body, c.width))
		})
	}
}

func TestBalancedLinesAreOfAboutEqualLength(t *testing.T) {
	const title = "Wait for the number to come up"
	assert.Equal(t, []string{"Wait for the number", "to come up"}, Wrap(title, body, 145))
	assert.Equal(t, []string{"Wait for the", "number to come up"}, Balance(title, body, 145))
	assert.Equal(t, []string{"值班经理倾", "听并致谢"}, Balance("值班经理倾听并致谢", body, 110))
	assert.Equal(t, []string{"Sit down"}, Balance("Sit down", body, 145))
}

func TestCleanMakesHarmless(t *testing.T) {
	assert.Equal(t, "a b", Clean("\ufeff a\u2028\tb\r\n"))
	assert.Equal(t, "x\ufffdy", Clean("x\u202ey"), "a mark that turns the reading direction becomes visible")
	assert.Equal(t, "\ufffd\ufffd", Clean("\x00\x1b"))
	assert.Equal(t, "\ufffdok", Clean("\xffok"))
}

func TestWrappedTextKeepsItsCharactersAndFits(t *testing.T) {
	runes := rapid.SampledFrom([]rune("abcWMil 办理业务，。（）、「」 e\u0301👨‍👩🇩-/.,()%"))
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.StringOfN(runes, 0, 60, -1), rapid.String()).Draw(t, "text")
		width := rapid.Float64Range(40, 220).Draw(t, "width")
		for _, lines := range [][]string{Wrap(s, body, width), Balance(s, body, width)} {
			for _, l := range lines {
				assert.True(t, utf8.ValidString(l))
				assert.True(t, Width(l, body) <= width || len(Clusters(l)) == 1, "%q is wider than %v", l, width)
			}
			assert.Equal(t, strings.ReplaceAll(Clean(s), " ", ""), strings.ReplaceAll(strings.Join(lines, ""), " ", ""))
		}
		assert.Len(t, Balance(s, body, width), len(Wrap(s, body, width)))
	})
}
