package moments_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Importing go-graphviz costs every process its start: only who asks for it by
// name pays. (The generator of the docs draws networks for the gallery.)
func TestOnlyTheLayouterAndItsProgramBringInGraphviz(t *testing.T) {
	all := imports(t, "")
	var with []string
	for _, pkg := range slices.Sorted(maps.Keys(all)) {
		if slices.ContainsFunc(append(below(all, pkg), all[pkg]...), func(name string) bool { return strings.HasPrefix(name, "github.com/goccy/go-graphviz") }) {
			with = append(with, pkg)
		}
	}
	assert.Equal(t, []string{"cmd/moments-graphviz", "internal/docs", "render/graphviz"}, with)
}
