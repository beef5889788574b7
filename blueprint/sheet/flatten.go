package sheet

import (
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// A thing of the blueprint is a row: every key is a column, and the keys of a
// key are columns, too, with a dot between the names: wait, wait.acceptable. The
// short form of a mapping stands in its own column, so that "wait" holds the
// expected wait. A list of mappings has a line for each in its columns.

// flattener writes things as rows.
type flattener struct {
	shapes []*blueprint.Shape
	vocab  vocabulary
}

// row is what is said of one thing, by column.
type row map[string]string

// thing writes a mapping as a row, but for the keys that are left out.
func (f *flattener) thing(s *blueprint.Shape, y *yamltext.Node, leave ...string) row {
	out := row{}
	f.pairs(s, "", y, out, leave...)
	return out
}

func (f *flattener) pairs(s *blueprint.Shape, prefix string, y *yamltext.Node, out row, leave ...string) {
	for _, p := range y.Pairs {
		k, ok := s.Key(p.Key.Value)
		if !ok || oneOf(k.Name, leave) {
			continue
		}
		f.value(s, k, join(prefix, k.Name), p.Value, out)
	}
}

func join(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + "." + name
}

func oneOf(word string, list []string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

func (f *flattener) value(s *blueprint.Shape, k *blueprint.Key, path string, y *yamltext.Node, out row) {
	if k.Form != blueprint.FormShape {
		switch {
		case k.Form == blueprint.FormMap:
			out[path] = oneLine(y)
		case k.Many:
			var lines []string
			for _, item := range itemsOf(y) {
				lines = append(lines, f.line(s, k, item))
			}
			out[path] = strings.Join(lines, "\n")
		default:
			out[path] = f.plain(s, k, y, false)
		}
		return
	}
	sub := blueprint.ShapeNamed(f.shapes, k.Shape)
	switch {
	case sub.Rest != nil:
		out[path] = oneLine(y)
	case k.Many:
		f.many(sub, path, itemsOf(y), out)
	default:
		f.single(sub, path, y, out)
	}
}

func itemsOf(y *yamltext.Node) []*yamltext.Node {
	if y.Kind == yamltext.Sequence {
		return y.Items
	}
	return []*yamltext.Node{y}
}

func oneLine(y *yamltext.Node) string {
	var w strings.Builder
	inline(y, &w)
	return w.String()
}

// plain writes a plain value of a key.
func (f *flattener) plain(s *blueprint.Shape, k *blueprint.Key, y *yamltext.Node, lines bool) string {
	if y.Kind != yamltext.Scalar {
		return oneLine(y)
	}
	if text, ok := f.vocab.say(s, k, y.Value); ok {
		return text
	}
	if k.Form == blueprint.FormWord {
		return yamltext.Double(y.Value) // a word of one's own that would come back as another
	}
	return cellText(y.Value, lines)
}

func (f *flattener) line(s *blueprint.Shape, k *blueprint.Key, y *yamltext.Node) string {
	if y.Kind != yamltext.Scalar {
		return oneLine(y)
	}
	return f.plain(s, k, y, true)
}

// short writes the plain value that stands for a whole mapping.
func (f *flattener) short(sub *blueprint.Shape, y *yamltext.Node, lines bool) string {
	switch flag := y.Tag == "!!bool" && y.Style == yamltext.Plain; {
	case flag:
		return f.vocab.flag(y.Value)
	case sub.Name == "moment":
		return f.vocab.flag(y.Value)
	case sub.Flag && (f.vocab.yes(y.Value) || f.vocab.no(y.Value)): // a title that would come back as a flag
		return yamltext.Double(y.Value)
	}
	if k, ok := sub.Key(sub.Short); ok {
		return f.plain(sub, k, y, lines)
	}
	return cellText(y.Value, lines)
}

func (f *flattener) single(sub *blueprint.Shape, path string, y *yamltext.Node, out row) {
	switch {
	case y.Kind == yamltext.Scalar:
		out[path] = f.short(sub, y, false)
		return
	case y.Kind != yamltext.Mapping || len(y.Pairs) == 0:
		out[path] = oneLine(y)
		return
	}
	moment := sub.Name == "moment"
	if moment {
		out[path] = f.vocab.flag("true")
	}
	for _, p := range y.Pairs {
		k, ok := sub.Key(p.Key.Value)
		switch {
		case !ok:
		case moment && k.Name == "critical":
			if p.Value.Value == "true" {
				out[path] = f.vocab.flag("critical")
			}
		case k.Name == sub.Short:
			out[path] = f.short(sub, p.Value, false)
		default:
			f.value(sub, k, join(path, k.Name), p.Value, out)
		}
	}
}

// many writes a list of mappings, a line for each in every column.
func (f *flattener) many(sub *blueprint.Shape, path string, items []*yamltext.Node, out row) {
	columns := map[string][]string{}
	put := func(column string, i int, text string) {
		if columns[column] == nil {
			columns[column] = make([]string, len(items))
		}
		columns[column][i] = text
	}
	for i, item := range items {
		switch {
		case item.Kind == yamltext.Scalar:
			put(path, i, f.short(sub, item, true))
		case item.Kind != yamltext.Mapping || len(item.Pairs) == 0:
			put(path, i, oneLine(item))
		default:
			for _, p := range item.Pairs {
				k, ok := sub.Key(p.Key.Value)
				if !ok {
					continue
				}
				if k.Name == sub.Short && p.Value.Kind == yamltext.Scalar {
					put(path, i, f.short(sub, p.Value, true))
				} else {
					put(join(path, k.Name), i, f.line(sub, k, p.Value))
				}
			}
		}
	}
	for column, lines := range columns {
		out[column] = strings.Join(lines, "\n")
	}
}
