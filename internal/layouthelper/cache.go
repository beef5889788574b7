package layouthelper

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// cache is a folder that nobody else can write to: compiled code that was
// planted there would be run. Without one in the user's cache folder it is a
// temporary one, which release removes.
func (c Client) cache() (folder string, release func(), err error) {
	if c.Cache != "" {
		return c.Cache, func() {}, private(c.Cache, 0o022)
	}
	if folder, err := userCache(); err == nil {
		return folder, func() {}, nil
	}
	folder, err = os.MkdirTemp("", Name+"-")
	if err != nil {
		return "", nil, err
	}
	return folder, func() { _ = os.RemoveAll(folder) }, nil
}

func userCache() (string, error) {
	folder, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	if err := private(folder, 0o022); err != nil {
		return "", err
	}
	for _, name := range []string{"moments", "graphviz"} {
		folder = filepath.Join(folder, name)
		if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return "", err
		}
		if err := private(folder, 0o077); err != nil {
			return "", err
		}
	}
	return folder, nil
}

// private fails unless a folder is one, is ours, and gives others none of some
// rights.
func private(folder string, others fs.FileMode) error {
	info, err := os.Lstat(folder)
	if err != nil {
		return err
	}
	switch {
	case !info.IsDir():
		return fmt.Errorf("%s is no folder", folder)
	case !ours(info):
		return fmt.Errorf("%s belongs to someone else", folder)
	case info.Mode().Perm()&others != 0 && permissions:
		return fmt.Errorf("%s is open to others", folder)
	}
	return nil
}
