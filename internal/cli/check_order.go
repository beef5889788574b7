package cli

import (
	"os"
	"runtime"

	"github.com/servicemoments/moments/internal/progress"
)

// inOrder works on all items, on all cores, and hands the results over one by one
// in the order of the items. No more than a few results are held at a time. It
// ends with the first error of done.
func inOrder[T, R any](items []T, work func(T) R, done func(R) error) error {
	cores := runtime.GOMAXPROCS(0)
	busy := make(chan struct{}, cores)
	results := make(chan chan R, 2*cores) // some ahead, so that a long one does not hold up the others
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		defer close(results)
		for _, item := range items {
			result := make(chan R, 1)
			select {
			case <-stop:
				return
			case results <- result:
			}
			busy <- struct{}{}
			go func() {
				defer func() { <-busy }()
				result <- work(item)
			}()
		}
	}()
	for result := range results {
		if err := done(<-result); err != nil {
			return err
		}
	}
	return nil
}

// progress shows on the terminal how far a long run has come, if there is one:
// never in a file or a pipe.
func (a *app) progress(what string, total int) *progress.Bar {
	if f, ok := a.Err.(*os.File); ok && a.Env("TERM") != "dumb" && terminalWidth(f) > 0 {
		return progress.Start(f, what, total)
	}
	return nil
}
