package measure

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Answer is one row of survey or measurement data: what one customer said of one
// touchpoint, or what was measured there once. A nil field was left empty.
type Answer struct {
	Touchpoint string // id; empty: the whole service
	Title      string // what was asked, where several things were
	Persona    string // id; empty: not said
	Driver     touchpoint.Driver
	Dimension  touchpoint.Dimension
	Adequate   *float64
	Desired    *float64
	Perceived  *float64
	Importance *float64
	Emotion    *float64 // -2 to 2
	Time       *time.Duration
	Kano       KanoClass
	Line       int // where the row stands in the file
}

// Responses are the data of one survey's file, with what the blueprint says of
// the survey: who gathered it, at which listening post, and when.
type Responses struct {
	Survey  blueprint.Survey
	Index   int // into Blueprint.Surveys
	Answers []Answer
}

// MaxAnswers is how many rows of one file are read.
const MaxAnswers = 200_000

// ReadSurveys reads the files that the surveys of a blueprint name. Files are
// looked for in files, the folder of the blueprint, and below it, never outside:
//
//	root, err := os.OpenRoot(filepath.Dir(b.File()))
//	responses, err := measure.ReadSurveys(b, root.FS())
//
// Surveys without a file are left out. The error is a blueprint.Diagnostics with
// everything that is wrong in all files, each at its line and column; responses
// are then what could be understood.
func ReadSurveys(b *blueprint.Blueprint, files fs.FS) ([]Responses, error) {
	var out []Responses
	var found blueprint.Diagnostics
	for i, s := range b.Surveys {
		if s.File == "" {
			continue
		}
		at := blueprint.Path{}.Key("surveys").At(i).Key("file")
		text, name, err := openSurvey(files, s.File)
		if err != nil {
			found = append(found, blueprint.Diagnostic{Rule: "survey", Severity: blueprint.Error, Path: at, Range: b.Locate(at),
				Message: fmt.Sprintf("the data of the survey %q cannot be read: %s", s.Title, err), Hint: "name a CSV or YAML file in the folder of the blueprint"})
			continue
		}
		if dir := filepath.Dir(b.File()); b.File() != "" {
			name = filepath.Join(dir, filepath.FromSlash(name)) // as the user would open it
		}
		answers, wrong := readAnswers(text, name, b)
		out = append(out, Responses{Survey: s, Index: i, Answers: answers})
		found = append(found, wrong...)
	}
	return out, found.Err()
}

// ReadAnswers reads one file of answers. The name stands for it in messages; one
// that ends in .yaml or .yml is YAML, every other CSV. Ids of touchpoints and
// personas are checked against the blueprint, and titles of touchpoints are put
// into ids. The error is a blueprint.Diagnostics; answers are then the rows that
// could be understood.
func ReadAnswers(r io.Reader, name string, b *blueprint.Blueprint) ([]Answer, error) {
	text, err := io.ReadAll(io.LimitReader(r, blueprint.MaxBytes+1))
	if err != nil {
		return nil, blueprint.Diagnostics{{Rule: "survey", Severity: blueprint.Error, Range: blueprint.Range{Start: blueprint.Position{File: name}}, Message: "this cannot be read: " + err.Error()}}
	}
	answers, found := readAnswers(text, name, b)
	return answers, found.Err()
}

func readAnswers(text []byte, name string, b *blueprint.Blueprint) ([]Answer, blueprint.Diagnostics) {
	r := newAnswerReader(text, name, b)
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case len(text) > blueprint.MaxBytes:
		r.reportAt(textSpot{}, textSpot{}, fmt.Sprintf("this is larger than %d MiB, the most a survey may have", blueprint.MaxBytes>>20), "split it, or sum it up")
	case !utf8.Valid(text):
		r.reportAt(textSpot{}, textSpot{}, "this is not in UTF-8", `save it as "CSV UTF-8"`)
	case ext == ".yaml" || ext == ".yml":
		r.yaml()
	default:
		r.csv()
	}
	return r.answers, r.diagnostics()
}

// openSurvey reads a file that a blueprint names, and says under which name.
func openSurvey(files fs.FS, file string) ([]byte, string, error) {
	name := path.Clean(filepath.ToSlash(file))
	switch {
	case files == nil:
		return nil, "", errors.New("a blueprint that was not read from a folder has no files beside it")
	case path.IsAbs(filepath.ToSlash(file)) || filepath.IsAbs(file) || !fs.ValidPath(name):
		return nil, "", errors.New("it lies outside of the folder of the blueprint")
	}
	f, err := files.Open(name)
	if err != nil {
		return nil, "", plainFileError(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	switch info, err := f.Stat(); {
	case err != nil:
		return nil, "", plainFileError(err)
	case !info.Mode().IsRegular():
		return nil, "", errors.New("this is a folder or a device, not a file")
	}
	text, err := io.ReadAll(io.LimitReader(f, blueprint.MaxBytes+1))
	if err != nil {
		return nil, "", plainFileError(err)
	}
	return text, name, nil
}

func plainFileError(err error) error {
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("it may not be read")
	case errors.As(err, &at):
		return at.Err
	}
	return err
}
