package report

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"io"

	"github.com/servicemoments/moments/blueprint"
)

//go:embed findings.schema.json
var schema []byte

// Schema is the JSON Schema (draft 2020-12) of what [JSON] writes.
func Schema() []byte { return bytes.Clone(schema) }

// finding is a diagnostic as programs read it.
type finding struct {
	File     string      `json:"file,omitempty"`
	Start    *place      `json:"start,omitempty"`
	End      *place      `json:"end,omitempty"`
	Severity string      `json:"severity"`
	Rule     string      `json:"rule"`
	Path     string      `json:"path,omitempty"`
	Message  string      `json:"message"`
	Hint     string      `json:"hint,omitempty"`
	Related  []elsewhere `json:"related,omitempty"`
}

type elsewhere struct {
	File    string `json:"file,omitempty"`
	Start   *place `json:"start,omitempty"`
	End     *place `json:"end,omitempty"`
	Path    string `json:"path,omitempty"`
	Message string `json:"message"`
}

// place counts lines and columns (characters) from 1, offsets (bytes) from 0.
type place struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

func at(p blueprint.Position) *place {
	if p.Line == 0 {
		return nil
	}
	return &place{p.Line, p.Column, p.Offset}
}

// JSON writes the findings as a list of objects. None give an empty list.
func JSON(w io.Writer, found blueprint.Diagnostics) error {
	out := make([]finding, len(found))
	for i, d := range found {
		out[i] = finding{
			File: d.Range.Start.File, Start: at(d.Range.Start), End: at(d.Range.End),
			Severity: d.Severity.String(), Rule: d.Rule, Path: d.Path.String(), Message: d.Message, Hint: d.Hint,
		}
		for _, r := range d.Related {
			out[i].Related = append(out[i].Related, elsewhere{
				File: r.Range.Start.File, Start: at(r.Range.Start), End: at(r.Range.End), Path: r.Path.String(), Message: r.Message,
			})
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
