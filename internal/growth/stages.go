package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/render"
)

// stage is a part of the work: what it does with a blueprint and the text it was
// read from. A stage is a value in a list.
type stage struct {
	name string
	do   func(b *blueprint.Blueprint, text string) error
}

// stages are reading, checking, formatting, each view, and each format that is made
// of lines and words. Pixels are another matter: their number decides.
func stages() []stage {
	out := []stage{
		{"read", func(_ *blueprint.Blueprint, text string) error {
			_, err := blueprint.Read(strings.NewReader(text), "board.yaml")
			return err
		}},
		{"graph", func(b *blueprint.Blueprint, _ string) error {
			b.Graph()
			return nil
		}},
		{"check", func(b *blueprint.Blueprint, _ string) error {
			_ = lint.Run(b, lint.Options{})
			return nil
		}},
		{"fmt", func(_ *blueprint.Blueprint, text string) error {
			_, err := edit.Format([]byte(text))
			return err
		}},
		{"write", func(b *blueprint.Blueprint, _ string) error { return b.Write(io.Discard) }},
	}
	for _, v := range render.Views() {
		if v.Name == "network" {
			continue // Graphviz lays it out, within its time limit
		}
		out = append(out, draw("view "+v.Name, render.Options{View: v.Name}))
	}
	for _, f := range render.Formats() {
		if f.Name == "png" || f.Name == render.Formats()[0].Name {
			continue // every view above is written as SVG, the first
		}
		out = append(out, draw("format "+f.Name, render.Options{Format: f.Name, NoSystemFonts: true}))
	}
	return out
}

func draw(name string, o render.Options) stage {
	return stage{name, func(b *blueprint.Blueprint, _ string) error {
		if err := render.Render(io.Discard, b, o); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	}}
}
