package distribution

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Interval is the mean of what independent replications found, with the ends of its
// 95% confidence interval by Student's t. NaN is a replication with nothing to say.
// With fewer than two that say anything both ends are the mean; n tells how many
// there were.
func Interval(found []float64) (mean, low, high float64, n int) {
	sum := 0.0
	for _, v := range found {
		if !math.IsNaN(v) {
			n++
			sum += v
		}
	}
	if n == 0 {
		return 0, 0, 0, 0
	}
	mean = sum / float64(n)
	if n < 2 {
		return mean, mean, mean, n
	}
	squares := 0.0
	for _, v := range found {
		if !math.IsNaN(v) {
			squares += (v - mean) * (v - mean)
		}
	}
	t := distuv.StudentsT{Sigma: 1, Nu: float64(n - 1)}.Quantile(0.975)
	half := t * math.Sqrt(squares/float64(n-1)/float64(n))
	return mean, mean - half, mean + half, n
}

// Bounded cuts an interval at least and most, beyond which the true value cannot lie:
// 0 for times, counts and costs, 1 for shares. What is cut off never held it, so that
// the interval covers it as often as before; it always keeps the mean.
func Bounded(mean, low, high, least, most float64) (float64, float64) {
	return min(max(low, least), mean), max(min(high, most), mean)
}
