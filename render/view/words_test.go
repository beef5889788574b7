package view

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/touchpoint"
)

func TestDurationsReadAsPeopleSayThem(t *testing.T) {
	en, zh := LabelsFor("en"), LabelsFor("zh-CN")
	for d, want := range map[time.Duration]string{
		0: "0 s", 30 * time.Second: "30 s", 90 * time.Second: "1 min 30 s", 90 * time.Minute: "1 h 30 min", time.Hour + time.Second: "1 h",
		250 * time.Millisecond: "250 ms", 10 * touchpoint.Day: "10 d", 2 * touchpoint.Week: "2 w", 36 * time.Hour: "1 d 12 h",
	} {
		assert.Equal(t, want, en.Duration(d))
	}
	assert.Equal(t, "1 小时 30 分钟", zh.Duration(90*time.Minute))
	assert.Equal(t, "5–10 min", en.Span(5*time.Minute, 10*time.Minute))
	assert.Equal(t, "30 s–2 min", en.Span(30*time.Second, 2*time.Minute))
	assert.Equal(t, "1–2 w", en.Span(touchpoint.Week, 2*touchpoint.Week))
}

func TestTimesAndWaitsSayStandardAndBound(t *testing.T) {
	en, zh := LabelsFor(""), LabelsFor("zh")
	m := time.Minute
	plain := func(s string) string { return wrapped(s, smallFont, 1000)[0] }
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
	assert.Equal(t, []string{"done · 92%"}, labelLines("done", "92%", " · "))
	assert.Equal(t, []string{"question", "answered", "10%"}, labelLines("question answered", "10%", " · "))
	assert.Equal(t, []string{"5%"}, labelLines("", "5%", " · "))
	assert.Empty(t, labelLines("", "", " · "))
}

func TestEveryBuiltInWordIsThere(t *testing.T) {
	for _, l := range []Labels{english(), chinese()} {
		for _, k := range touchpoint.Kinds() {
			assert.NotEmpty(t, l.Kind(k))
		}
		for _, line := range touchpoint.Lines() {
			assert.NotEmpty(t, l.Line(line))
		}
		for _, s := range touchpoint.Services() {
			assert.NotEmpty(t, l.Service(s))
		}
		assert.Equal(t, "one of my own", l.Service("one of my own"))
		for _, word := range []string{
			l.Evidence, l.Moment, l.Critical, l.Fail, l.Wait, l.Choice, l.Core, l.Supplementary, l.Recovery, l.Link, l.Both, l.See, l.End,
			l.Onward, l.Optional, l.Detour, l.AtMost, l.Mean, l.Only, l.Join, l.Separator, l.Touchpoints, l.Ways, l.Legend, l.Step, l.From, l.Summary,
		} {
			assert.NotEmpty(t, word, l.Language)
		}
	}
}
