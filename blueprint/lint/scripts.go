package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func mixedLanguages() *Rule {
	return &Rule{
		Name: "mixed-languages", Group: Wording, Severity: blueprint.Hint,
		Title: "Titles in another language than the rest",
		Doc: para(`Titles of touchpoints have no letter of the script that the blueprint's language is written in; without a
			language, of the script that at least four in five titles are written in. A single word in Latin letters is welcome
			anywhere: names and abbreviations are.

			Languages that share a script cannot be told apart this way.`),
		Why:    para(`Those who work for the customer cannot read the whole of it, and each reads another service out of it.`),
		Source: "a blueprint is the common language of all who take part (Bitner, Ostrom & Morgan 2008)",
		Settings: []Setting{
			{Name: "least", Title: "titles from which on a blueprint without a language is asked", Form: blueprint.FormCount, Default: "5"},
		},
		Run: runMixedLanguages,
	}
}

// script is one way of writing.
type script struct {
	name      string
	tables    []*unicode.RangeTable
	languages []string
}

func scripts() []script {
	return []script{
		{"Latin", []*unicode.RangeTable{unicode.Latin}, words("en, de, fr, es, it, pt, nl, sv, da, nb, nn, no, fi, is, pl, cs, sk, sl, hr, hu, ro, tr, id, ms, vi, et, lv, lt, ca, eu, gl, ga, sq")},
		{"Chinese", []*unicode.RangeTable{unicode.Han, unicode.Bopomofo}, []string{"zh"}},
		{"Japanese", []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}, []string{"ja"}},
		{"Korean", []*unicode.RangeTable{unicode.Hangul, unicode.Han}, []string{"ko"}},
		{"Cyrillic", []*unicode.RangeTable{unicode.Cyrillic}, words("ru, uk, be, bg, mk")},
		{"Greek", []*unicode.RangeTable{unicode.Greek}, []string{"el"}},
		{"Arabic", []*unicode.RangeTable{unicode.Arabic}, words("ar, fa, ur")},
		{"Hebrew", []*unicode.RangeTable{unicode.Hebrew}, []string{"he"}},
		{"Thai", []*unicode.RangeTable{unicode.Thai}, []string{"th"}},
		{"Devanagari", []*unicode.RangeTable{unicode.Devanagari}, words("hi, mr, ne")},
	}
}

// wrote tells whether any letter of a text is of the script.
func (s script) wrote(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, s.tables...) })
}

func runMixedLanguages(p *Pass) {
	titled := p.where(func(t *touchpoint.Touchpoint) bool { return strings.ContainsFunc(t.Title, unicode.IsLetter) })
	s, ok := scriptOf(p.Blueprint.Language, titled, p.Count("least"))
	if !ok {
		return
	}
	latin := scripts()[0]
	var foreign []*touchpoint.Touchpoint
	for _, t := range titled {
		if !s.wrote(t.Title) && (!latin.wrote(t.Title) || len(strings.Fields(t.Title)) > 1) {
			foreign = append(foreign, t)
		}
	}
	if len(foreign) == 0 {
		return
	}
	p.Report(p.Graph.Path(foreign[0]), fmt.Sprintf("%s is not in %s script as the others are (%d of %s), so some who serve the customer cannot read it", called(foreign[0]), s.name, len(foreign), plural(len(titled), "title")),
		"translate it; a blueprint in two languages is two files, each with its language:",
		p.related("this neither", some(foreign[1:])...)...)
}

// scriptOf finds the script of a language, or where none is said that of nearly
// all titles.
func scriptOf(language string, titled []*touchpoint.Touchpoint, least int) (script, bool) {
	all := scripts()
	if language != "" {
		base, _, _ := strings.Cut(strings.ToLower(language), "-")
		i := slices.IndexFunc(all, func(s script) bool { return slices.Contains(s.languages, base) })
		if i < 0 || strings.Contains(strings.ToLower(language), "latn") {
			return script{}, false
		}
		return all[i], true
	}
	if len(titled) == 0 || len(titled) < least {
		return script{}, false
	}
	for _, s := range all {
		n := 0
		for _, t := range titled {
			if s.wrote(t.Title) {
				n++
			}
		}
		if 5*n >= 4*len(titled) {
			return s, true
		}
	}
	return script{}, false
}
