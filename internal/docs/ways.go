package main

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// fence opens a board whose ways are to be worked out below it.
const fence = "```yaml ways\n"

// withWays works out the ways of each board in a chapter and writes them below
// it, so that they cannot be stale.
func withWays(text string) (string, error) {
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(text, fence)
		out.WriteString(before)
		if !ok {
			return out.String(), nil
		}
		board, after, ok := strings.Cut(rest, "\n```\n")
		if !ok {
			return "", fmt.Errorf("a board is not closed: %.60q", rest)
		}
		b, err := blueprint.Read(strings.NewReader(board+"\n"), "example.yaml")
		if err != nil {
			return "", fmt.Errorf("a board cannot be read: %w\n%s", err, board)
		}
		out.WriteString("```yaml\n" + board + "\n```\n\n```text\n" + waysOf(b) + "```\n")
		text = after
	}
}

// waysOf lists the ways of a blueprint, one in a line, with where each is from.
func waysOf(b *blueprint.Blueprint) string {
	var left, right []string
	width := 0
	for _, w := range b.Graph().Ways() {
		to := "end"
		if w.To != nil {
			to = w.To.Title
		}
		line := w.From.Title + " → " + to
		width = max(width, len([]rune(line)))
		left, right = append(left, line), append(right, because(w))
	}
	var out strings.Builder
	for i, line := range left {
		out.WriteString(line + strings.Repeat(" ", width+2-len([]rune(line))) + right[i] + "\n")
	}
	return out.String()
}

// because says why there is a way.
func because(w blueprint.Way) string {
	switch w.Role {
	case blueprint.InCell:
		return "in the cell"
	case blueprint.Down:
		return "down the step"
	case blueprint.Along:
		return "along the thread"
	case blueprint.Return:
		return "back to what failed"
	case blueprint.OnFail:
		return "on failure: " + w.From.Fails[w.Index].Title
	case blueprint.OnWait:
		return "when patience runs out"
	}
	return "written" + condition(w)
}

func condition(w blueprint.Way) string {
	switch {
	case !w.Choice:
		return ""
	case w.When != "" && w.Chance != nil:
		return fmt.Sprintf(", when %s (%g%%)", w.When, *w.Chance*100)
	case w.When != "":
		return ", when " + w.When
	case w.Chance != nil:
		return fmt.Sprintf(", chance %g%%", *w.Chance*100)
	}
	return ", one of a choice"
}
