package desk

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// errChanged says that a file holds something else than was thought.
var errChanged = errors.New("the file has been changed meanwhile")

// errProtected says that a file must not be written to.
var errProtected = errors.New("the file is write-protected")

// read reads a file of the folder. Names have slashes; what is outside, also by
// way of a link, cannot be read.
func (d *Desk) read(name string) ([]byte, error) {
	f, err := d.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, blueprint.MaxBytes+1))
	if err == nil && len(text) > blueprint.MaxBytes {
		err = fmt.Errorf("%s is larger than %d MiB, the most a blueprint may have", name, blueprint.MaxBytes>>20)
	}
	return text, err
}

func (d *Desk) open(name string) (*os.File, error) {
	local := filepath.FromSlash(name)
	if !filepath.IsLocal(local) {
		return nil, os.ErrNotExist
	}
	info, err := d.root.Stat(local) // before it is opened: opening a pipe would wait for ever
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file", name)
	}
	return d.root.Open(local)
}

// maxLinks bounds how often a name may lead on to another.
const maxLinks = 16

// target follows symbolic links, so that saving replaces the file and not the
// link to it. What leads out of the folder, the root refuses later.
func (d *Desk) target(name string) (string, error) {
	for range maxLinks {
		info, err := d.root.Lstat(filepath.FromSlash(name))
		if err != nil {
			return "", err
		}
		if info.Mode()&os.ModeSymlink == 0 {
			return name, nil
		}
		to, err := d.root.Readlink(filepath.FromSlash(name))
		if err != nil {
			return "", err
		}
		to = filepath.ToSlash(to)
		if path.IsAbs(to) {
			return "", errProtected
		}
		name = path.Join(path.Dir(name), to)
	}
	return "", errors.New("the links lead in a circle")
}

// replace puts a new text in the place of the old one, as a whole: nobody ever
// sees half of it. It fails with errChanged where the file holds something else
// than the old text.
func (d *Desk) replace(name string, old, fresh []byte) (err error) {
	if name, err = d.target(name); err != nil {
		return err
	}
	local := filepath.FromSlash(name)
	info, err := d.root.Stat(local)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o200 == 0 {
		return errProtected
	}
	beside := filepath.Join(filepath.Dir(local), "."+filepath.Base(local)+"."+strings.ToLower(rand.Text()[:8])+".tmp")
	f, err := d.root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = d.root.Remove(beside)
		}
	}()
	_, err = f.Write(fresh)
	if err == nil {
		err = errors.Join(f.Chmod(info.Mode().Perm()), f.Sync())
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	// The last look before the file is replaced.
	now, err := d.read(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, old) {
		return errChanged
	}
	return d.root.Rename(beside, local)
}

// file is the path of a file as the loader and its findings have it, and name
// turns it back.
func (d *Desk) file(name string) string { return filepath.Join(d.o.Folder, filepath.FromSlash(name)) }

func (d *Desk) name(file string) string {
	if rel, err := filepath.Rel(d.o.Folder, file); err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(filepath.Base(file))
}
