package ngram

import "slices"

// Model predicts the next token. It stays as it is when its Counter goes on counting.
type Model struct {
	counter    *Counter
	vocabulary []uint32
	places     []uint32 // of tokens in the vocabulary, by their numbers
	levels     []estimates
	shortest   []float64 // the distribution without context
}

// estimates are what one length of n-grams says: for each context, a shorter n-gram, the tokens that followed.
type estimates struct {
	discounts [4]float64 // D(1), D(2) and D(3), which holds from 3 on
	from      []uint32   // by context: where its tokens begin, and those of the next
	places    []uint32   // of the tokens in the vocabulary
	adjusted  []uint32
}

// Model estimates the probabilities of what has been counted.
func (c *Counter) Model() *Model {
	m := &Model{counter: c, vocabulary: slices.Sorted(slices.Values(c.ids[1:])), places: make([]uint32, len(c.ids))}
	for i, id := range m.vocabulary {
		m.places[c.numbers[id]] = uint32(i)
	}
	contexts := 1
	for k := range c.levels {
		m.levels = append(m.levels, m.estimate(&c.levels[k], contexts))
		contexts = len(c.levels[k].keys)
	}
	m.shortest = make([]float64, len(m.vocabulary))
	for i := range m.shortest {
		m.shortest[i] = 1 / float64(len(m.vocabulary))
	}
	m.levels[0].interpolate(m.shortest, 0)
	return m
}

// estimate sorts the n-grams of a level by context, by counting.
func (m *Model) estimate(l *level, contexts int) estimates {
	e := estimates{discounts: discountsOf(l.adjusted), from: make([]uint32, contexts+1)}
	for i, key := range l.keys {
		if l.adjusted[i] > 0 { // only the start alone has none
			prefix, _ := prefixAndLast(key)
			e.from[prefix+1]++
		}
	}
	for i := range contexts {
		e.from[i+1] += e.from[i]
	}
	e.places, e.adjusted = make([]uint32, e.from[contexts]), make([]uint32, e.from[contexts])
	next := slices.Clone(e.from)
	for i, key := range l.keys {
		if l.adjusted[i] > 0 {
			prefix, last := prefixAndLast(key)
			e.places[next[prefix]], e.adjusted[next[prefix]] = m.places[last], l.adjusted[i]
			next[prefix]++
		}
	}
	return e
}

// fallback is what KenLM's --discount_fallback takes where a text is too small to estimate discounts from.
var fallback = [4]float64{0, 0.5, 1, 1.5}

// discountsOf is Chen and Goodman's equation 26, with tᵢ the number of n-grams whose adjusted count is i:
//
//	D(i) = i − (i+1) · t₁ ÷ (t₁ + 2t₂) · tᵢ₊₁ ÷ tᵢ
//
// Where a count of counts is missing, or a discount is negative or more than what it is taken from, all three are KenLM's fallback.
func discountsOf(adjusted []uint32) [4]float64 {
	var t [5]float64
	for _, a := range adjusted {
		if a < 5 {
			t[a]++
		}
	}
	var d [4]float64
	for i := 1; i <= 3; i++ {
		if t[i] == 0 {
			return fallback
		}
		of := float64(i)
		d[i] = of - (of+1)*t[1]/(t[1]+2*t[2])*t[i+1]/t[i]
		if d[i] < 0 || d[i] > of {
			return fallback
		}
	}
	return d
}

// Vocabulary is every token that can come next, by ascending id; End, where a document has ended, is the last.
func (m *Model) Vocabulary() []uint32 { return m.vocabulary }

// Distribution gives the probability of each token of the vocabulary after a context, which is the document so far. It adds up to 1. Only the last
// tokens of the context count, one less than the order, and of them as many as have been seen together. It takes time linear in the vocabulary.
//
//	p(w | w₁…wₙ) = u(w | w₁…wₙ) + b(w₁…wₙ) · p(w | w₂…wₙ)
//	u(w | w₁…wₙ) = (a(w₁…wₙ w) − D(a)) ÷ Σ a(w₁…wₙ x)
//
// The shortest context, none, goes on to the uniform distribution.
func (m *Model) Distribution(context []uint32) []float64 {
	p := slices.Clone(m.shortest)
	for k, gram := range m.known(context) {
		m.levels[k+1].interpolate(p, gram)
	}
	return p
}

// Known is how many tokens of the context, its last ones, have been seen together with something behind them. The start counts as one.
func (m *Model) Known(context []uint32) int { return len(m.known(context)) }

// known are the ends of the context that have been followed by something, as n-grams: of one token, of two …
func (m *Model) known(context []uint32) (grams []uint32) {
	numbers := m.numbers(context)
	for length := 1; length <= len(numbers); length++ {
		gram, seen := m.gram(numbers[len(numbers)-length:])
		if !seen || m.levels[length].from[gram] == m.levels[length].from[gram+1] {
			break
		}
		grams = append(grams, gram)
	}
	return grams
}

// numbers are those of the last tokens of a document, as many as count; unknown ones cut it off.
func (m *Model) numbers(document []uint32) (numbers []uint32) {
	most := len(m.levels) - 1
	if len(document) < most {
		numbers = append(numbers, start)
	}
	for _, id := range document[max(0, len(document)-most):] {
		if n, known := m.counter.numbers[id]; known {
			numbers = append(numbers, n)
		} else {
			numbers = numbers[:0]
		}
	}
	return numbers
}

// gram finds an n-gram that was there when the model was made.
func (m *Model) gram(numbers []uint32) (gram uint32, seen bool) {
	for k, n := range numbers {
		if k == 0 {
			gram = n
		} else if gram, seen = m.counter.levels[k].find[keyOf(gram, n)]; !seen {
			return 0, false
		}
		if contexts := len(m.levels[k+1].from) - 1; int(gram) >= contexts {
			return 0, false
		}
	}
	return gram, true
}

// interpolate turns the distribution of the shorter context into that of a context, in place.
func (e *estimates) interpolate(p []float64, context uint32) {
	total, left := e.masses(context)
	for i := range p {
		p[i] *= left / total
	}
	for i := e.from[context]; i < e.from[context+1]; i++ {
		p[e.places[i]] += e.discounted(i) / total
	}
}

// masses are Σ a(context x), and what the discounts take of it: b = left ÷ total.
func (e *estimates) masses(context uint32) (total, left float64) {
	for i := e.from[context]; i < e.from[context+1]; i++ {
		total += float64(e.adjusted[i])
		left += e.discounts[min(e.adjusted[i], 3)]
	}
	return total, left
}

func (e *estimates) discounted(i uint32) float64 {
	return float64(e.adjusted[i]) - e.discounts[min(e.adjusted[i], 3)]
}

// Probability is Distribution's for one token, in time linear in what followed the context; 0 for a token that the vocabulary has not.
func (m *Model) Probability(context []uint32, id uint32) float64 {
	place, known := slices.BinarySearch(m.vocabulary, id)
	if !known {
		return 0
	}
	p := m.shortest[place]
	for k, gram := range m.known(context) {
		e := &m.levels[k+1]
		total, left := e.masses(gram)
		p *= left / total
		for i := e.from[gram]; i < e.from[gram+1]; i++ {
			if e.places[i] == uint32(place) {
				p += e.discounted(i) / total
			}
		}
	}
	return p
}
