package rename

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/touchpoint"
)

// walker seeks the references of a text by the table of keys.
type walker struct {
	shapes map[string]*blueprint.Shape
	file   *file
}

func (w walker) mapping(s *blueprint.Shape, n *yamltext.Node, flow bool) {
	if n.Alias != nil {
		return
	}
	if n.Kind == yamltext.Scalar {
		if k, ok := s.Key(s.Short); ok {
			w.value(s, k, n, flow)
		}
		return
	}
	flow = flow || n.Style == yamltext.Flow
	for _, p := range n.Pairs {
		k, ok := s.Key(p.Key.Value)
		switch {
		case ok:
			w.value(s, k, p.Value, flow)
		case s.Rest == nil:
		case s.Rest.Form == blueprint.FormCell:
			w.note(ref{kinds: []Kind{Lane}, text: p.Key.Value, at: node{Node: p.Key, flow: flow}})
			w.cell(p.Value, flow)
		default:
			w.entry(s.Rest, p, flow)
		}
	}
}

func (w walker) cell(n *yamltext.Node, flow bool) {
	if n.Alias != nil {
		return
	}
	items := []*yamltext.Node{n}
	if n.Kind == yamltext.Sequence {
		items, flow = n.Items, flow || n.Style == yamltext.Flow
	}
	for _, item := range items {
		if item.Alias != nil {
			continue
		}
		if together := item.Get("together"); together != nil {
			w.cell(together, flow || item.Style == yamltext.Flow)
			continue
		}
		w.mapping(w.shapes["touchpoint"], item, flow)
	}
}

func (w walker) value(s *blueprint.Shape, k *blueprint.Key, n *yamltext.Node, flow bool) {
	if n.Alias != nil {
		return
	}
	if k.Form == blueprint.FormMap {
		for _, p := range n.Pairs {
			w.entry(k, p, flow || n.Style == yamltext.Flow)
		}
		return
	}
	items := []*yamltext.Node{n}
	if k.Many && n.Kind == yamltext.Sequence {
		items, flow = n.Items, flow || n.Style == yamltext.Flow
	}
	for _, item := range items {
		switch {
		case item.Alias != nil:
		case k.Form == blueprint.FormShape:
			w.mapping(w.shapes[k.Shape], item, flow)
		case item.Kind != yamltext.Scalar || item.Value == "":
		case s.Name == "touchpoint" && k.Name == "see":
			w.see(item, flow)
		case len(k.Targets) > 0:
			w.note(ref{kinds: kindsOf(k.Targets), text: item.Value, at: node{Node: item, flow: flow}})
		}
	}
}

// entry is a key that is a name: of a persona, or of a datum in a scenario.
func (w walker) entry(k *blueprint.Key, p yamltext.Pair, flow bool) {
	switch {
	case len(k.Targets) > 0:
		w.note(ref{kinds: kindsOf(k.Targets), text: p.Key.Value, at: node{Node: p.Key, flow: flow}})
	case k.Name == "set":
		w.setting(p.Key, flow)
	}
}

func (w walker) note(r ref) {
	if r.text != touchpoint.End || !slices.Contains(r.kinds, Touchpoint) {
		w.file.refs = append(w.file.refs, r)
	}
}

func kindsOf(targets []blueprint.Target) []Kind {
	var out []Kind
	for _, t := range targets {
		if t != blueprint.ToEnd {
			out = append(out, Kind(t))
		}
	}
	return out
}

// verbatim tells whether a plain value or key stands in the text letter by
// letter.
func (w walker) verbatim(n *yamltext.Node) bool {
	from := n.Start.Offset
	if n.Style == yamltext.SingleQuoted || n.Style == yamltext.DoubleQuoted {
		from++
	}
	return strings.HasPrefix(string(w.file.text[from:n.End.Offset]), n.Value)
}

// see notes the touchpoint that a reference to another blueprint names.
func (w walker) see(n *yamltext.Node, flow bool) {
	ok := w.verbatim(n)
	to, id, found := strings.Cut(n.Value, "#")
	trimmed := strings.TrimSpace(id)
	if !ok || !found || trimmed == "" || strings.Contains(to, ":") || strings.HasPrefix(to, "//") {
		return
	}
	from := len(to) + 1 + strings.Index(id, trimmed)
	r := ref{kinds: []Kind{Touchpoint}, text: trimmed, at: node{Node: n, flow: flow, from: from, to: from + len(trimmed)}}
	if to = strings.TrimSpace(to); to != "" {
		r.see = besides(w.file.name, to)
	}
	w.note(r)
}

// setting notes the names in the path of a datum: what it begins with, and where
// a way leads or whose figure it is.
func (w walker) setting(n *yamltext.Node, flow bool) {
	p, ok := blueprint.ParsePath(n.Value)
	if !ok || !w.verbatim(n) || len(p) < 2 {
		return
	}
	w.note(ref{kinds: []Kind{Touchpoint, Actor, Persona, Lane, Phase, Step, Driver}, text: p[0].Key, below: p[1].Key, at: node{Node: n, flow: flow, to: len(p[:1].String())}})
	heads := []string{"touchpoint", "actor", "persona", "lane", "phase", "step", "driver"}
	for _, head := range heads {
		if _, ok := w.shapes[head].Key(p[1].Key); ok {
			w.further(w.shapes[head], p, 1, n, flow)
			return
		}
	}
}

// further follows the rest of a setting's path.
func (w walker) further(s *blueprint.Shape, p blueprint.Path, i int, n *yamltext.Node, flow bool) {
	for i < len(p) {
		k, ok := s.Key(p[i].Key)
		switch {
		case !ok && s.Rest != nil && len(s.Rest.Targets) > 0:
			w.element(kindsOf(s.Rest.Targets), p, i, n, flow)
			return
		case !ok:
			return
		}
		if i++; i == len(p) {
			return
		}
		if k.Form == blueprint.FormMap {
			if len(k.Targets) > 0 {
				w.element(kindsOf(k.Targets), p, i, n, flow)
			}
			return
		}
		if k.Form != blueprint.FormShape {
			return
		}
		s = w.shapes[k.Shape]
		if !k.Many {
			continue
		}
		if p[i].Key != "" {
			if _, ok := s.Key(p[i].Key); ok {
				continue // a list of one, written as its one item
			}
			if _, named := s.Key("id"); !named {
				for _, name := range []string{"to", "persona"} {
					if by, ok := s.Key(name); ok {
						w.element(kindsOf(by.Targets), p, i, n, flow)
						break
					}
				}
			}
		}
		i++
	}
}

func (w walker) element(kinds []Kind, p blueprint.Path, i int, n *yamltext.Node, flow bool) {
	if p[i].Key == "" || len(kinds) == 0 {
		return
	}
	from, to := len(p[:i].String())+1, len(p[:i+1].String())
	w.note(ref{kinds: kinds, text: p[i].Key, at: node{Node: n, flow: flow, from: from, to: to}})
}

// besides is the name of a file that another one names as seen from its folder.
func besides(from, file string) string {
	return filepath.Join(filepath.Dir(from), filepath.FromSlash(file))
}

func prefixOf(inc blueprint.Include) string {
	prefix := inc.Prefix
	if prefix == "" {
		base := path.Base(filepath.ToSlash(inc.File))
		prefix = blueprint.Slug(strings.TrimSuffix(base, path.Ext(base)))
	}
	return prefix + "-"
}
