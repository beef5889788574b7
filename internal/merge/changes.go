package merge

import (
	"bytes"
	"fmt"

	"github.com/rogpeppe/go-internal/diff"
)

// change replaces the lines of the old text from, up to, not including, to, by
// some others.
type change struct {
	from, to int // lines of the old text, from 0
	fresh    int // how many stand there in the new one
}

// grows is how many lines more there are than before.
func (c change) grows() int { return c.fresh - (c.to - c.from) }

// changes lists in order what makes a new text of an old one. The differences are
// those of package diff, which finds them in n log n whatever the texts are; it
// gives them as text for people, which is read here.
func changes(before, after []byte) []change {
	var out []change
	at := 0 // line of the old text
	open := false
	begin := func() {
		if !open {
			out, open = append(out, change{from: at, to: at}), true
		}
	}
	for _, line := range bytes.SplitAfter(diff.Diff("a", before, "b", after), []byte("\n")) {
		switch {
		case at == 0 && (bytes.HasPrefix(line, []byte("diff ")) || bytes.Equal(line, []byte("--- a\n")) || bytes.Equal(line, []byte("+++ b\n"))) && !open:
		case bytes.HasPrefix(line, []byte("@@ ")):
			var from, count int
			if _, err := fmt.Sscanf(string(line), "@@ -%d,%d", &from, &count); err == nil {
				if at = from; count > 0 {
					at--
				}
			}
			open = false
		case bytes.HasPrefix(line, []byte("-")):
			begin()
			at++
			out[len(out)-1].to = at
		case bytes.HasPrefix(line, []byte("+")):
			begin()
			out[len(out)-1].fresh++
		case bytes.HasPrefix(line, []byte(" ")):
			at++
			open = false
		default: // the remark that a last line has no end says nothing new
		}
	}
	return out
}
