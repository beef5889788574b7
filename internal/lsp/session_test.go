package lsp

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/edit"
)

// session is an editor that talks with a server over pipes.
type session struct {
	tb     testing.TB
	client *jrpc2.Client
	ended  chan int
	log    *logBook

	mu      sync.Mutex
	cond    *sync.Cond
	told    map[string]publishParams // by URI: the latest findings
	counted map[string]int           // by URI: how often findings came
	asked   []string                 // what the server asked
}

// logBook keeps what the server writes to its log.
type logBook struct {
	mu sync.Mutex
	strings.Builder
}

func (l *logBook) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Builder.Write(b)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Builder.String()
}

// start starts a server and shakes hands with it.
func start(tb testing.TB, o Options, params object) *session {
	tb.Helper()
	s := connect(tb, o)
	if params == nil {
		params = object{}
	}
	if params["capabilities"] == nil {
		params["capabilities"] = object{"textDocument": object{"documentSymbol": object{"hierarchicalDocumentSymbolSupport": true}}}
	}
	s.call("initialize", params, nil)
	s.notify("initialized", object{})
	tb.Cleanup(func() {
		s.call("shutdown", nil, nil)
		s.notify("exit", nil)
		require.Equal(tb, 0, s.wait())
		require.NotContains(tb, s.log.String(), "goroutine", "something panicked")
	})
	return s
}

func connect(tb testing.TB, o Options) *session {
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	s := &session{tb: tb, ended: make(chan int, 1), told: map[string]publishParams{}, counted: map[string]int{}, log: &logBook{}}
	s.cond = sync.NewCond(&s.mu)
	o.Log = s.log
	if o.Delay == 0 {
		o.Delay = time.Millisecond
	}
	go func() {
		s.ended <- Run(in, out, o)
		out.Close()
		in.Close()
	}()
	s.client = jrpc2.NewClient(channel.LSP(fromServer, toServer), &jrpc2.ClientOptions{
		OnNotify: s.heard,
		OnCallback: func(_ context.Context, req *jrpc2.Request) (any, error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.asked = append(s.asked, req.Method())
			return nil, nil
		},
	})
	tb.Cleanup(func() { s.client.Close() })
	return s
}

func (s *session) heard(req *jrpc2.Request) {
	if req.Method() != "textDocument/publishDiagnostics" {
		return
	}
	var p publishParams
	if err := req.UnmarshalParams(&p); err != nil {
		s.tb.Errorf("%s: %v", req.Method(), err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told[p.URI] = p
	s.counted[p.URI]++
	s.cond.Broadcast()
}

func (s *session) wait() int {
	select {
	case code := <-s.ended:
		return code
	case <-time.After(20 * time.Second):
		s.tb.Fatal("the server does not end")
		return -1
	}
}

// ask sends a request and gives its answer.
func (s *session) ask(method string, params, result any) error {
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	r, err := s.client.Call(ctx, method, params)
	if err != nil {
		return err
	}
	if result != nil {
		return r.UnmarshalResult(result)
	}
	return nil
}

func (s *session) call(method string, params, result any) {
	s.tb.Helper()
	require.NoError(s.tb, s.ask(method, params, result), method)
}

func (s *session) notify(method string, params any) {
	s.tb.Helper()
	require.NoError(s.tb, s.client.Notify(context.Background(), method, params))
}

func (s *session) open(uri, text string) {
	s.tb.Helper()
	s.notify("textDocument/didOpen", object{"textDocument": object{"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
}

// change gives a text as a whole.
func (s *session) change(uri string, version int, text string) {
	s.tb.Helper()
	s.notify("textDocument/didChange", object{"textDocument": object{"uri": uri, "version": version}, "contentChanges": []object{{"text": text}}})
}

// findings waits until the findings of a version of a text have come.
func (s *session) findings(uri string, version int) []diagnostic {
	s.tb.Helper()
	return s.until(uri, func(p publishParams) bool { return p.Version != nil && *p.Version == version })
}

// until waits for findings that are as they should be.
func (s *session) until(uri string, good func(publishParams) bool) []diagnostic {
	s.tb.Helper()
	late := false
	timer := time.AfterFunc(90*time.Second, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		late = true
		s.cond.Broadcast()
	})
	defer timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !late {
		if p, ok := s.told[uri]; ok && good(p) {
			return p.Diagnostics
		}
		s.cond.Wait()
	}
	s.tb.Fatalf("no such findings of %s: %+v\n%s", uri, s.told[uri], s.log)
	return nil
}

func at(uri string, p position) object {
	return object{"textDocument": object{"uri": uri}, "position": p}
}

func of(uri string) object { return object{"textDocument": object{"uri": uri}} }

// applied makes edits in a text as an editor does.
func applied(tb testing.TB, src string, list []textEdit, encoding string) string {
	tb.Helper()
	t := newText(src, encoding)
	var edits []edit.Edit
	for _, e := range list {
		edits = append(edits, edit.Edit{Start: t.offset(e.Range.Start), End: t.offset(e.Range.End), Text: e.NewText})
	}
	out, err := edit.Apply([]byte(src), edits)
	require.NoError(tb, err)
	return string(out)
}

func example(tb testing.TB, name string) string {
	tb.Helper()
	text, err := os.ReadFile(filepath.Join("../../examples", name, "blueprint.yaml"))
	require.NoError(tb, err)
	return string(text)
}

func exampleNames(tb testing.TB) []string {
	tb.Helper()
	files, err := filepath.Glob("../../examples/*/blueprint.yaml")
	require.NoError(tb, err)
	require.NotEmpty(tb, files)
	var out []string
	for _, f := range files {
		out = append(out, filepath.Base(filepath.Dir(f)))
	}
	return out
}

// folderOf writes files into a new folder and gives its URI.
func folderOf(tb testing.TB, files map[string]string) (dir string, uri func(name string) string) {
	tb.Helper()
	dir, err := filepath.EvalSymlinks(tb.TempDir())
	require.NoError(tb, err)
	for name, text := range files {
		file := filepath.Join(dir, name)
		require.NoError(tb, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(tb, os.WriteFile(file, []byte(text), 0o644))
	}
	return dir, func(name string) string { return uriOf(filepath.Join(dir, name)) }
}

func codes(list []diagnostic) []string {
	var out []string
	for _, d := range list {
		out = append(out, d.Code)
	}
	return out
}

func code(err error) jrpc2.Code { return jrpc2.ErrorCode(err) }
