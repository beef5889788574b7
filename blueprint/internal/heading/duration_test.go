package heading_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/blueprint/internal/heading"
	"github.com/servicemoments/moments/touchpoint"
)

func TestDurationsOfPeopleAreUnderstood(t *testing.T) {
	for text, want := range map[string]string{
		"90s": "90s", "1d..2d": "1d..2d", "5 min": "5m", "2 hours": "2h", "1 min 30 s": "1m30s", "1 分钟 30 秒": "1m30s", "3天": "3d",
		"0:05": "5m", "1:30:00": "1h30m", "3-5 min": "3m..5m", "1 to 2 weeks": "1w..2w", "30 sec.": "30s",
	} {
		got, err := touchpoint.ParseSpan(heading.Duration(text))
		if assert.NoError(t, err, text) {
			span, _ := touchpoint.ParseSpan(want)
			assert.Equal(t, span, got, text)
		}
	}
	for _, text := range []string{"soon", "about 5 min", "5 apples", ""} {
		assert.Equal(t, text, heading.Duration(text))
	}
}
