package main

import (
	"math"
	"slices"
)

// median of no values is not a number.
func median(values []float64) float64 { return quantile(values, 0.5) }

// quantile is the linear interpolation between the two nearest of the ordered values (R's type 7).
func quantile(values []float64, q float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	ordered := slices.Sorted(slices.Values(values))
	at := q * float64(len(ordered)-1)
	low := int(at)
	high := min(low+1, len(ordered)-1)
	return ordered[low] + (ordered[high]-ordered[low])*(at-float64(low))
}

// geometricMean is the mean for ratios: a tool twice as fast here and half as fast there comes out even.
func geometricMean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += math.Log(v)
	}
	return math.Exp(sum / float64(len(values)))
}
