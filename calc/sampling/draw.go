package sampling

import (
	"math"
	"math/rand/v2"
	"sort"
)

// Draw is one pick: the number between 0 and 1 that was drawn, and the rank of the token on whose stretch it fell.
type Draw struct {
	At   float64
	Rank int
}

// Draw picks a token. The same seed and step, the place in the answer, give the same number (PCG, as in math/rand/v2).
func (r *Result) Draw(seed, step uint64) Draw { return r.draw(rand.New(rand.NewPCG(seed, step))) }

func (r *Result) draw(from *rand.Rand) Draw {
	at := from.Float64()
	return Draw{at, sort.Search(r.Kept, func(rank int) bool { return r.ends[rank] > at })}
}

// Draws picks n times, the first as Draw does, and counts by rank how often each of the kept tokens came.
func (r *Result) Draws(seed, step uint64, n int) []int {
	from := rand.New(rand.NewPCG(seed, step))
	counts := make([]int, r.Kept)
	for range n {
		counts[r.draw(from).Rank]++
	}
	return counts
}

// Fit compares counts with what the distribution lets expect, by Pearson's chi-squared: Σ (count − expected)² ÷ expected.
type Fit struct {
	ChiSquared float64
	Degrees    int     // cells − 1
	P          float64 // how often chance alone makes it at least as large; 1 where there is one cell
}

// leastExpected is what each cell needs for the statistic to be what tables say it is (Cochran 1954): rarer tokens share one.
const leastExpected = 5

// Fit takes the counts of Draws.
func (r *Result) Fit(counts []int) Fit {
	n := 0
	for _, count := range counts {
		n += count
	}
	var seen, expected []float64 // by cell; the last is open
	open := true
	for rank, count := range counts {
		if open {
			seen, expected = append(seen, 0), append(expected, 0)
		}
		cell := len(seen) - 1
		seen[cell] += float64(count)
		expected[cell] += float64(n) * r.After[r.Ranked[rank]]
		open = expected[cell] >= leastExpected
	}
	if last := len(seen) - 1; last > 0 && expected[last] < leastExpected {
		seen[last-1] += seen[last]
		expected[last-1] += expected[last]
		seen, expected = seen[:last], expected[:last]
	}
	fit := Fit{Degrees: len(seen) - 1, P: 1}
	for i := range seen {
		if expected[i] > 0 {
			off := seen[i] - expected[i]
			fit.ChiSquared += off * off / expected[i]
		}
	}
	if fit.Degrees > 0 {
		fit.P = beyond(fit.ChiSquared, fit.Degrees)
	}
	return fit
}

// beyond is the probability that chi-squared of so many degrees is at least x: Q(k/2, x/2), by Q(a+1, y) = Q(a, y) + yᵃ e⁻ʸ ÷ Γ(a+1) from Q(1/2, y) =
// erfc √y or Q(1, y) = e⁻ʸ (Abramowitz and Stegun 26.4.4 and 26.4.5). Each term is its logarithm's power, for a single one may be beyond any number.
func beyond(x float64, degrees int) float64 {
	y, a := x/2, 1.0
	q := math.Exp(-y)
	if degrees%2 == 1 {
		a, q = 0.5, math.Erfc(math.Sqrt(y))
	}
	for ; a < float64(degrees)/2 && y > 0; a++ {
		gamma, _ := math.Lgamma(a + 1)
		q += math.Exp(float64(a*math.Log(y)) - y - gamma)
	}
	return min(1, q)
}
