package lsp

import (
	"context"
	"maps"
	"slices"

	"github.com/creachadair/jrpc2"

	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/rename"
)

func refused(err error) error { return &jrpc2.Error{Code: requestFailed, Message: err.Error()} }

func (s *server) prepareRename(_ context.Context, p positionParams) (any, error) {
	d, ok := s.blueprintAt(p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	x, texts := s.index(d.path)
	if err := x.Broken(d.path); err != nil {
		return nil, refused(err)
	}
	_, u, ok := x.At(d.path, d.text.offset(p.Position))
	if !ok {
		return nil, nil
	}
	return object{"range": s.place(u, texts).Range, "placeholder": u.Text}, nil
}

type renameParams struct {
	positionParams
	NewName string `json:"newName"`
}

func (s *server) rename(ctx context.Context, p renameParams) (any, error) {
	d, ok := s.blueprintAt(p.TextDocument.URI)
	if !ok {
		return nil, refused(rename.ErrNowhere)
	}
	x, texts := s.index(d.path)
	if err := x.Broken(d.path); err != nil {
		return nil, refused(err)
	}
	n, u, ok := x.At(d.path, d.text.offset(p.Position))
	if !ok {
		return nil, refused(rename.ErrNowhere)
	}
	to, err := u.Meant(p.NewName)
	if err != nil {
		return nil, refused(err)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	edits, err := x.Rename(n, to)
	if err != nil {
		return nil, refused(err)
	}
	return s.workspaceEdit(edits, texts), nil
}

// workspaceEdit writes edits of several files as the editor has them. It names the
// versions that they mean where the editor can tell.
func (s *server) workspaceEdit(edits map[string][]edit.Edit, texts map[string]*text) *workspaceEdit {
	out := &workspaceEdit{}
	for _, file := range slices.Sorted(maps.Keys(edits)) {
		list := texts[file].edits(edits[file])
		if !s.client.Capabilities.Workspace.WorkspaceEdit.DocumentChanges {
			if out.Changes == nil {
				out.Changes = map[string][]textEdit{}
			}
			out.Changes[s.files.uri(file)] = list
			continue
		}
		id := versionedID{URI: s.files.uri(file)}
		if d := s.files.document(file); d != nil {
			id.Version = &d.version
		}
		out.DocumentChanges = append(out.DocumentChanges, documentEdit{TextDocument: id, Edits: list})
	}
	return out
}

func (s *server) formatting(_ context.Context, p documentParams) (any, error) {
	d, ok := s.blueprintAt(p.TextDocument.URI)
	if !ok || !d.wanted {
		return nil, nil
	}
	if tidy, err := edit.Format([]byte(d.text.string)); err == nil {
		return d.text.edits(difference(d.text.string, string(tidy))), nil
	}
	return nil, nil // what is wrong is said by the findings; tidying on each save must not shout
}
