package labels_test

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/render/labels"
)

func ExampleRead() {
	file, err := labels.Read(strings.NewReader(`{"language": "de", "fail": "Fehlerstelle", "kinds": {"customer": "Kundschaft"}}`), "de.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(file.Words.Fail, file.Words.Kinds[0], file.Words.Kinds[1])
	fmt.Println(file.Missing[0], file.Missing[1])
	// Output:
	// Fehlerstelle Kundschaft Frontstage
	// evidence kinds.frontstage
}
