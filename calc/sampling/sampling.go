package sampling

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Result is a distribution before and after the steps.
type Result struct {
	Before, After []float64 // by token; each adds up to 1
	CutBy         []Step    // by token: the step that cut it, or "" where it is kept

	// Ranked are the tokens, the most probable first. No step changes this order, and each keeps the first of it, so that the kept ones are Ranked[:Kept].
	Ranked []int
	Kept   int
	Done   []Done

	ends []float64 // of the kept ones' stretches on the cumulative line
}

// Done is what a step left: how many tokens, and how much of what it was given they had together.
type Done struct {
	Step Step
	Kept int
	Mass float64
}

// rounding is by how much a sum of probabilities may miss top_p and still be taken to reach it: 0.7 + 0.2 misses 0.9 by 10⁻¹⁶.
const rounding = 1e-12

// Apply takes a distribution of the whole vocabulary through the steps. Probabilities that do not add up to 1 are normalised first. An error is an *Error.
func Apply(probabilities []float64, s Settings) (*Result, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	for i, p := range probabilities {
		if !(p >= 0 && p <= 1+rounding) {
			return nil, refuse(fmt.Sprintf("probabilities[%d]", i), "a number from 0 to 1", p)
		}
	}
	if sumOf(probabilities) == 0 {
		return nil, &Error{"probabilities", "No token has a probability: there is nothing to choose from."}
	}
	r := &Result{Before: normalise(slices.Clone(probabilities)), CutBy: make([]Step, len(probabilities)), Ranked: make([]int, len(probabilities))}
	for i := range r.Ranked {
		r.Ranked[i] = i
	}
	slices.SortFunc(r.Ranked, func(i, j int) int {
		return cmp.Or(cmp.Compare(r.Before[j], r.Before[i]), cmp.Compare(i, j))
	})
	r.take(&s)
	return r, nil
}

// take does the steps on the probabilities by rank, of which each keeps the first.
func (r *Result) take(s *Settings) {
	p := make([]float64, len(r.Ranked))
	for rank, token := range r.Ranked {
		p[rank] = r.Before[token]
	}
	for _, step := range s.Order {
		kept := len(p)
		switch step {
		case Temperature:
			if s.Temperature == 0 {
				kept = 1
			} else {
				heat(p, s.Temperature)
			}
		case TopK:
			if s.TopK > 0 {
				kept = min(s.TopK, len(p))
			}
		case TopP:
			kept = nucleus(p, s.TopP)
		case MinP:
			least := s.MinP * p[0]
			kept = len(p)
			for kept > 1 && p[kept-1] < least {
				kept--
			}
		}
		for _, token := range r.Ranked[kept:len(p)] {
			r.CutBy[token] = step
		}
		r.Done = append(r.Done, Done{step, kept, min(1, sumOf(p[:kept]))})
		p = normalise(p[:kept])
	}
	r.keep(p)
}

// heat raises probabilities to the power of 1 ÷ temperature, as shares of the largest, so that none but a negligible one becomes 0.
func heat(p []float64, temperature float64) {
	if temperature == 1 {
		return
	}
	most := math.Log(p[0])
	for i := range p {
		p[i] = math.Exp((math.Log(p[i]) - most) / temperature)
	}
	normalise(p)
}

// nucleus is how many of the first have together at least topP, "the smallest set such that" (Holtzman and others 2020, "The Curious Case of Neural
// Text Degeneration", equation 2).
func nucleus(p []float64, topP float64) int {
	if topP == 1 {
		return len(p)
	}
	sum := 0.0
	for i := range p {
		if sum += p[i]; sum >= topP-rounding {
			return i + 1
		}
	}
	return len(p)
}

// keep writes down what is left, and lays it out on the cumulative line, which ends at 1 exactly.
func (r *Result) keep(p []float64) {
	r.Kept, r.After, r.ends = len(p), make([]float64, len(r.Ranked)), make([]float64, len(p))
	sum := 0.0
	for rank := range p {
		r.After[r.Ranked[rank]] = p[rank]
		sum += p[rank]
		r.ends[rank] = min(1, sum)
	}
	for rank := len(p) - 1; rank >= 0; rank-- {
		r.ends[rank] = 1
		if p[rank] > 0 {
			break
		}
	}
}

// Stretch is where the token of a rank lies on the cumulative line from 0 to 1; what is cut lies at its end and is empty.
func (r *Result) Stretch(rank int) (from, to float64) {
	if rank >= r.Kept {
		return 1, 1
	}
	if rank > 0 {
		from = r.ends[rank-1]
	}
	return from, r.ends[rank]
}

// Entropy is how many bits a choice from a distribution is worth: −Σ p log₂ p.
func Entropy(p []float64) (bits float64) {
	for _, x := range p {
		if x > 0 {
			bits -= x * math.Log2(x)
		}
	}
	return max(0, bits)
}

// Choices is how many equally probable ones an entropy is as uncertain as: 2 to its power.
func Choices(bits float64) float64 { return math.Exp2(bits) }
