package change_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/change"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is included stands in its own file, in lanes of its own names, under ids
// without the prefix; a change is made there, and where the root names it.
func TestAnIncludedFileIsChangedWhereItStands(t *testing.T) {
	dir := t.TempDir()
	root := filepath.Join(dir, "root.yaml")
	part := filepath.Join(dir, "parts", "pay.yaml")
	require.NoError(t, os.Mkdir(filepath.Dir(part), 0o755))
	require.NoError(t, os.WriteFile(root, []byte("title: R\nlanes:\n  - {id: guest, kind: customer}\n  - {id: till, kind: frontstage}\ninclude: [{file: parts/pay.yaml, prefix: p}]\nsteps:\n  - guest: {title: Come, next: p-pay}\n    till: Greet\nlinks:\n  - {from: come, to: p-pay}\n"), 0o644))
	require.NoError(t, os.WriteFile(part, []byte("title: P\nlanes:\n  - {id: payer, kind: customer}\n  - {id: friend, kind: customer}\n  - {id: cashier, kind: frontstage}\nsteps:\n  - payer: Pay # cash\n    friend: Wait\n  - payer: {title: Leave, next: end}\n    cashier: Wave\n"), 0o644))
	b, err := blueprint.Load(root)
	require.NoError(t, err)
	f := change.FilesOf(b)

	r, err := change.Apply(f, op(t, `{"do": "rename-title", "id": "p-pay", "title": "Pay up"}`))
	require.NoError(t, err)
	assert.Contains(t, string(r.Texts[part]), "- payer: Pay up # cash\n")
	assert.Contains(t, string(r.Texts[root]), "next: p-pay-up}")
	assert.Contains(t, string(r.Texts[root]), "to: p-pay-up}")
	assert.Equal(t, "p-pay-up", r.ID)
	assert.Equal(t, "include[0].steps[0].guest[0]", r.Focus)
	assert.Equal(t, map[string]string{"p-pay": "p-pay-up"}, r.Renamed)

	r, err = change.Apply(f, op(t, `{"do": "move-touchpoint", "id": "p-pay", "lane": "till"}`))
	require.NoError(t, err)
	assert.Contains(t, string(r.Texts[part]), "cashier: Pay # cash\n")
	assert.NotContains(t, r.Texts, root)

	r, err = change.Apply(f, op(t, `{"do": "set", "id": "p-wait", "key": "time", "value": "1m"}`))
	require.NoError(t, err)
	assert.Contains(t, string(r.Texts[part]), "friend: {title: Wait, time: 1m}\n")

	v, ok := change.Values(b, "come")
	require.True(t, ok)
	assert.Equal(t, []any{map[string]any{"to": "p-pay"}}, v["next"])
	refs, err := change.References(f, "p-pay")
	require.NoError(t, err)
	assert.Equal(t, []change.Reference{{ID: "p-pay", File: root, Line: 7, Path: "steps[0].guest.next", Key: "to"}, {ID: "p-pay", File: root, Line: 10, Path: "links[0].to", Key: "to"}}, refs)

	_, err = change.Apply(f, op(t, `{"do": "delete-touchpoint", "id": "p-pay"}`))
	var refused *change.Refused
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, refs, refused.References)
}

// A file that is wrong in another place can be changed; one that cannot be read
// is left alone.
func TestWhatIsWrongElsewhereDoesNotMatter(t *testing.T) {
	r, err := change.Apply(texts("title: T\nstatus: soon\nsteps:\n  - customer: Ask\n"), op(t, `{"do": "set", "id": "ask", "key": "time", "value": "5s"}`))
	require.NoError(t, err)
	assert.Contains(t, string(r.Texts["b.yaml"]), "customer: {title: Ask, time: 5s}")
	_, err = change.Apply(texts("title: T\nsteps:\n  - customer: [Ask\n"), op(t, `{"do": "set", "id": "ask", "key": "time", "value": "5s"}`))
	require.Error(t, err)
	_, err = change.Apply(change.Files{}, change.Op{})
	require.Error(t, err)
}

func TestAnAliasIsChangedAtItsAnchor(t *testing.T) {
	f := texts("title: T\nsteps:\n  - customer: &ask {title: Ask, id: ask}\n  - frontstage: {title: Answer, standards: &s {personal: [Smile]}}\n  - frontstage: {title: Part, standards: *s}\n")
	_, err := change.Apply(f, op(t, `{"do": "set", "id": "part", "key": "standards.procedural", "value": ["At once"]}`))
	require.ErrorIs(t, err, edit.ErrAlias)
	r, err := change.Apply(f, op(t, `{"do": "move-touchpoint", "id": "part", "step": "0"}`))
	require.Error(t, err, "the alias would come before its anchor")
	assert.Nil(t, r)
}

func TestEveryKindHasItsWords(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range change.Kinds() {
		assert.False(t, seen[k.Name], k.Name)
		seen[k.Name] = true
		assert.NotEmpty(t, k.Doc, k.Name)
		assert.Equal(t, k.Name, op(t, k.Example).Do)
		_, err := change.Apply(texts("title: T\nsteps:\n  - customer: Ask\n"), change.Op{Do: k.Name})
		assert.Equal(t, len(k.Needs) > 0, err != nil, "%s: %v", k.Name, err)
	}
}

func ExampleApply() {
	text := `title: Corner shoeshine
steps:
  - customer: Sit down   # the chair is warm
    frontstage: Brush shoes
`
	b, err := blueprint.Read(strings.NewReader(text), "shoeshine.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := change.Apply(change.FilesOf(b), change.Op{Do: "set", ID: "sit-down", Key: "time.standard", Value: "30s"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(r.Texts["shoeshine.yaml"]))
	// Output:
	// title: Corner shoeshine
	// steps:
	//   - customer: {title: Sit down, time: 30s}   # the chair is warm
	//     frontstage: Brush shoes
}

func TestTheCommentBehindAnEmptiedCellMovesAlong(t *testing.T) {
	f := texts("title: T\nsteps:\n  - customer: [Ask] # at the desk\n    frontstage: Answer\n  - frontstage:\n      - Smile\n")
	r, err := change.Apply(f, op(t, `{"do": "move-touchpoint", "id": "ask", "after": "smile"}`))
	require.NoError(t, err)
	assert.Equal(t, "title: T\nsteps:\n  - frontstage: Answer\n  - frontstage:\n      - Smile\n      # at the desk\n      - Ask\n", string(r.Texts["b.yaml"]))
}
