package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/creachadair/jrpc2"

	"github.com/servicemoments/moments/blueprint/lint"
)

// Options say how the server runs. The zero value works.
type Options struct {
	Version string        // told to the editor
	Delay   time.Duration // how long the server waits for further keys before it checks a text; 0: 40 ms
	Log     io.Writer     // nil: nothing is told; never the stream of the messages

	handlers map[string]handler // further ones, for tests
}

// Codes of errors that the protocol adds to those of JSON-RPC.
const (
	notInitialized   jrpc2.Code = -32002
	requestCancelled jrpc2.Code = -32800
	requestFailed    jrpc2.Code = -32803
)

// concurrent is how many requests are worked on at once.
const concurrent = 8

// handler answers a request, or takes a notification in.
type handler func(ctx context.Context, params json.RawMessage) (any, error)

// phase is how far a conversation has come.
type phase int32

const (
	starting phase = iota
	running
	stopped // shutdown was asked for
)

type server struct {
	Options
	rpc      *jrpc2.Server
	stream   *stream
	handlers map[string]handler
	phase    atomic.Int32
	ready    chan struct{} // closed when the editor has told what it knows
	done     chan struct{}
	end      sync.Once

	client   initializeParams
	encoding string
	files    *files
	checker  *checker
	rules    []*lint.Rule

	names latestIndex
}

// Run serves an editor until it says exit or its stream ends. It returns the exit
// code: 0 where the editor asked to shut down before, else 1.
func Run(in io.Reader, out io.Writer, o Options) int {
	if o.Delay == 0 {
		o.Delay = 40 * time.Millisecond
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	s := &server{Options: o, ready: make(chan struct{}), done: make(chan struct{}), encoding: utf16Encoding, rules: lint.Rules()}
	s.stream = newStream(in, out, s.done)
	s.files = newFiles()
	defer s.files.close()
	s.checker = newChecker(s)
	s.handlers = s.methods()
	for name, h := range o.handlers {
		s.handlers[name] = h
	}
	s.rpc = jrpc2.NewServer(s, &jrpc2.ServerOptions{AllowPush: true, DisableBuiltin: true, Concurrency: concurrent})
	s.rpc.Start(s.stream)
	<-s.done
	s.checker.stop()
	// The server is not stopped but runs dry: its stream says that it has ended.
	if phase(s.phase.Load()) == stopped {
		return 0
	}
	return 1
}

// methods lists what the server understands.
func (s *server) methods() map[string]handler {
	return map[string]handler{
		"initialize":                          s.welcome,
		"initialized":                         handle(s.initialized),
		"shutdown":                            handle(s.shutdown),
		"exit":                                handle(s.exit),
		"$/cancelRequest":                     handle(s.cancel),
		"textDocument/didOpen":                handle(s.didOpen),
		"textDocument/didChange":              handle(s.didChange),
		"textDocument/didClose":               handle(s.didClose),
		"textDocument/didSave":                handle(s.didSave),
		"workspace/didChangeWatchedFiles":     handle(s.didChangeWatchedFiles),
		"workspace/didChangeWorkspaceFolders": handle(s.didChangeFolders),
		"workspace/didChangeConfiguration":    handle(func(context.Context, any) (any, error) { return nil, nil }),
		"textDocument/completion":             handle(s.completion),
		"textDocument/hover":                  handle(s.hover),
		"textDocument/definition":             handle(s.definition),
		"textDocument/references":             handle(s.references),
		"textDocument/documentHighlight":      handle(s.highlight),
		"textDocument/documentSymbol":         handle(s.symbols),
		"textDocument/prepareRename":          handle(s.prepareRename),
		"textDocument/rename":                 handle(s.rename),
		"textDocument/formatting":             handle(s.formatting),
		"textDocument/codeAction":             handle(s.codeActions),
		"textDocument/foldingRange":           handle(s.folding),
	}
}

// handle makes a handler of a method with its own type of parameters.
func handle[P any](method func(context.Context, P) (any, error)) handler {
	return func(ctx context.Context, params json.RawMessage) (any, error) {
		var p P
		if len(params) > 0 && string(params) != "null" {
			if err := json.Unmarshal(params, &p); err != nil {
				return nil, &jrpc2.Error{Code: jrpc2.InvalidParams, Message: plain(err)}
			}
		}
		return method(ctx, p)
	}
}

func plain(err error) string {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fmt.Sprintf("%s cannot be a JSON %s", orElse(wrong.Field, "params"), wrong.Value)
	}
	return err.Error()
}

// Assign gives the handler of a method. All requests pass through here in the
// order in which they were sent, unknown ones too; what they ask is then done side
// by side.
func (s *server) Assign(_ context.Context, method string) jrpc2.Handler {
	verdict := s.order(method)
	return func(ctx context.Context, req *jrpc2.Request) (result any, err error) {
		defer s.stream.finished()
		if verdict != nil {
			return nil, verdict
		}
		if method != "initialize" && method != "exit" {
			<-s.ready
		}
		result, err = s.guarded(ctx, method, req)
		if ctx.Err() != nil {
			return nil, &jrpc2.Error{Code: requestCancelled, Message: "the request was cancelled"}
		}
		return result, err
	}
}

// order tells whether a request may come now, and notes how far the conversation
// has come.
func (s *server) order(method string) error {
	switch at := phase(s.phase.Load()); {
	case method == "exit":
	case at == starting && method == "initialize":
		s.phase.Store(int32(running))
	case at == starting:
		return &jrpc2.Error{Code: notInitialized, Message: "the server waits for initialize"}
	case at == stopped:
		return &jrpc2.Error{Code: jrpc2.InvalidRequest, Message: "the server was shut down"}
	case method == "initialize":
		return &jrpc2.Error{Code: jrpc2.InvalidRequest, Message: "the server is initialized already"}
	case method == "shutdown":
		s.phase.Store(int32(stopped))
	}
	return nil
}

// guarded runs a handler. One that panics is an error of this one request.
func (s *server) guarded(ctx context.Context, method string, req *jrpc2.Request) (result any, err error) {
	defer func() {
		if r := recover(); r != nil {
			s.logf("%s: %v\n%s", method, r, debug.Stack())
			result, err = nil, &jrpc2.Error{Code: jrpc2.InternalError, Message: fmt.Sprintf("%s went wrong: %v", method, r)}
		}
	}()
	h := s.handlers[method]
	if h == nil {
		if strings.HasPrefix(method, "$/") && req.IsNotification() {
			return nil, nil
		}
		return nil, &jrpc2.Error{Code: jrpc2.MethodNotFound, Message: fmt.Sprintf("there is no method %q here", method)}
	}
	var params json.RawMessage
	if req.HasParams() {
		if err := req.UnmarshalParams(&params); err != nil {
			return nil, &jrpc2.Error{Code: jrpc2.InvalidParams, Message: err.Error()}
		}
	}
	return h(ctx, params)
}

func (s *server) logf(format string, args ...any) {
	fmt.Fprintf(s.Log, "moments lsp: "+format+"\n", args...)
}

// notify tells the editor something. An editor that has gone hears nothing.
func (s *server) notify(method string, params any) {
	if err := s.rpc.Notify(context.Background(), method, params); err != nil {
		s.logf("%s: %v", method, err)
	}
}

// welcome opens the conversation, even where what the editor tells of itself
// cannot be understood.
func (s *server) welcome(ctx context.Context, params json.RawMessage) (any, error) {
	var p initializeParams
	if err := json.Unmarshal(params, &p); err != nil && len(params) > 0 {
		s.logf("initialize: %v", err)
	}
	return s.initialize(ctx, p)
}

func (s *server) initialize(_ context.Context, p initializeParams) (any, error) {
	defer close(s.ready)
	s.client = p
	for _, encoding := range p.Capabilities.General.PositionEncodings {
		if encoding == utf8Encoding || encoding == utf16Encoding || encoding == utf32Encoding {
			s.encoding = encoding
			break
		}
	}
	s.files.encoding = s.encoding
	folders := p.WorkspaceFolders
	if len(folders) == 0 && p.RootURI != "" {
		folders = []folder{{URI: p.RootURI}}
	}
	for _, f := range folders {
		s.files.addFolder(pathOf(f.URI))
	}
	return object{
		"serverInfo": object{"name": "moments", "version": s.Version},
		"capabilities": object{
			"positionEncoding":           s.encoding,
			"textDocumentSync":           object{"openClose": true, "change": 2, "save": object{}},
			"completionProvider":         object{"triggerCharacters": []string{" ", ":", "[", "{", ",", "-"}},
			"hoverProvider":              true,
			"definitionProvider":         true,
			"referencesProvider":         true,
			"documentHighlightProvider":  true,
			"documentSymbolProvider":     true,
			"renameProvider":             object{"prepareProvider": true},
			"documentFormattingProvider": true,
			"codeActionProvider":         object{"codeActionKinds": []string{"quickfix", "source.fixAll"}},
			"foldingRangeProvider":       true,
			"workspace":                  object{"workspaceFolders": object{"supported": true, "changeNotifications": true}},
		},
	}, nil
}

func (s *server) initialized(context.Context, any) (any, error) {
	if s.client.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		go s.protected("watching files", s.watch)
	}
	scanned := make(chan struct{})
	go func() {
		defer close(scanned)
		s.protected("looking for blueprints", func() { s.checker.later(s.files.scan()...) })
	}()
	select { // folders are small as a rule; large ones are looked through beside the work
	case <-scanned:
	case <-time.After(time.Second):
	}
	return nil, nil
}

// watch asks the editor to tell of files that change on disk.
func (s *server) watch() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	_, err := s.rpc.Callback(ctx, "client/registerCapability", object{"registrations": []object{{
		"id": "files", "method": "workspace/didChangeWatchedFiles",
		"registerOptions": object{"watchers": []object{{"globPattern": "**/*.{yaml,yml}"}}},
	}}})
	if err != nil {
		s.logf("the editor does not watch files: %v", err)
	}
}

// protected does something beside the conversation, which goes on if it panics.
func (s *server) protected(what string, do func()) {
	defer func() {
		if r := recover(); r != nil {
			s.logf("%s: %v\n%s", what, r, debug.Stack())
		}
	}()
	do()
}

// shutdown has been noted in order already.
func (s *server) shutdown(context.Context, any) (any, error) { return nil, nil }

// exit ends the server when what was asked before has been answered.
func (s *server) exit(context.Context, any) (any, error) {
	go s.end.Do(func() {
		for left := maxPause; s.stream.owing() && left > 0; left -= time.Millisecond {
			time.Sleep(time.Millisecond)
		}
		close(s.done)
	})
	return nil, nil
}

func (s *server) cancel(_ context.Context, p cancelParams) (any, error) {
	s.rpc.CancelRequest(string(p.ID))
	return nil, nil
}

// tempDir makes the folder for texts that are not saved yet.
func tempDir() (string, error) { return os.MkdirTemp("", "moments-lsp-") }
