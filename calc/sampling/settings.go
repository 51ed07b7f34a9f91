// Package sampling chooses the next token from a distribution, as APIs and libraries do: temperature reshapes it, top_k, top_p and
// min_p cut its tail, what is left is renormalised, and a seeded draw picks one. Apply does it and keeps every step to be shown;
// Result.Draw and Result.Draws pick.
//
// A distribution is that of the whole vocabulary, each token by its place; ties go to the lowest place. Nothing is cut before it is
// normalised. It takes time n log n in the tokens, for sorting.
package sampling

import (
	"fmt"
	"slices"
)

// Step is one thing that is done to a distribution.
type Step string

const (
	Temperature Step = "temperature"
	TopK        Step = "topK"
	TopP        Step = "topP"
	MinP        Step = "minP"
)

// MaxTemperature is far beyond what any API takes (2), and as good as infinite: every probability to the power of a millionth.
const MaxTemperature = 1e6

// Settings say what is done, and in which order. A step that Order leaves out is not done.
type Settings struct {
	Temperature float64 // p is raised to the power of 1 ÷ temperature; 1 changes nothing, 0 keeps the most probable token alone
	TopK        int     // keeps so many; 0 keeps all
	TopP        float64 // keeps the fewest that have together at least so much; 1 keeps all, 0 one
	MinP        float64 // keeps those that have at least so much of what the most probable one has; 0 keeps all
	Order       []Step
}

// Unchanged leave the model's own distribution as it is.
func Unchanged() Settings { return Settings{Temperature: 1, TopP: 1, Order: Orders()[0].Steps} }

// Error says which setting, or which probability, was wrong and what is accepted.
type Error struct{ Field, Message string }

func (e *Error) Error() string { return e.Message }

func refuse(field, accepted string, given any) *Error {
	return &Error{field, fmt.Sprintf("%s is %v; accepted is %s.", field, given, accepted)}
}

// Check says what is wrong with the settings.
func (s *Settings) Check() error {
	switch {
	case !(s.Temperature >= 0 && s.Temperature <= MaxTemperature):
		return refuse("temperature", "a number from 0 to 1,000,000", s.Temperature)
	case s.TopK < 0:
		return refuse("topK", "a whole number from 0, which keeps all", s.TopK)
	case !(s.TopP >= 0 && s.TopP <= 1):
		return refuse("topP", "a number from 0 to 1", s.TopP)
	case !(s.MinP >= 0 && s.MinP <= 1):
		return refuse("minP", "a number from 0 to 1", s.MinP)
	}
	for i, step := range s.Order {
		if field := fmt.Sprintf("order[%d]", i); !slices.Contains(Orders()[0].Steps, step) {
			return refuse(field, "temperature, topK, topP or minP", fmt.Sprintf("%q", step))
		} else if slices.Contains(s.Order[:i], step) {
			return refuse(field, "each step once", fmt.Sprintf("%q again", step))
		}
	}
	return nil
}

// Order is the order in which a library, or an API, takes the steps.
type Order struct {
	ID, Name string
	Steps    []Step
	Source   string
	Checked  string // YYYY-MM-DD
}

// Orders are those that are published. OpenAI and Anthropic say what temperature and top_p do, not which comes first.
func Orders() []Order {
	return []Order{
		{"transformers", "Hugging Face transformers", []Step{Temperature, TopK, TopP, MinP},
			"https://github.com/huggingface/transformers/blob/main/src/transformers/generation/utils.py", "2026-11-26"},
		{"llama.cpp", "llama.cpp", []Step{TopK, TopP, MinP, Temperature},
			"https://github.com/ggml-org/llama.cpp/blob/master/common/common.h", "2026-11-26"},
		{"vllm", "vLLM", []Step{Temperature, MinP, TopK, TopP},
			"https://docs.vllm.ai/en/v0.22.1/api/vllm/v1/sample/sampler/", "2026-11-26"},
		{"gemini", "Gemini", []Step{TopK, TopP, Temperature},
			"https://cloud.google.com/vertex-ai/generative-ai/docs/learn/prompts/adjust-parameter-values", "2026-11-26"},
	}
}

func normalise(p []float64) []float64 {
	sum := sumOf(p)
	for i := range p {
		p[i] /= sum
	}
	return p
}

func sumOf(p []float64) (sum float64) {
	for _, x := range p {
		sum += x
	}
	return sum
}
