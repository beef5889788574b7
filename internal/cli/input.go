package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// stdin is how standard input is called on the command line, and stdinName how
// it is called in messages.
const (
	stdin     = "-"
	stdinName = "stdin"
)

// Bounds of the search in a folder.
const (
	maxFiles = 10_000  // blueprints
	maxSniff = 1 << 16 // bytes that are read to tell whether a file is a blueprint
)

// input is one text to work on.
type input struct {
	path  string // stdin for standard input
	below string // for a file found in a folder: its path from there
}

func (in input) stdin() bool { return in.path == stdin }

// name is how the input is called in messages.
func (in input) name() string {
	if in.stdin() {
		return stdinName
	}
	return in.path
}

// inputs lists the files that the arguments mean: files as they are, folders as
// the blueprints in them. Each comes once.
func inputs(args []string) ([]input, error) {
	if len(args) == 0 {
		return nil, usagef("name a file, a folder, or %q for standard input", stdin)
	}
	var out []input
	seen := map[string]bool{}
	add := func(in input) {
		if key := filepath.Clean(in.path); !seen[key] {
			seen[key] = true
			out = append(out, in)
		}
	}
	for _, arg := range args {
		if info, err := os.Stat(arg); arg == stdin || err != nil || !info.IsDir() {
			add(input{path: arg}) // what is wrong with it, reading it will tell
			continue
		}
		found, err := search(arg)
		if err != nil {
			return nil, err
		}
		for _, in := range found {
			add(in)
		}
	}
	return out, nil
}

// search lists the blueprints in a folder and below, in the order of their
// names. Folders that hold no blueprints of one's own are passed over, unless
// one is the folder itself; symbolic links are not followed.
func search(folder string) ([]input, error) {
	var out []input
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && path != folder && passedOver(e.Name()):
			return fs.SkipDir
		case !e.Type().IsRegular() || !looksLikeBlueprint(path):
			return nil
		case len(out) == maxFiles:
			return fmt.Errorf("there are more than %d blueprints in %s", maxFiles, folder)
		}
		below, err := filepath.Rel(folder, path)
		out = append(out, input{path: path, below: below})
		return err
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("there is no blueprint in %s: a blueprint is a .yaml or .yml file that begins with a title and has steps or phases", folder)
	}
	return out, err
}

// passedOver tells whether a folder below is left alone: a hidden one, one with
// what others wrote, and one with what tests read, which is often wrong on
// purpose.
func passedOver(folder string) bool {
	return strings.HasPrefix(folder, ".") || folder == "node_modules" || folder == "testdata"
}

var topKey = regexp.MustCompile(`(?m)^\x{feff}?["']?([a-z][a-z-]*)["']?[ \t]*:`)

// looksLikeBlueprint tells whether a file in a folder is meant. One that is
// called blueprint.yaml is; others must look like one at the top level, so that
// other YAML that lies about is left alone.
func looksLikeBlueprint(path string) bool {
	extension := strings.ToLower(filepath.Ext(path))
	if extension != ".yaml" && extension != ".yml" {
		return false
	}
	if stem := strings.TrimSuffix(strings.ToLower(filepath.Base(path)), extension); stem == "blueprint" || strings.HasSuffix(stem, ".blueprint") {
		return true
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxSniff))
	if err != nil {
		return false
	}
	known := blueprint.Shapes()[0].Names()
	keys := map[string]bool{}
	for _, m := range topKey.FindAllSubmatch(text, -1) {
		if key := string(m[1]); slices.Contains(known, key) {
			keys[key] = true
		}
	}
	return len(keys) >= 2 && (keys["steps"] || keys["phases"] || keys["include"])
}

// load reads a blueprint. The findings are the loader's.
func (a *app) load(in input) (*blueprint.Blueprint, blueprint.Diagnostics) {
	var b *blueprint.Blueprint
	var err error
	if in.stdin() {
		b, err = blueprint.Read(a.In, stdinName)
	} else {
		b, err = blueprint.Load(in.path)
	}
	return b, diagnostics(in, err)
}

func diagnostics(in input, err error) blueprint.Diagnostics {
	var found blueprint.Diagnostics
	switch {
	case err == nil:
	case errors.As(err, &found):
	default:
		found = blueprint.Diagnostics{{Rule: unreadable, Range: blueprint.Range{Start: blueprint.Position{File: in.name()}}, Message: err.Error()}}
	}
	return found
}

// unreadable is the rule of findings that tell of a file that cannot be read.
const unreadable = "file"

// readText reads the text of an input, within the loader's bounds.
func (a *app) readText(in input) ([]byte, error) {
	from := a.In
	if !in.stdin() {
		info, err := os.Stat(in.path)
		switch {
		case err != nil:
			return nil, plainError(in.path, err)
		case !info.Mode().IsRegular():
			return nil, fmt.Errorf("%s: this is a folder, a device or a pipe, not a file", in.path)
		}
		f, err := os.Open(in.path)
		if err != nil {
			return nil, plainError(in.path, err)
		}
		defer f.Close()
		from = f
	}
	text, err := io.ReadAll(io.LimitReader(from, blueprint.MaxBytes+1))
	if err == nil && len(text) > blueprint.MaxBytes {
		err = fmt.Errorf("%s: this is larger than %d MiB, the most a blueprint may have", in.name(), blueprint.MaxBytes>>20)
	}
	return text, err
}

// problems are the loader's findings in a text.
func problems(text []byte, name string) blueprint.Diagnostics {
	_, err := blueprint.Read(bytes.NewReader(text), name)
	return diagnostics(input{path: name}, err)
}

// plainError says what is wrong with a file in plain words.
func plainError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: this may not be read", path)
	}
	return err
}
