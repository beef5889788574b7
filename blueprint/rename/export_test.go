package rename

import "github.com/servicemoments/moments/blueprint/edit"

// RenameAndRead is Rename that also gives the names as they are afterwards. It
// spares tests that rename everything from reading every text again.
func (x *Index) RenameAndRead(n *Name, to string) (map[string][]edit.Edit, *Index, error) {
	return x.rename(n, to)
}
