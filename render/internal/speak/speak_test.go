package speak

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint/figures"
)

func TestFiguresAreSaidAsPeopleSayThem(t *testing.T) {
	for _, c := range []struct {
		value   float64
		unit    figures.Unit
		en, zh  string
		english Speaker
	}{
		{0, figures.Seconds, "0 s", "0 秒", Speaker{}},
		{12.5, figures.Seconds, "12.5 s", "12.5 秒", Speaker{}},
		{59.9999, figures.Seconds, "1 min", "1 分钟", Speaker{}},
		{385.0 / 3, figures.Seconds, "2 min 8 s", "2 分钟 8 秒", Speaker{}},
		{776.63, figures.Seconds, "12 min 57 s", "12 分钟 57 秒", Speaker{}},
		{3599.8, figures.Seconds, "1 h", "1 小时", Speaker{}},
		{3*3600 + 20*60 + 29, figures.Seconds, "3 h 20 min", "3 小时 20 分钟", Speaker{}},
		{50 * 86400, figures.Seconds, "50 d", "50 天", Speaker{}},
		{-75, figures.Seconds, "−1 min 15 s", "−1 分钟 15 秒", Speaker{}},
		{.479451, figures.Share, "47.95%", "47.95%", Speaker{}},
		{.5, figures.Money, "0.50", "0.50", Speaker{}},
		{-.02, figures.Money, "-0.02", "-0.02", Speaker{}},
		{1333.33, figures.Money, "1333.33 CNY", "1333.33 CNY", Speaker{Currency: "CNY"}},
		{20.0 / 17, figures.Number, "1.176", "1.176", Speaker{}},
		{192, figures.Score, "192", "192", Speaker{}},
		{40, figures.PerHour, "40/h", "40/小时", Speaker{}},
		{math.Inf(1), figures.Seconds, "without bound", "无上限", Speaker{}},
		{-0.00001, figures.Number, "-0.00001", "-0.00001", Speaker{}},
		{123456.7, figures.Number, "123457", "123457", Speaker{}},
	} {
		assert.Equal(t, c.en, c.english.Value(c.value, c.unit))
		c.english.Language = "zh-CN"
		assert.Equal(t, c.zh, c.english.Value(c.value, c.unit))
	}
}

func TestWhatWasSimulatedIsSaidWithItsInterval(t *testing.T) {
	f := figures.Figure{Value: 60, Low: 50, High: 70, Unit: figures.Seconds, How: figures.Simulated}
	assert.Equal(t, "1 min (50 s to 1 min 10 s)", Speaker{}.Figure(f))
	assert.Equal(t, "1 分钟（50 秒 至 1 分钟 10 秒）", Speaker{Language: "zh"}.Figure(f))
	assert.Equal(t, "waits 1 min (50 s to 1 min 10 s) at counter", Speaker{}.Say(figures.T("waits %s at %s", f, figures.Plain("counter"))))
}

func TestWordsOfOneSOwnGoFirst(t *testing.T) {
	s := Speaker{Own: func(p string) (string, bool) { return "bundle: %s", p == "sum: %s" }}
	assert.Equal(t, "bundle: 3", s.Say(figures.T("sum: %s", "3")))
	assert.Equal(t, "other", s.Say(figures.T("other")))
}

func TestDurationsNeverSaySixtyOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(0, 1e6).Draw(t, "seconds")
		said := Speaker{}.Value(v, figures.Seconds)
		assert.NotContains(t, said, "60 ")
		assert.NotContains(t, said, "24 h")
	})
}
