package desk_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/internal/desk"
)

// large writes a blueprint of 200 touchpoints: 10 phases of 5 steps with 4 lanes.
func large() string {
	var out strings.Builder
	out.WriteString("title: A service of 200 touchpoints\nphases:\n")
	for p := range 10 {
		fmt.Fprintf(&out, "  - title: Phase %d\n    steps:\n", p+1)
		for s := range 5 {
			n := p*5 + s + 1
			fmt.Fprintf(&out, "      - customer: {title: Ask %d, wait: {expected: 2m}}\n        frontstage: {title: Answer %d, time: 1m, moment: true}\n        backstage: Look up %d\n        support: Store %d\n", n, n, n, n)
		}
	}
	return out.String()
}

// What a person waits for after saving a file of 200 touchpoints: the picture,
// asked for over HTTP, and then what check says of it.
func BenchmarkRedraw(b *testing.B) {
	for _, what := range []string{"picture", "findings"} {
		b.Run(what, func(b *testing.B) {
			folder := b.TempDir()
			text := large()
			write := func(i int) {
				if err := os.WriteFile(folder+"/large.yaml", []byte(strings.Replace(text, "Answer 7,", fmt.Sprintf("Answer %d again,", i), 1)), 0o644); err != nil {
					b.Fatal(err)
				}
			}
			write(0)
			s := serveFolder(b, desk.Options{Folder: folder, List: func() ([]string, error) { return []string{"large.yaml"}, nil },
				Rules: func(_ string, b *blueprint.Blueprint) blueprint.Diagnostics { return lint.Run(b, lint.Options{}) }})
			if r, err := s.client.Get(s.link); err != nil {
				b.Fatal(err)
			} else {
				r.Body.Close()
			}
			n := 0
			for b.Loop() {
				n++
				write(n)
				r, err := s.client.Get(s.base + "/api/" + what + "?file=large.yaml")
				if err != nil {
					b.Fatal(err)
				}
				size, _ := io.Copy(io.Discard, r.Body)
				r.Body.Close()
				if r.StatusCode == http.StatusTooManyRequests {
					b.Skip("faster than the desk lets anybody ask")
				}
				if r.StatusCode != http.StatusOK || size < 1000 {
					b.Fatal(r.Status, size)
				}
			}
		})
	}
}
