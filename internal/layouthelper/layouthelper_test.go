package layouthelper

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

// The tests' own program plays the helper: this variable says how it behaves.
const behaviour = "MOMENTS_TEST_HELPER"

func TestMain(m *testing.M) {
	if how := os.Getenv(behaviour); how != "" {
		os.Exit(play(how))
	}
	os.Exit(m.Run())
}

func play(how string) int {
	how, note, _ := strings.Cut(how, " ")
	switch how {
	case "hang": // with a child that hangs as well, and holds the pipes
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), behaviour+"=sleep")
		child.Stdout, child.Stderr = os.Stdout, os.Stderr
		if err := child.Start(); err != nil {
			return 9
		}
		if err := os.WriteFile(note, []byte(strconv.Itoa(child.Process.Pid)), 0o600); err != nil {
			return 9
		}
		time.Sleep(time.Minute)
	case "sleep":
		time.Sleep(time.Minute)
	case "die":
		fmt.Fprintln(os.Stderr, "fatal error: the memory is gone\ngoroutine 1 [running]:")
		return 2
	case "garbage":
		fmt.Println("Graphviz is fine, thank you")
	case "nothing":
	case "flood":
		for {
			if _, err := os.Stdout.Write(make([]byte, 1<<20)); err != nil {
				return 1
			}
		}
	case "old":
		fmt.Println(`{"Protocol": 0}`)
	case "where":
		return Serve(layouter(func(view.LayoutGraph) (view.Layout, error) { return view.Layout{}, errors.New(os.TempDir()) }), nil, os.Stdin, os.Stdout, os.Stderr)
	case "work":
		return Serve(layouter(inARow), nil, os.Stdin, os.Stdout, os.Stderr)
	}
	return 0
}

type layouter func(view.LayoutGraph) (view.Layout, error)

func (l layouter) Layout(g view.LayoutGraph) (view.Layout, error) { return l(g) }

func inARow(g view.LayoutGraph) (view.Layout, error) {
	var l view.Layout
	for i := range g.Nodes {
		l.Nodes = append(l.Nodes, scene.Point{X: float64(i)})
	}
	if len(g.Nodes) > 5 {
		return l, errors.New("more than 5 nodes")
	}
	return l, nil
}

func graph(nodes int) view.LayoutGraph {
	return view.LayoutGraph{Nodes: make([]view.LayoutNode, nodes)}
}

func client(t *testing.T, how string) Client {
	t.Helper()
	t.Setenv(behaviour, how)
	own, err := os.Executable()
	require.NoError(t, err)
	cache := t.TempDir()
	require.NoError(t, os.Chmod(cache, 0o700))
	return Client{Path: own, Cache: cache}
}

func TestTheHelperLaysOut(t *testing.T) {
	l, err := client(t, "work").Layout(graph(3))
	require.NoError(t, err)
	assert.Equal(t, []scene.Point{{X: 0}, {X: 1}, {X: 2}}, l.Nodes)
}

func TestSeveralLayoutsAtOnceHaveAHelperEach(t *testing.T) {
	c := client(t, "work")
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			l, err := c.Layout(graph(n))
			assert.NoError(t, err)
			assert.Len(t, l.Nodes, n)
		})
	}
	all.Wait()
}

func TestAnErrorOfTheHelperIsPassedOn(t *testing.T) {
	_, err := client(t, "work").Layout(graph(6))
	assert.EqualError(t, err, "more than 5 nodes")
}

func TestHelpersThatMisbehaveAreNamed(t *testing.T) {
	for how, want := range map[string]string{
		"die":     "moments-graphviz broke down: exit status 2: fatal error: the memory is gone",
		"garbage": "moments-graphviz gave an answer that cannot be read: invalid character 'G' looking for beginning of value",
		"nothing": "moments-graphviz gave an answer that cannot be read: unexpected end of JSON input",
		"flood":   "moments-graphviz gave an answer larger than 64 MB and was stopped",
		"old":     "moments and moments-graphviz are of different versions: install both anew",
	} {
		t.Run(how, func(t *testing.T) {
			c := client(t, how)
			_, err := c.Layout(graph(1))
			assert.EqualError(t, err, want)
			t.Setenv(behaviour, "work")
			_, err = c.Layout(graph(1))
			assert.NoError(t, err, "the next layout works")
		})
	}
}

func TestAHelperThatIsNotThere(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := Client{}.Layout(graph(1))
	require.ErrorIs(t, err, view.ErrNoLayouter)
	assert.ErrorContains(t, err, "moments-graphviz is neither beside the command nor on PATH")

	_, err = Client{Path: filepath.Join(t.TempDir(), "none"), Cache: private700(t)}.Layout(graph(1))
	assert.ErrorContains(t, err, "moments-graphviz cannot be started")
}

func TestTheHelperIsFoundOnThePath(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a script is no program there")
	}
	folder := t.TempDir()
	path := filepath.Join(folder, Name)
	require.NoError(t, os.WriteFile(path, []byte("#!/bin/sh\n"), 0o755)) //nolint:gosec // it is a program
	t.Setenv("PATH", folder)
	found, err := Client{}.find()
	require.NoError(t, err)
	assert.Equal(t, path, found)
}

func private700(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	require.NoError(t, os.Chmod(folder, 0o700))
	return folder
}

func TestTheCacheIsPrivate(t *testing.T) {
	home := private700(t)
	t.Setenv("XDG_CACHE_HOME", home)
	t.Setenv("HOME", home)
	c := client(t, "where")
	c.Cache = ""
	_, err := c.Layout(graph(1))
	require.Error(t, err)
	folder := err.Error()
	assert.True(t, strings.HasPrefix(folder, home), "%s is not in the user's cache folder", folder)
	info, err := os.Stat(folder)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o700), info.Mode().Perm())
}

func TestACacheFolderThatOthersCanWriteToIsNotUsed(t *testing.T) {
	home := private700(t)
	t.Setenv("XDG_CACHE_HOME", home)
	t.Setenv("HOME", home)
	require.NoError(t, os.MkdirAll(filepath.Join(home, "moments", "graphviz"), 0o700))
	require.NoError(t, os.Chmod(filepath.Join(home, "moments", "graphviz"), 0o777)) //nolint:gosec // that is the case in question
	c := client(t, "where")
	c.Cache = ""
	_, err := c.Layout(graph(1))
	require.Error(t, err)
	folder := err.Error()
	assert.False(t, strings.HasPrefix(folder, filepath.Join(home, "moments")), folder)
	assert.NoDirExists(t, folder, "a temporary cache is removed")

	c.Cache = filepath.Join(home, "moments", "graphviz")
	_, err = c.Layout(graph(1))
	assert.ErrorContains(t, err, "is open to others")

	link := filepath.Join(home, "link")
	require.NoError(t, os.Symlink(t.TempDir(), link))
	c.Cache = link
	_, err = c.Layout(graph(1))
	assert.ErrorContains(t, err, "is no folder")
}

func TestServeAnswersOneRequest(t *testing.T) {
	ask := func(text string) (answer, int) {
		var out, trouble bytes.Buffer
		code := Serve(layouter(inARow), nil, strings.NewReader(text), &out, &trouble)
		assert.Empty(t, trouble.String())
		var a answer
		require.NoError(t, json.Unmarshal(out.Bytes(), &a))
		assert.Equal(t, protocol, a.Protocol)
		return a, code
	}
	a, code := ask(`{"Protocol":1,"Limit":1000000000,"Graph":{"Nodes":[{"W":1,"H":1}]}}`)
	assert.Zero(t, code)
	assert.Empty(t, a.Error)
	assert.Len(t, a.Layout.Nodes, 1)
	a, _ = ask(`{"Protocol":7}`)
	assert.Equal(t, "moments and moments-graphviz are of different versions: install both anew", a.Error)
	a, _ = ask(`what?`)
	assert.Contains(t, a.Error, "the request cannot be read")
	a, _ = ask(strings.Repeat(" ", mostAsked+1))
	assert.Equal(t, "the graph is larger than 16 MB", a.Error)
}

func TestServeTakesNoArguments(t *testing.T) {
	var trouble bytes.Buffer
	assert.Equal(t, 2, Serve(layouter(inARow), []string{"--help"}, strings.NewReader(""), io.Discard, &trouble))
	assert.Equal(t, "moments-graphviz lays out networks for the command moments, which starts it; it takes no arguments.\n", trouble.String())
}
