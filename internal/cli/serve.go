package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/blueprint/lint/config"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/internal/desk"
	"github.com/servicemoments/moments/internal/layouthelper"
	"github.com/servicemoments/moments/internal/report"
	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/render/book"
	"github.com/servicemoments/moments/render/theme"
)

func (a *app) serveCommand() *cobra.Command {
	var s serving
	cmd := &cobra.Command{
		Use:   "serve [flags] FILE|FOLDER",
		Short: "Show and change blueprints in the browser, while they are written",
		Long: `Serve opens a desk for the blueprints of a folder: a page in the browser that
shows them in every view, draws them anew at each save of any editor, lists what
check finds, and changes them where they are seen. What it changes are the files,
by small edits; what others write meanwhile is never lost.

The desk is for this machine: it listens on the loopback, and only who has the
printed link is let in. It knows no file outside of the folder, and fetches
nothing. It ends with Ctrl+C.`,
		Example: `  moments serve hall.yaml --open
  moments serve blueprints/ --read-only --theme dark
  moments serve . --port 8080 --cover coverage/`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := s.check(cmd); err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return s.run(ctx, a, args[0])
		},
	}
	cmd.SetContext(context.Background())
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&s.addr, "addr", "127.0.0.1:0", "address and port to listen on; port 0 is any that is free")
	f.IntVar(&s.port, "port", 0, "port to listen on, on the loopback")
	f.BoolVar(&s.open, "open", false, "open the page in the browser")
	f.BoolVar(&s.readOnly, "read-only", false, "show only, change nothing")
	f.StringVar(&s.theme, "theme", "", "colours to begin with: "+list(themeNames())+", or a theme file FILE.json (default: as the reader's system has it)")
	f.StringVar(&s.language, "language", "", "language of the page, en or zh (default: the reader's)")
	f.StringVar(&s.cover, "cover", "", "folder with coverage profiles (default: the blueprint's own folder)")
	complete(cmd, "theme", themeNames()...)
	complete(cmd, "language", "en", "zh")
	return cmd
}

// serving is the flags of the command.
type serving struct {
	addr                   string
	port                   int
	open, readOnly         bool
	theme, language, cover string
}

func (s *serving) check(cmd *cobra.Command) error {
	switch {
	case cmd.Flags().Changed("addr") && cmd.Flags().Changed("port"):
		return usagef("--addr has a port already: leave out --port")
	case s.port < 0 || s.port > 65535:
		return usagef("--port is a number from 0 to 65535")
	}
	if cmd.Flags().Changed("port") {
		s.addr = net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port))
	}
	if _, _, err := net.SplitHostPort(s.addr); err != nil {
		return usagef("--addr is an address and a port, such as 127.0.0.1:8080")
	}
	if !isThemeFile(s.theme) {
		if err := known("theme", s.theme, themeNames()); err != nil {
			return err
		}
	}
	return known("language", s.language, []string{"en", "zh"})
}

func (s *serving) run(ctx context.Context, a *app, arg string) error {
	o, err := s.options(a, arg)
	if err != nil {
		return err
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.addr)
	if err != nil {
		return err
	}
	d, err := desk.New(o, l.Addr())
	if err != nil {
		_ = l.Close()
		return err
	}
	if !desk.Loopback(l.Addr()) {
		fmt.Fprintf(a.Err, "moments serve: warning: %s can be reached from other machines; whoever has the link can change the files, and what is sent is not encrypted\n", l.Addr())
	}
	fmt.Fprintf(a.Out, "%s\n", d.Link())
	fmt.Fprintf(a.Err, "The link opens the desk for %s; Ctrl+C ends it.\n", report.Safe(arg))
	if s.open {
		if err := browse(ctx, d.LinkOnce()); err != nil {
			fmt.Fprintf(a.Err, "moments serve: no browser could be opened: %s\n", report.Safe(err.Error()))
		}
	}
	return d.Serve(ctx, l)
}

// options is what the desk serves: a file alone, or all blueprints of a folder.
func (s *serving) options(a *app, arg string) (desk.Options, error) {
	info, err := os.Stat(arg)
	if err != nil {
		return desk.Options{}, plainError(arg, err)
	}
	o := desk.Options{Folder: filepath.Clean(arg), Language: s.language, ReadOnly: s.readOnly, Theme: s.theme, Themes: render.Themes()}
	o.Warn = func(text string) { fmt.Fprintf(a.Err, "moments serve: %s\n", report.Safe(text)) }
	o.Views = render.ViewsWith(render.Options{Layouter: layouthelper.Client{Limit: layouthelper.UsualLimit}})
	if info.IsDir() {
		o.List = func() ([]string, error) { return below(o.Folder) }
	} else {
		o.Folder = filepath.Dir(arg)
		o.List = func() ([]string, error) { return []string{filepath.Base(arg)}, nil }
	}
	if isThemeFile(s.theme) {
		own, err := theme.Load(s.theme)
		if err != nil {
			return o, a.fileError(s.theme, err)
		}
		o.Theme = own.Name
		o.Themes = append(slices.Clone(o.Themes), own)
	}
	o.Rules = func(file string, b *blueprint.Blueprint) blueprint.Diagnostics { return rulesOf(a, file, b) }
	o.Layers = s.layers
	o.Beside = s.beside
	return o, nil
}

// below lists the blueprints of a folder by their names in it. An empty folder
// is not wrong: a blueprint may still come.
func below(folder string) ([]string, error) {
	found, err := search(folder)
	if err != nil && len(found) == 0 {
		if _, missing := os.Stat(folder); missing != nil {
			return nil, missing
		}
		return nil, nil
	}
	var out []string
	for _, in := range found {
		out = append(out, filepath.ToSlash(in.below))
	}
	return out, err
}

// rulesOf asks the rules, with the settings that are there now.
func rulesOf(a *app, file string, b *blueprint.Blueprint) blueprint.Diagnostics {
	settings, problems := (&config.Finder{}).For(file)
	c := &checker{app: a}
	return append(problems, c.ask(target{input: input{path: file}, settings: settings}, b)...)
}

// layers are what can be laid over a picture: what it measures, and where there
// are profiles of journeys, what they went through.
func (s *serving) layers(file string, b *blueprint.Blueprint, language string) []layer.Layer {
	say := book.Options{Language: language}.Say(figures.Book{Language: language, Currency: b.Currency})
	var out []layer.Layer
	if p, err := coverage.ReadDir(s.profiles(file)); err == nil {
		if r, err := coverage.Measure(b, p, coverage.Options{Criteria: []string{coverage.Touchpoints, coverage.Ways}, Stale: true}); err == nil {
			if l := r.Layer(say); len(l.Values) > 0 {
				out = append(out, l)
			}
		}
	}
	m, err := measure.New(b)
	if err != nil {
		return out // the findings say why
	}
	for _, p := range measure.Parts() {
		if p.Layer == nil {
			continue
		}
		if l, err := p.Layer(m, measure.Options{Say: say}, measure.Inputs{}); err == nil && len(l.Values) > 0 {
			out = append(out, l)
		}
	}
	return out
}

func (s *serving) profiles(file string) string {
	if s.cover != "" {
		return s.cover
	}
	return filepath.Dir(file)
}

// beside lists what rules and layers read besides a blueprint.
func (s *serving) beside(file string) []string {
	out := []string{s.profiles(file), filepath.Join(filepath.Dir(file), config.Name)}
	if found := config.Find(filepath.Dir(file)); found != "" && found != out[1] {
		out = append(out, found)
	}
	return out
}

// browse opens an address in the browser that the person uses.
func browse(ctx context.Context, link string) error {
	command := []string{"xdg-open"}
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open"}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	if own := strings.Fields(os.Getenv("BROWSER")); len(own) > 0 {
		command = own
	}
	path, err := exec.LookPath(command[0])
	if err != nil {
		return errors.New(command[0] + " is not there")
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), path, append(command[1:], link)...) //nolint:gosec // the person's own browser
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }()
	return nil
}
