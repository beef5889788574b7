package view

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// verbs are the places for numbers and words that a label has.
func verbs(s string) int { return strings.Count(s, "%") }

func TestEveryWordOfTheOtherViewsIsThereInEveryLanguage(t *testing.T) {
	en, zh := english(), chinese()
	for _, pair := range [][2]any{{en.Cycle, zh.Cycle}, {en.Flower, zh.Flower}, {en.Curve, zh.Curve}, {en.Quadrant, zh.Quadrant}, {en.Gaps, zh.Gaps}, {en.Failures, zh.Failures}, {en.Handovers, zh.Handovers}} {
		a, b := reflect.ValueOf(pair[0]), reflect.ValueOf(pair[1])
		for i := range a.NumField() {
			name := a.Type().Field(i).Name
			if a.Field(i).Kind() == reflect.Array {
				for k := range a.Field(i).Len() {
					assert.NotEmpty(t, a.Field(i).Index(k).String(), name)
					assert.NotEmpty(t, b.Field(i).Index(k).String(), name)
				}
				continue
			}
			if a.Field(i).Kind() == reflect.Slice {
				assert.NotZero(t, a.Field(i).Len(), name)
				assert.Equal(t, a.Field(i).Len(), b.Field(i).Len(), name)
				continue
			}
			x, y := a.Field(i).String(), b.Field(i).String()
			assert.NotEmpty(t, x, name)
			assert.NotEmpty(t, y, name)
			assert.NotEqual(t, x, y, name)
			assert.Equal(t, verbs(x), verbs(y), name)
		}
	}
}

func TestSpreadMovesAsLittleAsPossible(t *testing.T) {
	assert.Equal(t, []float64{0, 20, 50}, spread([]float64{0, 20, 50}, []float64{10, 10, 10}), "free ones stay")
	assert.Equal(t, []float64{-5, 5}, spread([]float64{0, 0}, []float64{10, 10}), "both give way")
	assert.Equal(t, []float64{-10, 0, 10, 40}, spread([]float64{0, 0, 0, 40}, []float64{10, 10, 10, 10}))
	assert.Empty(t, spread(nil, nil))
}

func TestFiguresAreShort(t *testing.T) {
	for v, want := range map[float64]string{7: "7", 5.25: "5.3", -0.04: "0", 6.6: "6.6"} {
		assert.Equal(t, want, figure(v))
	}
}
