package merge_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/servicemoments/moments/internal/merge"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// shown writes a merge as people know it from git.
func shown(r merge.Result) string {
	return string(r.Choose(func(c *merge.Conflict) []byte {
		return fmt.Appendf(nil, "<<< %d\n%s||| %d\n%s=== %d\n%s>>>\n", c.Mine.From, c.Mine.Text, c.Base.From, c.Base.Text, c.Theirs.From, c.Theirs.Text)
	}))
}

func TestChangesThatLieApartAreMerged(t *testing.T) {
	base := "title: x\nsteps:\n  - customer: Ask\n    time: 1m\n  - customer: Pay\n    time: 2m\n"
	for name, c := range map[string]struct{ base, mine, theirs, want string }{
		"two places":     {base, strings.Replace(base, "1m", "5m", 1), strings.Replace(base, "Pay", "Settle", 1), strings.Replace(strings.Replace(base, "1m", "5m", 1), "Pay", "Settle", 1)},
		"the same":       {base, strings.Replace(base, "1m", "5m", 1), strings.Replace(base, "1m", "5m", 1), strings.Replace(base, "1m", "5m", 1)},
		"added, deleted": {"a\nb\nc\nd\n", "a\nnew\nb\nc\nd\n", "a\nb\nc\n", "a\nnew\nb\nc\n"},
		"line ends":      {"a\r\nb\r\nc\r\n", "x\r\nb\r\nc\r\n", "a\r\nb\r\ny\r\n", "x\r\nb\r\ny\r\n"},
		"no last end":    {"a\nb\nc", "x\nb\nc", "a\nb\nc\nd", "x\nb\nc\nd"},
		"end and start":  {"a\nb\nc", "a\nb\nc\n", "x\nb\nc", "x\nb\nc\n"},
		"from nothing":   {"", "a\n", "a\n", "a\n"},
		"lines of diffs": {"--- a\n+++ b\n@@ -1,2 @@\nx\n", "--- a\n+++ b\n@@ -1,2 @@\ny\n", "--- c\n+++ b\n@@ -1,2 @@\nx\n", "--- c\n+++ b\n@@ -1,2 @@\ny\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := merge.Three([]byte(c.base), []byte(c.mine), []byte(c.theirs)).Text()
			require.True(t, ok)
			assert.Equal(t, c.want, string(got))
			got, ok = merge.Three([]byte(c.base), []byte(c.theirs), []byte(c.mine)).Text()
			require.True(t, ok)
			assert.Equal(t, c.want, string(got))
		})
	}
}

func TestConflictsHoldBothSides(t *testing.T) {
	for name, c := range map[string]struct{ base, mine, theirs, want string }{
		"one line":         {"a\nb\nc\n", "a\nx\nc\n", "a\ny\nc\n", "a\n<<< 2\nx\n||| 2\nb\n=== 2\ny\n>>>\nc\n"},
		"changed, deleted": {"a\nb\nc\n", "a\nc\n", "a\ny\nc\n", "a\n<<< 2\n||| 2\nb\n=== 2\ny\n>>>\nc\n"},
		"both add":         {"a\n", "a\nx\n", "a\ny\n", "a\n<<< 2\nx\n||| 2\n=== 2\ny\n>>>\n"},
		"added behind":     {"a\nb\nc\n", "x\nb\nc\n", "a\nnew\nb\nc\n", "<<< 1\nx\n||| 1\na\n=== 1\na\nnew\n>>>\nb\nc\n"},
		"lines shifted":    {"a\nb\nc\nd\n", "new\na\nb\nc\nx\n", "a\nb\nc\ny\n", "new\na\nb\nc\n<<< 5\nx\n||| 4\nd\n=== 4\ny\n>>>\n"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, c.want, shown(merge.Three([]byte(c.base), []byte(c.mine), []byte(c.theirs))))
		})
	}
}

func someText(t *rapid.T, name string) []byte {
	lines := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d", "", " a", "-a", "+b", "\\ No newline at end of file", "@@ -1,1 +1,1 @@"}), 0, 12).Draw(t, name)
	nl := rapid.SampledFrom([]string{"\n", "\n", "\r\n"}).Draw(t, "nl")
	text := strings.Join(lines, nl)
	if rapid.Bool().Draw(t, "end") && text != "" {
		text += nl
	}
	return []byte(text)
}

// change makes a change or two of a text, in whole lines.
func change(t *rapid.T, base []byte) []byte {
	lines := bytes.SplitAfter(base, []byte("\n"))
	for range rapid.IntRange(0, 2).Draw(t, "changes") {
		at := rapid.IntRange(0, len(lines)).Draw(t, "at")
		to := min(len(lines), at+rapid.IntRange(0, 2).Draw(t, "length"))
		fresh := bytes.SplitAfter(someText(t, "fresh"), []byte("\n"))
		lines = append(append(append([][]byte{}, lines[:at]...), fresh...), lines[to:]...)
	}
	return bytes.Join(lines, nil)
}

func TestMergesLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := someText(t, "base")
		mine, theirs := change(t, base), change(t, base)
		for _, c := range [][4][]byte{{base, base, mine, mine}, {base, mine, base, mine}, {base, mine, mine, mine}} {
			got, ok := merge.Three(c[0], c[1], c[2]).Text()
			require.True(t, ok)
			require.Equal(t, string(c[3]), string(got))
		}
		r, back := merge.Three(base, mine, theirs), merge.Three(base, theirs, mine)
		require.Len(t, back.Conflicts(), len(r.Conflicts()), "the sides are equal")
		for i, c := range r.Conflicts() {
			require.NotEqual(t, string(c.Mine.Text), string(c.Theirs.Text))
			require.Equal(t, c.Mine, back.Conflicts()[i].Theirs)
			for _, side := range []struct {
				text []byte
				in   merge.Lines
			}{{base, c.Base}, {mine, c.Mine}, {theirs, c.Theirs}} { // each side stands where it is said to
				from := 0
				for range side.in.From - 1 {
					from += bytes.IndexByte(side.text[from:], '\n') + 1
				}
				require.True(t, bytes.HasPrefix(side.text[from:], side.in.Text), "%q at %d of %q", side.in.Text, side.in.From, side.text)
			}
		}
		// What only one side changed is there whichever side is chosen: with all
		// conflicts decided for one side, merging that side again changes nothing.
		chosen := r.Choose(func(c *merge.Conflict) []byte { return c.Mine.Text })
		if len(r.Conflicts()) == 0 {
			require.Equal(t, string(chosen), string(back.Choose(nil)))
		}
		for _, side := range [][]byte{mine, theirs} { // every new line of a side is in the merge
			all := string(r.Choose(func(c *merge.Conflict) []byte {
				return append(append(bytes.Clone(c.Mine.Text), '\n'), c.Theirs.Text...)
			}))
			for line := range strings.SplitSeq(string(side), "\n") {
				if !bytes.Contains(base, []byte(line)) {
					require.Contains(t, all, line)
				}
			}
		}
	})
}

func FuzzThree(f *testing.F) {
	f.Add("a\nb\n", "a\nc\n", "b\nb")
	f.Add("", "\r\n", "\n")
	f.Fuzz(func(t *testing.T, base, mine, theirs string) {
		if text, ok := merge.Three([]byte(base), []byte(mine), []byte(mine)).Text(); !ok || string(text) != mine {
			t.Fatalf("%q", text)
		}
		r := merge.Three([]byte(base), []byte(mine), []byte(theirs))
		text := r.Choose(func(c *merge.Conflict) []byte { return c.Mine.Text })
		if len(text) > len(base)+len(mine)+len(theirs)+2*len(r) {
			t.Fatalf("%q", text)
		}
	})
}

func ExampleThree() {
	base := "customer: Ask\n\nfrontstage: Answer\n"
	r := merge.Three([]byte(base), []byte("customer: Inquire\n\nfrontstage: Answer\n"), []byte("customer: Ask\n\nfrontstage: Advise\n"))
	text, ok := r.Text()
	fmt.Print(string(text), ok)
	// Output:
	// customer: Inquire
	//
	// frontstage: Advise
	// true
}
