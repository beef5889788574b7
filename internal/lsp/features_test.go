package lsp

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/rename"
)

// place finds the position behind the n-th time that words stand in a text, the
// cursor being where | is.
func place(t *testing.T, src, words string, encoding string) position {
	t.Helper()
	cursor := strings.IndexByte(words, '|')
	require.GreaterOrEqual(t, cursor, 0)
	words = strings.Replace(words, "|", "", 1)
	i := strings.Index(src, words)
	require.GreaterOrEqual(t, i, 0, "%q", words)
	return newText(src, encoding).position(i + cursor)
}

const hall = `title: Hall 大厅 🏢
personas: [Regular, {id: new, title: New}]
actors: [{id: clerk, title: Clerk 职员}]
lanes:
  - {id: guest, kind: customer, title: 客户}
  - {id: desk, kind: frontstage, actor: clerk}
phases:
  - title: Arrive
    steps:
      - guest: 进入营业厅
        desk: {title: Greet 🙂, service: hospitality, time: 30s}
      - guest: {title: Be served, for: new, wait: {expected: 5m}}
        desk:
          title: Serve
          next: [{to: 进入营业厅, chance: 20%}, pay]
  - title: Leave
    steps:
      - guest: Pay
`

func TestCompletion(t *testing.T) {
	s := start(t, Options{}, nil)
	s.open(uri, hall)
	version := 1
	try := func(src, words string) []string {
		t.Helper()
		version++
		p := place(t, src, words, utf16Encoding)
		s.change(uri, version, src)
		var got completionList
		s.call("textDocument/completion", at(uri, p), &got)
		labels := []string{}
		for _, item := range got.Items {
			labels = append(labels, item.Label)
			require.NotNil(t, item.TextEdit)
			require.Equal(t, item.TextEdit.Range.Start.Line, item.TextEdit.Range.End.Line)
			applied(t, src, []textEdit{*item.TextEdit}, utf16Encoding)
		}
		return labels
	}
	with := func(old, now string) string { return strings.Replace(hall, old, now, 1) }

	require.Equal(t, []string{"core", "information", "consultation", "order-taking", "hospitality", "safekeeping", "exceptions", "billing", "payment"}, try(hall, "service: hosp|itality"))
	require.Equal(t, []string{"进入营业厅", "greet", "be-served", "serve", "pay", "end"}, try(hall, "{to: 进|入营业厅"))
	require.Equal(t, []string{"regular", "new"}, try(hall, "for: |new"))
	require.Equal(t, []string{"clerk"}, try(hall, "actor: cl|erk"))
	require.Equal(t, []string{"customer", "frontstage", "backstage", "support"}, try(hall, "kind: |customer"))
	require.Equal(t, []string{"30s", "30m", "30h", "30d", "30w"}, try(hall, "time: 30|s}"))
	require.Equal(t, []string{"20%"}, try(hall, "chance: 20|%"))

	// Half-typed texts.
	require.Equal(t, []string{"guest", "desk", "title", "id"}, try(hall+"      - ", "Pay\n      - |")[:4])
	require.Equal(t, []string{"desk", "title"}, try(hall+"        ", "Pay\n        |")[:2])
	require.Equal(t, []string{"desk", "title"}, try(hall+"        de", "Pay\n        de|")[:2])
	require.Equal(t, []string{"title", "id", "description", "channel"}, try(with("          title: Serve\n          next: [{to: 进入营业厅, chance: 20%}, pay]\n", "          \n"), "desk:\n          |")[:4])
	require.Equal(t, []string{"to", "when"}, try(with("{to: 进入营业厅, chance: 20%}", "{"), "next: [{|")[:2])
	require.Contains(t, try(with("{to: 进入营业厅, chance: 20%}, pay]", "{to: "), "{to: |"), "pay")
	require.Contains(t, try(with("time: 30s}", "next: "), "next: |"), "pay")
	require.Contains(t, try(with("time: 30s}", "next:"), "next:|"), "pay")
	require.Contains(t, try(with("time: 30s}", "optional: }"), "optional: |"), "true")
	require.Contains(t, try(with("wait: {expected: 5m}", "wait: {expected: 5m, }"), "5m, |"), "acceptable")
	require.NotContains(t, try(with("wait: {expected: 5m}", "wait: {expected: 5m, }"), "5m, |"), "expected")
	require.Contains(t, try(with("wait: {expected: 5m}", "wait: "), "wait: |"), "true")
	require.Equal(t, "title", try("ti", "ti|")[0])
	require.Equal(t, "title", try("", "|")[0])
	require.NotContains(t, try(hall+"st", "Pay\nst|"), "steps", "phases are there")
	require.Contains(t, try(hall+"        # moments:ignore ", "moments:ignore |"), "no-evidence")
	require.Empty(t, try(hall+"        # a comment", "a com|"))
	require.Empty(t, try("title: A | B\nsteps: []\n", "A ||"[:4]))
}

// A new id can be used at once, even while the text is broken.
func TestCompletionOfNewIDs(t *testing.T) {
	s := start(t, Options{}, nil)
	src := "title: A\nsteps:\n  - customer: {title: Brand new\n  - customer: {title: Go, next: "
	s.open(uri, src)
	var got completionList
	s.call("textDocument/completion", at(uri, newText(src, utf16Encoding).position(len(src))), &got)
	require.Equal(t, "brand-new", got.Items[0].Label)
	require.Contains(t, got.Items[0].Documentation.Value, "**Brand new**")
	require.Equal(t, "0000", got.Items[0].SortText)
}

func TestHover(t *testing.T) {
	s := start(t, Options{}, nil)
	s.open(uri, hall)
	for words, want := range map[string]string{
		"ser|vice: hosp":     "Element of the service: the core or a petal",
		"service: hosp|":     "`safekeeping`",
		"|title: Hall":       "Name of the service",
		"next: [{to: 进入|营业厅": "in lane guest · phase Arrive · step 1",
		"for: ne|w":          "**New**",
		"actor: cle|rk":      "**Clerk 职员**",
		"des|k:\n":           "in lane"[:0] + "lane `desk` · kind frontstage · actor clerk",
		"Be ser|ved":         "touchpoint `be-served`",
		"tim|e: 30s":         "How long",
		"expe|cted: 5m":      "Expected wait",
	} {
		var got hover
		s.call("textDocument/hover", at(uri, place(t, hall, words, utf16Encoding)), &got)
		require.NotNil(t, got.Contents, words)
		require.Equal(t, "markdown", got.Contents.Kind)
		require.Contains(t, got.Contents.Value, want, words)
	}
	var none *hover
	s.call("textDocument/hover", at(uri, position{Line: 100, Character: 100}), &none)
	require.Nil(t, none)
}

// Characters that take two units in UTF-16 stand before what is asked for.
func TestEncodings(t *testing.T) {
	for _, encoding := range []string{utf8Encoding, utf16Encoding, utf32Encoding} {
		s := start(t, Options{}, object{"capabilities": object{"general": object{"positionEncodings": []string{encoding}}}})
		s.open(uri, hall)
		p := place(t, hall, "Greet 🙂, service: |hosp", encoding)
		before := "        desk: {title: Greet 🙂, service: "
		require.Equal(t, map[string]int{utf8Encoding: len(before), utf16Encoding: len(utf16.Encode([]rune(before))), utf32Encoding: len([]rune(before))}[encoding], p.Character)
		var got hover
		s.call("textDocument/hover", at(uri, p), &got)
		require.Equal(t, p, got.Range.Start)
		require.Equal(t, p.Character+len("hospitality"), got.Range.End.Character)

		// A change behind an emoji, in the middle of a line.
		end := p
		end.Character += len("hospitality")
		s.notify("textDocument/didChange", object{"textDocument": object{"uri": uri, "version": 2}, "contentChanges": []change{
			{Range: &span{p, end}, Text: "hospitalty"},
			{Range: &span{position{}, position{}}, Text: "# 🏢🏢\n"},
		}})
		found := s.findings(uri, 2)
		require.NotEmpty(t, found)
		require.Equal(t, "bad-value", found[0].Code)
		require.Equal(t, position{Line: p.Line + 1, Character: p.Character}, found[0].Range.Start)
	}
}

func TestDefinitionAndReferences(t *testing.T) {
	for _, name := range exampleNames(t) {
		s := start(t, Options{}, nil)
		src := example(t, name)
		file, err := filepath.Abs(filepath.Join("../../examples", name, "blueprint.yaml"))
		require.NoError(t, err)
		u := uriOf(file)
		s.open(u, src)
		text := newText(src, utf16Encoding)
		x := rename.Names(map[string][]byte{"a": []byte(src)})
		n := 0
		for _, thing := range x.All() {
			want := text.span(thing.Definition().Start, thing.Definition().End)
			for _, use := range thing.Uses {
				var got []location
				s.call("textDocument/definition", at(u, text.position(use.Start)), &got)
				require.Equal(t, []location{{URI: u, Range: want}}, got, "%s: %s", name, thing)
				n++
			}
			var refs []location
			p := at(u, want.Start)
			p["context"] = object{"includeDeclaration": true}
			s.call("textDocument/references", p, &refs)
			require.Len(t, refs, len(thing.Uses))
		}
		require.Greater(t, n, 5)
	}
}

// In a text that cannot be read at the moment a definition is found all the same.
func TestDefinitionInBrokenText(t *testing.T) {
	s := start(t, Options{}, nil)
	src := strings.Replace(hall, "service: hospitality, time: 30s}", "service: [", 1)
	s.open(uri, src)
	var got []location
	s.call("textDocument/definition", at(uri, place(t, src, "to: 进|入", utf16Encoding)), &got)
	require.Len(t, got, 1)
	require.Equal(t, place(t, src, "guest: |进入营业厅", utf16Encoding), got[0].Range.Start)
}

func family() map[string]string {
	return map[string]string{
		"root.yaml":            "title: Root\nlanes: [{id: guest, kind: customer}, {id: desk, kind: frontstage}]\nsteps:\n  - guest: Enter\n    desk: {title: Greet, next: complaint-record, see: parts/complaint.yaml#record}\ninclude:\n  - {file: parts/complaint.yaml}\n",
		"parts/complaint.yaml": "lanes: [{id: guest, kind: customer}, {id: desk, kind: frontstage}]\nsteps:\n  - guest: Say it\n    desk: {title: Record, next: say-it}\n",
	}
}

func TestRenameAcrossFiles(t *testing.T) {
	_, name := folderOf(t, family())
	s := start(t, Options{}, object{"rootUri": name("")})
	part, root := name("parts/complaint.yaml"), name("root.yaml")
	texts := family()
	s.open(part, texts["parts/complaint.yaml"]) // the root is not open

	var prepared struct {
		Range       span
		Placeholder string
	}
	p := place(t, texts["parts/complaint.yaml"], "title: Rec|ord", utf16Encoding)
	s.call("textDocument/prepareRename", at(part, p), &prepared)
	require.Equal(t, "record", prepared.Placeholder)
	var got workspaceEdit
	ask := at(part, p)
	ask["newName"] = "note"
	s.call("textDocument/rename", ask, &got)
	require.Len(t, got.Changes, 2)
	require.Contains(t, applied(t, texts["root.yaml"], got.Changes[root], utf16Encoding), "next: complaint-note, see: parts/complaint.yaml#note")
	require.Contains(t, applied(t, texts["parts/complaint.yaml"], got.Changes[part], utf16Encoding), "desk: {title: Record, id: note, next: say-it}")

	// From the root the name has the prefix of the include.
	s.open(root, texts["root.yaml"])
	p = place(t, texts["root.yaml"], "complaint-re|cord", utf16Encoding)
	s.call("textDocument/prepareRename", at(root, p), &prepared)
	require.Equal(t, "complaint-record", prepared.Placeholder)
	ask = at(root, p)
	ask["newName"] = "complaint-log"
	got = workspaceEdit{}
	s.call("textDocument/rename", ask, &got)
	require.Contains(t, applied(t, texts["parts/complaint.yaml"], got.Changes[part], utf16Encoding), "id: log")
	for _, bad := range []string{"log", "complaint-say-it", "complaint-a b", ""} {
		ask["newName"] = bad
		require.Equal(t, requestFailed, code(s.ask("textDocument/rename", ask, nil)), bad)
	}
	var at0 []location
	s.call("textDocument/definition", at(root, place(t, texts["root.yaml"], "file: parts/|", utf16Encoding)), &at0)
	require.Equal(t, []location{{URI: part}}, at0)
	s.call("textDocument/definition", at(root, place(t, texts["root.yaml"], "see: parts/|", utf16Encoding)), &at0)
	require.Equal(t, part, at0[0].URI)
	require.Equal(t, 3, at0[0].Range.Start.Line)
	require.Equal(t, requestFailed, code(s.ask("textDocument/rename", object{"textDocument": object{"uri": root}, "position": position{}, "newName": "x"}, nil)))
}

func TestSymbols(t *testing.T) {
	s := start(t, Options{}, nil)
	s.open(uri, hall)
	var got []symbol
	s.call("textDocument/documentSymbol", of(uri), &got)
	var lines []string
	var show func(list []symbol, indent string)
	show = func(list []symbol, indent string) {
		for _, x := range list {
			require.LessOrEqual(t, comparePlaces(x.Range.Start, x.SelectionRange.Start), 0)
			require.GreaterOrEqual(t, comparePlaces(x.Range.End, x.SelectionRange.End), 0)
			lines = append(lines, fmt.Sprintf("%s%s (%s)", indent, x.Name, x.Detail))
			show(x.Children, indent+"  ")
		}
	}
	show(got, "")
	require.Equal(t, []string{
		"Arrive (arrive)", "  进入营业厅 ()", "    进入营业厅 (guest)", "    Greet 🙂 (desk)",
		"  Be served ()", "    Be served (guest)", "    Serve (desk)",
		"Leave (leave)", "  Pay ()", "    Pay (guest)",
	}, lines)
	var folds []foldingRange
	s.call("textDocument/foldingRange", of(uri), &folds)
	require.Contains(t, folds, foldingRange{StartLine: 3, EndLine: 5})
	require.Contains(t, folds, foldingRange{StartLine: 7, EndLine: 14})
}

func TestFormatting(t *testing.T) {
	for name, src := range map[string]string{
		"spaces": "title:   A\nsteps:\n- customer:   B  \n\n\n\n\n- customer: {title:  C,time: 3s}\n",
		"dos":    "title:   付款 🙂\r\nsteps:\r\n- customer:   B  \r\n-   customer: C",
		"tidy":   example(t, "corner-shoeshine"),
	} {
		s := start(t, Options{}, nil)
		s.open(uri, src)
		var got []textEdit
		s.call("textDocument/formatting", object{"textDocument": object{"uri": uri}, "options": object{"tabSize": 2}}, &got)
		want, err := edit.Format([]byte(src))
		require.NoError(t, err)
		require.Equal(t, string(want), applied(t, src, got, utf16Encoding), name)
		for _, e := range got {
			require.LessOrEqual(t, e.Range.End.Line-e.Range.Start.Line, 1, "edits are small: %+v", e)
		}
		require.Equal(t, name == "tidy", len(got) == 0)
	}
	s := start(t, Options{}, nil)
	s.open(uri, "title: [\nsteps: {")
	var got []textEdit
	s.call("textDocument/formatting", of(uri), &got)
	require.Empty(t, got, "a broken text stays")
}

func TestActions(t *testing.T) {
	s := start(t, Options{}, nil)
	src := "title: Hall\nsteps:\n  - customer: {title: Come, sevice: hospitality}\n    frontstage: {title: Greet 🙂, service: paymnt, next: cme}\n"
	s.open(uri, src)
	s.findings(uri, 1)
	var got []codeAction
	ask := func(words string, only ...string) map[string]string {
		t.Helper()
		p := place(t, src, words, utf16Encoding)
		got = nil
		s.call("textDocument/codeAction", object{"textDocument": object{"uri": uri}, "range": span{p, p}, "context": object{"only": only, "diagnostics": []any{}}}, &got)
		out := map[string]string{}
		for _, a := range got {
			out[a.Title] = applied(t, src, a.Edit.Changes[uri], utf16Encoding)
		}
		return out
	}
	require.Contains(t, ask("sevi|ce")[`Change to "service"`], "Come, service: hospitality}")
	require.Contains(t, ask("paym|nt", "quickfix")[`Change to "payment"`], "🙂, service: payment, next")
	all := ask("sevi|ce", "source.fixAll")
	require.Len(t, all, 1)
	require.Equal(t, "source.fixAll", got[0].Kind)
	require.Contains(t, all["Mend all that needs no judgement"], "{title: Come, service: hospitality}\n    frontstage: {title: Greet 🙂, service: payment")
	require.Empty(t, ask("Come, sevi|ce", "refactor"))

	// A comment that silences a rule does so.
	src = "title: Hall\nsteps:\n  - customer: Come\n    frontstage: Greet\n"
	s.change(uri, 2, src)
	found := s.findings(uri, 2)
	require.NotEmpty(t, found)
	for _, d := range found {
		if d.Range.Start.Line == 0 {
			continue
		}
		got = nil
		s.call("textDocument/codeAction", object{"textDocument": object{"uri": uri}, "range": d.Range, "context": object{}}, &got)
		title := "Silence " + d.Code + " here, with a reason"
		for _, a := range got {
			if a.Title != title {
				continue
			}
			after := applied(t, src, a.Edit.Changes[uri], utf16Encoding)
			s.change(uri, 3, after)
			now := s.findings(uri, 3)
			require.Less(t, len(now), len(found), "%s\n%s", title, after)
			require.NotContains(t, codes(now), "unused-suppression")
			require.NotContains(t, codes(now), "bad-suppression")
			s.change(uri, 2, src)
			s.findings(uri, 2)
		}
	}
}
