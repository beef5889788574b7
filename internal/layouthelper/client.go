// Package layouthelper runs Graphviz in a process of its own, so that nothing
// else that a user does pays for it, hangs with it or dies with it. [Client] is
// the side of the command moments, [Serve] that of the helper. They talk in
// JSON over the helper's standard input and output, one question a process.
package layouthelper

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/servicemoments/moments/render/view"
)

// Name is what the helper's program is called.
const Name = "moments-graphviz"

// UsualLimit is how long a layout may take where nobody says otherwise.
const UsualLimit = 30 * time.Second

const (
	grace    = 2 * time.Second // for a stopped helper to let go
	mostSaid = 8 << 10         // bytes kept of what the helper says in trouble
)

// Client is a layouter that asks the helper. The zero value is ready: it finds
// the helper beside the running program or on PATH, gives it [UsualLimit], and
// keeps its cache in the user's cache folder.
type Client struct {
	Path  string        // of the helper's program
	Limit time.Duration // after which the helper is stopped, with all that it started; 0 is [UsualLimit]
	Cache string        // an existing folder that nobody else can write to
}

var _ view.Layouter = Client{}

// Layout lays out a graph. It fails, clearly, if the helper is not installed,
// takes longer than the limit, dies, or gives no sound answer; the next layout
// starts a new helper.
func (c Client) Layout(g view.LayoutGraph) (view.Layout, error) {
	path, err := c.find()
	if err != nil {
		return view.Layout{}, err
	}
	limit := c.Limit
	if limit <= 0 {
		limit = UsualLimit
	}
	asked, err := json.Marshal(request{Protocol: protocol, Limit: limit, Graph: g})
	if err != nil {
		return view.Layout{}, err
	}
	cache, release, err := c.cache()
	if err != nil {
		return view.Layout{}, fmt.Errorf("%s has no private folder for its cache: %w", Name, err)
	}
	defer release()
	said, err := ask(path, cache, asked, limit)
	if err != nil {
		return view.Layout{}, err
	}
	var a answer
	if err := json.Unmarshal(said, &a); err != nil {
		return view.Layout{}, fmt.Errorf("%s gave an answer that cannot be read: %w", Name, err)
	}
	switch {
	case a.Protocol != protocol:
		return view.Layout{}, errVersions
	case a.Error != "":
		return view.Layout{}, errors.New(a.Error)
	}
	return a.Layout, nil
}

// find looks for the helper: beside the running program, then on PATH.
func (c Client) find() (string, error) {
	if c.Path != "" {
		return c.Path, nil
	}
	name := Name
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if own, err := os.Executable(); err == nil {
		folders := []string{filepath.Dir(own)}
		if real, err := filepath.EvalSymlinks(own); err == nil {
			folders = append(folders, filepath.Dir(real))
		}
		for _, f := range folders {
			if path, err := exec.LookPath(filepath.Join(f, name)); err == nil {
				return path, nil
			}
		}
	}
	path, err := exec.LookPath(name) // fails for what only stands in the current folder
	if err != nil {
		return "", fmt.Errorf("%w (%s is neither beside the command nor on PATH)", view.ErrNoLayouter, Name)
	}
	return path, nil
}

// ask runs the helper once.
func ask(path, cache string, asked []byte, limit time.Duration) ([]byte, error) {
	// The helper is in a group of its own, which a terminal does not interrupt.
	interrupted, restore := signal.NotifyContext(context.Background(), stopSignals()...)
	defer restore()
	ctx, cancel := context.WithTimeout(interrupted, limit)
	defer cancel()
	out, trouble := &bounded{most: mostAnswered, full: cancel}, &bounded{most: mostSaid}
	cmd := exec.CommandContext(ctx, path)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(asked), out, trouble
	cmd.Env = environment(cache)
	cmd.WaitDelay = grace
	ownGroup(cmd)
	err := cmd.Run()
	switch {
	case err != nil && cmd.Process == nil:
		return nil, fmt.Errorf("%s cannot be started: %w", Name, err)
	case out.over:
		return nil, fmt.Errorf("%s gave an answer larger than %d MB and was stopped", Name, mostAnswered>>20)
	case interrupted.Err() != nil:
		return nil, fmt.Errorf("%s was interrupted", Name)
	case errors.Is(ctx.Err(), context.DeadlineExceeded) && err != nil:
		return nil, fmt.Errorf("%s took longer than %v and was stopped; more time, a smaller blueprint or another engine may help", Name, limit)
	case err != nil:
		return nil, fmt.Errorf("%s broke down: %w%s", Name, err, lastWords(trouble.kept))
	}
	return out.kept, nil
}

// environment is ours with another folder for temporary files: that is where
// the helper keeps its compiled code.
func environment(cache string) []string {
	var env []string
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		switch strings.ToUpper(name) {
		case "TMPDIR", "TMP", "TEMP":
			continue
		}
		env = append(env, v)
	}
	return append(env, "TMPDIR="+cache, "TMP="+cache, "TEMP="+cache)
}

// lastWords is the first line of what a program said before it ended: that of a
// panic, say.
func lastWords(said []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(strings.ToValidUTF8(string(said), "")), "\n")
	if line == "" {
		return ""
	}
	return ": " + line
}

// bounded keeps what is written to it up to a bound. What comes after that is
// dropped; if full is set, writing fails then and full is called.
type bounded struct {
	kept []byte
	most int
	full func()
	over bool
}

func (b *bounded) Write(p []byte) (int, error) {
	room := b.most - len(b.kept)
	if len(p) <= room {
		b.kept = append(b.kept, p...)
		return len(p), nil
	}
	if b.full != nil {
		b.over = true
		b.full()
		return 0, errors.New("too much")
	}
	b.kept = append(b.kept, p[:room]...)
	return len(p), nil
}
