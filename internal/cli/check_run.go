package cli

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/blueprint/lint/baseline"
	"github.com/servicemoments/moments/blueprint/lint/config"
	"github.com/servicemoments/moments/internal/report"
)

// checker is one run of the command check.
type checker struct {
	*app
	flags  checkFlags
	format report.Format

	settings blueprint.Diagnostics // what is wrong in files of settings
	ignored  int                   // files that settings leave out
	alone    int                   // files of settings that were to be checked themselves

	known  *baseline.Filter   // of --baseline; nil: none
	taken  *baseline.Baseline // for --write-baseline; nil: none
	broken int                // files with errors in reading, of which not all could be taken as known

	files  []string // that were checked
	found  blueprint.Diagnostics
	before map[string]map[finding]bool // by file of findings that were kept: what they are, where it matters
	mended mending
}

// target is a blueprint to check.
type target struct {
	input
	settings *config.Config
}

// finding tells findings apart. An included file is read for each blueprint that
// includes it, and its findings are the same each time.
type finding struct {
	at            blueprint.Position
	rule, message string
}

// plan looks for the settings of each file, and leaves out those that they ignore.
func (c *checker) plan(list []input) []target {
	finder := config.Finder{Rules: c.flags.rules.Rules}
	var targets []target
	for _, in := range list {
		switch {
		case in.stdin():
			targets = append(targets, target{input: in})
			continue
		case filepath.Base(in.path) == config.Name && in.below == "":
			c.alone++
		}
		settings, problems := finder.For(in.path)
		c.settings = append(c.settings, problems...)
		switch {
		case filepath.Base(in.path) == config.Name: // it has been checked by being read
		case in.below != "" && settings.Ignores(in.path):
			c.ignored++
		default:
			targets = append(targets, target{in, settings})
		}
	}
	return targets
}

// checked is a blueprint with what was found in it, in the order of places.
type checked struct {
	target
	blueprint *blueprint.Blueprint // as far as it could be read
	errors    blueprint.Diagnostics
	rules     blueprint.Diagnostics
}

// broken tells whether errors in reading kept rules from seeing everything.
func (r checked) broken() bool { return r.errors.Count(blueprint.Error) > 0 }

// run checks all blueprints on all cores. The findings come in the order of the
// files, however long each takes.
func (c *checker) run(targets []target) error {
	c.keep(c.settings)
	bar := c.progress("checking", len(targets))
	defer bar.Stop()
	return inOrder(targets, c.look, func(r checked) error {
		bar.Add(1)
		c.files = append(c.files, r.name())
		c.keep(c.reported(r))
		return nil
	})
}

// keep notes the findings in one blueprint, but not those that were found in an
// included file before.
func (c *checker) keep(found blueprint.Diagnostics) {
	from := len(c.found)
	c.found = slices.Grow(c.found, len(found))
	for _, d := range found {
		key := keyOf(d)
		if known, again := c.before[key.at.File]; again && key.at.Line > 0 {
			if known == nil {
				known = c.of(key.at.File, from)
				c.before[key.at.File] = known
			}
			if known[key] {
				continue
			}
			known[key] = true
		}
		c.found = append(c.found, d)
	}
	if c.before == nil {
		c.before = map[string]map[finding]bool{}
	}
	for _, d := range c.found[from:] {
		if file := keyOf(d).at.File; c.before[file] == nil {
			c.before[file] = nil // sought out when the file comes again
		}
	}
}

// of are the findings in a file among the first that were kept.
func (c *checker) of(file string, first int) map[finding]bool {
	out := map[finding]bool{}
	for _, d := range c.found[:first] {
		if key := keyOf(d); key.at.File == file {
			out[key] = true
		}
	}
	return out
}

func keyOf(d blueprint.Diagnostic) finding {
	at := d.Range.Start
	at.File = filepath.Clean(at.File)
	return finding{at, d.Rule, d.Message}
}

// look reads a blueprint and asks the rules. Where reading has found an error,
// rules that stumble over the same place add nothing, and nobody is bothered with
// hints yet.
func (c *checker) look(t target) checked {
	b, found := c.load(t.input)
	r := checked{target: t, blueprint: b, errors: found}
	said := map[blueprint.Position]bool{}
	for _, d := range found {
		said[d.Range.Start] = true
	}
	broken := r.broken()
	r.rules = slices.DeleteFunc(c.ask(t, b), func(d blueprint.Diagnostic) bool {
		return said[d.Range.Start] || broken && d.Severity == blueprint.Hint
	})
	return r
}

// ask asks the rules, as the settings have them.
func (c *checker) ask(t target, b *blueprint.Blueprint) blueprint.Diagnostics {
	o := t.settings.Options(c.flags.rules)
	if !t.stdin() && refers(b) {
		o.Root = seeRoot(t.path)
		if root, err := os.OpenRoot(o.Root); err == nil {
			defer root.Close()
			o.Files = root.FS()
		}
	}
	return lint.Run(b, o)
}

// refers tells whether a blueprint refers to others.
func refers(b *blueprint.Blueprint) bool {
	if b == nil {
		return false
	}
	for _, t := range b.Touchpoints() {
		if t.See != "" {
			return true
		}
	}
	return false
}

// seeRoot is the folder that references in a file may lead into: the repository
// that it belongs to; without one, the wider of the working folder and the one
// above the file's own.
func seeRoot(file string) string {
	abs, err := filepath.Abs(file)
	if err != nil {
		return filepath.Dir(file)
	}
	dir := filepath.Dir(abs)
	for top := dir; ; top = filepath.Dir(top) {
		if _, err := os.Lstat(filepath.Join(top, ".git")); err == nil {
			return top
		}
		if top == filepath.Dir(top) {
			break
		}
	}
	above := filepath.Dir(dir)
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, above); err == nil && filepath.IsLocal(rel) {
			return wd
		}
	}
	return above
}
