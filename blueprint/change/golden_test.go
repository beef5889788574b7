package change_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/servicemoments/moments/blueprint/change"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite golden files")

// texts are the texts of one blueprint, the root's first.
func texts(root string, more ...string) change.Files {
	f := change.Files{Root: "b.yaml", Texts: map[string][]byte{"b.yaml": []byte(root)}}
	for i := 0; i+1 < len(more); i += 2 {
		f.Texts[more[i]] = []byte(more[i+1])
	}
	return f
}

func decoded(text string) (o change.Op, err error) {
	err = json.Unmarshal([]byte(text), &o)
	return o, err
}

func op(t testing.TB, text string) change.Op {
	t.Helper()
	o, err := decoded(text)
	require.NoError(t, err, text)
	return o
}

// told says what a change comes to, as a designer would check it.
func told(f change.Files, o change.Op) string {
	var out strings.Builder
	r, err := change.Apply(f, o)
	var refused *change.Refused
	if errors.As(err, &refused) {
		fmt.Fprintf(&out, "refused: %v\n", err)
		for _, x := range refused.References {
			fmt.Fprintf(&out, "  %s is named at %s:%d: %s\n", x.ID, x.File, x.Line, x.Path)
		}
		return out.String()
	}
	for _, name := range slices.Sorted(maps.Keys(r.Texts)) {
		_, hunks, _ := strings.Cut(string(diff.Diff("a", f.Texts[name], "b", r.Texts[name])), "\n@@")
		out.WriteString(name + " @@" + hunks)
	}
	fmt.Fprintf(&out, "focus %s %s\n", r.Focus, r.ID)
	for _, was := range slices.Sorted(maps.Keys(r.Renamed)) {
		fmt.Fprintf(&out, "%s is %s now\n", was, r.Renamed[was])
	}
	for _, x := range r.Removed {
		fmt.Fprintf(&out, "gone: %s at %s:%d\n", x.ID, x.File, x.Line)
	}
	return out.String()
}

const shoeshine = `# The corner shoeshine.
title: Corner shoeshine   # of course
include: extra.yaml
phases:
  - title: 'Shine'
    steps:
      # Sitting down is half the pleasure.
      - customer: Sit down
        evidence: [Stand, "Chair"]
        frontstage: {title: Brush shoes, time: 30s}   # quick
      - support: Buy supplies
        # polish it
        frontstage:
          title: Polish
          # often
          fails: {title: Wrong wax, recover: clean}
      - frontstage:
          # the right shoe first
          - {id: clean, title: Clean shoes, next: polish}
          # with a cloth
          - Buff
          - together: [Talk, Whistle]
        backstage:

  # The end.
  - title: Settle
    steps:
      - customer: Pay
journeys:
  - {title: All well, touchpoints: [sit-down, polish, pay]}
`

const extra = `title: What is left over
steps:
  - customer: {title: Take the change, time: 5s, next: leave} # coins
  - {customer: Leave}
`

func TestChanges(t *testing.T) {
	f := texts(shoeshine, "extra.yaml", extra)
	var out strings.Builder
	for _, o := range []string{
		`{"do": "set", "id": "sit-down", "key": "time.standard", "value": "30s"}`,
		`{"do": "set", "id": "brush-shoes", "key": "time.acceptable", "value": "1m"}`,
		`{"do": "set", "id": "polish", "key": "fails[1].title", "value": "Too slow"}`,
		`{"do": "set", "id": "polish", "key": "fails[0].chance", "value": "5%"}`,
		`{"do": "set", "id": "polish", "key": "expects", "value": [{"adequate": 5.5, "desired": 7}]}`,
		`{"do": "set", "id": "extra-take-the-change", "key": "servers", "value": "3"}`,
		`{"do": "set", "key": "currency", "value": "EUR"}`,
		`{"do": "set", "path": "phases[0].steps[1]", "key": "notes", "value": "12"}`,
		`{"do": "set", "id": "pay", "key": "time", "value": "soon"}`,
		`{"do": "set", "id": "pay", "key": "tine", "value": "30s"}`,
		`{"do": "set", "id": "pey", "key": "time", "value": "30s"}`,
		`{"do": "clear", "id": "brush-shoes", "key": "time.standard"}`,
		`{"do": "clear", "id": "polish", "key": "fails[0].recover"}`,
		`{"do": "clear", "id": "polish", "key": "fails"}`,
		`{"do": "clear", "id": "polish", "key": "title"}`,
		`{"do": "rename-title", "id": "polish", "title": "Polish shoes"}`,
		`{"do": "rename-title", "id": "buff", "title": "Pay"}`,
		`{"do": "rename-title", "id": "extra-leave", "title": "Go: away"}`,
		`{"do": "rename-title", "path": "phases[1]", "title": "Pay up"}`,
		`{"do": "toggle-moment", "id": "buff"}`,
		`{"do": "toggle-moment", "id": "talk", "value": "critical"}`,
		`{"do": "toggle-fail", "id": "polish"}`,
		`{"do": "toggle-service", "id": "pay", "value": "payment"}`,
		`{"do": "toggle-evidence", "step": "1", "value": "Tin"}`,
		`{"do": "toggle-evidence", "id": "sit-down", "value": "Chair"}`,
		`{"do": "add-touchpoint", "lane": "frontstage", "step": "0", "title": "Greet"}`,
		`{"do": "add-touchpoint", "lane": "customer", "step": "1", "title": "Pay", "fields": {"time": "30s"}}`,
		`{"do": "add-touchpoint", "lane": "backstage", "step": "2", "title": "Wash the cloth"}`,
		`{"do": "add-touchpoint", "lane": "frontstage", "before": "buff", "title": "Hum"}`,
		`{"do": "add-touchpoint", "lane": "frontstage", "step": "5", "title": "Wave"}`,
		`{"do": "move-touchpoint", "id": "polish", "lane": "backstage"}`,
		`{"do": "move-touchpoint", "id": "polish", "step": "0"}`,
		`{"do": "move-touchpoint", "id": "clean", "after": "buff"}`,
		`{"do": "move-touchpoint", "id": "talk", "step": "0", "index": 0}`,
		`{"do": "move-touchpoint", "id": "pay", "step": "0"}`,
		`{"do": "move-touchpoint", "id": "extra-take-the-change", "step": "5", "lane": "frontstage"}`,
		`{"do": "move-touchpoint", "id": "pay", "step": "5"}`,
		`{"do": "duplicate-touchpoint", "id": "polish"}`,
		`{"do": "duplicate-touchpoint", "id": "talk"}`,
		`{"do": "delete-touchpoint", "id": "clean"}`,
		`{"do": "delete-touchpoint", "id": "clean", "references": "remove"}`,
		`{"do": "delete-touchpoint", "id": "polish", "references": "remove"}`,
		`{"do": "delete-touchpoint", "id": "extra-leave", "references": "remove"}`,
		`{"do": "add-step", "after": "0", "title": "Wait", "fields": {"customer": "Read", "evidence": "Newspaper"}}`,
		`{"do": "add-step"}`,
		`{"do": "move-step", "step": "0", "after": "2"}`,
		`{"do": "move-step", "step": "1", "phase": "settle", "index": 0}`,
		`{"do": "move-step", "step": "3", "phase": "shine"}`,
		`{"do": "duplicate-step", "step": "2"}`,
		`{"do": "delete-step", "step": "0", "references": "remove"}`,
		`{"do": "add-phase", "title": "Leave"}`,
		`{"do": "add-phase", "title": "Later", "after": "phases[1]", "fields": {"steps": [{"customer": "Come back"}]}}`,
		`{"do": "move-phase", "phase": "settle", "index": 0}`,
		`{"do": "delete-phase", "phase": "settle", "references": "remove"}`,
		`{"do": "link", "from": "sit-down", "to": "pay"}`,
		`{"do": "link", "from": "clean", "to": "pay"}`,
		`{"do": "link", "from": "pay", "to": "extra-leave"}`,
		`{"do": "link", "from": "extra-leave", "to": "pay"}`,
		`{"do": "link", "from": "sit-down", "to": "end", "as": "choice", "when": "in a hurry", "chance": "5%"}`,
		`{"do": "link", "from": "sit-down", "to": "extra-leave", "as": "link", "title": "thinks of", "both": true}`,
		`{"do": "link", "from": "polish", "to": "buff", "as": "recover"}`,
		`{"do": "link", "from": "pay", "to": "end", "as": "then"}`,
		`{"do": "unlink", "from": "clean", "to": "polish"}`,
		`{"do": "unlink", "from": "polish", "to": "clean", "as": "recover"}`,
		`{"do": "unlink", "from": "extra-take-the-change", "to": "extra-leave"}`,
		`{"do": "unlink", "from": "pay", "to": "clean"}`,
		`{"do": "move-touchpiont", "id": "pay"}`,
		`{"do": "link", "from": "pay"}`,
	} {
		fmt.Fprintf(&out, "%s\n%s\n", o, told(f, op(t, o)))
	}
	requireGolden(t, "testdata/changes.golden", out.String())
}

func requireGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "run the tests with -update to make it")
	require.Equal(t, string(want), got)
}
