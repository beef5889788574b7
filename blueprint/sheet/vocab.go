package sheet

import (
	"regexp"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/heading"
	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

// vocabulary turns the words of the language into those of a reader, and back.
// English sheets hold the words as the language has them, Chinese ones the terms
// of the field.
type vocabulary struct {
	chinese bool
	zh, en  wording.Words
}

func vocabularyOf(language string) vocabulary {
	return vocabulary{chinese: wording.For(language).Language == "zh", zh: wording.For("zh"), en: wording.For("en")}
}

// listName is the list of terms that the words of a key are in, "" for none.
func listName(s *blueprint.Shape, k *blueprint.Key) string {
	switch k.Name {
	case "service", "expected-services":
		return "service"
	case "channel", "stage", "place", "audience", "recipient", "complaint", "aspect", "driver", "dimension":
		return k.Name
	case "latitude":
		return "level"
	case "adds-value":
		return "value"
	case "tags":
		return "irritant"
	}
	switch s.Name + "." + k.Name {
	case "proof.status":
		return "proof"
	case "fail.kind":
		return "fail"
	case "prevention.kind":
		return "prevention"
	}
	return ""
}

func term(w wording.Words, list, word string) string {
	if list == "service" {
		return w.Service(touchpoint.Service(word))
	}
	return w.Term(list, word)
}

// say writes a word of a vocabulary, and tells whether hear would give it back.
func (v vocabulary) say(s *blueprint.Shape, k *blueprint.Key, word string) (string, bool) {
	if k.Form == blueprint.FormBool {
		return v.flag(word), true
	}
	if k.Form != blueprint.FormWord {
		return "", false
	}
	if name := listName(s, k); v.chinese && name != "" && slices.Contains(k.Words, word) {
		if t := term(v.zh, name, word); v.hear(s, k, t) == word && cellText(t, true) == t {
			return t, true
		}
	}
	return word, v.hear(s, k, word) == word && cellText(word, true) == word
}

// hear finds what the language calls a word, a duration or a day that somebody
// wrote in their own way. What is not understood stays as it is.
func (v vocabulary) hear(s *blueprint.Shape, k *blueprint.Key, text string) string {
	switch k.Form {
	case blueprint.FormBool:
		switch {
		case v.yes(text):
			return "true"
		case v.no(text):
			return "false"
		}
	case blueprint.FormDuration, blueprint.FormSpan:
		return heading.Duration(text)
	case blueprint.FormDate:
		return day(text)
	case blueprint.FormWord:
		if slices.Contains(k.Words, text) {
			return text
		}
		folded, name := heading.Fold(text), listName(s, k)
		for _, word := range k.Words {
			if folded == heading.Fold(word) || name != "" && (folded == heading.Fold(term(v.en, name, word)) || folded == heading.Fold(term(v.zh, name, word))) {
				return word
			}
		}
	}
	return text
}

// flag writes true, false and critical.
func (v vocabulary) flag(word string) string {
	says := map[string][2]string{"true": {"yes", "是"}, "false": {"no", "否"}, "critical": {"critical", "重要"}}[word]
	switch {
	case says[0] == "":
		return word
	case v.chinese:
		return says[1]
	}
	return says[0]
}

func (v vocabulary) yes(text string) bool {
	return slices.Contains([]string{"yes", "y", "true", "on", "x", "✓", "✔", "☑", "☆", "是", "有", "真"}, strings.ToLower(strings.TrimSpace(text)))
}

func (v vocabulary) no(text string) bool {
	return slices.Contains([]string{"no", "n", "false", "off", "☐", "否", "无", "没有", "假", "-", "–", "—"}, strings.ToLower(strings.TrimSpace(text)))
}

// moment hears what marks a moment of truth that decides.
func (v vocabulary) moment(text string) string {
	switch folded := heading.Fold(text); {
	case text == "★", folded == "critical", folded == heading.Fold(v.en.Critical), folded == heading.Fold(v.zh.Critical), folded == "重要", folded == "关键":
		return "critical"
	}
	return text
}

var dayForm = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?( 00:00(:00)?)?$`)

// day turns a day that begins with the year into ours. Others are not guessed:
// nobody knows whether 03/04 is in March or in April.
func day(text string) string {
	m := dayForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return text
	}
	return m[1] + "-" + pad(m[2]) + "-" + pad(m[3])
}

func pad(digits string) string {
	if len(digits) < 2 {
		return "0" + digits
	}
	return digits
}
