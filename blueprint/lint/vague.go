package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func vagueStandard() *Rule {
	return &Rule{
		Name: "vague-standard", Group: Standards, Severity: blueprint.Hint,
		Title: "A standard that nobody can check",
		Doc: para(`A standard is made of words such as quickly or politely and has no number; or, in an English or Chinese
			blueprint, it is about timing and names neither a number nor an event to go by (before, until, while, when).`),
		Why: para(`Everybody agrees with it and does what he did before. Two people who watch the same customer cannot say
			whether it was met.`),
		Source: "service levels: a standard is specific, measurable, attainable, relevant and timed",
		Settings: []Setting{
			{Name: "words", Title: "words that cannot be measured", Form: blueprint.FormText,
				Default: "quickly, soon, promptly, swiftly, fast, timely, politely, friendly, professionally, appropriately, adequately, if possible, where possible, 尽快, 及时, 尽量, 适当, 热情, 礼貌, 周到"},
		},
		Run: func(p *Pass) {
			vague := words(strings.ToLower(p.Text("words")))
			p.eachStandard(func(t *touchpoint.Touchpoint, s touchpoint.Standard, path blueprint.Path) {
				title := strings.ToLower(s.Title)
				if title == "" || numbered(title) {
					return
				}
				if i := slices.IndexFunc(vague, func(w string) bool { return hasWord(title, w) }); i >= 0 {
					p.Report(path, fmt.Sprintf("the standard %s at %s says %q, which everybody takes another way", quote(s.Title), called(t), vague[i]),
						"say what can be seen or counted: within 2 minutes, looks up from the screen first, asks before leaving")
				} else if s.Aspect == touchpoint.Timing && readsEnglishOrChinese(p.Blueprint.Language) && !anchored(title) {
					p.Report(path, fmt.Sprintf("the standard %s at %s is about time and names none, so nobody can say when it was missed", quote(s.Title), called(t)),
						"name a time that customers would accept: within 2 minutes, before the doors open")
				}
			})
		},
	}
}

// hasWord tells whether a text has a word: in letters that are written apart the
// whole word, else its characters anywhere.
func hasWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		i += at
		before, after := lastRune(text[:i]), firstRune(text[i+len(word):])
		if spaced(firstRune(word)) && (spaced(before) || spaced(after)) {
			at = i + len(word)
			continue
		}
		return true
	}
}

// spaced tells whether a letter belongs to a script that puts blanks between
// words.
func spaced(r rune) bool {
	return unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) rune {
	var last rune
	for _, r := range s[max(0, len(s)-4):] {
		last = r
	}
	return last
}

// chineseNumber is a number of things or of units of time in Chinese.
var chineseNumber = regexp.MustCompile(`[一二三四五六七八九十百两半](秒|分|刻|小时|天|日|周|月|次|遍|句|位|名|个|米|成|步|声|元|人)`)

// numbered tells whether a text in small letters has a number, in digits or
// words.
func numbered(text string) bool {
	return strings.ContainsFunc(text, unicode.IsDigit) || chineseNumber.MatchString(text) ||
		slices.ContainsFunc([]string{"a minute", "a second", "a day", "a week", "an hour", "half", "quarter", "one", "two", "three", "four", "five", "six", "seven",
			"eight", "nine", "ten", "twelve", "fifteen", "twenty", "thirty"}, func(w string) bool { return hasWord(text, w) })
}

// anchored tells whether a text in small letters names an event to go by.
func anchored(text string) bool {
	return slices.ContainsFunc([]string{"before", "after", "until", "till", "by", "while", "when", "as", "same", "next", "first", "at once", "immediately", "on", "begins", "starts",
		"ends", "every", "each", "once", "always", "never", "hourly", "daily", "weekly", "monthly", "前", "后", "时", "每", "当天", "当日", "当场", "立即", "立刻", "随到"},
		func(w string) bool { return hasWord(text, w) })
}

func readsEnglishOrChinese(language string) bool {
	return language == "" || language == "en" || language == "zh" || strings.HasPrefix(language, "en-") || strings.HasPrefix(language, "zh-")
}
