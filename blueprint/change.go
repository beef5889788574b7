package blueprint

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// Clone is a blueprint that says the same and knows the same places, and shares
// nothing that a change of either could reach.
func (b *Blueprint) Clone() *Blueprint {
	c := *b // unexported fields, too: the texts behind them are never changed
	unshare(reflect.ValueOf(&c).Elem())
	return &c
}

// unshare replaces everything that a value points to by copies.
func unshare(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		fresh := reflect.New(v.Type().Elem())
		fresh.Elem().Set(v.Elem())
		v.Set(fresh)
		unshare(v.Elem())
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(fresh, v)
		v.Set(fresh)
		for i := range v.Len() {
			unshare(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				unshare(f)
			}
		}
	}
}

// ReadInto reads a value of the key, as it stands behind the key in YAML, into
// the struct that has the key's field: "40s", "[a, b]" or "{mean: 4m}". What
// begins with a bracket, a brace or a quote is YAML, all else is taken as it
// is. A plain value for a mapping that is there already changes what it says
// and leaves the rest. The findings are those of [Load], but for what
// [Blueprint.Validate] tells; they have no place.
func (k *Key) ReadInto(text string, into any) Diagnostics {
	file := &sourceFile{text: []byte(text)}
	d := newDecoder(file)
	node := &yamltext.Node{Kind: yamltext.Scalar, Value: text, Tag: yamltext.PlainTag(text)}
	switch {
	case len(text) > maxSetting || !utf8.ValidString(text):
		d.report("bad-value", node, Path{}.Key(k.Name), fmt.Sprintf("%s cannot be read", k.Name), fmt.Sprintf("expected UTF-8 of at most %d bytes", maxSetting))
	case text != "" && strings.ContainsRune(`[{"'`, rune(text[0])):
		root, problems := yamltext.Parse([]byte(text), yamltext.Limits{Bytes: maxSetting})
		for _, p := range problems {
			d.found = append(d.found, syntaxDiagnostic(file, p))
		}
		node = root
	}
	v := reflect.ValueOf(into)
	if len(d.found) == 0 && node != nil && v.Kind() == reflect.Pointer && v.Elem().Kind() == reflect.Struct && v.Elem().FieldByName(k.Field).IsValid() {
		d.field(k, node, v.Elem(), Path{}.Key(k.Name))
	}
	for i := range d.found {
		d.found[i].Range = Range{}
	}
	return d.found
}

// maxSetting bounds the text of one value, in bytes.
const maxSetting = 1 << 16
