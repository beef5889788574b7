package diagram

import (
	"html"
	"regexp"
	"strconv"
	"strings"
)

var (
	breaks   = regexp.MustCompile(`(?i)<br\s*/?>|\\n`)
	tags     = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
	entities = regexp.MustCompile(`#([0-9]{1,7}|x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,20});`)
	icons    = regexp.MustCompile(`\bfa[a-z]?:fa-[a-z0-9-]+\s*`)
)

// words are the lines of a label, without signs that are meant for a browser.
func words(label string) []string {
	label = strings.TrimSpace(label)
	if len(label) > 1 && label[0] == '"' && label[len(label)-1] == '"' {
		label = label[1 : len(label)-1]
	}
	if len(label) > 1 && label[0] == '`' && label[len(label)-1] == '`' { // Markdown
		label = strings.NewReplacer("**", "", "__", "").Replace(label[1 : len(label)-1])
	}
	label = breaks.ReplaceAllString(label, "\n")
	label = tags.ReplaceAllString(label, "")
	label = icons.ReplaceAllString(label, "")
	label = entities.ReplaceAllStringFunc(label, func(e string) string {
		name := e[1 : len(e)-1]
		if n, err := strconv.Atoi(name); err == nil && n > 0 && n <= 0x10ffff {
			return string(rune(n))
		}
		return html.UnescapeString("&" + name + ";")
	})
	label = html.UnescapeString(label)
	var out []string
	for _, line := range strings.Split(label, "\n") {
		line = strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7f {
				return ' '
			}
			return r
		}, line)
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// text is a label on one line.
func text(label string) string {
	return strings.Join(strings.Fields(strings.Join(words(label), " ")), " ")
}

// chance finds a share behind a text: "needs a clerk, 65%" or "yes (20%)".
var chance = regexp.MustCompile(`^(.*?)[\s,，;(（]*([0-9]+(?:\.[0-9]+)?)\s*[%％]\s*[)）]?$`)

func splitChance(label string) (string, *float64) {
	m := chance.FindStringSubmatch(label)
	if m == nil {
		return label, nil
	}
	v, err := strconv.ParseFloat(m[2], 64)
	if err != nil || v > 100 {
		return label, nil
	}
	v /= 100
	return strings.TrimSpace(m[1]), &v
}
