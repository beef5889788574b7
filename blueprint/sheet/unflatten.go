package sheet

import (
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/touchpoint"
)

// cell is what one cell says, with its heading.
type cell struct {
	text string
	head string
	at   ref
}

// builder makes things of rows: what [flattener] does, backwards.
type builder struct {
	shapes map[string]*blueprint.Shape
	vocab  vocabulary
}

func newBuilder() *builder {
	b := &builder{shapes: map[string]*blueprint.Shape{}, vocab: vocabularyOf("")}
	for _, s := range blueprint.Shapes() {
		b.shapes[s.Name] = s
	}
	return b
}

// record is what a row says, by column.
type record map[string]cell

// first is the first cell of the row, for messages.
func (r record) first() ref {
	var best ref
	for _, c := range r {
		if !best.ok || c.at.col < best.col {
			best = c.at
		}
	}
	return best
}

// thing makes a mapping of a row.
func (b *builder) thing(shape string, r record) *node {
	n := mapping(r.first())
	s := b.shapes[shape]
	for i := range s.Keys {
		if v := b.key(s, &s.Keys[i], s.Keys[i].Name, r); v != nil {
			n.pairs = append(n.pairs, pair{s.Keys[i].Name, v})
		}
	}
	return n
}

func (b *builder) key(s *blueprint.Shape, k *blueprint.Key, path string, r record) *node {
	if k.Form != blueprint.FormShape {
		c, ok := r[path]
		if !ok || strings.TrimSpace(c.text) == "" {
			return nil
		}
		switch {
		case k.Form == blueprint.FormMap:
			return c.node(true)
		case k.Many:
			return b.listOf(s, k, c)
		}
		return b.word(s, k, c.node(false))
	}
	sub := b.shapes[k.Shape]
	switch {
	case sub.Rest != nil:
		if c, ok := r[path]; ok {
			return c.node(true)
		}
		return nil
	case k.Many:
		return b.many(sub, path, r)
	}
	return b.single(sub, path, r)
}

func (c cell) node(collections bool) *node {
	n := cellNode(c.text, c.at, collections)
	if n != nil {
		n.head = c.head
	}
	return n
}

// listOf reads a list of plain values: a line each. References and words may
// stand on one line, with commas between them.
func (b *builder) listOf(s *blueprint.Shape, k *blueprint.Key, c cell) *node {
	if n := c.node(true); n != nil && n.kind == yamltext.Sequence {
		for i := range n.items {
			n.items[i] = b.word(s, k, n.items[i])
		}
		return n
	}
	lines := splitLines(c.text)
	if len(lines) == 1 && (k.Form == blueprint.FormRef || k.Form == blueprint.FormWord) && !strings.HasPrefix(lines[0], `"`) {
		lines = strings.FieldsFunc(lines[0], func(r rune) bool { return strings.ContainsRune(",;、，；", r) })
	}
	out := list()
	for _, line := range lines {
		if n := (cell{line, c.head, c.at}).node(false); n != nil {
			out.items = append(out.items, b.word(s, k, n))
		}
	}
	if len(out.items) == 0 {
		return nil
	}
	out.at, out.head = c.at, c.head
	return out
}

// word turns a plain value into what the language calls it.
func (b *builder) word(s *blueprint.Shape, k *blueprint.Key, n *node) *node {
	if n == nil || n.kind != yamltext.Scalar {
		return n
	}
	if !n.exact {
		n.text = b.vocab.hear(s, k, n.text)
	}
	return n
}

func (b *builder) single(sub *blueprint.Shape, path string, r record) *node {
	var own *node
	if c, ok := r[path]; ok {
		own = c.node(true)
	}
	out := mapping(ref{})
	for i := range sub.Keys {
		k := &sub.Keys[i]
		if k.Name == sub.Short || sub.Name == "moment" && k.Name == "critical" {
			continue
		}
		if v := b.key(sub, k, join(path, k.Name), r); v != nil {
			out.pairs = append(out.pairs, pair{k.Name, v})
			if !out.at.ok {
				out.at, out.head = v.at, v.head
			}
		}
	}
	switch {
	case own == nil && len(out.pairs) == 0:
		return nil
	case own == nil:
		return out
	case own.kind != yamltext.Scalar:
		for _, p := range out.pairs {
			own.set(p.key, p.value)
		}
		return own
	}
	return b.shortened(sub, own, out)
}

// shortened joins the plain value that stands for a mapping with the rest of it.
func (b *builder) shortened(sub *blueprint.Shape, own, rest *node) *node {
	yes := !own.exact && b.vocab.yes(own.text)
	switch {
	case sub.Flag && !own.exact && b.vocab.no(own.text):
		return nil
	case sub.Name == "moment" && len(rest.pairs) > 0:
		if !yes {
			critical := scalar("true", own.at)
			if b.vocab.moment(own.text) != "critical" {
				critical = own
			}
			rest.pairs = append([]pair{{"critical", critical}}, rest.pairs...)
		}
		return rest
	case sub.Name == "moment" && !yes:
		own.text = b.vocab.moment(own.text)
		return own
	case sub.Flag && yes && len(rest.pairs) == 0:
		own.text, own.bare = "true", true
		return own
	case sub.Flag && yes:
		return rest
	}
	if k, ok := sub.Key(sub.Short); ok {
		own = b.word(sub, k, own)
	}
	if len(rest.pairs) == 0 {
		return own
	}
	if span, err := touchpoint.ParseSpan(own.text); err == nil && sub.Name == "time" && strings.Contains(own.text, "..") {
		rest.set("distribution", scalar(string(touchpoint.Uniform), own.at))
		rest.set("min", scalar(touchpoint.FormatDuration(span.Min), own.at))
		rest.set("max", scalar(touchpoint.FormatDuration(span.Max), own.at))
		return rest
	}
	if sub.Short != "" {
		rest.pairs = append([]pair{{sub.Short, own}}, rest.pairs...)
	}
	rest.at, rest.head = own.at, own.head
	return rest
}

// many reads a list of mappings from columns with a line for each.
func (b *builder) many(sub *blueprint.Shape, path string, r record) *node {
	type column struct {
		key   *blueprint.Key
		lines []string
		cell  cell
	}
	var columns []column
	count := 0
	add := func(k *blueprint.Key, at string) {
		c, ok := r[at]
		if !ok || strings.TrimSpace(c.text) == "" {
			return
		}
		lines := splitLines(c.text)
		count = max(count, len(lines))
		columns = append(columns, column{k, lines, c})
	}
	short, _ := sub.Key(sub.Short)
	if c, ok := r[path]; ok {
		if n := c.node(true); n != nil && n.kind != yamltext.Scalar { // as YAML
			return n
		}
	}
	add(short, path)
	for i := range sub.Keys {
		if sub.Keys[i].Name != sub.Short {
			add(&sub.Keys[i], join(path, sub.Keys[i].Name))
		}
	}
	out := list()
	for i := range count {
		item := mapping(ref{})
		var own *node
		for _, c := range columns {
			if i >= len(c.lines) {
				continue
			}
			n := (cell{c.lines[i], c.cell.head, c.cell.at}).node(c.key == nil || c.key.Form == blueprint.FormShape || c.key.Form == blueprint.FormMap || c.key.Many)
			if n == nil {
				continue
			}
			if !item.at.ok {
				item.at, item.head = n.at, n.head
			}
			if c.cell.at == r[path].at {
				own = n
				continue
			}
			item.pairs = append(item.pairs, pair{c.key.Name, b.inside(sub, c.key, n)})
		}
		switch {
		case own != nil && own.kind == yamltext.Scalar:
			if n := b.shortened(sub, own, item); n != nil {
				out.items = append(out.items, n)
			}
		case own != nil:
			out.items = append(out.items, own)
		case len(item.pairs) > 0:
			out.items = append(out.items, item)
		}
	}
	if len(out.items) == 0 {
		return nil
	}
	out.at = out.items[0].at
	return out
}

// inside reads a value of a mapping that shares its cell with others.
func (b *builder) inside(sub *blueprint.Shape, k *blueprint.Key, n *node) *node {
	if n.kind == yamltext.Sequence {
		for i := range n.items {
			n.items[i] = b.word(sub, k, n.items[i])
		}
		return n
	}
	return b.word(sub, k, n)
}
