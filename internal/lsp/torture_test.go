package lsp

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/internal/lsp/half"
)

// everything asks all that can be asked at a place. No answer may be an internal
// error, and every edit that is offered must fit the text.
func (s *session) everything(u, src string, p position) {
	s.tb.Helper()
	ask := func(method string, params, result any) {
		s.tb.Helper()
		if err := s.ask(method, params, result); err != nil && code(err) != requestFailed {
			s.tb.Fatalf("%s at %v in %q: %v\n%s", method, p, src, err, s.log)
		}
	}
	var list completionList
	ask("textDocument/completion", at(u, p), &list)
	for _, item := range list.Items[:min(3, len(list.Items))] {
		applied(s.tb, src, []textEdit{*item.TextEdit}, utf16Encoding)
	}
	ask("textDocument/hover", at(u, p), nil)
	ask("textDocument/definition", at(u, p), nil)
	ask("textDocument/documentHighlight", at(u, p), nil)
	ask("textDocument/prepareRename", at(u, p), nil)
	ask("textDocument/rename", object{"textDocument": object{"uri": u}, "position": p, "newName": "other"}, nil)
}

func (s *session) whole(u, src string) {
	s.tb.Helper()
	for _, method := range []string{"documentSymbol", "foldingRange"} {
		s.call("textDocument/"+method, of(u), nil)
	}
	var edits []textEdit
	s.call("textDocument/formatting", of(u), &edits)
	applied(s.tb, src, edits, utf16Encoding)
	var actions []codeAction
	s.call("textDocument/codeAction", object{"textDocument": object{"uri": u}, "range": span{position{}, position{Line: 1000}}, "context": object{}}, &actions)
	for _, a := range actions {
		for _, list := range a.Edit.Changes {
			applied(s.tb, src, list, utf16Encoding)
		}
	}
}

// A blueprint is typed from its first letter to its last.
func TestTyping(t *testing.T) {
	s := start(t, Options{}, nil)
	src := example(t, "corner-shoeshine")
	s.open(uri, "")
	text := newText("", utf16Encoding)
	version := 1
	for i, r := range src {
		version++
		end := text.position(len(text.string))
		s.notify("textDocument/didChange", object{"textDocument": object{"uri": uri, "version": version}, "contentChanges": []change{{Range: &span{end, end}, Text: string(r)}}})
		text = newText(src[:i+utf8.RuneLen(r)], utf16Encoding)
		p := text.position(len(text.string))
		s.call("textDocument/completion", at(uri, p), nil)
		s.call("textDocument/hover", at(uri, p), nil)
		if i%37 == 0 {
			s.everything(uri, text.string, p)
			s.whole(uri, text.string)
		}
	}
	for _, d := range s.findings(uri, version) {
		require.NotEqual(t, 1, d.Severity, d.Message)
	}
}

// Completion at every place of an example, and all else at some.
func TestEveryPlace(t *testing.T) {
	s := start(t, Options{}, nil)
	for _, name := range []string{"corner-shoeshine", "telecom-hall-zh"} {
		src := example(t, name)
		u := "untitled:" + name + ".blueprint.yaml"
		s.open(u, src)
		text := newText(src, utf16Encoding)
		step := 1
		if len(src) > 4000 {
			step = 41
		}
		for i := 0; i <= len(src); i += step {
			p := text.position(i)
			s.call("textDocument/completion", at(u, p), nil)
			if i%(step*16) == 0 {
				s.everything(u, src, p)
			}
		}
		s.whole(u, src)
	}
}

// mutated changes a text in a few places as hasty hands do.
func mutated(r *rand.Rand, src string) string {
	bits := []string{"", "\n", "  ", "\t", ":", ": ", "- ", "[", "]", "{", "}", ",", "#", "'", "\"", "|", ">", "&a ", "*a", "!!", "\u00a0", "🙂", "付", "---\n", "\r\n", "include: [{file: x.yaml}]\n", "\xff", "\x00", "steps:\n", "? "}
	for range 1 + r.Intn(4) {
		i := r.Intn(len(src) + 1)
		j := min(len(src), i+r.Intn(12))
		src = src[:i] + bits[r.Intn(len(bits))] + src[j:]
	}
	return strings.ToValidUTF8(src, "\ufffd")
}

func TestMutations(t *testing.T) {
	s := start(t, Options{}, nil)
	r := rand.New(rand.NewSource(7))
	s.open(uri, "")
	for i, name := range exampleNames(t) {
		src := example(t, name)
		if len(src) > 6000 {
			src = src[:6000]
		}
		for k := range 12 {
			text := mutated(r, src)
			s.change(uri, 100*i+k+2, text)
			s.everything(uri, text, newText(text, utf16Encoding).position(r.Intn(len(text))))
			s.whole(uri, text)
		}
	}
}

// More text than there is room for is not kept, but there is room again when
// something is closed.
func TestRoom(t *testing.T) {
	f := newFiles()
	f.room = 100
	put := func(name string, size int) *document {
		d := &document{uri: name, path: name, text: newText(strings.Repeat("a", size), utf16Encoding)}
		require.True(t, f.put(d))
		return d
	}
	require.False(t, put("a", 60).large)
	require.True(t, put("b", 60).large)
	require.Equal(t, 60, f.kept)
	require.False(t, put("a", 30).large)
	require.False(t, put("b", 60).large)
	f.drop("a")
	f.drop("b")
	require.Zero(t, f.kept)
	for i := range maxOpen {
		put(fmt.Sprint(i), 0)
	}
	require.False(t, f.put(&document{path: "one more", text: newText("", utf16Encoding)}))
}

// A text that is too large is told of, and mended by a smaller one.
func TestTooLarge(t *testing.T) {
	s := start(t, Options{}, nil)
	s.open(uri, hall)
	s.change(uri, 2, "title: A\nsteps: []\n# "+strings.Repeat("x", blueprint.MaxBytes))
	found := s.findings(uri, 2)
	require.Len(t, found, 1)
	require.Contains(t, found[0].Message, "too large")
	s.notify("textDocument/didChange", object{"textDocument": object{"uri": uri, "version": 3}, "contentChanges": []change{{Range: &span{}, Text: "x"}}})
	s.call("textDocument/hover", at(uri, position{}), nil)
	s.change(uri, 4, hall)
	for _, d := range s.findings(uri, 4) {
		require.NotEqual(t, "file", d.Code)
	}
}

// An editor that registers and watches files is asked to do so.
func TestWatching(t *testing.T) {
	s := start(t, Options{}, object{"capabilities": object{"workspace": object{
		"didChangeWatchedFiles": object{"dynamicRegistration": true}, "workspaceEdit": object{"documentChanges": true},
	}}})
	s.open(uri, hall)
	s.findings(uri, 1)
	p := at(uri, newText(hall, utf16Encoding).position(strings.Index(hall, "pay]")))
	p["newName"] = "settle"
	var got workspaceEdit
	s.call("textDocument/rename", p, &got)
	require.Empty(t, got.Changes)
	require.Len(t, got.DocumentChanges, 1)
	require.Equal(t, 1, *got.DocumentChanges[0].TextDocument.Version)
	for range 200 {
		s.mu.Lock()
		asked := len(s.asked)
		s.mu.Unlock()
		if asked > 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the editor was not asked to watch files")
}

// What is offered for a half-typed text is what the loader would say of a whole
// one: the same ids.
func TestKnownAgreesWithLoader(t *testing.T) {
	for _, name := range exampleNames(t) {
		src := example(t, name)
		b, err := blueprint.Read(strings.NewReader(src), name)
		require.NoError(t, err)
		var got, want []string
		for _, x := range boardOf(half.Parse(src), name).things {
			if x.kind == "touchpoint" {
				got = append(got, x.id+" "+x.title+" "+x.lane)
			}
		}
		g := b.Graph()
		for _, x := range b.Touchpoints() {
			want = append(want, x.ID+" "+x.Title+" "+g.Lane(x).ID)
		}
		require.Equal(t, want, got, name)
	}
}

// Edits that make one text of another do so, whatever the two are.
func TestDifference(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for range 2000 {
		a := mutated(r, "a: b\r\n  c: 付款\n\n\n- d\n")
		b := mutated(r, a)
		got := applied(t, a, newText(a, utf16Encoding).edits(difference(a, b)), utf16Encoding)
		require.Equal(t, b, got, "%q", a)
	}
}

func TestPositions(t *testing.T) {
	for _, encoding := range []string{utf8Encoding, utf16Encoding, utf32Encoding} {
		for _, src := range []string{"", "a", "a\nb", "a\r\nb\rc\n", "付款🙂x\n🏢", "\ufeffa: b\n", "\n\n"} {
			text := newText(src, encoding)
			for i := range src + "x" {
				if i > 0 && i < len(src) && src[i] == '\n' && src[i-1] == '\r' {
					continue
				}
				require.Equal(t, i, text.offset(text.position(i)), "%q %d", src, i)
			}
			require.Equal(t, len(src), text.offset(position{Line: 99, Character: 99}))
			require.Equal(t, 0, text.offset(position{Line: -1, Character: -1}))
		}
	}
	require.Equal(t, position{Line: 0, Character: 4}, newText("付款🙂x", utf16Encoding).position(len("付款🙂")))
}

func FuzzText(f *testing.F) {
	f.Add(hall, 100)
	f.Add("title: A\nsteps: [", 12)
	f.Add("a: 'b\n- c: {", 5)
	s := connect(f, Options{})
	s.call("initialize", object{}, nil)
	s.open(uri, "")
	version := 1
	f.Fuzz(func(t *testing.T, text string, offset int) {
		if len(text) > 2000 || !utf8.ValidString(text) {
			return
		}
		s.tb = t
		version++
		s.change(uri, version, text)
		s.everything(uri, text, newText(text, utf16Encoding).position(offset))
		s.whole(uri, text)
	})
}

// hundreds is a blueprint with 200 touchpoints.
func hundreds() string {
	var b strings.Builder
	b.WriteString("title: Large\nactors: [{id: clerk, title: Clerk, count: 4}]\nphases:\n")
	for phase := range 5 {
		fmt.Fprintf(&b, "  - title: Phase %d\n    steps:\n", phase)
		for step := range 10 {
			n := phase*10 + step
			fmt.Fprintf(&b, "      - customer: {title: Ask for thing %d, evidence: }\n", n)
			fmt.Fprintf(&b, "        frontstage: {title: Hand over thing %d, actor: clerk, time: 30s, service: core, fails: [{title: Wrong thing %d, chance: 5%%}]}\n", n, n)
			fmt.Fprintf(&b, "        backstage: {title: Seek thing %d, time: 20s}\n        support: {title: Keep thing %d, time: 10s}\n", n, n)
		}
	}
	return strings.ReplaceAll(b.String(), ", evidence: ", "")
}

// From a keystroke to the findings in the editor, without the moment that the
// server waits for further keys.
func BenchmarkKeystroke(b *testing.B) {
	s := start(b, Options{Delay: 1}, nil)
	src := hundreds()
	s.open(uri, src)
	s.findings(uri, 1)
	version := 1
	at := newText(src, utf16Encoding).position(strings.Index(src, "Hand over thing 25"))
	for b.Loop() {
		version++
		s.notify("textDocument/didChange", object{"textDocument": object{"uri": uri, "version": version}, "contentChanges": []change{{Range: &span{at, at}, Text: "x"}}})
		s.findings(uri, version)
	}
}

func BenchmarkCompletion(b *testing.B) {
	s := start(b, Options{}, nil)
	src := hundreds()
	s.open(uri, src)
	p := newText(src, utf16Encoding).position(strings.Index(src, "Hand over thing 25"))
	for b.Loop() {
		s.call("textDocument/completion", at(uri, p), nil)
	}
}

func BenchmarkHalf(b *testing.B) {
	src := hundreds()
	for b.Loop() {
		half.Parse(src)
	}
}
