package lsp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const uri = "untitled:hall.blueprint.yaml"

func TestHandshake(t *testing.T) {
	s := connect(t, Options{Version: "v1.2.3"})
	require.Equal(t, notInitialized, code(s.ask("textDocument/hover", at(uri, position{}), nil)))
	var got struct {
		ServerInfo   struct{ Name, Version string }
		Capabilities struct{ PositionEncoding string }
	}
	s.call("initialize", object{"capabilities": object{"general": object{"positionEncodings": []string{"utf-7", "utf-32", "utf-16"}}}}, &got)
	require.Equal(t, "moments", got.ServerInfo.Name)
	require.Equal(t, "v1.2.3", got.ServerInfo.Version)
	require.Equal(t, "utf-32", got.Capabilities.PositionEncoding)
	require.EqualValues(t, -32600, code(s.ask("initialize", object{}, nil)), "twice")
	require.EqualValues(t, -32601, code(s.ask("textDocument/unheardOf", object{}, nil)))
	require.EqualValues(t, -32601, code(s.ask("$/unheardOf", object{}, nil)))
	require.EqualValues(t, -32602, code(s.ask("textDocument/hover", object{"position": "here"}, nil)))
	s.notify("$/unheardOf", object{})
	s.notify("textDocument/unheardOf", object{})
	s.call("textDocument/hover", at("file:///not/open.yaml", position{}), nil)
	s.call("shutdown", nil, nil)
	require.EqualValues(t, -32600, code(s.ask("textDocument/hover", at(uri, position{}), nil)), "after shutdown")
	s.notify("exit", nil)
	require.Equal(t, 0, s.wait())
}

func TestExitWithoutShutdown(t *testing.T) {
	s := connect(t, Options{})
	s.call("initialize", object{}, nil)
	s.notify("exit", nil)
	require.Equal(t, 1, s.wait())
}

// A handler that panics is an error of one request; the next one is answered.
func TestPanic(t *testing.T) {
	s := connect(t, Options{handlers: map[string]handler{
		"test/panic": func(context.Context, json.RawMessage) (any, error) { panic("on purpose") },
	}})
	s.call("initialize", object{}, nil)
	for range 3 {
		err := s.ask("test/panic", object{}, nil)
		require.EqualValues(t, -32603, code(err))
		require.ErrorContains(t, err, "on purpose")
		s.notify("test/panic", object{})
	}
	s.open(uri, "title: A\nsteps: [{customer: B}]\n")
	s.findings(uri, 1)
	require.Contains(t, s.log.String(), "on purpose")
	s.call("shutdown", nil, nil)
	s.notify("exit", nil)
	require.Equal(t, 0, s.wait())
}

func TestCancel(t *testing.T) {
	begun := make(chan struct{})
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- Run(in, out, Options{handlers: map[string]handler{
			"test/wait": func(ctx context.Context, _ json.RawMessage) (any, error) {
				close(begun)
				<-ctx.Done()
				return "too late", nil
			},
		}})
	}()
	r := bufio.NewReader(fromServer)
	go func() {
		write(toServer, `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`)
		write(toServer, `{"jsonrpc":"2.0","id":"seven","method":"test/wait"}`)
		<-begun
		write(toServer, `{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"seven"}}`)
	}()
	answers := read(t, r) + read(t, r) // in any order
	require.Contains(t, answers, `"id":1,"result"`)
	require.Contains(t, answers, `"id":"seven","error":{"code":-32800`)
	write(toServer, `{"jsonrpc":"2.0","id":2,"method":"shutdown","params":null}`)
	require.Contains(t, read(t, r), `"result":null`)
	write(toServer, `{"jsonrpc":"2.0","method":"exit"}`)
	require.Equal(t, 0, <-ended)
}

func write(w io.Writer, msg string) { fmt.Fprintf(w, "Content-Length: %d\r\n\r\n%s", len(msg), msg) }

func read(t *testing.T, r *bufio.Reader) string {
	t.Helper()
	length := 0
	for {
		line, err := r.ReadString('\n')
		require.NoError(t, err)
		if strings.TrimSpace(line) == "" {
			break
		}
		_, err = fmt.Sscanf(line, "Content-Length: %d", &length)
		require.NoError(t, err)
	}
	msg := make([]byte, length)
	_, err := io.ReadFull(r, msg)
	require.NoError(t, err)
	return string(msg)
}

// What is no message is answered or passed over, and the conversation goes on.
func TestGarbage(t *testing.T) {
	var in bytes.Buffer
	write(&in, `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`)
	write(&in, `{"jsonrpc":"2.0","id":2,`)     // cut short
	write(&in, `null`)                         //
	write(&in, `[]`)                           //
	write(&in, `{"id":3,"method":"shutdown"}`) // no version
	write(&in, `{"jsonrpc":"2.0","id":4,"method":"textDocument/hover","params":[1,2]}`)
	write(&in, `{"jsonrpc":"2.0","id":5,"method":7}`)
	write(&in, `{"jsonrpc":"2.0","id":6,"result":{}}`) // an answer that nobody asked for
	write(&in, "\xff\xfe\x00")
	in.WriteString("Content-Length: many\r\n\r\n")
	in.WriteString("Content-Length: -5\r\n\r\n")
	in.WriteString("Contents: 5\r\n\r\nhello\r\n")
	in.WriteString("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
	in.WriteString("X: " + strings.Repeat("y", 3*maxHeader) + "\r\n\r\n")
	fmt.Fprintf(&in, "Content-Length: %d\r\n\r\n", maxMessage+1)
	in.WriteString(strings.Repeat(" ", maxMessage+1))
	last := `{"jsonrpc":"2.0","id":8,"method":"shutdown","params":null}`
	fmt.Fprintf(&in, "content-length: %d\nContent-Type: application/vscode-jsonrpc; charset=utf-8\n\n%s", len(last), last)
	write(&in, `{"jsonrpc":"2.0","method":"exit"}`)
	var out bytes.Buffer
	require.Equal(t, 0, Run(&in, &out, Options{}))
	got := out.String()
	require.Contains(t, got, `"id":1,"result"`)
	require.Contains(t, got, `"id":8,"result":null`)
	require.GreaterOrEqual(t, strings.Count(got, `"error"`), 7, got)
}

// Messages that break off in the middle end the server, and it waits for nothing.
func TestBrokenOff(t *testing.T) {
	for _, in := range []string{"", "Content-Length: 100\r\n\r\n{", "Content-Length: 9999999999999\r\n\r\nx", "Content-", "\r\n\r\n\r\n"} {
		start := time.Now()
		require.Equal(t, 1, Run(strings.NewReader(in), io.Discard, Options{}), "%q", in)
		require.Less(t, time.Since(start), 10*time.Second)
	}
}

// All that was sent before the stream ended is answered.
func TestAllAtOnce(t *testing.T) {
	var in bytes.Buffer
	write(&in, `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{}}`)
	write(&in, `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:a.blueprint.yaml","version":1,"text":"title: A\nsteps: []\n"}}}`)
	for i := range 500 {
		write(&in, fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"textDocument/hover","params":{"textDocument":{"uri":"untitled:a.blueprint.yaml"},"position":{"line":0,"character":2}}}`, i+1))
	}
	write(&in, `{"jsonrpc":"2.0","id":501,"method":"shutdown"}`)
	var out bytes.Buffer
	Run(&in, &out, Options{})
	require.Equal(t, 502, strings.Count(out.String(), `"id":`))
	require.GreaterOrEqual(t, strings.Count(out.String(), "Name of the service"), 400)
}
