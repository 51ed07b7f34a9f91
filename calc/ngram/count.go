// Package ngram is a small real language model: it predicts the next token from the few before it. It is interpolated
// modified Kneser–Ney, as KenLM estimates it. Counter counts a text, Counter.Model makes a model of what was counted, and
// Model.Distribution is what it is for.
//
// Sources: Chen and Goodman, "An Empirical Study of Smoothing Techniques for Language Modeling" (TR-10-98, 1998), equation 26 for the
// discounts; Heafield, Pouzyrevsky, Clark and Koehn, "Scalable Modified Kneser-Ney Language Model Estimation" (ACL 2013), section 3,
// whose names the comments use: a for adjusted counts, u for discounted probabilities, b for what they leave to the shorter context.
//
// Tokens are ids of any encoding, as they come. Two tokens are the model's own: the start, which stands before each document and is
// never predicted, and the End, which is predicted where a document ended.
//
// Counting looks up one table entry for each token and length, and a model is made in time linear in the different n-grams; both take
// memory for each of those. The worst text is one that never repeats itself.
package ngram

// Orders that a model can have: how many tokens its longest n-grams have. One of order 3 looks at two tokens of context.
const (
	MinOrder     = 2
	MaxOrder     = 5
	DefaultOrder = 3
)

// End is the id of the end of a document; no encoding has so many tokens.
const End = ^uint32(0)

// start is the number of the token before each document.
const start = 0

// Counter counts the n-grams of documents that come token by token.
type Counter struct {
	numbers map[uint32]uint32 // of the tokens, by their ids, in the order of appearance
	ids     []uint32          // and back; of the start there is none
	levels  []level           // levels[k] has the n-grams of k+1 tokens; those of the first have the tokens' numbers
	last    []uint32          // the n-grams that end with the last token: last[k] is of k+1 tokens
	tokens  int
	lookups int
}

// level has the n-grams of one length, by number.
type level struct {
	find map[uint64]uint32 // by the number of all tokens but the last, and that of the last
	keys []uint64
	// a(w₁…wₙ): how often an n-gram of the longest was seen; of a shorter one, behind how many different tokens. What begins with the start
	// has nothing before it, and is as good as the longest.
	adjusted []uint32
}

func keyOf(prefix, last uint32) uint64               { return uint64(prefix)<<32 | uint64(last) }
func prefixAndLast(key uint64) (prefix, last uint32) { return uint32(key >> 32), uint32(key) }

// NewCounter counts for a model of an order from MinOrder to MaxOrder.
func NewCounter(order int) *Counter {
	c := &Counter{numbers: map[uint32]uint32{}, levels: make([]level, order)}
	for k := range c.levels {
		c.levels[k].find = map[uint64]uint32{}
	}
	c.levels[0].add(0)
	c.ids = append(c.ids, End)
	c.begin()
	return c
}

// begin stands before a document.
func (c *Counter) begin() { c.last = append(c.last[:0], start) }

// Tokens is how many were added.
func (c *Counter) Tokens() int { return c.tokens }

// Add counts the next tokens of a document.
func (c *Counter) Add(ids []uint32) {
	for _, id := range ids {
		c.count(id)
	}
	c.tokens += len(ids)
}

// EndDocument says that the document is complete: what is added next begins another.
func (c *Counter) EndDocument() {
	c.count(End)
	c.begin()
}

// count takes one token. The longest n-gram that it completes is counted. A shorter one is counted where the one that is longer by a token is new: for
// then it stands behind a token behind which it did not stand before.
func (c *Counter) count(id uint32) {
	var ending [MaxOrder]uint32
	ending[0] = c.number(id)
	longest := min(len(c.last), len(c.levels)-1)
	for k := 1; k <= longest; k++ {
		level, key := &c.levels[k], keyOf(c.last[k-1], ending[0])
		c.lookups++
		gram, seen := level.find[key]
		if !seen {
			gram = level.add(key)
			level.find[key] = gram
			c.levels[k-1].adjusted[ending[k-1]]++
		}
		ending[k] = gram
	}
	c.levels[longest].adjusted[ending[longest]]++
	c.last = append(c.last[:0], ending[:longest+1]...)
}

func (c *Counter) number(id uint32) uint32 {
	n, known := c.numbers[id]
	if !known {
		n = c.levels[0].add(keyOf(0, uint32(len(c.ids))))
		c.numbers[id] = n
		c.ids = append(c.ids, id)
	}
	return n
}

func (l *level) add(key uint64) (number uint32) {
	l.keys = append(l.keys, key)
	l.adjusted = append(l.adjusted, 0)
	return uint32(len(l.keys) - 1)
}
