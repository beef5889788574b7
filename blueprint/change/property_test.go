package change_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/change"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/examples"
	"github.com/servicemoments/moments/touchpoint"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// board is a blueprint as a designer sees it: touchpoints with all that they
// say, and where they stand. Ids that follow from titles may change with them,
// so touchpoints are named by titles here.
type board struct {
	boxes []box
	steps int
	rest  string // what is no touchpoint
}

type box struct {
	title, lane          string
	column, stack, group int
	says                 string
}

func boardOf(b *blueprint.Blueprint) board {
	g := b.Graph()
	titles := map[string]string{}
	for _, t := range b.Touchpoints() {
		titles[t.ID] = t.Title
	}
	name := func(id string) string {
		if title, ok := titles[id]; ok {
			return "«" + title + "»"
		}
		return id
	}
	out := board{steps: len(b.Steps())}
	for _, t := range b.Touchpoints() {
		at := g.Place(t)
		c := *t
		c.ID, c.Title = "", ""
		c.Next, c.Fails = slices.Clone(t.Next), slices.Clone(t.Fails)
		for i := range c.Next {
			c.Next[i].To = name(c.Next[i].To)
		}
		for i := range c.Fails {
			c.Fails[i].Recover = name(c.Fails[i].Recover)
		}
		if t.Wait != nil {
			w := *t.Wait
			w.Then = name(w.Then)
			c.Wait = &w
		}
		says, err := json.Marshal(c)
		if err != nil {
			panic(err)
		}
		out.boxes = append(out.boxes, box{t.Title, at.Lane, at.Column, at.Stack, len(g.InStep(at.Column)), string(says)})
	}
	rest := b.Clone()
	for i := range rest.Phases {
		rest.Phases[i].Steps = nil
	}
	for i := range rest.Links {
		rest.Links[i].From, rest.Links[i].To = name(rest.Links[i].From), name(rest.Links[i].To)
	}
	for i := range rest.Journeys {
		for j := range rest.Journeys[i].Touchpoints {
			rest.Journeys[i].Touchpoints[j] = name(rest.Journeys[i].Touchpoints[j])
		}
	}
	for i := range rest.Scenarios {
		for j := range rest.Scenarios[i].Set {
			head, key, _ := strings.Cut(rest.Scenarios[i].Set[j].Key, ".")
			rest.Scenarios[i].Set[j].Key = name(head) + "." + key
		}
	}
	says, err := json.Marshal(rest)
	if err != nil {
		panic(err)
	}
	out.rest = string(says)
	return out
}

// loose are the boxes without where they stand.
func (b board) loose() []string {
	var out []string
	for _, x := range b.boxes {
		out = append(out, x.title+x.says)
	}
	slices.Sort(out)
	return out
}

// others are the boxes but one, in reading order, with lane and column.
func (b board) others(title string) []string {
	var out []string
	for _, x := range b.boxes {
		if x.title != title {
			out = append(out, fmt.Sprintf("%s %s %d %s", x.title, x.lane, x.column, x.says))
		}
	}
	return out
}

func (b board) named(title string) (box, bool) {
	i := slices.IndexFunc(b.boxes, func(x box) bool { return x.title == title })
	if i < 0 {
		return box{}, false
	}
	return b.boxes[i], true
}

func commentsOf(src []byte) []string {
	doc, _ := yamltext.Read(src, yamltext.Limits{})
	var out []string
	for _, c := range doc.Comments {
		out = append(out, strings.TrimSpace(string(src[c.Start.Offset:c.End.Offset])))
	}
	slices.Sort(out)
	return out
}

// someOp is a random change of a blueprint.
func someOp(t *rapid.T, b *blueprint.Blueprint) change.Op {
	pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
	all := b.Touchpoints()
	if len(all) == 0 {
		return change.Op{Do: "add-touchpoint", Lane: b.AllLanes()[0].ID, Step: "0", Title: "A first one"}
	}
	id := func() string { return all[pick(len(all))].ID }
	step := func() string { return fmt.Sprint(pick(len(b.Steps()))) }
	lane := func() string { lanes := b.AllLanes(); return lanes[pick(len(lanes))].ID }
	phase := func() string { return fmt.Sprint(pick(len(b.Phases))) }
	title := func() string {
		return []string{"Greet", all[0].Title, "Say: # no", "说 “你好”", "yes", fmt.Sprintf("New %d", pick(99))}[pick(6)]
	}
	kinds := change.Kinds()
	o := change.Op{Do: kinds[pick(len(kinds))].Name, ID: id()}
	switch o.Do {
	case "set":
		sets := []struct {
			key   string
			value any
		}{{"time", "40s"}, {"time.acceptable", "50m"}, {"time.standard", "20s"}, {"moment", true}, {"moment.critical", true}, {"moment.standards", []any{"Smile"}}, {"wait.expected", "2m"},
			{"fails[0].severity", 7.0}, {"fails[0].title", "Late: very"}, {"description", "One.\nTwo."}, {"notes", "12"}, {"servers", "3"}, {"emotion.all", "-1"}, {"proof.status", "observed"}, {"cost", map[string]any{"per-use": 1.5}},
			{"metrics[0]", map[string]any{"title": "Visitors", "value": 310.0}}, {"expects[0].importance", 5.0}, {"detour", false}, {"id", "an-id"}, {"channel", "phone"}, {"aliases", []any{"A", "b, c"}}}
		s := sets[pick(len(sets))]
		o.Key, o.Value = s.key, s.value
	case "clear":
		o.Key = []string{"time", "time.acceptable", "moment", "wait", "fails[0]", "next[0]", "service", "emotion", "notes"}[pick(9)]
	case "rename-title":
		o.Title = title()
	case "toggle-moment":
		o.Value = []any{nil, true, false, "critical"}[pick(4)]
	case "toggle-wait", "toggle-fail":
		o.Value = []any{nil, true, false}[pick(3)]
	case "toggle-service":
		o.Value = string(touchpoint.Services()[pick(9)])
	case "toggle-evidence":
		o.Value = []string{"Ticket", "Form"}[pick(2)]
	case "add-touchpoint":
		o = change.Op{Do: o.Do, Lane: lane(), Title: title()}
		if pick(2) == 0 {
			o.Step = step()
		} else {
			o.Before = id()
		}
		if pick(2) == 0 {
			o.Fields = map[string]any{"time": "5s", "service": "core"}
		}
	case "move-touchpoint":
		switch pick(4) {
		case 0:
			o.Lane = lane()
		case 1:
			o.Step = step()
		case 2:
			o.Step, o.Lane = step(), lane()
		case 3:
			o.After = id()
		}
	case "delete-touchpoint", "delete-step", "delete-phase":
		if pick(3) > 0 {
			o.References = "remove"
		}
		switch o.Do {
		case "delete-step":
			o.ID, o.Step = "", step()
		case "delete-phase":
			o.ID, o.Phase = "", phase()
		}
	case "add-step", "move-step", "duplicate-step":
		o.ID = ""
		if o.Do != "add-step" {
			o.Step = step()
		} else if pick(2) == 0 {
			o.Title = title()
		}
		switch pick(3) {
		case 0:
			o.Before = step()
		case 1:
			o.After = step()
		case 2:
			o.Phase = phase()
		}
	case "add-phase", "move-phase":
		o.ID = ""
		if o.Do == "move-phase" {
			o.Phase = phase()
		} else {
			o.Title = title()
		}
		if pick(2) == 0 {
			o.Before = phase()
		} else {
			o.After = phase()
		}
	case "link", "unlink":
		o.ID, o.From, o.To = "", id(), id()
		o.As = []string{"", "next", "choice", "link", "recover", "then"}[pick(6)]
		if o.As == "choice" {
			o.When = "it rains"
		}
		if pick(5) == 0 {
			o.To = touchpoint.End
		}
		if o.Do == "unlink" { // one that is there
			from := all[pick(len(all))]
			if len(from.Next) > 0 {
				o.From, o.To, o.As = from.ID, from.Next[0].To, "next"
			}
		}
	}
	return o
}

// check holds a change against what it promises, and gives the texts after it.
func check(t *rapid.T, f change.Files, b *blueprint.Blueprint, o change.Op) (change.Files, *change.Result) {
	r, err := change.Apply(f, o)
	var refused *change.Refused
	if errors.As(err, &refused) {
		require.NotErrorIs(t, err, edit.ErrNotFound, "%+v", o)
		require.NotErrorIs(t, err, edit.ErrKind, "%+v in %s", o, f.Texts[f.Root])
		require.NotContains(t, refused.Reason, "more along", "%+v in %s", o, f.Texts[f.Root])
		return f, nil
	}
	require.NoError(t, err)
	after := change.Files{Root: f.Root, Texts: maps.Clone(f.Texts)}
	before, now := []string{}, []string{}
	for name, edits := range r.Edits {
		src := f.Texts[name]
		text, err := edit.Apply(src, edits)
		require.NoError(t, err)
		require.Equal(t, string(r.Texts[name]), string(text))
		after.Texts[name] = text
		before, now = append(before, commentsOf(src)...), append(now, commentsOf(text)...)
	}
	said := fmt.Sprintf("%+v\n%s\nafter:\n%s", o, f.Texts[f.Root], after.Texts[f.Root])
	was, is := boardOf(b), boardOf(r.Blueprint)
	subject, _ := b.Touchpoint(o.ID)
	switch o.Do {
	case "move-touchpoint", "move-step", "move-phase":
		require.Equal(t, before, now, said)
		require.Equal(t, was.loose(), is.loose(), said)
		if o.Do != "move-phase" { // phases are listed in the rest
			require.Equal(t, was.rest, is.rest, said)
		}
		if o.Do == "move-touchpoint" && unique(was, subject.Title) {
			require.Equal(t, was.others(subject.Title), is.others(subject.Title), said)
			moved, _ := is.named(subject.Title)
			from, _ := was.named(subject.Title)
			if o.Step != "" {
				require.Equal(t, o.Step, fmt.Sprint(moved.column), said)
			} else if o.After == "" {
				require.Equal(t, from.column, moved.column, said)
			}
			if o.Lane != "" {
				require.Equal(t, o.Lane, moved.lane, said)
			}
			now, ok := r.Blueprint.Touchpoint(r.ID)
			require.True(t, ok, said)
			require.Equal(t, subject.Title, now.Title, said)
		}
	case "set", "rename-title", "toggle-moment", "toggle-wait", "toggle-fail", "toggle-service", "link", "toggle-evidence":
		if o.Do == "set" && strings.Contains(o.Key, ".") || o.Do == "rename-title" || o.Do == "link" { // else what stood there goes with its comments
			require.Equal(t, before, now, said)
		}
		if subject != nil && unique(was, subject.Title) && o.Title == "" {
			require.Equal(t, was.others(subject.Title), is.others(subject.Title), said)
		}
		require.Len(t, is.boxes, len(was.boxes), said)
		require.Equal(t, was.steps, is.steps, said)
	case "add-touchpoint":
		require.Equal(t, before, now, said)
		require.Len(t, is.boxes, len(was.boxes)+1, said)
		fresh, ok := r.Blueprint.Touchpoint(r.ID)
		require.True(t, ok, said)
		require.Equal(t, o.Title, fresh.Title, said)
	case "duplicate-touchpoint", "duplicate-step":
		require.GreaterOrEqual(t, len(now), len(before), said)
		require.Greater(t, len(is.boxes)+is.steps, len(was.boxes)+was.steps, said)
		require.Empty(t, r.Renamed, said)
	case "delete-touchpoint":
		require.Len(t, is.boxes, len(was.boxes)-1, said)
		require.Equal(t, was.steps, is.steps, said)
	case "delete-step":
		require.Equal(t, was.steps-1, is.steps, said)
	case "add-step", "add-phase":
		require.Equal(t, before, now, said)
		require.Equal(t, was.loose(), is.loose(), said)
		require.Equal(t, was.steps+1, is.steps, said)
	}
	return after, r
}

func unique(b board, title string) bool {
	n := 0
	for _, x := range b.boxes {
		if x.title == title {
			n++
		}
	}
	return n == 1
}

var plainLine = regexp.MustCompile(`(?m)^( *)(- )?(\S[^:\n]*: \S.*)$`)

// commented writes comments above and behind some lines, which makes it a text
// as people write it.
func commented(t *rapid.T, src []byte) []byte {
	n := 0
	return plainLine.ReplaceAllFunc(src, func(line []byte) []byte {
		n++
		text := string(line)
		if strings.ContainsAny(text, "|>&*") || rapid.IntRange(0, 9).Draw(t, "comment") > 1 {
			return line
		}
		indent := text[:len(text)-len(strings.TrimLeft(text, " "))]
		return fmt.Appendf(nil, "%s# above %d\n%s # behind %d", indent, n, text, n)
	})
}

// sequence makes some changes one after the other, and undoes all of them.
func sequence(t *rapid.T, f change.Files, most int) (made int) {
	start := f
	var undo []map[string][]edit.Edit
	for range rapid.IntRange(1, most).Draw(t, "ops") {
		b := loaded(t, f)
		next, r := check(t, f, b, someOp(t, b))
		if r == nil {
			continue
		}
		back := map[string][]edit.Edit{}
		for name, edits := range r.Edits {
			back[name] = edit.Invert(f.Texts[name], edits)
		}
		undo = append(undo, back)
		f = next
		made++
		require.Equal(t, boardOf(r.Blueprint).loose(), boardOf(loaded(t, f)).loose())
	}
	texts := maps.Clone(f.Texts)
	for _, back := range slices.Backward(undo) {
		for name, edits := range back {
			text, err := edit.Apply(texts[name], edits)
			require.NoError(t, err)
			texts[name] = text
		}
	}
	for name, text := range start.Texts {
		require.Equal(t, string(text), string(texts[name]))
	}
	return made
}

// loaded reads texts through a change that changes nothing.
func loaded(t require.TestingT, f change.Files) *blueprint.Blueprint {
	if !bytes.Contains(f.Texts[f.Root], []byte("include:")) {
		b, err := blueprint.Read(bytes.NewReader(f.Texts[f.Root]), f.Root)
		require.NoError(t, err)
		return b
	}
	r, err := change.Apply(f, change.Op{Do: "rename-title", Title: "Corner shoeshine"})
	require.NoError(t, err)
	return r.Blueprint
}

func TestChangesOfRandomBlueprintsKeepAllElse(t *testing.T) {
	made := 0
	rapid.Check(t, func(t *rapid.T) {
		b := blueprinttest.Random(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }, blueprinttest.Shape{})
		var text bytes.Buffer
		require.NoError(t, b.Write(&text))
		made += sequence(t, texts(string(commented(t, text.Bytes()))), 6)
	})
	require.Positive(t, made)
}

func TestChangesOfExamplesKeepAllElse(t *testing.T) {
	made := 0
	list := examples.List()
	rapid.Check(t, func(t *rapid.T) {
		made += sequence(t, texts(string(rapid.SampledFrom(list).Draw(t, "example").Text)), 3)
	})
	require.Positive(t, made)
}

func TestChangesOfIncludedFilesKeepAllElse(t *testing.T) {
	made := 0
	rapid.Check(t, func(t *rapid.T) {
		made += sequence(t, texts(shoeshine, "extra.yaml", extra), 4)
	})
	require.Positive(t, made)
}
