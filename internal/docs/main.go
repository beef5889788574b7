// Command docs writes the reference pages under docs/ from the code: the
// language from its table of keys, the rules, the views, the formats, the
// command line, the JSON Schemas and the gallery with its pictures.
//
//	go run ./internal/docs          writes them
//	go run ./internal/docs -check   fails where one is not as the code has it
//	go run ./internal/docs -gallery writes the gallery only
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	check := flag.Bool("check", false, "change nothing; fail where a page is stale")
	gallery := flag.Bool("gallery", false, "write the gallery only")
	root := flag.String("root", ".", "folder of the project")
	flag.Parse()
	work := allPages
	if *gallery {
		work = galleryPage
	}
	if err := run(*root, *check, os.Stdout, work); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// page is a generated file, by its path from the project's root.
type page struct {
	path string
	text []byte
}

func run(root string, check bool, out io.Writer, work func() ([]page, error)) error {
	pages, err := work()
	if err != nil {
		return err
	}
	gone, err := leftovers(root, pages)
	if err != nil {
		return err
	}
	if check {
		return stale(root, pages, gone)
	}
	for _, path := range gone {
		if err := os.Remove(filepath.Join(root, path)); err != nil {
			return err
		}
		fmt.Fprintln(out, "removed", path)
	}
	for _, p := range pages {
		path := filepath.Join(root, filepath.FromSlash(p.path))
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, p.text) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, p.text, 0o644); err != nil {
			return err
		}
		fmt.Fprintln(out, "wrote", p.path)
	}
	return nil
}

func allPages() ([]page, error) {
	var out []page
	for _, make := range []func() ([]page, error){languagePage, schemaPages, rulePages, viewsPage, formatsPage, measuresPage, commandPage, galleryPage} {
		pages, err := make()
		if err != nil {
			return nil, err
		}
		out = append(out, pages...)
	}
	return out, nil
}

// leftovers lists files that belong to no page any more, in the folders that are
// written as a whole.
func leftovers(root string, pages []page) ([]string, error) {
	var out []string
	for _, dir := range []string{"docs/rules/", "docs/gallery/"} {
		if !slices.ContainsFunc(pages, func(p page) bool { return strings.HasPrefix(p.path, dir) }) {
			continue
		}
		entries, err := os.ReadDir(filepath.Join(root, filepath.FromSlash(dir)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range entries {
			path := dir + e.Name()
			if !slices.ContainsFunc(pages, func(p page) bool { return p.path == path }) {
				out = append(out, path)
			}
		}
	}
	return out, nil
}

// stale names every page that differs from what would be written.
func stale(root string, pages []page, gone []string) error {
	var errs []error
	for _, p := range pages {
		old, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(p.path)))
		if err != nil || !bytes.Equal(old, p.text) {
			errs = append(errs, fmt.Errorf("%s is stale: run \"make docs\"", p.path))
		}
	}
	for _, path := range gone {
		errs = append(errs, fmt.Errorf("%s belongs to nothing any more: run \"make docs\"", path))
	}
	return errors.Join(errs...)
}

// generated stands at the top of each page.
const generated = "<!-- Written by \"make docs\" from the code; change it there. -->\n\n"
