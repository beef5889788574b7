package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/internal/coverreport"
	"github.com/servicemoments/moments/internal/report"
	"github.com/servicemoments/moments/render/book"
	"github.com/servicemoments/moments/render/scene"
)

// coverFormat is a way to write what was covered.
type coverFormat struct {
	Name, Ext string
	prose     bool // people read it: it tells what is missed
	full      bool // it holds everything anyway
	write     func(w io.Writer, r *coverreport.Report, o book.Options) error
}

// coverFormats lists the formats; the first is the default.
func coverFormats() []coverFormat {
	var out []coverFormat
	for _, f := range book.Formats() {
		x := coverFormat{Name: f.Name, Ext: f.Ext, prose: f.Name == "text" || f.Name == "markdown", full: f.Name == "html" || f.Name == "csv"}
		x.write = func(w io.Writer, r *coverreport.Report, o book.Options) error { return f.Write(w, r.Book(), o) }
		if f.Name == "json" {
			x.write = func(w io.Writer, r *coverreport.Report, _ book.Options) error { return r.JSON(w) }
		}
		out = append(out, x)
	}
	return append(out, coverFormat{Name: "junit", Ext: ".xml", write: func(w io.Writer, r *coverreport.Report, _ book.Options) error { return r.JUnit(w) }})
}

func coverFormatNames() []string {
	return names(coverFormats(), func(f coverFormat) string { return f.Name })
}

// coverOutput is a file to write.
type coverOutput struct {
	path   string
	format coverFormat
}

// settleOutputs says what is written where. --format is for standard output, for
// the only file, and for files whose extension names no format.
func (c *covering) settleOutputs() error {
	if len(c.outs) == 0 {
		c.outs = []string{stdout}
	}
	if c.paint != "" && c.paint != stdout {
		format, err := formatByExtension(c.paint)
		if err != nil {
			return usagef("the extension of %s names no format of pictures, such as .svg, .png or .pdf", c.paint)
		}
		c.picturesAs = format
	}
	taken := map[string]string{}
	for _, x := range []struct{ flag, path string }{{"--paint", c.paint}, {"--badge", c.badge}, {"--ratchet", c.ratchet}} {
		if x.path == "" {
			continue
		}
		if other, twice := taken[filepath.Clean(x.path)]; twice {
			return usagef("%s and %s would both be written to %s", other, x.flag, x.path)
		}
		taken[filepath.Clean(x.path)] = x.flag
	}
	for _, path := range c.outs {
		if other, twice := taken[filepath.Clean(path)]; twice {
			return usagef("%s and --output would both be written to %s", other, path)
		}
		taken[filepath.Clean(path)] = "--output"
		format, err := c.formatOf(path)
		if err != nil {
			return err
		}
		c.outputs = append(c.outputs, coverOutput{path, format})
	}
	return nil
}

func (c *covering) formatOf(path string) (coverFormat, error) {
	all := coverFormats()
	byName := func(name string) coverFormat {
		for _, f := range all {
			if f.Name == name {
				return f
			}
		}
		return all[0]
	}
	if c.format != "" && (path == stdout || len(c.outs) == 1) || path == stdout {
		return byName(c.format), nil
	}
	for _, f := range all {
		if strings.EqualFold(filepath.Ext(path), f.Ext) {
			return f, nil
		}
	}
	if c.format != "" {
		return byName(c.format), nil
	}
	return coverFormat{}, usagef("the extension of %s names no format; known are %s (or say --format)", path,
		list(names(all, func(f coverFormat) string { return f.Ext })))
}

// file is a finished text, and where it goes.
type file struct {
	path string
	text []byte
}

// write makes all that is to be written, then writes it: where one cannot be made,
// none is.
func (c *covering) write(a *app, r *coverreport.Report) error {
	chosen, err := c.chosen(a)
	if err != nil {
		return err
	}
	var files []file
	told := false
	for _, out := range c.outputs {
		text, err := c.text(a, r, out, chosen)
		if err != nil {
			return err
		}
		files = append(files, file{out.path, text})
		told = told || out.path == stdout && out.format.prose
	}
	if c.badge != "" {
		var text bytes.Buffer
		if err := r.Badge(&text, c.shown, c.say(r.Of)); err != nil {
			return err
		}
		files = append(files, file{c.badge, text.Bytes()})
	}
	if c.paint != "" {
		picture, err := c.picture(r.Of, c.painting(r), chosen)
		if err != nil {
			return err
		}
		files = append(files, file{c.paint, picture})
	}
	for _, f := range files {
		if err := a.write(f.path, f.text); err != nil {
			return err
		}
	}
	if told {
		return nil
	}
	return a.misses(r)
}

// text is one output.
func (c *covering) text(a *app, r *coverreport.Report, out coverOutput, chosen scene.Theme) ([]byte, error) {
	o := c.words()
	o.Theme = chosen
	if out.path == stdout {
		o.Color, o.Width = a.color(a.Out), a.columns(a.Out)
	}
	all := *r
	all.All = r.All || out.format.full
	var text bytes.Buffer
	err := out.format.write(&text, &all, o)
	return text.Bytes(), err
}

// misses tells on standard error what is missed, where standard output does not.
func (a *app) misses(r *coverreport.Report) error {
	for _, h := range r.Held {
		if h.OK {
			continue
		}
		for line := range strings.SplitSeq(h.Text, "\n") {
			if _, err := fmt.Fprintln(a.Err, report.Safe(line)); err != nil {
				return err
			}
		}
	}
	return nil
}

// painting is all that can be laid over the picture: what tests covered first.
func (c *covering) painting(r *coverreport.Report) []layer.Layer {
	var out []layer.Layer
	say := c.say(r.Of)
	if r.Tests != nil {
		out = append(out, r.Tests.Layer(say))
	}
	if r.Log != nil {
		out = append(out, r.Log.Layers(say)...)
	}
	return out
}

// held compares with the ratchet, and gives it.
func (c *covering) held(r *coverreport.Report) (*coverage.Ratchet, error) {
	if c.ratchet == "" {
		return nil, nil
	}
	ratchet, err := coverage.LoadRatchet(c.ratchet)
	switch {
	case err != nil:
		return nil, plainError(c.ratchet, err)
	case ratchet.Format == "" && !c.raise:
		return nil, fmt.Errorf("%s: there is no such file; --raise writes it", c.ratchet)
	}
	if err := r.HoldRatchet(ratchet); err != nil {
		return nil, fmt.Errorf("%s: %w", c.ratchet, err)
	}
	return ratchet, nil
}

// raised writes what is better than before into the file of the ratchet.
func (c *covering) raised(a *app, ratchet *coverage.Ratchet, r *coverreport.Report) error {
	if !ratchet.Raise(r.Coverage(r.Ratcheted())) {
		return nil
	}
	var text bytes.Buffer
	if err := ratchet.Write(&text); err != nil {
		return err
	}
	if err := a.write(c.ratchet, text.Bytes()); err != nil {
		return err
	}
	_, err := fmt.Fprintf(a.Err, "%s: raised\n", report.Safe(c.ratchet))
	return err
}

// columns is how wide a terminal is; 0 where there is none: places are not broken
// in a file, where people and programs look for them.
func (a *app) columns(w io.Writer) int {
	if f, ok := w.(*os.File); ok && terminalWidth(f) > 0 || a.Env("COLUMNS") != "" {
		return a.width(w)
	}
	return 0
}
