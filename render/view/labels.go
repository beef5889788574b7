package view

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/render/wording"
)

// labels are the words that a picture adds to those of the blueprint.
type labels struct{ wording.Words }

// labelsFor are the words of the options, else those of a language.
func labelsFor(o Options, language string) labels {
	if o.Labels != nil {
		return labels{*o.Labels}
	}
	return labels{wording.For(language)}
}

// join writes a list.
func (l labels) join(items []string) string { return strings.Join(items, l.Join) }

func index[T comparable](list []T, v T) int { return slices.Index(list, v) }

func at(list []string, i int, other string) string {
	if i < 0 || i >= len(list) {
		return other
	}
	return list[i]
}
