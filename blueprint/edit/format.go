package edit

import (
	"bytes"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// maxBlankLines is how many blank lines in a row Format leaves.
const maxBlankLines = 2

// Format tidies a text without changing what it says, where its lines break,
// how it quotes, or its comments: blocks are indented by two spaces, lists
// below their key too; one space stands behind a colon, a dash and a comma;
// no blanks end a line; at most two blank lines follow each other; all lines
// end alike, in the way that most do, and one line break ends the text.
// Formatting twice changes nothing more. A text in which one of this cannot be
// kept comes back as it is; one that cannot be read is an error.
func Format(src []byte) ([]byte, error) {
	doc, problems := yamltext.Read(src, yamltext.Limits{})
	if doc.Root == nil {
		_, err := open(src)
		return nil, err
	}
	out, ok := tidy(src, doc)
	if !ok {
		return src, nil
	}
	after, again := yamltext.Read(out, yamltext.Limits{})
	if after.Root == nil || len(again) != len(problems) || !modelOf(after.Root).equal(modelOf(doc.Root)) || !sameComments(src, out, doc, after) {
		return src, nil
	}
	if twice, ok := tidy(out, after); !ok || !bytes.Equal(twice, out) {
		return src, nil
	}
	return out, nil
}

func sameComments(a, b []byte, x, y yamltext.Document) bool {
	return slices.EqualFunc(x.Comments, y.Comments, func(s, u yamltext.Span) bool {
		return bytes.Equal(bytes.TrimRight(a[s.Start.Offset:s.End.Offset], " \t"), bytes.TrimRight(b[u.Start.Offset:u.End.Offset], " \t"))
	})
}

// tidy does the formatting, unchecked.
func tidy(src []byte, doc yamltext.Document) ([]byte, bool) {
	f := &formatter{text: &text{src: src, root: doc.Root, nl: newline(src)}}
	f.starts = []int{0}
	for i, c := range src {
		if c == '\n' {
			f.starts = append(f.starts, i+1)
		}
	}
	f.starts[0] = f.lineStart(0)
	f.lines = make([]line, len(f.starts))
	f.block(doc.Root, 0, 0)
	f.comments(doc.Comments)
	f.whitespace()
	out, err := Apply(src, f.edits)
	return out, err == nil
}

// line is what is known about one line of the text.
type line struct {
	entry bool // a key or dash is the first thing on it
	old   int  // column of that key or dash, or of the comment
	known bool // shift is known
	shift int  // by how much its start moves
	kept  bool // its blanks belong to a text of several lines
	last  bool // the text that its blanks belong to ends with it
}

// formatter collects the edits.
type formatter struct {
	*text
	starts []int // offsets of the lines
	lines  []line
	places []placed // of all keys and dashes of blocks, in their order
	edits  []Edit
}

// placed is a key or dash, and how far it moves.
type placed struct {
	line, column, shift int
}

// first tells whether nothing but blanks stands before a place on its line.
func (f *formatter) first(at yamltext.Pos) bool {
	return f.blank(f.starts[at.Line-1], at.Offset)
}

// block finds how the lines of a value move. column is where its entries go,
// shift by how much the entry that holds it moves.
func (f *formatter) block(n *yamltext.Node, column, shift int) {
	if n.Alias != nil {
		return
	}
	if n.Style != yamltext.Block {
		f.rigid(n, shift)
		f.flow(n)
		return
	}
	shift = column - (n.Start.Column - 1)
	for _, p := range n.Pairs {
		f.entry(p.Key.Start, shift)
		f.spaceBehind(p.Value)
		f.block(p.Value, column+step, shift)
	}
	for _, item := range n.Items {
		f.entry(item.Mark, shift)
		f.spaceBehind(item)
		f.block(item, column+step, shift)
	}
}

// entry notes that a line starts with an entry, and how it moves.
func (f *formatter) entry(at yamltext.Pos, shift int) {
	f.places = append(f.places, placed{at.Line - 1, at.Column - 1, shift})
	if l := &f.lines[at.Line-1]; !l.known && f.first(at) {
		*l = line{entry: true, old: at.Column - 1, known: true, shift: shift}
	}
}

// rigid moves the further lines of a value along with its entry.
func (f *formatter) rigid(n *yamltext.Node, shift int) {
	for i := n.Start.Line; i < n.End.Line; i++ {
		f.lines[i] = line{known: true, shift: shift, kept: n.Kind == yamltext.Scalar}
	}
	if n.Kind == yamltext.Scalar && n.End.Line > n.Start.Line {
		block := n.Style == yamltext.Literal || n.Style == yamltext.Folded
		f.lines[n.End.Line-1].last = !block
		// The first line ends within the quotes too.
		f.lines[n.Start.Line-1].kept = !block
	}
	if l := &f.lines[n.Start.Line-1]; !l.known && f.first(n.Start) {
		l.known, l.shift = true, shift
	}
}

// spaceBehind leaves one space between a colon or dash and the value.
func (f *formatter) spaceBehind(v *yamltext.Node) {
	from := v.Mark.Offset + 1
	to := from
	for to < len(f.src) && (f.src[to] == ' ' || f.src[to] == '\t') {
		to++
	}
	if to == len(f.src) || f.src[to] == '\n' || f.src[to] == '\r' || f.src[to] == '#' {
		return
	}
	f.put(from, to, " ")
}

// put makes an edit unless nothing would change.
func (f *formatter) put(from, to int, text string) {
	if string(f.src[from:to]) != text {
		f.edits = append(f.edits, Edit{from, to, text})
	}
}

// flow tidies the blanks in brackets and braces.
func (f *formatter) flow(n *yamltext.Node) {
	if n.Style != yamltext.Flow || n.Alias != nil {
		return
	}
	at := n.Start.Offset
	bare := f.src[at] != '[' && f.src[at] != '{' // a pair in a list has no braces
	if !bare {
		at++
	}
	gap := func(child *yamltext.Node) {
		from, to := written(child)
		f.gap(at, from)
		at = to
		f.flow(child)
	}
	for _, p := range n.Pairs {
		gap(p.Key)
		gap(p.Value)
	}
	for _, item := range n.Items {
		gap(item)
	}
	if !bare {
		f.gap(at, n.End.Offset-1)
	}
}

// gap tidies what stands between two values in brackets: at most a comma or a
// colon, else it stays.
func (f *formatter) gap(from, to int) {
	if from > to {
		return
	}
	switch strings.Trim(string(f.src[from:to]), " \t") {
	case "":
		f.put(from, to, "")
	case ",":
		if to < len(f.src) && (f.src[to] == ']' || f.src[to] == '}') {
			f.put(from, to, ",")
		} else {
			f.put(from, to, ", ")
		}
	case ":":
		if to < len(f.src) && strings.IndexByte(",]} \t\r\n", f.src[to]) < 0 {
			f.put(from, to, ": ")
		}
	}
}
