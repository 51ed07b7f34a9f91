// Package generate is the generation loop, one step at a time: a small language model trained on a text (package
// ngram), its distribution over what comes next, what the sampling settings make of it (package sampling), the draw,
// and when to stop. It shows distributions that APIs report (package logprobs) in the same way.
//
// Start at Train and Generator.Step. Shares, bars and stretches are per cent, surprise is bits; everything that is drawn
// follows from a seed.
package generate

import (
	"math"
	"unicode/utf8"

	"threelimits/calc/fault"
	"threelimits/calc/ngram"
	"threelimits/calc/spell"
)

// MaxTrainingTokens is the longest text that a generator is trained on: with the largest order it takes some 200 MB.
const MaxTrainingTokens = 1_000_000

// Generator is a small language model and the text it is trained on, up to a point: its fixed date.
type Generator struct {
	tokens  []uint32
	texts   map[uint32]string
	order   int
	ends    bool
	counter *ngram.Counter
	model   *ngram.Model
}

// Training says what a generator learns.
type Training struct {
	Order int  // of the model, from ngram.MinOrder to ngram.MaxOrder
	UpTo  int  // how many tokens of the text; the others are what comes after its fixed date
	Ends  bool // the text ends where it ends, so that the model learns to end one
}

// Train trains on the tokens of a text. texts has the bytes of each of them. It takes time linear in the tokens: see package ngram.
func Train(tokens []uint32, texts map[uint32]string, t Training) (*Generator, error) {
	switch {
	case t.Order < ngram.MinOrder || t.Order > ngram.MaxOrder:
		return nil, fault.Argument("order", "order is "+spell.Plain(int64(t.Order))+"; accepted are 2 to 5.")
	case len(tokens) > MaxTrainingTokens:
		return nil, fault.Argument("text", "The text has "+spell.Grouped(int64(len(tokens)))+" tokens; a model is trained on at most "+spell.Grouped(MaxTrainingTokens)+".")
	}
	g := &Generator{tokens: tokens, texts: texts, order: t.Order, ends: t.Ends}
	return g, g.TrainTo(t.UpTo)
}

// TrainTo trains on the first tokens of the text and no others. Going on costs what is new; going back begins anew.
func (g *Generator) TrainTo(upTo int) error {
	if upTo < 0 || upTo > len(g.tokens) {
		return fault.Argument("upTo", "upTo is "+spell.Plain(int64(upTo))+"; accepted are 0 to "+spell.Grouped(int64(len(g.tokens)))+", the tokens of the text.")
	}
	if g.counter == nil || upTo < g.counter.Tokens() || g.counter.Tokens() == len(g.tokens) {
		g.counter = ngram.NewCounter(g.order)
	}
	g.counter.Add(g.tokens[g.counter.Tokens():upTo])
	if g.ends && upTo == len(g.tokens) && upTo > 0 {
		g.counter.EndDocument()
	}
	g.model = g.counter.Model()
	return nil
}

// Trained is TrainedState of the contract, what a generator has learned: so many tokens of its text, up to a point, which is that many per cent of it.
// Vocabulary is how many different ones it met.
type Trained struct {
	Tokens     int     `page:"tokens"`
	UpTo       int     `page:"upTo"`
	Percent    float64 `page:"percent"`
	Order      int     `page:"order"`
	Vocabulary int     `page:"vocabulary"`
}

// Trained says how far the generator is trained.
func (g *Generator) Trained() Trained {
	upTo := g.counter.Tokens()
	return Trained{len(g.tokens), upTo, spell.PercentOf(float64(upTo), float64(len(g.tokens))), g.order, len(g.model.Vocabulary())}
}

// Token is a token as a page shows it: Token of the contract.
type Token struct {
	ID    *int64 `page:"id"`
	Text  string `page:"text"`
	Bytes string `page:"bytes,omit"` // hexadecimal, where they are not whole characters
	End   bool   `page:"end,omit"`
}

func (g *Generator) token(id uint32) *Token {
	if id == ngram.End {
		return &Token{End: true}
	}
	number := int64(id)
	return textOf(&number, g.texts[id])
}

const hexDigits = "0123456789abcdef"

func textOf(id *int64, bytes string) *Token {
	t := &Token{ID: id, Text: bytes}
	if !utf8.ValidString(bytes) {
		for i := range len(bytes) {
			t.Bytes += string([]byte{hexDigits[bytes[i]>>4], hexDigits[bytes[i]&15]})
		}
	}
	return t
}

// Surprise is how little the model expected a stretch of the text: Surprise of the contract.
type Surprise struct {
	From    int      `page:"from"`
	To      int      `page:"to"`
	Unseen  int      `page:"unseen"` // tokens that it never saw in training, which have no probability
	Bits    *float64 `page:"bits"`   // the mean of −log₂ p of the others
	Choices *float64 `page:"choices"`
	Bar     float64  `page:"bar"`
}

// SurpriseReport is SurpriseReport of the contract.
type SurpriseReport struct {
	Blocks []Surprise `page:"blocks"`
	Before *Surprise  `page:"before"` // the point up to which it is trained
	After  *Surprise  `page:"after"`
}

// Surprise says how little the model expected each of so many equal stretches of the text, and what comes before and after its point, each token
// after those that stand before it. Text that the model is trained on is expected more.
func (g *Generator) Surprise(blocks int) (*SurpriseReport, error) {
	if blocks < 1 || blocks > 1000 {
		return nil, fault.Argument("blocks", "blocks is "+spell.Plain(int64(blocks))+"; accepted are 1 to 1,000.")
	}
	bits := make([]float64, len(g.tokens))
	for i, token := range g.tokens {
		bits[i] = -math.Log2(g.model.Probability(g.tokens[max(0, i-g.order):i], token))
	}
	out, upTo := SurpriseReport{}, g.counter.Tokens()
	most := 0.0
	for b := range blocks {
		if s := surpriseOf(bits, b*len(bits)/blocks, (b+1)*len(bits)/blocks); s != nil {
			out.Blocks = append(out.Blocks, *s)
			if s.Bits != nil {
				most = max(most, *s.Bits)
			}
		}
	}
	for i := range out.Blocks {
		if b := &out.Blocks[i]; b.Bits != nil {
			b.Bar = spell.PercentOf(*b.Bits, most)
		}
	}
	out.Before, out.After = surpriseOf(bits, 0, upTo), surpriseOf(bits, upTo, len(bits))
	return &out, nil
}

// surpriseOf is nil where there are no tokens.
func surpriseOf(bits []float64, from, to int) *Surprise {
	if from == to {
		return nil
	}
	s := &Surprise{From: from, To: to}
	sum := 0.0
	for _, b := range bits[from:to] {
		if math.IsInf(b, 1) {
			s.Unseen++
		} else {
			sum += b
		}
	}
	if seen := to - from - s.Unseen; seen > 0 {
		mean := sum / float64(seen)
		choices := math.Exp2(mean)
		s.Bits, s.Choices = &mean, &choices
	}
	return s
}
