package report

import (
	"io"
	"strings"
)

// Lines writes a line for each finding, with its place first: what editors and
// simple tools jump by.
func Lines(w io.Writer, r Run) error {
	var b strings.Builder
	for _, d := range r.Found {
		b.WriteString(Safe(d.String()) + "\n")
		if b.Len() >= portion {
			if _, err := io.WriteString(w, b.String()); err != nil {
				return err
			}
			b.Reset()
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
