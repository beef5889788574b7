package blueprint

import (
	"strconv"
	"strings"
)

// Path names a datum of a blueprint, from the root: keys, and places in lists.
// It is written phases[0].steps[2].frontstage[0].time; keys with other than
// letters, digits, - and _ stand in double quotes.
type Path []PathElem

// PathElem is a key, or where Key is empty a place in a list.
type PathElem struct {
	Key   string
	Index int
}

// Key returns the path one key deeper.
func (p Path) Key(key string) Path { return append(p[:len(p):len(p)], PathElem{Key: key}) }

// At returns the path one place of a list deeper.
func (p Path) At(i int) Path { return append(p[:len(p):len(p)], PathElem{Index: i}) }

// String writes the path.
func (p Path) String() string {
	var b strings.Builder
	for i, e := range p {
		switch {
		case e.Key == "":
			b.WriteString("[" + strconv.Itoa(e.Index) + "]")
			continue
		case i > 0:
			b.WriteByte('.')
		}
		if plainKey(e.Key) {
			b.WriteString(e.Key)
		} else {
			b.WriteString(strconv.Quote(e.Key))
		}
	}
	return b.String()
}

func plainKey(s string) bool {
	return !strings.ContainsAny(s, ".[]\"\\ \t\r\n") && s != ""
}

// ParsePath reads what [Path.String] writes, and says whether it could.
func ParsePath(s string) (Path, bool) {
	var p Path
	for s != "" {
		switch {
		case s[0] == '[':
			end := strings.IndexByte(s, ']')
			if end < 0 {
				return nil, false
			}
			n, err := strconv.Atoi(s[1:end])
			if err != nil || n < 0 {
				return nil, false
			}
			p, s = append(p, PathElem{Index: n}), s[end+1:]
		case s[0] == '.' && len(p) > 0:
			s = s[1:]
			fallthrough
		default:
			key, rest, ok := cutKey(s)
			if !ok {
				return nil, false
			}
			p, s = append(p, PathElem{Key: key}), rest
		}
	}
	return p, true
}

func cutKey(s string) (key, rest string, ok bool) {
	if strings.HasPrefix(s, `"`) {
		quoted, err := strconv.QuotedPrefix(s)
		if err != nil {
			return "", "", false
		}
		key, err = strconv.Unquote(quoted)
		return key, s[len(quoted):], err == nil && key != ""
	}
	end := strings.IndexAny(s, ".[")
	if end < 0 {
		end = len(s)
	}
	return s[:end], s[end:], plainKey(s[:end])
}

// label is what a message calls the value at the path: the last key, or other
// where there is none.
func (p Path) label(other string) string {
	for i := len(p) - 1; i >= 0; i-- {
		if p[i].Key != "" {
			return p[i].Key
		}
	}
	return other
}
