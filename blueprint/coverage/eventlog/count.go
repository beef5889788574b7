package eventlog

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
)

// Count reads a log to its end and adds all its cases to a tally: one goroutine
// reads, others count. The tally is the same whatever the number of cores and the
// order of the log. Of an error the tally stays as it was.
func Count(ctx context.Context, r *Reader, m *Mapper, t *Tally, o CaseOptions) (Log, error) {
	if !slices.Equal(m.ids, t.board.ids) {
		return Log{}, errors.New("the names and the tally are not of the same blueprint")
	}
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	queue := make(chan work, 2*workers)
	tallies := make([]*Tally, workers)
	var all sync.WaitGroup
	for i := range tallies {
		tallies[i] = t.Empty()
		all.Go(func() { tallies[i].drain(queue) })
	}
	log, err := feed(ctx, r, m, o, func(w work) error {
		queue <- w
		return nil
	})
	close(queue)
	all.Wait()
	if err != nil {
		return log, err
	}
	for _, part := range tallies {
		if err := t.Merge(part); err != nil {
			return log, err
		}
	}
	return log, nil
}

// drain counts all work that comes.
func (t *Tally) drain(queue <-chan work) {
	var a assembler
	for w := range queue {
		_ = w.each(func(_ []byte, all []Occurrence) error { // as it gives no errors itself
			t.add(a.visits(all))
			return nil
		})
		w.release()
	}
}
