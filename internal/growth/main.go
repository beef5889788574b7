// Command growth measures how time and memory grow with the size of a blueprint,
// stage by stage, and whether any shape of board takes more than its share. It writes
// tables for docs/performance.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/servicemoments/moments/blueprint"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "growth:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	sizes := flag.String("sizes", "500,1000,2000,5000,10000,20000", "numbers of touchpoints")
	corner := flag.Int("corner", 10_000, "touchpoints of boards out of proportion; 0: without them")
	only := flag.String("only", "", "only stages whose name has this in it")
	flag.Parse()
	var counts []int
	for _, s := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 10 {
			return fmt.Errorf("-sizes: %q is no number of 10 or more", s)
		}
		counts = append(counts, n)
	}
	if err := growth(ctx, counts, *only); err != nil {
		return err
	}
	if *corner == 0 {
		return nil
	}
	return outOfProportion(ctx, *corner, *only)
}

// growth prints, for each stage and size, the time and memory for one touchpoint.
func growth(ctx context.Context, counts []int, only string) error {
	fmt.Printf("Microseconds and bytes taken from the heap, for one touchpoint, at so many touchpoints:\n\n| stage |")
	for _, n := range counts {
		fmt.Printf(" %d |", n)
	}
	fmt.Printf(" last to 1,000 |\n|---|%s---|\n", strings.Repeat("---|", len(counts)))
	texts := map[int]string{}
	for _, n := range counts {
		texts[n] = ordinary.text(n)
	}
	for _, s := range chosen(only) {
		fmt.Printf("| %s |", s.name)
		var base, last float64
		for _, n := range counts {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			f, err := measure(s, texts[n], n)
			if err != nil {
				return err
			}
			fmt.Printf(" %.1f µs, %s |", f.micros, bytes(f.bytes))
			if n == 1000 || base == 0 {
				base = f.micros
			}
			last = f.micros
		}
		fmt.Printf(" %.2f |\n", last/base)
	}
	return nil
}

// outOfProportion prints the time of each stage for each odd board, in all.
func outOfProportion(ctx context.Context, n int, only string) error {
	boards := corners()
	fmt.Printf("\nMilliseconds for boards of %d touchpoints:\n\n| stage |", n)
	for _, b := range boards {
		fmt.Printf(" %s |", b.name)
	}
	fmt.Printf("\n|---|%s\n", strings.Repeat("---|", len(boards)))
	for _, s := range chosen(only) {
		fmt.Printf("| %s |", s.name)
		for _, b := range boards {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			f, err := measure(s, b.text(n), n)
			if err != nil {
				fmt.Printf(" (%v) |", err)
				continue
			}
			fmt.Printf(" %.0f |", f.micros*float64(n)/1000)
		}
		fmt.Println()
	}
	return nil
}

func chosen(only string) []stage {
	var out []stage
	for _, s := range stages() {
		if strings.Contains(s.name, only) {
			out = append(out, s)
		}
	}
	return out
}

// figure is what one touchpoint takes.
type figure struct{ micros, bytes float64 }

// measure does a stage until a second is over, at least three times unless once takes
// longer than five seconds, and takes the quickest.
func measure(s stage, text string, n int) (figure, error) {
	b, err := blueprint.Read(strings.NewReader(text), "board.yaml")
	if err != nil {
		return figure{}, err
	}
	var best time.Duration
	var f figure
	begin := time.Now()
	for i := 0; i < 3 || time.Since(begin) < time.Second; i++ {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		if err := s.do(b, text); err != nil {
			return figure{}, err
		}
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if best == 0 || took < best {
			best = took
		}
		f.bytes = float64(after.TotalAlloc-before.TotalAlloc) / float64(n)
		if took > 5*time.Second {
			break
		}
	}
	f.micros = float64(best.Nanoseconds()) / 1000 / float64(n)
	return f, nil
}

func bytes(v float64) string {
	if v < 10_000 {
		return fmt.Sprintf("%.0f B", v)
	}
	return fmt.Sprintf("%.0f KB", v/1000)
}
