package view

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/touchpoint"
)

func TestTimesAndWaitsSayStandardAndBound(t *testing.T) {
	en, zh := labelsFor(Options{}, ""), labelsFor(Options{}, "zh")
	m := time.Minute
	plain := func(s string) string { return (setter{}).wrapped(s, smallFont, 1000)[0] }
	assert.Equal(t, "2 min, at most 5 min", plain(en.time(&touchpoint.Time{Standard: 2 * m, Acceptable: 5 * m})))
	assert.Equal(t, "3–10 d", plain(en.time(&touchpoint.Time{Distribution: touchpoint.Uniform, Min: 3 * touchpoint.Day, Max: 10 * touchpoint.Day})))
	assert.Equal(t, "about 8 min", plain(en.time(&touchpoint.Time{Distribution: touchpoint.Exponential, Mean: 8 * m})))
	assert.Equal(t, "at most 10 min", plain(en.wait(&touchpoint.Wait{Acceptable: 10 * m})))
	assert.Equal(t, "6 分钟，最多 10 分钟", plain(zh.wait(&touchpoint.Wait{Expected: 6 * m, Acceptable: 10 * m})))
	assert.Empty(t, en.wait(&touchpoint.Wait{}))
	assert.Empty(t, en.time(nil))
}

func TestChancesAreShort(t *testing.T) {
	for share, want := range map[float64]string{0.07: "7%", 0.125: "12.5%", 1: "100%", 0.005: "0.5%", 1.0 / 3: "33.3%"} {
		assert.Equal(t, want, chance(share))
	}
	assert.Equal(t, []string{"done · 92%"}, setter{}.labelLines("done", "92%", " · "))
	assert.Equal(t, []string{"question", "answered", "10%"}, setter{}.labelLines("question answered", "10%", " · "))
	assert.Equal(t, []string{"5%"}, setter{}.labelLines("", "5%", " · "))
	assert.Empty(t, setter{}.labelLines("", "", " · "))
}
