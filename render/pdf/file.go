package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
)

// file is the objects of a PDF file in the order of their numbers.
type file struct{ objects [][]byte }

// ref names an object.
type ref string

func (f *file) reserve() ref { return f.add("") }

func (f *file) add(object string) ref {
	f.objects = append(f.objects, []byte(object))
	return ref(strconv.Itoa(len(f.objects)) + " 0 R")
}

// set gives a reserved object what it is.
func (f *file) set(r ref, object string) {
	n, _, _ := strings.Cut(string(r), " ")
	i, _ := strconv.Atoi(n)
	f.objects[i-1] = []byte(object)
}

// stream adds compressed bytes, with what else its dictionary says.
func (f *file) stream(more string, data []byte) ref {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(data) // a buffer never fails
	_ = z.Close()
	var b bytes.Buffer
	fmt.Fprintf(&b, "<< /Length %d /Filter /FlateDecode%s >>\nstream\n", packed.Len(), more)
	b.Write(packed.Bytes())
	b.WriteString("\nendstream")
	f.objects = append(f.objects, b.Bytes())
	return ref(strconv.Itoa(len(f.objects)) + " 0 R")
}

// write puts the file together. It bears no date, and its identity follows from
// what it holds, so that the same document is the same bytes.
func (f *file) write(w io.Writer, catalog, info ref) error {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(f.objects))
	for i, o := range f.objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	id := fmt.Sprintf("<%x>", sha256.Sum256(b.Bytes()))[:33] + ">"
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root %s /Info %s /ID [%s %s] >>\nstartxref\n%d\n%%%%EOF\n",
		len(f.objects)+1, catalog, info, id, id, table)
	_, err := w.Write(b.Bytes())
	return err
}

// number writes v with at most three decimals, as short as it goes. What is no
// number is 0.
func number(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	v = math.Round(v*1000) / 1000
	if v == 0 {
		return "0" // not -0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// text writes a string that people read.
func text(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	b.WriteString(utf16Hex(s))
	b.WriteString(">")
	return b.String()
}

func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}
