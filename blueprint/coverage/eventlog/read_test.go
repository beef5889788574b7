package eventlog_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

// activities reads all of a log.
func activities(r *eventlog.Reader) (out [][2]string, err error) {
	var e eventlog.Event
	for {
		err := r.Next(&e)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, [2]string{string(e.Case), string(e.Activity)})
	}
}

// What encoding/csv writes is read as it was meant, in whatever pieces it comes.
func TestTablesAreReadAsTheStandardLibraryWritesThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z][a-z ,;"\n\r]{0,8}[a-z]|[a-zé点]`)
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]string {
			return [2]string{text.Draw(t, "case"), strings.ReplaceAll(text.Draw(t, "activity"), "\r", "")}
		}), 1, 20).Draw(t, "rows")
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		w.Comma = rapid.SampledFrom([]rune{',', ';', '\t'}).Draw(t, "comma")
		w.UseCRLF = rapid.Bool().Draw(t, "CRLF")
		require.NoError(t, w.Write([]string{"case", "activity"}))
		for i := range rows {
			rows[i][0] = strings.ReplaceAll(rows[i][0], "\r", "")
			require.NoError(t, w.Write(rows[i][:]))
		}
		w.Flush()
		for i := range rows {
			if w.UseCRLF { // it writes the ends of lines within cells so, too
				rows[i][0], rows[i][1] = strings.ReplaceAll(rows[i][0], "\n", "\r\n"), strings.ReplaceAll(rows[i][1], "\n", "\r\n")
			}
		}
		r, err := eventlog.NewReader(iotest.HalfReader(&out), "log.csv", eventlog.Options{Strict: true, Delimiter: byte(w.Comma)})
		require.NoError(t, err)
		got, err := activities(r)
		require.NoError(t, err)
		require.Equal(t, rows, got)
	})
}

func TestStrictTheFirstBadRecordEndsIt(t *testing.T) {
	const text = "case,activity\n1,a\n,b\n2,c\n"
	r, err := eventlog.NewReader(strings.NewReader(text), "log.csv", eventlog.Options{Strict: true})
	require.NoError(t, err)
	got, err := activities(r)
	require.EqualError(t, err, "log.csv:3:1 (record 2): this record names no case")
	assert.Len(t, got, 1)

	var told []string
	r, err = eventlog.NewReader(strings.NewReader(text), "log.csv", eventlog.Options{OnBad: func(p *eventlog.Problem) error {
		told = append(told, p.Message)
		return nil
	}})
	require.NoError(t, err)
	got, err = activities(r)
	require.NoError(t, err)
	assert.Len(t, got, 2)
	assert.Equal(t, []string{"this record names no case"}, told)
}

func TestDamageTakesNoMemory(t *testing.T) {
	long := strings.Repeat("x", 3<<20)
	for name, text := range map[string]string{
		"log.csv":   "case,activity\n1,a\n2," + long + "\n3,\"" + long + "\n4,b\n",
		"log.jsonl": "{\"case\":1,\"activity\":\"a\"}\n{\"case\":2,\"activity\":\"" + long + "\"}\n{\"case\":4,\"activity\":\"b\"}\n",
		"log.xes":   "<log><trace><string key='concept:name' value='1'/><event><string key='concept:name' value='a'/></event><event><string key='concept:name' value='" + long + "'/></event></trace><!--" + long + "--><trace><string key='concept:name' value='4'/><event><string key='concept:name' value='b'/></event></trace></log>",
	} {
		r, err := eventlog.NewReader(strings.NewReader(text), name, eventlog.Options{KeepProblems: 1})
		require.NoError(t, err)
		got, err := activities(r)
		require.NoError(t, err)
		assert.Equal(t, [][2]string{{"1", "a"}, {"4", "b"}}, got, name)
		assert.Len(t, r.Report().Problems, 1)
		assert.Positive(t, r.Report().Bad)
	}
}

func TestColumnsAndTimesCanBeGiven(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	r, err := eventlog.NewReader(strings.NewReader("x|02.03.26 09h05|pay\n"), "log.txt", eventlog.Options{
		NoHeader: true, Delimiter: '|', Columns: eventlog.Columns{Case: "#1", Activity: "#3", Time: "#2"}, TimeFormat: "02.01.06 15h04", Zone: zone,
	})
	require.NoError(t, err)
	var e eventlog.Event
	require.NoError(t, r.Next(&e))
	assert.Equal(t, "pay", string(e.Activity))
	assert.Equal(t, time.Date(2026, 3, 2, 1, 5, 0, 0, time.UTC), e.Time.Time())

	for want, o := range map[string]eventlog.Options{
		`there is no log format "cvs"; did you mean csv?`:                                                                       {Format: "cvs"},
		`log.csv: there is no column "acitvity" for the activity; did you mean "activity"?; the delimiter is taken to be comma`: {Columns: eventlog.Columns{Activity: "acitvity"}},
		`log.csv: there is no time format "unix_ms"; did you mean unix-ms?`:                                                     {TimeFormat: "unix_ms"},
	} {
		_, err := eventlog.NewReader(strings.NewReader("case,activity,time\n1,a,5\n"), "log.csv", o)
		assert.EqualError(t, err, want)
	}
}

// Whatever is written in one of the forms is the same instant as package time reads.
func TestTimesAreReadAsPackageTimeWritesThem(t *testing.T) {
	forms := map[string][]string{
		"iso":         {time.RFC3339Nano, "2006-01-02 15:04:05.999999999 -0700", "2006/1/2 3:04:05.999999999 PM -07:00", "2006-01-02T15:04:05,999999999Z07:00"},
		"day-first":   {"02.01.2006 15:04:05.999999999Z07:00", "2/1/2006 15:04:05.999999999 -0700"},
		"month-first": {"01/02/2006 03:04:05.999999999PM Z07:00"},
	}
	rapid.Check(t, func(t *rapid.T) {
		format := rapid.SampledFrom([]string{"iso", "day-first", "month-first"}).Draw(t, "format")
		layout := rapid.SampledFrom(forms[format]).Draw(t, "layout")
		zone := time.FixedZone("", 60*rapid.IntRange(-12*60, 14*60).Draw(t, "zone"))
		at := time.Unix(0, rapid.Int64Range(-9e18, 9e18).Draw(t, "at")).In(zone)
		text := at.Format(layout)
		r, err := eventlog.NewReader(strings.NewReader("case;activity;time\n1;a;\""+text+"\"\n"), "log.csv", eventlog.Options{TimeFormat: format, Strict: true})
		require.NoError(t, err)
		var e eventlog.Event
		require.NoError(t, r.Next(&e), text)
		require.Equal(t, at.UnixNano(), int64(e.Time), text)
	})
}

func TestUnixTimesAreKnownByTheirDigits(t *testing.T) {
	for text, want := range map[string]string{
		"1772442000": "unix", "1772442000.5": "unix", "1772442000500": "unix-ms", "1772442000500000": "unix-us", "1772442000500000000": "unix-ns", "20260302": "compact", "20260302090000": "compact",
	} {
		r, err := eventlog.NewReader(strings.NewReader("case,activity,time\n1,a,"+text+"\n"), "log.csv", eventlog.Options{})
		require.NoError(t, err)
		var e eventlog.Event
		require.NoError(t, r.Next(&e))
		assert.Equal(t, "2026-03-02", e.Time.Time().Format(time.DateOnly), text)
		assert.Contains(t, strings.Join(r.Report().Decisions, "\n"), "times: "+want+", as in "+text)
	}
}

// No log brings it down, and every record that is left out has its place.
func FuzzLog(f *testing.F) {
	files, err := filepath.Glob("testdata/damage/*")
	require.NoError(f, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(f, err)
		f.Add(text, "")
		f.Add(text, strings.TrimPrefix(filepath.Ext(file), "."))
	}
	g := desk()
	names, err := eventlog.NewMapper(g, nil)
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, text []byte, format string) {
		r, err := eventlog.NewReader(bytes.NewReader(text), "log", eventlog.Options{Format: format})
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		tally := eventlog.NewTally(g, 0)
		log, err := eventlog.Count(context.Background(), r, names, tally, eventlog.CaseOptions{Workers: 1})
		if err != nil {
			return
		}
		require.Equal(t, uint64(log.Cases), tally.Result().Cases)
		for _, p := range log.Problems {
			require.Positive(t, p.Line)
			require.NotEmpty(t, p.Message)
			require.LessOrEqual(t, p.Line, bytes.Count(text, []byte("\n"))+1)
		}
	})
}
