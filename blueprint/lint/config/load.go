package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
)

const (
	// MaxBytes is the size of the largest file of settings that is read.
	MaxBytes = 1 << 20
	// MaxLevels is how many folders are looked at for one, the first included.
	MaxLevels = 20
)

// Find looks for the settings of a blueprint or a folder: in its folder, then in
// those above, until one has the file. It looks no further than a folder that
// has .git (where a repository begins), the root of the volume, or [MaxLevels].
// The nearest file counts alone; it is empty where there is none.
func Find(start string) string {
	dir, err := filepath.Abs(start)
	if err != nil {
		return ""
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	for range MaxLevels {
		file := filepath.Join(dir, Name)
		if _, err := os.Lstat(file); err == nil { // a link that leads nowhere is a mistake to be told
			return file
		}
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return ""
		}
		above := filepath.Dir(dir)
		if above == dir {
			return ""
		}
		dir = above
	}
	return ""
}

// Load reads a file of settings. The error is a [blueprint.Diagnostics] with all
// that is wrong in it, each at its place; the settings are then those that could
// be understood. Rules are those that can be set; nil stands for [lint.Rules].
func Load(file string, rules []*lint.Rule) (*Config, error) {
	info, err := os.Stat(file)
	switch {
	case err == nil && info.IsDir():
		err = errors.New("this is a folder, not a file")
	case err == nil && !info.Mode().IsRegular():
		err = errors.New("this is a device or a pipe, not a file")
	}
	if err != nil {
		return nil, unreadable(file, err)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, unreadable(file, err)
	}
	defer f.Close()
	return Read(f, file, rules)
}

// Read reads settings from a reader; name stands for it in messages, and its
// folder is the one that patterns of files begin in. See [Load].
func Read(r io.Reader, name string, rules []*lint.Rule) (*Config, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err == nil && len(text) > MaxBytes {
		err = fmt.Errorf("this is larger than %d MiB, the most that settings may have", MaxBytes>>20)
	}
	if err != nil {
		return nil, unreadable(name, err)
	}
	return decode(text, name, allRules(rules))
}

func unreadable(name string, err error) error {
	message := err.Error()
	var pathErr *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		message = "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		message = "this file may not be read"
	case errors.As(err, &pathErr):
		message = pathErr.Err.Error()
	}
	return blueprint.Diagnostics{{Rule: "file", Severity: blueprint.Error, Range: blueprint.Range{Start: blueprint.Position{File: name}}, Message: message}}
}

// Finder finds the settings of many blueprints and reads each file once. The
// zero value works; it is safe for several goroutines.
type Finder struct {
	Rules []*lint.Rule // that can be set; nil: lint.Rules()

	mu    sync.Mutex
	files map[string]string  // of settings, by folder
	known map[string]*Config // by file of settings
}

// For gives the settings of a blueprint's file, nil where there are none, and
// what is wrong in them, which it says only the first time.
func (f *Finder) For(file string) (*Config, blueprint.Diagnostics) {
	f.mu.Lock()
	defer f.mu.Unlock()
	dir := filepath.Dir(file)
	settings, ok := f.files[dir]
	if !ok {
		settings = Find(dir)
		f.files = with(f.files, dir, settings)
	}
	if settings == "" {
		return nil, nil
	}
	if c, ok := f.known[settings]; ok {
		return c, nil
	}
	c, err := Load(shorter(settings), f.Rules)
	f.known = with(f.known, settings, c)
	var found blueprint.Diagnostics
	errors.As(err, &found)
	return c, found
}

// shorter names a file from the working folder where it lies below.
func shorter(file string) string {
	wd, err := os.Getwd()
	if err != nil {
		return file
	}
	if rel, err := filepath.Rel(wd, file); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return file
}
