package generate

import (
	"errors"
	"strings"

	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/logprobs"
	"threelimits/calc/sampling"
	"threelimits/calc/spell"
)

// BadLogprobs says that a text has no log-probabilities, or wrong ones.
const BadLogprobs = "bad-logprobs"

// maxLogprobSteps is how many tokens are read of all sequences together.
const maxLogprobSteps = 20_000

// Sequence is LogprobSequence of the contract.
type Sequence struct {
	Path     string            `page:"path"`
	Format   string            `page:"format"`
	Prompt   bool              `page:"prompt"`
	Steps    []SequenceStep    `page:"steps"`
	Surprise *SequenceSurprise `page:"surprise"`
}

// SequenceSurprise is of the tokens whose choice is known: together, and of one on average, in bits and as so many equally probable choices.
type SequenceSurprise struct {
	Tokens  int     `page:"tokens"`
	Bits    float64 `page:"bits"`
	Mean    float64 `page:"mean"`
	Choices float64 `page:"choices"`
}

type SequenceStep struct {
	Candidates []SequenceCandidate `page:"candidates"`
	Chosen     *int64              `page:"chosen"`
	Missing    float64             `page:"missing"`
	Bits       *float64            `page:"bits"` // of the chosen one
}

// SequenceCandidate has its stretch on the cumulative line in percent; what is missing lies at the line's end.
type SequenceCandidate struct {
	Token       *Token  `page:"token"`
	Logprob     float64 `page:"logprob"`
	Probability float64 `page:"probability"`
	Bar         float64 `page:"bar"`
	From        float64 `page:"from"`
	To          float64 `page:"to"`
	Listed      bool    `page:"listed"`
}

// ReadLogprobs reads a response's leaves. Errors are *fault.Error: bad-logprobs, with the path of the field.
func ReadLogprobs(leaves []fields.Leaf) (out []Sequence, err error) {
	sequences, err := logprobs.Read(leaves)
	if wrong := (*logprobs.Error)(nil); errors.As(err, &wrong) {
		return nil, fault.New(BadLogprobs, wrong.Path, strings.TrimSpace(wrong.Path+" "+wrong.Message))
	}
	steps := 0
	for _, s := range sequences {
		if steps += len(s.Steps); steps > maxLogprobSteps {
			return nil, fault.New(BadLogprobs, s.Path, "The response has more than "+spell.Grouped(maxLogprobSteps)+" tokens with log-probabilities, the most that are read.")
		}
		shown := Sequence{Path: s.Path, Format: s.Format, Prompt: s.Prompt}
		for i := range s.Steps {
			shown.Steps = append(shown.Steps, logprobStepOf(&s.Steps[i]))
		}
		if bits, tokens := s.Surprise(); tokens > 0 {
			mean := bits / float64(tokens)
			shown.Surprise = &SequenceSurprise{tokens, bits, mean, sampling.Choices(mean)}
		}
		out = append(out, shown)
	}
	return out, nil
}

func logprobStepOf(s *logprobs.Step) SequenceStep {
	out := SequenceStep{Missing: s.Missing}
	if bits, known := s.Bits(); known {
		out.Bits = &bits
	}
	if s.Chosen >= 0 {
		chosen := int64(s.Chosen)
		out.Chosen = &chosen
	}
	sum := 0.0
	for _, c := range s.Candidates {
		var id *int64
		if c.ID >= 0 {
			id = &c.ID
		}
		text := c.Text
		if c.Bytes != nil {
			text = string(c.Bytes)
		}
		from := sum
		sum += c.Probability
		out.Candidates = append(out.Candidates, SequenceCandidate{textOf(id, text), c.Logprob, c.Probability,
			spell.PercentOf(c.Probability, s.Candidates[0].Probability), min(1, from) * 100, min(1, sum) * 100, c.Listed})
	}
	return out
}
