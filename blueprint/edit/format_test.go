package edit_test

import (
	"testing"

	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFormatTidies(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"tidy stays":             {shoeshine, shoeshine},
		"blanks at line ends":    {"a: 1  \nb: # c  \n  - x\t\n", "a: 1\nb: # c\n  - x\n"},
		"no line end":            {"a: 1", "a: 1\n"},
		"blank lines at the end": {"a: 1\n\n  \n\n", "a: 1\n"},
		"many blank lines":       {"a: 1\n\n\n \n\nb: 2\n", "a: 1\n\n\nb: 2\n"},
		"mixed line ends":        {"a: 1\r\nb: 2\r\nc: 3\n", "a: 1\r\nb: 2\r\nc: 3\r\n"},
		"spaces behind colons":   {"a:   1\nb:\t2\n", "a: 1\nb: 2\n"},
		"spaces behind dashes":   {"-   a: 1\n    b: 2\n-  c\n", "- a: 1\n  b: 2\n- c\n"},
		"four spaces":            {"a:\n    b:\n        c: 1\n    d: 2\n", "a:\n  b:\n    c: 1\n  d: 2\n"},
		"lists in the column":    {"a:\n- b: 1\n  c: 2\n- d\ne: 3\n", "a:\n  - b: 1\n    c: 2\n  - d\ne: 3\n"},
		"comments move along":    {"a:\n# top\n    # b\n    b: 1\n    # end of a\nc: 2\n", "a:\n# top\n  # b\n  b: 1\n  # end of a\nc: 2\n"},
		"block text is rigid":    {"a:\n    b: |\n        one\n          two  \n\n    c: 1\n", "a:\n  b: |\n      one\n        two  \n\n  c: 1\n"},
		"braces":                 {"a: { b: 1 ,c:   2 , d: [ x ,y ] , }\n", "a: {b: 1, c: 2, d: [x, y],}\n"},
		"braces over lines":      {"a:\n    b: [ x,\n        y,   # c\n        z ]\n", "a:\n  b: [x,\n      y,   # c\n      z]\n"},
		"quoted over lines":      {"a:\n    b: \"one  \n      two\"   \n", "a:\n  b: \"one  \n    two\"\n"},
		"trailing kept lines":    {"a: |+\n  x\n\n\n", "a: |+\n  x\n\n\n"},
		"comments keep a column": {"a: 1     # one\nlong: 2  # two\n", "a: 1     # one\nlong: 2  # two\n"},
		"nothing":                {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := edit.Format([]byte(c.src))
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got))
		})
	}
	_, err := edit.Format([]byte("a: [1\n"))
	assert.ErrorIs(t, err, edit.ErrText)
}
