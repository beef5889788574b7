package sheet

import (
	"regexp"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/heading"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/touchpoint"
)

// The signs that stand behind a touchpoint on a board. Every one is in the
// fonts that offices have, in greys as in colours.
const (
	signMoment   = "☆"
	signCritical = "★"
	signFail     = "Ⓕ"
	signWait     = "Ⓦ"
	signChoice   = "◇"
	signTime     = "◔"
	signBeside   = "‖" // before a touchpoint that stands beside the one above it
	arrow        = "→"
	linked       = "⇢"
	both         = "↔"
)

// gap parts a title from its marks. A title on a board has no two blanks in a row.
const gap = "  "

// run is a piece of a cell's text in one colour.
type run struct {
	text  string
	paint scene.Paint
	bold  bool
}

// marks are the signs of a touchpoint, in the order of the legend.
func (c *carrier) marks(t *touchpoint.Touchpoint) []run {
	var out []run
	add := func(paint scene.Paint, text string) { out = append(out, run{text: text, paint: paint, bold: true}) }
	switch {
	case t.IsCritical():
		add(scene.Moment, signCritical)
	case t.Moment != nil:
		add(scene.Moment, signMoment)
	}
	if len(t.Fails) > 0 {
		add(scene.Fail, signFail)
	}
	if t.Wait != nil {
		text := signWait
		if t.Wait.Expected > 0 {
			text += " " + c.words.Duration(t.Wait.Expected)
		}
		add(scene.Wait, text)
	}
	if isChoice(t) {
		add(scene.Wire, signChoice)
	}
	if t.Time != nil && t.Time.Standard > 0 {
		out = append(out, run{text: signTime + " " + c.words.Duration(t.Time.Standard), paint: scene.Muted})
	}
	return out
}

func isChoice(t *touchpoint.Touchpoint) bool {
	for _, n := range t.Next {
		if n.Conditional() {
			return true
		}
	}
	return false
}

// used tells which signs the board has, in the order of the legend, with their
// meanings.
func (c *carrier) legend() []run {
	seen := map[string]bool{}
	for i := range c.Phases {
		for _, s := range c.Phases[i].Steps {
			for _, cell := range s.Cells {
				for _, stack := range cell.Stacks {
					seen[signBeside] = seen[signBeside] || len(stack) > 1
					for _, t := range stack {
						for _, m := range c.marks(t) {
							sign, _, _ := strings.Cut(m.text, " ")
							seen[sign] = true
						}
					}
				}
			}
		}
	}
	var out []run
	for _, s := range []struct {
		sign, text string
		paint      scene.Paint
	}{
		{signCritical, c.words.Critical, scene.Moment}, {signMoment, c.words.Moment, scene.Moment}, {signFail, c.words.Fail, scene.Fail},
		{signWait, c.words.Wait, scene.Wait}, {signChoice, c.words.Choice, scene.Wire}, {signTime, c.words.Facts.Time, scene.Muted},
		{signBeside, c.words.Facts.Servers, scene.Muted},
	} {
		if seen[s.sign] {
			out = append(out, run{text: s.sign, paint: s.paint, bold: true}, run{text: " " + s.text + "     ", paint: scene.Ink})
		}
	}
	return out
}

// ways writes the ways that are written out of the touchpoints of a step, its
// recoveries and links, a line each.
func (c *carrier) ways(s *blueprint.Step) []string {
	var out []string
	title := func(id string) string {
		if id == touchpoint.End {
			return c.words.End
		}
		if t, ok := c.graph.Touchpoint(id); ok {
			return plainLine(t.Title)
		}
		return id
	}
	here := map[string]bool{}
	for _, cell := range s.Cells {
		for _, stack := range cell.Stacks {
			for _, t := range stack {
				here[t.ID] = true
				for _, n := range t.Next {
					line := plainLine(t.Title) + " " + arrow + " " + title(n.To)
					if n.When != "" {
						line += c.words.Colon + plainLine(n.When)
					}
					if n.Chance != nil {
						line += " (" + touchpoint.FormatShare(*n.Chance) + ")"
					}
					out = append(out, line)
				}
				for _, f := range t.Fails {
					if f.Recover != "" {
						out = append(out, signFail+" "+plainLine(t.Title)+" "+arrow+" "+title(f.Recover))
					}
				}
			}
		}
	}
	for _, l := range c.Links {
		if here[l.From] {
			sign := linked
			if l.Both {
				sign = both
			}
			line := title(l.From) + " " + sign + " " + title(l.To)
			if l.Title != "" {
				line += c.words.Colon + plainLine(l.Title)
			}
			out = append(out, line)
		}
	}
	return out
}

// marked finds the signs behind a title.
var marked = regexp.MustCompile(`\s+((?:[★☆ⒻⓌ◇◔](?:\s*[0-9][^★☆ⒻⓌ◇◔]*)?\s*)+)$`)

var sign = regexp.MustCompile(`([★☆ⒻⓌ◇◔])\s*([0-9][^★☆ⒻⓌ◇◔]*)?`)

// splitMarks parts a line of a board into the title and the signs behind it.
func splitMarks(line string) (title, signs string, stacked bool) {
	line = strings.TrimSpace(line)
	if rest, ok := strings.CutPrefix(line, signBeside); ok {
		line, stacked = strings.TrimSpace(rest), true
	}
	if at := strings.LastIndex(line, gap); at > 0 {
		if m := marked.FindStringSubmatchIndex(line[at:]); m != nil && m[0] == 0 {
			return strings.TrimSpace(line[:at]), line[at+m[2]:], stacked
		}
	}
	if m := marked.FindStringSubmatchIndex(line); m != nil {
		return strings.TrimSpace(line[:m[0]]), line[m[2]:m[3]], stacked
	}
	return line, "", stacked
}

// lineKey is what two ways of writing a touchpoint on a board have in common.
func lineKey(line string) string {
	line = plainLine(bullet.ReplaceAllString(strings.TrimSpace(line), ""))
	if title, _, _ := splitMarks(line); title != "" {
		return title
	}
	return line
}

// boardText is a title as it stands in a line of a board.
func boardText(title string) string {
	line := plainLine(title)
	switch rest, ok := strings.CutPrefix(line, signBeside); {
	case ok:
		return "|" + rest
	case line == "":
		return "?"
	}
	return line
}

// addMarks puts what the signs of a line say into a touchpoint.
func addMarks(t *node, signs string, at ref) {
	for _, m := range sign.FindAllStringSubmatch(signs, -1) {
		yes := &node{kind: t.kind, at: at}
		*yes = *scalar("true", at)
		yes.bare = true
		value := scalar(heading.Duration(strings.TrimSpace(m[2])), at)
		switch m[1] {
		case signCritical:
			t.set("moment", scalar("critical", at))
		case signMoment:
			t.set("moment", yes)
		case signFail:
			t.set("fails", list(yes))
		case signWait:
			if t.set("wait", yes); m[2] != "" {
				t.set("wait", value)
			}
		case signTime:
			if m[2] != "" {
				t.set("time", value)
			}
		}
	}
}
