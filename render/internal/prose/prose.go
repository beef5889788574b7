// Package prose holds what all writers of text share: the words that they add
// to those of a blueprint, its facts put into words, and ids that narrow
// languages accept. What comes in is a blueprint; what goes out is a [Board]
// ready to be written row by row or way by way. It knows no format.
package prose

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

// Board is a blueprint as writers of text want it.
type Board struct {
	*blueprint.Graph
	Words

	Title   string // the blueprint's, or its id
	Rows    []blueprint.Lane
	Columns []Column

	twins map[string]int // how many touchpoints have a title
}

// Column is a step of the board.
type Column struct {
	Number int // from 1, over all phases
	Phase  int // index into Blueprint.Phases
	Step   *blueprint.Step
}

// Of prepares a blueprint. A nil one is taken as empty; an empty language is the
// blueprint's own. Words of one's own go before those of the language.
func Of(b *blueprint.Blueprint, language string, own *wording.Words) *Board {
	if b == nil {
		b = &blueprint.Blueprint{}
	}
	if language == "" {
		language = b.Language
	}
	board := &Board{Graph: b.Graph(), Words: For(language, own), Title: Line(b.Title), Rows: b.LanesInUse(), twins: map[string]int{}}
	if board.Title == "" {
		board.Title = Line(b.ID)
	}
	for p := range b.Phases {
		for s := range b.Phases[p].Steps {
			board.Columns = append(board.Columns, Column{Number: len(board.Columns) + 1, Phase: p, Step: &b.Phases[p].Steps[s]})
		}
	}
	for _, t := range board.Touchpoints() {
		board.twins[Line(t.Title)]++
	}
	return board
}

// Cell lists the touchpoints that stand in a lane of a step.
func (b *Board) Cell(column int, lane string) []*touchpoint.Touchpoint {
	return slices.DeleteFunc(b.InStep(column), func(t *touchpoint.Touchpoint) bool { return b.Place(t).Lane != lane })
}

// Name is what a touchpoint is called in a list: the number of its step and its
// title, with the id where another one has the same title.
func (b *Board) Name(t *touchpoint.Touchpoint) string {
	if t == nil {
		return b.End
	}
	name := b.Number(t) + " " + Line(t.Title)
	if b.twins[Line(t.Title)] > 1 {
		name += b.Text.Open + Line(t.ID) + b.Text.Shut
	}
	return name
}

// Number is the number of a touchpoint's step, from 1.
func (b *Board) Number(t *touchpoint.Touchpoint) string { return itoa(b.Place(t).Column + 1) }

// Personas are the titles of the personas that something is for.
func (b *Board) Personas(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = Line(id)
		for _, p := range b.Blueprint.Personas {
			if p.ID == id && p.Title != "" {
				out[i] = Line(p.Title)
			}
		}
	}
	return out
}

// ActorTitle is the title of who does the work, "" where nobody is named.
func (b *Board) ActorTitle(t *touchpoint.Touchpoint) string {
	id := b.Actor(t)
	for _, a := range b.Blueprint.Actors {
		if a.ID == id && a.Title != "" {
			return Line(a.Title)
		}
	}
	return Line(id)
}

// LineBelow is the line that runs between a row and the next one, and whether
// there is one.
func (b *Board) LineBelow(row int) (touchpoint.Line, bool) {
	if row+1 >= len(b.Rows) {
		return "", false
	}
	crossed := touchpoint.Crossed(b.Rows[row].Kind, b.Rows[row+1].Kind)
	if len(crossed) == 0 {
		return "", false
	}
	return crossed[0], true
}

// Identifier turns an id into a word that begins with the prefix and has only
// letters, digits and underscores: a hyphen becomes an underscore, Chinese
// characters stay, and any other one is spelt Z, its number in hex, Z. Different
// ids give different words.
func Identifier(prefix, id string) string {
	var out strings.Builder
	out.WriteString(prefix)
	for _, r := range id {
		switch {
		case r == '-':
			out.WriteByte('_')
		case r != 'Z' && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'), r >= 0x4E00 && r <= 0x9FA5:
			out.WriteRune(r)
		default:
			out.WriteString("Z" + hex(r) + "Z")
		}
	}
	return out.String()
}

// Colours are the band's and the ink of a kind of lane, those of the pictures'
// light theme.
func Colours(k touchpoint.Kind) (band, ink string) {
	switch k {
	case touchpoint.Customer:
		return "#EAF2FC", "#1F5FA8"
	case touchpoint.Frontstage:
		return "#E8F5EE", "#1C7048"
	case touchpoint.Backstage:
		return "#FDF3E1", "#8A5A00"
	}
	return "#F2EDF9", "#6A3FA0"
}

// Red is the ink of recoveries, Purple that of moments of truth.
const (
	Red    = "#B3261E"
	Purple = "#5A35C8"
)
