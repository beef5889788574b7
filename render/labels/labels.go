// Package labels reads the words of another language from files, and writes the
// words there are, to translate them.
//
// What comes in is JSON; what goes out is a [File] with the words of pictures,
// texts and pages, and with those groups of words that other packages add.
package labels

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/servicemoments/moments/render/internal/jsontext"
	"github.com/servicemoments/moments/render/wording"
)

// Rule is the name of all that is said of files of labels.
const Rule = "labels-file"

const longestLabel = 300 // characters

// Group is words that another package adds to the tree of a file, under a key of
// its own.
type Group struct {
	Name string // the key: small letters and hyphens
	// For gives the built-in words of a language, English where there are none:
	// a struct of texts as package wording describes it, or a map[string]string
	// with a text for each English phrase.
	For func(language string) any
}

// File is what a file of labels says.
type File struct {
	Words   wording.Words
	Missing []string // paths of what the file leaves out, such as "cycle.name"

	groups map[string]any
}

// Of returns the words of a group that the file was read with: those of the file
// where it has them, else the built-in ones. T is what the group's For gives.
func Of[T any](f *File, g Group) T {
	if v, ok := f.groups[g.Name].(T); ok {
		return v
	}
	v, _ := g.For(f.Words.Language).(T)
	return v
}

// Load reads a file of labels. See [Read].
func Load(path string, groups ...Group) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return Read(f, path, groups...)
}

// Read reads the words of another language from JSON; name is what the file is
// called in messages.
//
//	{"language": "de", "evidence": "Sichtbares", "kinds": {"customer": "Kunde"}, "cycle": {"name": "Servicekreis"}}
//
// The keys are the names of the fields of [wording.Words] in small letters with
// hyphens, and the names of the groups; [Write] writes all of them, to go out
// from. What a file leaves out has the built-in words of its language, else the
// English ones, and is listed as missing. A text has the same places for words
// and numbers (%s, %d, {n}) as the one that it stands for; %[2]s takes the second
// first.
//
// All that is wrong comes back as one blueprint.Diagnostics with places.
func Read(r io.Reader, name string, groups ...Group) (*File, error) {
	f, err := jsontext.Read(r, name, Rule)
	if err != nil {
		return nil, err
	}
	language := languageOf(f)
	l := labelReader{File: f}
	out := &File{Words: wording.For(language), groups: map[string]any{}}
	l.tree(out, groups, language)
	if err := f.Err(); err != nil {
		return nil, err
	}
	out.Words.Language, out.Missing = language, l.missing
	return out, nil
}

// languageOf finds the language that a file says it has.
func languageOf(f *jsontext.File) string {
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
	return language
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$`)

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

// vocabulary are the words that an array of texts has one for each, and those
// that stood for the first ones before; none for a list.
func vocabulary(field reflect.StructField) (words, old []string) {
	if tag := field.Tag.Get("keys"); tag != "" {
		words = strings.Split(tag, ",")
	}
	if tag := field.Tag.Get("old"); tag != "" {
		old = strings.Split(tag, ",")
	}
	return words, old
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

// tree reads the words of a file, and those of the groups.
func (l *labelReader) tree(out *File, groups []Group, language string) {
	v := reflect.ValueOf(&out.Words).Elem()
	keys, _ := said(v)
	for _, g := range groups {
		keys = append(keys, g.Name)
	}
	given := l.given(l.Root, keys)
	l.fields(v, given, "")
	for _, g := range groups {
		own := reflect.New(reflect.TypeOf(g.For(language))).Elem()
		own.Set(reflect.ValueOf(g.For(language)))
		at, ok := given[g.Name]
		switch {
		case ok && !l.isObject(at, g.Name):
		case own.Kind() == reflect.Map:
			l.phrases(own, at, g.Name+".")
		default:
			l.object(own, at, g.Name+".")
		}
		out.groups[g.Name] = own.Interface()
	}
}

// object reads what stands in an object into a struct of words.
func (l *labelReader) object(v reflect.Value, from jsontext.Value, path string) {
	keys, _ := said(v)
	l.fields(v, l.given(from, keys), path)
}

func (l *labelReader) fields(v reflect.Value, given map[string]jsontext.Value, path string) {
	keys, values := said(v)
	for i, k := range keys {
		at, ok := given[k]
		words, old := vocabulary(v.Type().Field(i))
		switch {
		case k == "language" && path == "":
		case values[i].Kind() == reflect.Struct && (!ok || l.isObject(at, path+k)):
			l.object(values[i], at, path+k+".")
		case values[i].Kind() == reflect.Struct: // it was said that it is none
		case words != nil && (!ok || l.isObject(at, path+k)):
			l.vocabulary(values[i], words, old, at, path+k+".")
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

// phrases reads a text for each English phrase.
func (l *labelReader) phrases(v reflect.Value, from jsontext.Value, path string) {
	phrases := slices.Sorted(maps.Keys(v.Interface().(map[string]string)))
	given := l.given(from, phrases)
	own := maps.Clone(v.Interface().(map[string]string))
	for _, phrase := range phrases {
		at, ok := given[phrase]
		if !ok {
			l.miss(path + phrase)
			continue
		}
		text := reflect.New(reflect.TypeOf("")).Elem()
		text.SetString(own[phrase])
		l.text(text, at, path+phrase)
		own[phrase] = text.String()
	}
	v.Set(reflect.ValueOf(own))
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

// vocabulary reads a text for each word of a vocabulary; old are the words under
// which the first ones stood in files written before.
func (l *labelReader) vocabulary(v reflect.Value, words, old []string, from jsontext.Value, path string) {
	given := l.given(from, slices.Concat(words, old))
	for i, w := range words {
		at, ok := given[w]
		if !ok && i < len(old) {
			at, ok = given[old[i]]
		}
		if ok {
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
		if want, got := named(v.String()), named(s); want != got {
			l.Say(from, fmt.Sprintf("%s has the places %s instead of %s", path, orNone(got), orNone(want)), fmt.Sprintf("it stands for %q", v.String()))
			return
		}
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

var place = regexp.MustCompile(`\{[a-z]+\}`)

// named lists the places with names in a text, in the order of their names.
// What stands in braces in a line of YAML is none.
func named(text string) string {
	places := place.FindAllString(text, -1)
	slices.Sort(places)
	return strings.Join(slices.Compact(places), " ")
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

// Write writes words as [Read] reads them, all keys in a fixed order: the
// beginning of a translation. The groups have their built-in words of the same
// language.
func Write(w io.Writer, words wording.Words, groups ...Group) error {
	var out bytes.Buffer
	if err := writeFields(&out, reflect.ValueOf(words), "\n"); err != nil {
		return err
	}
	for _, g := range groups {
		fmt.Fprintf(&out, ",\n  %q: ", g.Name)
		v := reflect.ValueOf(g.For(words.Language))
		write := writeObject
		if v.Kind() == reflect.Map {
			write = writePhrases
		}
		if err := write(&out, v, "\n  "); err != nil {
			return err
		}
	}
	out.WriteString("\n}\n")
	_, err := w.Write(out.Bytes())
	return err
}

func writeObject(out *bytes.Buffer, v reflect.Value, line string) error {
	err := writeFields(out, v, line)
	out.WriteString(line + "}")
	return err
}

func writePhrases(out *bytes.Buffer, v reflect.Value, line string) error {
	own := v.Interface().(map[string]string)
	phrases := slices.Sorted(maps.Keys(own))
	texts := make([]string, len(phrases))
	for i, phrase := range phrases {
		texts[i] = own[phrase]
	}
	if len(phrases) == 0 {
		out.WriteByte('{')
	}
	return writeWords(out, phrases, reflect.ValueOf(texts), line)
}

// writeFields writes an object but for its end.
func writeFields(out *bytes.Buffer, v reflect.Value, line string) error {
	keys, values := said(v)
	for i, k := range keys {
		fmt.Fprintf(out, "%s%s  %q: ", opening(i), line, k)
		var err error
		if words, _ := vocabulary(v.Type().Field(i)); values[i].Kind() == reflect.Struct {
			err = writeObject(out, values[i], line+"  ")
		} else if words != nil {
			err = writeWords(out, words, values[i], line+"  ")
		} else {
			err = writeJSON(out, values[i].Interface())
		}
		if err != nil {
			return err
		}
	}
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
		fmt.Fprintf(out, "%s%s  ", opening(i), line)
		if err := writeJSON(out, w); err != nil {
			return err
		}
		out.WriteString(": ")
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
