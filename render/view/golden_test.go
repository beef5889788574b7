package view_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
	"github.com/servicemoments/moments/render/view"
)

// updating looks the flag -update up, which the package's inner tests declare.
func updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}

func TestViewsOfTheExamplesStayTheSame(t *testing.T) {
	motel := example(t, "budget-motel")
	for _, c := range []struct {
		file, example, view string
		theme               scene.Theme
		o                   view.Options
	}{
		{"cycle-telecom-hall", "telecom-hall", "cycle", scene.Light(), view.Options{}},
		{"cycle-telecom-hall-behind", "telecom-hall", "cycle", scene.Light(), view.Options{Behind: true}},
		{"cycle-telecom-hall-zh", "telecom-hall-zh", "cycle", scene.Light(), view.Options{Encounters: true}},
		{"cycle-luxury-hotel-dark", "luxury-hotel", "cycle", scene.Dark(), view.Options{Encounters: true}},
		{"cycle-corner-shoeshine", "corner-shoeshine", "cycle", scene.Light(), view.Options{}},
		{"flower-telecom-hall", "telecom-hall", "flower", scene.Light(), view.Options{}},
		{"flower-telecom-hall-zh-dark", "telecom-hall-zh", "flower", scene.Dark(), view.Options{}},
		{"flower-luxury-hotel", "luxury-hotel", "flower", scene.Print(), view.Options{}},
		{"flower-hotel-beside-motel", "luxury-hotel", "flower", scene.Light(), view.Options{Beside: motel}},
		{"curve-telecom-hall", "telecom-hall", "curve", scene.Light(), view.Options{}},
		{"curve-telecom-hall-wrapped", "telecom-hall", "curve", scene.HighContrast(), view.Options{Wrap: 6}},
		{"curve-telecom-hall-zh-dark", "telecom-hall-zh", "curve", scene.Dark(), view.Options{}},
		{"curve-luxury-hotel", "luxury-hotel", "curve", scene.Light(), view.Options{}},
		{"quadrant-telecom-hall", "telecom-hall", "quadrant", scene.Light(), view.Options{}},
		{"quadrant-telecom-hall-zh", "telecom-hall-zh", "quadrant", scene.Dark(), view.Options{}},
		{"quadrant-complaint-handling", "complaint-handling", "quadrant", scene.Light(), view.Options{}},
		{"gaps-telecom-hall", "telecom-hall", "gaps", scene.Light(), view.Options{}},
		{"gaps-telecom-hall-zh", "telecom-hall-zh", "gaps", scene.Dark(), view.Options{}},
		{"gaps-complaint-handling", "complaint-handling", "gaps", scene.Light(), view.Options{}},
		{"failures-telecom-hall", "telecom-hall", "failures", scene.Light(), view.Options{}},
		{"failures-telecom-hall-zh", "telecom-hall-zh", "failures", scene.Dark(), view.Options{}},
		{"failures-complaint-handling", "complaint-handling", "failures", scene.Light(), view.Options{}},
		{"handovers-telecom-hall", "telecom-hall", "handovers", scene.Light(), view.Options{}},
		{"handovers-telecom-hall-zh", "telecom-hall-zh", "handovers", scene.Dark(), view.Options{}},
		{"handovers-complaint-handling", "complaint-handling", "handovers", scene.Light(), view.Options{}},
		{"blueprint-telecom-hall-overview", "telecom-hall", "blueprint", scene.Light(), view.Options{Detail: view.Overview}},
		{"blueprint-complaint-handling-declined", "complaint-handling", "blueprint", scene.Light(), view.Options{Journey: "declined"}},
		{"blueprint-telecom-hall-phase", "telecom-hall", "blueprint", scene.Light(), view.Options{Phase: "Be served", Detail: view.Full, Rows: view.Rows()}},
		{"blueprint-telecom-hall-zh-rows", "telecom-hall-zh", "blueprint", scene.Dark(), view.Options{Rows: view.Rows(), Wrap: 6}},
		{"quadrant-telecom-hall-actors", "telecom-hall", "quadrant", scene.Light(), view.Options{By: view.ByActor}},
	} {
		t.Run(c.file, func(t *testing.T) {
			v, ok := view.Named(c.view)
			require.True(t, ok)
			s, err := v.Draw(example(t, c.example), c.o)
			require.NoError(t, err)
			sound(t, c.file, s)
			var got bytes.Buffer
			require.NoError(t, svg.Write(&got, s, svg.Options{Theme: c.theme}))
			golden := filepath.Join("testdata", "views", c.file+".svg")
			if updating() {
				require.NoError(t, os.MkdirAll(filepath.Dir(golden), 0o755))
				require.NoError(t, os.WriteFile(golden, got.Bytes(), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.True(t, bytes.Equal(want, got.Bytes()), "%s differs from what is drawn now; look at both, then run: go test ./render/view -update", golden)
		})
	}
}
