package eventlog_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

// byStandardLibrary reads the names of traces and events with encoding/xml.
func byStandardLibrary(t require.TestingT, text string) (out [][2]string) {
	d := xml.NewDecoder(strings.NewReader(text))
	var open []string
	trace := ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		require.NoError(t, err)
		switch e := token.(type) {
		case xml.StartElement:
			values := map[string]string{}
			for _, a := range e.Attr {
				values[a.Name.Local] = a.Value
			}
			if values["key"] == "concept:name" && len(open) > 0 {
				switch open[len(open)-1] {
				case "trace":
					trace = strings.TrimSpace(values["value"])
				case "event":
					out = append(out, [2]string{trace, strings.TrimSpace(values["value"])})
				}
			}
			open = append(open, e.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// Well-formed logs say what encoding/xml finds in them.
func TestXESIsReadAsTheStandardLibraryReadsIt(t *testing.T) {
	name := rapid.Map(rapid.StringMatching(`[a-zé点&<>'"/ =!\-\]]{0,6}[a-z]`), func(s string) string {
		var b bytes.Buffer
		_ = xml.EscapeText(&b, []byte(s)) // a Buffer never fails
		return b.String()
	})
	noise := rapid.SampledFrom([]string{"", "\n ", "<!-- <event> -->", "<![CDATA[<trace>]]>", "<?pi <event?>", "text", "<x:list key='l'><x:values><x:string key='concept:name' value='deep'/></x:values></x:list>"})
	rapid.Check(t, func(t *rapid.T) {
		var s strings.Builder
		s.WriteString("<?xml version='1.0'?><x:log xmlns:x='http://www.xes-standard.org/'>")
		for range rapid.IntRange(0, 4).Draw(t, "traces") {
			fmt.Fprintf(&s, "%s<x:trace a='b'><x:string key=\"concept:name\" value=\"%s\"/>", noise.Draw(t, "noise"), name.Draw(t, "trace"))
			for range rapid.IntRange(1, 4).Draw(t, "events") {
				fmt.Fprintf(&s, "<x:event>%s<x:string\tkey = 'concept:name'\n value=\"%s\" />%s</x:event >", noise.Draw(t, "noise"), name.Draw(t, "event"), noise.Draw(t, "noise"))
			}
			s.WriteString("</x:trace>" + noise.Draw(t, "noise"))
		}
		s.WriteString("</x:log>")
		want := byStandardLibrary(t, s.String())
		r, err := eventlog.NewReader(strings.NewReader(s.String()), "log.xes", eventlog.Options{Strict: true})
		require.NoError(t, err)
		got, err := activities(r)
		require.NoError(t, err, s.String())
		require.Equal(t, want, got, s.String())
	})
}

func TestWhatHasNoEndIsSaid(t *testing.T) {
	for text, want := range map[string]string{
		"<log><!DOCTYPE x":      "a declaration that begins in line 1 has no end",
		"<log>\n<!-- for ever":  "a comment that begins in line 2 has no end",
		"<log>\n<![CDATA[ ever": "a CDATA section that begins in line 2 has no end",
	} {
		r, err := eventlog.NewReader(strings.NewReader(text), "l", eventlog.Options{})
		require.NoError(t, err)
		_, err = activities(r)
		require.NoError(t, err)
		problems := r.Report().Problems
		require.Len(t, problems, 2, "and the log is not closed")
		require.Equal(t, want, problems[0].Message)
	}
}
