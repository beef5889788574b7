package rename_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/rename"
)

// apply makes the edits in copies of the texts.
func apply(t *testing.T, texts map[string][]byte, edits map[string][]edit.Edit) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for name, text := range texts {
		after, err := edit.Apply(text, edits[name])
		require.NoError(t, err, name)
		out[name] = after
	}
	return out
}

// same compares texts line by line, since the whole is too long to be shown.
func same(t *testing.T, want, got map[string][]byte, what string) {
	t.Helper()
	require.Len(t, got, len(want))
	for name := range want {
		a, b := strings.SplitAfter(string(want[name]), "\n"), strings.SplitAfter(string(got[name]), "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Errorf("%s: %s:%d: expected %q, got %q", what, name, i+1, a[i], b[i])
				return
			}
		}
		require.Len(t, b, len(a), "%s: %s", what, name)
	}
}

// collections are the texts that names are tried on: each example alone, and
// blueprints that include others.
func collections(t *testing.T) map[string]map[string][]byte {
	t.Helper()
	out := map[string]map[string][]byte{"included": included(), "spellings": spellings()}
	files, err := filepath.Glob("../../examples/*/blueprint.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		out[filepath.Base(filepath.Dir(file))] = map[string][]byte{file: text}
	}
	return out
}

func included() map[string][]byte {
	return map[string][]byte{
		"root.yaml": []byte(`title: Root
personas: [Regular, {id: new, title: Newcomer}]
actors: [{id: clerk, title: Clerk}]
lanes:
  - {id: guest, kind: customer}
  - {id: desk, kind: frontstage, actor: clerk}
phases:
  - title: Come in
    steps:
      - guest: Enter
        desk: {title: Greet, next: complaint-record, see: "parts/complaint.yaml#record"}
      - guest: {title: Leave, for: new, time: {by: {new: 1m}}}
include:
  - {file: parts/complaint.yaml, after: come-in}
  - {file: parts/other.yaml, prefix: other}
journeys:
  - {title: Trouble, persona: regular, touchpoints: [enter, complaint-say-it, leave]}
links: [{from: complaint-record, to: greet}, {from: other-last, to: greet}]
scenarios:
  - {title: More, set: {clerk.count: 3, greet.next.complaint-record.chance: 50%, complaint-record.servers: 2, leave.time.by.new: 2m}}
`),
		filepath.FromSlash("parts/complaint.yaml"): []byte(`# a part
title: Complaint
lanes:
  - {id: guest, kind: customer}
  - {id: desk, kind: frontstage}
phases:
  - title: Complain
    steps:
      - guest: Say it
        desk: {title: Record, actor: clerk, fails: [{title: Lost, recover: say-it}], emotion: {new: -1}}
      - desk: {title: Answer, see: "#record", wait: {expected: 1m, then: say-it}, next: end}
links: [{from: say-it, to: record}]
`),
		filepath.FromSlash("parts/other.yaml"): []byte("title: Other\r\nsteps:\r\n  - customer: First\r\n  - customer: Last, really\r\n    id: closing\r\n  - {customer: \"Last\", title: Third}\r\n"),
	}
}

// spellings hold titles in all the ways in which they can be written.
func spellings() map[string][]byte {
	return map[string][]byte{"a.yaml": []byte(`title: Spellings
personas: [Regular, "New one", 'Old one']
actors:
  - Clerk
  - Cook, the second
  - {title: Boss, count: 2} # and why
phases:
  - title: One
    steps:
      - customer: Come, if you can
        frontstage: {time: 30s, title: Greet}
        backstage: "Look: up"
        support: [Buy, 'Sell']
      - customer: {title: Rest}
      - customer:
          - Sit down # comfortably
          - title: Drink
            notes: |
              Tea
          - Wait, a little
        frontstage:
          title: Serve
          # quickly
          time: 1m
        backstage:
          time: 1m
          title: Prepare # and more
      - customer: 付款
        frontstage: { title: Take money, next: come-if-you-can }
        backstage:
          - together: [Count, Write]
  -
    title: Two
    id: second
    steps: [{customer: Go, id: out, frontstage: [Wave, {id: smile, title: Smile at them}]}]
journeys:
  - title: All
    persona: new-one
    touchpoints: [come-if-you-can, 付款]
`)}
}

// Renaming and renaming back restores every byte, and in between all is as it
// was but for the name.
func TestThereAndBack(t *testing.T) {
	for name, texts := range collections(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := rename.Names(texts)
			require.NotEmpty(t, x.All())
			for i, n := range x.All() {
				edits, y, err := x.RenameAndRead(n, "quite-another-name")
				require.NoError(t, err, "%s", n)
				require.NotEmpty(t, edits)
				there := apply(t, texts, edits)
				renamed := y.All()[i]
				require.Equal(t, "quite-another-name", renamed.ID)
				require.Equal(t, n.Kind, renamed.Kind)
				require.Len(t, renamed.Uses, len(n.Uses), "%s", n)
				edits, err = y.Rename(renamed, n.ID)
				require.NoError(t, err, "%s back", n)
				same(t, texts, apply(t, there, edits), n.String())
			}
		})
	}
}

func TestAcrossFiles(t *testing.T) {
	texts := included()
	part := filepath.FromSlash("parts/complaint.yaml")
	_, err := rename.Rename(texts, part, 3, "x") // in the comment
	require.ErrorIs(t, err, rename.ErrNowhere)

	x := rename.Names(texts)
	record := x.Find(rename.Touchpoint, "record")
	require.Len(t, record, 1)
	var places []string
	for _, u := range record[0].Uses {
		places = append(places, u.Range.Start.String()+" "+u.Text)
	}
	require.Equal(t, []string{
		part + ":10:23 record",
		part + ":11:38 record", part + ":12:28 record",
		"root.yaml:11:36 complaint-record", "root.yaml:11:81 record",
		"root.yaml:18:16 complaint-record", "root.yaml:20:52 complaint-record", "root.yaml:20:82 complaint-record",
	}, places)

	edits, err := rename.Rename(texts, part, record[0].Uses[2].Start, "note-down")
	require.NoError(t, err)
	after := apply(t, texts, edits)
	root := string(after["root.yaml"])
	require.Contains(t, root, `next: complaint-note-down, see: "parts/complaint.yaml#note-down"`)
	require.Contains(t, root, "greet.next.complaint-note-down.chance: 50%, complaint-note-down.servers: 2")
	require.Contains(t, string(after[part]), "desk: {title: Record, id: note-down, ")
}

// A lane is a key of every step, in all files that share it.
func TestLane(t *testing.T) {
	texts := included()
	x := rename.Names(texts)
	desk := x.Find(rename.Lane, "desk")
	require.Len(t, desk, 1)
	require.Len(t, desk[0].Uses, 5, "two lists of lanes, three cells")
	edits, err := x.Rename(desk[0], "counter")
	require.NoError(t, err)
	for _, text := range apply(t, texts, edits) {
		require.NotContains(t, string(text), "desk")
	}
	for _, word := range []string{"title", "together", "end", "notes"} {
		_, err := x.Rename(desk[0], word)
		require.ErrorIs(t, err, rename.ErrID, word)
	}
	_, err = x.Rename(desk[0], "guest")
	require.ErrorIs(t, err, rename.ErrTaken)
}

func TestRefused(t *testing.T) {
	texts := map[string][]byte{"a.yaml": []byte("title: A\nsteps: [{customer: Come}, {customer: Go}]\n")}
	x := rename.Names(texts)
	come := x.Find(rename.Touchpoint, "come")[0]
	for to, want := range map[string]error{"": rename.ErrID, "a b": rename.ErrID, "a.b": rename.ErrID, "end": rename.ErrID, "go": rename.ErrTaken, "\xff": rename.ErrID} {
		_, err := x.Rename(come, to)
		require.ErrorIs(t, err, want, "%q", to)
	}
	edits, err := x.Rename(come, "come")
	require.NoError(t, err)
	require.Empty(t, edits)

	texts["b.yaml"] = []byte("title: [\ninclude: [{file: a.yaml}]\n")
	x = rename.Names(texts)
	require.Error(t, x.Broken("b.yaml"))
	_, err = x.Rename(x.Find(rename.Touchpoint, "come")[0], "arrive")
	require.ErrorIs(t, err, rename.ErrUnsafe, "a broken text names it, perhaps")
}

// The ids of twins are counted; when the first is called otherwise, the second
// keeps its name.
func TestTwins(t *testing.T) {
	texts := map[string][]byte{"a.yaml": []byte("title: A\nsteps:\n  - customer: Wait\n  - customer: Wait\n  - customer: {title: Go, next: wait-2}\n")}
	x := rename.Names(texts)
	edits, err := x.Rename(x.Find(rename.Touchpoint, "wait")[0], "queue")
	require.NoError(t, err)
	after := apply(t, texts, edits)
	require.Equal(t, "title: A\nsteps:\n  - customer:\n      title: Wait\n      id: queue\n  - customer:\n      title: Wait\n      id: wait-2\n  - customer: {title: Go, next: wait-2}\n", string(after["a.yaml"]))

	edits, err = x.Rename(x.Find(rename.Touchpoint, "wait-2")[0], "queue")
	require.NoError(t, err)
	require.Contains(t, string(apply(t, texts, edits)["a.yaml"]), "customer: {title: Go, next: queue}")
}

// What is found must be what the loader understands.
func TestAgreesWithLoader(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "parts"), 0o755))
	texts := included()
	for name, text := range texts {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), text, 0o644))
	}
	_, err := blueprint.Load(filepath.Join(dir, "root.yaml"))
	require.NoError(t, err)
	x := rename.Names(texts)
	for _, n := range x.All() {
		edits, err := x.Rename(n, "quite-another-name")
		require.NoError(t, err)
		for name, text := range apply(t, texts, edits) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), text, 0o644))
		}
		_, err = blueprint.Load(filepath.Join(dir, "root.yaml"))
		require.NoError(t, err, "%s", n)
	}
}

func FuzzRename(f *testing.F) {
	for _, text := range included() {
		f.Add(text, 40, "other")
	}
	f.Add(spellings()["a.yaml"], 90, "end")
	f.Fuzz(func(t *testing.T, text []byte, offset int, to string) {
		if len(text) > 4096 {
			return
		}
		texts := map[string][]byte{"a.yaml": text}
		edits, err := rename.Rename(texts, "a.yaml", offset, to)
		if err != nil {
			return
		}
		after, err := edit.Apply(text, edits["a.yaml"])
		if err != nil {
			t.Fatal(err)
		}
		if x := rename.Names(map[string][]byte{"a.yaml": after}); x.Broken("a.yaml") != nil {
			t.Fatalf("%q became %q", text, after)
		}
	})
}

func BenchmarkNames(b *testing.B) {
	text, err := os.ReadFile("../../examples/telecom-hall/blueprint.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		rename.Names(map[string][]byte{"a.yaml": text})
	}
}
