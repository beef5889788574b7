package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/internal/report"
)

func (a *app) mergeCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "merge [flags] PROFILE|FOLDER|-...",
		Short: "Make one profile of many",
		Long: `Merge adds profiles up: files, and folders as tests leave them. Nothing is lost, and
neither the order nor what was merged before makes a difference: the profiles of a
thousand machines give the same bytes whichever way they come together.`,
		Example: `  moments cover merge -o all.moments.jsonl cover
  moments cover merge -o - machine-1/cover machine-2/cover | moments cover hall.yaml -`,
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("name profiles, or folders that hold them")
			}
			return a.merge(out, args)
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", stdout, "file, folder that the profile is left in, or - for standard output")
	return cmd
}

func (a *app) merge(out string, args []string) error {
	for _, arg := range args {
		if out != stdout && isFolder(arg) && (inside(out, arg)) {
			return usagef("%s lies in %s, which is merged: next time its journeys would count twice; write it elsewhere", out, arg)
		}
	}
	found, err := a.openAll(context.Background(), args, false)
	defer found.close()
	if err != nil {
		return a.lines(err)
	}
	var wrong []error
	for _, log := range found.logs {
		wrong = append(wrong, fmt.Errorf("%s: this is no profile: its first line should be {\"format\":\"moments-profile/1\"}", log.name))
	}
	profile, err := found.profile()
	if err := errors.Join(append(wrong, err)...); err != nil {
		return a.lines(err)
	}
	if isFolder(out) {
		path, err := profile.WriteDir(out)
		if err != nil {
			return plainWriteError(out, err)
		}
		_, err = fmt.Fprintln(a.Out, report.Safe(path))
		return err
	}
	var text bytes.Buffer
	if err := profile.Write(&text); err != nil {
		return err
	}
	return a.write(out, text.Bytes())
}

// inside tells whether a file would be read as one of a folder's profiles.
func inside(out, folder string) bool {
	if isFolder(out) {
		return samePath(out, folder)
	}
	return strings.HasSuffix(out, profileExtension) && samePath(filepath.Dir(out), folder)
}

func samePath(a, b string) bool {
	x, err := filepath.Abs(a)
	y, err2 := filepath.Abs(b)
	return err == nil && err2 == nil && x == y
}
