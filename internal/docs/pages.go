package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/internal/cli"
	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/render/pdf"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

// rulePages are the list of rules and a page for each.
func rulePages() ([]page, error) {
	var b bytes.Buffer
	b.WriteString(generated + "# Rules\n\n")
	b.WriteString("`moments check` asks these questions of every blueprint. Errors and warnings make its exit code 1; hints only say what is not written down yet (`--strict` counts them, too).\n")
	b.WriteString("`moments rules NAME` shows the same pages. `--only` and `--skip` take names of rules and of groups, [moments.yaml](teams.md) sets them for a team.\n\n")
	var pages []page
	rules := append(lint.Rules(), lint.SuppressionRules()...)
	for _, g := range append(lint.Groups(), lint.Suppressions) {
		fmt.Fprintf(&b, "## %s\n\n| rule | severity | what it finds |\n|---|---|---|\n", g)
		for _, r := range rules {
			if r.Group != g {
				continue
			}
			fmt.Fprintf(&b, "| [%s](rules/%s.md) | %s | %s |\n", r.Name, r.Name, r.Severity, cell(r.Title))
			text, ok := lint.Page(r.Name)
			if !ok {
				return nil, fmt.Errorf("the rule %s has no page", r.Name)
			}
			pages = append(pages, page{"docs/rules/" + r.Name + ".md", []byte(generated + text)})
		}
		b.WriteByte('\n')
	}
	return append([]page{{"docs/rules.md", bytes.TrimSuffix(b.Bytes(), []byte("\n"))}}, pages...), nil
}

// viewsPage lists what can be shown, and in which colours.
func viewsPage() ([]page, error) {
	var b bytes.Buffer
	b.WriteString(generated + "# Views\n\nA view decides what of a blueprint is shown, and where. `moments render --view NAME` chooses one, `--all DIR` writes them all. The [gallery](gallery.md) shows each; [network](network.md) needs a helper.\n\n")
	b.WriteString("| view | what it shows |\n|---|---|\n")
	for i, v := range render.Views() {
		fmt.Fprintf(&b, "| `%s`%s | %s |\n", v.Name, first(i), cell(v.Doc))
	}
	b.WriteString("\n## How much the board shows\n\n`--detail` takes " + quoted(view.Details()) + "; `--rows` adds rows under the board: " + quoted(view.Rows()) + ". `--phase` shows one phase only, `--journey` highlights a journey.\n")
	b.WriteString("\n## What can be left out\n\n`--hide` takes any of these:\n\n")
	for _, p := range view.Parts() {
		fmt.Fprintf(&b, "- `%s`\n", p)
	}
	b.WriteString("\n## Themes\n\n`--theme NAME` chooses the colours. In all of them, letters stand out from their ground by at least 4.5 to 1. `--theme FILE.json` takes [colours of your own](themes.md).\n\n| theme | what it is for |\n|---|---|\n")
	for i, t := range render.Themes() {
		fmt.Fprintf(&b, "| `%s`%s | %s |\n", t.Name, first(i), cell(t.Doc))
	}
	return []page{{"docs/views.md", b.Bytes()}}, nil
}

// quoted lists names as code.
func quoted[T ~string](names []T) string {
	var out []string
	for _, n := range names {
		out = append(out, "`"+string(n)+"`")
	}
	return strings.Join(out, ", ")
}

func first(i int) string {
	if i == 0 {
		return " (default)"
	}
	return ""
}

// formatsPage lists the formats, and what an SVG tells of itself.
func formatsPage() ([]page, error) {
	var b bytes.Buffer
	b.WriteString(generated + "# Formats\n\nA format writes what a view shows. `moments render -o FILE` goes by the extension; `--format NAME` names one.\n\n")
	b.WriteString("| format | extension | what it is good for |\n|---|---|---|\n")
	for i, f := range render.Formats() {
		fmt.Fprintf(&b, "| `%s`%s | `%s` | %s |\n", f.Name, first(i), f.Extension, cell(f.Doc))
	}
	about, err := fragment("pages")
	if err != nil {
		return nil, err
	}
	var papers []string
	for _, p := range pdf.Papers() {
		papers = append(papers, p.Name)
	}
	b.WriteString("\n" + strings.ReplaceAll(strings.TrimRight(about, "\n"), "PAPERS", strings.Join(papers, ", ")) + "\n")
	text, err := fragment("svg")
	if err != nil {
		return nil, err
	}
	var roles []string
	for _, r := range scene.Roles() {
		roles = append(roles, "`"+string(r)+"`")
	}
	b.WriteString("\n" + strings.ReplaceAll(text, "ROLES", strings.Join(roles, ", ")))
	return []page{{"docs/formats.md", b.Bytes()}}, nil
}

// commandPage writes the help of every command.
func commandPage() ([]page, error) {
	var b bytes.Buffer
	b.WriteString(generated + "# The command\n\n")
	root := cli.Command()
	root.InitDefaultCompletionCmd()
	writeCommand(&b, root)
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		writeCommand(&b, c)
		for _, below := range c.Commands() {
			if c.Name() != "completion" && below.IsAvailableCommand() { // one for each shell, all alike
				writeCommand(&b, below)
			}
		}
	}
	return []page{{"docs/cli.md", bytes.TrimSuffix(b.Bytes(), []byte("\n"))}}, nil
}

func writeCommand(b *bytes.Buffer, c *cobra.Command) {
	text := c.Long
	if text == "" {
		text = c.Short + "."
	}
	fmt.Fprintf(b, "## %s\n\n", c.CommandPath())
	if c.Runnable() {
		fmt.Fprintf(b, "```sh\n%s\n```\n\n", c.UseLine())
	}
	b.WriteString(prose(text) + "\n\n")
	if c.Example != "" {
		fmt.Fprintf(b, "```sh\n%s\n```\n\n", unindent(c.Example))
	}
	if c.HasAvailableSubCommands() {
		b.WriteString("| command | |\n|---|---|\n")
		for _, s := range c.Commands() {
			if s.IsAvailableCommand() {
				fmt.Fprintf(b, "| `%s` | %s |\n", s.CommandPath(), cell(s.Short))
			}
		}
		b.WriteByte('\n')
	}
	writeFlags(b, c)
}

func writeFlags(b *bytes.Buffer, c *cobra.Command) {
	if !c.HasAvailableLocalFlags() {
		return
	}
	rows := ""
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		name := "`--" + f.Name + "`"
		if f.Shorthand != "" {
			name = "`-" + f.Shorthand + "`, " + name
		}
		byDefault := ""
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" && f.DefValue != "0" {
			byDefault = "`" + f.DefValue + "`"
		}
		rows += fmt.Sprintf("| %s | %s | %s |\n", name, byDefault, cell(f.Usage))
	})
	if rows != "" {
		b.WriteString("| flag | default | |\n|---|---|---|\n" + rows + "\n")
	}
}

// prose turns help for a terminal into paragraphs: lines that are indented
// become blocks of code.
func prose(text string) string {
	var out []string
	for _, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		var block, plain []string
		for _, line := range strings.Split(paragraph, "\n") {
			if strings.HasPrefix(line, "  ") || strings.HasPrefix(line, "\t") {
				block = append(block, strings.TrimSpace(line))
				continue
			}
			plain = append(plain, line)
		}
		if len(plain) > 0 {
			out = append(out, strings.Join(plain, "\n"))
		}
		if len(block) > 0 {
			out = append(out, "```sh\n"+strings.Join(block, "\n")+"\n```")
		}
	}
	return strings.Join(out, "\n\n")
}

func unindent(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], "  ")
	}
	return strings.Join(lines, "\n")
}
