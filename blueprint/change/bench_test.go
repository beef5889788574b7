package change_test

import (
	"testing"

	"github.com/servicemoments/moments/blueprint/change"
	"github.com/servicemoments/moments/examples"
)

func BenchmarkMoveInTelecomHall(b *testing.B) {
	for _, e := range examples.List() {
		if e.Name != "telecom-hall" {
			continue
		}
		f := texts(string(e.Text))
		for b.Loop() {
			if _, err := change.Apply(f, change.Op{Do: "move-touchpoint", ID: "counter", Lane: "manager"}); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkSetInIncludedFile(b *testing.B) {
	f := texts(shoeshine, "extra.yaml", extra)
	for b.Loop() {
		if _, err := change.Apply(f, change.Op{Do: "set", ID: "extra-leave", Key: "time", Value: "3s"}); err != nil {
			b.Fatal(err)
		}
	}
}
