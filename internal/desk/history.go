package desk

// step is a change that can be undone: the texts of the files that it changed,
// before and after.
type step struct {
	what  string // in the words of the page: the name of a change
	files map[string]turn
	bytes int
}

type turn struct{ before, after []byte }

func newStep(what string, files map[string]turn) step {
	s := step{what: what, files: files}
	for _, t := range files {
		s.bytes += len(t.before) + len(t.after)
	}
	return s
}

// Bounds of what can be undone.
const (
	maxSteps     = 1000
	maxStepBytes = 64 << 20
)

// history is what was done and undone, the last one last. The zero value is
// empty.
type history struct {
	done, undone []step
}

// push notes a change; what was undone before it cannot be done again.
func (h *history) push(s step) {
	h.undone = nil
	h.done = append(h.done, s)
	total := 0
	for i := len(h.done) - 1; i >= 0; i-- {
		total += h.done[i].bytes
		if total > maxStepBytes && i < len(h.done)-1 || len(h.done)-i > maxSteps {
			h.done = append([]step(nil), h.done[i+1:]...)
			return
		}
	}
}

// next names what would be undone and done again.
func (h *history) next() (undo, redo string) {
	if n := len(h.done); n > 0 {
		undo = h.done[n-1].what
	}
	if n := len(h.undone); n > 0 {
		redo = h.undone[n-1].what
	}
	return undo, redo
}
