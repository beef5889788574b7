package cli

import (
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones by name, on machines that know none

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/internal/coverreport"
	"github.com/servicemoments/moments/touchpoint"
)

func (c *covering) flags(cmd *cobra.Command) {
	cmd.SetFlagErrorFunc(plainFlagError)
	f := cmd.Flags()
	f.SortFlags = false
	f.StringArrayVar(&c.min, "min", nil, "least share of a criterion in percent, such as moments=100 (may be repeated): fitness, fitting, "+list(coverage.CriterionNames()))
	f.StringVar(&c.ratchet, "ratchet", "", "file with the coverage that was reached before, and may not be fallen below")
	f.BoolVar(&c.raise, "raise", false, "write what is better than before into the file of --ratchet, if nothing is missed")
	f.StringVar(&c.today, "today", "", "day that the ends of waivers are compared with, such as 2026-11-22 (default: none has ended)")
	f.StringArrayVarP(&c.outs, "output", "o", nil, "file, or - for standard output (may be repeated; default -)")
	f.StringVar(&c.format, "format", "", "how it is written: "+list(coverFormatNames())+" (default: by extension, else "+coverFormatNames()[0]+")")
	f.BoolVar(&c.all, "all", false, "write everything, however long it is")
	f.StringVar(&c.badge, "badge", "", "SVG file with a badge for a README")
	f.StringVar(&c.shown, "badge-of", "", "share that the badge shows (default: the first of --min, else moments)")
	f.StringVar(&c.paint, "paint", "", "picture file, with what was covered laid over the blueprint")
	f.StringSliceVar(&c.layers, "layer", nil, "what is painted, by the names of the layers (default: the first)")
	f.StringVar(&c.view, "view", "", "view that is painted: "+list(viewNames())+" (default "+viewNames()[0]+")")
	f.StringVar(&c.theme, "theme", "", "colours of the page and the picture: "+list(themeNames())+", or a theme file FILE.json (default: as the reader's system has it)")
	f.StringVar(&c.language, "language", "", "language of the words, en or zh (default: the blueprint's)")
	f.StringVar(&c.labels, "labels", "", "file with these words in another language (see \"moments labels\")")
	f.StringSliceVar(&c.criteria, "criteria", nil, "criteria to measure, besides those of --min (default: all)")
	f.StringSliceVar(&c.observe, "observe", nil, "lanes that count, by their ids (default: those that journeys visit)")
	f.IntVar(&c.measure.Paths, "paths", 0, "most simple paths to list (default 1000)")
	f.IntVar(&c.measure.Limit, "limit", 0, "how far the search for the explanation of a journey goes (default 100000)")
	f.BoolVar(&c.measure.Stale, "stale", false, "count journeys that were recorded against another version of the blueprint")
	f.StringVar(&c.mapping, "mapping", "", "logs: file that says which touchpoints activities mean, YAML or CSV")
	f.StringVar(&c.columns, "columns", "", "logs: what columns, keys or attributes are called, such as case=order,activity=step,time=when (also start, lifecycle, resource; #3 is the third column)")
	f.StringVar(&c.delimiter, "delimiter", "", "logs: what stands between the cells of CSV, such as ; or tab (default: recognised)")
	f.BoolVar(&c.headless, "no-header", false, "logs: CSV begins with an event; --columns says which cell is what, as #1, #2")
	f.StringVar(&c.times, "time-format", "", "logs: "+list(timeFormatNames())+", or a layout such as \"02.01.2006 15:04\" (default: recognised)")
	f.StringVar(&c.zone, "zone", "", "logs: zone of times that name none, such as Asia/Shanghai (default UTC)")
	f.BoolVar(&c.strict, "strict", false, "logs: the first bad record is an error")
	f.BoolVar(&c.grouped, "grouped", false, "logs: the events of a journey stand together, so that nothing has to be kept")
	f.StringVar(&c.memory, "memory", "512MB", "logs: what open journeys may take; beyond it they go to temporary files")
	f.StringVar(&c.cases.Folder, "temp", "", "logs: folder for temporary files (default: that of the system)")
	for flag, words := range map[string][]string{
		"format": coverFormatNames(), "language": {"en", "zh"}, "view": viewNames(), "theme": themeNames(),
		"criteria": coverage.CriterionNames(), "badge-of": conformance.ThresholdNames(), "time-format": timeFormatNames(),
	} {
		complete(cmd, flag, words...)
	}
}

func timeFormatNames() []string {
	return names(eventlog.TimeFormats(), func(f eventlog.TimeFormat) string { return f.Name })
}

// check finds what makes no sense before anything is read.
func (c *covering) check(cmd *cobra.Command) error {
	for _, f := range []struct {
		flag  string
		value int
	}{{"paths", c.measure.Paths}, {"limit", c.measure.Limit}} {
		if cmd.Flags().Changed(f.flag) && f.value < 1 {
			return usagef("--%s is a number from 1 on", f.flag)
		}
	}
	switch {
	case c.raise && c.ratchet == "":
		return usagef("--raise writes a ratchet: name its file with --ratchet")
	case c.shown != "" && c.badge == "":
		return usagef("--badge-of says what a badge shows: name its file with --badge")
	case c.paint == "" && (len(c.layers) > 0 || c.view != ""):
		return usagef("--layer and --view say how a picture is painted: name its file with --paint")
	}
	if !isThemeFile(c.theme) {
		if err := known("theme", c.theme, themeNames()); err != nil {
			return err
		}
	}
	return firstOf(
		known("format", c.format, coverFormatNames()), known("view", c.view, viewNames()),
		known("share for --badge-of", c.shown, conformance.ThresholdNames()),
		c.asked(), c.settleOutputs(), c.readLogFlags(),
	)
}

// asked reads thresholds, criteria and the day.
func (c *covering) asked() error {
	var wrong []string
	for _, text := range c.min {
		t, err := coverreport.ParseThreshold(text)
		if err != nil {
			wrong = append(wrong, "--min: "+err.Error())
			continue
		}
		c.thresholds = append(c.thresholds, t)
	}
	if len(wrong) > 0 {
		return usagef("%s", strings.Join(wrong, "; "))
	}
	for _, name := range c.criteria {
		if err := known("criterion", name, coverage.CriterionNames()); err != nil {
			return err
		}
	}
	if c.criteria != nil && c.ratchet == "" {
		c.measure.Criteria = slices.Clone(c.criteria)
		for _, t := range c.thresholds {
			if contains(coverage.CriterionNames(), t.Name) && !contains(c.measure.Criteria, t.Name) {
				c.measure.Criteria = append(c.measure.Criteria, t.Name)
			}
		}
	}
	if c.criteria != nil && c.ratchet != "" {
		return usagef("--ratchet holds every criterion: --criteria goes without it")
	}
	c.measure.Observe = c.observe
	if c.today == "" {
		return nil
	}
	day, err := touchpoint.ParseDate(c.today)
	if err != nil {
		return usage{fmt.Errorf("--today: %w", err)}
	}
	c.measure.Day = day
	return nil
}

// readLogFlags reads how logs are to be read.
func (c *covering) readLogFlags() error {
	c.log = eventlog.Options{NoHeader: c.headless, Strict: c.strict, TimeFormat: c.times}
	c.cases.Grouped = c.grouped
	var err error
	if c.cases.Memory, err = parseSize(c.memory); err != nil {
		return usagef("--memory: %w", err)
	}
	if c.log.Columns, err = parseColumns(c.columns); err != nil {
		return usagef("--columns: %w", err)
	}
	if c.delimiter != "" {
		if c.log.Delimiter, err = parseDelimiter(c.delimiter); err != nil {
			return usagef("--delimiter: %w", err)
		}
	}
	if c.zone != "" {
		if c.log.Zone, err = time.LoadLocation(c.zone); err != nil {
			return usagef("--zone: there is no zone %q: write one such as Asia/Shanghai or Europe/Berlin", c.zone)
		}
	}
	return nil
}

// parseDelimiter reads a character, or the word tab.
func parseDelimiter(text string) (byte, error) {
	switch {
	case text == "tab" || text == `\t`:
		return '\t', nil
	case len(text) == 1 && text[0] < 0x80 && text[0] != '"' && text[0] != '\n' && text[0] != '\r' && text[0] != 0:
		return text[0], nil
	}
	return 0, fmt.Errorf("%q: expected one character such as ; or the word tab", text)
}

// parseSize reads bytes: 512MB, 2GB, 64MiB, 1000000.
func parseSize(text string) (int64, error) {
	number := strings.TrimRight(text, "BKMGTIbkmgti ")
	unit := strings.ToUpper(strings.TrimSpace(text[len(number):]))
	units := map[string]float64{
		"": 1, "B": 1, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12,
		"K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40, "KIB": 1 << 10, "MIB": 1 << 20, "GIB": 1 << 30, "TIB": 1 << 40,
	}
	n, err := strconv.ParseFloat(number, 64)
	bytes := n * units[unit]
	if units[unit] == 0 || err != nil || !(bytes >= 1) || bytes > math.MaxInt64/4 {
		return 0, fmt.Errorf("%q: expected a size such as 512MB or 2GB", text)
	}
	return int64(bytes), nil
}

// parseColumns reads case=order,activity="step, done".
func parseColumns(text string) (eventlog.Columns, error) {
	var out eventlog.Columns
	if text == "" {
		return out, nil
	}
	r := csv.NewReader(strings.NewReader(text))
	r.LazyQuotes = true
	parts, err := r.Read()
	if err != nil {
		return out, fmt.Errorf("%q: expected pairs such as case=order,activity=step,time=when", text)
	}
	fields := []struct {
		name string
		to   *string
	}{
		{"case", &out.Case}, {"activity", &out.Activity}, {"time", &out.Time},
		{"start", &out.Start}, {"lifecycle", &out.Lifecycle}, {"resource", &out.Resource},
	}
	var all []string
	for _, f := range fields {
		all = append(all, f.name)
	}
	for _, part := range parts {
		name, column, ok := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		if !ok || strings.TrimSpace(column) == "" {
			return out, fmt.Errorf("%q: expected a pair such as case=order", part)
		}
		at := slices.Index(all, name)
		if at < 0 {
			return out, unknown("part of an event", name, all)
		}
		if *fields[at].to != "" {
			return out, fmt.Errorf("%s is named twice", name)
		}
		*fields[at].to = strings.TrimSpace(column)
	}
	return out, nil
}
