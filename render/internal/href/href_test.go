package href

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOnlyAddressesThatLeadSomewhereAreHarmless(t *testing.T) {
	for _, s := range []string{"https://example.org/a?b#c", "HTTP://example.org", "mailto:a@example.org", "../other/blueprint.yaml#pay", "#pay", "a b.html", "蓝图.html"} {
		assert.Equal(t, s, Harmless(" "+s+"\n"))
	}
	for _, s := range []string{"", " ", "javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org/x", `\\example.org\x`, "http://[", "vbscript:x", "\x7fhttps://example.org"} {
		assert.Empty(t, Harmless(s), "%q", s)
	}
}
