package edit

import (
	"slices"
	"strings"
)

// segment is a stretch of a text that was edited: bytes of the text as it was,
// or new text.
type segment struct {
	from, to int
	text     string // where it is new; from and to are equal then
}

func (s segment) size() int { return s.to - s.from + len(s.text) }

func (s segment) cut(a, b int) segment {
	if s.text != "" {
		return segment{s.from, s.from, s.text[a:b]}
	}
	return segment{s.from + a, s.from + b, ""}
}

// Compose makes one list of edits of two, of which the second means the text
// that the first one leaves. What both take away and put back is left out.
func Compose(src []byte, first, second []Edit) ([]Edit, error) {
	after, err := Apply(src, first)
	if err != nil {
		return nil, err
	}
	if _, err := Apply(after, second); err != nil {
		return nil, err
	}
	segments := edited(edited([]segment{{0, len(src), ""}}, first), second)
	var out []Edit
	at := 0
	var fresh strings.Builder
	flush := func(to int) {
		if e, ok := least(src, Edit{at, to, fresh.String()}); ok {
			out = append(out, e)
		}
		fresh.Reset()
	}
	for _, s := range append(segments, segment{len(src), len(src), ""}) {
		switch {
		case s.text != "":
			fresh.WriteString(s.text)
		case s.to > s.from || s.from == len(src):
			flush(s.from)
			at = s.to
		}
	}
	return out, nil
}

// edited applies edits to a text that is given in segments.
func edited(segments []segment, edits []Edit) []segment {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, inOrder)
	var out []segment
	i, offset := 0, 0 // the segment that is next, and how much of it is done
	at := 0
	copyTo := func(end int, keep bool) {
		for at < end && i < len(segments) {
			n := min(end-at, segments[i].size()-offset)
			if keep && n > 0 {
				out = append(out, segments[i].cut(offset, offset+n))
			}
			at, offset = at+n, offset+n
			if offset == segments[i].size() {
				i, offset = i+1, 0
			}
		}
	}
	for _, e := range sorted {
		copyTo(e.Start, true)
		if e.Text != "" {
			out = append(out, segment{text: e.Text})
		}
		copyTo(e.End, false)
	}
	for ; i < len(segments); i, offset = i+1, 0 {
		if s := segments[i].cut(offset, segments[i].size()); s.size() > 0 {
			out = append(out, s)
		}
	}
	return out
}

// least leaves out of an edit what it takes away and puts back, in whole
// characters; ok is false for one that changes nothing.
func least(src []byte, e Edit) (_ Edit, ok bool) {
	for e.Start < e.End && e.Text != "" && src[e.Start] == e.Text[0] {
		e.Start, e.Text = e.Start+1, e.Text[1:]
	}
	for e.Start < e.End && e.Text != "" && src[e.End-1] == e.Text[len(e.Text)-1] {
		e.End, e.Text = e.End-1, e.Text[:len(e.Text)-1]
	}
	for e.Start > 0 && (half(src, e.Start) || half(e.Text, 0)) {
		e.Start, e.Text = e.Start-1, string(src[e.Start-1:e.Start])+e.Text
	}
	for half(src, e.End) {
		e.End, e.Text = e.End+1, e.Text+string(src[e.End:e.End+1])
	}
	return e, e.Start != e.End || e.Text != ""
}

// half tells whether a text goes on, at a byte, with a character that began
// before it.
func half[T string | []byte](s T, i int) bool { return i < len(s) && s[i]&0xc0 == 0x80 }

// Invert gives the edits that undo edits of a text; their places mean the text
// after them.
func Invert(src []byte, edits []Edit) []Edit {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, inOrder)
	out := make([]Edit, 0, len(sorted))
	shift := 0
	for _, e := range sorted {
		out = append(out, Edit{e.Start + shift, e.Start + shift + len(e.Text), string(src[e.Start:e.End])})
		shift += len(e.Text) - (e.End - e.Start)
	}
	return out
}
