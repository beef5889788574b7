package scenario

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// datum is one datum of a blueprint: a key of a struct, and within its value an
// item of a list or an entry of a mapping by name.
type datum struct {
	holder reflect.Value // the struct, by pointer
	key    *blueprint.Key
	index  int    // of the item; -1: the whole value
	entry  string // of the mapping; empty: the whole value
	path   blueprint.Path

	touchpoint *touchpoint.Touchpoint // that it belongs to; nil: none
	first      string                 // the key of the touchpoint, or of the whole
	way        int                    // index of the written way whose chance it is; -1: none
}

func (d *datum) field() reflect.Value { return d.holder.Elem().FieldByName(d.key.Field) }

// assign gives the datum a value.
func (d *datum) assign(text string) *problem {
	switch {
	case text == null:
		return d.clear()
	case d.entry != "":
		return d.assignEntry(text)
	case d.index >= 0:
		return d.assignItem(text)
	}
	if yamlText(text) {
		d.field().SetZero() // a value in braces says all
	}
	return misread(d.key.ReadInto(text, d.holder.Interface()))
}

func yamlText(text string) bool { return text != "" && strings.ContainsRune("[{", rune(text[0])) }

// misread makes a problem of the first finding.
func misread(found blueprint.Diagnostics) *problem {
	if len(found) == 0 {
		return nil
	}
	f := found[0]
	return &problem{rule: f.Rule, message: f.Message, hint: f.Hint, suggest: f.Suggest}
}

// assignItem reads an item as a list of one.
func (d *datum) assignItem(text string) *problem {
	fresh := reflect.New(d.holder.Type().Elem())
	if p := misread(d.key.ReadInto(text, fresh.Interface())); p != nil {
		return p
	}
	list := fresh.Elem().FieldByName(d.key.Field)
	if list.Len() != 1 {
		return &problem{rule: "bad-value", message: fmt.Sprintf("one item of %s cannot be %d", d.key.Name, list.Len()), hint: "expected a single value"}
	}
	d.field().Index(d.index).Set(list.Index(0))
	return nil
}

// assignEntry reads an entry as a mapping of one.
func (d *datum) assignEntry(text string) *problem {
	fresh := reflect.New(d.holder.Type().Elem())
	mapping := fmt.Sprintf("{%s: %s}", strconv.Quote(d.entry), strconv.Quote(text))
	if p := misread(d.key.ReadInto(mapping, fresh.Interface())); p != nil {
		return p
	}
	read := fresh.Elem().FieldByName(d.key.Field)
	if read.Len() != 1 {
		return &problem{rule: "bad-value", message: fmt.Sprintf("%s cannot hold %q", d.key.Name, shorten(d.entry)), hint: "expected one entry"}
	}
	list := d.field()
	for i := range list.Len() {
		if list.Index(i).Field(0).String() == d.entry {
			list.Index(i).Set(read.Index(0))
			return nil
		}
	}
	list.Set(reflect.Append(list, read.Index(0)))
	return nil
}

// clear takes the datum away.
func (d *datum) clear() *problem {
	f := d.field()
	keep := func(gone func(i int) bool) {
		list := reflect.MakeSlice(f.Type(), 0, f.Len())
		for i := range f.Len() {
			if !gone(i) {
				list = reflect.Append(list, f.Index(i))
			}
		}
		if list.Len() == 0 {
			list = reflect.Zero(f.Type()) // as if it had never been written
		}
		f.Set(list)
	}
	switch {
	case d.entry != "":
		keep(func(i int) bool { return f.Index(i).Field(0).String() == d.entry })
	case d.index >= 0:
		keep(func(i int) bool { return i == d.index })
	default:
		f.SetZero()
	}
	return nil
}

// idle says why a setting changes nothing that anybody computes with.
func (d *datum) idle(s written) *problem {
	if s.Value == null || d.index >= 0 || d.entry != "" {
		return nil
	}
	switch x := d.holder.Interface().(type) {
	case *blueprint.Blueprint:
		if d.key.Name == "demand" && !yamlText(s.Value) {
			return outvoted(x.Demand)
		}
	case *blueprint.Demand:
		if d.key.Name == "arrivals" {
			return outvoted(x)
		}
	}
	if t, ok := d.field().Interface().(*touchpoint.Time); ok && t != nil && !yamlText(s.Value) && !strings.Contains(s.Value, "..") && t.Expected("") != t.Standard {
		return &problem{rule: "no-effect", message: fmt.Sprintf("this time is %s, so a standard time alone changes nothing", t.Distribution),
			hint: fmt.Sprintf("set %s.mean or the other parameters, or the whole: %s={standard: %s}", s.Key, s.Key, s.Value)}
	}
	return nil
}

func outvoted(d *blueprint.Demand) *problem {
	if d == nil || len(d.Profile) == 0 {
		return nil
	}
	return &problem{rule: "no-effect", message: "the rates by time of the day go before arrivals, so this changes nothing", hint: "set demand.profile, or take it away with demand.profile=null"}
}

// rounded takes off what binary fractions add to decimal ones.
func rounded(v float64) float64 { return math.Round(v*1e12) / 1e12 }
