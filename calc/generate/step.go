package generate

import (
	"strings"

	"threelimits/calc/fault"
	"threelimits/calc/ngram"
	"threelimits/calc/sampling"
	"threelimits/calc/spell"
	"threelimits/calc/wire"
)

// One turn of the generation loop: the context so far, the distribution over what comes next, the choice, and whether it is the last.

// generationStep is GenerationStep of the contract.
type generationStep struct {
	Context    stepContext `json:"context"`
	Vocabulary int         `json:"vocabulary"`
	Sampled    sampled     `json:"sampled,inline"`
	Stop       *stopped    `json:"stop"`
}

type stepContext struct {
	Tokens    int `json:"tokens"`
	Generated int `json:"generated"`
	Known     int `json:"known"`
}

// stopped says why the answer is complete with the token drawn. Text is the answer without the stop sequence.
type stopped struct {
	Reason   string `json:"reason"`
	Sequence string `json:"sequence,omit"`
	Text     string `json:"text"`
}

const (
	stopEnd       = "end"
	stopSequence  = "stop-sequence"
	stopMaxTokens = "max-tokens"
)

// StepJSON is one turn after a context, whose last tokens, as many as settings.generated, are the answer so far. Where settings give no step for the
// draw, it is that number: the same seed gives the same answer again. It takes time n log n in the vocabulary.
func (g *Generator) StepJSON(context []uint32, settings []byte) ([]byte, error) {
	r, s, err := g.sample(context, settings)
	if err != nil {
		return nil, err
	}
	out := generationStep{
		Context:    stepContext{len(context), s.generated, g.model.Known(context)},
		Vocabulary: len(g.model.Vocabulary()),
		Sampled:    show(r, &s, g.place),
	}
	drawn := g.model.Vocabulary()[out.Sampled.Draw.Candidate.Place]
	out.Stop = g.stopAt(context[len(context)-s.generated:], drawn, &s)
	return wire.Append(nil, &out), nil
}

// DrawsJSON draws many times after a context and compares with what the distribution lets expect: DrawReport of the contract.
func (g *Generator) DrawsJSON(context []uint32, settings []byte, draws int) ([]byte, error) {
	r, s, err := g.sample(context, settings)
	if err != nil {
		return nil, err
	}
	return drawMany(r, &s, draws, g.place)
}

func (g *Generator) place(place int) *tokenText { return g.token(g.model.Vocabulary()[place]) }

func (g *Generator) sample(context []uint32, settings []byte) (*sampling.Result, stepSettings, error) {
	s, err := parseSettings(settings)
	if err != nil {
		return nil, s, err
	}
	if s.generated > len(context) {
		return nil, s, fault.Argument("generated", "generated is "+spell.Grouped(int64(s.generated))+
			"; accepted are at most the "+spell.Count(int64(len(context)), "token")+" of the context.")
	}
	if !s.stepped {
		s.step = uint64(s.generated)
	}
	if len(g.model.Vocabulary()) == 0 {
		return nil, s, fault.Argument("text", "The model was trained on no text: there is nothing to choose from.")
	}
	r, err := sampling.Apply(g.model.Distribution(context), s.Settings)
	return r, s, refused(err)
}

// stopAt says whether the answer ends with the token drawn. A stop sequence counts where this token completes it.
func (g *Generator) stopAt(answer []uint32, drawn uint32, s *stepSettings) *stopped {
	var before strings.Builder
	for _, id := range answer {
		before.WriteString(g.texts[id])
	}
	if drawn == ngram.End {
		return &stopped{Reason: stopEnd, Text: before.String()}
	}
	text := before.String() + g.texts[drawn]
	first, found := len(text), ""
	for _, sequence := range s.stop {
		from := max(0, before.Len()-len(sequence)+1)
		if at := strings.Index(text[from:], sequence); at >= 0 && from+at < first {
			first, found = from+at, sequence
		}
	}
	switch {
	case found != "":
		return &stopped{stopSequence, found, text[:first]}
	case s.maxTokens > 0 && len(answer)+1 >= s.maxTokens:
		return &stopped{Reason: stopMaxTokens, Text: text}
	}
	return nil
}
