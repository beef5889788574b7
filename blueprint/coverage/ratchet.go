package coverage

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// Ratchet is the coverage that was reached once and may not be fallen below. The
// zero value holds nothing.
type Ratchet struct {
	Format    string    `json:"format"` // "moments-ratchet/1"
	Blueprint string    `json:"blueprint"`
	Reached   []Reached `json:"reached"`
}

// Reached is what one criterion has come to.
type Reached struct {
	Criterion string `json:"criterion"`
	Covered   int    `json:"covered"`
	Total     int    `json:"total"`
}

const (
	ratchetFormat = "moments-ratchet/1"
	maxRatchet    = 1 << 20
)

// Check lists the criteria that have fallen below what was reached. One that has
// nothing left to cover has fallen, too. The error says that the ratchet is of
// another blueprint.
func (r *Ratchet) Check(result *Result) ([]Shortfall, error) {
	if len(r.Reached) > 0 && r.Blueprint != result.Blueprint {
		return nil, fmt.Errorf("the ratchet is of the blueprint %q, the coverage of %q", r.Blueprint, result.Blueprint)
	}
	var out []Shortfall
	for _, have := range r.Reached {
		s, ok := result.Score(have.Criterion)
		if !ok {
			return nil, fmt.Errorf("%s was not measured", have.Criterion)
		}
		want := fmt.Sprintf("%s as reached before (%d of %d)", percentText(100*float64(have.Covered)/float64(have.Total)), have.Covered, have.Total)
		switch {
		case s.Total == 0:
			out = append(out, Shortfall{s, want, true})
		case s.Covered*have.Total < have.Covered*s.Total:
			out = append(out, Shortfall{s, want, false})
		}
	}
	return out, nil
}

// Raise takes in what is better than before: criteria that were not known, and
// higher shares. Nothing is lowered. It tells whether anything changed.
func (r *Ratchet) Raise(result *Result) bool {
	if r.Blueprint != result.Blueprint {
		*r = Ratchet{Blueprint: result.Blueprint}
	}
	r.Format = ratchetFormat
	changed := false
	for k, s := range result.Criteria {
		if s.Total == 0 {
			continue
		}
		now := Reached{s.Name, s.Covered, s.Total}
		i := slices.IndexFunc(r.Reached, func(x Reached) bool { return x.Criterion == s.Name })
		switch {
		case i < 0:
			r.Reached = slices.Insert(r.Reached, min(k, len(r.Reached)), now)
		case s.Covered*r.Reached[i].Total > r.Reached[i].Covered*s.Total:
			r.Reached[i] = now
		default:
			continue
		}
		changed = true
	}
	return changed
}

// Write writes the ratchet as JSON, a few lines to be kept beside the blueprint.
func (r *Ratchet) Write(w io.Writer) error {
	out := *r
	out.Format = ratchetFormat
	text, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// ReadRatchet reads what [Ratchet.Write] writes; name stands for it in messages.
func ReadRatchet(in io.Reader, name string) (*Ratchet, error) {
	text, err := io.ReadAll(io.LimitReader(in, maxRatchet+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxRatchet {
		return nil, fmt.Errorf("%s: a ratchet has at most %d bytes", name, maxRatchet)
	}
	var r Ratchet
	if err := strictly(text, &r); err != nil {
		return nil, fmt.Errorf("%s:%s", name, err.place(string(text)))
	}
	var wrong []string
	if r.Format != ratchetFormat {
		wrong = append(wrong, fmt.Sprintf("%s: format is %q: expected %q", name, r.Format, ratchetFormat))
	}
	names := CriterionNames()
	for _, x := range r.Reached {
		if !slices.Contains(names, x.Criterion) {
			wrong = append(wrong, name+": "+unknownCriterion(x.Criterion, names))
		}
		if x.Covered < 0 || x.Total < 1 || x.Covered > x.Total || x.Total > 1<<30 {
			wrong = append(wrong, fmt.Sprintf("%s: %s: %d of %d is no share", name, x.Criterion, x.Covered, x.Total))
		}
	}
	if len(wrong) > 0 {
		return nil, errors.New(strings.Join(wrong, "\n"))
	}
	return &r, nil
}

// LoadRatchet reads a ratchet from a file; one that does not exist yet holds
// nothing.
func LoadRatchet(path string) (*Ratchet, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &Ratchet{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadRatchet(f, path)
}

// Save writes the ratchet to a file, all of it or nothing.
func (r *Ratchet) Save(path string) error { return save(path, r.Write) }
