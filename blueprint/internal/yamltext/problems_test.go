package yamltext_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// told lists problems as "line:column message".
func told(problems []yamltext.Problem) []string {
	var out []string
	for _, p := range problems {
		out = append(out, fmt.Sprintf("%d:%d %s", p.Start.Line, p.Start.Column, p.Message))
	}
	return out
}

func TestBrokenTextsAreToldWhereTheyBreak(t *testing.T) {
	for name, c := range brokenTexts {
		t.Run(name, func(t *testing.T) {
			root, problems := yamltext.Parse([]byte(c.text), yamltext.Limits{})
			assert.Equal(t, c.want, told(problems))
			assert.Nil(t, root)
			for _, p := range problems {
				assert.NotContains(t, p.Message, "did not find expected", "yaml.v3's own words")
			}
		})
	}
}

type broken struct {
	text string
	want []string
}

var brokenTexts = map[string]broken{
	"indentation between two levels": {
		"title: x\nphases:\n  - title: a\n   steps:\n      - customer: b\n",
		[]string{"4:4 this line is indented by 3 spaces, which fits no open block: expected 2 or 4 spaces"},
	},
	"indentation below a text": {
		"title: x\nphases:\n  - title: a\n     steps:\n      - customer: b\n",
		[]string{"4:6 this line is indented by 5 spaces, below a key that has its text already: expected 4 spaces"},
	},
	"indentation at the top": {
		"title: x\nowner: y\n  status: as-is\n",
		[]string{"3:3 this line is indented by 2 spaces, below a key that has its text already: expected no spaces"},
	},
	"indentation after a nested block": {
		"a:\n  b:\n    c: 1\n   d: 2\n",
		[]string{"4:4 this line is indented by 3 spaces, which fits no open block: expected 2 or 4 spaces"},
	},
	"indentation in Chinese": {
		"步骤:\n  - 顾客: 坐下\n     证据: 椅子\n",
		[]string{"3:6 this line is indented by 5 spaces, below a key that has its text already: expected 4 spaces"},
	},
	"list item indented too little": {
		"a:\n    - x\n  - y\n",
		[]string{"3:3 this line is indented by 2 spaces, which fits no open block: expected no or 4 spaces"},
	},
	"list item indented too much": {
		"a:\n  - x: 1\n    - y\n",
		[]string{"3:5 a list item among keys: expected a key"},
	},
	"tab as indentation": {
		"title: x\nphases:\n\t- title: a\n",
		[]string{"3:1 a tab indents this line: expected spaces"},
	},
	"tab behind spaces": {
		"title: x\nlanes:\n  \tid: a\n",
		[]string{"3:3 a tab indents this line: expected spaces"},
	},
	"many tabs are one problem": {
		"a:\n\tb: 1\n\tc: 2\n\td: 3\n",
		[]string{"2:1 a tab indents this line: expected spaces"},
	},
	"tab behind a dash": {
		"a:\n  -\tb: 1\n",
		[]string{"2:4 a tab indents this line: expected spaces"},
	},
	"bracket never closed": {
		"title: x\nlanes: a\nevidence: [Stand, Chair\nsteps: y\n",
		[]string{`3:11 this bracket is never closed: expected "]"`},
	},
	"bracket never closed in a list": {
		"phases:\n  - title: A\n    evidence: [Stand, Chair\n    steps:\n      - customer: x\n",
		[]string{`3:15 this bracket is never closed: expected "]"`},
	},
	"bracket never closed at the end": {
		"title: x\nevidence: [Stand,\n  Chair\n",
		[]string{`2:11 this bracket is never closed: expected "]"`},
	},
	"brace never closed": {
		"steps:\n  - frontstage: {title: Brush, time: 30s\n  - customer: Pay\n",
		[]string{`2:17 this brace is never closed: expected "}"`},
	},
	"brace closed by a bracket": {
		"a: {b: 1]\n",
		[]string{`1:4 this brace is never closed: expected "}"`},
	},
	"inner bracket never closed": {
		"a: {b: [1, 2, c: 3}\n",
		[]string{`1:8 this bracket is never closed: expected "]"`},
	},
	"bracket closed twice": {
		"a: [1, 2]]\n",
		[]string{"1:10 unexpected text behind the closing bracket"},
	},
	"comma missing": {
		"a: {b: 1 c: 2}\n",
		[]string{`1:11 unexpected colon: expected "," or "}"`},
	},
	"comma missing over lines": {
		"a: {\n  b: 1\n  c: 2\n }\n",
		[]string{"3:3 a comma is missing before this line"},
	},
	"comma missing behind a quote": {
		"a: [\"b\" c]\n",
		[]string{`1:9 unexpected text: expected "," or "]"`},
	},
	"two commas": {
		"a: [b,, c]\n",
		[]string{"1:7 a comma with nothing before it: expected a value"},
	},
	"closing bracket alone": {
		"a: ]\n",
		[]string{`1:4 text cannot start with "]": expected a value`},
	},
	"double quote never closed": {
		"title: \"Corner\nowner: Ann\n",
		[]string{`1:8 this quote is never closed: expected another "`},
	},
	"double quote never closed, then another quote": {
		"title: \"Corner\nowner: \"Ann\"\n",
		[]string{`1:8 this quote is never closed: expected another "`},
	},
	"single quote never closed": {
		"title: x\nlanes:\n  - 'Guest\n  - Clerk\n",
		[]string{"3:5 this quote is never closed: expected another '"},
	},
	"quote never closed at the end": {
		"a: b\nc: \"d",
		[]string{`2:4 this quote is never closed: expected another "`},
	},
	"quote of a key never closed": {
		"\"a: 1\nb: 2\n",
		[]string{`1:1 this quote is never closed: expected another "`},
	},
	"apostrophe in single quotes": {
		"title: 'it's ok'\n",
		[]string{"1:12 unexpected text behind the closing quote"},
	},
	"text behind a double quote": {
		"title: \"a\" b\n",
		[]string{"1:12 unexpected text behind the closing quote"},
	},
	"colon in text": {
		"title: Shine: a corner\n",
		[]string{`1:13 a second ": " on this line: expected one key and its value`},
	},
	"colon missing": {
		"title: x\nphases\n  - title: a\n",
		[]string{`2:1 a colon is missing: expected "key: value", found "phases"`},
	},
	"colon missing in the first line": {
		"title\nowner: x\n",
		[]string{`1:1 a colon is missing: expected "key: value", found "title"`},
	},
	"colon missing in a list": {
		"steps:\n  - customer\n    frontstage: y\n",
		[]string{`2:5 a colon is missing: expected "key: value", found "customer"`},
	},
	"space missing behind the colon": {
		"title: x\nowner:Ann\n",
		[]string{`2:6 a space is missing behind the colon: expected "owner: …"`},
	},
	"key missing": {
		"title: x\n: y\n",
		[]string{"2:1 a key is missing before this colon"},
	},
	"second document": {
		"title: x\n---\ntitle: y\n",
		[]string{"2:1 a second document starts here: expected the end of the text, one file is one blueprint"},
	},
	"text behind the end": {
		"title: x\n...\ntitle: y\n",
		[]string{"3:1 unexpected text behind the mapping"},
	},
	"directive": {
		"%YAML 1.2\n---\ntitle: x\n",
		[]string{"1:1 directives that start with % are not used in blueprints: expected a key"},
	},
	"unknown escape": {
		"title: x\nowner: \"C:\\Users\"\n",
		[]string{"2:11 \\U needs 8 hexadecimal digits"},
	},
	"short escape": {
		"a: \"\\u12\"\n",
		[]string{"1:5 \\u needs 4 hexadecimal digits"},
	},
	"escape that is no character": {
		"a: \"\\ud800\"\n",
		[]string{"1:5 \\ud800 is not a character"},
	},
	"unknown alias": {
		"a: &one 1\nb: *two\n",
		[]string{"2:4 the alias *two has no anchor: expected &two before it"},
	},
	"alias of itself": {
		"a: &x\n  b: *x\n",
		[]string{`2:6 the anchor "x" contains itself`},
	},
	"text that starts with a star": {
		"title: *bold* words\n",
		[]string{`1:8 "*bold*" names no anchor: expected ASCII letters, digits, - and _`},
	},
	"text that starts with an at sign": {
		"title: @home\n",
		[]string{`1:8 text cannot start with "@": expected a value`},
	},
	"text that starts with a percent sign": {
		"a: %5\n",
		[]string{`1:4 text cannot start with "%": expected a value`},
	},
	"odd tag": {
		"a: !thing b\n",
		[]string{`1:4 the tag "!thing" is not used in blueprints`},
	},
	"merge key": {
		"a: &x {b: 1}\nc:\n  <<: *x\n",
		[]string{`3:5 merging with "<<" is not used in blueprints: write the keys out`},
	},
	"complex key": {
		"? a\n: b\n",
		[]string{`1:1 "?" keys are not used in blueprints: expected a plain key`, "2:1 a key is missing before this colon"},
	},
	"list as a key": {
		"[a]: b\n",
		[]string{"1:1 a key must be text, not a list"},
	},
	"list on the line of its key": {
		"a: - b\n",
		[]string{"1:4 a list cannot start on the line of its key: expected it on the next line"},
	},
	"list among keys": {
		"a: 1\n- b\n",
		[]string{"2:1 a list item among keys: expected a key"},
	},
	"key among list items": {
		"- a\nb: 1\n",
		[]string{`2:1 this line stands among list items: expected "- "`},
	},
	"list below a text": {
		"a: b\n  - c\n",
		[]string{"2:3 a list item below a key that has its text already: expected a key"},
	},
	"text behind a block header": {
		"a: | text\n  b\n",
		[]string{`1:6 unexpected text behind "|": expected it on the next line`},
	},
	"control character": {
		"title: a\u0007b\n",
		[]string{"1:9 an invisible control character (U+0007)"},
	},
	"invisible line separator": {
		"title: a\u2028b\n",
		[]string{"1:9 an invisible line separator (U+2028): expected an ordinary line break"},
	},
	"comment without a space": {
		"a: \"b\"# c\n",
		[]string{"1:7 a comment needs a space before its #"},
	},
	"carriage returns": {
		"a: 1\rb: 2\n",
		[]string{"1:5 a carriage return without a line feed"},
	},
	"a byte that is no UTF-8": {
		"title: x\nowner: J\xf6rg\n",
		[]string{"2:9 the byte 0xF6 is not valid UTF-8"},
	},
	"UTF-16": {
		"\xff\xfet\x00",
		[]string{"1:1 this text is UTF-16: expected UTF-8"},
	},
	"binary": {
		"\x7fELF\x02\x01\x01\x00\x00\x00",
		[]string{"1:1 this is not a text file: expected a blueprint in UTF-8"},
	},
}

func TestAKeyThatStandsTwiceKeepsTheTree(t *testing.T) {
	root, problems := yamltext.Parse([]byte("title: A\nsteps:\n  - customer: Sit\ntitle: B\n"), yamltext.Limits{})
	require.Len(t, problems, 1)
	assert.Equal(t, []string{`4:1 the key "title" stands twice in this mapping`}, told(problems))
	require.Len(t, problems[0].Related, 1)
	assert.Equal(t, "first defined here", problems[0].Related[0].Message)
	assert.Equal(t, 1, problems[0].Related[0].Start.Line)
	assert.Equal(t, "A", root.Get("title").Value)
	assert.Len(t, root.Pairs, 2)
}

func TestSeveralMistakesAreToldInOneGo(t *testing.T) {
	text := strings.Join([]string{
		`title: "Corner \q shoeshine"`,
		`phases`,
		`owner: a: b`,
		`lanes: [one, two`,
		`status: 'as-is`,
		`steps:`,
		`  - customer: Sit`,
		`   evidence: Chair`,
		`  - customer: *nobody`,
	}, "\n")
	_, problems := yamltext.Parse([]byte(text), yamltext.Limits{})
	var lines []int
	for _, p := range problems {
		lines = append(lines, p.Start.Line)
	}
	assert.Equal(t, []int{1, 2, 3, 4, 5, 8, 9}, lines, strings.Join(told(problems), "\n"))
}
