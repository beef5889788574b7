package text_test

import (
	"fmt"

	"github.com/servicemoments/moments/render/text"
)

func ExampleBalance() {
	font := text.Font{Size: 13, Weight: 500}
	for _, line := range text.Balance("Wait for the number to come up", font, 145) {
		fmt.Println(line)
	}
	// Output:
	// Wait for the
	// number to come up
}
