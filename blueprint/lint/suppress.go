package lint

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Suppressions is the group of what is said of the comments that silence rules.
const Suppressions Group = "suppressions"

// SuppressionRules lists what is said of the comments that silence rules. These
// rules are not among [Rules], as they look at the comments and at what the
// others have found; they are switched and weighed like all others.
func SuppressionRules() []*Rule {
	rules := []*Rule{
		{
			Name: "bad-suppression", Group: Suppressions, Severity: blueprint.Error,
			Title:  "A comment that means to silence a rule and does not",
			Doc:    para(`The comment has no reason, names no rule that there is, or cannot be read. It silences nothing.`),
			Why:    para(`A question that was put aside without a reason is asked again by everybody who comes later.`),
			Source: "the practice of reviews: what is put aside is put aside with a reason",
		},
		{
			Name: "expired-suppression", Group: Suppressions, Severity: blueprint.Warning,
			Title:  "A comment whose day is over",
			Doc:    para(`The day after until lies before today, so the rule is no longer silenced. Where no day is given as today, no comment is over.`),
			Why:    para(`Somebody wanted to look at it again by that day; customers have been waiting since.`),
			Source: "the practice of reviews: what is put off gets a day",
		},
		{
			Name: "unused-suppression", Group: Suppressions, Severity: blueprint.Hint,
			Title:  "A comment that silences nothing",
			Doc:    para(`The rule has run and found nothing at the place. Of rules that did not run nothing is said.`),
			Why:    para(`It would silence the next finding at this place, which nobody has judged yet.`),
			Source: "the practice of reviews: a decision holds for what was looked at",
		},
	}
	for _, r := range rules {
		r.Avoid, r.Prefer = example(r.Name, "avoid"), example(r.Name, "prefer")
	}
	return rules
}

// Suppress takes out the findings that comments in the blueprint's own text, and
// in what it includes, silence, and adds what is to be said of the comments:
//
//	customer: Pay   # moments:ignore no-evidence: the receipt comes by mail
//
// or, on a line of its own, for the whole entry that begins on the next line:
//
//	# moments:ignore below-adequate until 2026-12-31: the new counter opens in winter
//	- customer: Queue
//
// The findings must be located, as [Run] gives them; Run calls Suppress itself.
// An end is compared with [Options.Today]; the day itself still counts.
func Suppress(b *blueprint.Blueprint, found blueprint.Diagnostics, o Options) blueprint.Diagnostics {
	if b == nil {
		return found
	}
	s := suppressor{options: &o, about: SuppressionRules(), found: found}
	files := map[string]bool{}
	for _, source := range b.Sources() {
		if bytes.Contains(source.Text, []byte(mark)) && !files[source.File] {
			files[source.File] = true
			s.file(source)
		}
	}
	if len(files) == 0 {
		return found
	}
	kept := slices.DeleteFunc(slices.Clone(found), func(d blueprint.Diagnostic) bool {
		return slices.ContainsFunc(s.silent, func(x suppression) bool { return x.covers(d) })
	})
	return append(kept, s.said...).Sort()
}

// suppressor works through the comments.
type suppressor struct {
	options *Options
	about   []*Rule
	ran     []string
	found   blueprint.Diagnostics

	silent []suppression
	said   blueprint.Diagnostics
}

func (s *suppressor) file(source blueprint.Source) {
	if s.ran == nil {
		for _, r := range s.options.Selected() {
			s.ran = append(s.ran, r.Name)
		}
	}
	for _, x := range suppressionsIn(source) {
		if x.problem == "" {
			x.problem, x.hint = s.unknownRule(x.rule)
		}
		switch {
		case x.problem != "":
			s.say(0, x, x.problem, x.hint)
		case !slices.ContainsFunc(s.found, x.covers):
			if slices.Contains(s.ran, x.rule) {
				s.say(2, x, fmt.Sprintf("this silences nothing: %s finds nothing here", x.rule), "take the comment out, lest it silence what nobody has judged yet")
			}
		case over(x.until, s.options.Today):
			s.say(1, x, fmt.Sprintf("this was meant to last until %s, so %s is no longer silenced here", x.until, x.rule), "mend what the rule finds, or give a later day and the reason why")
		default:
			s.silent = append(s.silent, x)
		}
	}
}

func over(until, today touchpoint.Date) bool { return until != "" && today != "" && until < today }

func (s *suppressor) unknownRule(name string) (problem, hint string) {
	if _, ok := Find(s.options.rules(), name); ok {
		return "", "" // as nearly always, without making all the project's rules
	}
	rules := slices.Concat(s.options.rules(), Rules())
	if _, ok := Find(rules, name); ok {
		return "", ""
	}
	if slices.ContainsFunc(s.about, func(r *Rule) bool { return r.Name == name }) {
		return fmt.Sprintf("%s speaks of comments, so no comment can silence it", name), "mend the comment that it speaks of"
	}
	if slices.ContainsFunc(rules, func(r *Rule) bool { return string(r.Group) == name }) {
		return fmt.Sprintf("%q is a group, and a comment silences one rule", name), "name the rule; whole groups are switched off in moments.yaml"
	}
	var names []string
	for _, r := range rules {
		names = append(names, r.Name)
	}
	return fmt.Sprintf("there is no rule %q", name), nearestHint(name, names, "moments rules lists all rules")
}

func nearestHint(name string, known []string, otherwise string) string {
	if near := blueprint.Nearest(name, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return otherwise
}

func (s *suppressor) say(which int, x suppression, message, hint string) {
	r := s.about[which]
	if !s.options.selects(r) {
		return
	}
	s.said = append(s.said, blueprint.Diagnostic{Rule: r.Name, Severity: s.options.severity(r), Range: x.at, Message: message, Hint: hint})
}
