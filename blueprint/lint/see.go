package lint

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func brokenSee() *Rule {
	return &Rule{
		Name: "broken-see", Group: Structure, Severity: blueprint.Error,
		Title: "A reference to a blueprint that is not there",
		Doc: para(`What see names must exist: the file, as seen from the folder of the blueprint, and the touchpoint in it.
			A touchpoint of the same blueprint is written #id. Addresses on the web are not looked at.

			The rule needs to know which folder files may be looked up in, and is silent without: for a blueprint from
			standard input, or one that was built in Go. A file outside of that folder is never opened.`),
		Why: para(`The blueprint says that the rest is written elsewhere. Whoever follows it, a new employee with a complaining
			customer say, finds nothing, and makes something up.`),
		Source: "Shostack 1987: a blueprint shows the whole, and others its parts in detail",
		Run: func(p *Pass) {
			if p.options.Files == nil {
				return
			}
			s := sights{pass: p, read: map[string]sight{}}
			for _, t := range p.Graph.Touchpoints() {
				if t.See != "" {
					s.check(t)
				}
			}
		},
	}
}

// sights are the files that were looked into for one blueprint.
type sights struct {
	pass *Pass
	read map[string]sight
}

// sight is what a file shows.
type sight struct {
	graph *blueprint.Graph // nil for what is no blueprint
	err   error
}

// errOutside is a name that leads out of the tree of files.
var errOutside = errors.New("outside")

func (s sights) check(t *touchpoint.Touchpoint) {
	p := s.pass
	see := strings.TrimSpace(t.See)
	if address(see) {
		return
	}
	at := p.Graph.Path(t).Key("see")
	file, id, hasID := strings.Cut(see, "#")
	report := func(wrong, hint string) {
		p.Report(at, fmt.Sprintf("%s refers to %s, %s", called(t), quote(t.See), wrong), hint)
	}
	if file == "" {
		if _, ok := p.Graph.Touchpoint(id); !ok {
			report("and no touchpoint here has this id", nearestID(id, p.Graph))
		}
		return
	}
	dir, ok := s.folder(at)
	if !ok {
		return
	}
	seen := s.look(dir, file)
	switch {
	case errors.Is(seen.err, errOutside):
		report("which lies outside of the folder that is checked", "refer to files in this folder only, or check the folder above, which holds both")
	case errors.Is(seen.err, fs.ErrNotExist):
		report("and there is no such file", fmt.Sprintf("write the file's name as seen from the folder of this blueprint: %s is looked for", quote(path.Join(dir, filepath.ToSlash(file)))))
	case seen.err != nil:
		report("which cannot be read: "+plainError(seen.err), "refer to a file that can be read")
	case hasID && seen.graph == nil:
		report("which is no blueprint, so nothing in it has an id", "leave out what follows the #, or refer to a blueprint")
	case hasID:
		if _, ok := seen.graph.Touchpoint(id); !ok && len(seen.graph.Blueprint.Include) == 0 { // ids of included files are not known here
			report("where no touchpoint has this id", nearestID(id, seen.graph))
		}
	}
}

// address tells whether a reference leads to the web or to a mailbox.
func address(see string) bool {
	scheme, _, ok := strings.Cut(see, ":")
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto":
		return ok
	}
	return strings.HasPrefix(see, "//")
}

func nearestID(id string, g *blueprint.Graph) string {
	var ids []string
	for _, t := range g.Touchpoints() {
		ids = append(ids, t.ID)
	}
	if near := blueprint.Nearest(id, ids); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "write the id of a touchpoint behind the #, or leave it out to refer to the whole"
}

// folder is the folder of the file in which a path is written, within the tree of
// files, and whether it lies there.
func (s sights) folder(at blueprint.Path) (string, bool) {
	file := s.pass.Blueprint.Locate(at).Start.File
	if file == "" {
		return "", false
	}
	name := filepath.Clean(file)
	if root := s.pass.options.Root; root != "" {
		from, err := filepath.Abs(root) // one may be absolute, and the other not
		to, err2 := filepath.Abs(file)
		if err != nil || err2 != nil {
			return "", false
		}
		if name, err = filepath.Rel(from, to); err != nil {
			return "", false
		}
	}
	name = filepath.ToSlash(name)
	return path.Dir(name), fs.ValidPath(name)
}

// look reads a file, once for each blueprint.
func (s sights) look(dir, file string) sight {
	name := path.Join(dir, filepath.ToSlash(file))
	if path.IsAbs(filepath.ToSlash(file)) || filepath.IsAbs(file) || !fs.ValidPath(name) {
		return sight{err: errOutside}
	}
	seen, ok := s.read[name]
	if !ok {
		seen = glance(s.pass.options.Files, name)
		s.read[name] = seen
	}
	return seen
}

// glance reads a blueprint as far as it can be understood. Of other files it only
// looks whether they are there.
func glance(files fs.FS, name string) sight {
	info, err := fs.Stat(files, name)
	switch {
	case err != nil:
		return sight{err: err}
	case info.IsDir():
		return sight{err: errors.New("it is a folder")}
	case !info.Mode().IsRegular():
		return sight{err: errors.New("it is a device or a pipe")}
	}
	if ext := strings.ToLower(path.Ext(name)); ext != ".yaml" && ext != ".yml" {
		return sight{}
	}
	f, err := files.Open(name)
	if err != nil {
		return sight{err: err}
	}
	defer func() { _ = f.Close() }()                                      // it was only read
	b, _ := blueprint.Read(io.LimitReader(f, blueprint.MaxBytes+1), name) // what is wrong in it is said when it is checked
	if b == nil {
		return sight{}
	}
	return sight{graph: b.Graph()}
}

// plainError says why a file cannot be read without its name.
func plainError(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return err.Error()
}
