package schema

import (
	"strings"
	"unicode"

	"github.com/servicemoments/moments/blueprint"
)

// The patterns use only what regular expressions of JavaScript and of Go share,
// as editors run the one and this project's tests the other.
const (
	number   = `(\d+(\.\d*)?|\.\d+)`
	units    = `(` + number + ` ?(ns|us|µs|ms|s|min|m|h|d|w) ?)+`
	iso      = `P(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?(T(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?`
	duration = `(0|` + units + `|` + iso + `)`
	clock    = `(([01]?\d|2[0-3]):[0-5]\d|24:00)`
	letters  = `[\p{L}\p{M}\p{Nd}_-]+`
)

// Names of definitions that stand for a form of values. None is the name of a
// shape.
const (
	defText     = "text"
	defBool     = "yes-or-no"
	defDuration = "duration"
	defPositive = "positive-duration"
	defSpan     = "span"
	defShare    = "share-of-whole"
	defRate     = "rate"
	defDate     = "day"
	defClock    = "clock"
	defHours    = "opening-hours"
	defID       = "name"
	defRef      = "reference"
	defAddress  = "address"
	defCell     = "cell"
	defTogether = "together"
)

// formDefs are the definitions of the forms that more than one key takes.
func formDefs() object {
	return object{
		{defText, object{{"type", []string{"string", "number", "boolean"}}}},
		{defBool, anyOf(
			object{{"type", "boolean"}},
			object{{"type", "string"}, {"pattern", "^(" + strings.Join([]string{anyCase("true"), anyCase("false"), anyCase("yes"), anyCase("no"), anyCase("on"), anyCase("off")}, "|") + ")$"}},
		)},
		{defDuration, anyOf(
			object{{"const", 0}},
			object{{"type", "string"}, {"allOf", []object{{{"pattern", `^\s*` + duration + `\s*$`}}, {{"pattern", `\d`}}}}},
		)},
		{defPositive, object{{"type", "string"}, {"allOf", []object{{{"pattern", `^\s*` + duration + `\s*$`}}, {{"pattern", `[1-9]`}}}}}},
		{defSpan, anyOf(
			object{{"const", 0}},
			object{{"type", "string"}, {"allOf", []object{{{"pattern", `^\s*` + duration + `\s*(\.\.\s*` + duration + `\s*)?$`}}, {{"pattern", `\d`}}}}},
		)},
		{defShare, anyOf(
			object{{"type", "number"}, {"minimum", 0}, {"maximum", 1}},
			object{{"type", "string"}, {"pattern", `^\s*(0*(100(\.0*)?|\d{1,2}(\.\d*)?|\.\d+)\s*%|0*(1(\.0*)?|0(\.\d*)?|\.\d+))\s*$`}},
		)},
		{defRate, object{{"type", "string"}, {"pattern", `^\s*` + number + `\s*/\s*(s|min|m|h|d|w)\s*$`}}},
		{defDate, object{{"type", "string"}, {"format", "date"}, {"pattern", `^\s*\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\s*$`}}},
		{defClock, object{{"type", "string"}, {"pattern", `^\s*` + clock + `\s*$`}}},
		{defHours, object{{"type", "string"}, {"pattern", hoursPattern()}}},
		{defID, object{{"type", []string{"string", "integer", "boolean"}}, {"maxLength", 200}, {"pattern", `^` + letters + `$`}}},
		{defRef, object{{"type", []string{"string", "integer", "boolean"}}, {"pattern", `\S`}}},
		{defAddress, object{{"type", "string"}, {"pattern", `^(` + anyCase("http") + `[Ss]?:|` + anyCase("mailto") + `:|[^:]+$|[^:/?#]*[/?#])`},
			{"not", object{{"pattern", `^//|[\x00-\x1f\x7f\\]`}}}}},
	}
}

// anyCase writes a pattern that matches a word in small and capital letters.
func anyCase(word string) string {
	var b strings.Builder
	for _, r := range word {
		b.WriteString("[" + string(unicode.ToUpper(r)) + string(unicode.ToLower(r)) + "]")
	}
	return b.String()
}

func hoursPattern() string {
	var days []string
	for _, d := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		rest := map[string]string{"tue": "sday", "wed": "nesday", "thu": "rsday", "sat": "urday"}[d]
		if rest == "" {
			rest = "day"
		}
		days = append(days, anyCase(d)+"("+anyCase(rest)+")?")
	}
	day := "(" + strings.Join(days, "|") + ")"
	return `^\s*` + day + `(-` + day + `)?\s+` + clock + `\s*-\s*` + clock + `\s*$`
}

// oneValue is the schema of a single value of a key.
func oneValue(k *blueprint.Key) object {
	switch k.Form {
	case blueprint.FormWord:
		return words(k)
	case blueprint.FormShape:
		return ref(defName(k.Shape))
	case blueprint.FormMap:
		return mapping(k)
	case blueprint.FormCell:
		return ref(defCell)
	}
	return plainValue(k, k.Form)
}

func plainValue(k *blueprint.Key, form blueprint.Form) object {
	switch form {
	case blueprint.FormBool:
		return ref(defBool)
	case blueprint.FormCount:
		return bounds(object{{"type", "integer"}}, k)
	case blueprint.FormNumber:
		return bounds(object{{"type", "number"}}, k)
	case blueprint.FormDuration:
		if k.Positive {
			return ref(defPositive)
		}
		return ref(defDuration)
	case blueprint.FormSpan:
		return ref(defSpan)
	case blueprint.FormShare:
		return ref(defShare)
	case blueprint.FormRate:
		return ref(defRate)
	case blueprint.FormDate:
		return ref(defDate)
	case blueprint.FormClock:
		return ref(defClock)
	case blueprint.FormHours:
		return ref(defHours)
	case blueprint.FormID:
		return ref(defID)
	case blueprint.FormRef:
		return ref(defRef)
	case blueprint.FormAddress:
		return ref(defAddress)
	}
	if k.Required {
		return object{{"type", []string{"string", "number", "boolean"}}, {"pattern", `\S`}}
	}
	return ref(defText)
}

func bounds(o object, k *blueprint.Key) object {
	if k.Min != nil {
		o = o.with("minimum", *k.Min)
	}
	if k.Max != nil {
		o = o.with("maximum", *k.Max)
	}
	return o
}

func words(k *blueprint.Key) object {
	enum := object{{"enum", k.Words}}
	if k.Open {
		return anyOf(enum, ref(defText))
	}
	return enum
}

// mapping is a mapping from names to values.
func mapping(k *blueprint.Key) object {
	o := object{{"type", "object"}}
	if len(k.Words) > 0 {
		o = o.with("propertyNames", object{{"enum", k.Words}})
	}
	return o.with("additionalProperties", plainValue(k, k.Of))
}
