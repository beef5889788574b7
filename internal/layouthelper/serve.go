package layouthelper

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/servicemoments/moments/render/view"
)

// protocol is the version of what the two processes say to one another.
const protocol = 1

// The most that one process reads of the other, in bytes.
const (
	mostAsked    = 16 << 20
	mostAnswered = 64 << 20
)

// request is what the helper is asked.
type request struct {
	Protocol int
	Limit    time.Duration // after which nobody waits for the answer
	Graph    view.LayoutGraph
}

// answer is a layout or an error.
type answer struct {
	Protocol int
	Error    string
	Layout   view.Layout
}

// Serve is the helper: it reads one request, answers it with the layouter, and
// returns the exit code. A layout that fails is an answer, too.
func Serve(l view.Layouter, args []string, in io.Reader, out, trouble io.Writer) int {
	if len(args) > 0 {
		fmt.Fprintf(trouble, "%s lays out networks for the command moments, which starts it; it takes no arguments.\n", Name)
		return 2
	}
	a := answer{Protocol: protocol}
	if layout, err := serve(l, in); err != nil {
		a.Error = err.Error()
	} else {
		a.Layout = layout
	}
	if err := json.NewEncoder(out).Encode(a); err != nil {
		fmt.Fprintln(trouble, err)
		return 3
	}
	return 0
}

func serve(l view.Layouter, in io.Reader) (view.Layout, error) {
	text, err := io.ReadAll(io.LimitReader(in, mostAsked+1))
	if err != nil {
		return view.Layout{}, err
	}
	if len(text) > mostAsked {
		return view.Layout{}, fmt.Errorf("the graph is larger than %d MB", mostAsked>>20)
	}
	var r request
	if err := json.Unmarshal(text, &r); err != nil {
		return view.Layout{}, fmt.Errorf("the request cannot be read: %w", err)
	}
	if r.Protocol != protocol {
		return view.Layout{}, errVersions
	}
	if r.Limit > 0 { // for the case that whoever asked was killed and cannot stop us
		defer time.AfterFunc(r.Limit+grace, func() { os.Exit(3) }).Stop()
	}
	return l.Layout(r.Graph)
}

var errVersions = errors.New("moments and " + Name + " are of different versions: install both anew")
