// Command moments checks and draws service blueprints.
package main

import (
	"os"

	"github.com/servicemoments/moments/internal/cli"
)

func main() {
	os.Exit(cli.Run(cli.System{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.Getenv}, os.Args[1:]))
}
