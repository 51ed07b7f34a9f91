package ngram

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func train(order int, documents ...[]uint32) *Model {
	c := NewCounter(order)
	for i, d := range documents {
		if c.Add(d); i < len(documents)-1 {
			c.EndDocument()
		}
	}
	return c.Model()
}

func trainEnded(order int, document []uint32) *Model { return train(order, document, nil) }

const a, b = 1, 2

// The text a b a, of order 2, worked by hand. Its bigrams are (start a), (a b) and (b a), each seen once. Unigrams count what they stand behind: a
// behind {start, b}, so 2; b behind {a}, so 1. Counts of counts are missing in both, so D(1), D(2), D(3) = 0.5, 1, 1.5.
//
//	none   u(a) = (2 − 1) ÷ 3 = 1/3, u(b) = (1 − 0.5) ÷ 3 = 1/6, b = (1 + 0.5) ÷ 3 = 1/2
//	       p(a) = 1/3 + 1/2 · 1/2 = 7/12, p(b) = 1/6 + 1/2 · 1/2 = 5/12
//	after a, once b: u(b) = 1/2, b = 1/2; p(b) = 1/2 + 1/2 · 5/12 = 17/24, p(a) = 1/2 · 7/12 = 7/24
//	after b, once a: p(a) = 1/2 + 1/2 · 7/12 = 19/24, p(b) = 5/24; and the same after the start
//
// With the end behind it, there is (a end) too, and the end stands behind {a}: 1.
//
//	none   u = 1/4, 1/8, 1/8, b = 2 ÷ 4 = 1/2; p(a) = 1/4 + 1/2 · 1/3 = 10/24, p(b) = p(end) = 1/8 + 1/6 = 7/24
//	after a, once b, once end: u = 0.5 ÷ 2 = 1/4 for each, b = 1/2; p(b) = p(end) = 1/4 + 7/48 = 19/48, p(a) = 10/48
func TestByHand(t *testing.T) {
	open, ended := train(2, []uint32{a, b, a}), trainEnded(2, []uint32{a, b, a})
	for _, test := range []struct {
		name    string
		model   *Model
		context []uint32
		want    []float64
	}{
		{"none", open, []uint32{99}, []float64{7. / 12, 5. / 12}},
		{"a", open, []uint32{a}, []float64{7. / 24, 17. / 24}},
		{"b", open, []uint32{a, b}, []float64{19. / 24, 5. / 24}},
		{"start", open, nil, []float64{19. / 24, 5. / 24}},
		{"none, ended", ended, []uint32{99}, []float64{10. / 24, 7. / 24, 7. / 24}},
		{"a, ended", ended, []uint32{b, a}, []float64{10. / 48, 19. / 48, 19. / 48}},
	} {
		got := test.model.Distribution(test.context)
		for i := range test.want {
			if len(got) != len(test.want) || math.Abs(got[i]-test.want[i]) > 1e-15 {
				t.Errorf("after %s: %v, want %v", test.name, got, test.want)
				break
			}
		}
	}
	if got, want := ended.Vocabulary(), []uint32{a, b, End}; !slices.Equal(got, want) {
		t.Errorf("vocabulary %v, want %v", got, want)
	}
}

// zipf is a text in which some tokens are common and most are rare, and what was seen comes again.
func zipf(seed uint64, length int) []uint32 {
	r := rand.New(rand.NewPCG(seed, 0))
	z := rand.NewZipf(r, 1.3, 4, 400)
	text := make([]uint32, 0, length)
	for len(text) < length {
		if at := r.IntN(len(text) + 1); len(text) > 20 && r.IntN(3) == 0 {
			text = append(text, text[at:min(len(text), at+1+r.IntN(6))]...)
		} else {
			text = append(text, 7*uint32(z.Uint64()))
		}
	}
	return text[:length]
}

func TestDistributionsAddUpToOne(t *testing.T) {
	for order := MinOrder; order <= MaxOrder; order++ {
		text := zipf(uint64(order), 20_000)
		m := train(order, text[:12_000], text[12_000:12_000], text[12_000:], nil)
		r := rand.New(rand.NewPCG(9, 9))
		for range 300 {
			at := r.IntN(len(text))
			context := slices.Clone(text[at:min(len(text), at+r.IntN(7))])
			if len(context) > 0 && r.IntN(3) == 0 {
				context[r.IntN(len(context))] = 1 + r.Uint32N(500) // most of them unseen
			}
			sum := 0.0
			for i, p := range m.Distribution(context) {
				if p <= 0 || p > 1 {
					t.Fatalf("order %d after %v: token %d has %v", order, context, m.Vocabulary()[i], p)
				}
				if got := m.Probability(context, m.Vocabulary()[i]); math.Abs(got-p) > 1e-15 {
					t.Fatalf("order %d after %v: %v by itself, %v among all", order, context, got, p)
				}
				sum += p
			}
			if math.Abs(sum-1) > 1e-12 {
				t.Fatalf("order %d after %v: the sum is %v", order, context, sum)
			}
		}
	}
}

// reference is the published definition, taken literally: n-grams as texts, each sum over all of them.
type reference struct {
	order    int
	adjusted map[int]map[string]float64 // by length
	words    []string
}

func word(id uint32) string {
	if id == End {
		return "</s>"
	}
	return fmt.Sprint(id)
}

func newReference(order int, documents ...[]string) *reference {
	r := &reference{order: order, adjusted: map[int]map[string]float64{}}
	raw, behind := map[string]float64{}, map[string]map[string]bool{}
	for _, d := range documents {
		d = append([]string{"<s>"}, d...)
		for end := 1; end <= len(d); end++ {
			for n := 1; n <= min(order, end); n++ {
				gram := fmt.Sprint(d[end-n : end])
				raw[gram]++
				if r.adjusted[n] == nil {
					r.adjusted[n] = map[string]float64{}
				}
				if n == order || d[end-n] == "<s>" {
					r.adjusted[n][gram] = raw[gram] // the count c
					continue
				}
				if behind[gram] == nil {
					behind[gram] = map[string]bool{}
				}
				behind[gram][d[end-n-1]] = true
				r.adjusted[n][gram] = float64(len(behind[gram])) // |v: c(v w₁…wₙ) > 0|
			}
			if w := d[end-1]; w != "<s>" && !slices.Contains(r.words, w) {
				r.words = append(r.words, w)
			}
		}
	}
	delete(r.adjusted[1], "[<s>]")
	return r
}

func (r *reference) discount(n int, count float64) float64 {
	t := map[float64]float64{}
	for _, c := range r.adjusted[n] {
		t[c]++
	}
	d := [4]float64{}
	for i := 1.; i <= 3; i++ {
		d[int(i)] = i - (i+1)*t[1]*t[i+1]/((t[1]+2*t[2])*t[i])
		if !(d[int(i)] >= 0 && d[int(i)] <= i) {
			d = [4]float64{0, 0.5, 1, 1.5}
			break
		}
	}
	return d[int(min(count, 3))]
}

// probability is p(w | context); shorter contexts recursively, and below them the uniform distribution.
func (r *reference) probability(context []string, w string) float64 {
	n := len(context) + 1
	shorter := 1 / float64(len(r.words))
	if n > 1 {
		shorter = r.probability(context[1:], w)
	}
	sum, left := 0., 0.
	for _, x := range r.words {
		c := r.adjusted[n][fmt.Sprint(append(slices.Clone(context), x))]
		sum += c
		left += r.discount(n, c)
	}
	if sum == 0 {
		return shorter
	}
	c := r.adjusted[n][fmt.Sprint(append(slices.Clone(context), w))]
	return (c-r.discount(n, c))/sum + left/sum*shorter
}

func TestAgainstThePublishedFormulas(t *testing.T) {
	estimated := 0
	for seed := range uint64(6) {
		order := MinOrder + int(seed)%(MaxOrder-MinOrder+1)
		r := rand.New(rand.NewPCG(seed, 1))
		var documents [][]uint32
		var texts [][]string
		for range 4 {
			var d []uint32
			for range 5 + r.IntN(40) {
				d = append(d, uint32(min(r.IntN(9), r.IntN(9), r.IntN(9))))
			}
			documents = append(documents, d)
		}
		for i, d := range documents {
			if i < len(documents)-1 {
				d = append(slices.Clone(d), End)
			}
			var text []string
			for _, id := range d {
				text = append(text, word(id))
			}
			texts = append(texts, text)
		}
		m, want := train(order, documents...), newReference(order, texts...)
		for k := range m.levels {
			if m.levels[k].discounts != fallback {
				estimated++
			}
		}
		for range 25 {
			context := documents[r.IntN(4)]
			at := r.IntN(len(context))
			context = context[:at]
			named := []string{"<s>"}
			for _, id := range context {
				named = append(named, word(id))
			}
			named = named[max(0, len(named)-order+1):]
			for i, p := range m.Distribution(context) {
				w := word(m.Vocabulary()[i])
				if published := want.probability(named, w); math.Abs(p-published) > 1e-12 {
					t.Fatalf("seed %d, order %d: p(%s | %v) = %v, by the formulas %v", seed, order, w, named, p, published)
				}
			}
		}
	}
	if estimated == 0 {
		t.Error("no text was large enough for its discounts to be estimated: the comparison says nothing about them")
	}
}

func TestDiscounts(t *testing.T) {
	var counts []uint32
	for count, n := range []int{1: 100, 2: 40, 3: 20, 4: 12, 5: 8} {
		for range n {
			counts = append(counts, uint32(count))
		}
	}
	// Y = 100 ÷ 180; D(1) = 1 − 2Y·40/100, D(2) = 2 − 3Y·20/40, D(3) = 3 − 4Y·12/20
	want := [4]float64{0, 1 - 80./180, 2 - 150./180, 3 - 240./180}
	for i, d := range discountsOf(counts) {
		if math.Abs(d-want[i]) > 1e-15 {
			t.Errorf("D(%d) = %v, want %v", i, d, want[i])
		}
	}
	for name, counts := range map[string][]uint32{"nothing": nil, "no 3": {1, 1, 2}, "negative": {1, 1, 1, 1, 2, 3, 3, 3, 3, 3}} {
		if got := discountsOf(counts); got != fallback {
			t.Errorf("%s: %v, want the fallback", name, got)
		}
	}
}

func TestSmallTexts(t *testing.T) {
	for _, test := range []struct {
		name      string
		documents [][]uint32
		want      []float64
	}{
		{"nothing", nil, nil},
		{"an empty document that goes on", [][]uint32{nil}, nil},
		{"an empty document", [][]uint32{nil, nil}, []float64{1}},
		{"one token", [][]uint32{{5}}, []float64{1}},
	} {
		if got := train(3, test.documents...).Distribution([]uint32{5, 5, 5}); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestUnseenContexts(t *testing.T) {
	text := zipf(1, 5000)
	m := train(3, text)
	unseen := uint32(7*400 + 1)
	none := m.Distribution([]uint32{unseen, unseen})
	if m.Known([]uint32{unseen}) != 0 || !slices.Equal(none, m.shortest) {
		t.Error("behind a token that was never seen, the distribution is not that without context")
	}
	last := text[len(text)-1]
	if !slices.Equal(m.Distribution([]uint32{unseen, last}), m.Distribution([]uint32{text[0], unseen, last})) {
		t.Error("what stands before a token that was never seen makes a difference")
	}
	if m.Known(text[:100]) != 2 || m.Known(nil) != 1 {
		t.Errorf("known: %d of a context from the text, %d of none", m.Known(text[:100]), m.Known(nil))
	}
	if p := m.Probability(nil, unseen); p != 0 {
		t.Errorf("a token that was never seen has %v", p)
	}
}

// Training up to a point is training on what stands before it, whether the counter goes on or not; and twice gives the same.
func TestTrainingUpToAPoint(t *testing.T) {
	text := zipf(2, 6000)
	c := NewCounter(4)
	c.Add(text[:2500])
	before := c.Model()
	c.Add(text[2500:])
	after := c.Model()
	for _, test := range []struct {
		m    *Model
		upTo int
	}{{before, 2500}, {after, 6000}} {
		want := train(4, text[:test.upTo])
		for at := 0; at < len(text); at += 97 {
			if got := test.m.Distribution(text[:at]); !slices.Equal(got, want.Distribution(text[:at])) {
				t.Fatalf("up to %d, after %d tokens: another distribution than of the prefix alone", test.upTo, at)
			}
		}
	}
	if c.Tokens() != 6000 {
		t.Errorf("%d tokens", c.Tokens())
	}
}

// Work and memory are linear in any text: look-ups are at most one for each token and length, and so are the n-grams kept.
func TestWorkIsLinear(t *testing.T) {
	distinct := make([]uint32, 50_000)
	for i := range distinct {
		distinct[i] = uint32(i)
	}
	for name, text := range map[string][]uint32{"one token": make([]uint32, 50_000), "no token twice": distinct, "text": zipf(3, 50_000)} {
		c := NewCounter(MaxOrder)
		c.Add(text)
		kept := 0
		for k := range c.levels {
			kept += len(c.levels[k].keys)
		}
		if most := MaxOrder * len(text); c.lookups > most || kept > most+1 {
			t.Errorf("%s: %d look-ups, %d n-grams for %d tokens", name, c.lookups, kept, len(text))
		}
	}
}
