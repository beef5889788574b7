package prose

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

// Words are what a writer adds to the words of a blueprint.
type Words struct{ wording.Words }

// For finds the words of a language, English where there are none for it; own
// ones, if any, go before.
func For(language string, own *wording.Words) Words {
	if own != nil {
		return Words{*own}
	}
	return Words{wording.For(language)}
}

// LaneName is the title of a lane, or what its kind is called.
func (w Words) LaneName(l blueprint.Lane) string {
	if title := Line(l.Title); title != "" {
		return title
	}
	return w.KindName(l.Kind)
}

// KindName is the name of a kind of lane.
func (w Words) KindName(k touchpoint.Kind) string { return Line(w.Words.Kind(k)) }

// LineName is the name of one of the three lines.
func (w Words) LineName(l touchpoint.Line) string { return Line(w.Words.Line(l)) }

// ServiceName is the name of an element of the service.
func (w Words) ServiceName(s touchpoint.Service) string { return Line(w.Words.Service(s)) }

// StatusName is the name of a blueprint's status.
func (w Words) StatusName(s blueprint.Status) string {
	if i := slices.Index(blueprint.Statuses(), s); i >= 0 && i < len(w.Text.Statuses) {
		return w.Text.Statuses[i]
	}
	return Line(string(s))
}
