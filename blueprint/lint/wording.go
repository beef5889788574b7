package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func longTitle() *Rule {
	return &Rule{
		Name: "long-title", Group: Wording, Severity: blueprint.Hint,
		Title: "A title that is too long for its box",
		Doc: para(`The title of a touchpoint takes more lines in its box than can be read at a glance, even where the box is as
			wide as boxes get. Full-width characters count double.`),
		Why: para(`A blueprint is read on a wall by people who stand. What they cannot read at a glance they pass over, and the
			customer's way with it.`),
		Source: "Shostack 1984: a blueprint is a picture; a verb and its object say what happens",
		Settings: []Setting{
			{Name: "lines", Title: "lines that a title may take", Form: blueprint.FormCount, Default: "3"},
			{Name: "width", Title: "characters in a line; full-width ones count double", Form: blueprint.FormCount, Default: "26"},
		},
		Run: func(p *Pass) {
			limit, width := p.Count("lines"), max(p.Count("width"), 2)
			for _, t := range p.Graph.Touchpoints() {
				if n := linesOf(t.Title, width); n > limit {
					p.Report(p.Graph.Path(t), fmt.Sprintf("the title %s takes %s in its box, and nobody reads that at a glance", quote(t.Title), plural(n, "line")),
						"keep a verb and its object, and move the rest to description, or to steps of their own")
				}
			}
		},
	}
}

// linesOf counts the lines that a text takes: words are not cut unless they are
// wider than a line, full-width characters stand for themselves.
func linesOf(text string, width int) int {
	lines, used, word := 0, 0, 0
	flush := func() {
		if word == 0 {
			return
		}
		gap := min(used, 1) // a blank, but none where a line begins
		if lines > 0 && used > 0 && used+gap+word <= width {
			used += gap + word
		} else {
			lines += (word + width - 1) / width
			used = (word-1)%width + 1
		}
		word = 0
	}
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			flush()
		case wide(r):
			flush()
			if lines == 0 || used+2 > width {
				lines, used = lines+1, 0
			}
			used += 2
		case !unicode.Is(unicode.Mn, r):
			word++
		}
	}
	flush()
	return lines
}

// wide tells whether a character is as wide as two.
func wide(r rune) bool {
	return r >= 0x1100 && (r <= 0x115F || r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF ||
		r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF00 && r <= 0xFF60 || r >= 0xFFE0 && r <= 0xFFE6 || r >= 0x1F300 && r <= 0x1FAFF || r >= 0x20000 && r <= 0x3FFFD)
}

func sameTitleInStep() *Rule {
	return &Rule{
		Name: "same-title-in-step", Group: Wording, Severity: blueprint.Hint,
		Title: "The same title twice in a step",
		Doc: para(`Two touchpoints of a step have the same title: in one lane, or one of them in a customer's and the other
			among those who serve. Two customers, or two colleagues, may do the same side by side, and what is for other personas
			or goes through another channel is something else.`),
		Why: para(`The customer's part and the firm's part of a contact are two things. Under one name nobody sees who does
			what, and one of the two is forgotten.`),
		Source: "Bitner, Ostrom & Morgan 2008: each side of the line of interaction has actions of its own",
		Run:    runSameTitle,
	}
}

func runSameTitle(p *Pass) {
	for _, step := range p.Steps() {
		type key struct{ title, place string }
		first := map[key]*touchpoint.Touchpoint{}
		said := map[string]bool{}
		for _, t := range step {
			title := strings.ToLower(strings.Join(strings.Fields(t.Title), " "))
			if title == "" || said[title] {
				continue
			}
			// Lanes stand by kind, so what customers do comes first.
			other, ok := first[key{title, p.Graph.Place(t).Lane}]
			if !ok && p.Graph.Kind(t) != touchpoint.Customer {
				other, ok = first[key{title, string(touchpoint.Customer)}]
			}
			if ok && !apart(other, t) {
				said[title] = true
				p.Report(p.Graph.Path(t), fmt.Sprintf("%s stands twice in this step, so nobody sees which part is the customer's and who does the other", called(t)),
					"name each by what its own lane does: the customer pays, the clerk takes the payment", p.related("it stands here as well", other)...)
				continue
			}
			for _, place := range []string{p.Graph.Place(t).Lane, string(p.Graph.Kind(t))} {
				if _, taken := first[key{title, place}]; !taken {
					first[key{title, place}] = t
				}
			}
		}
	}
}

// apart tells whether two touchpoints of one title are for different personas or
// go through different channels.
func apart(a, b *touchpoint.Touchpoint) bool {
	if a.Channel != b.Channel && a.Channel != "" && b.Channel != "" {
		return true
	}
	return len(a.For) > 0 && len(b.For) > 0 && !slices.ContainsFunc(a.For, func(id string) bool { return slices.Contains(b.For, id) })
}

func shouting() *Rule {
	return &Rule{
		Name: "shouting", Group: Wording, Severity: blueprint.Hint,
		Title:  "A title in capitals",
		Doc:    para(`All letters of a touchpoint's title are capitals, and there are more of them than in an abbreviation.`),
		Why:    para(`Capitals are read letter by letter, so the one title that should be noticed is the one that is read last.`),
		Source: "legibility: words are known by their outline, which capitals do not have",
		Settings: []Setting{
			{Name: "letters", Title: "letters from which on it is no abbreviation", Form: blueprint.FormCount, Default: "8"},
		},
		Run: func(p *Pass) {
			least := max(p.Count("letters"), 1)
			for _, t := range p.Graph.Touchpoints() {
				capitals, others := 0, 0
				for _, r := range t.Title {
					switch {
					case unicode.IsUpper(r):
						capitals++
					case unicode.IsLetter(r):
						others++
					}
				}
				if others == 0 && capitals >= least {
					p.Report(p.Graph.Path(t), fmt.Sprintf("%s is written in capitals, which are hard to read where customers' ways are discussed", called(t)),
						"write it like a sentence; what is critical is marked with moment: critical")
				}
			}
		},
	}
}
