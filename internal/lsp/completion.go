package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint/config"
	"github.com/servicemoments/moments/internal/lsp/half"
	"github.com/servicemoments/moments/touchpoint"
)

// Kinds of completions, as the protocol counts them.
const (
	kindValue    = 12
	kindProperty = 10
	kindEnum     = 20
	kindRef      = 18
	kindUnit     = 11
)

// marker stands at the place where is typed, so that something stands there.
const marker = "\ue000"

// blueprintAt gives a document that is a blueprint, or may become one.
func (s *server) blueprintAt(uri string) (*document, bool) {
	d := s.files.document(pathOf(uri))
	if d == nil || d.large || filepath.Base(d.path) == config.Name {
		return nil, false
	}
	return d, d.wanted || mayBecome(d.text.string)
}

// mayBecome tells whether a text could be the beginning of a blueprint: all that
// stands at its left border are keys of one.
func mayBecome(text string) bool {
	known := blueprint.Shapes()[0]
	for _, m := range topKey.FindAllStringSubmatch(text[:min(len(text), maxSniff)], -1) {
		if _, ok := known.Key(m[1]); !ok {
			return false
		}
	}
	return true
}

func (s *server) completion(ctx context.Context, p positionParams) (any, error) {
	d, ok := s.blueprintAt(p.TextDocument.URI)
	if !ok {
		return completionList{Items: []completionItem{}}, nil
	}
	c := s.completer(d, d.text.offset(p.Position))
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	c.complete()
	for i := range c.items {
		c.items[i].SortText = fmt.Sprintf("%04d", i)
	}
	return completionList{Items: c.items}, nil
}

// completer collects what may be typed at a place.
type completer struct {
	*server
	doc      *document
	from, to int    // the word that is typed
	before   string // what stands before it on its line
	gap      string // a space, where one is missing behind a colon
	tree     *tree
	spot     spot
	found    bool
	items    []completionItem
}

func (s *server) completer(d *document, offset int) *completer {
	text := d.text.string
	from := offset
	for from > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:from])
		if !wordRune(r) {
			break
		}
		from -= size
	}
	to := offset
	for to < len(text) {
		r, size := utf8.DecodeRuneInString(text[to:])
		if !wordRune(r) {
			break
		}
		to += size
	}
	c := &completer{server: s, doc: d, from: from, to: to, items: []completionItem{}}
	start := strings.LastIndexByte(text[:from], '\n') + 1
	c.before = text[start:from]
	if strings.HasSuffix(c.before, ":") || strings.HasSuffix(c.before, "-") && strings.TrimSpace(c.before) == "-" {
		c.gap = " "
	}
	marked := text[:from] + c.gap + marker + text[from:]
	c.tree = newTree(marked, shapesByName())
	c.spot, c.found = c.tree.at(from + len(c.gap) + 1)
	return c
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '-' || r == '_' || r == '%' || r == '.' || r == '/'
}

// inComment tells whether the place lies behind a #.
func (c *completer) inComment() bool {
	return strings.HasPrefix(strings.TrimSpace(c.before), "#") || strings.Contains(c.before, " #")
}

func (c *completer) complete() {
	sp := &c.spot
	switch {
	case c.inComment():
		c.rules()
	case !c.found:
	case sp.onKey:
		c.keys(sp.shape, sp.mapping, sp.entry.Colon >= 0)
	default:
		alone := strings.Trim(c.before, " \t-") == "" && (c.gap == "" || strings.TrimSpace(c.before) == "-")
		if k := shortKey(sp); k != nil {
			c.values(k)
		}
		if sp.child != nil && (alone || strings.HasSuffix(strings.TrimSpace(c.before), "{")) {
			c.keys(sp.child, &half.Node{Kind: half.Mapping}, false)
		}
	}
}

// shortKey is the key that a plain value at the place stands for.
func shortKey(sp *spot) *blueprint.Key {
	if sp.child == nil {
		return sp.key
	}
	if k, ok := sp.child.Key(sp.child.Short); ok {
		return k
	}
	return nil
}

// add adds what can be typed in place of the word.
func (c *completer) add(item completionItem, insert string) {
	item.TextEdit = &textEdit{Range: c.doc.text.span(c.from, c.to), NewText: c.gap + insert}
	item.FilterText = insert
	c.items = append(c.items, item)
}

// keys offers the keys of a mapping that it does not have yet, those that must be
// there first; in a step the lanes before all.
func (c *completer) keys(s *blueprint.Shape, n *half.Node, colon bool) {
	has := map[string]bool{}
	for _, e := range n.Entries {
		has[e.Key] = true
	}
	behind := ": "
	if colon {
		behind = ""
	}
	if s.Rest != nil {
		c.named(s, has, behind)
	}
	ordered := slices.Clone(s.Keys)
	slices.SortStableFunc(ordered, func(a, b blueprint.Key) int {
		switch {
		case a.Required == b.Required:
			return 0
		case a.Required:
			return -1
		}
		return 1
	})
	for _, k := range ordered {
		if has[k.Name] || s.Name == "blueprint" && (k.Name == "steps" && has["phases"] || k.Name == "phases" && has["steps"]) {
			continue
		}
		detail := formOf(&k)
		if k.Required {
			detail += ", required"
		}
		c.add(completionItem{Label: k.Name, Kind: kindProperty, Detail: detail, Documentation: markdown(keyDoc(&k))}, k.Name+behind)
	}
}

// named offers names that are keys: lanes, personas, words.
func (c *completer) named(s *blueprint.Shape, has map[string]bool, behind string) {
	if s.Rest.Form == blueprint.FormCell {
		for _, lane := range boardOf(c.tree.root, c.doc.path).lanes {
			if !has[lane.id] {
				c.add(completionItem{Label: lane.id, Kind: kindProperty, Detail: laneDetail(lane), Documentation: markdown(s.Rest.Doc)}, lane.id+behind)
			}
		}
		return
	}
	for _, t := range c.things(s.Rest.Targets) {
		if !has[t.id] {
			c.add(completionItem{Label: t.id, Kind: kindRef, Detail: t.title, Documentation: markdown(thingDoc(t))}, t.id+behind)
		}
	}
	for _, w := range s.Rest.Words {
		if !has[w] {
			c.add(completionItem{Label: w, Kind: kindEnum, Detail: s.Rest.Doc}, w+behind)
		}
	}
}

func laneDetail(t *thing) string {
	kind := t.of
	if kind == "" {
		return "lane"
	}
	return "lane, " + kind
}

// things lists what a reference may name.
func (c *completer) things(targets []blueprint.Target) []*thing {
	var out []*thing
	for _, t := range c.known(c.doc.path, c.tree) {
		if slices.Contains(targets, blueprint.Target(t.kind)) && t.id != "" && !strings.Contains(t.id, marker) && !strings.Contains(t.title, marker) {
			out = append(out, t)
		}
	}
	return out
}

// values offers what may stand behind a key.
func (c *completer) values(k *blueprint.Key) {
	text := func(kind int, detail string, words ...string) {
		for _, w := range words {
			c.add(completionItem{Label: w, Kind: kind, Detail: detail, Documentation: markdown(keyDoc(k))}, w)
		}
	}
	if c.spot.child != nil && c.spot.child.Flag {
		text(kindValue, "it is there, no more is known", "true")
	}
	switch {
	case len(k.Targets) > 0 && k.Form != blueprint.FormMap:
		for _, t := range c.things(k.Targets) {
			c.add(completionItem{Label: t.id, Kind: kindRef, Detail: t.title, Documentation: markdown(thingDoc(t))}, t.id)
		}
		if slices.Contains(k.Targets, blueprint.ToEnd) {
			text(kindEnum, "leaves the journey", touchpoint.End)
		}
	case k.Form == blueprint.FormWord:
		text(kindEnum, k.Name, k.Words...)
	case k.Form == blueprint.FormBool:
		text(kindValue, "yes or no", "true", "false")
	case k.Form == blueprint.FormDuration || k.Form == blueprint.FormSpan:
		c.units(k, "s", "m", "h", "d", "w")
	case k.Form == blueprint.FormShare:
		c.units(k, "%")
	case k.Form == blueprint.FormRate:
		c.units(k, "/m", "/h", "/d")
	case k.Form == blueprint.FormText && k.Name == "file" && c.spot.shape != nil && c.spot.shape.Name == "include":
		c.fileNames()
	case k.Example != "" && k.Form != blueprint.FormText && !strings.ContainsAny(k.Example, "[{"):
		text(kindValue, "for example", k.Example)
	}
}

// units offers a number that has been typed with each unit, else an example.
func (c *completer) units(k *blueprint.Key, units ...string) {
	typed := c.doc.text.string[c.from:c.to]
	number := strings.TrimRightFunc(typed, func(r rune) bool { return !unicode.IsDigit(r) })
	if number == "" || strings.ContainsFunc(number, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' }) {
		c.add(completionItem{Label: k.Example, Kind: kindValue, Detail: "for example", Documentation: markdown(keyDoc(k))}, k.Example)
		return
	}
	for _, u := range units {
		c.add(completionItem{Label: number + u, Kind: kindUnit, Detail: formOf(k), Documentation: markdown(keyDoc(k))}, number+u)
	}
}

// fileNames offers the YAML files in the folder and below that could be included.
func (c *completer) fileNames() {
	if !c.doc.isFile() {
		return
	}
	dir := filepath.Dir(c.doc.path)
	for _, pattern := range []string{"*.y*ml", "*/*.y*ml"} {
		matches, _ := filepath.Glob(filepath.Join(dir, pattern)) // the pattern is right
		for _, file := range matches[:min(len(matches), 200)] {
			name, err := filepath.Rel(dir, file)
			if err == nil && file != c.doc.path && isYAML(file) && filepath.Base(file) != config.Name {
				c.add(completionItem{Label: filepath.ToSlash(name), Kind: 17}, filepath.ToSlash(name))
			}
		}
	}
}

// rules offers the rules that a comment may silence.
func (c *completer) rules() {
	i := strings.LastIndex(c.before, "moments:ignore ")
	if i < 0 || strings.TrimSpace(c.before[i+len("moments:ignore "):]) != "" {
		return
	}
	for _, r := range c.server.rules {
		c.add(completionItem{Label: r.Name, Kind: kindEnum, Detail: r.Title, Documentation: markdown(r.Doc)}, r.Name)
	}
}
