// Package moments_test keeps the house in order: which package may import which.
package moments_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/servicemoments/moments"

// floors says on which floor each package lives. A package imports lower floors
// only. Whoever adds a package adds it here, and to ARCHITECTURE.md.
var floors = map[string]int{
	"touchpoint":                         0,
	"blueprint/internal/yamltext":        0,
	"blueprint/internal/components":      0,
	"render/board":                       0,
	"render/scene":                       0,
	"render/text":                        0,
	"examples":                           0,
	"internal/progress":                  0,
	"render/internal/href":               0,
	"blueprint/layer":                    0,
	"blueprint/internal/quantile":        0,
	"internal/merge":                     0,
	"blueprint/internal/heading":         1,
	"blueprint":                          1,
	"render/internal/outline":            1,
	"internal/page":                      1,
	"render/wording":                     1,
	"blueprint/edit":                     2,
	"blueprint/flow":                     2,
	"blueprint/figures":                  2,
	"blueprint/distribution":             2,
	"blueprint/scenario":                 2,
	"blueprint/coverage/eventlog":        2,
	"blueprint/lint/baseline":            2,
	"blueprint/schema":                   2,
	"internal/report":                    2,
	"render/internal/font":               2,
	"render/internal/jsontext":           2,
	"render/internal/prose":              2,
	"render/internal/scenetest":          2,
	"internal/badge":                     1,
	"internal/lsp/half":                  0,
	"render/svg":                         3,
	"render/labels":                      3,
	"render/internal/speak":              3,
	"blueprint/measure":                  3,
	"blueprint/simulate":                 3,
	"blueprint/coverage/align":           3,
	"blueprint/coverage/eventlog/loggen": 3,
	"render/theme":                       3,
	"render/png":                         3,
	"render/pdf":                         3,
	"render/view":                        3,
	"render/dot":                         3,
	"render/mermaid":                     3,
	"render/d2":                          3,
	"render/plantuml":                    3,
	"render/markdown":                    3,
	"render/term":                        3,
	"render/json":                        3,
	"blueprint/change":                   3,
	"blueprint/rename":                   3,
	"blueprint/sheet":                    3,
	"blueprint/diagram":                  3,
	"blueprint/coverage":                 4,
	"blueprint/lint":                     4,
	"render/graphviz":                    4,
	"render/chart":                       4,
	"render/html":                        4,
	"blueprint/coverage/coverhttp":       5,
	"blueprint/blueprinttest":            5,
	"blueprint/lint/config":              5,
	"blueprint/lint/linttest":            5,
	"internal/layouthelper":              5,
	"render":                             5,
	"render/rendertest":                  5,
	"render/book":                        5,
	"blueprint/coverage/conformance":     5,
	"render/internal/prosetest":          6,
	"internal/coverreport":               6,
	"internal/lsp":                       6,
	"internal/desk":                      6,
	"internal/cli":                       7,
	"internal/growth":                    7,
	"cmd/moments":                        8,
	"cmd/moments-graphviz":               8,
	"examples/in-go":                     8,
	"examples/hall-server":               8,
	"internal/docs":                      8,
}

// sideways lists imports within a floor that are meant.
var sideways = map[string][]string{}

// imports lists for each package of the module what its code imports: its tests
// where the suffix is "_test", all else where it is empty. The files are parsed
// here: a test that asked the go command would stay green from the test cache.
func imports(t *testing.T, suffix string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(".", func(file string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && file != "." && (e.Name() == "testdata" || e.Name() == "node_modules" || strings.HasPrefix(e.Name(), ".") || isModule(file)):
			return fs.SkipDir
		case e.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") != (suffix != ""):
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(file))
		found[pkg] = append(found[pkg], []string{}...)
		for _, i := range parsed.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			found[pkg] = append(found[pkg], name)
		}
		return nil
	})
	require.NoError(t, err)
	require.NotEmpty(t, found)
	for pkg := range found {
		slices.Sort(found[pkg])
		found[pkg] = slices.Compact(found[pkg])
	}
	return found
}

// isModule tells whether a folder is a module of its own.
func isModule(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, "go.mod"))
	return err == nil
}

// own is the folder of an imported package of this module.
func own(name string) (string, bool) {
	return strings.CutPrefix(name, module+"/")
}

// standard tells whether a package belongs to Go's standard library.
func standard(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return !strings.Contains(first, ".")
}

func TestPackagesImportLowerFloorsOnly(t *testing.T) {
	all := imports(t, "")
	for _, pkg := range slices.Sorted(maps.Keys(all)) {
		floor, known := floors[pkg]
		if !assert.True(t, known, "%s has no floor: add it to the table in floors_test.go and to ARCHITECTURE.md", pkg) {
			continue
		}
		for _, name := range all[pkg] {
			below, ok := own(name)
			if !ok || slices.Contains(sideways[pkg], below) {
				continue
			}
			assert.Less(t, floors[below], floor, "%s (floor %d) imports %s (floor %d)", pkg, floor, below, floors[below])
		}
	}
}

// below lists everything that importing a package brings in, as far as it is
// named in this module: its own packages, and what they import from elsewhere.
func below(all map[string][]string, pkg string) []string {
	seen := map[string]bool{}
	var visit func(string)
	visit = func(p string) {
		for _, name := range all[p] {
			if seen[name] {
				continue
			}
			seen[name] = true
			if folder, ok := own(name); ok {
				visit(folder)
			}
		}
	}
	visit(pkg)
	return slices.Sorted(maps.Keys(seen))
}

func TestTouchpointNeedsTheStandardLibraryOnly(t *testing.T) {
	for _, name := range below(imports(t, ""), "touchpoint") {
		assert.True(t, standard(name), name)
	}
}

// Whoever loads, checks or computes blueprints pays for no drawing: no fonts, no
// Graphviz, no WebAssembly. Loading needs YAML only, computing gonum besides.
func TestLoadingAndCheckingBringInNoDrawing(t *testing.T) {
	all := imports(t, "")
	for _, pkg := range []string{"blueprint", "blueprint/change", "blueprint/edit", "blueprint/flow", "blueprint/schema", "blueprint/lint", "blueprint/measure", "blueprint/simulate", "blueprint/coverage", "blueprint/coverage/align", "blueprint/coverage/conformance", "blueprint/coverage/eventlog", "blueprint/rename"} {
		computes := strings.HasPrefix(pkg, "blueprint/lint") || pkg == "blueprint/measure" || pkg == "blueprint/simulate"
		for _, name := range below(all, pkg) {
			folder, isOwn := own(name)
			switch {
			case isOwn:
				assert.False(t, folder == "render" || strings.HasPrefix(folder, "render/"), "%s brings in %s", pkg, name)
			case computes && strings.HasPrefix(name, "gonum.org/v1/gonum/"):
			case !standard(name):
				assert.Equal(t, "gopkg.in/yaml.v3", name, "%s brings it in", pkg)
			}
		}
	}
}

// Graphviz costs every process that imports it a second, and can hang or fail as
// a whole: it lives in a command of its own.
func TestTheCommandBringsInNoGraphviz(t *testing.T) {
	all := imports(t, "")
	for _, pkg := range []string{"cmd/moments", "render", "render/view"} {
		for _, name := range below(all, pkg) {
			assert.NotContains(t, name, "graphviz", "%s brings in %s", pkg, name)
		}
	}
}

// Only what serves knows the network: the desk, on this machine, with the command
// that starts it, and what stands inside a server of others'. None of them calls
// anybody.
func TestNothingReachesForTheNetwork(t *testing.T) {
	serves := []string{"blueprint/coverage/coverhttp", "examples/hall-server", "internal/desk", "internal/cli"}
	for pkg, names := range imports(t, "") {
		if slices.Contains(serves, pkg) {
			continue
		}
		for _, name := range names {
			assert.False(t, name == "net" || strings.HasPrefix(name, "net/") && name != "net/url", "%s imports %s", pkg, name)
		}
	}
}

func TestEveryPackageIsInTheArchitecture(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	require.NoError(t, err)
	for pkg := range imports(t, "") {
		assert.True(t, bytes.Contains(text, []byte("`"+pkg+"`")), "ARCHITECTURE.md does not name %s", pkg)
	}
}

// Every module that any Go file imports, tests included, is explained with the
// version that go.mod names.
func TestEveryDependencyIsExplained(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	require.NoError(t, err)
	text, err := os.ReadFile("docs/dependencies.md")
	require.NoError(t, err)
	versions := map[string]string{}
	for line := range strings.Lines(string(mod)) {
		if fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require ")); len(fields) >= 2 && strings.HasPrefix(fields[1], "v") {
			versions[fields[0]] = fields[1]
		}
	}
	used := map[string]bool{}
	for _, name := range append(slices.Concat(slices.Collect(maps.Values(imports(t, "")))...), slices.Concat(slices.Collect(maps.Values(imports(t, "_test")))...)...) {
		for m := range versions {
			if name == m || strings.HasPrefix(name, m+"/") {
				used[m] = true
			}
		}
	}
	require.NotEmpty(t, used)
	for m := range used {
		assert.True(t, bytes.Contains(text, []byte("| `"+m+"` | "+versions[m]+" |")), "docs/dependencies.md has no row for %s %s", m, versions[m])
	}
}
