package eventlog_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

var update = flag.Bool("update", false, "rewrite golden files")

// told is all that a log tells: its events, problems and decisions.
func told(t *testing.T, r *eventlog.Reader) string {
	t.Helper()
	var s strings.Builder
	var e eventlog.Event
	for {
		err := r.Next(&e)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			fmt.Fprintf(&s, "ended by: %v\n", err)
			break
		}
		if e.Empty {
			fmt.Fprintf(&s, "%s: nothing happens\n", e.Case)
			continue
		}
		at := "at no time"
		if e.Time != eventlog.Never {
			at = e.Time.Time().Format("2006-01-02T15:04:05.999Z07:00")
		}
		if e.Start != eventlog.Never {
			at = e.Start.Time().Format("2006-01-02T15:04:05.999Z07:00") + " to " + at
		}
		fmt.Fprintf(&s, "%s: %q %s %s", e.Case, e.Activity, at, [...]string{"complete", "start", "other"}[e.Lifecycle])
		if len(e.Resource) > 0 {
			fmt.Fprintf(&s, " by %s", e.Resource)
		}
		s.WriteByte('\n')
	}
	report := r.Report()
	s.WriteString("\nproblems:\n")
	for _, p := range report.Problems {
		fmt.Fprintln(&s, p.Error())
	}
	s.WriteString("\ndecisions:\n")
	for _, d := range report.Decisions {
		fmt.Fprintln(&s, d)
	}
	return s.String()
}

func TestDamageIsTold(t *testing.T) {
	files, err := filepath.Glob("testdata/damage/*")
	require.NoError(t, err)
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			f, err := os.Open(file)
			require.NoError(t, err)
			defer f.Close()
			var got string
			if r, err := eventlog.NewReader(f, filepath.Base(file), eventlog.Options{}); err != nil {
				got = "cannot be read: " + err.Error() + "\n"
			} else {
				got = told(t, r)
			}
			golden := file + ".golden"
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(got), 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
		})
	}
}
