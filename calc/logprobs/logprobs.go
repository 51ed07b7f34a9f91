// Package logprobs reads what APIs report of a model's own choices: for each token of an answer, or of a prompt, the most probable
// ones and their log-probabilities. Read finds them wherever they stand in a response, and says them in one way. Start there.
//
// A response is given as the leaves of its JSON, since the engine parses none. It takes time linear in their number.
package logprobs

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/fields"
)

// Formats.
const (
	OpenAIChat        = "openai-chat"        // choices[].logprobs.content[], and Responses' content[].logprobs[]; also xAI, DeepSeek, vLLM's chat
	OpenAICompletions = "openai-completions" // choices[].logprobs of the older API; also vLLM's and llama.cpp's
	Gemini            = "gemini"             // candidates[].logprobsResult
	VLLM              = "vllm"               // prompt_logprobs[], and logprobs[] of its own outputs: by token id
)

// Sequence is the tokens of one answer, or of a prompt.
type Sequence struct {
	Path, Format string
	Prompt       bool
	Steps        []Step
}

// Step is one token and what it was chosen from: the candidates that were reported, the most probable first.
type Step struct {
	Candidates []Candidate
	Chosen     int     // which of them; −1 where the response does not say
	Missing    float64 // what all other tokens of the vocabulary have together
}

// Bits is how little the model expected what it chose: −log₂ of its probability. known is false where the response does not say what was chosen.
func (s *Step) Bits() (bits float64, known bool) {
	if s.Chosen < 0 {
		return 0, false
	}
	return max(0, -s.Candidates[s.Chosen].Logprob/math.Ln2), true
}

// Surprise is the bits of all tokens of which the choice is known together, and how many these are.
func (s *Sequence) Surprise() (bits float64, tokens int) {
	for i := range s.Steps {
		if of, known := s.Steps[i].Bits(); known {
			bits += of
			tokens++
		}
	}
	return bits, tokens
}

// Candidate is a token. Bytes are nil where the response has none, ID is −1. Listed says that it is among the most probable ones that were reported; what was
// chosen need not be, and then others that are more probable may be missing.
type Candidate struct {
	Text        string
	Bytes       []byte
	ID          int64
	Logprob     float64
	Probability float64
	Listed      bool
}

// Error says what is wrong with a response, and where.
type Error struct{ Path, Message string }

func (e *Error) Error() string { return strings.TrimSpace(e.Path + " " + e.Message) }

// Tolerances. A log-probability above 0 by less than slack is rounding; so is a sum that is above 1 by less.
const slack = 0.01

// Read finds every sequence of a response, in the order of the response. An error is an *Error.
func Read(leaves []fields.Leaf) ([]Sequence, error) {
	var r reader
	r.walk(grow(leaves), &node{}, nil)
	if r.err != nil {
		return nil, r.err
	}
	if len(r.found) == 0 {
		return nil, &Error{"", "There are no log-probabilities in this. " +
			"Accepted are responses of OpenAI (logprobs: true, top_logprobs: 20), of Gemini (responseLogprobs) and of vLLM (logprobs, prompt_logprobs)."}
	}
	return r.found, nil
}

// node is a value with what is inside it.
type node struct {
	kind, text string
	names      []string
	inner      map[string]*node
}

func grow(leaves []fields.Leaf) *node {
	root := &node{}
	for _, leaf := range leaves {
		at := root
		for _, name := range leaf.Path {
			next := at.inner[name]
			if next == nil {
				next = &node{}
				if at.inner == nil {
					at.inner = map[string]*node{}
				}
				at.inner[name] = next
				at.names = append(at.names, name)
			}
			at = next
		}
		at.kind, at.text = leaf.Kind, leaf.Text
	}
	return root
}

func (n *node) has(names ...string) bool {
	for _, name := range names {
		if n == nil || n.inner[name] == nil {
			return false
		}
	}
	return true
}

// absent is a value that is left out, or null.
func (n *node) absent() bool { return n == nil || n.kind == "null" }

// item is an element of an array; nil where there is none.
func (n *node) item(i int) *node {
	if n == nil {
		return nil
	}
	return n.inner[strconv.Itoa(i)]
}

// reader gathers sequences, up to the first that is wrong.
type reader struct {
	found []Sequence
	err   error
}

func (r *reader) fail(path []string, format string, values ...any) {
	if r.err == nil {
		r.err = &Error{strings.Join(path, "."), fmt.Sprintf(format, values...)}
	}
}

// in is a path one further, in memory of its own.
func in(path []string, names ...string) []string { return append(slices.Clone(path), names...) }

// walk looks at every value, from the outside in.
func (r *reader) walk(n, parent *node, path []string) {
	if r.err != nil {
		return
	}
	s := Sequence{Path: strings.Join(path, "."), Prompt: len(path) > 0 && path[len(path)-1] == "prompt_logprobs"}
	switch {
	case n.has("chosenCandidates") || n.has("topCandidates"):
		s.Format, s.Steps = Gemini, r.gemini(n, path)
	case n.has("tokens", "token_logprobs"):
		s.Format, s.Steps = OpenAICompletions, r.completions(n, path)
	case n.item(0).has("token", "logprob"):
		s.Format, s.Steps = OpenAIChat, r.chat(n, path)
	case byTokenID(n):
		s.Format, s.Steps = VLLM, r.vllm(n, parent, path, s.Prompt)
	default:
		for _, name := range n.names {
			r.walk(n.inner[name], n, in(path, name))
		}
		return
	}
	if len(s.Steps) > 0 {
		r.found = append(r.found, s)
	}
}

// step puts the candidates in order and says what is missing. chosen may be among them.
func (r *reader) step(path []string, candidates []Candidate, chosen *Candidate) Step {
	isChosen := func(c Candidate) bool {
		return c.Text == chosen.Text && slices.Equal(c.Bytes, chosen.Bytes) && (c.ID == chosen.ID || c.ID < 0 || chosen.ID < 0)
	}
	for i := range candidates {
		candidates[i].Listed = true
	}
	if chosen != nil && !slices.ContainsFunc(candidates, isChosen) {
		candidates = append(candidates, *chosen)
	}
	slices.SortStableFunc(candidates, func(a, b Candidate) int { return cmp.Compare(b.Logprob, a.Logprob) })
	s := Step{Candidates: candidates, Chosen: -1}
	if chosen != nil {
		s.Chosen = slices.IndexFunc(candidates, isChosen)
	}
	sum := 0.0
	for i := range candidates {
		candidates[i].Probability = math.Exp(candidates[i].Logprob)
		sum += candidates[i].Probability
	}
	if sum > 1+slack {
		r.fail(path, "has probabilities that add up to %.3f, which is more than 1.", sum)
	}
	s.Missing = max(0, 1-sum)
	return s
}

// logprob reads a log-probability.
func (r *reader) logprob(n *node, path []string) float64 {
	if n == nil {
		r.fail(path, "is missing; a log-probability is accepted.")
		return 0
	}
	x, err := strconv.ParseFloat(n.text, 64)
	if n.kind != "number" || err != nil || math.IsNaN(x) || math.IsInf(x, 0) || x > slack {
		r.fail(path, "is %.40s; accepted is a log-probability, a number of at most 0.", cmp.Or(n.text, n.kind, "no number"))
	}
	return min(0, x)
}

func (r *reader) string(n *node, path []string) string {
	if n == nil || n.kind != "string" {
		r.fail(path, "must be a string: the token's text.")
		return ""
	}
	return n.text
}
