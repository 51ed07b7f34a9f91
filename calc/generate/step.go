package generate

import (
	"strings"

	"threelimits/calc/fault"
	"threelimits/calc/ngram"
	"threelimits/calc/sampling"
	"threelimits/calc/spell"
)

// One turn of the generation loop: the context so far, the distribution over what comes next, the choice, and whether it is the last.

// Turn is one turn: what could come next, what was drawn, and why the answer ends with it, or nil. Complete is why nothing is drawn at all, because
// the answer ended before it: with settings that were changed since. It is GenerationStep of the contract.
type Turn struct {
	Context    Context `page:"context"`
	Vocabulary int     `page:"vocabulary"`
	Sampled    `page:"sampled,inline"`
	Stop       *Stopped `page:"stop"`
	Complete   *Stopped `page:"complete"`
}

// Context is what stood before the turn: so many tokens, of which the last ones were generated. Known is how many of the last the model has
// met in this order.
type Context struct {
	Tokens    int `page:"tokens"`
	Generated int `page:"generated"`
	Known     int `page:"known"`
}

// Stopped says why the answer is complete with the token drawn. Text is the answer without the stop sequence.
type Stopped struct {
	Reason   string `page:"reason"`
	Sequence string `page:"sequence,omit"`
	Text     string `page:"text"`
}

const (
	stopEnd       = "end"
	stopSequence  = "stop-sequence"
	stopMaxTokens = "max-tokens"
)

// Step is one turn after a context, whose last tokens, as many as Settings.Generated, are the answer so far: the same seed
// gives the same answer again. It takes time n log n in the vocabulary. Errors are *fault.Error: bad-argument.
func (g *Generator) Step(context []uint32, s Settings) (*Turn, error) {
	r, err := g.sample(context, &s)
	if err != nil {
		return nil, err
	}
	out := Turn{
		Context:    Context{len(context), s.Generated, g.model.Known(context)},
		Vocabulary: len(g.model.Vocabulary()),
		Sampled:    show(r, &s, g.place),
	}
	drawn := g.model.Vocabulary()[out.Draw.Candidate.Place]
	answer := context[len(context)-s.Generated:]
	out.Stop, out.Complete = g.stopAt(answer, drawn, &s), g.complete(answer, &s)
	return &out, nil
}

// Draws draws many times after a context and compares with what the distribution lets expect. Errors are those of Step.
func (g *Generator) Draws(context []uint32, s Settings, draws int) (*DrawReport, error) {
	r, err := g.sample(context, &s)
	if err != nil {
		return nil, err
	}
	return drawMany(r, &s, draws, g.place)
}

func (g *Generator) place(place int) *Token { return g.token(g.model.Vocabulary()[place]) }

func (g *Generator) sample(context []uint32, s *Settings) (*sampling.Result, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if s.Generated < 0 || s.Generated > len(context) {
		return nil, fault.Argument("generated", "generated is "+spell.Grouped(int64(s.Generated))+
			"; accepted are at most the "+spell.Count(int64(len(context)), "token")+" of the context.")
	}
	if len(g.model.Vocabulary()) == 0 {
		return nil, fault.Argument("text", "The model was trained on no text: there is nothing to choose from.")
	}
	r, err := sampling.Apply(g.model.Distribution(context), s.Settings)
	return r, refused(err)
}

// complete says whether the answer has ended already: it has as many tokens as it may, or a stop sequence in it.
func (g *Generator) complete(answer []uint32, s *Settings) *Stopped {
	text := g.written(answer)
	if end, found := firstOf(s.Stop, text, 0); found != "" {
		return &Stopped{stopSequence, found, text[:end]}
	}
	if s.MaxTokens > 0 && len(answer) >= s.MaxTokens {
		return &Stopped{Reason: stopMaxTokens, Text: text}
	}
	return nil
}

func (g *Generator) written(answer []uint32) string {
	var text strings.Builder
	for _, id := range answer {
		text.WriteString(g.texts[id])
	}
	return text.String()
}

// firstOf is the stop sequence that comes first, and where; one that ends before a place counts no more. "" is none.
func firstOf(sequences []string, text string, endsAfter int) (at int, found string) {
	at = len(text)
	for _, sequence := range sequences {
		from := max(0, endsAfter-len(sequence)+1)
		if i := strings.Index(text[from:], sequence); i >= 0 && from+i < at {
			at, found = from+i, sequence
		}
	}
	return at, found
}

// stopAt says whether the answer ends with the token drawn. A stop sequence counts where this token completes it.
func (g *Generator) stopAt(answer []uint32, drawn uint32, s *Settings) *Stopped {
	before := g.written(answer)
	if drawn == ngram.End {
		return &Stopped{Reason: stopEnd, Text: before}
	}
	text := before + g.texts[drawn]
	first, found := firstOf(s.Stop, text, len(before))
	switch {
	case found != "":
		return &Stopped{stopSequence, found, text[:first]}
	case s.MaxTokens > 0 && len(answer)+1 >= s.MaxTokens:
		return &Stopped{Reason: stopMaxTokens, Text: text}
	}
	return nil
}
