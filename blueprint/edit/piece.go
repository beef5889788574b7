package edit

import (
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// Piece is a value that can be put into a text: a new one, or one that was
// taken out with its comments and its layout.
type Piece struct {
	value *model
	above []string // comments on the lines above it
	lead  []string // comments between its key and its first line
	note  string   // comment behind the key, where the value stands below
	lines []string // as written; nil for a new value
	raw   string   // one that stands on one line, without the comment behind it
	block bool     // it is a collection in lines
	noted bool     // comments stand within or behind it
	after string   // comment behind it, in its last line
	apart bool     // blank lines parted it from its neighbours
}

// NewPiece makes a piece of a Go value; see [Set] for what it may be.
func NewPiece(value any) (Piece, error) {
	v, err := modelFor(value)
	return Piece{value: v}, err
}

// Copy gives the value at a path as a piece, with the comments in it, not with
// those above it.
func Copy(src []byte, path blueprint.Path) (Piece, error) {
	t, err := open(src)
	if err != nil {
		return Piece{}, err
	}
	s, err := t.whole(path)
	if err != nil {
		return Piece{}, err
	}
	return t.piece(s, path, false)
}

// Take takes an entry or item away, as [Delete] does, together with the
// comments right above it, and gives its value to be put elsewhere. A blank
// line that parted it from its neighbours goes, too.
func Take(src []byte, path blueprint.Path) ([]Edit, Piece, error) {
	t, err := open(src)
	if err != nil {
		return nil, Piece{}, err
	}
	s, err := t.whole(path)
	if err != nil {
		return nil, Piece{}, err
	}
	alone := s.parent != nil && len(s.parent.Pairs)+len(s.parent.Items) == 1
	p, err := t.piece(s, path, alone) // the comment behind the last entry stays with the brackets that are left
	if err != nil {
		return nil, Piece{}, err
	}
	want := modelOf(t.root)
	want.at(path[:len(path)-1]).remove(s.index)
	start, end, ok := t.entryLines(s.parent, s.index)
	if !ok || alone {
		edits, err := Delete(src, path)
		if err == nil && alone {
			p.above = append(t.lost(edits, p), p.above...)
		}
		return edits, p, err
	}
	for line := start; line < entryLine(t, s); line = t.nextLine(line) {
		p.above = append(p.above, strings.TrimSpace(string(t.src[line:t.nextLine(line)])))
	}
	from, to := t.withBlanks(start, end, s.index == 0, s.index == len(s.parent.Pairs)+len(s.parent.Items)-1)
	if wider := []Edit{{from, to, ""}}; (from < start || to > end) && t.gives(wider, want) {
		p.apart = true
		return wider, p, nil
	}
	edits, err := t.checked([]Edit{{start, end, ""}}, path, want)
	return edits, p, err
}

// lost are the comments that edits take away and a piece does not hold.
func (t *text) lost(edits []Edit, p Piece) []string {
	after, err := Apply(t.src, edits)
	if err != nil {
		return nil
	}
	kept := strings.Join(append(p.comments(), p.lines...), "\n")
	doc, _ := yamltext.Read(after, yamltext.Limits{})
	left := map[string]int{}
	for _, c := range doc.Comments {
		left[string(after[c.Start.Offset:c.End.Offset])]++
	}
	var out []string
	for _, c := range t.comments {
		text := string(t.src[c.Start.Offset:c.End.Offset])
		switch at := strings.Index(kept, text); {
		case left[text] > 0:
			left[text]--
		case at >= 0:
			kept = kept[:at] + kept[at+len(text):]
		default:
			out = append(out, strings.TrimSpace(text))
		}
	}
	return out
}

func entryLine(t *text, s spot) int { return t.lineStart(entryStart(s.parent, s.index)) }

// entryLines is the range of whole lines that an entry of a block takes up, with
// the comments right above it; ok is false for one that shares its line.
func (t *text) entryLines(n *yamltext.Node, i int) (start, end int, ok bool) {
	if n.Style != yamltext.Block {
		return 0, 0, false
	}
	at := entryStart(n, i)
	start = t.lineStart(at)
	if !t.blank(start, at) {
		return 0, 0, false
	}
	column := at - start
	_, to := written(valueAt(n, i))
	end = t.nextLine(to)
	floor := t.lineStart(0)
	if i > 0 {
		_, before := written(valueAt(n, i-1))
		floor = t.nextLine(before)
	}
	for start > floor {
		above := t.lineStart(start - 1)
		line := string(t.src[above:start])
		text := strings.TrimLeft(line, " ")
		if above < floor || !strings.HasPrefix(text, "#") || len(line)-len(text) != column || !t.comment(above+column) {
			break
		}
		start = above
	}
	return start, end, true
}

// comment tells whether a comment starts at an offset: in a text of several
// lines # is a character.
func (t *text) comment(at int) bool {
	for _, c := range t.comments {
		if c.Start.Offset == at {
			return true
		}
	}
	return false
}

// commentIn tells whether a comment stands in a range.
func (t *text) commentIn(from, to int) bool {
	for _, c := range t.comments {
		if c.Start.Offset >= from && c.Start.Offset < to {
			return true
		}
	}
	return false
}

func valueAt(n *yamltext.Node, i int) *yamltext.Node {
	if n.Kind == yamltext.Mapping {
		return n.Pairs[i].Value
	}
	return n.Items[i]
}

// withBlanks widens a range of lines to the blank lines on one of its sides, so
// that as many are left between its neighbours as stood on the other side.
func (t *text) withBlanks(start, end int, first, last bool) (from, to int) {
	up, down := start, end
	for up > t.lineStart(0) && t.blank(t.lineStart(up-1), up) {
		up = t.lineStart(up - 1)
	}
	for down < len(t.src) && t.blank(down, t.nextLine(down)) {
		down = t.nextLine(down)
	}
	switch {
	case up < start && (down > end || last):
		return up, end
	case first && down > end:
		return start, down
	}
	return start, end
}

// piece cuts the value at a spot out of its lines, bare without the comment
// behind it.
func (t *text) piece(s spot, path blueprint.Path, bare bool) (Piece, error) {
	n := s.node
	from, to := written(n)
	p := Piece{value: modelOf(n), block: n.Style == yamltext.Block && n.Kind >= yamltext.Mapping && n.Alias == nil}
	switch {
	case s.parent == nil:
		return p, fault(ErrKind, path)
	case n.Alias == nil && n.Anchor != "":
		return p, fault(ErrUnsafe, path) // its alias must not come before it
	case n.Kind == yamltext.Null && from == to:
		if rest := strings.TrimSpace(string(t.src[to:t.lineEnd(to)])); !s.flow && !bare && strings.HasPrefix(rest, "#") {
			p.note, p.noted = rest, true
		}
		return p, nil
	}
	end := to
	if !s.flow && !bare {
		end = t.lineEnd(to)
	}
	p.noted, p.after = t.commentIn(from, end), strings.TrimSpace(string(t.src[to:end]))
	p.raw = t.rawOf(n, p.block, from, to)
	if s.flow || n.Mark.Line == 0 {
		p.lines = dedented(string(t.src[from:end]), s.column)
		return p, nil
	}
	if n.Start.Line == n.Mark.Line || n.Alias != nil {
		if !t.blank(n.Mark.Offset+1, from) {
			return p, fault(ErrUnsafe, path) // a tag
		}
		column := s.column
		if p.block {
			column = n.Start.Column - 1
		}
		p.lines = dedented(string(t.src[from:end]), column)
		return p, nil
	}
	head := t.lineEnd(n.Mark.Offset)
	p.note = strings.TrimSpace(string(t.src[n.Mark.Offset+1 : head]))
	if p.note != "" && p.note[0] != '#' {
		return p, fault(ErrUnsafe, path)
	}
	for line := t.nextLine(head); line < t.lineStart(from); line = t.nextLine(line) {
		if c := strings.TrimSpace(string(t.src[line:t.nextLine(line)])); c != "" {
			p.lead = append(p.lead, c)
		}
	}
	p.noted = p.noted || p.note != "" || len(p.lead) > 0
	if p.block {
		p.lines = dedented(string(t.src[t.lineStart(from):end]), n.Start.Column-1)
		p.lines[0] = strings.TrimLeft(p.lines[0], " ")
		return p, nil
	}
	p.lines = dedented(string(t.src[from:end]), s.column)
	return p, nil
}

// rawOf is how a value on one line is written, if it may stand so elsewhere.
func (t *text) rawOf(n *yamltext.Node, block bool, from, to int) string {
	raw := string(t.src[from:to])
	plain := n.Alias == nil && n.Style == yamltext.Plain && n.Kind == yamltext.Scalar && n.Tag == "!!str"
	if block || strings.Contains(raw, "\n") || plain && !yamltext.Bare(n.Value, true) {
		return ""
	}
	return raw
}

// dedented splits a text into lines and takes some blanks off the start of all
// but the first.
func dedented(s string, column int) []string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		l = strings.TrimSuffix(l, "\r")
		for n := 0; i > 0 && n < column && strings.HasPrefix(l, " "); n++ {
			l = l[1:]
		}
		lines[i] = l
	}
	return lines
}

// comments gives the comments of a piece that stand above its value when it
// becomes an item of a list.
func (p Piece) comments() []string {
	out := append([]string(nil), p.above...)
	if p.note != "" {
		out = append(out, p.note)
	}
	return append(out, p.lead...)
}

// Under gives the piece with the comments of another one above its own: those
// above that one and behind it, not those within.
func (p Piece) Under(q Piece) Piece {
	above := q.comments()
	if strings.HasPrefix(q.after, "#") {
		above = append(above, q.after)
	}
	p.above = append(above, p.above...)
	return p
}

// flowPiece gives the piece as it may stand within brackets, on one line; ok is
// false for one with comments.
func (w writer) flowPiece(p Piece) (_ string, ok bool) {
	if p.noted || len(p.comments()) > 0 {
		return "", false
	}
	if p.raw != "" {
		return p.raw, true
	}
	return w.flow(p.value), p.value.tag != "alias"
}

func (w writer) join(lines []string, column int) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteString(w.nl)
			if l != "" {
				b.WriteString(strings.Repeat(" ", column))
			}
		}
		b.WriteString(l)
	}
	return b.String()
}

// dash writes a piece behind the dash that stands in a column.
func (w writer) dash(p Piece, column int) string {
	switch {
	case p.value.kind == yamltext.Null && len(p.lines) == 0:
		return ""
	case p.lines == nil:
		return w.item(p.value, column)
	case p.block:
		return " " + w.join(p.lines, column+step)
	}
	return " " + w.join(p.lines, column)
}

// colon writes a piece behind the colon of a key that stands in a column.
func (w writer) colon(p Piece, column int) string {
	indent := w.nl + strings.Repeat(" ", column+step)
	switch {
	case p.value.kind == yamltext.Null && len(p.lines) == 0 && p.note != "":
		return " " + p.note
	case p.value.kind == yamltext.Null && len(p.lines) == 0:
		return ""
	case p.lines == nil:
		return w.behind(p.value, column)
	case !p.block && p.note == "" && len(p.lead) == 0:
		return " " + w.join(p.lines, column)
	}
	out := ""
	if p.note != "" {
		out = " " + p.note
	}
	for _, c := range p.lead {
		out += indent + c
	}
	if !p.block {
		return out + indent + w.join(p.lines, column)
	}
	return out + indent + w.join(p.lines, column+step)
}
