package blueprint

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// sourceFile is a text with its tree.
type sourceFile struct {
	name string
	text []byte
	root *yamltext.Node
	// lanes are the lanes of an included file by the id of the lane that took
	// them in.
	lanes map[string]string
}

// source remembers where a blueprint was read from, so that paths can be turned
// into places.
type source struct {
	file     *sourceFile
	includes []*sourceFile // parallel to Blueprint.Include; nil where one could not be read
}

// maxLine bounds the text of a line that a diagnostic carries, in bytes.
const maxLine = 4096

func (f *sourceFile) span(start, end yamltext.Pos) Range {
	at := func(p yamltext.Pos) Position {
		return Position{File: f.name, Line: p.Line, Column: p.Column, Offset: p.Offset}
	}
	return Range{Start: at(start), End: at(end), Line: f.line(start)}
}

// line gives the text of a line. A line beyond maxLine is not sought out byte by
// byte, as every finding in a file of one line would take the whole file: it is
// shown up to the place only where that is near.
func (f *sourceFile) line(at yamltext.Pos) string {
	offset := min(max(at.Offset, 0), len(f.text))
	from := max(0, offset-maxLine)
	i := bytes.LastIndexAny(f.text[from:offset], "\r\n")
	if i < 0 && from > 0 {
		return ""
	}
	from += i + 1
	line := f.text[from:min(len(f.text), from+maxLine)]
	if i := bytes.IndexAny(line, "\r\n"); i >= 0 {
		line = line[:i]
	}
	for n := 0; n < utf8.UTFMax && len(line) == maxLine-n && !utf8.Valid(line[len(line)-min(len(line), utf8.UTFMax-n):]); n++ {
		line = line[:len(line)-1] // not half a character
	}
	return strings.TrimPrefix(string(line), "\ufeff")
}

// Text gives the text that the blueprint was read from, nil for one built in
// Go. The caller must not change it.
func (b *Blueprint) Text() []byte {
	if b.source == nil {
		return nil
	}
	return b.source.file.text
}

// File is the name of the file that the blueprint was read from, or "".
func (b *Blueprint) File() string {
	if b.source == nil {
		return ""
	}
	return b.source.file.name
}

// Locate turns a path into the place in the file that it stands for: the value
// of a key, or the key where the value runs over lines, or the nearest thing
// above that is written. It is zero for a blueprint built in Go.
func (b *Blueprint) Locate(p Path) Range {
	if b.source == nil {
		return Range{}
	}
	file := b.source.file
	if len(p) >= 2 && p[0].Key == "include" && len(p) > 2 {
		if i := p[1].Index; i < len(b.source.includes) && b.source.includes[i] != nil {
			if key := p[2].Key; key == "phases" || key == "steps" || key == "links" {
				file, p = b.source.includes[i], p[2:]
			}
		}
	}
	return file.locate(p)
}

func (f *sourceFile) locate(p Path) Range {
	n, key := f.root, (*yamltext.Node)(nil)
	for _, e := range p {
		if e.Key == "" {
			if n.Kind == yamltext.Sequence && e.Index < len(n.Items) {
				n, key = n.Items[e.Index], nil
			}
			continue
		}
		name := e.Key
		if n.Get(name) == nil {
			name = f.lanes[name]
		}
		value := n.Get(name)
		if value == nil {
			break
		}
		n, key = value, keyNode(n, name)
	}
	switch {
	case n.Kind == yamltext.Scalar:
		return f.span(n.Start, n.End)
	case key != nil:
		return f.span(key.Start, key.End)
	}
	name := nameNode(n)
	return f.span(name.Start, name.End)
}

// nameNode finds what stands for a mapping or a list when it must be shown in
// one line: its title, else its first key or item.
func nameNode(n *yamltext.Node) *yamltext.Node {
	switch {
	case n.Kind == yamltext.Mapping && len(n.Pairs) > 0:
		if title := n.Get("title"); title != nil && title.Kind == yamltext.Scalar {
			return title
		}
		return n.Pairs[0].Key
	case n.Kind == yamltext.Sequence && len(n.Items) > 0:
		return nameNode(n.Items[0])
	}
	return n
}

// LocateAll gives every finding that has no place the place of its path, and
// sorts them.
func (b *Blueprint) LocateAll(found Diagnostics) Diagnostics {
	for i := range found {
		if found[i].Range.Start.Line == 0 {
			found[i].Range = b.Locate(found[i].Path)
		}
		for j := range found[i].Related {
			if r := &found[i].Related[j]; r.Range.Start.Line == 0 {
				r.Range = b.Locate(r.Path)
			}
		}
	}
	return found.Sort()
}
