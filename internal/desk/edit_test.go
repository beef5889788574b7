package desk_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/internal/desk"
)

// op is a change as the page sends it.
type op map[string]any

// change makes changes to a file as it is now.
func (s *served) change(file string, ops ...op) map[string]any {
	s.Helper()
	code, reply := s.post("/api/change?file="+file, map[string]any{"base": s.rev(file), "what": "move", "ops": ops})
	require.Equal(s, http.StatusOK, code, reply)
	return reply
}

func (s *served) turn(what, file string) map[string]any {
	s.Helper()
	code, reply := s.post("/api/"+what+"?file="+file, map[string]any{})
	require.Equal(s, http.StatusOK, code, reply)
	return reply
}

func TestChangesAreSmallAndCanBeUndone(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}).enter()
	reply := s.change("shine.yaml", op{"do": "rename-title", "id": "apply-polish", "title": "Polish well"})
	assert.Equal(t, "polish-well", reply["id"])
	assert.Equal(t, strings.Replace(shine, "Apply polish", "Polish well", 1), s.onDisk("shine.yaml"))

	s.change("shine.yaml", op{"do": "toggle-moment", "id": "pay", "value": "critical"})
	s.change("shine.yaml", op{"do": "toggle-wait", "id": "pay"}, op{"do": "toggle-fail", "id": "pay"})
	s.change("shine.yaml", op{"do": "add-step", "after": "1", "fields": map[string]any{"frontstage": "Buff"}})
	s.change("shine.yaml", op{"do": "link", "from": "sit-down", "to": "buff", "as": "choice", "when": "in a hurry", "chance": "10%"})
	s.change("shine.yaml", op{"do": "delete-touchpoint", "id": "buy-supplies"})
	changed := s.onDisk("shine.yaml")
	assert.Contains(t, changed, "# polish comes in tins")
	assert.Contains(t, changed, "in a hurry")
	assert.NotContains(t, changed, "Buy supplies")
	state := s.read("/api/findings?file=shine.yaml")
	assert.Equal(t, 6.0, state["undos"])

	for range 6 {
		s.turn("undo", "shine.yaml")
	}
	assert.Equal(t, shine, s.onDisk("shine.yaml"), "byte for byte")
	for range 6 {
		s.turn("redo", "shine.yaml")
	}
	assert.Equal(t, changed, s.onDisk("shine.yaml"))
	s.turn("undo", "shine.yaml")
	s.change("shine.yaml", op{"do": "toggle-moment", "id": "sit-down"})
	assert.Empty(t, s.read("/api/findings?file=shine.yaml")["redo"], "what comes after something else cannot be done again")
	for range 9 { // more than there are
		s.turn("undo", "shine.yaml")
	}
	assert.Equal(t, shine, s.onDisk("shine.yaml"))
}

func TestWhatWouldBreakTheBlueprintIsRefused(t *testing.T) {
	text := strings.Replace(shine, "- customer: Pay", "- customer: {title: Pay, next: sit-down}", 1)
	s := serve(t, map[string]string{"shine.yaml": text}).enter()
	for _, o := range []op{
		{"do": "delete-touchpoint", "id": "sit-down"}, {"do": "set", "id": "pay", "key": "time", "value": "soon"}, {"do": "nothing"}, {"do": "rename-title", "id": "nobody", "title": "x"},
	} {
		code, reply := s.post("/api/change?file=shine.yaml", map[string]any{"base": s.rev("shine.yaml"), "ops": []op{o}})
		assert.Equal(t, http.StatusUnprocessableEntity, code, o)
		assert.NotEmpty(t, reply["refused"].(map[string]any)["reason"], o)
		assert.NotContains(t, fmt.Sprint(reply), s.folder, "no path of the machine")
	}
	assert.Equal(t, text, s.onDisk("shine.yaml"))
	s.change("shine.yaml", op{"do": "delete-touchpoint", "id": "sit-down", "references": "remove"})
	assert.NotContains(t, s.onDisk("shine.yaml"), "sit-down")

	code, _ := s.post("/api/change?file=shine.yaml", map[string]any{"base": "0123", "ops": []op{{"do": "toggle-wait", "id": "pay"}}})
	assert.Equal(t, http.StatusConflict, code, "texts that nobody knows")
	code, _ = s.post("/api/change?file=shine.yaml", map[string]any{"base": s.rev("shine.yaml"), "ops": []op{}})
	assert.Equal(t, http.StatusBadRequest, code)
}

func TestOthersChangesAreMerged(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}).enter()
	base := s.rev("shine.yaml")
	theirs := strings.Replace(shine, "Collect payment", "Take the money", 1)
	s.save("shine.yaml", theirs)
	code, reply := s.post("/api/change?file=shine.yaml", map[string]any{"base": base, "ops": []op{{"do": "rename-title", "id": "brush-shoes", "title": "Brush both shoes"}}})
	require.Equal(t, http.StatusOK, code, reply)
	assert.Equal(t, true, reply["merged"])
	both := strings.Replace(theirs, "Brush shoes", "Brush both shoes", 1)
	assert.Equal(t, both, s.onDisk("shine.yaml"))

	s.save("shine.yaml", both+"# a last word\n")
	s.turn("undo", "shine.yaml")
	assert.Equal(t, theirs+"# a last word\n", s.onDisk("shine.yaml"), "undoing takes away what was done here, not what others did")
}

func TestTwoChangesAtOnePlaceAreShownAndNothingIsLost(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}).enter()
	base := s.rev("shine.yaml")
	theirs := strings.Replace(shine, "Brush shoes", "Dust shoes", 1)
	s.save("shine.yaml", theirs)
	ours := strings.Replace(shine, "Brush shoes", "Wash shoes", 1)
	for name, ask := range map[string]func() (int, map[string]any){
		"by an op": func() (int, map[string]any) {
			return s.post("/api/change?file=shine.yaml", map[string]any{"base": base, "ops": []op{{"do": "rename-title", "id": "brush-shoes", "title": "Wash shoes"}}})
		},
		"by typing": func() (int, map[string]any) {
			return s.post("/api/text?file=shine.yaml", map[string]any{"base": base, "text": ours})
		},
		"with force": func() (int, map[string]any) {
			return s.post("/api/text?file=shine.yaml", map[string]any{"base": base, "text": ours, "keep": true})
		},
	} {
		code, reply := ask()
		require.Equal(t, http.StatusConflict, code, name)
		c := reply["conflict"].(map[string]any)
		assert.Equal(t, "shine.yaml", c["file"])
		assert.Equal(t, theirs, c["theirs"])
		assert.Equal(t, ours, c["ours"])
		mine, other := "", ""
		for _, p := range c["parts"].([]any) {
			part := p.(map[string]any)
			text := func(key string) string { v, _ := part[key].(string); return v }
			mine += text("common") + text("ours")
			other += text("common") + text("theirs")
		}
		assert.Equal(t, ours, mine, "the parts together are the whole")
		assert.Equal(t, theirs, other)
		assert.Equal(t, theirs, s.onDisk("shine.yaml"), "%s: nothing is written before somebody has chosen", name)
		code, _ = s.post("/api/text?file=shine.yaml", map[string]any{"base": c["rev"], "text": ours, "keep": true})
		assert.Equal(t, http.StatusOK, code)
		assert.Equal(t, ours, s.onDisk("shine.yaml"))
		s.turn("undo", "shine.yaml")
		assert.Equal(t, theirs, s.onDisk("shine.yaml"), "also the other can be had back")
	}
}

func TestTypedTextIsWrittenWhenItCanBeRead(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}).enter()
	half := strings.Replace(shine, "time: 30s}", "time: }", 1) + "nonsense: 1\n"
	code, reply := s.post("/api/text?file=shine.yaml", map[string]any{"base": s.rev("shine.yaml"), "text": half})
	assert.Equal(t, http.StatusOK, code)
	assert.NotEmpty(t, reply["findings"])
	assert.Equal(t, shine, s.onDisk("shine.yaml"))
	code, reply = s.post("/api/text?file=shine.yaml", map[string]any{"base": s.rev("shine.yaml"), "text": half, "keep": true})
	assert.Equal(t, http.StatusOK, code)
	assert.Equal(t, true, reply["broken"])
	assert.Equal(t, half, s.onDisk("shine.yaml"))
	s.turn("undo", "shine.yaml")
	assert.Equal(t, shine, s.onDisk("shine.yaml"))
}

func TestChangesInIncludedFiles(t *testing.T) {
	const main, part = "title: Main\ninclude: [{file: parts/pay.yaml, prefix: pay}]\nsteps:\n  - customer: Ask\n", "title: Pay\nsteps:\n  - customer: Hand over money # cash\n"
	s := serve(t, map[string]string{"main.yaml": main, "parts/pay.yaml": part}).enter()
	s.change("main.yaml", op{"do": "rename-title", "id": "pay-hand-over-money", "title": "Show the card"})
	assert.Equal(t, main, s.onDisk("main.yaml"))
	assert.Equal(t, strings.Replace(part, "Hand over money", "Show the card", 1), s.onDisk("parts/pay.yaml"))
	s.turn("undo", "main.yaml")
	assert.Equal(t, part, s.onDisk("parts/pay.yaml"))
	code, _ := s.post("/api/text?file=main.yaml", map[string]any{"base": s.rev("main.yaml"), "name": "parts/pay.yaml", "text": part + "# more\n"})
	assert.Equal(t, http.StatusOK, code)
	assert.Equal(t, part+"# more\n", s.onDisk("parts/pay.yaml"))
	code, _ = s.post("/api/text?file=main.yaml", map[string]any{"base": s.rev("main.yaml"), "name": "other.yaml", "text": part})
	assert.Equal(t, http.StatusUnprocessableEntity, code, "no file of this blueprint")
}

func TestSavingKeepsModeAndLinksAndLeavesNothingBehind(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no such modes")
	}
	s := serve(t, map[string]string{"shine.yaml": shine, "real/pay.yaml": "title: Pay\nsteps:\n  - customer: Pay\n"})
	require.NoError(t, os.Chmod(s.file("shine.yaml"), 0o640))
	require.NoError(t, os.Symlink(filepath.Join("real", "pay.yaml"), s.file("linked.yaml")))
	require.NoError(t, os.Mkdir(s.file("late"), 0o755)) // the watcher lists anew
	s.enter()
	s.change("shine.yaml", op{"do": "toggle-wait", "id": "pay"})
	info, err := os.Stat(s.file("shine.yaml"))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o640), info.Mode().Perm())
	require.Eventually(t, func() bool { code, _ := s.get("/api/text?file=linked.yaml"); return code == http.StatusOK }, patience, tick)
	s.change("linked.yaml", op{"do": "toggle-wait", "id": "pay"})
	info, err = os.Lstat(s.file("linked.yaml"))
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&os.ModeSymlink, "the link is still one")
	assert.Contains(t, s.onDisk("real/pay.yaml"), "wait")

	require.NoError(t, os.Chmod(s.file("shine.yaml"), 0o440))
	code, reply := s.post("/api/change?file=shine.yaml", map[string]any{"base": s.rev("shine.yaml"), "ops": []op{{"do": "toggle-moment", "id": "pay"}}})
	assert.Equal(t, http.StatusUnprocessableEntity, code)
	assert.Contains(t, reply["error"], "protected")
	entries, err := filepath.Glob(filepath.Join(s.folder, ".*"))
	require.NoError(t, err)
	assert.Empty(t, entries, "no temporary files")
}

// Whatever is done, in any order: undoing all of it gives the file back byte for
// byte, and on the way there every text can be read.
func TestAnyChangesCanBeUndone(t *testing.T) {
	text := example(t, "telecom-hall")
	s := serve(t, map[string]string{"hall.yaml": text}, func(o *desk.Options) { o.Rules = nil }).enter()
	random := rand.New(rand.NewPCG(1984, 7))
	done := 0
	for range 60 {
		boxes := s.read("/api/picture?file=hall.yaml&view=cycle")["boxes"].([]any)
		id := func() string { return boxes[random.IntN(len(boxes))].(map[string]any)["id"].(string) }
		step := func() string { return fmt.Sprint(random.IntN(12)) }
		lane := []string{"customer", "floor", "clerk", "office", "systems"}[random.IntN(5)]
		all := []op{
			{"do": "rename-title", "id": id(), "title": fmt.Sprintf("Title %d: \"quoted\" #1", random.IntN(99))}, {"do": "toggle-moment", "id": id(), "value": "critical"}, {"do": "toggle-wait", "id": id()},
			{"do": "toggle-fail", "id": id()}, {"do": "toggle-service", "id": id(), "value": "billing"}, {"do": "add-touchpoint", "lane": lane, "step": step(), "title": "Something new"},
			{"do": "move-touchpoint", "id": id(), "lane": lane, "step": step()}, {"do": "duplicate-touchpoint", "id": id()}, {"do": "delete-touchpoint", "id": id(), "references": "remove"},
			{"do": "add-step", "after": step(), "fields": map[string]any{lane: "A new step"}}, {"do": "move-step", "step": step(), "before": step()}, {"do": "link", "from": id(), "to": id(), "as": "link"},
			{"do": "set", "id": id(), "key": "description", "value": "Two lines\nof words"}, {"do": "clear", "id": id(), "key": "time"}, {"do": "toggle-evidence", "step": step(), "value": "A sign"},
		}
		code, reply := s.post("/api/change?file=hall.yaml", map[string]any{"base": s.rev("hall.yaml"), "ops": []op{all[random.IntN(len(all))]}})
		switch code {
		case http.StatusOK:
			done++
			require.Equal(t, false, reply["broken"])
		case http.StatusUnprocessableEntity: // it would have broken something
		default:
			t.Fatal(code, reply)
		}
	}
	require.Greater(t, done, 20)
	for s.read("/api/findings?file=hall.yaml")["undos"].(float64) > 0 {
		require.Equal(t, false, s.turn("undo", "hall.yaml")["broken"])
	}
	assert.Equal(t, text, s.onDisk("hall.yaml"))
}

// Many pages and an editor change one file at once: every change that was
// answered well is there at the end.
func TestNothingIsLostWhereManyWrite(t *testing.T) {
	const n = 12
	var text strings.Builder
	text.WriteString("title: Many\nsteps:\n")
	for i := range n {
		fmt.Fprintf(&text, "  - customer: Step %d\n\n    # between\n\n", i)
	}
	s := serve(t, map[string]string{"many.yaml": text.String()}).enter()
	base := s.rev("many.yaml")
	var done sync.Map
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			code, _ := s.post("/api/change?file=many.yaml", map[string]any{"base": base, "ops": []op{{"do": "rename-title", "id": fmt.Sprintf("step-%d", i), "title": fmt.Sprintf("Renamed %d %d", i, rand.IntN(9))}}})
			if code == http.StatusOK {
				done.Store(i, true)
			}
		})
	}
	all.Wait()
	text2 := s.onDisk("many.yaml")
	count := 0
	done.Range(func(i, _ any) bool {
		count++
		assert.Contains(t, text2, fmt.Sprintf("Renamed %d ", i))
		return true
	})
	assert.Equal(t, n, count, "they lie apart: all can be merged")
	for range n {
		s.turn("undo", "many.yaml")
	}
	assert.Equal(t, text.String(), s.onDisk("many.yaml"))
}
