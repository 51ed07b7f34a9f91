package logprobs

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"threelimits/calc/fields"
)

// leavesOf flattens JSON as site/core/money.ts does.
func leavesOf(t testing.TB, text string) (leaves []fields.Leaf) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var visit func(path []string)
	visit = func(path []string) {
		token, err := d.Token()
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		leaf := fields.Leaf{Path: slices.Clone(path)}
		switch v := token.(type) {
		case json.Delim:
			leaf.Kind = map[json.Delim]string{'{': "object", '[': "array"}[v]
			n := 0
			for ; d.More(); n++ {
				name := strconv.Itoa(n)
				if v == '{' {
					key, _ := d.Token()
					name = key.(string)
				}
				visit(append(slices.Clone(path), name))
			}
			_, _ = d.Token()
			if n > 0 {
				return
			}
		case string:
			leaf.Kind, leaf.Text = "string", v
		case json.Number:
			leaf.Kind, leaf.Text = "number", v.String()
		case bool:
			leaf.Kind, leaf.Text = "boolean", fmt.Sprint(v)
		case nil:
			leaf.Kind = "null"
		}
		if len(path) > 0 {
			leaves = append(leaves, leaf)
		}
	}
	visit(nil)
	return leaves
}

const (
	chat = `{"choices":[{"message":{"content":"Hi there"},"logprobs":{"content":[
		{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[{"token":"Hello","logprob":-1.2,"bytes":[72,101,108,108,111]},{"token":"Hi","logprob":-0.5,"bytes":[72,105]}]},
		{"token":" you","logprob":-6,"bytes":null,"top_logprobs":[{"token":" there","logprob":-0.1,"bytes":null},{"token":"!","logprob":-9999.0,"bytes":null}]}
		],"refusal":null}}]}`
	responses   = `{"output":[{"content":[{"type":"output_text","text":"Hi","logprobs":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[]}]}]}]}`
	completions = `{"choices":[{"text":"a b","logprobs":{"tokens":["a"," b"," c"],"token_logprobs":[null,-0.25,-1.5],"top_logprobs":[null,{" b":-0.25," x":-2},null],"text_offset":[0,1,3]}}]}`
	gemini      = `{"candidates":[{"content":{"parts":[{"text":"Hi"}]},"logprobsResult":{
		"topCandidates":[{"candidates":[{"token":"Hi","tokenId":10,"logProbability":-0.3},{"token":"Hey","tokenId":11,"logProbability":-2}]},{"candidates":[{"token":"."}]}],
		"chosenCandidates":[{"token":"Hey","tokenId":11,"logProbability":-2},{"token":"."}]}}]}`
	vllm = `{"choices":[{"prompt_logprobs":[null,{"5":{"logprob":-0.2,"rank":1,"decoded_token":" a"},"9":{"logprob":-3,"rank":4,"decoded_token":" b"}},
		{"5":{"logprob":-0.2,"rank":1,"decoded_token":" a"},"9":{"logprob":-3,"rank":2,"decoded_token":" b"}}],
		"outputs":[{"token_ids":[9],"logprobs":[{"5":{"logprob":-0.2,"rank":1,"decoded_token":" a"},"9":{"logprob":-3,"rank":2,"decoded_token":" b"}}]}]}]}`
)

func TestFormats(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string // path, format, prompt or answer, and for each step "candidates > chosen"
	}{
		{"chat", chat, []string{"choices.0.logprobs.content openai-chat answer: Hi Hello > Hi;  there  you ! >  you"}},
		{"responses", responses, []string{"output.0.content.0.logprobs openai-chat answer: Hi > Hi"}},
		{"completions", completions, []string{"choices.0.logprobs openai-completions answer:  b  x >  b;  c >  c"}},
		{"gemini", gemini, []string{"candidates.0.logprobsResult gemini answer: Hi Hey > Hey; . > ."}},
		{"vllm", vllm, []string{"choices.0.prompt_logprobs vllm prompt:  a  b >  b;  a  b > unknown", "choices.0.outputs.0.logprobs vllm answer:  a  b >  b"}},
	} {
		sequences, err := Read(leavesOf(t, test.text))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var got []string
		for _, s := range sequences {
			var steps []string
			for _, step := range s.Steps {
				var texts []string
				sum := step.Missing
				for _, c := range step.Candidates {
					texts = append(texts, c.Text)
					sum += c.Probability
				}
				if math.Abs(sum-1) > 1e-12 {
					t.Errorf("%s: candidates and what is missing add up to %v", test.name, sum)
				}
				chosen := "unknown"
				if step.Chosen >= 0 {
					chosen = step.Candidates[step.Chosen].Text
				}
				steps = append(steps, strings.Join(texts, " ")+" > "+chosen)
			}
			kind := map[bool]string{true: "prompt", false: "answer"}[s.Prompt]
			got = append(got, s.Path+" "+s.Format+" "+kind+": "+strings.Join(steps, "; "))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s:\n%q, want\n%q", test.name, got, test.want)
		}
	}
}

func TestFigures(t *testing.T) {
	sequences, err := Read(leavesOf(t, chat))
	if err != nil {
		t.Fatal(err)
	}
	first, second := sequences[0].Steps[0], sequences[0].Steps[1]
	if want := 1 - math.Exp(-0.5) - math.Exp(-1.2); math.Abs(first.Missing-want) > 1e-15 || string(first.Candidates[0].Bytes) != "Hi" || first.Candidates[0].ID != -1 {
		t.Errorf("%+v; missing is to be %v", first, want)
	}
	if second.Candidates[2].Probability != 0 || second.Candidates[2].Logprob != -9999 || second.Candidates[1].Bytes != nil {
		t.Errorf("%+v", second)
	}
}

// TestSurprise: a token of a half is one bit; what is not known to be chosen counts for nothing.
func TestSurprise(t *testing.T) {
	half, quarter := Candidate{Logprob: -math.Ln2}, Candidate{Logprob: -2 * math.Ln2}
	s := Sequence{Steps: []Step{{Candidates: []Candidate{half, quarter}}, {Candidates: []Candidate{half, quarter}, Chosen: 1}, {Candidates: []Candidate{half}, Chosen: -1}}}
	if bits, tokens := s.Surprise(); bits != 3 || tokens != 2 {
		t.Errorf("%v bits of %d tokens; want 3 of 2", bits, tokens)
	}
	if bits, known := s.Steps[2].Bits(); bits != 0 || known {
		t.Errorf("an unknown choice has %v bits, %t", bits, known)
	}
	certain := Step{Candidates: []Candidate{{Logprob: 0}}}
	if bits, _ := certain.Bits(); math.Signbit(bits) || bits != 0 {
		t.Errorf("a certain choice has %v bits", bits)
	}
}

func TestWhatIsWrongIsNamed(t *testing.T) {
	one := func(token string) string { return `{"choices":[{"logprobs":{"content":[` + token + `]}}]}` }
	at := "choices.0.logprobs.content.0"
	for _, test := range []struct{ name, text, path string }{
		{"nothing", `{}`, ""},
		{"a number", `5`, ""},
		{"a response without", `{"choices":[{"message":{"content":"Hi"},"logprobs":null}]}`, ""},
		{"a text for a number", one(`{"token":"a","logprob":"-1"}`), at + ".logprob"},
		{"null", one(`{"token":"a","logprob":null}`), at + ".logprob"},
		{"more than certain", one(`{"token":"a","logprob":0.5}`), at + ".logprob"},
		{"beyond any number", one(`{"token":"a","logprob":-1e999}`), at + ".logprob"},
		{"no text", one(`{"token":5,"logprob":-1}`), at + ".token"},
		{"no logprob in the list", one(`{"token":"a","logprob":-1,"top_logprobs":[{"token":"b"}]}`), at + ".top_logprobs.0.logprob"},
		{"no byte", one(`{"token":"a","logprob":-1,"bytes":[256]}`), at + ".bytes.0"},
		{"a sum above 1", one(`{"token":"a","logprob":-0.1,"top_logprobs":[{"token":"b","logprob":-0.1}]}`), at},
		{"lists of other lengths", `{"tokens":["a"],"token_logprobs":[]}`, "token_logprobs.0"},
		{"no name", `{"chosenCandidates":[{"logProbability":-1}]}`, "chosenCandidates.0"},
		{"no id", `{"chosenCandidates":[{"token":"a","tokenId":-4}]}`, "chosenCandidates.0.tokenId"},
		{"another kind of key", `{"logprobs":[{"5":{"logprob":-1},"x":{"logprob":-2}}]}`, "logprobs.0.x"},
	} {
		_, err := Read(leavesOf(t, test.text))
		var known *Error
		if !errors.As(err, &known) || known.Path != test.path || known.Message == "" {
			t.Errorf("%s: %v; want an error of %q", test.name, err, test.path)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{chat, responses, completions, gemini, vllm, `[[]]`, `{"":{"":null}}`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !json.Valid([]byte(text)) {
			return
		}
		sequences, err := Read(leavesOf(t, text))
		if err != nil {
			return
		}
		for _, s := range sequences {
			for _, step := range s.Steps {
				if step.Missing < 0 || step.Missing > 1 || step.Chosen >= len(step.Candidates) {
					t.Fatalf("%s: %+v", text, step)
				}
			}
		}
	})
}
