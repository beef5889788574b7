package moments_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The example of a module with rules of its own builds against the project as it
// is now, without a network; its tests pass, and its command runs its rule beside
// ours.
func TestAModuleWithItsOwnRulesBuildsAndRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a module")
	}
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("there is no go command")
	}
	dir := filepath.Join("examples", "own-rules")
	run := func(args ...string) string {
		t.Helper()
		cmd := exec.Command(goTool, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=readonly", "GOWORK=off", "GOTOOLCHAIN=local")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "go %s\n%s", strings.Join(args, " "), out)
		return string(out)
	}
	run("vet", "./...")
	run("test", "./...")
	out := run("run", ".", "testdata/no-queue/avoid.yaml")
	assert.Contains(t, out, "longer than the 3m that we promise", "the company's rule")
	assert.Contains(t, out, "(unexplained-wait)", "a rule of the project")
	assert.NotContains(t, run("run", ".", "testdata/no-queue/prefer.yaml"), "(no-queue)")
}

// The example names the versions that the project does.
func TestTheModuleWithItsOwnRulesKeepsToOurVersions(t *testing.T) {
	ours, err := os.ReadFile("go.mod")
	require.NoError(t, err)
	theirs, err := os.ReadFile(filepath.Join("examples", "own-rules", "go.mod"))
	require.NoError(t, err)
	known := strings.Fields(string(ours))
	checked := 0
	for line := range strings.Lines(string(theirs)) {
		fields := strings.Fields(strings.TrimPrefix(line, "require "))
		if len(fields) >= 2 && strings.HasPrefix(fields[1], "v") && strings.HasPrefix(fields[0], "gopkg.in/") {
			checked++
			assert.Contains(t, strings.Join(known, " "), fields[0]+" "+fields[1])
		}
	}
	assert.NotZero(t, checked)
}
