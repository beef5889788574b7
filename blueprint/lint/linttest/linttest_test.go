package linttest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/blueprint/lint/linttest"
)

// recorder keeps what a failing test would say.
type recorder struct{ said []string }

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

// pay finds every touchpoint that is called Pay.
func pay() *lint.Rule {
	return &lint.Rule{Name: "pay", Severity: blueprint.Warning, Run: func(p *lint.Pass) {
		for _, t := range p.Graph.Touchpoints() {
			if t.Title == "Pay" {
				p.Report(p.Graph.Path(t), "payment hurts", "make it short")
				p.Report(p.Graph.Path(t), "queues form", "")
			}
		}
	}}
}

func run(t *testing.T, text string) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "b.yaml")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	var r recorder
	linttest.Run(&r, []*lint.Rule{pay()}, file)
	for i := range r.said {
		r.said[i] = relative(r.said[i], file)
	}
	return r.said
}

func relative(said, file string) string {
	if len(said) > len(file) && said[:len(file)] == file {
		return "b.yaml" + said[len(file):]
	}
	return said
}

func TestWantedFindingsPass(t *testing.T) {
	for _, line := range []string{
		`- customer: Pay # want "hurts" "queues"`,
		`- customer: Pay # want pay "^queues form$" pay "h.rts"`,
		"- customer: Pay # want `queues` \"payment\"",
		`- customer: [Come, Pay] # want pay "queues" "payment"`,
	} {
		assert.Empty(t, run(t, "title: T\nsteps:\n  "+line+"\n"), line)
	}
	assert.Empty(t, run(t, "title: T # and no want\nsteps:\n  - customer: Come\n"))
}

func TestFailuresSayFileAndLine(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"unexpected", `- customer: Pay # want "hurts"`, `b.yaml:3:15: unexpected: warning: queues form (pay)`},
		{"missing", `- customer: Come # want "hurts"`, `b.yaml:3: nothing found that matches "hurts"`},
		{"of another rule", `- customer: Pay # want cash "hurts" "queues"`, `b.yaml:3: nothing found that matches cash "hurts"`},
		{"twice announced, once found", `- customer: Pay # want "hurts" "queues" "hurts"`, `b.yaml:3: nothing found that matches "hurts"`},
		{"at another line", "# want \"hurts\"\n  - customer: Pay", `b.yaml:3: nothing found that matches "hurts"`},
		{"what loading says", `- customer: {title: Come, nexd: pay}`, `b.yaml:3:29: unexpected: error: a touchpoint has no key "nexd"; did you mean "next"? (unknown-key)`},
		{"not a text", `- customer: Pay # want hurts`, `b.yaml:3: expected # want "text" or # want rule "text", but this is "hurts"`},
		{"not an expression", `- customer: Pay # want "("`, "b.yaml:3: \"(\": error parsing regexp: missing closing ): `(`"},
	} {
		assert.Contains(t, run(t, "title: T\nsteps:\n  "+c.line+"\n"), c.want, c.name)
	}
}

func TestFoldersAreWalked(t *testing.T) {
	dir := t.TempDir()
	var r recorder
	linttest.Run(&r, nil, dir, filepath.Join(dir, "none.yaml"))
	require.Len(t, r.said, 2)
	assert.Contains(t, r.said[0], "there is no .yaml file")

	require.NoError(t, os.MkdirAll(filepath.Join(dir, "a", "b"), 0o755))
	for _, name := range []string{"x.yaml", "a/y.yml", "a/b/z.yaml", "a/notes.txt"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("title: T\nsteps:\n  - customer: Pay\n"), 0o644))
	}
	r = recorder{}
	linttest.Run(&r, []*lint.Rule{pay()}, dir)
	assert.Len(t, r.said, 6, "two findings in each of three files")
}
