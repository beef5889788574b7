package desk_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/internal/desk"
)

// How long a test waits for what comes by itself, and how often it looks.
const (
	patience = 8 * time.Second
	tick     = 20 * time.Millisecond
)

type said struct {
	Kind, File string
	Version    int
}

// listen gives what pages are told.
func (s *served) listen() <-chan said {
	s.Helper()
	client := *s.client
	client.Timeout = 0
	r, err := client.Get(s.base + "/api/events")
	require.NoError(s, err)
	s.Cleanup(func() { r.Body.Close() })
	require.Equal(s, "text/event-stream", r.Header.Get("Content-Type"))
	out := make(chan said, 100)
	lines := bufio.NewScanner(r.Body)
	require.True(s, lines.Scan()) // the stream is open
	go func() {
		defer close(out)
		for lines.Scan() {
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var e said
				if json.Unmarshal([]byte(text), &e) == nil {
					out <- e
				}
			}
		}
	}()
	return out
}

func (s *served) expect(events <-chan said, kind, file string) {
	s.Helper()
	end := time.After(8 * time.Second)
	for {
		select {
		case e := <-events:
			if e.Kind == kind && e.File == file {
				return
			}
		case <-end:
			s.Fatalf("nobody told of %s %s", kind, file)
		}
	}
}

func (s *served) nothing(events <-chan said) {
	s.Helper()
	select {
	case e := <-events:
		s.Fatalf("told of %v", e)
	case <-time.After(250 * time.Millisecond):
	}
}

func TestEverySaveIsSeen(t *testing.T) {
	for name, quiet := range map[string]bool{"the system tells": false, "looking from time to time": true} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, map[string]string{
				"shine.yaml": shine, "sub/pay.yaml": "title: Pay\nsteps:\n  - customer: Pay\n",
				"main.yaml": "title: Main\ninclude: [{file: sub/pay.yaml, prefix: pay}]\nsteps:\n  - customer: Ask\n",
			}, func(o *desk.Options) {
				o.NoNotify = quiet
				o.Beside = func(file string) []string {
					return []string{filepath.Join(filepath.Dir(file), "moments.yaml"), filepath.Dir(file)}
				}
			}).enter()
			s.read("/api/picture?file=shine.yaml") // open
			s.read("/api/picture?file=main.yaml")
			events := s.listen()
			time.Sleep(400 * time.Millisecond) // the folders have been looked at once

			s.save("shine.yaml", strings.Replace(shine, "Brush", "Clean", 1))
			s.expect(events, "file", "shine.yaml")
			require.NoError(t, os.WriteFile(s.file("shine.yaml"), []byte(shine), 0o644)) // in place
			s.expect(events, "file", "shine.yaml")
			s.save("sub/pay.yaml", "title: Pay\nsteps:\n  - customer: Tap\n")
			s.expect(events, "file", "main.yaml")
			s.save("new.yaml", "title: New\nsteps:\n  - customer: Come\n")
			s.expect(events, "list", "")
			s.save("moments.yaml", "ignore: []\n")
			s.expect(events, "file", "shine.yaml")
			require.NoError(t, os.WriteFile(s.file("run.cover"), []byte("x"), 0o644))
			s.expect(events, "file", "shine.yaml")
			require.NoError(t, os.Remove(s.file("new.yaml")))
			s.expect(events, "list", "")
			require.NoError(t, os.MkdirAll(s.file("deep/down"), 0o755))
			time.Sleep(100 * time.Millisecond)
			s.save("deep/down/late.yaml", "title: Late\nsteps:\n  - customer: Come\n")
			s.expect(events, "list", "")
		})
	}
}

func TestASaveThatChangesNothingIsNotTold(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}).enter()
	s.read("/api/picture?file=shine.yaml")
	events := s.listen()
	s.save("shine.yaml", shine)
	s.nothing(events)
	s.save("shine.yaml", shine+"# more\n")
	s.expect(events, "file", "shine.yaml")
}

func TestVersionsGoUp(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}).enter()
	a := s.read("/api/findings?file=shine.yaml")["version"].(float64)
	s.save("shine.yaml", shine+"# more\n")
	assert.Greater(t, s.read("/api/findings?file=shine.yaml")["version"], a)
}

// A request that finds a change before the watcher does must not keep it from
// the pages.
func TestAChangeThatARequestFindsIsTold(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}, func(o *desk.Options) { o.NoNotify = true }).enter()
	s.read("/api/picture?file=shine.yaml")
	events := s.listen()
	time.Sleep(400 * time.Millisecond) // the watcher has looked once
	s.save("shine.yaml", shine+"# more\n")
	s.rev("shine.yaml")
	s.expect(events, "file", "shine.yaml")
}
