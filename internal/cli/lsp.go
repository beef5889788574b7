package cli

import (
	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/internal/lsp"
)

func (a *app) lspCommand() *cobra.Command {
	var log bool
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Serve an editor: problems, completion, renaming as you type",
		Long: `Lsp speaks the Language Server Protocol over standard input and output. It is
started by an editor, not by hand; docs/editors.md says how to set editors up.

Texts that are open count as the editor has them, others as they are on disk. The
rules are those of moments check, with moments.yaml and comments that silence.
The exit code is 0 where the editor ended the conversation in order, else 1.`,
		Example: `  moments lsp`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			o := lsp.Options{Version: moduleVersion()}
			if log {
				o.Log = a.Err
			}
			return ended(lsp.Run(a.In, a.Out, o))
		},
	}
	cmd.Flags().BoolVar(&log, "log", false, "tell on standard error what goes wrong")
	cmd.Flags().Bool("stdio", true, "speak over standard input and output; there is no other way, and editors say so")
	return cmd
}
