// Package rename knows every name in blueprints and all the places where it
// stands, and gives things other names.
//
// What comes in are texts by the name of their file, a blueprint with what it
// includes say, and a place in one of them; what goes out are the places of a
// [Name], or edits by file that change it everywhere: where it is defined, in
// ways, links, journeys, scenarios, includes and references from other files.
package rename

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// Kind is what a name is the name of.
type Kind string

// The kinds. They are called as the shapes in the table of keys.
const (
	Touchpoint Kind = "touchpoint"
	Lane       Kind = "lane"
	Phase      Kind = "phase"
	Step       Kind = "step"
	Actor      Kind = "actor"
	Persona    Kind = "persona"
	Journey    Kind = "journey"
	Scenario   Kind = "scenario"
	Driver     Kind = "driver"
)

// Use is one place where a name stands.
type Use struct {
	File       string
	Start, End int             // bytes of the text; quotes belong to them
	Range      blueprint.Range // the same place in lines and columns
	Text       string          // as it stands there; in a root file with the prefix of the include
	Definition bool            // it is defined here
	Implied    bool            // no id is written: the place is that of the title it comes from

	prefix string // of the include, part of Text
	strip  string // prefix that an included file leaves out
	node   node
}

// Meant is the name that something has if this is typed in place of the use: in a
// root file an included thing is called with the prefix of the include.
func (u Use) Meant(typed string) (string, error) {
	name, ok := strings.CutPrefix(u.strip+typed, u.prefix)
	if !ok {
		return "", fmt.Errorf("%w: what is included with this prefix is called %s…", ErrID, u.prefix)
	}
	return name, nil
}

// Name is something that has an id.
type Name struct {
	Kind  Kind
	ID    string // in its own file, without the prefix of an include
	Title string // empty: none
	Path  blueprint.Path
	Uses  []Use // where it is defined first, then by file and place

	decls []*decl
}

// Definition is where the name is defined.
func (n *Name) Definition() Use { return n.Uses[0] }

// Index holds the names of some texts.
type Index struct {
	texts  map[string][]byte
	files  map[string]*file
	names  []*Name
	broken map[string]error
	refs   []resolved // all references in their order, to compare by
}

// resolved is a reference and the name that it means, nil for none.
type resolved struct {
	use  Use
	name *Name
}

// Names reads texts by the names of their files and finds all names in them. A
// text that includes others names them as seen from its own folder; those that
// are not among the texts are passed over. A text that cannot be read has no
// names, see [Index.Broken]. The texts must not be changed while the index is in
// use.
func Names(texts map[string][]byte) *Index { return names(texts, &Index{}) }

// names is Names that takes over from before what has not changed since.
func names(texts map[string][]byte, before *Index) *Index {
	x := &Index{texts: texts, files: map[string]*file{}, broken: map[string]error{}}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if f := before.files[name]; f != nil && bytes.Equal(f.text, texts[name]) {
			x.files[name] = f
			continue
		}
		f, err := read(name, texts[name])
		if err != nil {
			x.broken[name] = err
			continue
		}
		x.files[name] = f
	}
	x.link()
	return x
}

// Broken tells why the text of a file has no names; nil where it has been read.
func (x *Index) Broken(file string) error { return x.broken[file] }

// All lists the names, by file and place of their definitions.
func (x *Index) All() []*Name { return slices.Clone(x.names) }

// At finds the name that stands at a place, given in bytes from the start of the
// file, and the use of it there. Just behind a name counts as well.
func (x *Index) At(file string, offset int) (*Name, Use, bool) {
	var found *Name
	var at Use
	for _, n := range x.names {
		for _, u := range n.Uses {
			if u.File == file && u.Start <= offset && offset <= u.End && (found == nil || u.End-u.Start < at.End-at.Start) {
				found, at = n, u
			}
		}
	}
	return found, at, found != nil
}

// Find finds names by kind and id. There may be several in texts that do not
// include one another.
func (x *Index) Find(kind Kind, id string) []*Name {
	var out []*Name
	for _, n := range x.names {
		if n.Kind == kind && n.ID == id {
			out = append(out, n)
		}
	}
	return out
}

// sorted puts definitions first and drops what is there twice: a file that is
// included by two others is looked at for both.
func sorted(uses []Use) []Use {
	slices.SortStableFunc(uses, func(a, b Use) int {
		if a.Definition != b.Definition {
			if a.Definition {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Start, b.Start))
	})
	return slices.CompactFunc(uses, func(a, b Use) bool { return a.File == b.File && a.Start == b.Start && a.End == b.End })
}

// String is the kind and the id.
func (n *Name) String() string { return fmt.Sprintf("%s %q", n.Kind, n.ID) }
