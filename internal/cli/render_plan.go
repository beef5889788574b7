package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/servicemoments/moments/render"
)

// job is one picture to draw.
type job struct {
	from input
	view string
	to   string
}

// plan says where each picture goes, and settles the format.
func (d *drawing) plan(list []input) ([]job, error) {
	if d.all != "" {
		return d.planAll(list)
	}
	out, folder := d.out, meansFolder(d.out, list)
	switch {
	case out == stdout && len(list) > 1:
		return nil, usagef("%d pictures cannot all go to standard output; name a folder with --output", len(list))
	case len(list) > 1 && out != "" && !folder:
		return nil, usagef("%d pictures cannot all go into %s; name a folder", len(list), out)
	}
	if d.Format == "" {
		d.Format = formatNames()[0]
		if out != "" && out != stdout && !folder {
			format, err := formatByExtension(out)
			if err != nil {
				return nil, err
			}
			d.Format = format
		}
	}
	jobs := make([]job, len(list))
	for i, in := range list {
		to := out
		switch {
		case in.stdin() && out == "":
			to = stdout
		case folder:
			to = filepath.Join(out, placeOf(in)+extension(d.Format))
		case out == "":
			to = stem(in.path) + extension(d.Format)
		}
		jobs[i] = job{in, d.View, to}
	}
	return jobs, clash(jobs)
}

// planAll is every view of each blueprint; those of several blueprints go into a
// folder each.
func (d *drawing) planAll(list []input) ([]job, error) {
	if d.Format == "" {
		d.Format = formatNames()[0]
	}
	if i := slices.Index(formatNames(), d.Format); render.Formats()[i].Picture == nil {
		return nil, usagef("--all writes a picture for each view; %s is the whole blueprint in one", d.Format)
	}
	var jobs []job
	for _, in := range list {
		dir := d.all
		if len(list) > 1 || in.below != "" {
			dir = filepath.Join(dir, placeOf(in))
		}
		for _, v := range viewNames() {
			jobs = append(jobs, job{in, v, filepath.Join(dir, v+extension(d.Format))})
		}
	}
	return jobs, clash(jobs)
}

// clash fails where two pictures would be one file.
func clash(jobs []job) error {
	taken := map[string]string{}
	for _, j := range jobs {
		if other, ok := taken[j.to]; ok && j.to != stdout {
			return usagef("the pictures of %s and %s would both be %s; draw them one by one", other, j.from.name(), j.to)
		}
		taken[j.to] = j.from.name()
	}
	return nil
}

// placeOf is where the picture of an input goes within a folder, without
// extension.
func placeOf(in input) string {
	switch {
	case in.stdin():
		return stdinName
	case in.below != "":
		return stem(in.below)
	}
	return stem(filepath.Base(in.path))
}

// meansFolder tells whether an output names a folder: it is one, it ends in a
// slash, or it has no extension and what is drawn comes from a folder or is
// several files.
func meansFolder(out string, list []input) bool {
	switch {
	case out == "" || out == stdout:
		return false
	case strings.HasSuffix(out, "/") || strings.HasSuffix(out, string(filepath.Separator)) || isFolder(out):
		return true
	}
	return filepath.Ext(out) == "" && (len(list) > 1 || list[0].below != "")
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return path != "" && err == nil && info.IsDir()
}

func stem(path string) string { return strings.TrimSuffix(path, filepath.Ext(path)) }

func extension(format string) string {
	for _, f := range render.Formats() {
		if f.Name == format {
			return f.Extension
		}
	}
	return ""
}

func formatByExtension(path string) (string, error) {
	var known []string
	for _, f := range render.Formats() {
		if strings.EqualFold(f.Extension, filepath.Ext(path)) {
			return f.Name, nil
		}
		if !slices.Contains(known, f.Extension) {
			known = append(known, f.Extension)
		}
	}
	return "", usagef("the extension of %s names no format; known are %s (or say --format)", path, strings.Join(known, ", "))
}
