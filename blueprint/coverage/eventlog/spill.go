package eventlog

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// spill keeps open cases in temporary files: runs, each sorted by case. A run that
// is older holds what stands earlier in the log, so that a case is put together
// again in the order of the log by going through the runs in their order.
type spill struct {
	folder    string
	maxEvents int
	levels    [][]*run // those of a higher level are older, and made of many
	written   int
	cut       uint64 // events left out as their case had too many
}

// run is a temporary file.
type run struct {
	file *os.File
	path string // empty: it is removed already
}

const (
	fanIn     = 32 // so many runs of one level become one
	runBuffer = 64 << 10
)

// write makes a run of a table, and empties it.
func (s *spill) write(ctx context.Context, t *table) error {
	err := s.create(ctx, 0, func(out *runWriter) error {
		var all []packed
		for i, which := range t.sorted() {
			if i%1024 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			c := &t.cases[which]
			all = all[:0]
			for at := c.first; at != 0; {
				n := t.at(at - 1)
				all = append(all, n.packed())
				at = n.next
			}
			if err := out.put([]byte(c.id), all); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.written++
	t.reset()
	return s.settle(ctx)
}

// settle makes one run of many, so that not too many files are open at once.
func (s *spill) settle(ctx context.Context) error {
	for level := 0; level < len(s.levels) && len(s.levels[level]) >= fanIn; level++ {
		runs := s.levels[level]
		err := s.create(ctx, level+1, func(out *runWriter) error { return s.join(ctx, runs, out.put) })
		if err != nil {
			return err
		}
		s.levels[level] = nil
		for _, r := range runs {
			if err := r.close(); err != nil {
				return err
			}
		}
	}
	return nil
}

// create writes a new run.
func (s *spill) create(ctx context.Context, level int, fill func(*runWriter) error) error {
	file, err := os.CreateTemp(s.folder, "moments-log-*")
	if err != nil {
		return fmt.Errorf("open cases need a temporary file: %w", err)
	}
	r := &run{file: file, path: file.Name()}
	if os.Remove(r.path) == nil {
		r.path = "" // even if the program is killed, nothing stays
	}
	for len(s.levels) <= level {
		s.levels = append(s.levels, nil)
	}
	s.levels[level] = append(s.levels[level], r)
	out := &runWriter{w: bufio.NewWriterSize(file, runBuffer)}
	err = fill(out)
	if err == nil {
		err = out.w.Flush()
	}
	if err == nil || ctx.Err() != nil {
		return err
	}
	return fmt.Errorf("open cases do not fit in the temporary files: %w", err)
}

func (r *run) close() error {
	if r.file == nil {
		return nil
	}
	err := r.file.Close()
	r.file = nil
	if r.path != "" {
		err = errors.Join(err, os.Remove(r.path))
	}
	return err
}

// close removes all files.
func (s *spill) close() error {
	var errs []error
	for _, level := range s.levels {
		for _, r := range level {
			errs = append(errs, r.close())
		}
	}
	s.levels = nil
	return errors.Join(errs...)
}

// merge gives all cases of all runs, by the bytes of their ids.
func (s *spill) merge(ctx context.Context, yield func(id []byte, all []packed) error) error {
	var runs []*run
	for level := len(s.levels) - 1; level >= 0; level-- {
		runs = append(runs, s.levels[level]...)
	}
	return s.join(ctx, runs, yield)
}

// join puts the cases of several runs together, the oldest run first.
func (s *spill) join(ctx context.Context, runs []*run, yield func(id []byte, all []packed) error) error {
	var queue runHeap
	for i, r := range runs {
		if _, err := r.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		in := &runReader{r: bufio.NewReaderSize(r.file, runBuffer), age: i}
		more, err := in.next()
		if err != nil {
			return err
		}
		if more {
			queue = append(queue, in)
		}
	}
	heap.Init(&queue)
	var id []byte
	var all []packed
	for n := 0; len(queue) > 0; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		id, all = append(id[:0], queue[0].id...), all[:0]
		for len(queue) > 0 && bytes.Equal(queue[0].id, id) {
			in := queue[0]
			var err error
			if all, err = s.take(in, all); err != nil {
				return err
			}
			more, err := in.next()
			switch {
			case err != nil:
				return err
			case more:
				heap.Fix(&queue, 0)
			default:
				heap.Pop(&queue)
			}
		}
		if err := yield(id, all); err != nil {
			return err
		}
	}
	return nil
}

// take reads the occurrences of a case, as many as it may have.
func (s *spill) take(in *runReader, all []packed) ([]packed, error) {
	last := Instant(0)
	for range in.n {
		what, err := binary.ReadVarint(in.r)
		if err != nil {
			return nil, broken(err)
		}
		step, err := binary.ReadVarint(in.r)
		if err != nil {
			return nil, broken(err)
		}
		last += Instant(step)
		if len(all) >= s.maxEvents {
			s.cut++
			continue
		}
		all = append(all, packed{last, int32(what)})
	}
	return all, nil
}

func broken(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("a temporary file cannot be read back: %w", err)
}

// runWriter writes a run: for each case its id, how many occurrences it has, and
// those as differences.
type runWriter struct {
	w   *bufio.Writer
	buf []byte
}

func (o *runWriter) put(id []byte, all []packed) error {
	b := binary.AppendUvarint(o.buf[:0], uint64(len(id)))
	b = append(b, id...)
	b = binary.AppendUvarint(b, uint64(len(all)))
	last := Instant(0)
	for _, p := range all {
		b = binary.AppendVarint(b, int64(p.what))
		b = binary.AppendVarint(b, int64(p.at-last)) // wraps around for Never, and back
		last = p.at
		if len(b) > runBuffer {
			if _, err := o.w.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	o.buf = b
	_, err := o.w.Write(b)
	return err
}

// runReader reads a run. It stands behind the head of a case.
type runReader struct {
	r   *bufio.Reader
	age int
	id  []byte
	n   int
}

// next reads the head of the next case; false at the end.
func (in *runReader) next() (bool, error) {
	length, err := binary.ReadUvarint(in.r)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	if err == nil && length > maxRecord {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return false, broken(err)
	}
	if uint64(cap(in.id)) < length {
		in.id = make([]byte, length)
	}
	in.id = in.id[:length]
	if _, err := io.ReadFull(in.r, in.id); err != nil {
		return false, broken(err)
	}
	n, err := binary.ReadUvarint(in.r)
	if err != nil {
		return false, broken(err)
	}
	in.n = int(n)
	return true, nil
}

// runHeap orders runs by the case at which they stand, then by age.
type runHeap []*runReader

func (h runHeap) Len() int { return len(h) }
func (h runHeap) Less(i, j int) bool {
	return cmp.Or(bytes.Compare(h[i].id, h[j].id), cmp.Compare(h[i].age, h[j].age)) < 0
}
func (h runHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *runHeap) Push(x any)   { *h = append(*h, x.(*runReader)) }
func (h *runHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
