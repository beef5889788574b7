package blueprint

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/servicemoments/moments/touchpoint"
)

// parseInto reads a plain value of a form into a field, which may be a pointer.
func parseInto(form Form, text string, f reflect.Value) error {
	v, err := parseValue(form, text)
	if err != nil {
		return err
	}
	f = target(f)
	switch value := reflect.ValueOf(v); {
	case value.CanConvert(f.Type()):
		f.Set(value.Convert(f.Type()))
	default:
		return fmt.Errorf("expected %s", article(string(form)))
	}
	return nil
}

func parseValue(form Form, text string) (any, error) {
	switch form {
	case FormBool:
		return parseBool(text)
	case FormCount:
		return parseCount(text)
	case FormNumber:
		return parseNumber(text)
	case FormDuration:
		return touchpoint.ParseDuration(text)
	case FormSpan:
		return touchpoint.ParseSpan(text)
	case FormShare:
		return touchpoint.ParseShare(text)
	case FormRate:
		return touchpoint.ParseRate(text)
	case FormDate:
		return touchpoint.ParseDate(text)
	case FormClock:
		return touchpoint.ParseClock(text)
	case FormHours:
		return ParseHours(text)
	case FormID:
		return parseID(text)
	case FormAddress:
		return parseAddress(text)
	}
	return text, nil
}

func parseBool(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "true", "yes", "on":
		return true, nil
	case "false", "no", "off":
		return false, nil
	}
	return false, errors.New("expected true or false")
}

func parseCount(text string) (int, error) {
	n, err := strconv.Atoi(strings.ReplaceAll(text, "_", ""))
	if err != nil {
		return 0, errors.New("expected a whole number")
	}
	return n, nil
}

func parseNumber(text string) (float64, error) {
	v, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, errors.New("expected a number")
	}
	return v, nil
}

// maxID is the length of an id in bytes. Longer ones are slips, and would make
// every message unreadable.
const maxID = 200

func parseID(text string) (string, error) {
	switch {
	case text == "":
		return "", errors.New("expected a name of letters and digits")
	case len(text) > maxID:
		return "", fmt.Errorf("expected at most %d bytes", maxID)
	case strings.ContainsFunc(text, func(r rune) bool { return !wordRune(r) && r != '-' && r != '_' }):
		return "", fmt.Errorf("expected letters, digits, - and _ only, such as %q", orElse(Slug(text), "pay"))
	}
	return text, nil
}

// parseAddress lets http, https, mailto and relative addresses through.
func parseAddress(text string) (string, error) {
	if SafeAddress(text) {
		return text, nil
	}
	return "", errors.New("expected an address that begins with http, https or mailto, or a relative one")
}

// SafeAddress tells whether an address may stand in a picture or a page: its
// scheme is http, https or mailto, or it has none; it holds no control
// characters and does not leave its server or folder with a double slash.
func SafeAddress(s string) bool {
	if s == "" || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }) || strings.HasPrefix(s, "//") {
		return false
	}
	colon := strings.IndexByte(s, ':')
	if colon < 0 || strings.ContainsAny(s[:colon], "/?#") {
		return true
	}
	switch strings.ToLower(s[:colon]) {
	case "http", "https", "mailto":
		return true
	}
	return false
}

// weekdays in the order of the week as people write it.
var weekdays = [...]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

// ParseHours reads opening hours such as "Mon-Fri 09:00-18:00" or "Sat 10:00-16:00".
func ParseHours(s string) (Hours, error) {
	fail := errors.New(`expected days and times such as "Mon-Fri 09:00-18:00"`)
	days, times, ok := strings.Cut(strings.TrimSpace(s), " ")
	first, last, ranged := strings.Cut(days, "-")
	from, to, ok2 := strings.Cut(strings.TrimSpace(times), "-")
	if !ok || !ok2 {
		return Hours{}, fail
	}
	if !ranged {
		last = first
	}
	var h Hours
	var errs [4]error
	h.First, errs[0] = parseWeekday(first)
	h.Last, errs[1] = parseWeekday(last)
	h.From, errs[2] = touchpoint.ParseClock(from)
	h.To, errs[3] = touchpoint.ParseClock(to)
	if errors.Join(errs[:]...) != nil {
		return Hours{}, fail
	}
	if h.To <= h.From {
		return Hours{}, errors.New("the hours end before they begin")
	}
	return h, nil
}

func parseWeekday(s string) (time.Weekday, error) {
	for i, name := range weekdays {
		if strings.EqualFold(s, name) || strings.EqualFold(s, time.Weekday(i).String()) {
			return time.Weekday(i), nil
		}
	}
	return 0, errors.New("no day of the week")
}

// String writes the hours as ParseHours reads them.
func (h Hours) String() string {
	days := weekdays[int(h.First)%7]
	if h.Last != h.First {
		days += "-" + weekdays[int(h.Last)%7]
	}
	return fmt.Sprintf("%s %s-%s", days, h.From, h.To)
}

// formatValue writes a field of a form as parseInto reads it.
func formatValue(form Form, f reflect.Value) string {
	if f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	switch v := f.Interface().(type) {
	case time.Duration:
		return touchpoint.FormatDuration(v)
	case fmt.Stringer:
		return v.String()
	case float64:
		if form == FormShare {
			return touchpoint.FormatShare(v)
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(f.Interface())
}
