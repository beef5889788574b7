package coverreport

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"io"

	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

//go:embed coverage.schema.json
var schema []byte

// Schema is the JSON Schema (draft 2020-12) of what [Report.JSON] writes.
func Schema() []byte { return bytes.Clone(schema) }

// The shapes of the JSON that no other package has.
type (
	jsonReport struct {
		Version    int                 `json:"version"`
		Title      string              `json:"title"`
		Passed     bool                `json:"passed"`
		Thresholds []jsonHeld          `json:"thresholds"`
		Tests      *coverage.Result    `json:"tests,omitempty"`
		Log        *conformance.Result `json:"log,omitempty"`
		Read       []jsonLog           `json:"read,omitempty"`
		Names      []string            `json:"names,omitempty"`
	}
	jsonHeld struct {
		Source  Source   `json:"source"`
		Name    string   `json:"name"`
		By      By       `json:"by"`
		Want    float64  `json:"want"`
		Percent *float64 `json:"percent"` // null: there is nothing to have a share of
		Held    bool     `json:"held"`
		Text    string   `json:"text,omitempty"`
	}
	jsonLog struct {
		File      string        `json:"file"`
		Format    string        `json:"format"`
		Decisions []string      `json:"decisions"`
		Events    int           `json:"events"`
		Untimed   int           `json:"untimed"`
		Bad       int           `json:"bad"`
		Problems  []jsonProblem `json:"problems"`
		Bytes     int64         `json:"bytes"`
		Cases     int           `json:"cases"`
		Ignored   uint64        `json:"ignored"`
		Cut       uint64        `json:"cut"`
		Spilled   int           `json:"spilled"`
	}
	jsonProblem struct {
		Line    int    `json:"line,omitempty"`
		Column  int    `json:"column,omitempty"`
		Record  int    `json:"record,omitempty"`
		Message string `json:"message"`
		Hint    string `json:"hint,omitempty"`
	}
)

// JSON writes the report as [Schema] describes it. What stands under log says
// nothing of how the log was written: the same journeys as CSV, XES or JSON lines,
// in any order, give the same bytes there.
func (r *Report) JSON(w io.Writer) error {
	out := jsonReport{Version: 1, Title: r.Of.Title, Passed: r.Passed(), Thresholds: []jsonHeld{}, Tests: r.Tests, Log: r.Log, Names: r.Names}
	for _, h := range r.Held {
		x := jsonHeld{Source: h.Source, Name: h.Name, By: h.By, Want: h.Want, Held: h.OK, Text: h.Text}
		if h.Known {
			x.Percent = &h.Percent
		}
		out.Thresholds = append(out.Thresholds, x)
	}
	if r.Log != nil && r.Log.Journeys.Passages == nil { // a list, even an empty one
		l := *r.Log
		l.Journeys.Passages = []eventlog.Passage{}
		out.Log = &l
	}
	for _, l := range r.Logs {
		out.Read = append(out.Read, readAs(l))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func readAs(l eventlog.Log) jsonLog {
	x := jsonLog{
		File: l.File, Format: l.Format, Decisions: l.Decisions, Events: l.Events, Untimed: l.Untimed, Bad: l.Bad,
		Problems: []jsonProblem{}, Bytes: l.Bytes, Cases: l.Cases, Ignored: l.Ignored, Cut: l.Cut, Spilled: l.Spilled,
	}
	for _, p := range l.Problems {
		x.Problems = append(x.Problems, jsonProblem{p.Line, p.Column, p.Record, p.Message, p.Hint})
	}
	return x
}
