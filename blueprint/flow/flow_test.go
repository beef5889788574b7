package flow_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/touchpoint"
)

// read makes a net of a page of YAML.
func read(t testing.TB, text string) *flow.Net {
	t.Helper()
	n, err := flow.New(parse(t, text).Graph())
	require.NoError(t, err)
	return n
}

func parse(t testing.TB, text string) *blueprint.Blueprint {
	t.Helper()
	b, err := blueprint.Read(strings.NewReader(text), "test.yaml")
	require.NoError(t, err)
	return b
}

// cut takes what happens and what may start then apart.
func cut(line string) (steps, want string) {
	steps, want, _ = strings.Cut(line, "=")
	return steps, strings.TrimSpace(want)
}

func load(t testing.TB, path string) *flow.Net {
	t.Helper()
	b, err := blueprint.Load(path)
	require.NoError(t, err)
	n, err := flow.New(b.Graph())
	require.NoError(t, err)
	return n
}

// script goes through a blueprint as a test says: "a" starts the touchpoint a,
// "a." finishes it, "a.b" finishes it with the choice of b, "a!b" lets it fail and
// b recover, "a?" lets patience run out, "a~" passes it over. After the steps it
// says what may start now.
func script(t testing.TB, n *flow.Net, steps string) (flow.State, string) {
	t.Helper()
	s := n.NewState()
	for _, step := range strings.Fields(steps) {
		s = do(t, n, s, step)
	}
	return s, enabled(n, s)
}

func do(t testing.TB, n *flow.Net, s flow.State, step string) flow.State {
	t.Helper()
	at := strings.IndexAny(step, ".!?~")
	if at < 0 {
		next, _, err := n.Start(s, index(t, n, step))
		require.NoError(t, err, "%s, enabled: %s", step, enabled(n, s))
		return next
	}
	kind := map[byte]flow.Kind{'.': flow.Finished, '!': flow.Failed, '?': flow.GaveUp, '~': flow.PassedOver}[step[at]]
	for _, o := range n.Outcomes(s, index(t, n, step[:at])) {
		if o.Kind != kind || target(n, o.Way) != step[at+1:] && step[at+1:] != "" {
			continue
		}
		next, _, err := n.Finish(s, o)
		require.NoError(t, err, step)
		return next
	}
	require.Fail(t, "not possible", "%s, running: %v, enabled: %s", step, s.Running(), enabled(n, s))
	return s
}

func target(n *flow.Net, way int) string {
	switch {
	case way < 0:
		return ""
	case n.Ways()[way].To == nil:
		return "end"
	}
	return n.Ways()[way].To.ID
}

func index(t testing.TB, n *flow.Net, id string) int {
	t.Helper()
	x, ok := n.Graph().Touchpoint(id)
	require.True(t, ok, "there is no %s", id)
	return n.Graph().Index(x)
}

func enabled(n *flow.Net, s flow.State) string {
	var ids []string
	for _, x := range n.Enabled(s) {
		ids = append(ids, n.Touchpoint(x.Touchpoint).ID)
	}
	if n.Done(s) {
		ids = append(ids, "done")
	}
	return strings.Join(ids, " ")
}

// story tells a walk, a line an event, with what justified each start.
func story(n *flow.Net, tr flow.Trace) string {
	var b strings.Builder
	for _, e := range tr.Events {
		fmt.Fprintf(&b, "%-9s %s", e.Kind, n.Touchpoint(e.Touchpoint).ID)
		if e.Kind == flow.Started {
			b.WriteString(" because " + because(n, e.Start))
		}
		if e.Way >= 0 {
			fmt.Fprintf(&b, " by %s", target(n, e.Way))
		}
		for _, w := range e.Effect.Ways {
			fmt.Fprintf(&b, "; %s %s -> %s", n.Ways()[w].Role, n.Ways()[w].From.ID, orEnd(target(n, w)))
		}
		for _, x := range e.Effect.Withdrawn {
			fmt.Fprintf(&b, "; gives up %s", n.Touchpoint(x).ID)
		}
		for _, x := range e.Effect.Ended {
			fmt.Fprintf(&b, "; thread %d ends", x)
		}
		b.WriteString("\n")
	}
	if tr.Err != nil {
		fmt.Fprintf(&b, "%v\n", tr.Err)
	}
	return b.String()
}

func orEnd(id string) string {
	if id == "" {
		return "end"
	}
	return id
}

func because(n *flow.Net, s flow.Start) string {
	var why []string
	if s.Begins {
		why = append(why, "a thread begins")
	}
	if s.Entered {
		why = append(why, "its step is entered")
	}
	for _, w := range s.Ways {
		why = append(why, fmt.Sprintf("%s %s", n.Ways()[w].Role, n.Ways()[w].From.ID))
	}
	return strings.Join(why, ", ")
}

func fail(recover string) touchpoint.Fail {
	return touchpoint.Fail{Title: "goes wrong", Chance: touchpoint.Of(0.2), Recover: recover}
}

func patience(then string) *touchpoint.Wait { return &touchpoint.Wait{Then: then} }
