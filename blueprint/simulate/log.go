package simulate

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/servicemoments/moments/touchpoint"
)

const (
	maxLogBytes = 64 << 20
	maxArrivals = 5_000_000
)

func readLog(files fs.FS, name string) ([]time.Duration, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, errors.New("there is no such file, or it may not be read")
	}
	defer func() { _ = f.Close() }()
	return ReadArrivals(f)
}

// ReadArrivals reads a log of arrivals: a CSV file with a row for each customer, in
// any order. The times are in the column that is headed time, timestamp, arrival,
// arrived or at, else in the first. They may be moments (2026-03-02T09:05:00Z or
// 2026-03-02 09:05:00), times of the day (09:05), durations (1h5m) or plain seconds.
//
// What comes out is counted from the midnight of the Monday before the first
// moment; times of the day, durations and seconds from midnight. Moments count by
// the clock that they name; no time zone is converted. At most 64 MiB and 5,000,000
// rows are read. What is wrong in a row is a [*LogError].
func ReadArrivals(r io.Reader) ([]time.Duration, error) {
	limited := &io.LimitedReader{R: r, N: maxLogBytes + 1}
	rows := csv.NewReader(bufio.NewReader(limited))
	rows.FieldsPerRecord = -1
	rows.TrimLeadingSpace = true
	rows.ReuseRecord = true
	l := &logReader{column: -1}
	for {
		row, err := rows.Read()
		switch {
		case limited.N == 0:
			return nil, fmt.Errorf("it is larger than %d MiB", maxLogBytes>>20)
		case errors.Is(err, io.EOF):
			return l.times, nil
		case err != nil:
			return nil, damaged(err)
		}
		if err := l.row(row); err != nil {
			line, column := rows.FieldPos(min(max(l.column, 0), len(row)-1))
			return nil, &LogError{line, column, err.Error()}
		}
		if len(l.times) > maxArrivals {
			return nil, fmt.Errorf("it has more than %d arrivals", maxArrivals)
		}
	}
}

// LogError is what is wrong in a log of arrivals, and where.
type LogError struct {
	Line, Column int // from 1; columns count bytes
	Message      string
}

// Error says it with its place.
func (e *LogError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Message)
}

// damaged says where a row is no row.
func damaged(err error) error {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		return err
	}
	return &LogError{at.Line, at.Column, at.Err.Error()}
}

type logReader struct {
	column int // -1: no row was read yet
	monday time.Time
	times  []time.Duration
}

func (l *logReader) row(row []string) error {
	if l.column < 0 {
		l.column = 0
		for i, head := range row {
			switch strings.ToLower(strings.TrimPrefix(strings.TrimSpace(head), "\ufeff")) {
			case "time", "timestamp", "arrival", "arrived", "at":
				l.column = i
				return nil
			}
		}
		if _, err := l.time(strings.TrimSpace(row[0])); err != nil && len(row) > 1 {
			return nil // a header whose first column holds the times
		}
	}
	if l.column >= len(row) {
		return fmt.Errorf("there is no column %d", l.column+1)
	}
	text := strings.TrimSpace(row[l.column])
	if text == "" && len(row) == 1 {
		return nil
	}
	t, err := l.time(text)
	if err != nil {
		return err
	}
	if t < 0 {
		return fmt.Errorf("%q is before the week of the first arrival", text)
	}
	l.times = append(l.times, t)
	return nil
}

func (l *logReader) time(text string) (time.Duration, error) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999", "2006-01-02 15:04", "2006-01-02T15:04"} {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
		if l.monday.IsZero() {
			l.monday = t.Truncate(24*time.Hour).AddDate(0, 0, -int(t.Weekday()+6)%7)
		}
		return t.Sub(l.monday), nil
	}
	if c, err := time.Parse("15:04:05", text); err == nil {
		return time.Duration(c.Hour())*time.Hour + time.Duration(c.Minute())*time.Minute + time.Duration(c.Second())*time.Second, nil
	}
	if c, err := touchpoint.ParseClock(text); err == nil {
		return time.Duration(c) * time.Minute, nil
	}
	if s, err := strconv.ParseFloat(text, 64); err == nil && s >= 0 && s < 1e9 {
		return time.Duration(s * nanosPerSecond), nil
	}
	if d, err := touchpoint.ParseDuration(text); err == nil {
		return d, nil
	}
	return 0, fmt.Errorf("%q is no time: expected 2026-03-02 09:05:00, 09:05, 1h5m or seconds", text)
}
