package change

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/touchpoint"
)

// ends are the two touchpoints of a way; the second has no page for the end of
// the journey.
func (r *run) ends() (from, to target, err error) {
	if from, err = r.touchpoint(r.op.From); err != nil {
		return from, to, err
	}
	r.about(from)
	if r.op.To == touchpoint.End {
		if r.op.As == "link" || r.op.As == "recover" {
			return from, to, refuse("only a customer can leave: next, choice or then lead to the end")
		}
		return from, to, nil
	}
	if to, err = r.touchpoint(r.op.To); err != nil {
		return from, to, err
	}
	if r.op.As != "link" && from.include >= 0 && (to.page != from.page || to.include != from.include) {
		return from, to, refuse("%s is an included file, which cannot name what stands outside of it", from.page.file)
	}
	return from, to, nil
}

// count is how many values a key of a touchpoint has.
func count(n *yamltext.Node, key string) int {
	switch v := n.Get(key); {
	case v == nil || v.Kind == yamltext.Null:
		return 0
	case v.Kind == yamltext.Sequence:
		return len(v.Items)
	}
	return 1
}

func (r *run) link() error {
	from, to, err := r.ends()
	if err != nil {
		return err
	}
	n := from.page.node(from.page.spell(from.path))
	next := blueprint.Path{}.Key("next").At(count(n, "next"))
	switch r.op.As {
	case "", "next":
		if r.op.When != "" || r.op.Chance != "" {
			return r.choice(from, next)
		}
		if slices.ContainsFunc(from.t.Next, func(x touchpoint.Next) bool { return from.prefix+x.To == r.op.To || x.To == r.op.To }) {
			return refuse("there is such a way already")
		}
		return r.put(from, next, r.op.To)
	case "choice":
		if r.op.When == "" && r.op.Chance == "" {
			return refuse("a choice needs when or chance")
		}
		return r.choice(from, next)
	case "link":
		return r.line(from, to)
	case "recover":
		if r.op.Fail < 0 || r.op.Fail > len(from.t.Fails) {
			return refuse("%q has %d fail points; there is no number %d", r.op.From, len(from.t.Fails), r.op.Fail)
		}
		return r.put(from, blueprint.Path{}.Key("fails").At(r.op.Fail).Key("recover"), r.op.To)
	case "then":
		return r.put(from, blueprint.Path{}.Key("wait").Key("then"), r.op.To)
	}
	return refuse("a way cannot be %q; expected next, choice, link, recover or then", r.op.As)
}

func (r *run) choice(from target, at blueprint.Path) error {
	way := map[string]any{"to": r.op.To}
	if r.op.When != "" {
		way["when"] = r.op.When
	}
	if r.op.Chance != "" {
		way["chance"] = r.op.Chance
	}
	return r.put(from, at, way)
}

// line adds a link: to the file that both ends stand in, else to the
// blueprint's own.
func (r *run) line(from, to target) error {
	home, ids := from, []string{from.t.ID, to.t.ID}
	if from.page != to.page || from.include != to.include {
		var err error
		if home, err = r.at(nil, "blueprint"); err != nil {
			return err
		}
		ids = []string{r.op.From, r.op.To}
	}
	link := edit.Map{{Key: "from", Value: ids[0]}, {Key: "to", Value: ids[1]}}
	if r.op.Both {
		link = append(link, edit.Field{Key: "both", Value: true})
	}
	if r.op.Title != "" {
		link = append(link, edit.Field{Key: "title", Value: r.op.Title})
	}
	p := home.page
	links := blueprint.Path{}.Key("links")
	n := p.root().Get("links")
	if n == nil || n.Kind == yamltext.Null {
		if err := p.do(edit.Set(p.text, links, []any{}, blueprint.ShapeNamed(blueprint.Shapes(), "blueprint").Names()...)); err != nil {
			return err
		}
	}
	piece, err := edit.NewPiece(link)
	if err != nil {
		return err
	}
	return p.do(edit.Put(p.text, links, count(p.root(), "links"), piece))
}

func (r *run) unlink() error {
	from, to, err := r.ends()
	if err != nil {
		return err
	}
	p := from.page
	at := p.spell(from.path)
	target := touchpoint.End
	if to.page != nil {
		target = to.t.ID
		if from.include < 0 {
			target = r.op.To
		}
	}
	keys := map[string]string{"": "to", "next": "to", "choice": "to", "recover": "recover", "then": "then", "link": "link"}
	key, ok := keys[r.op.As]
	switch {
	case !ok:
		return refuse("a way cannot be %q; expected next, choice, link, recover or then", r.op.As)
	case key == "link":
		return r.unline(from, to)
	}
	for _, m := range p.mentions() {
		if m.key == key && m.id == target && below(m.path, at) {
			return p.drop(m.whole)
		}
	}
	return refuse("there is no such way")
}

func (r *run) unline(from, to target) error {
	for _, side := range []struct {
		file     string
		from, to string
	}{{from.page.file, from.t.ID, to.t.ID}, {r.files.Root, r.op.From, r.op.To}} {
		p, err := r.open(side.file)
		if err != nil {
			return err
		}
		for i, l := range p.own.Links {
			if l.From == side.from && l.To == side.to && (side.file == r.files.Root || from.include == to.include) {
				return p.drop(p.spell(blueprint.Path{}.Key("links").At(i)))
			}
		}
	}
	return refuse("there is no such link")
}
