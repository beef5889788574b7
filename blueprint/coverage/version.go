package coverage

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/servicemoments/moments/blueprint"
)

// Name is what profiles call a blueprint: its id, or else the slug of its title.
func Name(b *blueprint.Blueprint) string {
	if b.ID != "" {
		return b.ID
	}
	return blueprint.Slug(b.Title)
}

// Version is a hash of what journeys can go through: the touchpoints with their
// lanes and places, and the ways between them. Two blueprints in which the same
// journeys are possible have equal versions: comments, layout, titles, times and
// marks make no difference.
func Version(b *blueprint.Blueprint) string { return version(b.Graph()) }

func version(g *blueprint.Graph) string {
	var data []byte
	number := func(n int) string { return strconv.Itoa(n) }
	for _, t := range g.Touchpoints() {
		at := g.Place(t)
		data = appendTexts(data, t.ID, at.Lane, string(g.Kind(t)), number(at.Column), number(at.Stack),
			strconv.FormatBool(t.Optional), strconv.FormatBool(g.IsDetour(t)))
	}
	data = appendTexts(data, "ways")
	for _, w := range g.Ways() {
		data = appendTexts(data, w.From.ID, idOf(w.To), string(w.Role), strconv.FormatBool(w.Choice), strconv.FormatBool(impossible(w)))
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}
