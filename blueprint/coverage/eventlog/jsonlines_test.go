package eventlog_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

// What encoding/json writes is read as it was meant.
func TestJSONLinesAreReadAsTheStandardLibraryWritesThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.Map(rapid.String(), func(s string) string { return "x" + s + "x" })
		var lines strings.Builder
		var want [][2]string
		for range rapid.IntRange(1, 9).Draw(t, "events") {
			row := [2]string{name.Draw(t, "case"), name.Draw(t, "activity")}
			want = append(want, row)
			line, err := json.Marshal(map[string]any{
				"case": row[0], "activity": row[1], "zz": []any{name.Draw(t, "more"), map[string]any{"case": nil, "}": 1.5e300}, true}, "aa": rapid.Float64().Draw(t, "number"),
			})
			require.NoError(t, err)
			lines.Write(append(line, "\r\n"...))
		}
		r, err := eventlog.NewReader(strings.NewReader(lines.String()), "log.jsonl", eventlog.Options{Strict: true})
		require.NoError(t, err)
		got, err := activities(r)
		require.NoError(t, err)
		require.Equal(t, want, got)
	})
}
