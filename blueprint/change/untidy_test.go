package change_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/change"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// untidy writes a blueprint in all the forms that the language has, as people
// write it who never heard of a formatter.
type untidy struct {
	t  *rapid.T
	b  strings.Builder
	n  int
	by int // how much deeper a block is
}

func (u *untidy) pick(options ...string) string {
	return rapid.SampledFrom(options).Draw(u.t, "pick")
}

func (u *untidy) chance(percent int) bool {
	return rapid.IntRange(1, 100).Draw(u.t, "chance") <= percent
}

func (u *untidy) title() string {
	u.n++
	return fmt.Sprintf(u.pick("Do %d", "'Do: %d'", `"Do \"%d\""`, "做 %d", "Do, then %d"), u.n)
}

// inline is a touchpoint on one line.
func (u *untidy) inline(brackets bool) string {
	title := u.title()
	if brackets && strings.Contains(title, ",") {
		title = "'" + title + "'"
	}
	if u.chance(50) {
		return title
	}
	if strings.HasPrefix(title, "Do, ") {
		title = "'" + title + "'"
	}
	form := u.pick("{title: %s, time: 30s}", "{time: {standard: 1m, acceptable: 2m}, title: %s}", "{ title: %s , fails: [Late, {title: Wrong, chance: 5%%}]}", "{title: %s, moment: critical, wait: true}", "{id: id-%[2]d, title: %[1]s, fails: true}",
		"{title: %s, notes: 'it''s'}", "{title: %s, next: end}")
	return strings.NewReplacer("%%", "%", "%s", title, "%[1]s", title, "%[2]d", strconv.Itoa(u.n)).Replace(form)
}

func (u *untidy) line(column int, text string) {
	if u.chance(10) {
		u.b.WriteString(strings.Repeat(" ", max(0, column)) + "# about the next line\n")
	}
	u.b.WriteString(strings.Repeat(" ", column) + text)
	if u.chance(10) {
		u.b.WriteString(u.pick(" # note", "   #note"))
	}
	u.b.WriteString("\n")
	if u.chance(5) {
		u.b.WriteString("\n")
	}
}

func (u *untidy) one(brackets bool) string {
	text := u.inline(brackets)
	if !strings.Contains(text, "%") {
		return text
	}
	title := fmt.Sprintf(`"%d, really"`, u.n)
	text = strings.ReplaceAll(text, "%%", "%")
	text = strings.NewReplacer("%s", title, "%[1]s", title, "%[2]d", fmt.Sprint(u.n)).Replace(text)
	return text
}

// cell writes what stands in a lane, behind the key's colon.
func (u *untidy) cell(column int, key string) {
	deeper := column + u.by
	switch rapid.IntRange(0, 7).Draw(u.t, "form") {
	case 0:
		u.line(column, key+":")
	case 1:
		u.line(column, key+": ["+u.one(true)+", "+u.one(true)+u.pick("", ",")+"]")
	case 2:
		u.line(column, key+":")
		u.block(deeper, strings.Repeat(" ", deeper))
	case 3:
		u.line(column, key+":")
		at := u.dashes(column)
		for range rapid.IntRange(1, 3).Draw(u.t, "items") {
			if u.chance(40) {
				u.block(at+2, strings.Repeat(" ", at)+"- ")
			} else {
				u.line(at, "- "+u.one(false))
			}
		}
	case 4:
		u.line(column, key+": {together: ["+u.one(true)+", "+u.one(true)+"]}")
	case 5:
		u.line(column, key+":")
		at := u.dashes(column)
		u.line(at, "- "+u.one(false))
		u.line(at, "- together:")
		u.line(at+4, "- "+u.one(false))
		if u.chance(60) {
			u.block(at+6, strings.Repeat(" ", at+4)+"- ")
		}
	default:
		u.line(column, key+": "+u.one(false))
	}
}

// dashes is where a list below a key begins.
func (u *untidy) dashes(column int) int {
	if u.chance(30) {
		return column
	}
	return column + u.by
}

// block is a touchpoint in lines, the first of them behind a head.
func (u *untidy) block(column int, head string) {
	u.b.WriteString(head + "title: " + u.title() + "\n")
	for _, key := range []string{"time: 1m..2m", "moment:\n%sstandards: [Smile]\n%s# best\n%senhancers: Tea", "description: >-\n%sOne\n%stwo", "notes: |\n%sOne\n\n%s two", "wait: 2m", "fails:\n%s- title: Late\n%s  severity: 3", "emotion: 1"} {
		if u.chance(20) {
			u.line(column, strings.ReplaceAll(key, "%s", strings.Repeat(" ", column+u.by)))
		}
	}
}

func (u *untidy) blueprint() string {
	u.by = rapid.IntRange(1, 4).Draw(u.t, "by")
	u.line(0, "title: Untidy")
	column := 0
	phases := u.chance(50)
	if phases {
		u.line(0, "phases:")
	}
	for range rapid.IntRange(1, 3).Draw(u.t, "phases") {
		if phases {
			u.line(0, "- title: "+u.title())
			column = 2
		}
		u.line(column, "steps:")
		at := u.dashes(column)
		for range rapid.IntRange(1, 3).Draw(u.t, "steps") {
			if u.chance(25) {
				u.line(at, "- {customer: "+u.one(true)+", support: ["+u.one(true)+"]}")
				continue
			}
			u.n++
			u.line(at, fmt.Sprintf("- title: Step %d", u.n))
			for _, lane := range []string{"frontstage", "customer", "backstage", "support"} {
				if u.chance(50) {
					u.cell(at+2, lane)
				}
			}
			if u.chance(20) {
				u.line(at+2, "evidence: "+u.pick("Ticket", "[Ticket, Form]"))
			}
		}
		if !phases {
			break
		}
	}
	text := u.b.String()
	if u.chance(15) {
		text = strings.TrimRight(text, "\n")
	}
	if u.chance(20) {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if u.chance(10) {
		text = "\ufeff" + text
	}
	return text
}

func TestChangesOfUntidyTextsKeepAllElse(t *testing.T) {
	made, all := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		u := &untidy{t: t}
		text := u.blueprint()
		if _, err := blueprint.Read(strings.NewReader(text), "b.yaml"); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		all += 4
		made += sequence(t, texts(text), 6)
	})
	require.Greater(t, made*4, all, "most changes can be made")
}

func FuzzApply(f *testing.F) {
	f.Add(shoeshine, `{"do": "move-touchpoint", "id": "polish", "lane": "backstage"}`)
	f.Add("title: x\nsteps: {customer: A}\n", `{"do": "add-phase", "title": "B"}`)
	f.Add("title: x\nsteps:\n - customer: &a A\n - customer: *a\n", `{"do": "set", "path": "steps[1].customer[0].time", "value": "1m"}`)
	f.Add("title: x\nsteps: [{customer: {together: [A, B]}}]\n", `{"do": "delete-step", "step": "0"}`)
	f.Add("a", `{"do": "link", "from": "a", "to": "b", "index": -1}`)
	f.Fuzz(func(t *testing.T, text, what string) {
		o, err := decoded(what)
		if err != nil {
			t.Skip("no change")
		}
		files := texts(text)
		r, err := change.Apply(files, o)
		if err == nil && r.Blueprint == nil {
			t.Fatal("neither an error nor a blueprint")
		}
		if string(files.Texts["b.yaml"]) != text {
			t.Fatal("the text was changed")
		}
	})
}
