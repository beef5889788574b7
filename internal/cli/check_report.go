package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/internal/report"
)

// mostAlike is how many findings of one rule text shows of a file: nobody reads
// eighty thousand, and the count says it better.
const mostAlike = 100

// report writes the findings, and what else is to be said: below them where
// people read, on standard error where programs do.
func (c *checker) report() error {
	run := report.Run{
		Files: c.files, Found: c.found, Version: moduleVersion(), Strict: c.flags.strict,
		Color: c.color(c.Out), Most: mostAlike,
	}
	if wd, err := os.Getwd(); err == nil {
		run.Root = wd
	}
	if c.format.Name == "sarif" { // who alone shows them; their pages take a while
		run.Rules = rulesOfReports()
	}
	if err := c.format.Write(c.Out, run); err != nil {
		return err
	}
	notes := c.Err
	if c.format.Name == asText {
		notes = c.Out
	}
	return c.notes(notes)
}

// rulesOfReports are the rules as programs are told of them.
func rulesOfReports() []report.Rule {
	var out []report.Rule
	for _, r := range listed() {
		out = append(out, report.Rule{Name: r.Name, Group: string(r.Group), Title: r.Title, Doc: r.Doc, Why: r.Why, Page: r.Page(), Severity: r.Severity})
	}
	return out
}

// notes say what the findings do not: what was mended, is known or has gone, and
// in text the counts.
func (c *checker) notes(w io.Writer) error {
	var b strings.Builder
	if c.mended.places > 0 {
		fmt.Fprintf(&b, "mended %s in %s\n", plural(c.mended.places, "place"), plural(c.mended.files, "file"))
	}
	gone := c.gone()
	if len(gone) > 0 {
		n := 0
		for _, e := range gone {
			n += e.Count
		}
		fmt.Fprintf(&b, "%s of the baseline %s gone; --write-baseline takes them out, lest they come back unseen:\n", plural(n, "finding"), have(n))
		for i, e := range gone {
			if i == maxGone {
				fmt.Fprintf(&b, "  and %d more\n", len(gone)-i)
				break
			}
			fmt.Fprintf(&b, "  %s: %s (%s)%s\n", report.Safe(e.File), report.Safe(e.Message), report.Safe(e.Rule), times(e.Count))
		}
	}
	if c.taken != nil {
		if err := c.saveBaseline(); err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s: %s taken as known\n", report.Safe(c.flags.writeBaseline), plural(c.taken.Len(), "finding"))
		if c.broken > 0 {
			fmt.Fprintf(&b, "%s cannot be read without errors, so no hints were looked for there: mend the errors, then write the baseline again\n", plural(c.broken, "blueprint"))
		}
	}
	if c.format.Name == asText {
		b.WriteString(c.summary() + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// summary counts in a line.
func (c *checker) summary() string {
	what := plural(len(c.files), "blueprint") + " checked"
	if len(c.files) == 0 && c.alone > 0 && c.ignored == 0 {
		what = "settings checked"
	}
	if c.ignored > 0 {
		what += fmt.Sprintf(", %d left out by settings", c.ignored)
	}
	counts := []string{}
	for _, s := range []blueprint.Severity{blueprint.Error, blueprint.Warning, blueprint.Hint} {
		if n := c.found.Count(s); n > 0 {
			counts = append(counts, plural(n, s.String()))
		}
	}
	if len(counts) == 0 {
		counts = []string{"nothing to report"}
	}
	if c.known != nil {
		counts = append(counts, fmt.Sprintf("%d known", c.known.Known()))
	}
	return what + ": " + strings.Join(counts, ", ")
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

func have(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}

func times(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(", %d times", n)
}
