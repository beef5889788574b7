package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/touchpoint"
)

// idOf is the id that a touchpoint will have.
func idOf(t *node) string {
	if id := t.textOf("id"); id != "" {
		return id
	}
	return blueprint.Slug(t.textOf("title"))
}

// remark takes the remark on a cell into the notes of what the cell stands for.
func (b *boardReader) remark(row, col int, n *node, welcome bool) {
	at := b.place(row, col)
	key := [2]int{at.row, at.col}
	if text := b.notes[key]; text != "" && welcome {
		n.note(text, at)
		delete(b.notes, key)
	}
}

// remarks takes the remarks on the cells of a row into the notes of its touchpoint.
func (in *reader) remarks(d *data, rec record, t *node) {
	var cells []cell
	for _, c := range rec {
		cells = append(cells, c)
	}
	slices.SortFunc(cells, func(a, b cell) int { return a.at.col - b.at.col })
	for _, c := range cells {
		key := [2]int{c.at.row, c.at.col}
		if text := d.block.notes[key]; text != "" {
			t.note(text, c.at)
			delete(d.block.notes, key)
		}
	}
}

// merges tells which cells of lanes are merged over several steps: a touchpoint
// stands in one.
func (b *boardReader) merges() {
	for _, r := range b.rows {
		if r.lane == nil {
			continue
		}
		for _, c := range b.steps {
			if m, ok := b.merge(r.row, c); ok && m.left == c && m.right > m.left && m.top == r.row && !b.empty(r.row, c) {
				b.tell(b.place(r.row, c), fmt.Sprintf("this cell is merged over %d steps; it was put into the first", m.right-m.left+1), "")
			}
		}
	}
}

// extras tells what else the sheet has that a blueprint cannot hold.
func (in *reader) extras(g *grid) {
	in.some(g, g.formulas, "%s a formula: its last result was taken", "%s formulas: their last results were taken")
	if !in.ours {
		in.some(g, g.rich, "%s a text in several formats: the words were taken, the formats not", "%s texts in several formats: the words were taken, the formats not")
	}
	var left [][2]int
	for key, text := range g.notes {
		if text != "" {
			left = append(left, key)
		}
	}
	slices.SortFunc(left, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	for _, key := range left {
		in.tell(g.ref(key[0], key[1]), fmt.Sprintf("the remark on this cell was left out: %q", short(g.notes[key])), "")
	}
}

// readTables lists the tables that were read.
func (in *reader) readTables() []*data {
	var out []*data
	for _, d := range in.tables {
		out = append(out, d)
	}
	return out
}

// some tells of cells that have something, with their names.
func (in *reader) some(g *grid, cells map[[2]int]bool, one, many string) {
	var keys [][2]int
	for key := range cells {
		if !g.blank(key[0], key[1]) {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	var names []string
	for _, key := range keys {
		if names = append(names, cellName(key[0], key[1])); len(names) == 10 && len(keys) > 10 {
			names = append(names, more)
			break
		}
	}
	switch len(keys) {
	case 0:
	case 1:
		in.tell(g.ref(keys[0][0], keys[0][1]), fmt.Sprintf(one, "this cell is"), "")
	default:
		in.tell(g.ref(keys[0][0], keys[0][1]), fmt.Sprintf(many, strings.Join(names, ", ")+" are"), "")
	}
}

// finish makes the blueprint. What the language does not take is taken out again,
// told with its cell, and kept as a note where there is a place for one.
func (in *reader) finish(p *plan, sheet string) (*blueprint.Blueprint, error) {
	root := p.tree()
	if root.get("title") == nil {
		name := in.file
		if generic := strings.ToLower(sheet); sheet != "" && !strings.HasPrefix(generic, "sheet") && !strings.HasPrefix(generic, "tabelle") && !strings.HasPrefix(generic, "工作表") {
			name = sheet
		}
		root.set("title", scalar(name, ref{}))
	}
	in.references(p, root)
	structure := p.structure(root)
	for range maxRounds {
		var text strings.Builder
		root.write(&text)
		b, err := blueprint.Read(strings.NewReader(text.String()), "sheet")
		var problems blueprint.Diagnostics
		switch {
		case err == nil:
			return again(b)
		case !errors.As(err, &problems):
			return nil, err
		}
		if !in.takeOut(p, root, structure, problems) {
			return nil, in.hopeless(root, problems)
		}
	}
	return nil, errors.New("this spreadsheet does not make a blueprint: thousands of its values cannot be read")
}

// maxRounds bounds how often the loader is asked again after what it did not take
// was taken out. Each time it tells of a thousand problems.
const maxRounds = 8

// again writes the blueprint and reads it back, so that it stands in a text of
// its own and is known to be whole.
func again(b *blueprint.Blueprint) (*blueprint.Blueprint, error) {
	var text bytes.Buffer
	if err := b.Write(&text); err != nil {
		return nil, err
	}
	return blueprint.Read(&text, "")
}

func (in *reader) hopeless(root *node, problems blueprint.Diagnostics) error {
	var out Findings
	for _, d := range problems[:min(len(problems), 20)] {
		trail := root.find(d.Path)
		out = append(out, Finding{Cell: cellOf(trail).String(), Message: d.Message, Hint: d.Hint, Failed: true})
	}
	return out
}

// cellOf is the nearest cell that said something on a trail.
func cellOf(trail []*node) ref {
	for i := len(trail) - 1; i >= 0; i-- {
		if trail[i].at.ok {
			return trail[i].at
		}
	}
	return ref{}
}

// takeOut removes what problems speak of, and tells whether there was anything
// that could be removed.
func (in *reader) takeOut(p *plan, root *node, structure map[*node]bool, problems blueprint.Diagnostics) bool {
	gone := map[*node]bool{}
	touchpoints := p.touchpoints()
	for _, d := range problems {
		if d.Severity != blueprint.Error {
			continue
		}
		trail := root.find(d.Path)
		leaf := trail[len(trail)-1]
		holder := (*node)(nil)
		for _, n := range trail[:len(trail)-1] {
			if touchpoints[n] {
				holder = n
			}
		}
		if structure[leaf] || gone[leaf] {
			continue
		}
		gone[leaf] = true
		message := d.Message
		if leaf.head != "" {
			message = leaf.head + ": " + message
		}
		if holder != nil && !gone[holder] {
			var text strings.Builder
			leaf.words(&text)
			label := leaf.head
			if label == "" {
				label = d.Path[len(d.Path)-1].Key
			}
			holder.note(strings.TrimPrefix(label+": "+text.String(), ": "), cellOf(trail))
			message += "; it was kept as a note"
		} else {
			message += "; it was left out"
		}
		in.tell(cellOf(trail), message, d.Hint)
	}
	if len(gone) > 0 {
		root.prune(gone)
	}
	return len(gone) > 0
}

// structure are the nodes that hold the board together, and are never taken out.
func (p *plan) structure(root *node) map[*node]bool {
	out := map[*node]bool{root: true, root.get("phases"): true}
	for _, ph := range p.phases {
		out[ph.node], out[ph.node.get("steps")] = true, true
		for _, s := range ph.steps {
			out[s.node] = true
		}
	}
	return out
}

// words writes what a node says for a reader.
func (n *node) words(w *strings.Builder) {
	if n.kind == yamltext.Scalar {
		w.WriteString(n.text)
		return
	}
	n.write(w)
}

// prune removes nodes, and what is empty without them.
func (n *node) prune(gone map[*node]bool) {
	empty := func(x *node) bool {
		return gone[x] || x.kind == yamltext.Sequence && len(x.items) == 0 || x.kind == yamltext.Mapping && len(x.pairs) == 0
	}
	for _, p := range n.pairs {
		p.value.prune(gone)
	}
	for _, item := range n.items {
		item.prune(gone)
	}
	if len(gone) == 0 {
		return
	}
	n.pairs = slices.DeleteFunc(n.pairs, func(p pair) bool { return gone[p.value] || p.key != "steps" && p.key != "phases" && empty(p.value) })
	n.items = slices.DeleteFunc(n.items, func(x *node) bool { return gone[x] || x.kind == yamltext.Sequence && len(x.items) == 0 })
}

// touchpoints are the nodes that are touchpoints.
func (p *plan) touchpoints() map[*node]bool {
	out := map[*node]bool{}
	for _, ph := range p.phases {
		for _, s := range ph.steps {
			for _, stacks := range s.cells {
				for _, stack := range stacks {
					for _, t := range stack {
						out[t] = true
					}
				}
			}
		}
	}
	return out
}

// inOrder lists the touchpoints in reading order.
func (p *plan) inOrder() []*node {
	var out []*node
	for _, ph := range p.phases {
		for _, s := range ph.steps {
			for _, l := range p.lanes.known {
				for _, stack := range s.cells[l.id] {
					out = append(out, stack...)
				}
			}
		}
	}
	return out
}

// references makes ids of titles where people wrote these, and names actors and
// personas that nobody has introduced.
func (in *reader) references(p *plan, root *node) {
	all := p.inOrder()
	ids, slugs := map[string]bool{touchpoint.End: true}, map[string]string{}
	for _, t := range all {
		ids[idOf(t)] = true
		if slug := blueprint.Slug(t.textOf("title")); slugs[slug] == "" {
			slugs[slug] = idOf(t)
		}
	}
	mend := func(n *node) {
		if n == nil || n.kind != yamltext.Scalar || n.exact || ids[n.text] {
			return
		}
		if id := slugs[blueprint.Slug(n.text)]; id != "" {
			n.text = id
		} else if slug := blueprint.Slug(n.text); slug == blueprint.Slug(in.vocab.en.End) || slug == blueprint.Slug(in.vocab.zh.End) || slug == "结束" {
			n.text = touchpoint.End
		}
	}
	people := introduced(root, "actors")
	personas := introduced(root, "personas")
	for _, t := range all {
		mend(t.get("wait").get("then"))
		each(t.get("next"), func(n *node) {
			if n.kind == yamltext.Scalar {
				mend(n)
			}
			mend(n.get("to"))
		})
		each(t.get("fails"), func(n *node) { mend(n.get("recover")) })
		people.introduce(t.get("actor"))
		each(t.get("for"), personas.introduce)
	}
}

// each visits the items of a list; a single value stands for a list of one.
func each(n *node, visit func(*node)) {
	switch {
	case n == nil:
	case n.kind == yamltext.Sequence:
		for _, item := range n.items {
			visit(item)
		}
	default:
		visit(n)
	}
}

// names are the things of a list of the blueprint that others refer to.
type names struct {
	root *node
	key  string
	ids  map[string]string // from slugs and ids to ids
}

func introduced(root *node, key string) *names {
	out := &names{root, key, map[string]string{}}
	each(root.get(key), func(n *node) {
		title := n.textOf("title")
		if n.kind == yamltext.Scalar {
			title = n.text
		}
		id := n.textOf("id")
		if id == "" {
			id = blueprint.Slug(title)
		}
		out.ids[id] = id
		if slug := blueprint.Slug(title); out.ids[slug] == "" {
			out.ids[slug] = id
		}
	})
	return out
}

// introduce makes an id of a name, and adds who is not known yet.
func (l *names) introduce(n *node) {
	if n == nil || n.kind != yamltext.Scalar || n.exact || l.ids[n.text] == n.text {
		return
	}
	slug := blueprint.Slug(n.text)
	if slug == "" {
		return
	}
	if l.ids[slug] == "" {
		l.ids[slug] = slug
		who := mapping(n.at)
		who.set("id", scalar(slug, n.at))
		who.set("title", scalar(plainLine(n.text), n.at))
		appendTo(l.root, l.key, who)
	}
	n.text = l.ids[slug]
}
