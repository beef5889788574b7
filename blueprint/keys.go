package blueprint

import (
	"reflect"
	"slices"
	"sync"
)

// Form is the form of a value in the language.
type Form string

// The forms of values.
const (
	FormText     Form = "text"
	FormBool     Form = "yes or no"
	FormCount    Form = "whole number"
	FormNumber   Form = "number"
	FormDuration Form = "duration"
	FormSpan     Form = "duration or range"
	FormShare    Form = "share"
	FormRate     Form = "rate"
	FormDate     Form = "day"
	FormClock    Form = "time of day"
	FormHours    Form = "opening hours"
	FormID       Form = "id"
	FormRef      Form = "reference"
	FormAddress  Form = "address"
	FormWord     Form = "word"
	FormMap      Form = "mapping by name"
	FormShape    Form = "mapping"
	FormCell     Form = "cell"
)

// Target is what a reference names.
type Target string

// The targets of references.
const (
	ToTouchpoint Target = "touchpoint"
	ToEnd        Target = "end" // the word end
	ToPersona    Target = "persona"
	ToActor      Target = "actor"
	ToLane       Target = "lane"
	ToPhase      Target = "phase"
	ToDriver     Target = "driver"
)

// Key is one key of the language: its name, what it means, and what may stand
// behind it. The table of all keys ([Shapes]) drives the decoder, the writer,
// the schema, the reference page, forms and completion.
type Key struct {
	Name     string
	Doc      string // what it means
	Example  string // a value as written in YAML
	Form     Form
	Shape    string   // name of the shape, for FormShape
	Of       Form     // form of the values, for FormMap
	Targets  []Target // what it may name, for FormRef, and for the names of a FormMap
	Many     bool     // a list; a single value stands for a list of one
	Words    []string // the words, for FormWord; suggestions where Open
	Open     bool     // other words are welcome
	Min, Max *float64 // bounds of a number
	Positive bool     // a duration must be longer than nothing
	Required bool
	Unit     string
	Default  string
	Field    string // field of the Go struct

	place []int        // of the field in
	of    reflect.Type // this struct; nil: not looked up
}

// fieldIn is the field of the key in a struct. Where it is was looked up as the table was
// made: by name it takes a tenth of the time of reading and checking.
func (k *Key) fieldIn(v reflect.Value) reflect.Value {
	if k.of != nil && k.of == v.Type() {
		return v.FieldByIndex(k.place)
	}
	return v.FieldByName(k.Field)
}

// find looks up where the field of the key is in a struct.
func (k *Key) find(of reflect.Type) {
	if k == nil || of == nil || of.Kind() != reflect.Struct || k.Field == "" {
		return
	}
	if f, ok := of.FieldByName(k.Field); ok {
		k.place, k.of = f.Index, of
	}
}

// Shape is one kind of mapping in the language.
type Shape struct {
	Name  string
	Doc   string
	Short string // key that a plain value stands for; empty: only a mapping will do
	Flag  bool   // the plain value true stands for "it is there, no more is known"
	Keys  []Key
	Rest  *Key // what any other key holds; nil: no other key is known

	zero  reflect.Type
	plain func(text string, v reflect.Value) (bool, error) // reads plain values that Short cannot
	write func(v reflect.Value) (string, bool)             // writes them
}

// Key finds a key by its name.
func (s *Shape) Key(name string) (*Key, bool) {
	i := slices.IndexFunc(s.Keys, func(k Key) bool { return k.Name == name })
	if i < 0 {
		return nil, false
	}
	return &s.Keys[i], true
}

// Names lists the names of the keys, in the table's order.
func (s *Shape) Names() []string {
	names := make([]string, len(s.Keys))
	for i, k := range s.Keys {
		names[i] = k.Name
	}
	return names
}

// Shapes lists all kinds of mappings, the whole blueprint first. The list is
// made anew at each call, so that a caller may change it.
func Shapes() []*Shape {
	return slices.Concat(boardShapes(), touchpointShapes(), qualityShapes(), economyShapes(), loyaltyShapes())
}

// table is the table of keys by name, made once and never changed.
var table = sync.OnceValue(func() map[string]*Shape {
	byName := map[string]*Shape{}
	for _, s := range Shapes() {
		byName[s.Name] = s
		for i := range s.Keys {
			s.Keys[i].find(s.zero)
		}
		s.Rest.find(s.zero)
	}
	return byName
})

// ShapeNamed finds a shape in a list.
func ShapeNamed(shapes []*Shape, name string) *Shape {
	for _, s := range shapes {
		if s.Name == name {
			return s
		}
	}
	return nil
}

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

func bound(v float64) *float64 { return &v }

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}

// Short constructors keep the tables readable as tables.

func text(name, field, doc, example string) Key {
	return Key{Name: name, Field: field, Doc: doc, Example: example, Form: FormText}
}

func number(name, field, doc, example string) Key {
	return Key{Name: name, Field: field, Doc: doc, Example: example, Form: FormNumber}
}

func money(name, field, doc, example string) Key {
	return number(name, field, doc, example).notNegative().in("currency")
}

func count(name, field, doc, example string, lo float64) Key {
	return Key{Name: name, Field: field, Doc: doc, Example: example, Form: FormCount, Min: bound(lo), Max: bound(1e9)}
}

func duration(name, field, doc, example string) Key {
	return Key{Name: name, Field: field, Doc: doc, Example: example, Form: FormDuration}
}

func share(name, field, doc, example string) Key {
	return Key{Name: name, Field: field, Doc: doc, Example: example, Form: FormShare, Unit: "0 to 1"}
}

func yesNo(name, field, doc, example string) Key {
	return Key{Name: name, Field: field, Doc: doc, Example: example, Form: FormBool}
}

func word[T ~string](name, field, doc, example string, list []T) Key {
	return Key{Name: name, Field: field, Doc: doc, Example: example, Form: FormWord, Words: words(list)}
}

func ref(name, field, doc, example string, targets ...Target) Key {
	return Key{Name: name, Field: field, Doc: doc, Example: example, Form: FormRef, Targets: targets}
}

func shape(name, field, of, doc, example string) Key {
	return Key{Name: name, Field: field, Doc: doc, Example: example, Form: FormShape, Shape: of}
}

func date(name, field, doc, example string) Key {
	return Key{Name: name, Field: field, Doc: doc, Example: example, Form: FormDate}
}

func id(doc, example string) Key {
	return Key{Name: "id", Field: "ID", Doc: doc, Example: example, Form: FormID}
}

func personas() Key {
	return ref("for", "For", "Personas it is for; everybody where it is left out.", "[regular]", ToPersona).many()
}

func notes() Key {
	return text("notes", "Notes", "Remarks, shown on request.", "Ask at the next review.")
}

func refs() Key {
	return Key{Name: "refs", Field: "Refs", Doc: "Addresses of what backs it up: http, https, mailto or relative.", Example: "[https://example.com/study]", Form: FormAddress, Many: true}
}

func (k Key) many() Key                  { k.Many = true; return k }
func (k Key) required() Key              { k.Required = true; return k }
func (k Key) positive() Key              { k.Positive = true; return k }
func (k Key) in(unit string) Key         { k.Unit = unit; return k }
func (k Key) byDefault(text string) Key  { k.Default = text; return k }
func (k Key) notNegative() Key           { k.Min = bound(0); return k }
func (k Key) between(lo, hi float64) Key { k.Min, k.Max = bound(lo), bound(hi); return k }
