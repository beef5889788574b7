package font

import (
	"cmp"
	"io"
	"io/fs"
	"log"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/fontscan"
)

// maxFiles is how many font files of a system are looked at, in the order of
// their folders and names.
const maxFiles = 4000

// systemFiles lists the font files of the system. It opens none.
func systemFiles() []*file {
	folders, err := fontscan.DefaultFontDirectories(log.New(io.Discard, "", 0))
	if err != nil {
		return nil
	}
	return filesIn(folders)
}

func filesIn(folders []string) []*file {
	var files []*file
	seen := map[string]bool{}
	for _, folder := range folders {
		if real, err := filepath.EvalSymlinks(folder); err == nil {
			folder = real
		}
		_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case len(files) >= maxFiles:
				return fs.SkipAll
			case err != nil && entry != nil && entry.IsDir():
				return fs.SkipDir
			case err != nil || entry.IsDir() || seen[path] || !isFont(path):
				return nil
			}
			seen[path] = true
			files = append(files, newFile(path))
			return nil
		})
	}
	return files
}

func isFont(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".ttf", ".otf", ".ttc", ".otc":
		return !strings.Contains(fileName(path), "lastresort") && !strings.Contains(fileName(path), "adobeblank")
	}
	return false
}

// fileName is the name of a file in small letters and digits.
func fileName(path string) string {
	base := filepath.Base(path)
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSuffix(base, filepath.Ext(base)))
}

// families are calm sans-serif faces by the beginning of their file names, the
// ones that go best with the Go fonts first.
var families = [...]string{
	"notosanscjk", "sourcehansans", "pingfang", "hiraginosans", "applesdgothic", "msyh", "msjh", "yugoth", "meiryo", "malgun",
	"notosans", "wqymicrohei", "wqyzenhei", "droidsansfallback", "simhei", "dejavusans", "segoeui", "arialunicode", "freesans", "symbola",
}

// odd are parts of the names of faces that stand out among sans-serif words.
var odd = [...]string{"mono", "serif", "italic", "oblique", "condensed", "narrow", "math", "unifont", "display", "music"}

// strokes are the names of weights. A longer name goes before one it holds.
var strokes = [...]struct {
	name   string
	weight float64
}{
	{"extralight", 200}, {"demilight", 350}, {"semilight", 350}, {"light", 300}, {"thin", 100}, {"medium", 500},
	{"semibold", 600}, {"demibold", 600}, {"extrabold", 800}, {"bold", 700}, {"black", 900}, {"heavy", 900},
}

// rank says how well a file's name goes with what is wanted; less is better.
type rank struct {
	odd, family, region int
	weight              float64
}

func rankOf(f *file, w want) rank {
	r := rank{family: len(families), weight: math.Abs(400 - w.class.weight())}
	for i, prefix := range families {
		if rest, ok := strings.CutPrefix(f.name, prefix); ok {
			r.family = i
			r.region = w.region.mismatch(prefixRegion(rest))
			break
		}
	}
	for _, part := range odd {
		if strings.Contains(f.name, part) {
			r.odd = 1
		}
	}
	for _, s := range strokes {
		if strings.Contains(f.name, s.name) {
			r.weight = math.Abs(s.weight - w.class.weight())
			break
		}
	}
	return r
}

// ranked lists the files, the best first. The order depends on the names alone.
func ranked(files []*file, w want) []*file {
	type entry struct {
		rank
		*file
	}
	list := make([]entry, len(files))
	for i, f := range files {
		list[i] = entry{rankOf(f, w), f}
	}
	slices.SortFunc(list, func(a, b entry) int {
		return cmp.Or(
			cmp.Compare(a.odd, b.odd), cmp.Compare(a.rank.family, b.rank.family), cmp.Compare(a.rank.region, b.rank.region),
			cmp.Compare(a.rank.weight, b.rank.weight), cmp.Compare(a.name, b.name), cmp.Compare(a.path, b.path),
		)
	})
	sorted := make([]*file, len(list))
	for i, e := range list {
		sorted[i] = e.file
	}
	return sorted
}

// fitting lists the file's fonts that have the character, the best first.
func (f *file) fitting(w want) []int {
	if f.describe() != nil {
		return nil
	}
	var list []int
	for i, m := range f.members {
		if m.has(w.r) {
			list = append(list, i)
		}
	}
	f.sort(list, w)
	return list
}

// best is the font of the file that goes best with what is wanted, whatever
// characters it has.
func (f *file) best(w want) int {
	list := make([]int, len(f.members))
	for i := range list {
		list[i] = i
	}
	f.sort(list, w)
	return list[0]
}

// sort puts those of the file's fonts first that go best with what is wanted.
func (f *file) sort(list []int, w want) {
	badness := func(i int) (region, style int, weight float64) {
		m := f.members[i]
		if m.slanted || strings.Contains(m.family, "Mono") {
			style = 1
		}
		if !m.variable {
			weight = math.Abs(m.weight - w.class.weight())
		}
		return w.region.mismatch(familyRegion(m.family)), style, weight
	}
	slices.SortStableFunc(list, func(i, k int) int {
		ri, si, wi := badness(i)
		rk, sk, wk := badness(k)
		return cmp.Or(cmp.Compare(si, sk), cmp.Compare(ri, rk), cmp.Compare(wi, wk))
	})
}
