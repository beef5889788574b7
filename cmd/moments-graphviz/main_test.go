package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/internal/layouthelper"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

func build(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("builds a program")
	}
	program := filepath.Join(t.TempDir(), layouthelper.Name+".exe")
	said, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput()
	require.NoError(t, err, string(said))
	return program
}

func private(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	require.NoError(t, os.Chmod(folder, 0o700)) //nolint:gosec // a folder
	return folder
}

func TestTheProgramLaysOutANetwork(t *testing.T) {
	b, err := blueprint.Load("../../examples/corner-shoeshine/blueprint.yaml")
	require.NoError(t, err)
	client := layouthelper.Client{Path: build(t), Cache: private(t), Limit: 2 * time.Minute}
	shared := t.TempDir()
	t.Setenv("TMPDIR", shared)

	s, err := view.Network(b, view.Options{}, view.NetworkOptions{Layouter: client})
	require.NoError(t, err)
	assert.Len(t, s.Find(scene.RoleTouchpoint), len(b.Touchpoints()))
	assert.DirExists(t, filepath.Join(client.Cache, "go-graphviz"), "the compiled code is where the command says")
	assert.NoDirExists(t, filepath.Join(shared, "go-graphviz"), "and nowhere else")

	big := view.LayoutGraph{Nodes: make([]view.LayoutNode, 5000)}
	_, err = client.Layout(big)
	assert.EqualError(t, err, "graphviz: the network has 5000 nodes, words on ways among them; at most 400 are laid out")

	// Within the bounds, but circo has much to try.
	slow := view.LayoutGraph{Engine: "circo", Nodes: make([]view.LayoutNode, 200), Edges: make([]view.LayoutEdge, 600)}
	for i := range slow.Nodes {
		slow.Nodes[i] = view.LayoutNode{W: 100, H: 50, Cluster: -1}
	}
	pick := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same graph each time
	for i := range slow.Edges {
		slow.Edges[i] = view.LayoutEdge{From: i % 200, To: pick.IntN(200)}
	}
	client.Limit = 500 * time.Millisecond
	_, err = client.Layout(slow)
	assert.EqualError(t, err, "moments-graphviz took longer than 500ms and was stopped; more time, a smaller blueprint or another engine may help")

	client.Limit = 2 * time.Minute
	again, err := view.Network(b, view.Options{}, view.NetworkOptions{Layouter: client})
	require.NoError(t, err, "the next layout works")
	assert.Equal(t, s, again, "and comes out the same")
}
