// Package prosetest is the kit that the tests of all writers of text share: the
// blueprints that they write, their golden files, and the tools that must
// accept what they write.
package prosetest

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/examples"
	"github.com/servicemoments/moments/touchpoint"
)

// Script is a title that does harm where it is not escaped.
const Script = `<script>alert(1)</script>"&'`

// Board is a blueprint with a name.
type Board struct {
	Name string
	*blueprint.Blueprint
}

// Boards are the blueprints of the golden files: an English and a Chinese
// example, and one full of what writers stumble over.
func Boards(t testing.TB) []Board {
	return []Board{
		{"corner-shoeshine", Example(t, "corner-shoeshine")},
		{"telecom-hall-zh", Example(t, "telecom-hall-zh")},
		{"nasty", Nasty()},
	}
}

// Example reads an example blueprint.
func Example(t testing.TB, name string) *blueprint.Blueprint {
	t.Helper()
	e, err := examples.Open(name)
	require.NoError(t, err)
	b, err := blueprint.Read(bytes.NewReader(e.Text), name)
	require.NoError(t, err)
	return b
}

// NastyTitles are the titles of [Nasty], each with one kind of trouble.
func NastyTitles() []string {
	return []string{
		Script,
		`Say "yes": now; or 'no'`,
		"First line\nsecond line",
		"[[square]] {curly} (round) |pipe|",
		"办理：缴费、查询（柜台）",
		`C:\new\table %%{init: {}}%% #35; #quot; &lt;`,
		"1. Ask don't well-known and/or 5%",
		"**bold** _under_ `code` ~~gone~~ //slanted//",
		"Hair style: #abc; classDef x: #def;",
		"${HOME} $x %date() !include x",
		"- a list\n# a heading\n--- @enduml",
		"end",
		"A --> B |x| ::: subgraph",
		"🇨🇳 emoji 👨‍👩‍👧 e\u0301",
		"مرحبا שלום",
		strings.Repeat("long ", 30) + "title",
	}
}

// Nasty is a blueprint of nasty titles and of ids that are keywords of some
// language, differ in case only, or come from odd scripts.
func Nasty() *blueprint.Blueprint {
	titles := NastyTitles()
	ids := []string{"label", "Label", "END-it", "graph", "办理", "style", "a--b", "a-_b", "a_b", "a-b", "Ω-मराठी", "class", "subgraph", "x-1", "مرحبا", "Z5fZ"}
	at := func(i int) touchpoint.Touchpoint { return touchpoint.Touchpoint{ID: ids[i], Title: titles[i]} }
	build := blueprint.New(Script).With(func(b *blueprint.Blueprint) {
		b.Description = "Nasty | titles\n* with everything: " + Script
		b.Lanes = []blueprint.Lane{
			{ID: "guest", Kind: touchpoint.Customer, Title: `Guest "X": [a] | b`},
			{ID: "顾客", Kind: touchpoint.Customer},
			{ID: "node", Kind: touchpoint.Frontstage, Title: Script},
			{ID: "Node", Kind: touchpoint.Support},
		}
		b.Personas = []blueprint.Persona{{ID: "vip", Title: "V|I:P; \"1\""}}
		b.Links = []blueprint.Link{{From: ids[1], To: ids[5], Both: true, Title: Script}, {From: ids[0], To: ids[9]}}
	})
	one := build.Phase("Phase: [1] | #" + Script)
	first := at(0)
	first.Moment, first.For = &touchpoint.Moment{Critical: true, Standards: []string{"a | b"}}, []string{"vip"}
	first.Wait = &touchpoint.Wait{Then: touchpoint.End}
	second := at(1)
	second.Next = []touchpoint.Next{{To: ids[4], When: Script, Chance: touchpoint.Of(0.5)}, {To: ids[6], When: "a|b: c"}, {To: touchpoint.End, When: "\"stop\""}}
	third := at(2)
	third.Fails = []touchpoint.Fail{{Title: Script, Chance: touchpoint.Of(0.125), Recover: ids[8]}, {}}
	third.Refs = []string{"https://example.com/a(b)|c"}
	one.Step().Evidence("Sign | "+Script, "b\nc").Put("guest", first, second).Put("node", third).Put("Node", at(3))
	one.Step().Put("顾客", at(4), at(5)).Together("node", at(6), at(7))
	two := build.Phase("办理")
	two.Step().Put("node", at(8)).Put("Node", at(9), at(10))
	two.Step().With(func(s *blueprint.Step) { s.Title = "Step | 4: <b>" }).Put("guest", at(11)).Put("顾客", at(12)).Put("node", at(13)).Put("Node", at(14), at(15))
	b, err := build.Blueprint()
	if err != nil {
		panic(err) // the kit itself is wrong
	}
	// What Validate refuses can still be put there by hand.
	bad, _ := b.Touchpoint(ids[2])
	bad.Refs = append(bad.Refs, "javascript:alert(1)")
	return b
}

// Random is a random blueprint.
func Random(seed int) *blueprint.Blueprint {
	return blueprinttest.Random(blueprinttest.Seeded(uint64(seed)), blueprinttest.Shape{})
}

// Odd are blueprints with next to nothing in them.
func Odd() []*blueprint.Blueprint {
	return []*blueprint.Blueprint{nil, {}, {Title: "Only a title"}, {Title: "A phase", Phases: []blueprint.Phase{{Title: "Empty"}}},
		{Phases: []blueprint.Phase{{Steps: []blueprint.Step{{}}}}}}
}

// Text calls a writer and gives back what it wrote.
func Text(t testing.TB, write func(io.Writer) error) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, write(&out))
	return out.String()
}

// RequireGolden compares with a golden file, or writes it.
func RequireGolden(t testing.TB, update bool, file, got string) {
	t.Helper()
	if update {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "run the tests with -update to make it")
	require.Equal(t, string(want), got)
}

// Missing skips a test whose tool is not there and says how to get it. In CI it
// fails instead, so that no check is lost unnoticed.
func Missing(t testing.TB, tool, how string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing: %s", tool, how)
	}
	t.Skipf("%s is missing, so nothing checks that it accepts the text: %s", tool, how)
}

// Tool finds a command, or skips the test.
func Tool(t testing.TB, name, how string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		Missing(t, name, how)
	}
	return path
}

// Save writes texts into a folder, each as name plus extension, and gives the
// paths in the order of the names.
func Save(t testing.TB, dir, extension string, names []string, textOf map[string]string) []string {
	t.Helper()
	paths := make([]string, len(names))
	for i, n := range names {
		paths[i] = filepath.Join(dir, n+extension)
		require.NoError(t, os.WriteFile(paths[i], []byte(textOf[n]), 0o644))
	}
	return paths
}
