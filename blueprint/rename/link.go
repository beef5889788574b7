package rename

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// shared tells of which kinds one name goes for all files that include one
// another: their lists are the root's. Touchpoints, phases and steps of an
// included file are its own, and get its prefix.
func (k Kind) shared() bool { return k == Lane || k == Actor || k == Persona || k == Driver }

// link brings together what defines a name and what refers to it.
func (x *Index) link() {
	l := linker{Index: x, group: map[string]string{}, roots: map[string][]include{}, of: map[*decl]*Name{}}
	files := slices.Sorted(maps.Keys(x.files))
	for _, name := range files {
		for _, inc := range x.files[name].includes {
			if x.files[inc.file] != nil && inc.file != name {
				l.roots[inc.file] = append(l.roots[inc.file], include{file: name, prefix: inc.prefix})
				l.join(name, inc.file)
			}
		}
	}
	l.declare(files)
	for _, name := range files {
		for _, r := range x.files[name].refs {
			n, u := l.resolve(x.files[name], r)
			x.refs = append(x.refs, resolved{u, n})
			if n != nil {
				n.Uses = append(n.Uses, u)
			}
		}
	}
	for _, n := range x.names {
		n.Uses = sorted(n.Uses)
	}
	slices.SortStableFunc(x.names, func(a, b *Name) int {
		return cmp.Or(cmp.Compare(a.Uses[0].File, b.Uses[0].File), cmp.Compare(a.Uses[0].Start, b.Uses[0].Start))
	})
}

type linker struct {
	*Index
	group map[string]string    // of files that hang together: towards the one that stands for all
	roots map[string][]include // by included file: who includes it, and with which prefix
	of    map[*decl]*Name
	lists map[string]*Name // shared names by group, kind and id
}

func (l *linker) stands(name string) string {
	for l.group[name] != "" {
		name = l.group[name]
	}
	return name
}

func (l *linker) join(a, b string) {
	if a, b = l.stands(a), l.stands(b); a != b {
		l.group[b] = a
	}
}

func (l *linker) key(f *file, kind Kind, id string) string {
	return l.stands(f.name) + "\x00" + string(kind) + "\x00" + id
}

func (l *linker) declare(files []string) {
	l.lists = map[string]*Name{}
	for _, name := range files {
		f := l.files[name]
		for _, d := range f.decls {
			u := f.use(d.id0, d.id)
			if d.id0.Node == nil {
				at := d.owner
				if title := at.Get("title"); title != nil {
					at = node{Node: title, flow: at.flow}
				}
				u = f.use(at, d.id)
				u.Implied = true
			}
			u.Definition = true
			var n *Name
			if d.kind.shared() {
				n = l.lists[l.key(f, d.kind, d.id)]
			}
			if n == nil {
				n = &Name{Kind: d.kind, ID: d.id, Title: d.title, Path: d.path}
				l.names = append(l.names, n)
				if d.kind.shared() {
					l.lists[l.key(f, d.kind, d.id)] = n
				}
			}
			n.Uses, n.decls = append(n.Uses, u), append(n.decls, d)
			l.of[d] = n
		}
	}
}

// use is the place of an id that takes up a node, or a part of one.
func (f *file) use(at node, text string) Use {
	if at.Node == nil {
		return Use{File: f.name, Text: text}
	}
	start, end := at.Start, at.End
	if at.to > 0 {
		shift := at.from
		if f.text[start.Offset] == '"' || f.text[start.Offset] == '\'' {
			shift++
		}
		head := string(f.text[start.Offset : start.Offset+shift])
		start.Offset += shift
		start.Column += len([]rune(head))
		end = start
		end.Offset += at.to - at.from
		end.Column += len([]rune(string(f.text[start.Offset:end.Offset])))
	}
	place := func(line, column, offset int) blueprint.Position {
		return blueprint.Position{Line: line, Column: column, Offset: offset}
	}
	r := f.source.Range(place(start.Line, start.Column, start.Offset), place(end.Line, end.Column, end.Offset))
	return Use{File: f.name, Start: start.Offset, End: end.Offset, Range: r, Text: text, node: at}
}

// resolve finds what a reference names.
func (l *linker) resolve(f *file, r ref) (*Name, Use) {
	u := f.use(r.at, r.text)
	if r.see != "" {
		f = l.files[r.see]
		if f == nil {
			return nil, u
		}
	}
	for _, kind := range r.kinds {
		if r.below != "" && !knows(kind, r.below) {
			continue
		}
		if n, prefix, strip := l.named(f, kind, r.text, r.see == ""); n != nil {
			u.prefix, u.strip = prefix, strip
			return n, u
		}
	}
	return nil, u
}

// knows tells whether a setting may lead from something of a kind to a key.
func knows(kind Kind, key string) bool {
	s := blueprint.ShapeNamed(blueprint.Shapes(), string(kind))
	_, ok := s.Key(key)
	return ok && (kind != Phase || key != "steps") || !ok && s.Rest != nil && s.Rest.Form == blueprint.FormMap
}

// named finds a name as seen from a file: its own, then those of what it
// includes with their prefix, and from an included file those of the root.
func (l *linker) named(f *file, kind Kind, id string, up bool) (n *Name, prefix, strip string) {
	if kind == Lane && !f.lanes {
		return nil, "", "" // its lanes are those that need no words
	}
	if kind.shared() {
		return l.lists[l.key(f, kind, id)], "", ""
	}
	if d := f.byID[kind][id]; d != nil {
		return l.of[d], "", ""
	}
	for _, inc := range f.includes {
		part := l.files[inc.file]
		if own, ok := strings.CutPrefix(id, inc.prefix); ok && part != nil {
			if d := part.byID[kind][own]; d != nil {
				return l.of[d], inc.prefix, ""
			}
		}
	}
	if up {
		for _, root := range l.roots[f.name] {
			if n, prefix, _ := l.named(l.files[root.file], kind, root.prefix+id, false); n != nil {
				return n, prefix, root.prefix
			}
		}
	}
	return nil, "", ""
}
