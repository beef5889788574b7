package sheet

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// node is a piece of a blueprint on its way from cells to the loader: what it
// says, and the cell that says it.
type node struct {
	kind  yamltext.Kind // Scalar, Mapping or Sequence
	text  string
	bare  bool // the word true, which stands for a flag
	exact bool // written in quotes: no word of ours, and no reading between the lines
	pairs []pair
	items []*node
	at    ref
	head  string // heading of the column or row that it is from
}

type pair struct {
	key   string
	value *node
}

func scalar(text string, at ref) *node { return &node{kind: yamltext.Scalar, text: text, at: at} }

func mapping(at ref) *node { return &node{kind: yamltext.Mapping, at: at} }

func list(items ...*node) *node {
	n := &node{kind: yamltext.Sequence, items: items}
	if len(items) > 0 {
		n.at = items[0].at
	}
	return n
}

func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	for _, p := range n.pairs {
		if p.key == key {
			return p.value
		}
	}
	return nil
}

// textOf is the text of a key that holds a plain value, else "".
func (n *node) textOf(key string) string {
	if v := n.get(key); v != nil && v.kind == yamltext.Scalar {
		return v.text
	}
	return ""
}

// set gives a key a value, in place of the one that it has.
func (n *node) set(key string, value *node) {
	for i := range n.pairs {
		if n.pairs[i].key == key {
			n.pairs[i].value = value
			return
		}
	}
	n.pairs = append(n.pairs, pair{key, value})
}

func (n *node) drop(key string) {
	n.pairs = slices.DeleteFunc(n.pairs, func(p pair) bool { return p.key == key })
}

// note adds a remark to what the node says.
func (n *node) note(text string, at ref) {
	if old := n.get("notes"); old != nil && old.kind == yamltext.Scalar {
		old.text += "\n" + text
		return
	}
	n.set("notes", scalar(text, at))
}

// fromYAML turns a YAML node into one that a cell has said.
func fromYAML(y *yamltext.Node, at ref) *node {
	n := &node{kind: y.Kind, text: y.Value, at: at}
	switch y.Kind {
	case yamltext.Null:
		return nil
	case yamltext.Scalar:
		n.exact = y.Style != yamltext.Plain
		n.bare = y.Tag == "!!bool" && y.Value == "true" && !n.exact
	case yamltext.Sequence:
		for _, item := range y.Items {
			if sub := fromYAML(item, at); sub != nil {
				n.items = append(n.items, sub)
			}
		}
	case yamltext.Mapping:
		for _, p := range y.Pairs {
			if sub := fromYAML(p.Value, at); sub != nil {
				n.pairs = append(n.pairs, pair{p.Key.Value, sub})
			}
		}
	}
	return n
}

// write writes the node as YAML that stands in one line.
func (n *node) write(w *strings.Builder) {
	switch n.kind {
	case yamltext.Mapping:
		w.WriteByte('{')
		for i, p := range n.pairs {
			if i > 0 {
				w.WriteString(", ")
			}
			w.WriteString(yamltext.Quote(p.key, true, false) + ": ")
			p.value.write(w)
		}
		w.WriteByte('}')
	case yamltext.Sequence:
		w.WriteByte('[')
		for i, item := range n.items {
			if i > 0 {
				w.WriteString(", ")
			}
			item.write(w)
		}
		w.WriteByte(']')
	default:
		if n.bare {
			w.WriteString("true")
			return
		}
		w.WriteString(yamltext.Quote(n.text, true, false))
	}
}

// inline writes a YAML node in one line, numbers and days without quotes.
func inline(y *yamltext.Node, w *strings.Builder) {
	switch y.Kind {
	case yamltext.Mapping:
		w.WriteByte('{')
		for i, p := range y.Pairs {
			if i > 0 {
				w.WriteString(", ")
			}
			w.WriteString(yamltext.Quote(p.Key.Value, true, false) + ": ")
			inline(p.Value, w)
		}
		w.WriteByte('}')
	case yamltext.Sequence:
		w.WriteByte('[')
		for i, item := range y.Items {
			if i > 0 {
				w.WriteString(", ")
			}
			inline(item, w)
		}
		w.WriteByte(']')
	case yamltext.Null:
		w.WriteString("null")
	default:
		w.WriteString(yamltext.Quote(y.Value, true, y.Style == yamltext.Plain))
	}
}

// find follows a path from the node, and gives what it came through, the node
// itself first. It stops where the path leads nowhere.
func (n *node) find(p blueprint.Path) []*node {
	trail := []*node{n}
	for _, e := range p {
		next := n.step(e)
		if next == nil {
			break
		}
		n = next
		trail = append(trail, n)
	}
	return trail
}

// step follows one element of a path. A plain value stands for a list of one.
func (n *node) step(e blueprint.PathElem) *node {
	switch {
	case e.Key != "":
		return n.get(e.Key)
	case n.kind != yamltext.Sequence && e.Index == 0:
		return n
	case n.kind == yamltext.Sequence && e.Index < len(n.items):
		return n.items[e.Index]
	}
	return nil
}
