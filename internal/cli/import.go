package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/diagram"
	"github.com/servicemoments/moments/blueprint/sheet"
	"github.com/servicemoments/moments/internal/report"
)

// importing is what is asked of the command import.
type importing struct {
	out, sheet, from string
	mappings         []string
	force            bool
	maps             []sheet.Mapping
}

// The kinds of files that become blueprints.
const (
	fromSheet   = "sheet"
	fromMermaid = "mermaid"
)

func (a *app) importCommand() *cobra.Command {
	var i importing
	cmd := &cobra.Command{
		Use:   "import [flags] FILE|-",
		Short: "Make a blueprint of a spreadsheet or a diagram",
		Long: `Import makes a blueprint of what is there already: a spreadsheet (XLSX or CSV)
laid out as a board or as a list, or a Mermaid diagram, a user journey or a
flowchart whose subgraphs are lanes; a Markdown file is read for its first one.

Rows and columns are known by what people call them, in English and Chinese.
Where that is not enough, import asks: --map "Waiters=frontstage" says what a
heading stands for. Targets are customer, frontstage, backstage, support,
evidence, phase, step, step-title, time, emotion, policy, notes, ways, ignore;
for columns of a list also lane, touchpoint, place and the keys of touchpoints.

What could not be taken is told with its sheet and cell, or its line and column.
The blueprint goes to standard output, or into the file that --output names. One
that is there already is only replaced with --force.`,
		Example: `  moments import board.xlsx -o hall.yaml
  moments import --sheet "As is" --map "Waiters=frontstage" workshop.xlsx
  moments import journey.mmd -o hall.yaml`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("name the one file to import, or %q for standard input", stdin)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.imports(input{path: args[0]}, i) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&i.out, "output", "o", stdout, `file to write, or "-" for standard output`)
	flags.StringVar(&i.sheet, "sheet", "", "sheet of a workbook that is the blueprint")
	flags.StringArrayVar(&i.mappings, "map", nil, `what a heading stands for, such as "Waiters=frontstage"; can be given several times`)
	flags.StringVar(&i.from, "from", "", "sheet or mermaid, where the name of the file does not say it")
	flags.BoolVar(&i.force, "force", false, "replace a file that is there already")
	complete(cmd, "from", fromSheet, fromMermaid)
	return cmd
}

func (a *app) imports(in input, i importing) error {
	if i.from != "" && !contains([]string{fromSheet, fromMermaid}, i.from) {
		return usage{unknown("kind of file", i.from, []string{fromSheet, fromMermaid})}
	}
	for _, text := range i.mappings {
		m, err := sheet.ParseMapping(text)
		if err != nil {
			return usage{err}
		}
		i.maps = append(i.maps, m)
	}
	if err := a.fresh(i.out, i.force); err != nil { // before the work, not after it
		return err
	}
	data, err := a.readLarge(in)
	if err != nil {
		return err
	}
	b, err := a.understand(in, data, i)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := b.Write(&text); err != nil {
		return err
	}
	if i.out == stdout || i.force {
		if err := a.write(i.out, text.Bytes()); err != nil || i.out == stdout {
			return err
		}
		_, err = fmt.Fprintln(a.Out, i.out)
		return err
	}
	return a.begin(i.out, text.Bytes())
}

// understand reads the file by its kind, and says what could not be taken.
func (a *app) understand(in input, data []byte, i importing) (*blueprint.Blueprint, error) {
	if i.kind(in, data) == fromMermaid {
		var maps []diagram.Mapping
		for _, m := range i.maps {
			maps = append(maps, diagram.Mapping{Label: m.Heading, Target: m.Target})
		}
		b, found, err := diagram.Read(bytes.NewReader(data), in.name(), diagram.Options{Map: maps})
		if err := a.tell(found); err != nil {
			return nil, err
		}
		var failed blueprint.Diagnostics
		if errors.As(err, &failed) {
			return nil, errors.Join(a.tell(failed), ended(ExitFindings))
		}
		return b, named(in, err)
	}
	b, found, err := sheet.Read(bytes.NewReader(data), in.name(), sheet.ReadOptions{Sheet: i.sheet, Map: i.maps})
	a.findings(in, "warning", found)
	var failed sheet.Findings
	if errors.As(err, &failed) {
		a.findings(in, "error", failed)
		return nil, ended(ExitFindings)
	}
	return b, named(in, err)
}

func named(in input, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", in.name(), err)
}

// findings tells what was found in a spreadsheet, by sheet and cell.
func (a *app) findings(in input, weight string, found sheet.Findings) {
	for _, f := range found {
		fmt.Fprintln(a.Err, report.Safe(fmt.Sprintf("%s: %s: %s", in.name(), weight, f)))
	}
}

// kind tells what a file is, by its name and else by how it begins.
func (i importing) kind(in input, data []byte) string {
	if i.from != "" {
		return i.from
	}
	switch ext := strings.ToLower(filepath.Ext(in.path)); {
	case slices.Contains([]string{".mmd", ".mermaid", ".md", ".markdown"}, ext):
		return fromMermaid
	case !in.stdin() && ext != "" && ext != ".txt":
		return fromSheet
	}
	for _, line := range strings.Split(string(data[:min(len(data), 1<<14)]), "\n") {
		word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		word = strings.TrimSuffix(word, ";")
		if slices.Contains([]string{"journey", "flowchart", "graph", "```mermaid", "flowchart-elk"}, word) {
			return fromMermaid
		}
	}
	return fromSheet
}

// fresh makes sure that a file is not there yet, unless it may be replaced.
func (a *app) fresh(path string, force bool) error {
	if path == stdout || force {
		return nil
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s is there already, and stays as it is; --force replaces it", path)
	}
	return nil
}

// maxImport is the size of the largest file that is imported, in bytes.
const maxImport = 32 << 20

// readLarge reads a file that may be larger than a blueprint.
func (a *app) readLarge(in input) ([]byte, error) {
	from := a.In
	if !in.stdin() {
		info, err := os.Stat(in.path)
		switch {
		case err != nil:
			return nil, plainError(in.path, err)
		case !info.Mode().IsRegular():
			return nil, fmt.Errorf("%s: this is a folder, a device or a pipe, not a file", in.path)
		case info.Size() > maxImport:
			return nil, fmt.Errorf("%s: this is larger than %d MiB, the most that is imported", in.path, maxImport>>20)
		}
		f, err := os.Open(in.path)
		if err != nil {
			return nil, plainError(in.path, err)
		}
		defer f.Close()
		from = f
	}
	data, err := io.ReadAll(io.LimitReader(from, maxImport+1))
	if err == nil && len(data) > maxImport {
		err = fmt.Errorf("%s: this is larger than %d MiB, the most that is imported", in.name(), maxImport>>20)
	}
	return data, err
}
