// Package edit changes the text of a blueprint in place: a path and a change
// come in, edits of byte ranges come out. What an edit does not touch stays
// byte for byte: comments, blank lines, the order of keys, quoting, line ends.
//
// Every function reads the text before and after its change and returns an
// error, and no edits, unless the new text says exactly what was asked for
// and nothing else has changed its meaning.
package edit

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// Edit replaces the bytes from Start up to, not including, End by Text.
type Edit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Apply makes all edits at once; their places mean the text as it was. Edits
// that overlap or lie outside of the text are an error. Insertions at the same
// place are made in the order given.
func Apply(src []byte, edits []Edit) ([]byte, error) {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, inOrder)
	var out []byte
	at := 0
	for _, e := range sorted {
		switch {
		case e.Start < 0 || e.End < e.Start || e.End > len(src):
			return nil, fmt.Errorf("edit of bytes %d to %d is outside of a text of %d", e.Start, e.End, len(src))
		case e.Start < at:
			return nil, fmt.Errorf("edit of bytes %d to %d overlaps the one before it", e.Start, e.End)
		}
		out = append(out, src[at:e.Start]...)
		out = append(out, e.Text...)
		at = e.End
	}
	return append(out, src[at:]...), nil
}

func inOrder(a, b Edit) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// Errors that tell why there is no edit; test with errors.Is.
var (
	// ErrText: the text cannot be read, or has a key twice.
	ErrText = errors.New("the text has problems of its own")
	// ErrNotFound: the path leads nowhere.
	ErrNotFound = errors.New("there is nothing at this path")
	// ErrKind: the path asks for a key of a list, an index of a mapping, or
	// something below a text; see Widen.
	ErrKind = errors.New("the value is of another kind")
	// ErrExists: the new name is taken.
	ErrExists = errors.New("the key is there already")
	// ErrAlias: the path leads through an alias; its anchor can be edited.
	ErrAlias = errors.New("the path leads through an alias")
	// ErrValue: a value of a Go type that YAML text is not made from here.
	ErrValue = errors.New("the value cannot be written")
	// ErrUnsafe: the change would alter more than was asked for.
	ErrUnsafe = errors.New("this text cannot be changed safely here")
)

// fault adds the path to an error.
func fault(err error, path blueprint.Path) error { return fmt.Errorf("%s: %w", path, err) }

// text is a source with its tree.
type text struct {
	src      []byte
	root     *yamltext.Node
	comments []yamltext.Span
	nl       string
}

func open(src []byte) (*text, error) {
	doc, problems := yamltext.Read(src, yamltext.Limits{})
	if doc.Root == nil || len(problems) > 0 {
		p := problems[0]
		return nil, fmt.Errorf("%w: %d:%d: %s", ErrText, p.Start.Line, p.Start.Column, p.Message)
	}
	return &text{src: src, root: doc.Root, comments: doc.Comments, nl: newline(src)}, nil
}

// newline is the line end that most lines have.
func newline(src []byte) string {
	unix, dos := 0, 0
	for i, c := range src {
		if c != '\n' {
			continue
		}
		if i > 0 && src[i-1] == '\r' {
			dos++
		} else {
			unix++
		}
	}
	if dos > unix {
		return "\r\n"
	}
	return "\n"
}

// lineEnd is the offset of the line break, or of the text's end, at or behind
// an offset.
func (t *text) lineEnd(i int) int {
	for i < len(t.src) && t.src[i] != '\n' {
		i++
	}
	if i > 0 && i < len(t.src) && t.src[i-1] == '\r' {
		i--
	}
	return i
}

// nextLine is the offset of the line below.
func (t *text) nextLine(i int) int {
	for i < len(t.src) && t.src[i] != '\n' {
		i++
	}
	return min(i+1, len(t.src))
}

// lineStart is the offset where the line of an offset starts.
func (t *text) lineStart(i int) int {
	for i > 0 && t.src[i-1] != '\n' {
		i--
	}
	if i == 0 && len(t.src) >= 3 && string(t.src[:3]) == "\xef\xbb\xbf" {
		return 3
	}
	return i
}

// blank tells whether only blanks and line breaks stand in a range.
func (t *text) blank(from, to int) bool {
	for _, c := range t.src[from:max(from, to)] {
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	return true
}

// written is the range of bytes that a node takes up where it stands.
func written(n *yamltext.Node) (from, to int) {
	if n.Alias != nil {
		return n.Alias.Start.Offset, n.Alias.End.Offset
	}
	return n.Start.Offset, n.End.Offset
}

// checked returns the edits if they change the text's meaning exactly as the
// change of its model says.
func (t *text) checked(edits []Edit, path blueprint.Path, want *model) ([]Edit, error) {
	if t.gives(edits, want) {
		return edits, nil
	}
	// A comment further in than its entry, or blank lines, may have become part
	// of a block text that now stands above them.
	if more := append(slices.Clone(edits), t.settle(edits)...); t.gives(more, want) {
		return more, nil
	}
	return nil, fault(ErrUnsafe, path)
}

// gives tells whether edits make a text that says what is wanted.
func (t *text) gives(edits []Edit, want *model) bool {
	after, err := Apply(t.src, edits)
	if err != nil {
		return false
	}
	doc, problems := yamltext.Read(after, yamltext.Limits{})
	return doc.Root != nil && len(problems) == 0 && modelOf(doc.Root).equal(want)
}

// settle indents the comments that follow the last edit like the entry below
// them, and takes the blank lines there away.
func (t *text) settle(edits []Edit) []Edit {
	at := 0
	for _, e := range edits {
		at = max(at, e.End)
	}
	if at > t.lineStart(at) {
		at = t.nextLine(at)
	}
	var more []Edit
	for ; at < len(t.src); at = t.nextLine(at) {
		first := at
		for first < len(t.src) && t.src[first] == ' ' {
			first++
		}
		switch {
		case t.blank(at, t.nextLine(at)):
			more = append(more, Edit{Start: at, End: t.nextLine(at)})
		case t.src[first] == '#':
			more = append(more, Edit{Start: at, End: first})
		default:
			for i, c := range more {
				if t.src[c.End] == '#' {
					more[i].Text = strings.Repeat(" ", min(first-at, c.End-c.Start))
				}
			}
			return more
		}
	}
	return more
}
