package config

import (
	"errors"
	"path"
	"slices"
	"strings"
)

// maxPattern bounds a pattern, in bytes.
const maxPattern = 1024

// checkPattern says what is wrong with a pattern of files.
func checkPattern(p string) error {
	switch {
	case strings.Trim(p, "/") == "":
		return errors.New("expected a pattern such as drafts/** or *.old.yaml")
	case len(p) > maxPattern:
		return errors.New("this pattern is too long")
	case strings.HasPrefix(p, "/"):
		return errors.New("a pattern begins in the folder of this file, so it has no slash at the beginning")
	case slices.Contains(strings.Split(p, "/"), ".."):
		return errors.New("a pattern cannot lead out of the folder of this file")
	}
	for _, part := range strings.Split(p, "/") {
		if _, err := path.Match(part, ""); err != nil {
			return errors.New("this pattern cannot be read: a bracket is open, or a backslash stands at the end")
		}
	}
	return nil
}

// matches tells whether a pattern means a file, given as the names on the way to
// it, or a folder above the file.
func matches(pattern string, names []string) bool {
	pattern = strings.TrimPrefix(pattern, "./")
	one := !strings.Contains(strings.TrimSuffix(pattern, "/"), "/")
	if strings.HasSuffix(pattern, "/") {
		names = names[:len(names)-1] // folders only
	}
	parts := strings.Split(strings.Trim(pattern, "/"), "/")
	if one {
		return slices.ContainsFunc(names, func(n string) bool { return matchesName(parts[0], n) })
	}
	// reached[i] tells whether the parts so far can stand for the first i names.
	reached := make([]bool, len(names)+1)
	reached[0] = true
	for k, part := range parts {
		next := make([]bool, len(names)+1)
		for i, ok := range reached {
			switch {
			case !ok:
			case part == "**":
				first := i
				if k == len(parts)-1 {
					first++ // what is in the folder, not the folder
				}
				for j := first; j <= len(names); j++ {
					next[j] = true
				}
			case i < len(names) && matchesName(part, names[i]):
				next[i+1] = true
			}
		}
		reached = next
	}
	return slices.Contains(reached, true)
}

func matchesName(pattern, name string) bool {
	if pattern == "." {
		return false
	}
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}
