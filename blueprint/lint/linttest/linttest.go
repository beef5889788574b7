// Package linttest runs rules of package lint over blueprints that say what must
// be found in them, for the tests of whoever writes rules.
//
// What comes in are rules and YAML files, or folders of them, with comments at
// the very lines where something must be found:
//
//	next: nowhere # want "there is no touchpoint"
//	customer: Pay # want no-evidence "see, touch and keep nothing"
//
// The text is a regular expression that the message must match, in double quotes
// or backquotes; before it may stand the rule's name. A line may have several:
// "a" "b", or no-end "a" chances "b". What goes out are failures of the test, one
// for each finding that no comment announces and for each comment that finds
// nothing.
package linttest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
)

// TestingT is what of a [testing.T] is needed.
type TestingT interface {
	Helper()
	Errorf(format string, args ...any)
}

// Run checks files, and all .yaml and .yml files of folders and what is below
// them. What loading a file finds must be announced like what the rules find. A
// nil list of rules stands for [lint.Rules].
func Run(t TestingT, rules []*lint.Rule, paths ...string) {
	t.Helper()
	for _, path := range paths {
		files, err := filesIn(path)
		if err != nil {
			t.Errorf("%v", err)
		}
		if err == nil && len(files) == 0 {
			t.Errorf("%s: there is no .yaml file", path)
		}
		for _, f := range files {
			check(t, rules, f)
		}
	}
}

func filesIn(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	var files []string
	err = filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if ext := filepath.Ext(name); err == nil && !d.IsDir() && (ext == ".yaml" || ext == ".yml") {
			files = append(files, name)
		}
		return err
	})
	return files, err
}

func check(t TestingT, rules []*lint.Rule, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	wants, err := readWants(file, string(text))
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	for _, d := range Find(rules, file) {
		i := slices.IndexFunc(wants, func(w want) bool { return !w.met && w.meets(d) })
		if i < 0 {
			t.Errorf("%s: unexpected: %s", at(d, file), strings.TrimPrefix(d.String(), d.Range.Start.String()+": "))
			continue
		}
		wants[i].met = true
	}
	for _, w := range wants {
		if !w.met {
			t.Errorf("%s:%d: nothing found that matches %s", file, w.line, w)
		}
	}
}

// Find loads a file and gives all that loading and the rules find. Rules that look
// into other files may do so in the folder above the file's, and below.
func Find(rules []*lint.Rule, file string) blueprint.Diagnostics {
	b, err := blueprint.Load(file)
	var found blueprint.Diagnostics
	errors.As(err, &found)
	o := lint.Options{Rules: rules, Root: filepath.Join(filepath.Dir(file), "..")}
	if root, err := os.OpenRoot(o.Root); err == nil {
		defer root.Close()
		o.Files = root.FS()
	}
	return slices.Concat(found, lint.Run(b, o)).Sort()
}

func at(d blueprint.Diagnostic, file string) string {
	if at := d.Range.Start.String(); at != "" {
		return at
	}
	return file
}

// want is a finding that is expected at a line.
type want struct {
	line int
	rule string // empty: any
	re   *regexp.Regexp
	met  bool
}

func (w want) meets(d blueprint.Diagnostic) bool {
	return d.Range.Start.Line == w.line && (w.rule == "" || w.rule == d.Rule) && w.re.MatchString(d.Message)
}

func (w want) String() string {
	return strings.TrimSpace(w.rule + " " + strconv.Quote(w.re.String()))
}

var (
	wantMark = regexp.MustCompile(`(?:^|\s)# want\s+(.*)$`)
	wantItem = regexp.MustCompile("^(?:([\\pL\\d-]+)\\s+)?(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`)\\s*")
)

func readWants(file, text string) ([]want, error) {
	var wants []want
	line := 0
	for s := range strings.Lines(text) {
		line++
		m := wantMark.FindStringSubmatch(strings.TrimRight(s, "\r\n"))
		if m == nil {
			continue
		}
		for rest := m[1]; rest != ""; {
			item := wantItem.FindStringSubmatch(rest)
			if item == nil {
				return nil, fmt.Errorf(`%s:%d: expected # want "text" or # want rule "text", but this is %q`, file, line, rest)
			}
			pattern, err := strconv.Unquote(item[2])
			if err == nil {
				_, err = regexp.Compile(pattern)
			}
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %s: %w", file, line, item[2], err)
			}
			wants = append(wants, want{line: line, rule: item[1], re: regexp.MustCompile(pattern)})
			rest = rest[len(item[0]):]
		}
	}
	return wants, nil
}
