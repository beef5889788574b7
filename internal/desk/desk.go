// Package desk is the designer's desk: a local page that shows a folder's
// blueprints while they are written, and changes them where they are seen.
//
// What comes in are the files of one folder and the means to check and to paint
// them; what goes out are a page, pictures and findings over HTTP, and small
// edits of the files. Every save of any editor is seen and drawn at once. What
// somebody else has written meanwhile is merged or shown, and never overwritten.
//
// The desk is for the person who started it: it answers only whoever has the
// link, under the names it was started with, and knows no file outside of its
// folder. The page is embedded and fetches nothing from elsewhere.
package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

// Options say what is served and how. Folder and List are needed; the zero
// value of everything else works.
type Options struct {
	Folder string                   // whose files are served; nothing outside of it is
	List   func() ([]string, error) // names of the blueprints in it, with slashes, in their order

	// Rules asks the rules of a blueprint that was read from a file; nil asks none.
	Rules func(file string, b *blueprint.Blueprint) blueprint.Diagnostics
	// Layers are what can be laid over its pictures, in a language; nil: nothing.
	Layers func(file string, b *blueprint.Blueprint, language string) []layer.Layer
	// Beside lists what Rules and Layers read besides: files and folders of which a
	// change draws anew.
	Beside func(file string) []string

	Views    []view.View   // nil: [view.Views]
	Themes   []scene.Theme // nil: [scene.Themes]
	Theme    string        // name of the one to begin with; empty: as the reader's system has it
	Language string        // of the page and of the words in pictures, en or zh; empty: the reader's
	ReadOnly bool          // nothing can be changed
	NoNotify bool          // do not ask the system to tell of changes: look from time to time only

	Warn func(string) // is told what goes wrong besides; nil is nobody
}

// Desk serves one folder.
type Desk struct {
	o     Options
	root  *os.Root
	guard guard
	room  room
	hub   hub
	shelf shelf
	drawn drawnCache
}

// New opens the folder. The address is the one that the desk will be served at:
// requests for another are refused.
func New(o Options, at net.Addr) (*Desk, error) {
	if o.List == nil {
		return nil, errors.New("desk: nothing says which blueprints there are")
	}
	if o.Views == nil {
		o.Views = view.Views()
	}
	if o.Themes == nil {
		o.Themes = scene.Themes()
	}
	if o.Warn == nil {
		o.Warn = func(string) {}
	}
	root, err := os.OpenRoot(o.Folder)
	if err != nil {
		return nil, err
	}
	d := &Desk{o: o, root: root, guard: guard{token: rand.Text(), once: &tickets{}, hosts: hostsOf(at), port: portOf(at)}, room: newRoom()}
	d.shelf.desk = d
	if err := d.shelf.scan(); err != nil {
		root.Close()
		return nil, err
	}
	return d, nil
}

// Link is the address that opens the desk, with the token that lets one in.
func (d *Desk) Link() string { return "http://" + d.guard.hosts.shown + "/?token=" + d.guard.token }

// LinkOnce is an address that opens the desk once, for whoever cannot keep it to
// himself.
func (d *Desk) LinkOnce() string {
	return "http://" + d.guard.hosts.shown + "/?token=" + d.guard.once.issue()
}

// Bounds of the server.
const (
	maxConnections = 256
	headTime       = 5 * time.Second  // for the head of a request to come
	bodyTime       = 30 * time.Second // for all of it, and for the answer to go
	idleTime       = 2 * time.Minute
	stopTime       = 3 * time.Second // for answers under way, when the desk is closed
)

// Serve answers requests and watches the folder until the context ends; then
// what is under way is finished, and the desk cannot be used any more.
func (d *Desk) Serve(ctx context.Context, l net.Listener) error {
	defer d.root.Close()
	watching, stop := context.WithCancel(ctx)
	defer stop()
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		d.watch(watching)
	}()
	server := &http.Server{
		Handler: d.Handler(), ReadHeaderTimeout: headTime, ReadTimeout: bodyTime, WriteTimeout: bodyTime, IdleTimeout: idleTime,
		MaxHeaderBytes: 16 << 10, ErrorLog: quiet(),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(limited(l, d.room.open)) }()
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
		d.hub.close()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
		defer cancel()
		if server.Shutdown(last) != nil {
			_ = server.Close()
		}
		if err = <-failed; errors.Is(err, http.ErrServerClosed) {
			err = nil
		}
	}
	stop()
	<-watched
	if err != nil {
		return fmt.Errorf("desk: %w", err)
	}
	return nil
}
