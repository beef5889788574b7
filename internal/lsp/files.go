package lsp

import (
	"bytes"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint/config"
	"github.com/servicemoments/moments/internal/lsp/half"
)

// Bounds of what is looked at on disk.
const (
	maxScanned = 5_000   // YAML files in the folders of the editor
	maxSniff   = 1 << 20 // bytes of each that are looked at for includes
	maxOpen    = 1_000   // texts that are open
	maxKept    = 1 << 28 // bytes of all of them
)

// document is a text that is open in the editor. It is never changed, only
// replaced.
type document struct {
	uri     string
	path    string // of the file; the URI where it is none
	version int
	text    *text
	wanted  bool // it has been taken for a blueprint
	large   bool // the editor's text is too large to be kept
}

// isFile tells whether there is, or may be, a file of the name.
func (d *document) isFile() bool { return d.path != d.uri }

// files are the texts that the server knows: those that are open, and on disk
// those that include others.
type files struct {
	encoding string

	mu       sync.Mutex
	open     map[string]*document // by path
	folders  []string
	includes map[string][]string // by file: what it includes
	scanned  map[string]bool     // folders that were looked at
	shadow   string              // folder for texts that are not saved yet
	closed   bool                // no more such texts are written
	kept     int                 // bytes of the texts that are open
	room     int                 // for how many bytes there is room
}

func newFiles() *files {
	return &files{room: maxKept, encoding: utf16Encoding, open: map[string]*document{}, includes: map[string][]string{}, scanned: map[string]bool{}}
}

func (f *files) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	if f.shadow != "" {
		_ = os.RemoveAll(f.shadow) // a folder for a while; the system clears it away, too
		f.shadow = ""
	}
}

// pathOf is the file that a URI means; a URI that means none stays.
func pathOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return uri
	}
	path := u.Path
	if runtime.GOOS == "windows" {
		path = strings.TrimPrefix(path, "/")
	}
	return filepath.Clean(filepath.FromSlash(path))
}

// uriOf is the URI of a file.
func uriOf(path string) string {
	if !filepath.IsAbs(path) {
		return path // no file: it is the URI
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// uri is how the editor calls a file.
func (f *files) uri(path string) string {
	if d := f.document(path); d != nil {
		return d.uri
	}
	return uriOf(path)
}

func (f *files) document(path string) *document {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.open[path]
}

// put notes what a text says now; false where too many are open.
func (f *files) put(d *document) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.open[d.path] == nil && len(f.open) >= maxOpen {
		return false
	}
	if was := f.open[d.path]; was != nil {
		f.kept -= len(was.text.string)
	}
	if f.kept+len(d.text.string) > f.room {
		d.large, d.text = true, newText("", f.encoding)
	}
	f.kept += len(d.text.string)
	f.open[d.path] = d
	f.includes[d.path] = includesOf(d.text.string, d.path)
	d.wanted = d.wanted || looksLikeBlueprint(d.path, d.text.string) || f.isPart(d.path)
	return true
}

// drop forgets a text that was closed; the file on disk counts again.
func (f *files) drop(path string) {
	text, ok := readFile(path)
	f.mu.Lock()
	defer f.mu.Unlock()
	if was := f.open[path]; was != nil {
		f.kept -= len(was.text.string)
	}
	delete(f.open, path)
	delete(f.includes, path)
	if ok {
		f.includes[path] = includesOf(text, path)
	}
}

// saved reads the includes of a file anew that has changed on disk.
func (f *files) saved(path string) {
	if f.document(path) != nil {
		return
	}
	text, _ := readFile(path)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.includes[path] = includesOf(text, path)
}

// text is what a file says: as the editor has it, else as it is on disk.
func (f *files) text(path string) (*text, bool) {
	if d := f.document(path); d != nil {
		return d.text, true
	}
	s, ok := readFile(path)
	if !ok {
		return nil, false
	}
	return newText(s, f.encoding), true
}

// readFile reads a file within the loader's bounds.
func readFile(path string) (string, bool) {
	if !filepath.IsAbs(path) {
		return "", false
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > blueprint.MaxBytes {
		return "", false
	}
	in, err := os.Open(path)
	if err != nil {
		return "", false
	}
	defer func() { _ = in.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(in, blueprint.MaxBytes))
	return string(text), err == nil
}

// includesOf lists the files that a text includes.
func includesOf(text, path string) []string {
	if !strings.Contains(text, "include") {
		return nil
	}
	n := half.Parse(text).Get("include")
	if n == nil {
		return nil
	}
	items := n.Items
	if n.Kind != half.List {
		items = []*half.Node{n}
	}
	var out []string
	for _, item := range items {
		if name := item.Get("file"); name != nil && filepath.IsLocal(filepath.FromSlash(name.Text)) {
			out = append(out, filepath.Join(filepath.Dir(path), filepath.FromSlash(name.Text)))
		}
	}
	return out
}

// isPart tells whether a file is included by another one. The lock is held.
func (f *files) isPart(path string) bool {
	for _, parts := range f.includes {
		if slices.Contains(parts, path) {
			return true
		}
	}
	return false
}

// roots lists the files whose blueprint a file belongs to: those that include it,
// and itself, unless it is nothing but a part.
func (f *files) roots(path string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []string
	for root, parts := range f.includes {
		if root != path && slices.Contains(parts, path) {
			out = append(out, root)
		}
	}
	slices.Sort(out)
	if d := f.open[path]; d == nil && len(out) == 0 || d != nil && (len(out) == 0 || half.Parse(d.text.string).Get("title") != nil) {
		out = append([]string{path}, out...)
	}
	return out
}

// family lists the files that hang together with one by includes, itself first.
func (f *files) family(path string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := []string{path}
	for i := 0; i < len(out) && len(out) < 1000; i++ {
		next := slices.Clone(f.includes[out[i]])
		for root, parts := range f.includes {
			if slices.Contains(parts, out[i]) {
				next = append(next, root)
			}
		}
		slices.Sort(next)
		for _, p := range next {
			if !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

func (f *files) addFolder(path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if filepath.IsAbs(path) && !slices.Contains(f.folders, path) {
		f.folders = append(f.folders, path)
	}
}

// scan looks in the editor's folders for files that include others, and lists
// what is open and now known to be part of one.
func (f *files) scan() []string {
	f.mu.Lock()
	folders := slices.Clone(f.folders)
	f.mu.Unlock()
	found := map[string][]string{}
	seen := 0
	for _, folder := range folders {
		// A folder that cannot be read has nothing to tell.
		_ = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil || seen >= maxScanned:
				return fs.SkipDir
			case e.IsDir() && path != folder && (strings.HasPrefix(e.Name(), ".") || e.Name() == "node_modules"):
				return fs.SkipDir
			case e.Type().IsRegular() && isYAML(path):
				seen++
				if parts := sniff(path); len(parts) > 0 {
					found[path] = parts
				}
			}
			return nil
		})
	}
	return f.learn(found)
}

// around looks in the folder of a file, and in the one above, where the editor
// has no folders that hold it.
func (f *files) around(path string) {
	f.mu.Lock()
	covered := slices.ContainsFunc(f.folders, func(folder string) bool { return strings.HasPrefix(path, folder+string(filepath.Separator)) })
	f.mu.Unlock()
	if covered || !filepath.IsAbs(path) {
		return
	}
	found := map[string][]string{}
	for _, dir := range []string{filepath.Dir(path), filepath.Dir(filepath.Dir(path))} {
		f.mu.Lock()
		again := f.scanned[dir]
		f.scanned[dir] = true
		f.mu.Unlock()
		if again {
			continue
		}
		entries, _ := os.ReadDir(dir) // one that cannot be read has nothing to tell
		for _, e := range entries[:min(len(entries), maxScanned)] {
			if file := filepath.Join(dir, e.Name()); e.Type().IsRegular() && isYAML(file) {
				if parts := sniff(file); len(parts) > 0 {
					found[file] = parts
				}
			}
		}
	}
	f.learn(found)
}

func (f *files) learn(found map[string][]string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	for path, parts := range found {
		if f.open[path] == nil {
			f.includes[path] = parts
		}
	}
	var open []string
	for path := range f.open {
		open = append(open, path)
	}
	slices.Sort(open)
	return open
}

// sniff lists what a file on disk includes.
func sniff(path string) []string {
	info, err := os.Stat(path)
	if err != nil || info.Size() > maxSniff {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil || !bytes.Contains(text, []byte("include")) || !looksLikeBlueprint(path, string(text)) {
		return nil
	}
	return includesOf(string(text), path)
}

func isYAML(path string) bool {
	extension := strings.ToLower(filepath.Ext(path))
	return extension == ".yaml" || extension == ".yml"
}

var topKey = regexp.MustCompile(`(?m)^\x{feff}?["']?([a-z][a-z-]*)["']?[ \t]*:`)

// looksLikeBlueprint tells whether a text is a blueprint, since editors send all
// YAML that there is. It is by its name, or by its first keys.
func looksLikeBlueprint(path, text string) bool {
	base := strings.ToLower(filepath.Base(path))
	stem := strings.TrimSuffix(base, filepath.Ext(base))
	if base == config.Name {
		return false
	}
	if stem == "blueprint" || strings.HasSuffix(stem, ".blueprint") {
		return true
	}
	known := blueprint.Shapes()[0]
	keys := map[string]bool{}
	for _, m := range topKey.FindAllStringSubmatch(text[:min(len(text), maxSniff)], -1) {
		if _, ok := known.Key(m[1]); ok {
			keys[m[1]] = true
		}
	}
	return len(keys) >= 2 && (keys["steps"] || keys["phases"] || keys["include"])
}
