package font

import (
	"encoding/binary"
	"errors"
	"io"
)

var errNoFont = errors.New("this is no TrueType or OpenType font")

// Bounds of what is read of a font file's directory; real ones stay far below.
const (
	maxFonts  = 256
	maxTables = 256
)

// checkTables makes sure that the tables of a font file lie in the file, since
// the reader of fonts takes their lengths for granted and would set aside as
// much memory as they say.
func checkTables(in io.ReaderAt, size int64) error {
	head, err := bytesAt(in, 0, 12)
	if err != nil {
		return errNoFont
	}
	if string(head[:4]) == "wOFF" || string(head[:4]) == "wOF2" {
		return errors.New("this is a web font (WOFF), which cannot be read: take its TrueType or OpenType file")
	}
	starts := []int64{0}
	if string(head[:4]) == "ttcf" {
		n := int(min(binary.BigEndian.Uint32(head[8:]), maxFonts+1))
		if n > maxFonts {
			return errNoFont
		}
		list, err := bytesAt(in, 12, 4*n)
		if err != nil {
			return errNoFont
		}
		starts = nil
		for ; len(list) > 0; list = list[4:] {
			starts = append(starts, int64(binary.BigEndian.Uint32(list)))
		}
	}
	for _, start := range starts {
		if err := checkFont(in, start, size); err != nil {
			return err
		}
	}
	return nil
}

func checkFont(in io.ReaderAt, start, size int64) error {
	head, err := bytesAt(in, start, 12)
	if err != nil {
		return errNoFont
	}
	switch string(head[:4]) {
	case "\x00\x01\x00\x00", "true", "OTTO":
	default:
		return errNoFont
	}
	n := int(binary.BigEndian.Uint16(head[4:]))
	if n > maxTables {
		return errNoFont
	}
	tables, err := bytesAt(in, start+12, 16*n)
	if err != nil {
		return errNoFont
	}
	for ; len(tables) > 0; tables = tables[16:] {
		offset, length := int64(binary.BigEndian.Uint32(tables[8:])), int64(binary.BigEndian.Uint32(tables[12:]))
		if offset+length > size {
			return errors.New("the font is cut off: a part of it lies beyond the end of the file")
		}
	}
	return nil
}

func bytesAt(in io.ReaderAt, at int64, n int) ([]byte, error) {
	b := make([]byte, n)
	if got, err := in.ReadAt(b, at); got < n {
		return nil, err
	}
	return b, nil
}
