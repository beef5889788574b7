package cli

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint/coverage"
)

// profileExtension is that of the files that a folder of profiles holds.
const profileExtension = ".moments.jsonl"

const (
	sniffed = 4096    // bytes of a file that are looked at to tell what it is
	window  = 1 << 16 // bytes that are read at once
)

// sources is what there is to read: folders and files of profiles, and logs.
type sources struct {
	folders  []string
	profiles []source
	logs     []source
}

// source is one file, open at its beginning.
type source struct {
	name string
	file io.Closer // nil: standard input
	in   *bufio.Reader
	size int64 // 0: not known
	gzip bool  // a profile that is packed
}

func (s *sources) close() {
	for _, x := range slices.Concat(s.profiles, s.logs) {
		x.close()
	}
}

func (s source) close() {
	if s.file != nil {
		_ = s.file.Close() // it was only read
	}
}

// sources tells what the arguments are, or the folder that the environment names.
// The error tells of all that cannot be read.
func (c *covering) sources(ctx context.Context, a *app, blueprint string, args []string) (*sources, error) {
	if len(args) == 0 {
		dir := a.Env(coverage.DirVariable)
		if dir == "" {
			return nil, usagef("name profiles or event logs behind the blueprint, or set %s to the folder that tests left theirs in", coverage.DirVariable)
		}
		args = []string{dir}
	}
	out, err := a.openAll(ctx, args, blueprint == stdin)
	if err != nil {
		out.close()
		return nil, a.lines(err)
	}
	return out, nil
}

// openAll opens files and folders, each once.
func (a *app) openAll(ctx context.Context, args []string, taken bool) (*sources, error) {
	out := &sources{}
	var wrong []error
	seen := map[string]bool{}
	for _, arg := range args {
		if key := filepath.Clean(arg); arg != stdin && isFolder(arg) && !seen[key] {
			seen[key] = true
			out.folders = append(out.folders, arg)
		}
	}
	for _, arg := range args {
		key := filepath.Clean(arg)
		if seen[key] {
			continue
		}
		seen[key] = true
		if arg == stdin && taken {
			wrong = append(wrong, errors.New("standard input is the blueprint already"))
			continue
		}
		if seen[filepath.Dir(key)] && strings.HasSuffix(key, profileExtension) {
			continue // its folder was named, and holds it
		}
		s, profile, err := a.open(ctx, arg)
		switch {
		case err != nil:
			wrong = append(wrong, err)
		case profile:
			out.profiles = append(out.profiles, s)
		default:
			out.logs = append(out.logs, s)
		}
	}
	return out, errors.Join(wrong...)
}

// open opens a file and tells whether it is a profile; else it should be a log.
func (a *app) open(ctx context.Context, path string) (s source, profile bool, err error) {
	s.name = path
	if path == stdin {
		s.name, s.in = stdinName, bufio.NewReaderSize(interruptible(ctx, a.In), window)
	} else {
		f, err := os.Open(path)
		if err != nil {
			return s, false, plainError(path, err)
		}
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			s.size = info.Size()
			s.in = bufio.NewReaderSize(f, window)
		} else {
			s.in = bufio.NewReaderSize(interruptible(ctx, f), window)
		}
		s.file = f
	}
	head, err := s.in.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		s.close()
		return s, false, fmt.Errorf("%s: %w", s.name, err)
	}
	if packed, err := gzip.NewReader(bytes.NewReader(head)); err == nil {
		plain, _ := io.ReadAll(io.LimitReader(packed, sniffed)) // it breaks off, as the head does
		if profile = isProfile(plain); profile {
			s.gzip = true
		}
		return s, profile, nil
	}
	if err := mistaken(path, head); err != nil {
		s.close()
		return s, false, err
	}
	return s, isProfile(head), nil
}

// isProfile tells by the first line.
func isProfile(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(head, []byte("\ufeff")), []byte("\n"))
	return bytes.HasPrefix(bytes.TrimSpace(line), []byte("{")) && bytes.Contains(line, []byte(`"moments-profile/`))
}

// mistaken finds files that are often taken for profiles and logs.
func mistaken(path string, head []byte) error {
	switch {
	case bytes.HasPrefix(head, []byte("mode: ")):
		return fmt.Errorf("%s: this is a profile of \"go test -coverprofile\"; profiles of journeys are left in the folder that %s names", path, coverage.DirVariable)
	case bytes.Contains(head, []byte(`"moments-ratchet/`)):
		return fmt.Errorf("%s: this is a ratchet; name it with --ratchet", path)
	case path != stdin && looksLikeBlueprint(path):
		return fmt.Errorf("%s: this is a blueprint, and the first one is covered; run the command once for each", path)
	}
	return nil
}

// profile reads all profiles into one; nil where none were given. The error tells
// of all that cannot be read.
func (s *sources) profile() (*coverage.Profile, error) {
	if len(s.folders)+len(s.profiles) == 0 {
		return nil, nil
	}
	var all coverage.Profile
	var wrong []error
	for _, dir := range s.folders {
		p, err := coverage.ReadDir(dir)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		all.Merge(p)
	}
	for _, x := range s.profiles {
		p, err := x.profile()
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		all.Merge(p)
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	return &all, nil
}

func (s source) profile() (*coverage.Profile, error) {
	if !s.gzip {
		return coverage.Read(s.in, s.name)
	}
	plain, err := gzip.NewReader(s.in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.name, err)
	}
	return coverage.Read(plain, s.name)
}
