package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// us is the name of the tool that the others are compared with.
const us = "Moments"

// tool is one program with the language it reads. A tool is a value in a list.
type tool struct {
	name      string
	extension string
	input     func(*diagram) string
	command   func(in, out string) []string // whole processes, from file to SVG
	env       []string
	probe     []string // prints the version
	get       string   // how to get it
}

func tools(c *config) []tool {
	d2 := c.d2
	elk := []string{"node", filepath.Join(c.home, "elk", "elk.mjs")}
	mermaid := []string{"node", filepath.Join(c.home, "mermaid", "mermaid.mjs")}
	return []tool{
		{
			name: us, extension: ".yaml", input: (*diagram).moments, get: "make build",
			command: func(in, out string) []string { return []string{c.moments, "render", in, "-o", out} },
			probe:   []string{c.moments, "version"},
		},
		{
			name: "Graphviz dot", extension: ".dot", input: (*diagram).dot, get: "apt-get install graphviz",
			command: func(in, out string) []string { return []string{"dot", "-Tsvg", in, "-o", out} },
			probe:   []string{"dot", "-V"},
		},
		{
			name: "Graphviz neato -n2", extension: ".neato.dot", input: (*diagram).neato, get: "apt-get install graphviz",
			command: func(in, out string) []string { return []string{"neato", "-n2", "-Tsvg", in, "-o", out} },
			probe:   []string{"neato", "-V"},
		},
		{
			name: "D2 elk", extension: ".d2", input: (*diagram).d2, get: "scripts/bench-peers/run.sh builds it where Go can be had in its version",
			command: func(in, out string) []string { return []string{d2, "--layout=elk", in, out} },
			probe:   []string{d2, "version"},
		},
		{
			name: "D2 dagre", extension: ".d2", input: (*diagram).d2, get: "scripts/bench-peers/run.sh builds it where Go can be had in its version",
			command: func(in, out string) []string { return []string{d2, "--layout=dagre", in, out} },
			probe:   []string{d2, "version"},
		},
		{
			name: "elkjs", extension: ".elk.json", input: (*diagram).elk, get: "npm ci in scripts/bench-peers/elk",
			command: func(in, out string) []string { return append(elk, in, out) },
			probe:   append(elk, "--version"),
		},
		{
			name: "PlantUML", extension: ".puml", input: (*diagram).plantuml, get: "apt-get install plantuml graphviz",
			// It names its picture by its input, and draws no picture wider than the limit.
			command: func(in, out string) []string {
				return []string{"sh", "-c", `plantuml -tsvg -o "$(dirname "$2")" "$1" && mv "${1%.puml}.svg" "$2"`, "sh", in, out}
			},
			env:   []string{"PLANTUML_LIMIT_SIZE=200000"},
			probe: []string{"plantuml", "-version"},
		},
		{
			name: "Mermaid swimlanes", extension: ".mmd", input: (*diagram).mermaid, get: "npm ci in scripts/bench-peers/mermaid and apt-get install chromium",
			command: func(in, out string) []string { return append(mermaid, in, out) },
			probe:   append(mermaid, "--version"),
		},
	}
}

// version is the first line that the probe prints.
func (t tool) version() (string, error) {
	out, err := exec.CommandContext(context.Background(), t.probe[0], t.probe[1:]...).CombinedOutput()
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return strings.ReplaceAll(line, "|", "/"), nil
}

// machine says what the figures are of.
func machine() string {
	name := runtime.GOARCH
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for _, line := range strings.Split(string(text), "\n") {
			if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == "model name" {
				name = strings.TrimSpace(v)
				break
			}
		}
	}
	return fmt.Sprintf("%d cores of %s, %s", runtime.NumCPU(), name, runtime.GOOS)
}
