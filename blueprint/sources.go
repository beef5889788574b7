package blueprint

import "github.com/servicemoments/moments/blueprint/internal/yamltext"

// Source is a text that findings point into: a file's name, as messages have
// it, and what stands in the file.
type Source struct {
	File string
	Text []byte
}

// Sources lists the texts that the blueprint was read from: its own file, then
// what it includes. It is empty for a blueprint built in Go. The caller must not
// change the texts.
func (b *Blueprint) Sources() []Source {
	if b.source == nil {
		return nil
	}
	out := []Source{{File: b.source.file.name, Text: b.source.file.text}}
	for _, f := range b.source.includes {
		if f != nil {
			out = append(out, Source{File: f.name, Text: f.text})
		}
	}
	return out
}

// Range is the stretch between two places of the text, with the line that shows
// it. The places need no file: it is filled in.
func (s Source) Range(start, end Position) Range {
	f := &sourceFile{name: s.File, text: s.Text}
	start.File, end.File = s.File, s.File
	return Range{Start: start, End: end, Line: f.line(yamltext.Pos{Offset: start.Offset})}
}
