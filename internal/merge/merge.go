// Package merge brings two changes of one text together, line by line, as
// diff3 does.
//
// What comes in are the text that both changes began with and what each made of
// it; what goes out is one text where the changes lie apart, and the places with
// both sides where they do not. Lines keep their bytes: line ends of any kind, a
// last line without one.
package merge

import (
	"bytes"
	"slices"
)

// Part is a stretch of the merged text: lines that are settled, or a conflict.
type Part struct {
	// Text are the lines of a part that is settled.
	Text []byte
	// Conflict holds both sides of one that is not, else it is nil.
	Conflict *Conflict
}

// Conflict is a stretch that both sides have changed, each in its own way.
type Conflict struct {
	Base, Mine, Theirs Lines
}

// Lines is a stretch of lines of one text.
type Lines struct {
	From int // number of the first line, from 1; where there is none, of the line that follows
	Text []byte
}

// Result is what two changes of a text come to, part by part.
type Result []Part

// Text is the merged text; ok is false where there are conflicts.
func (r Result) Text() (text []byte, ok bool) {
	if len(r.Conflicts()) > 0 {
		return nil, false
	}
	return r.Choose(nil), true
}

// Conflicts lists the conflicts in their order.
func (r Result) Conflicts() []*Conflict {
	var out []*Conflict
	for _, p := range r {
		if p.Conflict != nil {
			out = append(out, p.Conflict)
		}
	}
	return out
}

// Choose is the merged text with what choose says for each conflict: one side,
// both, or something new. A line that lacks its end gets one where more follows.
func (r Result) Choose(choose func(*Conflict) []byte) []byte {
	var out []byte
	for _, p := range r {
		text := p.Text
		if p.Conflict != nil {
			text = choose(p.Conflict)
		}
		if n := len(out); n > 0 && out[n-1] != '\n' && len(text) > 0 {
			out = append(out, lineEnd(out, text)...)
		}
		out = append(out, text...)
	}
	return out
}

// lineEnd is the line end that a text uses, else that of the one behind it.
func lineEnd(texts ...[]byte) string {
	for _, t := range texts {
		if i := bytes.IndexByte(t, '\n'); i > 0 && t[i-1] == '\r' {
			return "\r\n"
		} else if i >= 0 {
			return "\n"
		}
	}
	return "\n"
}

// Three merges what two sides have made of a text. Where both made the same
// change it is made once. Changes of neighbouring lines lie apart, but lines that
// are added where the other side has changed something are a conflict: whether
// they still belong there is not known.
func Three(base, mine, theirs []byte) Result {
	switch {
	case bytes.Equal(base, mine) || bytes.Equal(mine, theirs):
		return settled(theirs)
	case bytes.Equal(base, theirs):
		return settled(mine)
	}
	m := merger{base: split(base), mine: split(mine), theirs: split(theirs)}
	m.run(changes(base, mine), changes(base, theirs))
	return m.out
}

func settled(text []byte) Result {
	if len(text) == 0 {
		return nil
	}
	return Result{{Text: slices.Clone(text)}}
}

// merger walks through the changes of both sides by the lines of the base.
type merger struct {
	base, mine, theirs [][]byte
	out                Result
}

func (m *merger) run(a, b []change) {
	at := 0                        // lines of the base that are done
	shiftMine, shiftTheirs := 0, 0 // how much further on a line of the base stands there
	for len(a) > 0 || len(b) > 0 {
		from := len(m.base) + 1
		if len(a) > 0 {
			from = a[0].from
		}
		if len(b) > 0 {
			from = min(from, b[0].from)
		}
		to := from
		mineShift, theirsShift := shiftMine, shiftTheirs
		inMine, inTheirs := false, false
		for {
			started := inMine || inTheirs
			joins := func(c change) bool {
				return c.from < to || c.from == to && (!started || from == to || c.from == c.to)
			}
			switch {
			case len(a) > 0 && joins(a[0]):
				to, mineShift, inMine = max(to, a[0].to), mineShift+a[0].grows(), true
				a = a[1:]
				continue
			case len(b) > 0 && joins(b[0]):
				to, theirsShift, inTheirs = max(to, b[0].to), theirsShift+b[0].grows(), true
				b = b[1:]
				continue
			}
			break
		}
		m.settle(m.base[at:from])
		c := &Conflict{
			Base:   lines(m.base, from, to),
			Mine:   lines(m.mine, from+shiftMine, to+mineShift),
			Theirs: lines(m.theirs, from+shiftTheirs, to+theirsShift),
		}
		switch {
		case !inTheirs || bytes.Equal(c.Mine.Text, c.Theirs.Text):
			m.settle([][]byte{c.Mine.Text})
		case !inMine:
			m.settle([][]byte{c.Theirs.Text})
		default:
			m.out = append(m.out, Part{Conflict: c})
		}
		at, shiftMine, shiftTheirs = to, mineShift, theirsShift
	}
	m.settle(m.base[at:])
}

func lines(text [][]byte, from, to int) Lines {
	return Lines{From: from + 1, Text: bytes.Join(text[from:to], nil)}
}

// settle adds lines to what is settled.
func (m *merger) settle(lines [][]byte) {
	text := bytes.Join(lines, nil)
	if len(text) == 0 {
		return
	}
	if n := len(m.out); n > 0 && m.out[n-1].Conflict == nil {
		m.out[n-1].Text = append(m.out[n-1].Text, text...)
		return
	}
	m.out = append(m.out, Part{Text: text})
}

// split cuts a text into lines with their ends.
func split(text []byte) [][]byte {
	out := bytes.SplitAfter(text, []byte("\n"))
	if len(out[len(out)-1]) == 0 {
		out = out[:len(out)-1]
	}
	return out
}
