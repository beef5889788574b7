package rename_test

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/rename"
)

// A touchpoint of an included file gets another name, in that file and where the
// root file names it.
func ExampleRename() {
	texts := map[string][]byte{
		"hall.yaml":      []byte("title: Hall\nsteps:\n  - customer: {title: Ask, next: complaint-record}\ninclude: [{file: complaint.yaml}]\n"),
		"complaint.yaml": []byte("title: Complaint\nsteps:\n  - customer: {id: record, title: Write it down}\n"),
	}
	at := strings.Index(string(texts["complaint.yaml"]), "record")
	edits, err := rename.Rename(texts, "complaint.yaml", at, "write")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, file := range []string{"hall.yaml", "complaint.yaml"} {
		after, err := edit.Apply(texts[file], edits[file])
		fmt.Println(strings.Split(string(after), "\n")[2], err)
	}
	// Output:
	//   - customer: {title: Ask, next: complaint-write} <nil>
	//   - customer: {id: write, title: Write it down} <nil>
}
