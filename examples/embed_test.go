package examples_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/examples"
)

// Every folder with a blueprint is an example, and loads without a problem.
func TestEveryExampleIsListedAndLoads(t *testing.T) {
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	var folders []string
	for _, e := range entries {
		if _, err := os.Stat(e.Name() + "/blueprint.yaml"); err == nil {
			folders = append(folders, e.Name())
		}
	}
	require.NotEmpty(t, folders)
	assert.Equal(t, folders, examples.Names())
	for _, e := range examples.List() {
		_, err := blueprint.Read(bytes.NewReader(e.Text), e.Name)
		assert.NoError(t, err)
	}
}

func TestAnExampleThatIsNotThere(t *testing.T) {
	_, err := examples.Open("barber")
	assert.ErrorContains(t, err, `there is no example "barber"; there are `)
	assert.ErrorContains(t, err, "corner-shoeshine")
}

func ExampleOpen() {
	e, _ := examples.Open("corner-shoeshine")
	b, _ := blueprint.Read(bytes.NewReader(e.Text), e.Name)
	fmt.Println(b.Title)
	// Output: Corner shoeshine
}
