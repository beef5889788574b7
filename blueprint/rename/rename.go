package rename

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/touchpoint"
)

// Errors that tell why a name stays as it is; test with errors.Is.
var (
	// ErrID: the new name cannot be an id.
	ErrID = errors.New("this cannot be an id")
	// ErrTaken: something of the same kind has the new name.
	ErrTaken = errors.New("the name is taken")
	// ErrNowhere: no name stands at the place, or none that is written down.
	ErrNowhere = errors.New("there is no name to change here")
	// ErrUnsafe: the change would alter more than the name.
	ErrUnsafe = errors.New("the name cannot be changed safely")
)

// maxID is how long an id may be, in bytes.
const maxID = 200

// Rename gives what stands at a place another name, wherever it is named. The
// place is given in bytes from the start of the file. The edits are by file and
// mean the texts as they came in; a file without edits is not among them.
func Rename(texts map[string][]byte, file string, offset int, to string) (map[string][]edit.Edit, error) {
	x := Names(texts)
	if err := x.Broken(file); err != nil {
		return nil, err
	}
	n, _, ok := x.At(file, offset)
	if !ok {
		return nil, ErrNowhere
	}
	return x.Rename(n, to)
}

// Rename gives something another name, wherever it is named: see the function
// of the same name. Renaming and renaming back restores the texts, byte for
// byte: where no id was written but the title gave one, an id is written beside
// it, and taken away again when the title would give the new name, too.
func (x *Index) Rename(n *Name, to string) (map[string][]edit.Edit, error) {
	edits, _, err := x.rename(n, to)
	return edits, err
}

// rename also gives the names as they are once the edits are made.
func (x *Index) rename(n *Name, to string) (map[string][]edit.Edit, *Index, error) {
	if err := x.Allowed(n, to); err != nil {
		return nil, nil, err
	}
	if to == n.ID {
		return map[string][]edit.Edit{}, x, nil
	}
	for _, file := range slices.Sorted(maps.Keys(x.broken)) {
		if x.concerns(n, file) {
			return nil, nil, fmt.Errorf("%w: %w", ErrUnsafe, x.broken[file])
		}
	}
	pins := map[*decl]bool{}
	for _, drop := range []bool{true, false} {
		if drop && !n.droppable(to) {
			continue
		}
		for range 3 { // writing down the ids of twins may bring further twins to light
			edits, err := x.edits(n, to, drop, pins)
			if err != nil {
				return nil, nil, err
			}
			moved, after := x.verify(n, to, edits)
			if after != nil {
				return edits, after, nil
			}
			if len(moved) == 0 || drop {
				break
			}
			for _, d := range moved {
				pins[d] = true
			}
		}
	}
	return nil, nil, fmt.Errorf("%w: %s", ErrUnsafe, n)
}

// Allowed tells why something cannot get a name; nil where it can.
func (x *Index) Allowed(n *Name, to string) error {
	switch {
	case to == "" || len(to) > maxID || strings.ContainsFunc(to, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' && r != '_' || r == unicode.ReplacementChar
	}):
		hint := blueprint.Slug(to)
		if hint == "" {
			hint = "pay"
		}
		return fmt.Errorf("%w: %q; expected letters, digits, - and _ only, at most %d bytes, such as %q", ErrID, short(to), maxID, hint)
	case n.Kind == Touchpoint && to == touchpoint.End:
		return fmt.Errorf("%w: a next to %q leaves the journey", ErrID, to)
	case n.Kind == Lane && reserved(to):
		return fmt.Errorf("%w: the language uses %q in steps", ErrID, to)
	case to == n.ID:
		return nil
	}
	for _, other := range x.names {
		if other != n && other.Kind == n.Kind && other.ID == to && (n.Kind.shared() || x.near(n, other)) {
			return fmt.Errorf("%w: there is a %s already, at %s", ErrTaken, other, other.Uses[0].Range.Start)
		}
	}
	return nil
}

func reserved(lane string) bool {
	_, ok := blueprint.ShapeNamed(blueprint.Shapes(), "step").Key(lane)
	return ok || lane == touchpoint.End || lane == "together"
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

// near tells whether two names are defined in one file.
func (x *Index) near(a, b *Name) bool {
	for _, d := range a.decls {
		for _, e := range b.decls {
			if d.file == e.file {
				return true
			}
		}
	}
	return false
}

// concerns tells whether a text that cannot be read may hold the name: it
// includes a file where the name is defined, or is included by it.
func (x *Index) concerns(n *Name, file string) bool {
	for _, d := range n.decls {
		for _, inc := range d.file.includes {
			if inc.file == file {
				return true
			}
		}
		base := d.file.name[strings.LastIndexAny(d.file.name, `/\`)+1:]
		if strings.Contains(string(x.texts[file]), base) {
			return true
		}
	}
	return false
}

// edits writes the new name at every place.
func (x *Index) edits(n *Name, to string, drop bool, pins map[*decl]bool) (map[string][]edit.Edit, error) {
	out := map[string][]edit.Edit{}
	for _, u := range n.Uses {
		if u.Definition {
			continue
		}
		text := u.prefix + to
		if u.strip != "" {
			var ok bool
			if text, ok = strings.CutPrefix(text, u.strip); !ok || text == "" {
				return nil, fmt.Errorf("%w: %s is named in %s, which is included with the prefix %q, so the name must begin with that", ErrUnsafe, n, u.File, u.strip)
			}
		}
		out[u.File] = append(out[u.File], edit.Edit{Start: u.Start, End: u.End, Text: written(u.node, text)})
	}
	define := func(d *decl, id string) {
		name := d.file.name
		switch {
		case d.id0.Node == nil:
			out[name] = append(out[name], d.add(id)...)
		case drop:
			out[name] = append(out[name], d.drop()...)
		default:
			out[name] = append(out[name], edit.Edit{Start: d.id0.Start.Offset, End: d.id0.End.Offset, Text: written(d.id0, id)})
		}
	}
	for _, d := range n.decls {
		define(d, to)
	}
	for _, name := range slices.Sorted(maps.Keys(x.files)) {
		for _, d := range x.files[name].decls {
			if pins[d] && d.id0.Node == nil && !slices.Contains(n.decls, d) {
				define(d, d.id)
			}
		}
	}
	for name := range out {
		slices.SortStableFunc(out[name], func(a, b edit.Edit) int { return a.Start - b.Start })
	}
	return out, nil
}

// written writes an id in the quotes that the old one stands in.
func written(at node, id string) string {
	switch {
	case at.to > 0:
		return id // a part of a value, whose quotes stay
	case at.Style == yamltext.SingleQuoted:
		return "'" + id + "'"
	case at.Style == yamltext.DoubleQuoted:
		return `"` + id + `"`
	}
	return yamltext.Quote(id, true, true)
}

// verify reads the texts as they would become, and tells whether all names are
// what they were but for the one, and every reference means what it meant: then it
// gives the new names. Else moved lists what would get another id though nobody
// asked.
func (x *Index) verify(n *Name, to string, edits map[string][]edit.Edit) (moved []*decl, now *Index) {
	after := maps.Clone(x.texts)
	for name, list := range edits {
		text, err := edit.Apply(x.texts[name], list)
		if err != nil {
			return nil, nil
		}
		after[name] = text
	}
	y := names(after, x)
	if len(y.broken) != len(x.broken) || len(y.refs) != len(x.refs) {
		return nil, nil
	}
	twin := map[*Name]*Name{} // what each name is now
	for name, f := range x.files {
		g := y.files[name]
		if g == nil || len(g.decls) != len(f.decls) {
			return nil, nil
		}
		for i, d := range f.decls {
			want := d.id
			if slices.Contains(n.decls, d) {
				want = to
			}
			switch {
			case g.decls[i].id == want:
			case d.id0.Node == nil:
				moved = append(moved, d)
			default:
				return nil, nil
			}
		}
	}
	if len(moved) > 0 {
		slices.SortFunc(moved, func(a, b *decl) int { return a.owner.Start.Offset - b.owner.Start.Offset })
		return moved, nil
	}
	if len(x.names) != len(y.names) {
		return nil, nil
	}
	for i := range x.names {
		twin[x.names[i]] = y.names[i]
	}
	for i := range x.refs {
		if twin[x.refs[i].name] != y.refs[i].name {
			return nil, nil
		}
	}
	return nil, y
}
