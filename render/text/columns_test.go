package text

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestColumnsOfATerminal(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "办理": 4, "e\u0301": 1, "★": 1, "👍🏽": 2, "🇩🇪": 2, "❤\ufe0f": 2, "ａ": 2} {
		assert.Equal(t, want, Columns(s), s)
	}
	assert.Equal(t, "办理  ", PadColumns("办理", 6))
	assert.Equal(t, "abcd", PadColumns("abcd", 2))
}

func TestLinesOfATerminal(t *testing.T) {
	assert.Equal(t, []string{"Wait for the", "number to", "come up"}, WrapColumns("Wait for the number to come up", 12))
	assert.Equal(t, []string{"值班经理倾", "听并致谢"}, BalanceColumns("值班经理倾听并致谢", 12))
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("abcWMil 办理，。-/.,()%")), 0, 60, -1).Draw(t, "text")
		n := rapid.IntRange(2, 40).Draw(t, "columns")
		for _, l := range append(WrapColumns(s, n), BalanceColumns(s, n)...) {
			assert.LessOrEqual(t, Columns(l), n, l)
		}
	})
}
