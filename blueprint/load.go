package blueprint

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// MaxBytes is the size of the largest file that is read, in bytes.
const MaxBytes = 8 << 20

// Load reads a blueprint from a file, and what it includes from the file's
// folder and below. The error is a [Diagnostics] with every problem at its
// place; the blueprint is then what could be understood, nil where that was
// nothing.
func Load(path string) (*Blueprint, error) {
	dir, base := filepath.Split(path)
	if base == "" {
		return nil, fileProblem(path, errors.New("this is a folder, not a file"))
	}
	root, err := os.OpenRoot(orElse(dir, "."))
	if err != nil {
		return nil, fileProblem(path, err)
	}
	defer root.Close()
	text, err := readFile(root, base)
	if err != nil {
		return nil, fileProblem(path, err)
	}
	l := &loader{root: root, dir: dir}
	return l.load(text, path, base)
}

// Read reads a blueprint from a reader; name stands for it in messages. There
// is no folder, so an include is an error. See [Load] for what is returned.
func Read(r io.Reader, name string) (*Blueprint, error) {
	text, err := readAll(r)
	if err != nil {
		return nil, fileProblem(name, err)
	}
	return (&loader{}).load(text, name, name)
}

func readAll(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err == nil && len(text) > MaxBytes {
		err = fmt.Errorf("this is larger than %d MiB, the most a blueprint may have", MaxBytes>>20)
	}
	return text, err
}

func readFile(root *os.Root, name string) ([]byte, error) {
	info, err := root.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("this is a folder, not a file")
	case !info.Mode().IsRegular():
		return nil, errors.New("this is a device or a pipe, not a file")
	case info.Size() > MaxBytes:
		return nil, fmt.Errorf("this has %d MB, the most a blueprint may have is %d MiB", info.Size()/1_000_000, MaxBytes>>20)
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f)
}

// fileProblem is a file that cannot be read, as a diagnostic in plain words.
func fileProblem(name string, err error) error {
	return Diagnostics{{Rule: "file", Severity: Error, Range: Range{Start: Position{File: name}}, Message: plainly(err)}}
}

// plainly says in plain words why a file cannot be read.
func plainly(err error) string {
	var pathErr *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "this may not be read"
	case errors.As(err, &pathErr):
		return pathErr.Err.Error()
	}
	return err.Error()
}

// loader reads one root file and what it includes.
type loader struct {
	root  *os.Root // nil: no folder
	dir   string   // the folder as the user wrote it, for names in messages
	trail []string // files being read, the outermost first
}

// load reads a text; base is its name within the folder.
func (l *loader) load(text []byte, name, base string) (*Blueprint, error) {
	b, d := l.decode(text, name)
	if b == nil {
		return nil, d.found
	}
	l.trail = []string{filepath.ToSlash(filepath.Clean(base))}
	l.include(b, d)
	v := &validator{b: b}
	found := append(d.found, b.LocateAll(d.unsaid(v.run()))...).Sort()
	if more := d.overflow + v.overflow; more > 0 && len(found) > 0 {
		found = append(found, Diagnostic{Rule: "limit", Severity: Error, Range: Range{Start: Position{File: name}}, Message: fmt.Sprintf("%d more problems are not shown", more)})
	}
	return b, found.Err()
}

// decode reads one text on its own.
func (l *loader) decode(text []byte, name string) (*Blueprint, *decoder) {
	file := &sourceFile{name: name, text: text}
	root, problems := yamltext.Parse(text, yamltext.Limits{Bytes: MaxBytes})
	file.root = root
	d := newDecoder(file)
	for _, p := range problems {
		d.found = append(d.found, syntaxDiagnostic(file, p))
	}
	if root == nil {
		return nil, d
	}
	switch root.Kind {
	case yamltext.Null:
		d.report("syntax", root, nil, "there is nothing in this file", `begin with "title: …" and "steps:"`)
		return nil, d
	case yamltext.Scalar, yamltext.Sequence:
		d.report("wrong-kind", root, nil, "a blueprint is a mapping, but this is "+describe(root), `begin with "title: …" and "steps:"`)
		return nil, d
	}
	b := d.blueprint(root)
	b.source = &source{file: file, includes: make([]*sourceFile, len(b.Include))}
	b.assignIDs()
	d.ambiguous(b)
	return b, d
}

func syntaxDiagnostic(file *sourceFile, p yamltext.Problem) Diagnostic {
	out := Diagnostic{Rule: "syntax", Severity: Error, Range: file.span(p.Start, p.End), Message: p.Message, Hint: p.Hint}
	for _, r := range p.Related {
		out.Related = append(out.Related, Related{Message: r.Message, Range: file.span(r.Start, r.End)})
	}
	if len(out.Related) > 0 && strings.Contains(p.Message, "twice") {
		out.Rule = "duplicate-key"
	}
	return out
}

// unsaid leaves out what speaks of a place where the decoder has found a
// problem already: the cause is enough.
func (d *decoder) unsaid(more Diagnostics) Diagnostics {
	said := map[string]bool{}
	for _, f := range d.found {
		said[f.Path.String()] = true
		if f.Rule == "bad-value" || f.Rule == "wrong-kind" { // what it stands in is not judged, either
			for i := range f.Path {
				said[f.Path[:i].String()] = true
			}
		}
	}
	for p := range d.misspelt {
		said[p] = true
	}
	return slices.DeleteFunc(more, func(f Diagnostic) bool {
		switch f.Rule {
		case "missing-key":
			return said[f.Path.String()] && len(f.Path) > 0 || said[f.Path.Key(f.missing).String()] || d.misspelt[f.Path.Key(f.missing).String()]
		case "bad-value":
			return said[f.Path.String()]
		}
		return false
	})
}
