package blueprint

// components finds the strongly connected components of the ways (Tarjan 1972),
// without recursion, so that a loop over a whole large blueprint is no trouble.
func (g *Graph) components() [][]int {
	c := &componentFinder{g: g, number: make([]int, len(g.nodes)), low: make([]int, len(g.nodes)), open: make([]bool, len(g.nodes))}
	for i := range g.nodes {
		if c.number[i] == 0 {
			c.walk(i)
		}
	}
	return c.found
}

type componentFinder struct {
	g           *Graph
	number, low []int
	open        []bool
	stack       []int
	count       int
	found       [][]int
}

func (c *componentFinder) enter(i int) {
	c.count++
	c.number[i], c.low[i], c.open[i] = c.count, c.count, true
	c.stack = append(c.stack, i)
}

func (c *componentFinder) walk(root int) {
	type frame struct{ node, next int }
	c.enter(root)
	frames := []frame{{root, 0}}
	for len(frames) > 0 {
		f := &frames[len(frames)-1]
		if f.next == len(c.g.out[f.node]) {
			c.leave(f.node)
			frames = frames[:len(frames)-1]
			if len(frames) > 0 {
				above := frames[len(frames)-1].node
				c.low[above] = min(c.low[above], c.low[f.node])
			}
			continue
		}
		w := c.g.ways[c.g.out[f.node][f.next]]
		f.next++
		if w.To == nil {
			continue
		}
		to := c.g.index[w.To]
		switch {
		case c.number[to] == 0:
			c.enter(to)
			frames = append(frames, frame{to, 0})
		case c.open[to]:
			c.low[f.node] = min(c.low[f.node], c.number[to])
		}
	}
}

func (c *componentFinder) leave(i int) {
	if c.low[i] != c.number[i] {
		return
	}
	var set []int
	for {
		top := c.stack[len(c.stack)-1]
		c.stack = c.stack[:len(c.stack)-1]
		c.open[top] = false
		set = append(set, top)
		if top == i {
			break
		}
	}
	c.found = append(c.found, set)
}
