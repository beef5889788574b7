// Package change changes a blueprint as a designer does who points at its
// picture: a title, a facet, a touchpoint moved to another lane, a new step, a
// way from box to box.
//
// What comes in are the texts of a blueprint and an [Op]; what goes out are
// small edits of these texts, in the file where the thing stands. Comments,
// order and layout of all else stay byte for byte. The blueprint is read again
// after each change: one that would break it is refused with the findings.
package change

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
)

// Files are the texts of one blueprint: its own and those that it includes.
type Files struct {
	// Root names the blueprint's own file.
	Root string
	// Texts are the texts by name, names as in [blueprint.Source]. They are not
	// changed.
	Texts map[string][]byte
}

// FilesOf gives the texts that a blueprint was read from.
func FilesOf(b *blueprint.Blueprint) Files {
	f := Files{Root: b.File(), Texts: map[string][]byte{}}
	for _, s := range b.Sources() {
		f.Texts[s.File] = s.Text
	}
	return f
}

// Op is one change. Do names its kind, one of [Kinds], which says which of the
// other fields it takes.
//
// Touchpoints are named by their ids. Steps and phases are named by id, by path
// ("phases[0].steps[2]") or by their number on the whole board, from 0 ("4").
type Op struct {
	Do string `json:"do"`

	// ID and Path say what the change is about: a touchpoint by its id, or
	// anything by its path, as findings have it. Both empty mean the blueprint
	// as a whole.
	ID   string `json:"id,omitempty"`
	Path string `json:"path,omitempty"`
	// Key is the datum below it: "time.standard", "fails[0].chance". An index
	// one behind the last appends.
	Key string `json:"key,omitempty"`
	// Value is a text, a number, true or false, a list or an object, as in YAML:
	// "30s", 5, {"standard": "30s"}. Texts are read by the form of their key: "3"
	// is the number 3 where a number is expected.
	Value any `json:"value,omitempty"`

	// Title is the title of what is new, or the new title.
	Title string `json:"title,omitempty"`
	// Fields are further keys of what is new, by name.
	Fields map[string]any `json:"fields,omitempty"`

	// Lane, Step, Phase say where something goes.
	Lane  string `json:"lane,omitempty"`
	Step  string `json:"step,omitempty"`
	Phase string `json:"phase,omitempty"`
	// Before and After name the neighbour to be: a touchpoint of the same cell,
	// a step or a phase. Index is the place in the cell, phase or board, from 0.
	// Without any of them it is the end.
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
	Index  *int   `json:"index,omitempty"`

	// From, To and As are the ends of a way, and what it is: "next" (the
	// default), "choice", "link", "recover" or "then".
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
	As   string `json:"as,omitempty"`
	// When and Chance are the condition of a choice, Both and Title those of a
	// link, Fail is the index of the fail point for "recover".
	When   string `json:"when,omitempty"`
	Chance string `json:"chance,omitempty"`
	Both   bool   `json:"both,omitempty"`
	Fail   int    `json:"fail,omitempty"`

	// References says what becomes of references to what is deleted: "refuse"
	// (the default: the error lists them) or "remove".
	References string `json:"references,omitempty"`
}

// Result is what a change comes to.
type Result struct {
	// Edits are the edits of each file that is changed, sorted by place.
	Edits map[string][]edit.Edit `json:"edits"`
	// Texts are the new texts of these files.
	Texts map[string][]byte `json:"-"`
	// Focus is the path, after the change, of what it was about; after a
	// deletion that of the neighbour which took its place, or of what held it.
	Focus string `json:"focus"`
	// ID is the id of the touchpoint at Focus, empty where that is none.
	ID string `json:"id,omitempty"`
	// Renamed are touchpoints whose ids have changed with their titles: ids
	// after by ids before. References to them have been changed, too.
	Renamed map[string]string `json:"renamed,omitempty"`
	// Removed are the references that went with what was deleted.
	Removed []Reference `json:"removed,omitempty"`
	// Blueprint is the blueprint as it reads now.
	Blueprint *blueprint.Blueprint `json:"-"`
}

// Reference is a place that names a touchpoint.
type Reference struct {
	ID   string `json:"id"`   // what is named
	File string `json:"file"` // where
	Line int    `json:"line"` // from 1
	Path string `json:"path"` // in that file: "phases[0].steps[1].customer.next[0].to"
	Key  string `json:"key"`  // the key that names it: to, recover, then, from, touchpoints
}

// Kind is one kind of change.
type Kind struct {
	Name string `json:"name"` // what Op.Do says
	Doc  string `json:"doc"`
	// Needs and Takes are the fields of Op, by their JSON names, that must and
	// may be given. Where alternatives will do they are written "id|path".
	Needs []string `json:"needs"`
	Takes []string `json:"takes,omitempty"`
	// Example is an op of this kind as JSON.
	Example string `json:"example"`

	apply func(*run) error
}

// Refused is the error of a change that would break the blueprint, or that
// cannot be made as it was asked for.
type Refused struct {
	Op     Op                    `json:"op"`
	Reason string                `json:"reason"`          // in plain words
	Found  blueprint.Diagnostics `json:"found,omitempty"` // what would be wrong then and is not now
	// References are what still names the touchpoint to be deleted.
	References []Reference `json:"references,omitempty"`

	cause error
}

// Error is the reason, with all findings.
func (r *Refused) Error() string {
	out := r.Op.Do + ": " + r.Reason
	if len(r.Found) > 0 {
		out += ":\n" + r.Found.Error()
	}
	return out
}

// Unwrap gives the error of package edit behind the refusal, if there is one.
func (r *Refused) Unwrap() error { return r.cause }

// Field is one thing that a touchpoint can know, as a form shows it. It is made
// from the table of keys.
type Field struct {
	Key      string   `json:"key"`            // path below the touchpoint: "time.standard", "fails[].chance"
	Name     string   `json:"name"`           // last key of it
	Title    string   `json:"title"`          // label
	Doc      string   `json:"doc"`            // what it means
	Form     string   `json:"form"`           // form of the value, a [blueprint.Form]
	Of       string   `json:"of,omitempty"`   // form of the values of a mapping by name
	Many     bool     `json:"many,omitempty"` // a list of such values
	Choices  []string `json:"choices,omitempty"`
	Open     bool     `json:"open,omitempty"` // other words than the choices are welcome
	Min      *float64 `json:"min,omitempty"`
	Max      *float64 `json:"max,omitempty"`
	Positive bool     `json:"positive,omitempty"` // a duration must be longer than nothing
	Required bool     `json:"required,omitempty"`
	Unit     string   `json:"unit,omitempty"`
	Default  string   `json:"default,omitempty"`
	Example  string   `json:"example,omitempty"`
	Group    string   `json:"group,omitempty"` // heading in the form; only at the top
	Flag     bool     `json:"flag,omitempty"`  // true alone says that it is there
	Short    string   `json:"short,omitempty"` // name of the field below that a plain value stands for
	Fields   []Field  `json:"fields,omitempty"`
}
