package view

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/servicemoments/moments/render/internal/jsontext"
	"github.com/servicemoments/moments/touchpoint"
)

// LabelsRule is the name of all that is said of files of labels.
const LabelsRule = "labels-file"

const longestLabel = 300 // characters

// LoadLabels reads a file of labels. See [ReadLabels].
func LoadLabels(path string) (labels Labels, missing []string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return Labels{}, nil, err
	}
	defer func() { _ = f.Close() }()
	return ReadLabels(f, path)
}

// ReadLabels reads the words of another language from JSON; name is what the
// file is called in messages.
//
//	{"language": "de", "evidence": "Sichtbares", "kinds": {"customer": "Kunde"}, "cycle": {"name": "Servicekreis"}}
//
// The keys are the names of the fields of [Labels] in small letters with
// hyphens; [WriteLabels] writes all of them, to go out from. What a file leaves
// out has the built-in words of its language, else the English ones, and is
// listed as missing ("cycle.name"). A text has the same places for words and
// numbers (%s, %d) as the one that it stands for; %[2]s takes the second first.
//
// All that is wrong comes back as one blueprint.Diagnostics with places.
func ReadLabels(r io.Reader, name string) (labels Labels, missing []string, err error) {
	f, err := jsontext.Read(r, name, LabelsRule)
	if err != nil {
		return Labels{}, nil, err
	}
	language := ""
	for _, m := range f.Root.Members {
		if m.Name != "language" {
			continue
		}
		s, ok := f.String(m.Value, m.Name)
		if ok && !languageTag.MatchString(s) {
			f.Say(m.Value, jsontext.Quoted(s)+" is no tag of a language", `expected one such as "de" or "pt-BR"`)
		}
		language = s
	}
	if language == "" && f.Err() == nil {
		f.Say(f.Root, "the language is not said", `add "language": "de"`)
	}
	l := labelReader{File: f}
	out := LabelsFor(language)
	l.object(reflect.ValueOf(&out).Elem(), f.Root, "")
	if err := f.Err(); err != nil {
		return Labels{}, nil, err
	}
	out.Language = language
	return out, l.missing, nil
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$`)

// wordsOf are the keys of the texts that stand in an array in the order of a
// vocabulary; any other array or slice is a list.
func wordsOf(field string) []string {
	switch field {
	case "Kinds":
		return texts(touchpoint.Kinds())
	case "Lines":
		return texts(touchpoint.Lines())
	case "Services":
		return texts(touchpoint.Services())
	case "Channels":
		return touchpoint.Channels()
	case "Units":
		return []string{"week", "day", "hour", "minute", "second", "millisecond"}
	}
	return nil
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

// key is what a field is called in a file: FacilitatingPetal is facilitating-petal.
func key(field string) string {
	var out strings.Builder
	for i, r := range field {
		if unicode.IsUpper(r) && i > 0 {
			out.WriteByte('-')
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}

// said lists the keys of an object of labels with what they stand for.
func said(v reflect.Value) (keys []string, values []reflect.Value) {
	for i := range v.NumField() {
		keys = append(keys, key(v.Type().Field(i).Name))
		values = append(values, v.Field(i))
	}
	return keys, values
}

type labelReader struct {
	*jsontext.File
	missing []string
}

func (l *labelReader) miss(path string) { l.missing = append(l.missing, path) }

// object reads what stands in an object into a struct of labels.
func (l *labelReader) object(v reflect.Value, from jsontext.Value, path string) {
	keys, values := said(v)
	given := l.given(from, keys)
	for i, k := range keys {
		at, ok := given[k]
		switch words := wordsOf(v.Type().Field(i).Name); {
		case k == "language" && path == "":
		case values[i].Kind() == reflect.Struct && (!ok || l.isObject(at, path+k)):
			l.object(values[i], at, path+k+".")
		case values[i].Kind() == reflect.Struct: // it was said that it is none
		case words != nil && (!ok || l.isObject(at, path+k)):
			l.vocabulary(values[i], words, at, path+k+".")
		case words != nil:
		case !ok:
			l.miss(path + k)
		case values[i].Kind() == reflect.String:
			l.text(values[i], at, path+k)
		default:
			l.list(values[i], at, path+k)
		}
	}
}

// given finds what an object says under the keys that are known.
func (l *labelReader) given(from jsontext.Value, keys []string) map[string]jsontext.Value {
	given := map[string]jsontext.Value{}
	l.Each(from, keys, func(m jsontext.Member) { given[m.Name] = m.Value })
	return given
}

func (l *labelReader) isObject(v jsontext.Value, path string) bool {
	if !v.Object {
		l.Say(v, path+" has to be an object", `expected { "...": "..." }`)
	}
	return v.Object
}

func (l *labelReader) vocabulary(v reflect.Value, words []string, from jsontext.Value, path string) {
	given := l.given(from, words)
	for i, w := range words {
		if at, ok := given[w]; ok {
			l.text(v.Index(i), at, path+w)
		} else {
			l.miss(path + w)
		}
	}
}

func (l *labelReader) list(v reflect.Value, from jsontext.Value, path string) {
	if len(from.List) != v.Len() {
		l.Say(from, fmt.Sprintf("%s has to be a list of %d texts", path, v.Len()), `expected ["...", "..."]`)
		return
	}
	if v.Kind() == reflect.Slice { // not that of the built-in words
		v.Set(reflect.ValueOf(slices.Clone(v.Interface().([]string))))
	}
	for i, x := range from.List {
		l.text(v.Index(i), x, path+" "+strconv.Itoa(i+1))
	}
}

// text takes a text in place of a built-in one.
func (l *labelReader) text(v reflect.Value, from jsontext.Value, path string) {
	s, ok := l.String(from, path)
	switch {
	case !ok:
	case s == "" && v.String() != "":
		l.Say(from, path+" is empty", "leave it out for the built-in word")
	case utf8.RuneCountInString(s) > longestLabel:
		l.Say(from, fmt.Sprintf("%s is longer than %d characters", path, longestLabel), "")
	case strings.ContainsFunc(s, unicode.IsControl):
		l.Say(from, path+" has a line break or another control character", "write it on one line")
	default:
		if want, got := formatPlaces(v.String()), formatPlaces(s); want != "" && got != want {
			l.Say(from, fmt.Sprintf("%s has the places %s instead of %s", path, orNone(got), want), fmt.Sprintf("it stands for %q", v.String()))
			return
		}
		v.SetString(s)
	}
}

func orNone(places string) string {
	if places == "" {
		return "none"
	}
	return places
}

var verb = regexp.MustCompile(`%%|%(?:\[([1-9])\])?([a-z]?)`)

// formatPlaces lists the places of a format in the order of what they take: "%[1]s
// %[2]d" for both "%s: %d" and "%[2]d of %[1]s". It is empty for a text without
// any; what is none is listed as a bare %.
func formatPlaces(format string) string {
	var places []string
	next, stray := 1, false
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		switch {
		case m[0] == "%%":
			continue
		case m[2] == "":
			stray = true
			continue
		case m[1] != "":
			next, _ = strconv.Atoi(m[1])
		}
		places = append(places, fmt.Sprintf("%%[%d]%s", next, m[2]))
		next++
	}
	if len(places) == 0 {
		return "" // a text with a share in it is no format
	}
	slices.Sort(places)
	if stray {
		places = append(places, "%")
	}
	return strings.Join(places, " ")
}

// WriteLabels writes labels as [ReadLabels] reads them, all keys in a fixed
// order: the beginning of a translation.
func WriteLabels(w io.Writer, labels Labels) error {
	var out bytes.Buffer
	if err := writeLabels(&out, reflect.ValueOf(labels), "\n"); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err := w.Write(out.Bytes())
	return err
}

func writeLabels(out *bytes.Buffer, v reflect.Value, line string) error {
	keys, values := said(v)
	for i, k := range keys {
		fmt.Fprintf(out, "%s%s  %q: ", opening(i), line, k)
		var err error
		if words := wordsOf(v.Type().Field(i).Name); values[i].Kind() == reflect.Struct {
			err = writeLabels(out, values[i], line+"  ")
		} else if words != nil {
			err = writeWords(out, words, values[i], line+"  ")
		} else {
			err = writeJSON(out, values[i].Interface())
		}
		if err != nil {
			return err
		}
	}
	out.WriteString(line + "}")
	return nil
}

// opening is what stands before the member of an object with that number.
func opening(i int) string {
	if i == 0 {
		return "{"
	}
	return ","
}

func writeWords(out *bytes.Buffer, words []string, v reflect.Value, line string) error {
	for i, w := range words {
		fmt.Fprintf(out, "%s%s  %q: ", opening(i), line, w)
		if err := writeJSON(out, v.Index(i).String()); err != nil {
			return err
		}
	}
	out.WriteString(line + "}")
	return nil
}

// writeJSON writes texts as they are read best: no escapes for < and &.
func writeJSON(out *bytes.Buffer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	out.Truncate(out.Len() - 1) // the line break
	return nil
}
