package graphviz

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/render/view"
)

// The measures that Graphviz is given, in px; it takes one px for one point.
const (
	perInch     = 72.0
	rankGap     = 26.0 // between two layers of dot
	nodeGap     = 14.0 // between two nodes; they have their own room around them
	clusterRoom = 12.0 // between a frame and what stands in it
	frameGap    = 7.0  // by which a frame is smaller than its cluster, for frames to stand apart
	springGap   = 36.0 // between two joined nodes, where springs lay out
	ringGap     = 140.0
	courier     = 0.6 // width of a letter of Courier, of its size
)

// worded says whether words stand on an edge. They become a node of their own
// between two edges: so all engines leave them their exact room.
func worded(e view.LayoutEdge) bool { return e.LabelW > 0 && e.LabelH > 0 }

const nodeStyle = "node [shape=box, fixedsize=true, label=\" \", margin=0];\nedge [dir=none];\n"

// areaName is the node of an area: nodes come first, then the words on edges.
func areaName(g view.LayoutGraph, i int) string {
	if i < len(g.Nodes) {
		return "n" + strconv.Itoa(i)
	}
	i -= len(g.Nodes)
	for k, e := range g.Edges {
		if worded(e) {
			if i == 0 {
				return "w" + strconv.Itoa(k)
			}
			i--
		}
	}
	return ""
}

// source writes a graph in the language of Graphviz. Nodes are n0, n1 and so on,
// clusters c0, edges e0, and the words of edge 0 are the node w0 between the
// edges a0 and b0.
func source(g view.LayoutGraph, engine view.Engine) []byte {
	var b bytes.Buffer
	b.WriteString("digraph {\n" + graphAttributes(engine.Name))
	b.WriteString(nodeStyle)
	inside := make([][]string, len(g.Clusters)+1) // what stands in no cluster comes last
	put := func(cluster int, name string, w, h float64) {
		if cluster < 0 {
			cluster = len(g.Clusters)
		}
		inside[cluster] = append(inside[cluster], fmt.Sprintf("%s [width=%s, height=%s];\n", name, inches(w), inches(h)))
	}
	for i, n := range g.Nodes {
		put(n.Cluster, "n"+strconv.Itoa(i), n.W, n.H)
	}
	for i, e := range g.Edges {
		if worded(e) {
			put(shared(g, e), "w"+strconv.Itoa(i), e.LabelW, e.LabelH)
		}
	}
	for i, c := range g.Clusters {
		if !engine.Frames || len(inside[i]) == 0 {
			b.WriteString(strings.Join(inside[i], ""))
			continue
		}
		fmt.Fprintf(&b, "subgraph cluster_%d {\ngraph [%s];\n%s}\n", i, clusterAttributes(c), strings.Join(inside[i], ""))
	}
	b.WriteString(strings.Join(inside[len(g.Clusters)], ""))
	for i, e := range g.Edges {
		from, to := "n"+strconv.Itoa(e.From), "n"+strconv.Itoa(e.To)
		if !worded(e) {
			b.WriteString(edge(from, to, "e"+strconv.Itoa(i), e.Weight, size(g, e.From)+size(g, e.To)))
			continue
		}
		words := "w" + strconv.Itoa(i)
		half := math.Hypot(e.LabelW, e.LabelH) / 2
		b.WriteString(edge(from, words, "a"+strconv.Itoa(i), e.Weight, size(g, e.From)+half))
		b.WriteString(edge(words, to, "b"+strconv.Itoa(i), e.Weight, half+size(g, e.To)))
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// shared is the cluster in which both ends of an edge stand, -1 for none.
func shared(g view.LayoutGraph, e view.LayoutEdge) int {
	if c := g.Nodes[e.From].Cluster; c == g.Nodes[e.To].Cluster {
		return c
	}
	return -1
}

// size is half the length of a node, from corner to corner.
func size(g view.LayoutGraph, node int) float64 {
	return math.Hypot(g.Nodes[node].W, g.Nodes[node].H) / 2
}

func edge(from, to, name string, weight int, length float64) string {
	weight = max(1, weight) // for twopi, 0 is no edge at all
	return fmt.Sprintf("%s -> %s [id=%s, weight=%d, len=%s];\n", from, to, name, weight, inches(length+springGap))
}

func graphAttributes(engine string) string {
	switch engine {
	case "dot":
		return fmt.Sprintf("graph [rankdir=LR, newrank=true, nodesep=%s, ranksep=%s, splines=true];\n", inches(nodeGap), inches(rankGap))
	case "circo": // it keeps nodes apart by itself
		return fmt.Sprintf("graph [splines=line, mindist=%s];\n", inches(8))
	}
	// One beginning for all that begins by chance, and boxes apart.
	return fmt.Sprintf("graph [start=1, overlap=false, splines=line, sep=\"+12\", ranksep=%s, pack=true];\n", inches(ringGap))
}

// clusterAttributes leave room for the name of a cluster: as many letters of a
// known width, since Graphviz measures names with fonts of its own.
func clusterAttributes(c view.LayoutCluster) string {
	if c.LabelW == 0 || c.LabelH == 0 {
		return fmt.Sprintf("margin=%g", clusterRoom+frameGap)
	}
	letters := max(1, int(math.Ceil(c.LabelW/(courier*c.LabelH))))
	return fmt.Sprintf("margin=%g, labeljust=l, fontname=Courier, fontsize=%s, label=%s", clusterRoom+frameGap, number(c.LabelH), strings.Repeat("x", letters))
}

func inches(px float64) string { return number(px / perInch) }

func number(v float64) string { return strconv.FormatFloat(v, 'f', 4, 64) }
