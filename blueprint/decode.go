package blueprint

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/touchpoint"
)

// decoder turns a tree of nodes into a Blueprint by the table of keys. It never
// stops at a problem: what cannot be read is reported and left out.
type decoder struct {
	file    *sourceFile
	shapes  map[string]*Shape
	lanes   []Lane
	implied map[*touchpoint.Touchpoint]bool // touchpoints whose id is not written
	// misspelt are paths of keys that were most likely meant by unknown ones.
	misspelt map[string]bool
	found    Diagnostics
	overflow int         // problems beyond maxFound
	adopted  Diagnostics // what went wrong when another blueprint took this one in
}

// maxFound bounds the problems that are told of one file. Nobody reads more, and
// a large file of another language would be nothing but problems.
const maxFound = 1000

func newDecoder(file *sourceFile) *decoder {
	return &decoder{file: file, shapes: table(), implied: map[*touchpoint.Touchpoint]bool{}, misspelt: map[string]bool{}}
}

// report adds an error at a node.
func (d *decoder) report(rule string, n *yamltext.Node, p Path, message, hint string) *Diagnostic {
	if len(d.found) >= maxFound {
		d.overflow++
		return &Diagnostic{}
	}
	d.found = append(d.found, Diagnostic{Rule: rule, Severity: Error, Path: p, Range: d.file.span(n.Start, n.End), Message: message, Hint: hint})
	return &d.found[len(d.found)-1]
}

// blueprint decodes the whole tree.
func (d *decoder) blueprint(root *yamltext.Node) *Blueprint {
	b := &Blueprint{}
	s := d.shapes["blueprint"]
	v := reflect.ValueOf(b).Elem()
	if n := root.Get("lanes"); n != nil { // cells need the lanes, wherever these are written
		k, _ := s.Key("lanes")
		d.field(k, n, v, Path{}.Key("lanes"))
	}
	d.lanes = b.AllLanes()
	for _, pair := range root.Pairs {
		p := Path{}.Key(pair.Key.Value)
		switch pair.Key.Value {
		case "lanes":
		case "steps":
			b.Phases = append(b.Phases, Phase{})
			d.steps(pair.Value, reflect.ValueOf(&b.Phases[len(b.Phases)-1]).Elem(), p)
		default:
			d.entry(s, pair, v, Path{})
		}
	}
	if root.Get("steps") != nil && root.Get("phases") != nil {
		d.report("bad-value", keyNode(root, "steps"), Path{}.Key("steps"), "steps stand beside phases", "put these steps under a phase of their own")
	}
	return b
}

func (d *decoder) steps(n *yamltext.Node, phase reflect.Value, p Path) {
	k, _ := d.shapes["phase"].Key("steps")
	d.field(k, n, phase, p)
}

// mapping decodes a node into a struct.
func (d *decoder) mapping(s *Shape, n *yamltext.Node, v reflect.Value, p Path) {
	switch {
	case n.Kind == yamltext.Mapping:
		for _, pair := range n.Pairs {
			d.entry(s, pair, v, p)
		}
	case n.Kind == yamltext.Scalar:
		d.plain(s, n, v, p)
	default:
		d.report("wrong-kind", n, p, fmt.Sprintf("%s is %s", p.label(s.Name), describe(n)), "expected "+s.expected())
	}
}

// entry decodes one key of a mapping and its value.
func (d *decoder) entry(s *Shape, pair yamltext.Pair, v reflect.Value, p Path) {
	name := pair.Key.Value
	p = p.Key(name)
	if k, ok := s.Key(name); ok {
		d.field(k, pair.Value, v, p)
		return
	}
	if s.Rest == nil {
		d.unknown(s, pair.Key, p)
		return
	}
	switch s.Rest.Form {
	case FormCell:
		d.cell(s, pair, v, p)
	default:
		d.mapEntry(s.Rest, pair, s.Rest.fieldIn(v), p)
	}
}

func (d *decoder) unknown(s *Shape, key *yamltext.Node, p Path, more ...string) {
	known := s.Names()
	for _, name := range more {
		if name != "" && !slices.Contains(known, name) {
			known = append(known, name)
		}
	}
	hint := "known here: " + strings.Join(known, ", ")
	if near := Nearest(key.Value, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
		d.misspelt[p[:len(p)-1].Key(near).String()] = true
	}
	d.report("unknown-key", key, p, fmt.Sprintf("%s has no key %q", article(s.Name), key.Value), hint).Suggest = certain(key.Value, known)
}

// plain decodes a plain value where a mapping may stand.
func (d *decoder) plain(s *Shape, n *yamltext.Node, v reflect.Value, p Path) {
	if s.Flag && n.Tag == "!!bool" && n.Value == "true" {
		return
	}
	if s.plain != nil {
		taken, err := s.plain(n.Value, v)
		if err != nil {
			d.report("bad-value", n, p, fmt.Sprintf("%s cannot be %s", p.label(s.Name), quoted(n.Value)), err.Error())
		}
		if taken {
			return
		}
	}
	k, ok := s.Key(s.Short)
	if !ok {
		d.report("wrong-kind", n, p, fmt.Sprintf("%s is %s", p.label(s.Name), describe(n)), "expected "+s.expected())
		return
	}
	d.field(k, n, v, p)
}

// field decodes the value of a key into its field.
func (d *decoder) field(k *Key, n *yamltext.Node, v reflect.Value, p Path) {
	f := k.fieldIn(v)
	switch {
	case n.Kind == yamltext.Null:
		d.report("wrong-kind", n, p, fmt.Sprintf("%s has no value", k.Name), "expected "+k.expected()+", or leave the key out")
	case k.Form == FormMap:
		d.mapField(k, n, f, p)
	case k.Many:
		d.list(k, n, f, p)
	default:
		d.single(k, n, f, p)
	}
}

func (d *decoder) list(k *Key, n *yamltext.Node, f reflect.Value, p Path) {
	items, at := []*yamltext.Node{n}, func(int) Path { return p }
	if n.Kind == yamltext.Sequence {
		items, at = n.Items, p.At
	}
	out := reflect.MakeSlice(f.Type(), 0, len(items))
	for i, item := range items {
		if item.Kind == yamltext.Null {
			d.report("wrong-kind", item, at(i), fmt.Sprintf("nothing stands at this place of %s", k.Name), "expected "+k.expectedOne())
		}
		e := reflect.New(f.Type().Elem()).Elem()
		if item.Kind != yamltext.Null {
			d.single(k, item, e, at(i))
		}
		out = reflect.Append(out, e) // also what is wrong, so that places stay true
	}
	if out.Len() > 0 {
		f.Set(out)
	}
}

func (d *decoder) single(k *Key, n *yamltext.Node, f reflect.Value, p Path) {
	if k.Form == FormShape {
		d.mapping(d.shapes[k.Shape], n, target(f), p)
		return
	}
	if n.Kind != yamltext.Scalar {
		d.report("wrong-kind", n, p, fmt.Sprintf("%s is %s", k.Name, describe(n)), "expected "+k.expectedOne())
		return
	}
	if n.Tag == "!!binary" {
		d.report("bad-value", n, p, k.Name+" is binary", "expected "+k.expectedOne())
		return
	}
	err := parseInto(k.Form, n.Value, f)
	switch {
	case err != nil || !f.IsZero():
	case k.Positive:
		err = errors.New("expected more than nothing")
	case k.Form == FormCount && k.Min != nil && *k.Min > 0: // in the model 0 stands for "not said"
		err = errors.New("expected " + between(k.Min, k.Max))
	}
	if err != nil {
		d.report("bad-value", n, p, fmt.Sprintf("%s cannot be %s", p.label(k.Name), quoted(n.Value)), err.Error()).Suggest = percentage(k.Form, n.Value)
	}
}

// percentage is the share that a number above 1 was meant to be, else "".
func percentage(form Form, text string) string {
	text = strings.TrimSpace(text)
	if v, err := strconv.ParseFloat(text, 64); form != FormShare || err != nil || v <= 1 || v > 100 {
		return ""
	}
	return text + "%"
}

// mapField decodes a mapping from names to values into a list of pairs.
func (d *decoder) mapField(k *Key, n *yamltext.Node, f reflect.Value, p Path) {
	if n.Kind != yamltext.Mapping {
		d.report("wrong-kind", n, p, fmt.Sprintf("%s is %s", k.Name, describe(n)), "expected "+k.expected())
		return
	}
	for _, pair := range n.Pairs {
		d.mapEntry(k, pair, f, p.Key(pair.Key.Value))
	}
}

func (d *decoder) mapEntry(k *Key, pair yamltext.Pair, f reflect.Value, p Path) {
	if pair.Value.Kind != yamltext.Scalar {
		d.report("wrong-kind", pair.Value, p, fmt.Sprintf("%s is %s", pair.Key.Value, describe(pair.Value)), "expected "+article(string(k.Of)))
		return
	}
	e := reflect.New(f.Type().Elem()).Elem()
	e.Field(0).SetString(pair.Key.Value)
	if err := parseInto(k.Of, pair.Value.Value, e.Field(1)); err != nil {
		d.report("bad-value", pair.Value, p, fmt.Sprintf("%s cannot be %s", pair.Key.Value, quoted(pair.Value.Value)), err.Error()).Suggest = percentage(k.Of, pair.Value.Value)
		return
	}
	f.Set(reflect.Append(f, e))
}

// target gives the struct behind a field, made where the field is a pointer.
func target(f reflect.Value) reflect.Value {
	if f.Kind() != reflect.Pointer {
		return f
	}
	if f.IsNil() {
		f.Set(reflect.New(f.Type().Elem()))
	}
	return f.Elem()
}

func keyNode(n *yamltext.Node, key string) *yamltext.Node {
	for _, p := range n.Pairs {
		if p.Key.Value == key {
			return p.Key
		}
	}
	return n
}

func describe(n *yamltext.Node) string {
	switch n.Kind {
	case yamltext.Null:
		return "empty"
	case yamltext.Mapping:
		return "a mapping"
	case yamltext.Sequence:
		return "a list"
	}
	return "the plain value " + quoted(n.Value)
}
