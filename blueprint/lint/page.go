package lint

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// Page writes a rule's page in Markdown: what is wrong, a blueprint to avoid with
// what the rule says of it, the one to prefer, why, settings and source.
func (r *Rule) Page() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s.\n\nGroup **%s**, severity **%s**.\n\n%s\n", r.Name, r.Title, r.Group, r.Severity, r.Doc)
	if r.Avoid != "" {
		avoid := withoutWants(r.Avoid)
		fmt.Fprintf(&b, "\n## Avoid\n\n```yaml\n%s```\n", avoid)
		if said := r.says(avoid); said != "" {
			fmt.Fprintf(&b, "\n```text\n%s```\n", said)
		}
	}
	if r.Prefer != "" {
		fmt.Fprintf(&b, "\n## Prefer\n\n```yaml\n%s```\n", withoutWants(r.Prefer))
	}
	if r.Mend != nil {
		b.WriteString("\n`moments check --fix` mends this; `--diff` shows how.\n")
	}
	fmt.Fprintf(&b, "\n## Why\n\n%s\n", r.Why)
	if len(r.Settings) > 0 {
		b.WriteString("\n## Settings\n\n| setting | form | default | meaning |\n|---|---|---|---|\n")
		for _, s := range r.Settings {
			def := "none"
			if s.Default != "" {
				def = "`" + s.Default + "`"
			}
			fmt.Fprintf(&b, "| `%s.%s` | %s | %s | %s |\n", r.Name, s.Name, s.Form, def, s.Title)
		}
	}
	fmt.Fprintf(&b, "\n## Source\n\n%s.\n", strings.TrimSuffix(r.Source, "."))
	return b.String()
}

// Page writes the page of one of the project's own rules, those on comments that
// silence others among them, and tells whether there is such a rule.
func Page(name string) (string, bool) {
	r, ok := Find(append(Rules(), SuppressionRules()...), name)
	if !ok {
		return "", false
	}
	return r.Page(), true
}

// exampleDay is today where examples of rules need one.
const exampleDay = "2026-11-22"

// says writes what the rule finds in a blueprint, a line each.
func (r *Rule) says(text string) string {
	b, _ := blueprint.Read(strings.NewReader(text), "avoid.yaml")
	var out strings.Builder
	o := Options{Rules: []*Rule{r}}
	if r.Group == Suppressions { // speaks of comments, once the others have spoken
		o = Options{Today: exampleDay}
	}
	if files, err := fs.Sub(examples, "testdata/"+r.Name); err == nil {
		o.Files = files
	}
	for _, d := range Run(b, o) {
		if d.Rule == r.Name || r.Group != Suppressions {
			out.WriteString(d.String() + "\n")
		}
	}
	return out.String()
}

// wantComment is what tests expect at a line; a reader of the page has no use
// for it.
var wantComment = regexp.MustCompile(`(?m)[ \t]*# want .*$`)

func withoutWants(text string) string { return wantComment.ReplaceAllString(text, "") }
