package render_test

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/render/view"
)

// element is an element of a picture with what it holds.
type element struct {
	name     string
	attr     map[string]string
	children []*element
	text     string
}

func parse(t testing.TB, picture string) *element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(picture))
	root := &element{}
	stack := []*element{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root.children[0]
		}
		require.NoError(t, err)
		top := stack[len(stack)-1]
		switch tok := token.(type) {
		case xml.StartElement:
			e := &element{name: tok.Name.Local, attr: map[string]string{}}
			for _, a := range tok.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			top.children = append(top.children, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(tok)
		}
	}
}

func (e *element) walk(visit func(*element)) {
	visit(e)
	for _, c := range e.children {
		c.walk(visit)
	}
}

func (e *element) count(name string) int {
	n := 0
	e.walk(func(c *element) {
		if c.name == name {
			n++
		}
	})
	return n
}

// What style sheets, scripts and checks rely on.
func TestPicturesSayWhatIsWhat(t *testing.T) {
	needed := map[string][]string{
		"touchpoint": {"data-id", "data-lane", "data-kind", "data-step", "id"},
		"way":        {"data-from", "data-to", "data-origin"},
		"link":       {"data-from", "data-to"},
		"label":      {"data-of"},
		"mark":       {"data-of"},
		"lane":       {"data-id", "data-kind"},
		"column":     {"data-id"},
		"phase":      {"data-id"},
		"line":       {"data-id"},
		"evidence":   {"data-step"},
		"choice":     {"data-of"},
		"title":      nil, "legend": nil,
	}
	seen := map[string]bool{}
	for _, name := range []string{"dense", "several-lanes", "shoeshine-loop"} {
		b := board(t, name)
		root := parse(t, draw(t, b, render.Options{}))
		assert.Equal(t, "title", root.children[0].name)
		assert.Equal(t, b.Title, root.children[0].text)
		assert.Equal(t, "desc", root.children[1].name)
		assert.Zero(t, root.count("foreignObject")+root.count("script")+root.count("image")+root.count("use"))
		ids := map[string]bool{}
		root.walk(func(e *element) {
			role := e.attr["data-role"]
			if role == "" {
				return
			}
			seen[role] = true
			attributes, known := needed[role]
			assert.True(t, known, "role %s", role)
			assert.Equal(t, "g", e.name)
			for _, a := range attributes {
				assert.NotEmpty(t, e.attr[a], "%s of a %s", a, role)
			}
			switch role {
			case "touchpoint":
				assert.Equal(t, 1, e.count("rect"), "boxes of %s", e.attr["data-id"])
				assert.False(t, ids[e.attr["data-id"]], "%s stands twice", e.attr["data-id"])
				ids[e.attr["data-id"]] = true
			case "way", "link":
				assert.Equal(t, 1, e.count("path"))
			}
		})
		for _, tp := range b.Touchpoints() {
			assert.True(t, ids[tp.ID], "%s is not drawn", tp.ID)
		}
	}
	for role := range needed {
		assert.True(t, seen[role], "no %s in any of the pictures", role)
	}
}

func TestTouchpointsAreReadInTheCustomersOrder(t *testing.T) {
	b := board(t, "several-lanes")
	var want, got []string
	for _, tp := range b.Touchpoints() {
		want = append(want, tp.ID)
	}
	parse(t, draw(t, b, render.Options{})).walk(func(e *element) {
		if e.attr["data-role"] == "touchpoint" {
			got = append(got, e.attr["data-id"])
		}
	})
	assert.Equal(t, want, got)
}

func TestFileReplacesAPictureAsAWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shine.svg")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	require.NoError(t, render.File(path, board(t, "shoeshine-loop"), render.Options{}))
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, draw(t, board(t, "shoeshine-loop"), render.Options{}), string(got))
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "the mode of the old file stays")

	require.Error(t, render.File(path, board(t, "sparse"), render.Options{Theme: "no such theme"}))
	still, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, got, still)
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	assert.Len(t, left, 1, "nothing is left lying about")
	assert.Error(t, render.File(filepath.Join(t.TempDir(), "no", "such", "folder.svg"), board(t, "sparse"), render.Options{}))
}

func TestNamesThatNoListHasAreErrorsThatNameTheList(t *testing.T) {
	b := &blueprint.Blueprint{Title: "x"}
	var views []string
	for _, v := range render.Views() {
		views = append(views, v.Name)
	}
	assert.EqualError(t, render.Render(io.Discard, b, render.Options{View: "map"}), `render: no view "map"; there is `+strings.Join(views, ", "))
	assert.Contains(t, views, "cycle")
	assert.EqualError(t, render.Render(io.Discard, b, render.Options{Format: "bmp"}), `render: no format "bmp"; there is svg, png, pdf, html, dot, mermaid, mermaid-journey, plantuml, d2, markdown, json, term`)
	assert.EqualError(t, render.Render(io.Discard, b, render.Options{Theme: "pink"}), `render: no theme "pink"; there is light, dark, high-contrast, print`)
	assert.EqualError(t, render.File("x.bmp", b, render.Options{}), `render: no extension ".bmp"; there is .svg, .png, .pdf, .html, .dot, .mmd, .puml, .d2, .md, .json, .txt`)
	assert.Error(t, render.Render(io.Discard, nil, render.Options{}))
}

func TestTheSameBlueprintGivesTheSameBytes(t *testing.T) {
	for _, name := range []string{"dense", "sixty-steps"} {
		assert.Equal(t, draw(t, board(t, name), render.Options{}), draw(t, board(t, name), render.Options{}))
	}
}

// A wide board on a sheet of paper goes on below, so that it can be read; how
// wide it is can still be said.
func TestAWideBoardGoesOnBelowOnPaper(t *testing.T) {
	b := board(t, "sixty-steps")
	fitted := draw(t, b, render.Options{Format: "pdf", Page: "A3", NoSystemFonts: true})
	endless := draw(t, b, render.Options{Format: "pdf", Page: "a3", NoSystemFonts: true, Options: view.Options{Wrap: 1000}})
	assert.False(t, fitted == endless)
	var strips []bool
	for _, wrap := range []int{30, 20, 15, 12} {
		strips = append(strips, fitted == draw(t, b, render.Options{Format: "pdf", Page: "a3", NoSystemFonts: true, Options: view.Options{Wrap: wrap}}))
	}
	assert.Contains(t, strips, true, "in two to five strips")
	small := board(t, "shoeshine-loop")
	assert.True(t, draw(t, small, render.Options{Format: "pdf", Page: "a4", NoSystemFonts: true}) ==
		draw(t, small, render.Options{Format: "pdf", Page: "a4", NoSystemFonts: true, Options: view.Options{Wrap: 1000}}), "what fits stays in one")
	assert.ErrorContains(t, render.Render(io.Discard, small, render.Options{Format: "pdf", Page: "a9"}), "a9")
}
