// Package svg writes a scene as an SVG picture.
//
// The picture stands alone: real text, no scripts, nothing fetched. It says what
// is what, so that style sheets, scripts and checks can rely on it: every thing
// is a group with a data-role.
//
//   - touchpoint: data-id, data-lane, data-kind, data-step, data-detour where it
//     is one; one rect, its box; the id of the element is the touchpoint's
//   - lane: data-id, data-kind, the first rect is its area; column: data-id, the
//     rect is its area; phase and line: data-id; evidence: data-step
//   - way: data-from, data-to, data-origin (implied, written, recovery); link:
//     data-from, data-to; one path each; data-part (begin, end) where it goes on
//     in another strip
//   - label: data-of, data-from, data-to; choice: data-of; mark: data-of and
//     data-mark (moment, fail, wait, service, channel, see, end, onward; on a
//     cycle also begin and encounter; of a layer value, bottleneck, departure
//     and waived)
//   - what a layer says: data-layer, the layer's id, data-value and data-tone
//     (good, fair, poor, absent) on its marks, on ways, and, of the first layer
//     that knows it, on a touchpoint; data-layer on its part of the legend
//   - in a flower the core and each petal have data-service; in a curve each line
//     has data-persona, and each expectation data-expectation, the id of its
//     touchpoint
//   - title, legend
//
// Colours are written twice, as plain attributes for every reader and as CSS
// variables that a page may set anew:
//
//	.moments { --moments-ink: #333; --moments-customer: teal }
package svg

import (
	"bufio"
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/servicemoments/moments/render/internal/href"
	"github.com/servicemoments/moments/render/scene"
)

// Options say how a scene is written. The zero value is a good choice.
type Options struct {
	Theme    scene.Theme // zero is [scene.Light]
	Fonts    []string    // faces that the words were measured in: they go before those of the theme
	IDPrefix string      // goes before every id, for several pictures in one page
}

// fonts is what the words are set in: faces that are wide-spread on each system,
// with Chinese ones behind the Latin ones.
const fonts = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"

// generic are the names of faces that are written without quotes.
var generic = [...]string{"serif", "sans-serif", "monospace", "cursive", "system-ui", "ui-serif", "ui-sans-serif", "ui-rounded", "ui-monospace"}

// Families is the value of font-family in a style sheet for faces that are
// wanted, with the usual ones behind them. What is no [scene.FontName] is left
// out.
func Families(wanted ...string) string {
	var out strings.Builder
	for _, name := range wanted {
		switch {
		case !scene.FontName(name):
			continue
		case slices.Contains(generic[:], name):
			out.WriteString(name + ", ")
		default:
			out.WriteString("'" + name + "', ")
		}
	}
	return out.String() + fonts
}

// Write writes s as SVG. The same scene and options give the same bytes. It
// returns the first error of w.
func Write(w io.Writer, s *scene.Scene, o Options) error {
	if s == nil {
		s = &scene.Scene{}
	}
	if len(o.Theme.Colors) == 0 {
		o.Theme.Colors = scene.Light().Colors
		if o.Theme.Name == "" {
			o.Theme.Name = scene.Light().Name
		}
	}
	p := printer{out: bufio.NewWriter(w), theme: o.Theme, fonts: slices.Concat(o.Fonts, o.Theme.Fonts), prefix: o.IDPrefix}
	p.picture(s)
	return p.out.Flush() // a bufio.Writer keeps its first error
}

// printer writes elements. It remembers nothing but how deep it stands.
type printer struct {
	out    *bufio.Writer
	theme  scene.Theme
	fonts  []string
	prefix string
	depth  int
}

func (p *printer) picture(s *scene.Scene) {
	width, height := number(s.Width), number(s.Height)
	p.raw(`<svg xmlns="http://www.w3.org/2000/svg"`)
	p.attr("viewBox", "0 0 "+width+" "+height)
	p.attr("width", width)
	p.attr("height", height)
	if s.Lang != "" {
		p.attr("lang", s.Lang)
		p.attr("xml:lang", s.Lang)
	}
	p.attr("class", "moments moments-"+class(p.theme.Name))
	p.attr("role", "group")
	p.attr("font-family", Families(p.fonts...))
	p.raw(` stroke-linejoin="round">` + "\n")
	p.line("<title>" + escape(s.Title) + "</title>")
	p.line("<desc>" + escape(s.Desc) + "</desc>")
	p.style(s)
	p.item(scene.Rect{W: s.Width, H: s.Height, Style: scene.Style{Fill: scene.Background}})
	p.groups(s.Groups, false)
	p.raw("</svg>\n")
}

// groups writes groups, which are the items of a list where they stand in one.
func (p *printer) groups(groups []scene.Group, listed bool) {
	for _, g := range groups {
		p.group(g, listed)
	}
}

func (p *printer) group(g scene.Group, listed bool) {
	to := href.Harmless(g.Href)
	p.indent()
	p.raw("<g")
	p.attributes(g, to != "", listed)
	p.raw(">\n")
	p.depth++
	if g.Tip != "" {
		p.line("<title>" + escape(g.Tip) + "</title>")
	}
	if to != "" {
		p.indent()
		p.raw("<a")
		p.attr("href", to)
		p.attr("aria-label", cmp.Or(g.Name, to))
		p.raw(">\n")
	}
	for _, item := range g.Items {
		p.item(item)
	}
	p.groups(g.Inner, g.List)
	if to != "" {
		p.line("</a>")
	}
	p.depth--
	p.line("</g>")
}

// attributes writes what the group is. An image is one thing to whoever hears
// the picture, so a link could not be reached in it: where a group leads
// somewhere, the link has the name.
func (p *printer) attributes(g scene.Group, leads, listed bool) {
	if g.Role == scene.RoleTouchpoint && g.ID != "" {
		p.attr("id", p.prefix+g.ID)
	}
	if g.Role != "" {
		p.attr("data-role", string(g.Role))
	}
	if g.ID != "" {
		p.attr("data-id", g.ID)
	}
	for _, d := range g.Data {
		if name := dataName(d.Name); name != "" {
			p.attr("data-"+name, d.Value)
		}
	}
	switch {
	case g.List:
		p.attr("role", "list")
	case g.Role == scene.RoleTouchpoint, g.Role == scene.RoleEvidence, g.Role == scene.RoleWay, g.Role == scene.RoleLink:
		p.attr("role", "listitem")
	case leads:
		return
	case g.Name != "" && listed:
		p.attr("role", "listitem")
	case g.Name != "":
		p.attr("role", "img")
	}
	if g.Name != "" {
		p.attr("aria-label", g.Name)
	}
}

func (p *printer) attr(name, value string) {
	p.raw(" ")
	p.raw(name)
	p.raw(`="`)
	p.raw(escape(value))
	p.raw(`"`)
}

func (p *printer) line(s string) {
	p.indent()
	p.raw(s + "\n")
}

func (p *printer) indent() {
	for range p.depth {
		p.raw(" ")
	}
}

// raw writes what is already safe. Errors stay in the buffered writer.
func (p *printer) raw(s string) { _, _ = p.out.WriteString(s) }
