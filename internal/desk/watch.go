package desk

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Times of watching.
const (
	settle  = 20 * time.Millisecond // editors write, rename and touch in one go
	longest = 100 * time.Millisecond
	glance  = 2 * time.Second // between looks where the system tells of changes, for folders where it does not
	stare   = 300 * time.Millisecond
)

// maxFolders bounds the folders that the system is asked to watch.
const maxFolders = 2000

// watch sees to it that pages learn of every change until the context ends.
// Folders are watched, not files: editors save by putting another file in the
// place of the old one.
func (d *Desk) watch(ctx context.Context) {
	if !d.o.NoNotify {
		if w, err := fsnotify.NewWatcher(); err == nil {
			defer func() { _ = w.Close() }()
			addBelow(w, d.o.Folder)
			d.follow(ctx, w, w.Events, w.Errors, glance)
			return
		}
		d.o.Warn("The system cannot tell of changes; files are looked at every " + stare.String() + ".")
	}
	d.follow(ctx, nil, nil, nil, stare)
}

func (d *Desk) follow(ctx context.Context, w *fsnotify.Watcher, events chan fsnotify.Event, failures chan error, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	looks := looked{}
	looks.see(d)
	var due <-chan time.Time
	var first time.Time
	aside := false
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-events:
			if !ok {
				events = nil
				continue
			}
			if e.Op == fsnotify.Chmod || temporary(e.Name) {
				continue
			}
			if w != nil && e.Has(fsnotify.Create) {
				if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
					addBelow(w, e.Name)
				}
			}
			aside = aside || !isYAML(e.Name) || filepath.Base(e.Name) == settings
			now := time.Now()
			if due == nil {
				first = now
			}
			if now.Sub(first) < longest {
				due = time.After(settle)
			}
		case _, ok := <-failures: // the queue ran over: look at everything
			if !ok {
				failures = nil
			}
			due = time.After(settle)
			aside = true
		case <-due:
			due = nil
			d.settled(aside)
			if aside {
				looks.see(d)
			}
			aside = false
			if w != nil {
				d.addFolders(w)
			}
		case <-tick.C:
			d.settled(looks.see(d))
		}
	}
}

// settled looks at what is open and tells the pages.
func (d *Desk) settled(aside bool) {
	for _, doc := range d.shelf.ready() {
		if version, tell := doc.look(aside); tell {
			d.hub.tell(event{Kind: "file", File: doc.name, Version: version})
		}
	}
	if d.shelf.rescan() {
		d.hub.tell(event{Kind: "list"})
	}
}

// maxBeside bounds the files of a folder that are looked at, and settings is the
// name of the one among the YAML that is no blueprint.
const (
	maxBeside = 2000
	settings  = "moments.yaml"
)

// looked remembers what files beside the blueprints looked like.
type looked map[string]stamp

type stamp struct {
	size int64
	at   time.Time
}

// see looks at the files beside the blueprints and tells whether one is another.
func (l looked) see(d *Desk) (changed bool) {
	fresh := looked{}
	for _, doc := range d.shelf.ready() {
		for _, file := range d.beside(doc.name) {
			fresh.stamp(file)
			entries, err := os.ReadDir(file)
			if err != nil {
				continue
			}
			for _, e := range entries[:min(len(entries), maxBeside)] {
				// Blueprints are looked at by what they say.
				if name := e.Name(); !temporary(name) && (!isYAML(name) || name == settings) {
					fresh.stamp(filepath.Join(file, name))
				}
			}
		}
	}
	for name, s := range fresh {
		if was, ok := l[name]; ok && was != s || !ok && len(l) > 0 && s.size >= 0 {
			changed = true
		}
	}
	clear(l)
	for name, s := range fresh {
		l[name] = s
	}
	return changed
}

func (l looked) stamp(file string) {
	s := stamp{size: -1}
	if info, err := os.Stat(file); err == nil && !info.IsDir() {
		s = stamp{info.Size(), info.ModTime()}
	}
	l[file] = s
}

func (d *Desk) beside(name string) []string {
	if d.o.Beside == nil {
		return nil
	}
	return d.o.Beside(d.file(name))
}

// addFolders asks the system to watch what is open and what lies beside it.
func (d *Desk) addFolders(w *fsnotify.Watcher) {
	watched := map[string]bool{}
	for _, folder := range w.WatchList() {
		watched[folder] = true
	}
	add := func(folder string) {
		if len(watched) < maxFolders && !watched[folder] && w.Add(folder) == nil {
			watched[folder] = true
		}
	}
	for _, doc := range d.shelf.ready() {
		for _, name := range doc.sources() {
			add(filepath.Dir(d.file(name)))
		}
		for _, file := range d.beside(doc.name) {
			if info, err := os.Stat(file); err == nil && info.IsDir() {
				add(file)
			} else if err == nil {
				add(filepath.Dir(file))
			}
		}
	}
}

// addBelow asks the system to watch a folder and those below that may hold
// blueprints.
func addBelow(w *fsnotify.Watcher, folder string) {
	n := len(w.WatchList())
	_ = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil //nolint:nilerr // a folder that cannot be read is not watched
		case n >= maxFolders:
			return fs.SkipAll
		case !e.IsDir():
			return nil
		case path != folder && (strings.HasPrefix(e.Name(), ".") || e.Name() == "node_modules"):
			return fs.SkipDir
		}
		if w.Add(path) == nil {
			n++
		}
		return nil
	})
}

func isYAML(name string) bool {
	extension := strings.ToLower(filepath.Ext(name))
	return extension == ".yaml" || extension == ".yml"
}

// temporary tells whether a file is one that an editor, or we, write on the way.
func temporary(name string) bool {
	base := filepath.Base(name)
	return strings.HasSuffix(base, "~") || strings.HasSuffix(base, ".tmp") || strings.HasSuffix(base, ".swp") || base == "4913"
}
