package edit_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// untidy writes random YAML as people write it: uneven indentation, comments,
// blank lines, brackets, all kinds of quotes, texts of several lines.
type untidy struct {
	t  *rapid.T
	b  strings.Builder
	nl string
	n  int
}

func (u *untidy) pick(options ...string) string {
	return rapid.SampledFrom(options).Draw(u.t, "pick")
}

func (u *untidy) chance(percent int) bool {
	return rapid.IntRange(1, 100).Draw(u.t, "chance") <= percent
}

func (u *untidy) key() string {
	u.n++
	return fmt.Sprintf(u.pick("k%d", "title%d", "中%d", `"q %d"`, "'it %d'"), u.n)
}

func (u *untidy) inline(depth int) string {
	if depth > 0 && u.chance(30) {
		var parts []string
		braces := u.chance(50)
		for range rapid.IntRange(0, 3).Draw(u.t, "parts") {
			if braces {
				parts = append(parts, u.key()+u.pick(": ", ":  ")+u.inline(depth-1))
			} else {
				parts = append(parts, u.inline(depth-1))
			}
		}
		inner := u.pick("", " ") + strings.Join(parts, u.pick(", ", ",  ", " , ")) + u.pick("", " ")
		if braces {
			return "{" + inner + "}"
		}
		return "[" + inner + "]"
	}
	return u.pick("text", "12", "true", "~", "a b", "'it''s'", `"say \"x\""`, "中文", "30s", `""`, "x-y", "why")
}

func (u *untidy) line(column int, s string) { u.b.WriteString(strings.Repeat(" ", column) + s) }

func (u *untidy) end() {
	if u.chance(15) {
		u.b.WriteString(u.pick(" # note", "   # note", "  "))
	}
	u.b.WriteString(u.nl)
	for u.chance(10) {
		u.b.WriteString(u.pick("", "  ") + u.nl)
	}
}

func (u *untidy) comment(column int) {
	if u.chance(12) {
		u.line(max(0, column+rapid.IntRange(-2, 2).Draw(u.t, "off")), "# about"+u.nl)
	}
}

// value writes what stands behind a colon or dash.
func (u *untidy) value(column, depth int, dash bool) {
	switch {
	case depth > 0 && u.chance(45):
		deeper := column + rapid.IntRange(1, 4).Draw(u.t, "step")
		list := u.chance(50)
		if dash && u.chance(70) {
			gap := rapid.IntRange(1, 3).Draw(u.t, "gap")
			u.b.WriteString(strings.Repeat(" ", gap))
			u.collection(column+1+gap, depth-1, list, true)
			return
		}
		u.end()
		if list && !dash && u.chance(40) {
			deeper = column
		}
		u.collection(deeper, depth-1, list, false)
	case u.chance(8):
		deeper := strings.Repeat(" ", column+rapid.IntRange(1, 4).Draw(u.t, "step"))
		u.b.WriteString(u.pick(" |", " >", " |-", "  |+") + u.nl + deeper + "one" + u.pick("", "  ") + u.nl + deeper + u.pick("two", " two") + u.nl + u.pick("", u.nl, u.nl+u.nl+u.nl))
	case u.chance(8):
		quote := u.pick("'", `"`, "")
		u.b.WriteString(" " + quote + "one" + u.nl + strings.Repeat(" ", column+2) + "two" + quote)
		u.end()
	case u.chance(5):
		u.end()
	default:
		u.b.WriteString(u.pick(" ", " ", "   ") + u.inline(2))
		u.end()
	}
}

func (u *untidy) collection(column, depth int, list, compact bool) {
	for i := range rapid.IntRange(1, 4).Draw(u.t, "entries") {
		if i > 0 || !compact {
			u.comment(column)
			u.line(column, "")
		}
		if list {
			u.b.WriteByte('-')
		} else {
			u.b.WriteString(u.key() + ":")
		}
		u.value(column, depth, list)
	}
}

func untidyText(t *rapid.T) []byte {
	u := &untidy{t: t, nl: "\n"}
	if u.chance(15) {
		u.nl = "\r\n"
	}
	if u.chance(10) {
		u.b.WriteString("\xef\xbb\xbf")
	}
	u.comment(0)
	u.collection(rapid.IntRange(0, 2).Draw(t, "column"), 3, u.chance(20), false)
	src := []byte(u.b.String())
	if u.chance(10) {
		src = bytes.TrimRight(src, "\r\n")
	}
	return src
}

// paths lists all paths of a tree.
func paths(n *yamltext.Node, at blueprint.Path) []blueprint.Path {
	out := []blueprint.Path{at}
	for _, p := range n.Pairs {
		out = append(out, paths(p.Value, at.Key(p.Key.Value))...)
	}
	for i, item := range n.Items {
		out = append(out, paths(item, at.At(i))...)
	}
	return out
}

func get(n *yamltext.Node, at blueprint.Path) *yamltext.Node {
	for _, e := range at {
		switch {
		case n == nil:
			return nil
		case e.Key != "":
			n = n.Get(e.Key)
		case e.Index < len(n.Items):
			n = n.Items[e.Index]
		default:
			return nil
		}
	}
	return n
}

func parsed(t require.TestingT, src []byte) *yamltext.Node {
	root, problems := yamltext.Parse(src, yamltext.Limits{})
	require.Empty(t, problems, "%q", src)
	return root
}

func TestFormattingKeepsMeaningAndSettles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := untidyText(t)
		before := parsed(t, src)
		once, err := edit.Format(src)
		require.NoError(t, err)
		twice, err := edit.Format(once)
		require.NoError(t, err)
		require.Equal(t, string(once), string(twice), "formatting settles")
		require.Equal(t, meaning(before), meaning(parsed(t, once)), "%q", src)
		require.Equal(t, comments(src), comments(once))
		indented := func(n *yamltext.Node) bool { return n.Style != yamltext.Block || (n.Start.Column-1)%2 == 0 }
		for _, p := range paths(before, nil) {
			require.True(t, indented(get(parsed(t, once), p)), "not given back unformatted: %q", src)
		}
	})
}

func comments(src []byte) (out []string) {
	doc, _ := yamltext.Read(src, yamltext.Limits{})
	for _, c := range doc.Comments {
		out = append(out, strings.TrimRight(string(src[c.Start.Offset:c.End.Offset]), " \t"))
	}
	return out
}

// meaning writes a tree without how it is written.
func meaning(n *yamltext.Node) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", n.Kind, n.Tag)
	if n.Kind == yamltext.Scalar {
		fmt.Fprintf(&b, " %q", n.Value)
	}
	for _, p := range n.Pairs {
		fmt.Fprintf(&b, " (%q %s)", p.Key.Value, meaning(p.Value))
	}
	for _, item := range n.Items {
		fmt.Fprintf(&b, " [%s]", meaning(item))
	}
	return b.String()
}

var someValues = []any{"text", "", "12", "a: b", "# no comment", "it's", "one\ntwo\n", " lead", "- x", "x, y", "yes", "中文", "tab\there", "\u2028", 7, 2.5, true, nil,
	[]string{"a", "b, c"}, edit.Map{}, []any{}, edit.Map{{"title", "x"}, {"time", "30s"}},
	edit.Map{{"title", "A title that is long enough to need lines of its own, for sure"}, {"steps", []any{edit.Map{{"customer", "Sit"}, {"notes", "one\ntwo"}}, "x"}}}}

func TestEveryDatumCanBeSetInsertedAndDeleted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := untidyText(t)
		root := parsed(t, src)
		at := rapid.SampledFrom(paths(root, nil)[1:]).Draw(t, "path")
		n := get(root, at)
		value := rapid.SampledFrom(someValues).Draw(t, "value")
		var edits []edit.Edit
		var err error
		switch op := rapid.IntRange(0, 5).Draw(t, "op"); {
		case op == 0 && n.Kind == yamltext.Mapping:
			at = at.Key("new key")
			edits, err = edit.Set(src, at, value, "new key", "zzz")
		case op == 1 && n.Kind == yamltext.Sequence:
			i := rapid.IntRange(0, len(n.Items)).Draw(t, "index")
			edits, err = edit.Insert(src, at, i, value)
			at = at.At(i)
		case op == 2:
			_, err = edit.Delete(src, at)
			require.NoError(t, err, "%q", src)
			return
		case op == 3 && n.Kind == yamltext.Scalar:
			edits, err = edit.Widen(src, at, "title")
			at, value = at.Key("title"), n.Value
			if n.Tag != "!!str" {
				require.NoError(t, err, "%q", src)
				return
			}
		case op == 4 && n.Kind == yamltext.Sequence && len(n.Items) > 1 && n.Style == yamltext.Flow:
			_, err = edit.Move(src, at, 0, len(n.Items)-1)
			require.NoError(t, err, "%q", src)
			return
		default:
			edits, err = edit.Set(src, at, value)
		}
		if !bytes.HasSuffix(src, []byte("\n")) && errors.Is(err, edit.ErrUnsafe) {
			t.Skip("a block text that the file's end ends would change")
		}
		require.NoError(t, err, "%s = %q in %q", at, value, src)
		out, err := edit.Apply(src, edits)
		require.NoError(t, err)
		got := get(parsed(t, out), at)
		require.NotNil(t, got, "%s in %q", at, out)
		switch v := value.(type) {
		case string:
			require.Equal(t, v, got.Value)
			require.Equal(t, "!!str", got.Tag)
		case nil:
			require.Equal(t, yamltext.Null, got.Kind)
		case edit.Map:
			require.Equal(t, yamltext.Mapping, got.Kind)
			require.Len(t, got.Pairs, len(v))
		}
		if len(comments(src)) != len(comments(out)) {
			require.GreaterOrEqual(t, n.Kind, yamltext.Mapping, "a comment went with something else than a collection: %q %q", src, out)
		}
	})
}

func TestManyEntriesAreDeletedAtOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := untidyText(t)
		root := parsed(t, src)
		all := paths(root, nil)[1:]
		some := rapid.SliceOfNDistinct(rapid.SampledFrom(all), 1, min(6, len(all)), blueprint.Path.String).Draw(t, "paths")
		edits, err := edit.Delete(src, some...)
		if err != nil {
			require.ErrorIs(t, err, edit.ErrUnsafe)
			t.Skip("a text that a last line ends")
		}
		out, err := edit.Apply(src, edits)
		require.NoError(t, err)
		left := map[string]bool{}
		for _, p := range paths(parsed(t, out), nil) {
			if n := len(p); n > 0 && p[n-1].Key != "" {
				left[p[n-1].Key] = true
			}
		}
		for _, p := range some { // keys have names of their own
			if key := p[len(p)-1].Key; key != "" {
				require.False(t, left[key], "%s in %q gives %q", p, src, out)
			}
		}
	})
}

func TestItemsMoveInBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := untidyText(t)
		root := parsed(t, src)
		lists := slices.DeleteFunc(paths(root, nil), func(p blueprint.Path) bool {
			return get(root, p).Kind != yamltext.Sequence || len(get(root, p).Items) < 2
		})
		if len(lists) == 0 {
			t.Skip("no list")
		}
		at := rapid.SampledFrom(lists).Draw(t, "list")
		n := get(root, at)
		from, to := rapid.IntRange(0, len(n.Items)-1).Draw(t, "from"), rapid.IntRange(0, len(n.Items)-1).Draw(t, "to")
		edits, err := edit.Move(src, at, from, to)
		if err != nil {
			require.ErrorIs(t, err, edit.ErrUnsafe)
			t.Skip("items that share a line with another dash, or a text that a last line ends")
		}
		out, err := edit.Apply(src, edits)
		require.NoError(t, err)
		require.Equal(t, meaning(n.Items[from]), meaning(get(parsed(t, out), at.At(to))))
	})
}
