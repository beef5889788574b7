package lsp

import (
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/blueprint/lint/config"
)

// loaded is a blueprint as it stands in the editor and on disk, with what is
// wrong in it.
type loaded struct {
	blueprint *blueprint.Blueprint // as far as it could be understood
	texts     map[string]*text     // by file: what it was read from
	versions  map[string]int       // of those that are open in the editor
	found     blueprint.Diagnostics
	rules     lint.Options // that were asked
}

// check reads the blueprint of a root file and asks the rules, as moments check
// does.
func (s *server) check(path string) *loaded {
	l := &loaded{texts: map[string]*text{}, versions: map[string]int{}}
	d := s.files.document(path)
	t, ok := s.files.text(path)
	if !ok {
		return l // it has gone
	}
	if d != nil {
		t, l.versions[path] = d.text, d.version
	}
	l.texts[path] = t
	if d != nil && d.large {
		l.found = blueprint.Diagnostics{{Rule: "file", Message: "this is too large to be read here", Range: blueprint.Range{Start: blueprint.Position{File: path}}}}
		return l
	}
	settings, problems := s.settings(path)
	base := lint.Options{Rules: s.rules, Skip: []string{"dangling-id"}} // reading says that
	l.rules = settings.Options(base)
	b, found, back := s.load(path, t, l)
	l.blueprint = b
	said := map[blueprint.Position]bool{}
	broken := found.Count(blueprint.Error) > 0
	for _, d := range found {
		said[d.Range.Start] = true
	}
	asked := slices.DeleteFunc(s.ask(b, l.rules, back.folder(l.rules.Root)), func(d blueprint.Diagnostic) bool {
		return said[d.Range.Start] || broken && d.Severity == blueprint.Hint
	})
	l.found = append(found, asked...)
	back.files(l.found)
	if b != nil {
		for _, source := range b.Sources() {
			if name := back.file(source.File); l.texts[name] == nil {
				l.texts[name] = newText(string(source.Text), s.encoding)
			}
		}
	}
	l.found = append(l.found, problems...)
	if settings.Ignores(path) {
		l.found = problems
	}
	return l
}

// ask runs the rules with the files that references may lead into.
func (s *server) ask(b *blueprint.Blueprint, o lint.Options, top string) blueprint.Diagnostics {
	if b == nil {
		return nil
	}
	if top != "" {
		if dir, err := os.OpenRoot(top); err == nil {
			defer func() { _ = dir.Close() }() // it was only read
			o.Files = dir.FS()
		}
	}
	return lint.Run(b, o)
}

// settings are those of the team for a file, as the editor has them.
func (s *server) settings(path string) (*config.Config, blueprint.Diagnostics) {
	if !filepath.IsAbs(path) {
		return nil, nil
	}
	file := config.Find(path)
	if file == "" {
		return nil, nil
	}
	t, ok := s.files.text(file)
	if !ok {
		return nil, nil
	}
	c, err := config.Read(strings.NewReader(t.string), file, s.rules)
	return c, diagnosticsOf(err, file)
}

func diagnosticsOf(err error, file string) blueprint.Diagnostics {
	var found blueprint.Diagnostics
	if err != nil && !errors.As(err, &found) {
		found = blueprint.Diagnostics{{Rule: "file", Message: err.Error(), Range: blueprint.Range{Start: blueprint.Position{File: file}}}}
	}
	return found
}

// way leads back from the names of copies to those of the files.
type way struct{ from, to string }

func (w way) file(name string) string {
	if w.from == "" {
		return name
	}
	if rest, ok := strings.CutPrefix(name, w.from+string(filepath.Separator)); ok {
		return filepath.Join(w.to, rest)
	}
	return name
}

// folder is the folder that one of copies stands for.
func (w way) folder(name string) string {
	if w.from == name && name != "" {
		return w.to
	}
	return name
}

func (w way) files(found blueprint.Diagnostics) {
	for i := range found {
		d := &found[i]
		d.Range.Start.File, d.Range.End.File = w.file(d.Range.Start.File), w.file(d.Range.End.File)
		for j := range d.Related {
			r := &d.Related[j].Range
			r.Start.File, r.End.File = w.file(r.Start.File), w.file(r.End.File)
		}
	}
}

// load reads a blueprint with what it includes. Where nothing is included, the
// text is all that is needed. Where it is, and one of the files is open, the
// loader, which reads from disk, is given copies of the files as they are in the
// editor, in a folder laid out like their own.
func (s *server) load(path string, t *text, l *loaded) (*blueprint.Blueprint, blueprint.Diagnostics, way) {
	o := &l.rules
	if filepath.IsAbs(path) {
		o.Root = seeRoot(path)
	}
	parts := includesOf(t.string, path)
	if len(parts) == 0 || !filepath.IsAbs(path) {
		b, err := blueprint.Read(strings.NewReader(t.string), path)
		return b, diagnosticsOf(err, path), way{}
	}
	open := map[string]*text{}
	if _, ok := l.versions[path]; ok {
		open[path] = t
	}
	for _, file := range parts {
		if d := s.files.document(file); d != nil {
			open[file], l.versions[file] = d.text, d.version
		}
	}
	if len(open) > 0 {
		copied, back, err := s.files.copies(path, o.Root, parts, open)
		if back.from != "" {
			defer func() { _ = os.RemoveAll(back.from) }() // with the folder for all of them, at the latest
		}
		if err == nil {
			o.Root = back.from
			b, err := blueprint.Load(copied)
			return b, diagnosticsOf(err, copied), back
		}
	}
	b, err := blueprint.Load(path)
	return b, diagnosticsOf(err, path), way{}
}

// copies writes a blueprint's files, as the editor has them, into a folder that
// stands for another one.
func (f *files) copies(path, top string, parts []string, open map[string]*text) (copied string, back way, err error) {
	f.mu.Lock()
	switch {
	case f.closed:
		err = os.ErrClosed
	case f.shadow == "":
		f.shadow, err = tempDir()
	}
	shadow := f.shadow
	f.mu.Unlock()
	if err != nil {
		return "", way{}, err
	}
	dir, err := os.MkdirTemp(shadow, "copy-")
	if err != nil {
		return "", way{}, err
	}
	back = way{from: dir, to: top}
	for _, file := range slices.Sorted(maps.Keys(asSet(append(parts, path)))) {
		name, err := filepath.Rel(top, file)
		if err != nil || !filepath.IsLocal(name) {
			return "", back, errors.New("outside")
		}
		to := filepath.Join(back.from, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return "", back, err
		}
		if t := open[file]; t != nil {
			if err := os.WriteFile(to, []byte(t.string), 0o600); err != nil {
				return "", back, err
			}
		} else if err := copyFile(top, name, to); err != nil {
			return "", back, err
		}
	}
	name, err := filepath.Rel(top, path)
	return filepath.Join(back.from, name), back, err
}

func asSet(list []string) map[string]bool {
	out := map[string]bool{}
	for _, s := range list {
		out[s] = true
	}
	return out
}

// copyFile copies a file that lies in a folder, as the loader would read it. One
// that cannot be read is left out, so that the loader finds it missing.
func copyFile(top, name, to string) error {
	root, err := os.OpenRoot(top)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }() // it was only read
	info, err := root.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return os.MkdirAll(to, 0o700)
	case err == nil && info.Size() > blueprint.MaxBytes && info.Mode().IsRegular(): // too large is what the loader is to say
		if err := os.WriteFile(to, nil, 0o600); err != nil {
			return err
		}
		return os.Truncate(to, info.Size())
	case err == nil && info.Mode().IsRegular():
		if in, err := root.Open(name); err == nil {
			defer func() { _ = in.Close() }() // it was only read
			if text, err := io.ReadAll(io.LimitReader(in, blueprint.MaxBytes)); err == nil {
				return os.WriteFile(to, text, 0o600)
			}
		}
	}
	return nil
}

// seeRoot is the folder that references in a file may lead into: the repository
// that it belongs to, else the folder above its own.
func seeRoot(path string) string {
	dir := filepath.Dir(path)
	for top := dir; ; top = filepath.Dir(top) {
		if _, err := os.Lstat(filepath.Join(top, ".git")); err == nil {
			return top
		}
		if top == filepath.Dir(top) {
			return filepath.Dir(dir)
		}
	}
}
