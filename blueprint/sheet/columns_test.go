package sheet

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/blueprint"
)

// TestEveryHeadingNamesItsColumn keeps headings apart: none may be read as
// another's, in either language.
func TestEveryHeadingNamesItsColumn(t *testing.T) {
	shapes := blueprint.Shapes()
	for _, s := range shapes {
		special := []string{colNo}
		switch s.Name {
		case "touchpoint":
			special = placeColumns
		case "step":
			special = []string{colStep, colPhase}
		case "blueprint":
			special = []string{colKey, colValue}
		}
		h := newHeader(shapes, s.Name, special...)
		paths := special
		if s.Name != "blueprint" {
			paths = append(columnsOf(shapes, s.Name), special...)
		}
		for _, path := range paths {
			for _, chinese := range []bool{false, true} {
				assert.Equal(t, path, h.path(head(path, chinese, s.Name == "touchpoint")), "%s %s", s.Name, path)
			}
		}
	}
}
