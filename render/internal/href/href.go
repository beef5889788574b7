// Package href says which addresses a picture may lead to.
package href

import (
	"net/url"
	"strings"
)

// Harmless returns s without blanks around it when it is an address that does
// nothing but lead somewhere: http, https, mailto, or relative to the picture.
// Else it returns "".
func Harmless(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 || r == '\\' || r == 0x7F }) {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	switch u.Scheme { // url.Parse writes it in lower case
	case "http", "https", "mailto":
		return s
	case "":
		if u.Host == "" {
			return s
		}
	}
	return ""
}
