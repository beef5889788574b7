package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/examples"
	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/render/graphviz"
)

// rooms are the examples that the gallery shows from every side.
func rooms() []room {
	return []room{
		{"telecom-hall", "light", "A visit to a telecom service hall, as customers of three tiers live through it."},
		{"telecom-hall-zh", "dark", "The same hall in Chinese, on a dark ground."},
		{"luxury-hotel", "light", "A stay at a luxury hotel."},
		{"hot-pot-restaurant", "dark", "An evening at a hot-pot restaurant, on a dark ground."},
	}
}

type room struct{ example, theme, says string }

// extras are what some views can besides.
func extras() []extra {
	return []extra{
		{"luxury-hotel", "flower", "flower-beside", "Two services side by side: the luxury hotel and a budget motel.", "--beside examples/budget-motel/blueprint.yaml",
			func(o *render.Options) (err error) { o.Beside, err = example("budget-motel"); return err }},
		{"telecom-hall", "cycle", "cycle-behind", "What stands backstage behind each moment, on an inner ring.", "--behind",
			func(o *render.Options) error { o.Behind = true; return nil }},
		{"telecom-hall", "blueprint", "wrapped", "A long board goes on below, at a phase.", "--wrap 8",
			func(o *render.Options) error { o.Wrap = 8; return nil }},
		{"overnight-hotel", "blueprint", "high-contrast", "High contrast.", "--theme high-contrast",
			func(o *render.Options) error { o.Theme = "high-contrast"; return nil }},
		{"overnight-hotel", "blueprint", "print", "For black-and-white paper.", "--theme print",
			func(o *render.Options) error { o.Theme = "print"; return nil }},
	}
}

type extra struct {
	example, view, file, says, flags string
	set                              func(*render.Options) error
}

// galleryPage shows every view of some examples, with the pictures.
func galleryPage() ([]page, error) {
	var b bytes.Buffer
	b.WriteString(generated + "# Gallery\n\nEvery [view](views.md) of a few [examples](../examples/), each drawn from one page of YAML. `make gallery` draws them all.\n")
	var pages []page
	for _, r := range rooms() {
		bp, err := example(r.example)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s Its source: [examples/%s](../examples/%s/).\n", bp.Title, r.says, r.example, r.example)
		for _, v := range render.Views() {
			p, err := picture(bp, r.example+"-"+v.Name, render.Options{View: v.Name, Theme: r.theme})
			if err != nil {
				return nil, err
			}
			pages = append(pages, p)
			flags := ""
			if v.Name != render.Views()[0].Name {
				flags += " --view " + v.Name
			}
			if r.theme != render.Themes()[0].Name {
				flags += " --theme " + r.theme
			}
			fmt.Fprintf(&b, "\n### %s\n\n%s\n\n", v.Title, v.Doc)
			show(&b, p, bp.Title+": "+v.Title, flags, r.example)
		}
	}
	b.WriteString("\n## And besides\n")
	for _, e := range extras() {
		bp, err := example(e.example)
		if err != nil {
			return nil, err
		}
		o := render.Options{View: e.view}
		if err := e.set(&o); err != nil {
			return nil, err
		}
		p, err := picture(bp, e.example+"-"+e.file, o)
		if err != nil {
			return nil, err
		}
		pages = append(pages, p)
		flags := " " + e.flags
		if e.view != render.Views()[0].Name {
			flags = " --view " + e.view + flags
		}
		fmt.Fprintf(&b, "\n%s\n\n", e.says)
		show(&b, p, bp.Title+": "+e.says, flags, e.example)
	}
	return append([]page{{"docs/gallery.md", b.Bytes()}}, pages...), nil
}

func picture(b *blueprint.Blueprint, name string, o render.Options) (page, error) {
	o.Layouter = graphviz.Layouter{}
	var out bytes.Buffer
	err := render.Render(&out, b, o)
	return page{"docs/gallery/" + name + ".svg", out.Bytes()}, err
}

// show writes a picture with the command that draws it.
func show(b *bytes.Buffer, p page, alt, flags, example string) {
	file := strings.TrimPrefix(p.path, "docs/")
	fmt.Fprintf(b, "```sh\nmoments render%s examples/%s/blueprint.yaml -o %s\n```\n\n[![%s](%s)](%s)\n",
		flags, example, strings.TrimPrefix(file, "gallery/"), cell(alt), file, file)
}

func example(name string) (*blueprint.Blueprint, error) {
	e, err := examples.Open(name)
	if err != nil {
		return nil, err
	}
	return blueprint.Read(bytes.NewReader(e.Text), name+".yaml")
}
