package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// stdout is how standard output is called on the command line.
const stdout = "-"

// write writes to standard output or into a file, which is replaced as a whole:
// it never holds half a text.
func (a *app) write(path string, text []byte) error {
	if path == stdout {
		_, err := a.Out.Write(text)
		return err
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s is a folder", path)
	case err == nil && !info.Mode().IsRegular():
		return os.WriteFile(path, text, 0) // a device or a pipe cannot be replaced
	case err == nil:
		return replace(path, text, info.Mode().Perm())
	}
	return replace(path, text, 0)
}

// replace writes a file beside the one that is meant and renames it. A link is
// kept: the file that it leads to is replaced. A perm of 0 means what is usual
// for new files.
func replace(path string, text []byte, perm fs.FileMode) (err error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	f, err := createBeside(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(text)
	if perm != 0 {
		err = errors.Join(err, f.Chmod(perm))
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// createBeside makes a new file in the same folder, with the permissions that
// the user's mask leaves. (os.CreateTemp would make one that nobody else may read.)
func createBeside(path string) (*os.File, error) {
	dir, base := filepath.Split(path)
	for i := range 100 {
		name := filepath.Join(dir, fmt.Sprintf(".%s.%d-%d", base, os.Getpid(), i))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, plainWriteError(path, err)
		}
	}
	return nil, fmt.Errorf("%s: there is no free name for a temporary file beside it", path)
}

func plainWriteError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such folder", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: this may not be written", path)
	}
	return err
}
