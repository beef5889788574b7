package blueprint_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
)

func requireRoundTrip(t require.TestingT, b *blueprint.Blueprint) {
	var out bytes.Buffer
	require.NoError(t, b.Write(&out))
	back, err := blueprint.Read(bytes.NewReader(out.Bytes()), "back.yaml")
	require.NoError(t, err, "%s", out.String())
	if !blueprint.Equal(b, back) {
		var again bytes.Buffer
		require.NoError(t, back.Write(&again))
		require.Equal(t, out.String(), again.String())
		require.Fail(t, "read back as something else", "%s\n%#v\n%#v", out.String(), b, back)
	}
}

func TestWritingAndReadingBackGivesAnEqualBlueprint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		requireRoundTrip(t, blueprinttest.Random(blueprinttest.Seeded(seed), blueprinttest.Shape{}))
	})
}

func TestExamplesAndGoldenCasesRoundTrip(t *testing.T) {
	files, err := filepath.Glob("../examples/*/blueprint.yaml")
	require.NoError(t, err)
	golden, err := filepath.Glob("testdata/golden/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, golden)
	for _, file := range append(files, golden...) {
		t.Run(filepath.ToSlash(file), func(t *testing.T) {
			b, err := blueprint.Load(file)
			require.NoError(t, err)
			requireRoundTrip(t, b)
		})
	}
}

// notInOneFile are keys that cannot stand beside the others: steps beside
// phases, and an include, which needs other files (its tests are its own).
var notInOneFile = []string{"blueprint.steps", "blueprint.include", "include.file", "include.prefix", "include.after"}

// TestEveryKeySurvives reads a file with every key of the table, writes it and
// finds every key in what was written, so that none is read but not written.
func TestEveryKeySurvives(t *testing.T) {
	b, err := blueprint.Load("testdata/allkeys.yaml")
	require.NoError(t, err)
	requireRoundTrip(t, b)
	var out bytes.Buffer
	require.NoError(t, b.Write(&out))
	text, err := os.ReadFile("testdata/allkeys.yaml")
	require.NoError(t, err)
	for _, s := range blueprint.Shapes() {
		for _, k := range s.Keys {
			if slices.Contains(notInOneFile, s.Name+"."+k.Name) {
				continue
			}
			require.Contains(t, string(text), k.Name+":", "%s.%s is missing in the file", s.Name, k.Name)
			if s.Short != k.Name {
				require.Contains(t, out.String(), k.Name+":", "%s.%s is not written", s.Name, k.Name)
			}
		}
	}
}
