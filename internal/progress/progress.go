// Package progress shows on a terminal how far a long run has come, how fast it
// goes and how long it will still take.
// What comes in are the terminal and the number of things to do; what goes out
// is one line there, which comes when the run takes longer than a second and is
// erased at its end. Short runs, and those without a terminal, show nothing.
package progress

import (
	"io"
	"sync"
	"time"
)

const (
	patience = time.Second            // nobody wonders before
	rhythm   = 100 * time.Millisecond // between two looks
	erase    = "\r\x1b[K"
)

// Bar is a line that grows. Nil is one that is never shown.
type Bar struct {
	w     io.Writer
	what  string
	total int64
	bytes bool
	begun time.Time

	mu    sync.Mutex
	done  int64
	shown bool

	stop, stopped chan struct{}
}

// Start begins a run. What says what is being done ("checking"); total is how
// many things there are to do, 0 where that is not known. A nil w shows nothing;
// any other must be a terminal. Every Start needs a [Bar.Stop].
func Start(w io.Writer, what string, total int) *Bar {
	return start(w, &Bar{what: what, total: int64(total)})
}

// StartBytes is Start for what is counted in bytes: the line shows the share that
// is done, and the rate.
func StartBytes(w io.Writer, what string, total int64) *Bar {
	return start(w, &Bar{what: what, total: total, bytes: true})
}

func start(w io.Writer, b *Bar) *Bar {
	if w == nil {
		return nil
	}
	b.w, b.begun = w, time.Now()
	b.stop, b.stopped = make(chan struct{}), make(chan struct{})
	go b.watch(b.stop)
	return b
}

// Add says that n more are done. It is safe for several goroutines.
func (b *Bar) Add(n int) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done += int64(n)
}

// Set says how many are done in all. It is safe for several goroutines.
func (b *Bar) Set(done int64) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done = done
}

// Stop ends the run and erases the line. Only the first call counts.
func (b *Bar) Stop() {
	if b == nil || b.stop == nil {
		return
	}
	close(b.stop)
	<-b.stopped
	b.stop = nil
	if b.shown {
		_, _ = io.WriteString(b.w, erase) // where the terminal has gone, nobody looks
	}
}

func (b *Bar) watch(stop <-chan struct{}) {
	defer close(b.stopped)
	next := time.NewTimer(patience)
	defer next.Stop()
	for {
		select {
		case <-stop:
			return
		case <-next.C:
			b.show()
			next.Reset(rhythm)
		}
	}
}

func (b *Bar) show() {
	b.mu.Lock()
	done := b.done
	b.mu.Unlock()
	b.shown = true
	_, _ = io.WriteString(b.w, erase+b.line(done, time.Since(b.begun)))
}
