package font

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode"

	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// maxFile is how large a font file may be, in bytes. The largest in common use,
// with all of East Asia at every weight, is about half as large.
const maxFile = 256 << 20

// file is a font file, read only as far as it takes to know what it has.
type file struct {
	path    string
	name    string // of the file: small letters and digits, for ranking
	members []member
	read    bool
}

// member is one font of a file; a collection has several.
type member struct {
	index    int
	family   string
	weight   float64
	slanted  bool
	variable bool
	cmap     gotext.Cmap
}

// open reads what a named file has.
func open(path string) (*file, error) {
	f := newFile(path)
	if err := f.describe(); err != nil {
		return nil, fmt.Errorf("font file %s: %w", path, plain(err))
	}
	if len(f.members) == 0 {
		return nil, fmt.Errorf("font file %s has no outlines that can be drawn", path)
	}
	return f, nil
}

func newFile(path string) *file { return &file{path: path, name: fileName(path)} }

// plain takes the name of the file out of an error of the system.
func plain(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// guard turns a panic in the reading of a foreign font into an error.
func guard(err *error) {
	if r := recover(); r != nil {
		*err = errors.New("this is no font that can be read")
	}
}

// loaders opens the file's fonts. The caller closes the file.
func (f *file) loaders() (*os.File, []*opentype.Loader, error) {
	in, err := os.Open(f.path)
	if err != nil {
		return nil, nil, err
	}
	info, err := in.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		err = errors.New("this is no file")
	case info.Size() > maxFile:
		err = fmt.Errorf("the file is larger than %d MB", maxFile>>20)
	default:
		err = checkTables(in, info.Size())
	}
	if err != nil {
		return nil, nil, errors.Join(err, in.Close())
	}
	list, err := opentype.NewLoaders(in)
	if err != nil {
		_ = in.Close()
		return nil, nil, errNoFont
	}
	return in, list, nil
}

// describe reads the names and the characters of the file's fonts, once.
func (f *file) describe() (err error) {
	if f.read {
		return nil
	}
	f.read = true
	defer guard(&err)
	in, list, err := f.loaders()
	if err != nil {
		return err
	}
	defer in.Close()
	var last error
	for i, l := range list {
		if !hasOutlines(l) {
			continue
		}
		m, err := describe(l)
		if err != nil {
			last = err
			continue
		}
		m.index = i
		f.members = append(f.members, m)
	}
	if len(f.members) == 0 {
		return last
	}
	return nil
}

func hasOutlines(l *opentype.Loader) bool {
	return slices.ContainsFunc([]string{"glyf", "CFF ", "CFF2"}, func(table string) bool {
		return l.HasTable(opentype.MustNewTag(table))
	})
}

func describe(l *opentype.Loader) (member, error) {
	raw, err := l.RawTable(opentype.MustNewTag("cmap"))
	if err != nil {
		return member{}, err
	}
	table, _, err := tables.ParseCmap(raw)
	if err != nil {
		return member{}, err
	}
	cmap, _, err := gotext.ProcessCmap(table, tables.FPNone)
	if err != nil {
		return member{}, err
	}
	d, _ := gotext.Describe(l, nil)
	return member{
		family: d.Family, weight: float64(d.Aspect.Weight), slanted: d.Aspect.Style == gotext.StyleItalic,
		variable: l.HasTable(opentype.MustNewTag("fvar")), cmap: cmap,
	}, nil
}

// load reads one font of the file whole. A variable font is set to the class.
func (f *file) load(i int, c class) (face *Face, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("font file %s: %w", f.path, plain(err))
		}
	}()
	defer guard(&err)
	in, list, err := f.loaders()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	m := f.members[i]
	if m.index >= len(list) {
		return nil, errors.New("the file has changed")
	}
	font, err := gotext.NewFont(list[m.index])
	if err != nil {
		return nil, err
	}
	real := gotext.NewFace(font)
	name := letters(m.family)
	if m.variable {
		real.SetVariations([]gotext.Variation{{Tag: opentype.MustNewTag("wght"), Value: float32(c.weight())}})
	}
	if m.variable && c == bold || m.weight >= 600 {
		name += "Bold"
	}
	face = newFace(name, real)
	face.weight = m.weight
	if m.variable {
		face.weight = c.weight()
	}
	return face, nil
}

// letters keeps the letters and digits that a PDF name may have as they are.
func letters(family string) string {
	name := strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return -1
	}, family)
	if name == "" {
		return "Font"
	}
	return name[:min(len(name), 60)]
}

// has says whether the font maps the character to a glyph.
func (m member) has(r rune) (has bool) {
	defer func() {
		if recover() != nil {
			has = false
		}
	}()
	id, ok := m.cmap.Lookup(r)
	return ok && id != 0
}
