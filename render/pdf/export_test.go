package pdf

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/render/scene"
)

// Sheets are what each sheet shows of a scene, without the repeated names.
func Sheets(t *testing.T, s *scene.Scene, o Options) []scene.Rect {
	t.Helper()
	sheets, err := plan(s, o)
	require.NoError(t, err)
	var shown []scene.Rect
	for _, sh := range sheets {
		shown = append(shown, sh.parts[len(sh.parts)-1].from)
	}
	return shown
}
