package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
)

// mending counts what was mended.
type mending struct{ places, files int }

// repair is a file with what can be mended in it.
type repair struct {
	file  string
	text  []byte // that the findings are of
	found blueprint.Diagnostics
	rules lint.Options
}

// fixFiles mends what needs no judgement, in the files that were named and in
// what they include, and checks nothing yet.
func (c *checker) fixFiles(targets []target) (failed []error) {
	repairs, _ := c.repairs(targets)
	for _, r := range repairs {
		if err := c.rewrite(r); err != nil {
			failed = append(failed, err)
		}
	}
	return failed
}

func (c *checker) rewrite(r repair) error {
	mended, places, err := lint.Fix(r.text, r.found, r.rules)
	if err != nil || places == 0 {
		return err
	}
	if isProtected(r.file) {
		return fmt.Errorf("%s: this is write-protected, and %s in it could be mended", r.file, plural(places, "place"))
	}
	if now, err := c.readText(input{path: r.file}); err != nil || !bytes.Equal(now, r.text) {
		return fmt.Errorf("%s: this was changed while it was checked; run the command again", r.file)
	}
	if err := c.write(r.file, mended); err != nil {
		return err
	}
	c.mended.places += places
	c.mended.files++
	return nil
}

// isProtected tells whether a file is there that nobody may write. Replacing it
// as a whole would work, but is not what its owner wants.
func isProtected(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o222 == 0
}

// showFixes shows what fixFiles would change.
func (c *checker) showFixes(targets []target) error {
	repairs, unread := c.repairs(targets)
	for _, r := range repairs {
		mended, places, err := lint.Fix(r.text, r.found, r.rules)
		if err != nil {
			return err
		}
		if places == 0 {
			continue
		}
		if _, err := c.Out.Write(diff.Diff(r.file, r.text, r.file+" (mended)", mended)); err != nil {
			return err
		}
	}
	if err := c.tell(unread); err != nil {
		return err
	}
	return ended(verdict(unread, false))
}

// repairs lists the files in which something can be mended, each once, and those
// that cannot be read.
func (c *checker) repairs(targets []target) (list []repair, unread blueprint.Diagnostics) {
	index := map[string]int{}
	bar := c.progress("mending", len(targets))
	defer bar.Stop()
	// What comes to done is no error.
	_ = inOrder(targets, c.repairable, func(r repairable) error {
		bar.Add(1)
		unread = append(unread, r.unread...)
		for _, x := range r.repairs {
			i, ok := index[same(x.file)]
			if !ok {
				index[same(x.file)] = len(list)
				list = append(list, x)
				continue
			}
			for _, d := range x.found {
				d.Range.Start.File = list[i].file
				list[i].found = append(list[i].found, d)
			}
		}
		return nil
	})
	return list, unread
}

// same is a file's name by which it is known again, however it is reached.
func same(file string) string {
	if abs, err := filepath.Abs(file); err == nil {
		file = abs
	}
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	return file
}

// repairable is what can be mended in a blueprint and in what it includes.
type repairable struct {
	repairs []repair
	unread  blueprint.Diagnostics
}

func (c *checker) repairable(t target) repairable {
	b, found := c.load(t.input)
	var out repairable
	for _, d := range found {
		if d.Rule == unreadable {
			out.unread = append(out.unread, d)
		}
	}
	if b == nil {
		return out
	}
	o := t.settings.Options(c.flags.rules)
	found = append(found, c.ask(t, b)...)
	for _, source := range b.Sources() {
		r := repair{file: source.File, text: source.Text, rules: o}
		for _, d := range found {
			if d.Range.Start.File == source.File && lint.Fixable(d, o) {
				r.found = append(r.found, d)
			}
		}
		if len(r.found) > 0 {
			out.repairs = append(out.repairs, r)
		}
	}
	return out
}
