package blueprint

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/touchpoint"
)

// Graph is a blueprint with its ways worked out: what is written and what
// follows from the board. It is a snapshot, valid until the blueprint is
// changed, and safe for concurrent use.
type Graph struct {
	Blueprint *Blueprint

	lanes   []Lane
	kinds   map[string]touchpoint.Kind
	ranks   map[string]int
	nodes   []node
	index   map[*touchpoint.Touchpoint]int
	byID    map[string]int
	columns []column
	threads []Thread
	ways    []Way
	out, in [][]int // ways by touchpoint
}

// node is a touchpoint with where it stands.
type node struct {
	t      *touchpoint.Touchpoint
	at     Place
	kind   touchpoint.Kind
	detour bool
	group  []int // nodes that stand side by side, itself included; all of a cell off stage
}

// column is a step with its cells as groups of nodes.
type column struct {
	phase, step int
	begin       int // its first node
	cells       []laneCell
	detour      bool // its topmost touchpoint is a detour
}

// laneCell is a filled cell: groups in sequence, each side by side. Detours of
// an ordinary step are left out of it.
type laneCell struct {
	lane   string
	kind   touchpoint.Kind
	groups [][]int
}

func (c laneCell) first() int  { return c.groups[0][0] }
func (c laneCell) last() int   { return c.groups[len(c.groups)-1][0] }
func (c laneCell) alone() bool { return len(c.groups) == 1 && len(c.groups[0]) == 1 }

// Graph works the ways out. Ids must be unique and references must name
// something, as [Blueprint.Validate] checks; a reference that does not is no way.
func (b *Blueprint) Graph() *Graph {
	g := &Graph{Blueprint: b, lanes: b.AllLanes(), kinds: map[string]touchpoint.Kind{}, ranks: map[string]int{}, index: map[*touchpoint.Touchpoint]int{}, byID: map[string]int{}}
	for i, l := range g.lanes {
		g.kinds[l.ID], g.ranks[l.ID] = l.Kind, i
	}
	b.eachTouchpoint(func(t *touchpoint.Touchpoint, at Place) {
		g.index[t] = len(g.nodes)
		if _, ok := g.byID[t.ID]; !ok {
			g.byID[t.ID] = len(g.nodes)
		}
		g.nodes = append(g.nodes, node{t: t, at: at, kind: g.kinds[at.Lane]})
	})
	g.findDetours()
	g.buildColumns()
	g.findThreads()
	g.ways = newWayfinder(g).find()
	g.markBack()
	g.out, g.in = make([][]int, len(g.nodes)), make([][]int, len(g.nodes))
	for i, w := range g.ways {
		g.out[g.index[w.From]] = append(g.out[g.index[w.From]], i)
		if w.To != nil {
			g.in[g.index[w.To]] = append(g.in[g.index[w.To]], i)
		}
	}
	return g
}

// findDetours marks touchpoints that a recovery names, that stand after what
// fails, and that no next names. A detour that is written goes before that.
func (g *Graph) findDetours() {
	named := map[string]bool{}
	for _, n := range g.nodes {
		for _, next := range n.t.Next {
			named[next.To] = true
		}
	}
	for i, n := range g.nodes {
		for _, f := range n.t.Fails {
			if to, ok := g.byID[f.Recover]; ok && to > i && !named[f.Recover] {
				g.nodes[to].detour = true
			}
		}
	}
	for i := range g.nodes {
		n := &g.nodes[i]
		step := &g.Blueprint.Phases[n.at.Phase].Steps[n.at.Step]
		for _, written := range []*bool{step.Detour, n.t.Detour} {
			if written != nil {
				n.detour = *written
			}
		}
	}
}

func (g *Graph) buildColumns() {
	byColumn := make([][]int, 0)
	for p := range g.Blueprint.Phases {
		for s := range g.Blueprint.Phases[p].Steps {
			g.columns = append(g.columns, column{phase: p, step: s})
			byColumn = append(byColumn, nil)
		}
	}
	for i, n := range g.nodes {
		byColumn[n.at.Column] = append(byColumn[n.at.Column], i)
	}
	for c, nodes := range byColumn {
		col := &g.columns[c]
		if len(nodes) > 0 {
			col.begin = nodes[0]
		}
		col.detour = len(nodes) > 0 && g.nodes[g.topmost(nodes)].detour
		g.fillColumn(col, nodes)
	}
}

func (g *Graph) topmost(nodes []int) int {
	return slices.MinFunc(nodes, func(a, b int) int { return cmp.Or(cmp.Compare(g.laneRank(a), g.laneRank(b)), cmp.Compare(a, b)) })
}

func (g *Graph) laneRank(n int) int { return g.ranks[g.nodes[n].at.Lane] }

// fillColumn groups the nodes of a step by lane and place.
func (g *Graph) fillColumn(col *column, nodes []int) {
	stack := -1
	for _, i := range nodes {
		n := &g.nodes[i]
		if n.detour && !col.detour {
			n.group = []int{i}
			continue
		}
		last := len(col.cells) - 1
		switch {
		case last < 0 || col.cells[last].lane != n.at.Lane:
			col.cells = append(col.cells, laneCell{lane: n.at.Lane, kind: n.kind, groups: [][]int{{i}}})
		case !n.kind.Onstage() || stack == n.at.Stack:
			cell := &col.cells[last]
			end := len(cell.groups) - 1
			cell.groups[end] = append(cell.groups[end], i)
		default:
			col.cells[last].groups = append(col.cells[last].groups, []int{i})
		}
		stack = n.at.Stack
	}
	for _, c := range col.cells {
		for _, group := range c.groups {
			for _, i := range group {
				g.nodes[i].group = group
			}
		}
	}
}

// Thread is the customer's way over the board along one customer lane.
type Thread struct {
	Lane     string // id of the customer lane; empty where the blueprint has none in use
	Stations []Station
}

// Station is a cell that a thread comes through.
type Station struct {
	Column      int // index of the step over all phases
	Lane        string
	Touchpoints []*touchpoint.Touchpoint // in the order of the cell

	cell laneCell
}

// findThreads finds one thread for each customer lane in use; its filled cells
// are its stations. The first one also takes the topmost filled cell of steps
// without any customer cell.
func (g *Graph) findThreads() {
	used := map[string]bool{}
	for _, c := range g.columns {
		for _, cell := range c.cells {
			used[cell.lane] = used[cell.lane] || cell.kind == touchpoint.Customer && !c.detour
		}
	}
	for _, l := range g.lanes {
		if l.Kind == touchpoint.Customer && used[l.ID] {
			g.threads = append(g.threads, Thread{Lane: l.ID})
		}
	}
	if len(g.threads) == 0 {
		g.threads = []Thread{{}}
	}
	at := map[string]int{}
	for i, t := range g.threads {
		at[t.Lane] = i
	}
	for c, col := range g.columns {
		if col.detour || len(col.cells) == 0 {
			continue
		}
		for _, cell := range col.cells {
			if cell.kind == touchpoint.Customer {
				g.addStation(at[cell.lane], c, cell)
			}
		}
		if col.cells[0].kind != touchpoint.Customer {
			g.addStation(0, c, col.cells[0])
		}
	}
	g.threads = slices.DeleteFunc(g.threads, func(t Thread) bool { return len(t.Stations) == 0 })
}

func (g *Graph) addStation(thread, col int, cell laneCell) {
	s := Station{Column: col, Lane: cell.lane, cell: cell}
	for _, group := range cell.groups {
		for _, i := range group {
			s.Touchpoints = append(s.Touchpoints, g.nodes[i].t)
		}
	}
	g.threads[thread].Stations = append(g.threads[thread].Stations, s)
}
