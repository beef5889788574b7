package change

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// load reads the blueprint with some of its texts replaced. The error is a
// refusal where nothing of it can be understood.
func (r *run) load(instead map[string][]byte) (*blueprint.Blueprint, blueprint.Diagnostics, error) {
	f := r.files
	got := r.reading(f.Root, f.text(f.Root, instead))
	b, err := got.b, got.err
	if b != nil && len(b.Include) > 0 {
		b, err = f.loadAll(instead)
	}
	var found blueprint.Diagnostics
	if err != nil && !errors.As(err, &found) {
		return nil, nil, &Refused{Reason: "the blueprint cannot be read", cause: err}
	}
	if b == nil {
		return nil, nil, &Refused{Reason: "the blueprint cannot be read", Found: found}
	}
	return b, found, nil
}

func (f Files) text(name string, instead map[string][]byte) []byte {
	if text, ok := instead[name]; ok {
		return text
	}
	return f.Texts[name]
}

// loadAll reads a blueprint with includes: package blueprint reads these from a
// folder, so they are laid into one for the moment.
func (f Files) loadAll(instead map[string][]byte) (_ *blueprint.Blueprint, err error) {
	dir, err := os.MkdirTemp("", "moments-change-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	folder := filepath.Dir(f.Root)
	for name := range f.Texts {
		inside, err := filepath.Rel(folder, name)
		if err != nil || !filepath.IsLocal(inside) {
			continue // nothing from outside of the folder can be included
		}
		target := filepath.Join(dir, inside)
		if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
			return nil, err
		}
		if err := os.WriteFile(target, f.text(name, instead), 0o600); err != nil {
			return nil, err
		}
	}
	b, err := blueprint.Load(filepath.Join(dir, filepath.Base(f.Root)))
	var found blueprint.Diagnostics
	if !errors.As(err, &found) {
		return b, err
	}
	home := func(p *blueprint.Position) {
		if inside, ok := strings.CutPrefix(p.File, dir+string(filepath.Separator)); ok {
			p.File = filepath.Join(folder, inside)
		}
	}
	for i := range found {
		home(&found[i].Range.Start)
		home(&found[i].Range.End)
		for j := range found[i].Related {
			home(&found[i].Related[j].Range.Start)
			home(&found[i].Related[j].Range.End)
		}
	}
	return b, found
}

// prefixOf stands before the ids of an included file, as package blueprint has
// it; it is empty for the blueprint's own file.
func prefixOf(b *blueprint.Blueprint, include int) string {
	if include < 0 || include >= len(b.Include) {
		return ""
	}
	inc := b.Include[include]
	if inc.Prefix != "" {
		return inc.Prefix + "-"
	}
	base := path.Base(filepath.ToSlash(inc.File))
	return blueprint.Slug(strings.TrimSuffix(base, path.Ext(base))) + "-"
}

// fileOf is the name of an included file among the texts, of the own file for -1.
func (r *run) fileOf(include int) string {
	if include < 0 || include >= len(r.before.Include) {
		return r.files.Root
	}
	return filepath.Join(filepath.Dir(r.files.Root), filepath.FromSlash(path.Clean(filepath.ToSlash(r.before.Include[include].File))))
}
