package diagram

import (
	"bytes"
	"errors"

	"github.com/servicemoments/moments/blueprint"
)

// finish completes a blueprint and makes sure that it is one.
func (s *source) finish(b *blueprint.Blueprint, title string) (*blueprint.Blueprint, error) {
	if b.Title == "" {
		b.Title = title
	}
	if len(b.Phases) == 0 {
		return nil, errors.New("there is nothing in this diagram that could be a touchpoint")
	}
	b.Complete()
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		return nil, err
	}
	return blueprint.Read(&out, "")
}
