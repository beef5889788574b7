package desk_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/internal/desk"
)

// shine is a small blueprint with all that a careless editor would lose.
const shine = `# The shoeshine of Shostack.
title: Corner shoeshine   # as it was in 1984

phases:
  - title: Shine
    steps:
      - customer: Sit down
        evidence: [Stand, "Chair"]
        frontstage: {title: Brush shoes, time: 30s}

      # polish comes in tins
      - frontstage:
          title: Apply polish
          time: 30s   # about
        support: Buy supplies
  - title: Settle
    steps:
      - customer: Pay
        frontstage: {title: Collect payment, service: payment}
`

// served is a desk over a folder of its own, and a browser's side of it.
type served struct {
	*testing.T
	folder string
	link   string
	base   string // http://127.0.0.1:port
	client *http.Client
	stop   func()
	once   func() string // links that open the desk once
	done   chan error
}

// serve opens a desk over files, by name.
func serve(t *testing.T, files map[string]string, change ...func(*desk.Options)) *served {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		file := filepath.Join(folder, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	}
	o := desk.Options{
		Folder: folder,
		List:   func() ([]string, error) { return listed(folder) },
		Rules:  func(_ string, b *blueprint.Blueprint) blueprint.Diagnostics { return lint.Run(b, lint.Options{}) },
		Layers: func(_ string, b *blueprint.Blueprint, _ string) []layer.Layer {
			return []layer.Layer{{ID: "calls", Title: "Calls", Values: []layer.Value{{ID: b.Touchpoints()[0].ID, Text: "7×", Tone: layer.Good}}}}
		},
	}
	for _, f := range change {
		f(&o)
	}
	s := serveFolder(t, o)
	s.T, s.folder = t, folder
	return s
}

// serveFolder opens a desk.
func serveFolder(t testing.TB, o desk.Options) *served {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	d, err := desk.New(o, l.Addr())
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	s := &served{folder: o.Folder, link: d.Link(), once: d.LinkOnce, base: "http://" + l.Addr().String(), client: &http.Client{Jar: jar, Timeout: 20 * time.Second}, stop: stop, done: make(chan error, 1)}
	go func() { s.done <- d.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		s.client.CloseIdleConnections()
		if err, ok := <-s.done; ok {
			assert.NoError(t, err)
		}
	})
	return s
}

// listed is every YAML file of a folder.
func listed(folder string) (out []string, err error) {
	err = fs.WalkDir(os.DirFS(folder), ".", func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.HasSuffix(path, ".yaml") {
			out = append(out, path)
		}
		return err
	})
	return out, err
}

// enter opens the link as a browser does.
func (s *served) enter() *served {
	s.Helper()
	r, err := s.client.Get(s.link)
	require.NoError(s, err)
	defer r.Body.Close()
	require.Equal(s, http.StatusOK, r.StatusCode)
	page, err := io.ReadAll(r.Body)
	require.NoError(s, err)
	require.Contains(s, string(page), `content="0;url=/"`, "it leads on, with the token out of the address")
	return s
}

// ask sends a request with headers in pairs, and gives the status and the body.
func (s *served) ask(method, path string, body io.Reader, headers ...string) (int, string, http.Header) {
	s.Helper()
	r, err := http.NewRequest(method, s.base+path, body)
	require.NoError(s, err)
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		} else {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	reply, err := s.client.Do(r)
	require.NoError(s, err)
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	require.NoError(s, err)
	return reply.StatusCode, string(text), reply.Header
}

func (s *served) get(path string) (int, string) {
	s.Helper()
	code, text, _ := s.ask(http.MethodGet, path, nil)
	return code, text
}

// post sends JSON as the page does.
func (s *served) post(path string, what any) (int, map[string]any) {
	s.Helper()
	text, err := json.Marshal(what)
	require.NoError(s, err)
	code, body, _ := s.ask(http.MethodPost, path, bytes.NewReader(text), "Content-Type", "application/json", "Origin", s.base)
	var out map[string]any
	require.NoError(s, json.Unmarshal([]byte(body), &out), body)
	return code, out
}

// read gives a reply as a map.
func (s *served) read(path string) map[string]any {
	s.Helper()
	code, text := s.get(path)
	require.Equal(s, http.StatusOK, code, text)
	var out map[string]any
	require.NoError(s, json.Unmarshal([]byte(text), &out))
	return out
}

func (s *served) rev(file string) string {
	s.Helper()
	return s.read("/api/findings?file=" + file)["rev"].(string)
}

func (s *served) file(name string) string { return filepath.Join(s.folder, filepath.FromSlash(name)) }

func (s *served) onDisk(name string) string {
	s.Helper()
	text, err := os.ReadFile(s.file(name))
	require.NoError(s, err)
	return string(text)
}

// save writes a file as editors do: another file takes its place.
func (s *served) save(name, text string) {
	s.Helper()
	beside := s.file(name) + "~"
	require.NoError(s, os.WriteFile(beside, []byte(text), 0o644))
	require.NoError(s, os.Rename(beside, s.file(name)))
}

func TestADeskShowsTheBlueprintsOfAFolder(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine, "sub/other.yaml": "title: 'Other'\nsteps:\n  - customer: Ask\n"}).enter()
	code, list := s.get("/api/list")
	assert.Equal(t, http.StatusOK, code)
	assert.JSONEq(t, `[{"name": "shine.yaml", "title": "Corner shoeshine"}, {"name": "sub/other.yaml", "title": "Other"}]`, list)

	p := s.read("/api/picture?file=shine.yaml&view=blueprint&lang=zh&layers=calls")
	assert.Contains(t, p["svg"], `data-id="sit-down"`)
	assert.Contains(t, p["svg"], "前台", "in the language that was asked for")
	assert.Contains(t, p["svg"], "7×")
	assert.NotContains(t, p["svg"], "<style")
	assert.Equal(t, false, p["stale"])
	assert.Len(t, p["boxes"], 6)
	_, layers := s.get("/api/layers?file=shine.yaml")
	assert.JSONEq(t, `[{"id": "calls", "title": "Calls"}]`, layers)

	f := s.read("/api/findings?file=shine.yaml")
	assert.NotEmpty(t, f["findings"])
	for _, x := range f["findings"].([]any) {
		assert.Equal(t, "shine.yaml", x.(map[string]any)["file"], "a name in the folder, not a path of the machine")
	}
	text := s.read("/api/text?file=shine.yaml")
	assert.Equal(t, shine, text["files"].([]any)[0].(map[string]any)["text"])

	for _, view := range []string{"cycle", "flower", "curve", "failures"} {
		assert.Contains(t, s.read("/api/picture?file=shine.yaml&view=" + view)["svg"], "<svg", view)
	}
	code, _ = s.get("/api/picture?file=shine.yaml&view=nothing")
	assert.Equal(t, http.StatusNotFound, code)
}

func TestABrokenFileKeepsItsLastGoodPicture(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}).enter()
	good := s.read("/api/picture?file=shine.yaml")
	s.save("shine.yaml", strings.Replace(shine, "time: 30s", "tme: 30s", 1))
	p := s.read("/api/picture?file=shine.yaml")
	assert.Equal(t, true, p["stale"])
	assert.Equal(t, good["svg"], p["svg"])
	f := s.read("/api/findings?file=shine.yaml")
	assert.Equal(t, true, f["broken"])
	first := f["findings"].([]any)[0].(map[string]any)
	assert.Equal(t, "error", first["severity"])
	assert.Equal(t, 9.0, first["line"])
	assert.Contains(t, first["message"], "tme")

	s.save("shine.yaml", "title: [")
	assert.Equal(t, true, s.read("/api/picture?file=shine.yaml")["stale"], "also where nothing of it can be read")
	require.NoError(t, os.Remove(s.file("shine.yaml")))
	assert.Equal(t, good["svg"], s.read("/api/picture?file=shine.yaml")["svg"])
	s.save("shine.yaml", shine)
	assert.Equal(t, false, s.read("/api/picture?file=shine.yaml")["stale"])
}

func TestABrokenFileFromTheBegin(t *testing.T) {
	s := serve(t, map[string]string{"half.yaml": "title: Half\nsteps:\n  - customer: Ask\n    tme: 3\n", "nothing.yaml": "steps: ["}).enter()
	p := s.read("/api/picture?file=half.yaml")
	assert.Equal(t, true, p["partial"])
	assert.Contains(t, p["svg"], `data-id="ask"`)
	p = s.read("/api/picture?file=nothing.yaml")
	assert.Empty(t, p["svg"])
	assert.NotEmpty(t, s.read("/api/findings?file=nothing.yaml")["findings"])
}

func TestIncludedFilesBelongToABlueprint(t *testing.T) {
	s := serve(t, map[string]string{
		"main.yaml":      "title: Main\ninclude: [{file: parts/pay.yaml, prefix: pay}]\nsteps:\n  - customer: Ask\n",
		"parts/pay.yaml": "title: Pay\nsteps:\n  - customer: Hand over money\n",
	}).enter()
	texts := s.read("/api/text?file=main.yaml")
	assert.Len(t, texts["files"], 2)
	before := texts["rev"]
	s.save("parts/pay.yaml", "title: Pay\nsteps:\n  - customer: Show the card\n")
	assert.NotEqual(t, before, s.rev("main.yaml"))
	assert.Contains(t, s.read("/api/picture?file=main.yaml")["svg"], "Show the")
}

func TestStoppingIsGraceful(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}).enter()
	events, err := s.client.Get(s.base + "/api/events")
	require.NoError(t, err)
	defer events.Body.Close()
	begun := time.Now()
	s.stop()
	select {
	case err := <-s.done:
		assert.NoError(t, err)
	case <-time.After(5 * time.Second):
		t.Fatal("it does not end")
	}
	close(s.done)
	assert.Less(t, time.Since(begun), 3*time.Second, "a page that listens does not keep it")
	_, err = io.Copy(io.Discard, events.Body)
	assert.NoError(t, err, "the stream came to its end")
}
