package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

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
