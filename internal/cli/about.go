package cli

import (
	"bytes"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/blueprint/lint/config"
	"github.com/servicemoments/moments/blueprint/schema"
	"github.com/servicemoments/moments/internal/coverreport"
	"github.com/servicemoments/moments/internal/report"
	"github.com/servicemoments/moments/render/book"
	"github.com/servicemoments/moments/render/labels"
	"github.com/servicemoments/moments/render/wording"
)

func (a *app) schemaCommand() *cobra.Command {
	var out string
	var settings, findings, sheets, covered bool
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Write the JSON Schema of the language",
		Long: `Schema writes the JSON Schema (draft 2020-12) of the language, with which editors
complete and explain every key. --settings writes that of moments.yaml, --findings
that of what "moments check --format json" writes, --figures that of the JSON of
"moments measure" and "moments simulate", --coverage that of "moments cover".

In an editor that has the YAML language server, this first line of a blueprint
switches it on:
  # yaml-language-server: $schema=blueprint.schema.json`,
		Example: `  moments schema -o blueprint.schema.json
  moments schema --settings -o moments.schema.json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			asked := 0
			for _, x := range []bool{settings, findings, sheets, covered} {
				if x {
					asked++
				}
			}
			switch {
			case asked > 1:
				return usagef("--settings, --findings, --figures and --coverage are schemas of their own: write one at a time")
			case covered:
				return a.write(out, coverreport.Schema())
			case sheets:
				return a.write(out, book.Schema())
			case settings:
				return a.write(out, config.Schema(nil))
			case findings:
				return a.write(out, report.Schema())
			}
			return a.write(out, schema.Generate())
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", stdout, "file, or - for standard output")
	cmd.Flags().BoolVar(&settings, "settings", false, "the schema of moments.yaml")
	cmd.Flags().BoolVar(&findings, "findings", false, "the schema of findings in JSON")
	cmd.Flags().BoolVar(&sheets, "figures", false, "the schema of figures in JSON")
	cmd.Flags().BoolVar(&covered, "coverage", false, "the schema of what \"moments cover\" writes in JSON")
	return cmd
}

func (a *app) labelsCommand() *cobra.Command {
	var out, language string
	cmd := &cobra.Command{
		Use:   "labels",
		Short: "Write the words of pictures, texts and pages, to translate them",
		Long: `Labels writes the words that pictures, texts and pages add to a blueprint (names
of lines, the legend, headings and so on) as JSON. Translated, the file goes to
the flag --labels of render, show, measure and simulate. What it leaves out stays as
it is built in.`,
		Example: `  moments labels -o labels.json
  moments labels --language zh`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			var text bytes.Buffer
			if err := labels.Write(&text, wording.For(language), labelGroups()...); err != nil {
				return err
			}
			return a.write(out, text.Bytes())
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", stdout, "file, or - for standard output")
	cmd.Flags().StringVar(&language, "language", "en", "language to go out from, en or zh")
	complete(cmd, "language", "en", "zh")
	return cmd
}

// labelGroups lists the words that a file of labels has besides those of pictures,
// texts and pages.
func labelGroups() []labels.Group { return []labels.Group{figureWords()} }

// figureWords are the phrases of figures, each by its English words.
func figureWords() labels.Group {
	return labels.Group{Name: "figures", For: func(language string) any { return book.Phrases(language) }}
}

func ruleNames() []string {
	return names(listed(), func(r *lint.Rule) string { return r.Name })
}

// listed are all rules that can be switched, those on comments last.
func listed() []*lint.Rule { return append(lint.Rules(), lint.SuppressionRules()...) }

func (a *app) rulesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rules [NAME]",
		Short: "List the rules, or explain one",
		Long: `Rules lists the questions that "moments check" asks of every blueprint, with their
group and severity. With a name it explains one: what it looks at, why, and how to
mend what it finds.`,
		Example: `  moments rules
  moments rules no-evidence`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: later(ruleNames),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listRules()
			}
			page, ok := lint.Page(args[0])
			if !ok {
				return usage{unknown("rule", args[0], ruleNames())}
			}
			_, err := fmt.Fprint(a.Out, page)
			return err
		},
	}
}

func (a *app) listRules() error {
	w := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
	for _, r := range listed() {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.Name, r.Group, r.Severity, r.Title)
	}
	return w.Flush()
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Say which version this is",
		Example: "  moments version",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(a.Out, version())
			return err
		},
	}
}

// version is what the build recorded of itself.
func version() string {
	words := []string{"moments", moduleVersion()}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				words = append(words, s.Value[:min(12, len(s.Value))])
			}
		}
	}
	return strings.Join(append(words, runtime.Version()), " ")
}

// moduleVersion is the version of the module that the command was built from.
func moduleVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
