// Package heading recognises what people call the rows and columns of a service
// blueprint: "Onstage interactions", "Support Process", "前台员工行为". What
// comes in is a label as somebody wrote it; what goes out is its role on the
// board, and whether that is certain.
package heading

import (
	"strings"
	"unicode"

	"github.com/servicemoments/moments/touchpoint"
)

// Role is the part that a row or a column plays on a board.
type Role string

// The roles. The zero value is no role that is known.
const (
	Unknown    Role = ""
	Customer   Role = "customer"
	Frontstage Role = "frontstage"
	Backstage  Role = "backstage"
	Support    Role = "support"
	Evidence   Role = "evidence"
	Phase      Role = "phase"
	Step       Role = "step" // the number of a step, or its title
	StepTitle  Role = "step title"
	Line       Role = "line" // one of the three lines: it follows from the lanes
	Time       Role = "time"
	Emotion    Role = "emotion"
	Policy     Role = "policy"
	Notes      Role = "notes"
	Ways       Role = "ways"
	Ignore     Role = "ignore"
)

// Roles lists the roles that a user may name.
func Roles() []Role {
	return []Role{Customer, Frontstage, Backstage, Support, Evidence, Phase, Step, StepTitle, Time, Emotion, Policy, Notes, Ways, Ignore}
}

// Kind is the kind of lane that a role stands for, "" where it is no lane.
func (r Role) Kind() touchpoint.Kind {
	switch r {
	case Customer, Frontstage, Backstage, Support:
		return touchpoint.Kind(r)
	}
	return ""
}

// Fold makes labels comparable: small letters, full-width signs as plain ones,
// words parted by one blank, plurals as singulars.
func Fold(label string) string {
	var out []string
	for _, word := range strings.FieldsFunc(strings.ToLower(narrow(label)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}) {
		if word = singular(word); word != "the" && word != "a" {
			out = append(out, word)
		}
	}
	return strings.Join(out, " ")
}

func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　' || r == '\u00a0':
			return ' '
		}
		return r
	}, s)
}

func singular(word string) string {
	switch {
	case len(word) > 5 && strings.HasSuffix(word, "sses"):
		return word[:len(word)-2]
	case len(word) > 4 && strings.HasSuffix(word, "ies"):
		return word[:len(word)-3] + "y"
	case len(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && !strings.HasSuffix(word, "is"):
		return word[:len(word)-1]
	}
	return word
}

// Of recognises a label. It is certain where the whole label is a name of the
// role; otherwise a word of it says so.
func Of(label string) (role Role, certain bool) {
	folded := Fold(label)
	if folded == "" {
		return Unknown, false
	}
	if isLine(folded) {
		return Line, true
	}
	for _, n := range names {
		for _, name := range n.exact {
			if folded == name {
				return n.role, true
			}
		}
	}
	return byWord(folded)
}

// byWord finds the one role that words of the label speak of. Words of two
// roles ("customer support") are no answer.
func byWord(folded string) (Role, bool) {
	found := Unknown
	text := " " + folded + " "
	for _, n := range names {
		for _, word := range n.words {
			if strings.Contains(text, word) {
				if found != Unknown && found != n.role {
					return Unknown, false
				}
				found = n.role
			}
		}
	}
	return found, false
}

// isLine tells whether a label names one of the three lines.
func isLine(folded string) bool {
	line := strings.HasPrefix(folded, "line of ") || strings.HasSuffix(folded, " line") || strings.HasSuffix(folded, "线")
	for _, word := range []string{"interaction", "visibility", "互动", "可视", "可见", "交互", "内部"} {
		if line && strings.Contains(folded, word) {
			return true
		}
	}
	return false
}

// Lane splits a label into the kind of a lane and its own title: "Frontstage:
// waiter" is a frontstage lane called waiter, "Onstage actions" is no more than
// the frontstage. The kind is "" where no lane is recognised.
func Lane(label string) (kind touchpoint.Kind, title string, certain bool) {
	label = strings.TrimSpace(label)
	for _, sep := range []string{":", "：", " - ", " – ", " — ", "|", "\n", "("} {
		before, after, ok := strings.Cut(label, sep)
		if !ok {
			continue
		}
		if role, sure := Of(before); sure && role.Kind() != "" {
			return role.Kind(), strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(after), ")")), true
		}
	}
	role, sure := Of(label)
	if role.Kind() == "" {
		return "", label, false
	}
	if sure {
		return role.Kind(), "", true
	}
	return role.Kind(), label, false
}

// Names lists the usual names of all roles, for finding the nearest.
func Names() []string {
	var out []string
	for _, n := range names {
		out = append(out, n.exact...)
	}
	return out
}
