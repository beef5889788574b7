package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint/baseline"
)

// maxGone bounds how many findings that have gone are listed.
const maxGone = 50

// readBaseline gets ready for the flags that speak of known findings.
func (c *checker) readBaseline() error {
	if c.flags.writeBaseline != "" {
		c.taken = &baseline.Baseline{}
	}
	file := c.flags.baseline
	if file == "" {
		return nil
	}
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file; --write-baseline makes one", file)
	case err != nil:
		return plainError(file, err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: this is a folder, a device or a pipe, not a file", file)
	}
	f, err := os.Open(file)
	if err != nil {
		return plainError(file, err)
	}
	defer f.Close()
	known, err := baseline.Read(f)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	c.known = known.Filter(filepath.Dir(file))
	return nil
}

// reported are the findings of a blueprint that are to be reported. Errors in
// reading always are: what cannot be read is mended, not known.
func (c *checker) reported(r checked) blueprint.Diagnostics {
	rules := r.rules
	if r.broken() {
		c.broken++
	}
	switch {
	case c.taken != nil:
		c.taken.Add(filepath.Dir(c.flags.writeBaseline), r.blueprint, rules)
		rules = nil
	case c.known != nil && r.broken():
		rules = c.known.FreshInPart(r.blueprint, rules)
	case c.known != nil:
		rules = c.known.Fresh(r.path, r.blueprint, rules)
	}
	if len(r.errors) == 0 {
		return rules
	}
	return slices.Concat(r.errors, rules).Sort()
}

// gone lists what is known but was not found any more.
func (c *checker) gone() []baseline.Entry {
	if c.known == nil {
		return nil
	}
	dir := filepath.Dir(c.flags.baseline)
	return c.known.Gone(func(file string) bool {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(file)))
		return errors.Is(err, fs.ErrNotExist)
	})
}

// saveBaseline writes what was taken as known.
func (c *checker) saveBaseline() error {
	if isProtected(c.flags.writeBaseline) {
		return fmt.Errorf("%s: this is write-protected", c.flags.writeBaseline)
	}
	var text bytes.Buffer
	if err := c.taken.Write(&text); err != nil {
		return err
	}
	return c.write(c.flags.writeBaseline, text.Bytes())
}
