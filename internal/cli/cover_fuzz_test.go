package cli_test

import (
	"os"
	"path/filepath"
	"testing"
)

const corner = `title: Corner shop
steps:
  - customer: {title: Enter, moment: true}
  - customer: {title: Choose, next: [{to: pay, when: found}, {to: end, when: not found}]}
  - customer: {title: Pay, fails: [{title: Card refused, recover: ask}]}
  - customer: {title: Ask, waive: {reason: nobody knows}}
`

// FuzzCover reads whatever lies about as profile, log, mapping or ratchet: the
// command says what is wrong with it, and does not break.
func FuzzCover(f *testing.F) {
	f.Add([]byte("{\"format\":\"moments-profile/1\"}\n{\"blueprint\":\"corner-shop\",\"version\":\"1\",\"test\":\"T\",\"outcome\":\"passed\",\"visits\":[\"enter\"],\"count\":2}\n"))
	f.Add([]byte("case,activity,time\n1,Enter,2026-03-02 09:00\n1,Pay,noon\n"))
	f.Add([]byte("<log><trace><event><string key=\"concept:name\" value=\"Enter\"/></event></trace></log>"))
	f.Add([]byte("{\"case\":1,\"activity\":\"Pay\",\"time\":1772442000}\n"))
	f.Add([]byte("{\"format\":\"moments-ratchet/1\",\"blueprint\":\"corner-shop\",\"reached\":[{\"criterion\":\"ways\",\"covered\":1,\"total\":2}]}"))
	f.Add([]byte("\x1f\x8b\x08"))
	f.Add([]byte("mode: set\n"))
	f.Add([]byte("Enter: pay\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		dir := t.TempDir()
		put := func(name string, text []byte) string {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}
		shop, file := put("shop.yaml", []byte(corner)), put("file", text)
		log := put("log.csv", []byte("case,activity\n1,Enter\n"))
		for _, args := range [][]string{
			{"cover", shop, file, "--format", "json", "--min", "moments=50"},
			{"cover", shop, log, "--mapping", file, "--criteria", "moments"},
			{"cover", shop, log, "--ratchet", file},
			{"cover", "merge", file},
		} {
			if code, _, errs := moments(args...); code < 0 || code > 3 || code > 1 && errs == "" {
				t.Fatalf("%q ends with %d and says %q", args, code, errs)
			}
		}
	})
}
