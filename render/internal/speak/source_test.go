package speak

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// source finds the phrases that Go source hands to figures.T, also through
// functions, variables, tables and fields on the way there.
type source struct {
	fset   *token.FileSet
	files  []*ast.File
	says   map[string]taker  // functions that hand a parameter on as a phrase, by function/closure
	found  map[string]string // phrase to where it stands
	unseen []string          // places where a phrase could not be followed

	seen   map[ast.Expr]bool       // of one walk
	lists  map[ast.Expr][]ast.Expr // what lists hold
	fields map[string][]ast.Expr   // what fields hold
}

// taker is which parameter of a function is a phrase; with odd every second one
// from there on, as in a list of ids and titles.
type taker struct {
	param int
	odd   bool
}

// readSource reads the packages in folders, each for itself.
func readSource(t *testing.T, folders ...string) *source {
	all := &source{found: map[string]string{}}
	for _, folder := range folders {
		s := &source{fset: token.NewFileSet(), says: map[string]taker{}, found: all.found, lists: map[ast.Expr][]ast.Expr{}, fields: map[string][]ast.Expr{}}
		paths, err := filepath.Glob(filepath.Join("..", "..", "..", filepath.FromSlash(folder), "*.go"))
		require.NoError(t, err)
		require.NotEmpty(t, paths, folder)
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(s.fset, path, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			s.files = append(s.files, f)
		}
		for known := -1; known != len(s.says); { // what calls a taker may be one itself
			known, s.unseen, s.seen = len(s.says), nil, map[ast.Expr]bool{}
			s.walk()
		}
		all.unseen = append(all.unseen, s.unseen...)
	}
	return all
}

// scope is where an expression stands: a function, and the closures around it.
type scope struct {
	decl     *ast.FuncDecl
	closures []closure // the outermost first
}

type closure struct {
	name string
	lit  *ast.FuncLit
}

func (s *source) walk() {
	for _, f := range s.files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				s.body(fn.Body, scope{decl: fn})
			} else {
				s.body(d, scope{})
			}
		}
	}
}

func (s *source) body(n ast.Node, at scope) {
	names := map[*ast.FuncLit]string{}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, r := range n.Rhs {
				lit, isLit := r.(*ast.FuncLit)
				name, isName := n.Lhs[min(i, len(n.Lhs)-1)].(*ast.Ident)
				if isLit && isName {
					names[lit] = name.Name
				}
			}
		case *ast.FuncLit:
			inner := scope{at.decl, append(slices.Clone(at.closures), closure{names[n], n})}
			s.body(n.Body, inner)
			return false
		case *ast.CallExpr:
			s.call(n, at)
		}
		return true
	})
}

// call looks at what a call hands over as phrases.
func (s *source) call(c *ast.CallExpr, at scope) {
	var name string
	seed := false
	switch f := c.Fun.(type) {
	case *ast.Ident:
		name, seed = f.Name, f.Name == "T"
	case *ast.SelectorExpr:
		name = f.Sel.Name
		x, _ := f.X.(*ast.Ident)
		if inner, ok := f.X.(*ast.SelectorExpr); ok { // o.Say.Say
			x = inner.Sel
		}
		seed = name == "Say" && x != nil && strings.EqualFold(x.Name, "say") || name == "T" && x != nil && x.Name == "figures" || s.files[0].Name.Name == "speak" && name == "phrase"
	}
	to, ok := taker{}, seed
	if !seed {
		if to, ok = s.says[at.key(name)]; !ok && len(s.closures(name, at)) == 0 {
			to, ok = s.says["/"+name]
		}
	}
	if !ok {
		return
	}
	args := c.Args
	if c.Ellipsis.IsValid() {
		args = append(slices.Clone(args[:len(args)-1]), s.list(args[len(args)-1], at)...)
	}
	for i, a := range args {
		if i == to.param || to.odd && i > to.param && (i-to.param)%2 == 1 {
			if i == to.param && to.odd {
				continue
			}
			s.phrase(a, at)
		}
	}
}

// closures lists what a function calls by a name of its own.
func (s *source) closures(name string, at scope) []ast.Expr {
	if at.decl == nil {
		return nil
	}
	return slices.DeleteFunc(s.assigned(name, at), func(e ast.Expr) bool { _, ok := e.(*ast.FuncLit); return !ok })
}

// key names a closure within its function.
func (at scope) key(closure string) string {
	if at.decl == nil {
		return "/" + closure
	}
	return at.decl.Name.Name + "/" + closure
}

// phrase follows an expression back to the words it may be.
func (s *source) phrase(e ast.Expr, at scope) {
	if s.seen[e] {
		return
	}
	s.seen[e] = true
	switch e := e.(type) {
	case *ast.BasicLit:
		said, err := strconv.Unquote(e.Value)
		if err == nil && said != "" {
			s.found[said] = s.fset.Position(e.Pos()).String()
		}
	case *ast.ParenExpr:
		s.phrase(e.X, at)
	case *ast.Ident:
		if e.Name != "_" && !s.param(e.Name, at, false) {
			s.each(s.assigned(e.Name, at), e, at)
		}
	case *ast.IndexExpr:
		base, isIdent := e.X.(*ast.Ident)
		if isIdent && s.param(base.Name, at, true) {
			return
		}
		s.each(s.list(e.X, at), e, at)
	case *ast.SelectorExpr:
		s.each(s.field(e.Sel.Name), e, at)
	case *ast.CallExpr:
		if f, ok := e.Fun.(*ast.Ident); ok && f.Name == "string" {
			return // a word of the vocabulary, of which there are lists
		}
		if f, ok := e.Fun.(*ast.SelectorExpr); ok && fmt.Sprint(f.X) == "figures" {
			return // another field of the name: a text is no phrase
		}
		s.each(s.returned(e), e, at)
	case *ast.CompositeLit: // another variable of the name: a struct is no phrase
	default:
		s.lost(e)
	}
}

func (s *source) each(list []ast.Expr, from ast.Expr, at scope) {
	if len(list) == 0 {
		s.lost(from)
	}
	for _, e := range list {
		s.phrase(e, at)
	}
}

func (s *source) lost(e ast.Expr) {
	s.unseen = append(s.unseen, fmt.Sprintf("%s: cannot see the phrase", s.fset.Position(e.Pos())))
}

// param tells whether a name is a parameter of a function around, which then is
// a taker.
func (s *source) param(name string, at scope, odd bool) bool {
	for i := len(at.closures) - 1; i >= 0; i-- {
		if n, ok := paramIndex(at.closures[i].lit.Type, name); ok {
			if at.closures[i].name != "" {
				s.says[at.key(at.closures[i].name)] = taker{n, odd}
			}
			return true
		}
	}
	if at.decl == nil {
		return false
	}
	n, ok := paramIndex(at.decl.Type, name)
	if ok {
		s.says["/"+at.decl.Name.Name] = taker{n, odd}
	}
	return ok
}

func paramIndex(t *ast.FuncType, name string) (int, bool) {
	n := 0
	for _, f := range t.Params.List {
		for _, id := range f.Names {
			if id.Name == name {
				return n, true
			}
			n++
		}
	}
	return 0, false
}

// assigned lists what a variable of a function, or of the package, may hold.
func (s *source) assigned(name string, at scope) []ast.Expr {
	var out []ast.Expr
	look := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if id, ok := l.(*ast.Ident); ok && id.Name == name && i < len(n.Rhs) {
					out = append(out, n.Rhs[i])
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if id.Name == name && i < len(n.Values) {
					out = append(out, n.Values[i])
				}
			}
		case *ast.RangeStmt:
			if id, ok := n.Value.(*ast.Ident); ok && id.Name == name {
				out = append(out, s.list(n.X, at)...)
			}
		}
		return true
	}
	if at.decl != nil {
		ast.Inspect(at.decl, look)
	}
	if len(out) == 0 {
		for _, f := range s.files {
			for _, d := range f.Decls {
				if g, ok := d.(*ast.GenDecl); ok {
					ast.Inspect(g, look)
				}
			}
		}
	}
	return out
}

// list gives the elements of a list or of a map of phrases.
func (s *source) list(e ast.Expr, at scope) []ast.Expr {
	if known, ok := s.lists[e]; ok {
		return known
	}
	s.lists[e] = nil // one that holds itself ends here
	s.lists[e] = s.elements(e, at)
	return s.lists[e]
}

func (s *source) elements(e ast.Expr, at scope) []ast.Expr {
	var out []ast.Expr
	switch e := e.(type) {
	case *ast.CompositeLit:
		for _, x := range e.Elts {
			if kv, ok := x.(*ast.KeyValueExpr); ok {
				x = kv.Value
			}
			out = append(out, x)
		}
	case *ast.CallExpr:
		if f, ok := e.Fun.(*ast.Ident); ok && f.Name == "append" {
			return append(s.list(e.Args[0], at), e.Args[1:]...)
		}
		for _, r := range s.returned(e) {
			out = append(out, s.list(r, at)...)
		}
	case *ast.Ident:
		s.param(e.Name, at, true)
		for _, a := range s.assigned(e.Name, at) {
			if _, self := a.(*ast.Ident); !self {
				out = append(out, s.list(a, at)...)
			}
		}
	}
	return out
}

// returned lists what a function of the package gives first.
func (s *source) returned(c *ast.CallExpr) []ast.Expr {
	name := ""
	switch f := c.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	var out []ast.Expr
	for _, f := range s.files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Name.Name != name {
				continue
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) > 0 {
					out = append(out, r.Results[0])
				}
				return true
			})
		}
	}
	return out
}

// field lists what a field of that name is set to, in all structs of the package.
func (s *source) field(name string) []ast.Expr {
	if known, ok := s.fields[name]; ok {
		return known
	}
	named := map[string]*ast.StructType{}
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if t, ok := n.(*ast.TypeSpec); ok {
				if st, ok := t.Type.(*ast.StructType); ok {
					named[t.Name.Name] = st
				}
			}
			return true
		})
	}
	var out []ast.Expr
	var literal func(c *ast.CompositeLit, t ast.Expr)
	literal = func(c *ast.CompositeLit, t ast.Expr) {
		if c.Type != nil {
			t = c.Type
		}
		if id, ok := t.(*ast.Ident); ok && named[id.Name] != nil {
			t = named[id.Name]
		}
		switch t := t.(type) {
		case *ast.StructType:
			at, _ := fieldIndex(t, name)
			for i, e := range c.Elts {
				kv, keyed := e.(*ast.KeyValueExpr)
				switch {
				case keyed && fmt.Sprint(kv.Key) == name:
					out = append(out, kv.Value)
				case !keyed && i == at:
					out = append(out, e)
				}
			}
		case *ast.ArrayType, *ast.MapType:
			var inner ast.Expr
			if a, ok := t.(*ast.ArrayType); ok {
				inner = a.Elt
			} else {
				inner = t.(*ast.MapType).Value
			}
			for _, e := range c.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					e = kv.Value
				}
				if x, ok := e.(*ast.CompositeLit); ok && x.Type == nil {
					literal(x, inner)
				}
			}
		}
	}
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CompositeLit); ok && c.Type != nil {
				literal(c, nil)
			}
			return true
		})
	}
	s.fields[name] = out
	return out
}

func fieldIndex(t *ast.StructType, name string) (int, bool) {
	n := 0
	for _, f := range t.Fields.List {
		for _, id := range f.Names {
			if id.Name == name {
				return n, true
			}
			n++
		}
	}
	return -1, false
}
