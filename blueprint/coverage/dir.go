package coverage

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// DirVariable names the environment variable that holds the folder for profiles:
// where it is set, every test process leaves one there, as with GOCOVERDIR.
const DirVariable = "MOMENTS_COVER_DIR"

// extension of profiles in a folder.
const extension = ".moments.jsonl"

// WriteDir leaves the profile in a folder, which it makes if it is not there, under
// a name that no other process takes, and gives the name. An empty profile is left
// as well: it says that somebody recorded and nobody came.
func (p *Profile) WriteDir(dir string) (string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	var text bytes.Buffer
	if err := p.Write(&text); err != nil {
		return "", err
	}
	var salt [8]byte
	if _, err := rand.Read(salt[:]); err != nil {
		return "", err
	}
	sum := sha256.Sum256(text.Bytes())
	name := fmt.Sprintf("%s-%d-%s%s", hex.EncodeToString(sum[:8]), os.Getpid(), hex.EncodeToString(salt[:]), extension)
	path := filepath.Join(dir, name)
	return path, save(path, func(w io.Writer) error { _, err := w.Write(text.Bytes()); return err })
}

// ReadDir reads all profiles of a folder and merges them. The error names every file
// that could not be read, and what in it is wrong; a folder without profiles is
// an error, too.
func ReadDir(dir string) (*Profile, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var all Profile
	var wrong []error
	found := 0
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), extension) {
			continue
		}
		found++
		p, err := Load(filepath.Join(dir, e.Name()))
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		all.Merge(p)
	}
	if found == 0 {
		wrong = append(wrong, fmt.Errorf("%s holds no profiles (*%s)", dir, extension))
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	return &all, nil
}

// Load reads a profile from a file.
func Load(path string) (*Profile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Read(f, path)
}

// save writes a file beside its place and moves it there, so that nobody ever
// sees half of it.
func save(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".moments-*")
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		err = f.Chmod(0o644)
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
