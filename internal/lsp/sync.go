package lsp

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/creachadair/jrpc2"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint/config"
)

type openParams struct {
	TextDocument documentItem `json:"textDocument"`
}

func (s *server) didOpen(_ context.Context, p openParams) (any, error) {
	if p.TextDocument.URI == "" {
		return nil, &jrpc2.Error{Code: jrpc2.InvalidParams, Message: "the document has no URI"}
	}
	path := pathOf(p.TextDocument.URI)
	s.files.around(path)
	d := &document{uri: p.TextDocument.URI, path: path, version: p.TextDocument.Version}
	s.keep(d, newText(p.TextDocument.Text, s.encoding))
	return nil, nil
}

// keep notes a text and has it checked.
func (s *server) keep(d *document, t *text) {
	d.text = t
	if len(t.string) > blueprint.MaxBytes {
		d.large, d.text = true, newText("", s.encoding)
	}
	if !s.files.put(d) {
		s.logf("%s: too many texts are open", d.uri)
		return
	}
	s.touched(d.path)
}

// touched has all blueprints checked that a file may change.
func (s *server) touched(path string) {
	if filepath.Base(path) == config.Name {
		s.checker.later(s.files.scanOpen()...)
		return
	}
	s.checker.later(path)
}

// scanOpen lists the texts that are open.
func (f *files) scanOpen() []string { return f.learn(nil) }

func (s *server) didChange(_ context.Context, p changeParams) (any, error) {
	path := pathOf(p.TextDocument.URI)
	was := s.files.document(path)
	if was == nil {
		return nil, &jrpc2.Error{Code: jrpc2.InvalidParams, Message: "the document is not open"}
	}
	d := &document{uri: was.uri, path: path, version: was.version, wanted: was.wanted}
	if p.TextDocument.Version != nil {
		d.version = *p.TextDocument.Version
	}
	changes := p.ContentChanges
	if last := lastWhole(changes); last >= 0 {
		changes = changes[last:]
	} else if was.large {
		d.large, d.text = true, was.text // the whole text is not known
		s.files.put(d)
		return nil, nil
	}
	s.keep(d, was.text.changed(changes))
	return nil, nil
}

// lastWhole is the last change that gives the whole text, -1 for none.
func lastWhole(changes []change) int {
	for i, c := range slices.Backward(changes) {
		if c.Range == nil {
			return i
		}
	}
	return -1
}

func (s *server) didClose(_ context.Context, p documentParams) (any, error) {
	path := pathOf(p.TextDocument.URI)
	concerned := append([]string{path}, s.files.family(path)...)
	s.files.drop(path)
	s.touched(path)
	s.checker.later(concerned...)
	return nil, nil
}

func (s *server) didSave(_ context.Context, p documentParams) (any, error) {
	s.touched(pathOf(p.TextDocument.URI))
	return nil, nil
}

type watchedParams struct {
	Changes []struct {
		URI string `json:"uri"`
	} `json:"changes"`
}

func (s *server) didChangeWatchedFiles(_ context.Context, p watchedParams) (any, error) {
	for _, c := range p.Changes {
		path := pathOf(c.URI)
		concerned := s.files.family(path)
		s.files.saved(path)
		s.touched(path)
		s.checker.later(concerned...)
	}
	return nil, nil
}

type foldersParams struct {
	Event struct {
		Added   []folder `json:"added"`
		Removed []folder `json:"removed"`
	} `json:"event"`
}

func (s *server) didChangeFolders(_ context.Context, p foldersParams) (any, error) {
	for _, f := range p.Event.Added {
		s.files.addFolder(pathOf(f.URI))
	}
	s.files.removeFolders(p.Event.Removed)
	s.checker.later(s.files.scan()...)
	return nil, nil
}

func (f *files) removeFolders(gone []folder) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.folders = slices.DeleteFunc(f.folders, func(path string) bool {
		return slices.ContainsFunc(gone, func(g folder) bool { return pathOf(g.URI) == path })
	})
}
