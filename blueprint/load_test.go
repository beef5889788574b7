package blueprint_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
)

// describeProblems prints every finding with the text it points at, so that a
// place that is off by one shows in the golden file.
func describeProblems(t *testing.T, err error) string {
	var found blueprint.Diagnostics
	require.ErrorAs(t, err, &found)
	var out strings.Builder
	for _, d := range found {
		fmt.Fprintln(&out, filepath.ToSlash(d.String()))
		fmt.Fprintf(&out, "\t%s\n", pointed(d.Range))
		for _, r := range d.Related {
			fmt.Fprintf(&out, "\t%s: %s %s\n", filepath.ToSlash(r.Range.Start.String()), r.Message, pointed(r.Range))
		}
	}
	return out.String()
}

func pointed(r blueprint.Range) string {
	line := []rune(r.Line)
	from, to := r.Start.Column-1, r.End.Column-1
	if r.End.Line != r.Start.Line || to > len(line) {
		to = len(line)
	}
	if from < 0 || from > to {
		return "-"
	}
	return fmt.Sprintf("%q", string(line[from:to]))
}

func TestEveryProblemIsFoundAtItsPlace(t *testing.T) {
	files, err := filepath.Glob("testdata/errors/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range append(files, "testdata/include/root.yaml", "testdata/include/cycle.yaml") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			_, err := blueprint.Load(file)
			require.Error(t, err)
			requireGolden(t, strings.TrimSuffix(file, ".yaml")+".golden", describeProblems(t, err))
		})
	}
}

func TestIncludeTakesPhasesIn(t *testing.T) {
	b, err := blueprint.Load("testdata/include/good.yaml")
	require.NoError(t, err)
	require.Len(t, b.Phases, 3)
	g := b.Graph()
	record, ok := g.Touchpoint("complaint-record")
	require.True(t, ok)
	assert.Equal(t, "frontstage", g.Lane(record).ID, "the lane of its kind")
	assert.Equal(t, "include[0].steps[0].frontstage[0]", g.Path(record).String())
	assert.Equal(t, "complaint-say-it", b.Links[0].From)

	var out bytes.Buffer
	require.NoError(t, b.Write(&out))
	assert.NotContains(t, out.String(), "Say it", "included phases stay in their file")
	assert.Contains(t, out.String(), "parts/good.yaml")
}

func TestReadHasNoFolder(t *testing.T) {
	_, err := blueprint.Read(strings.NewReader("title: a\nsteps: [{customer: b}]\ninclude: [c.yaml]\n"), "-")
	require.ErrorContains(t, err, "-:3:11: error: nothing can be included here")
}

func TestWhatIsNoFileIsOneClearLine(t *testing.T) {
	dir := t.TempDir()
	huge := filepath.Join(dir, "huge.yaml")
	require.NoError(t, os.WriteFile(huge, nil, 0o644))
	require.NoError(t, os.Truncate(huge, 200_000_000))
	for path, want := range map[string]string{
		dir:                           "this is a folder, not a file",
		dir + "/":                     "this is a folder, not a file",
		filepath.Join(dir, "no.yaml"): "there is no such file",
		huge:                          "this has 200 MB, the most a blueprint may have is 8 MiB",
	} {
		b, err := blueprint.Load(path)
		assert.Nil(t, b)
		require.ErrorContains(t, err, want)
		assert.NotContains(t, err.Error(), "\n")
	}
}

// endless is a stream that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestAnEndlessStreamIsLeftOff(t *testing.T) {
	_, err := blueprint.Read(endless{}, "-")
	require.ErrorContains(t, err, "larger than 8 MiB")
}

func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"testdata/errors/*.yaml", "testdata/golden/*.yaml", "testdata/allkeys.yaml", "../examples/*/blueprint.yaml"} {
		files, err := filepath.Glob(pattern)
		require.NoError(f, err)
		for _, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(f, err)
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := blueprint.Read(bytes.NewReader(text), "fuzz.yaml")
		if b == nil {
			require.Error(t, err)
			return
		}
		g := b.Graph() // also of what could only half be understood
		g.Loops()
		g.Reachable()
		if err == nil {
			requireRoundTrip(t, b)
		}
	})
}
