package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/internal/progress"
	"github.com/servicemoments/moments/internal/report"
)

func readMapping(text []byte, name string) (eventlog.Mapping, error) {
	return eventlog.ReadMapping(bytes.NewReader(text), name)
}

// count reads the logs into a tally, one after the other: a journey is of one log.
// What is wrong with logs as a whole is told of all of them, before any is read to
// its end.
func (s *sources) count(ctx context.Context, a *app, names *eventlog.Mapper, tally *eventlog.Tally, o eventlog.Options, cases eventlog.CaseOptions) ([]eventlog.Log, error) {
	bar := a.bytes("reading", s.size())
	defer bar.Stop()
	readers := make([]*eventlog.Reader, len(s.logs))
	var wrong []error
	before := int64(0)
	for i, x := range s.logs {
		base := before
		o.Size, o.Progress = x.size, func(read, _ int64) { bar.Set(base + read) }
		before += x.size
		var err error
		if readers[i], err = eventlog.NewReader(x.in, x.name, o); err != nil {
			wrong = append(wrong, err)
		}
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	var logs []eventlog.Log
	for _, r := range readers {
		log, err := eventlog.Count(ctx, r, names, tally, cases)
		if err != nil {
			return nil, err
		}
		logs = append(logs, log)
	}
	return logs, nil
}

// size is that of all logs; 0 where one is not known.
func (s *sources) size() int64 {
	total := int64(0)
	for _, x := range s.logs {
		if x.size == 0 {
			return 0
		}
		total += x.size
	}
	return total
}

// interruptible is what a pipe gives. A pipe may keep a reader waiting for ever:
// reading it ends with the context.
func interruptible(ctx context.Context, pipe io.Reader) io.Reader {
	out, in := io.Pipe()
	go func() {
		_, err := io.CopyBuffer(struct{ io.Writer }{in}, struct{ io.Reader }{pipe}, make([]byte, window))
		_ = in.CloseWithError(err) // it never fails
	}()
	context.AfterFunc(ctx, func() { _ = in.CloseWithError(ctx.Err()) })
	return out
}

// bytes shows on the terminal how far reading has come, if there is one.
func (a *app) bytes(what string, total int64) *progress.Bar {
	if f, ok := a.Err.(*os.File); ok && a.Env("TERM") != "dumb" && terminalWidth(f) > 0 {
		return progress.StartBytes(f, what, total)
	}
	return nil
}

// steps shows how far a run has come whose length is known later.
type steps struct {
	a    *app
	what string
	bar  *progress.Bar
}

func (a *app) steps(what string) *steps { return &steps{a: a, what: what} }

func (s *steps) show(done, total int) {
	if s.bar == nil {
		s.bar = s.a.progress(s.what, total)
	}
	s.bar.Set(int64(done))
}

func (s *steps) stop() { s.bar.Stop() }

// lines tells of errors that are lines of their own, and ends the command.
func (a *app) lines(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "\n") {
		return err
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		if _, err := fmt.Fprintln(a.Err, report.Safe(line)); err != nil {
			return err
		}
	}
	return ended(ExitFailure)
}
