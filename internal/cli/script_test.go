//go:build unix

package cli_test

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/image/font/gofont/gomono"

	"github.com/servicemoments/moments/internal/cli"
)

var update = flag.Bool("update", false, "rewrite golden files")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"moments": func() {
			os.Exit(cli.Run(cli.System{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.Getenv}, os.Args[1:]))
		},
	})
}

// The scripts run the command as users do. Beside testscript's own commands
// they know:
//
//	exits N command args...   the command ends with exit code N
//	size FILE BYTES           makes a file of that size, full of nothing
//	pipe FILE                 makes a named pipe
//	figure FILE ADDRESS WANT  looks a figure up in the JSON of measure or simulate
//
// $GOLDEN is the folder of blueprints whose figures are known, $EXAMPLES that of
// the examples.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "")
			env.Setenv("TERM", "xterm")
			golden, err := filepath.Abs("../../blueprint/testdata/golden")
			if err != nil {
				return err
			}
			env.Setenv("GOLDEN", golden)
			env.Setenv("EXAMPLES", filepath.Join(golden, "../../../examples"))
			return os.WriteFile(filepath.Join(env.WorkDir, "mono.ttf"), gomono.TTF, 0o644)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":  exits,
			"figure": figure,
			"size": func(ts *testscript.TestScript, _ bool, args []string) {
				n, err := strconv.ParseInt(args[1], 10, 64)
				ts.Check(err)
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), nil, 0o644))
				ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
			},
			"pipe": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(syscall.Mkfifo(ts.MkAbs(args[0]), 0o644))
			},
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N command args...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, expected %d", got, want)
	}
}
