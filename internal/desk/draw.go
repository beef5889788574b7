package desk

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
	"github.com/servicemoments/moments/render/view"
)

// drawing is a picture as the page gets it.
type drawing struct {
	Rev     string `json:"rev"`     // of the texts that it shows
	Version int    `json:"version"` // of the document, when it was drawn
	Stale   bool   `json:"stale"`   // it is the last good one: the file has errors now
	Partial bool   `json:"partial"` // there was never a good one: it shows what could be read
	SVG     string `json:"svg"`     // empty: there is nothing to show
	Problem string `json:"problem"` // why the view cannot be drawn
	Layers  []laid `json:"layers"`  // that can be laid over it
	board
}

// laid is a layer that can be switched.
type laid struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// wanted says which picture is asked for.
type wanted struct {
	view, language string
	layers         []string // ids
}

// draw draws a document, or the last good state of it.
func (d *Desk) draw(doc *document, want wanted) (drawing, error) {
	v, ok := d.viewNamed(want.view)
	if !ok {
		return drawing{}, fmt.Errorf("there is no view %q", want.view)
	}
	s := doc.state()
	shown, out := s.now, drawing{Version: s.version}
	switch {
	case s.now.broken() && s.good != nil:
		shown, out.Stale = s.good, true
	case s.now.blueprint == nil:
		out.Rev = s.now.rev
		return out, nil
	case s.now.broken():
		out.Partial = true
	}
	key := fmt.Sprintf("%s\x00%d\x00%s\x00%s\x00%s\x00%s", doc.name, s.version, shown.rev, v.Name, want.language, strings.Join(want.layers, ","))
	if known, ok := d.drawn.get(key); ok {
		return known, nil
	}
	out.Rev = shown.rev
	o := view.Options{Language: want.language, Hide: []view.Part{view.PartTitle}}
	if len(want.layers) > 0 {
		for _, l := range d.layers(doc, want.language) {
			if slices.Contains(want.layers, l.ID) {
				o.Layers = append(o.Layers, l)
			}
		}
	}
	s2, err := v.Draw(shown.blueprint, o)
	if err != nil {
		out.Problem = err.Error()
		d.drawn.put(key, out)
		return out, nil //nolint:nilerr // the page says why there is no picture
	}
	if out.SVG, err = written(s2); err != nil {
		return drawing{}, err
	}
	out.board = d.boardOf(shown.blueprint)
	d.drawn.put(key, out)
	return out, nil
}

// layers are what can be laid over the pictures of a document. They take longer
// than a picture does, so they are computed when somebody asks, and once.
func (d *Desk) layers(doc *document, language string) []layer.Layer {
	s := doc.state()
	if d.o.Layers == nil || s.good == nil {
		return nil
	}
	key := fmt.Sprintf("%d\x00%s", s.version, language)
	doc.laying.Lock()
	defer doc.laying.Unlock()
	if doc.laidFor != key {
		doc.laid, doc.laidFor = d.o.Layers(d.file(doc.name), s.good.blueprint, language), key
	}
	return doc.laid
}

func written(s *scene.Scene) (string, error) {
	var out bytes.Buffer
	if err := svg.Write(&out, s, svg.Options{IDPrefix: "t-"}); err != nil {
		return "", err
	}
	return withoutStyle(out.String()), nil
}

func (d *Desk) viewNamed(name string) (view.View, bool) {
	for i, v := range d.o.Views {
		if v.Name == name || name == "" && i == 0 {
			return v, true
		}
	}
	return view.View{}, false
}

// maxDrawn bounds the pictures that are kept: several pages may look at the same
// one, and a page turns back to a view.
const maxDrawn = 24

// drawnCache keeps the last pictures. The zero value is ready.
type drawnCache struct {
	lock sync.Mutex
	list []kept // the last asked for last
}

type kept struct {
	key string
	drawing
}

func (c *drawnCache) get(key string) (drawing, bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	i := slices.IndexFunc(c.list, func(k kept) bool { return k.key == key })
	if i < 0 {
		return drawing{}, false
	}
	k := c.list[i]
	c.list = append(slices.Delete(c.list, i, i+1), k)
	return k.drawing, true
}

func (c *drawnCache) put(key string, x drawing) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.list = append(c.list, kept{key, x})
	if len(c.list) > maxDrawn {
		c.list = slices.Delete(c.list, 0, 1)
	}
}
