package edit_test

import (
	"testing"

	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

func FuzzFormat(f *testing.F) {
	f.Add([]byte(shoeshine))
	f.Add([]byte("a:\n- b: |+\n   c\n\n# d\n- {e: [f , g]}\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		root, _ := yamltext.Parse(src, yamltext.Limits{Bytes: 1 << 16})
		if root == nil {
			return
		}
		once, err := edit.Format(src)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := yamltext.Parse(once, yamltext.Limits{})
		if again == nil || meaning(again) != meaning(root) {
			t.Fatalf("%q means something else than %q", once, src)
		}
		if twice, err := edit.Format(once); err != nil || string(twice) != string(once) {
			t.Fatalf("%q formats to %q (%v)", once, twice, err)
		}
	})
}

func FuzzEdits(f *testing.F) {
	f.Add([]byte(shoeshine), "text", 3)
	f.Add([]byte("a: {b: [c, d]}\n- e"), "x: y", 1)
	f.Fuzz(func(t *testing.T, src []byte, value string, n int) {
		root, problems := yamltext.Parse(src, yamltext.Limits{Bytes: 1 << 12})
		if root == nil || len(problems) > 0 {
			return
		}
		all := paths(root, nil)
		at := all[max(n%len(all), 0)]
		edits, err := edit.Set(src, at, value)
		if err != nil {
			return
		}
		out, err := edit.Apply(src, edits)
		if err != nil {
			t.Fatal(err)
		}
		if after, problems := yamltext.Parse(out, yamltext.Limits{}); len(problems) > 0 || get(after, at).Value != value {
			t.Fatalf("%q: %q is not at %s", out, value, at)
		}
		for _, change := range []func() ([]edit.Edit, error){
			func() ([]edit.Edit, error) { return edit.Delete(src, at) },
			func() ([]edit.Edit, error) { return edit.Widen(src, at, value) },
			func() ([]edit.Edit, error) { return edit.Rename(src, at, value) },
			func() ([]edit.Edit, error) { return edit.Move(src, at, 0, 1) },
			func() ([]edit.Edit, error) { return edit.Insert(src, at, 0, value) },
			func() ([]edit.Edit, error) { return edit.Unfold(src, at) },
			func() ([]edit.Edit, error) { return edit.List(src, at, n > 0) },
			func() ([]edit.Edit, error) { return edit.Nest(src, at, value) },
			func() ([]edit.Edit, error) { edits, _, err := edit.Take(src, at); return edits, err },
			func() ([]edit.Edit, error) {
				p, err := edit.Copy(src, all[len(all)-1])
				if err != nil {
					return nil, err
				}
				return edit.Put(src, at, n, p)
			},
			func() ([]edit.Edit, error) {
				p, err := edit.Copy(src, all[len(all)/2])
				if err != nil {
					return nil, err
				}
				return edit.PutKey(src, at, value, p, "a", "text")
			},
		} {
			if edits, err := change(); err == nil {
				if _, err := edit.Apply(src, edits); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}
