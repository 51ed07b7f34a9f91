package calc

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"threelimits/calc/internal/testkit"

	loader "github.com/pkoukk/tiktoken-go-loader"

	"threelimits/calc/bpe"
	"threelimits/calc/catalog"
)

// loadedTokenizers counts with OpenAI's two encodings: from the files that `make` leaves, packed anew where there are none.
var loadedTokenizers = sync.OnceValues(func() (*Tokenizers, error) {
	var t Tokenizers
	for _, name := range []string{"o200k_base", "cl100k_base"} {
		packed, err := os.ReadFile(testkit.Root() + "/build/vocab/" + name + ".vocab")
		if err == nil && t.Load(name, packed) == nil {
			continue
		}
		ranks, err := loader.NewOfflineLoader().LoadTiktokenBpe(name + ".tiktoken")
		if err != nil {
			return nil, err
		}
		tokens := make([][]byte, len(ranks))
		for token, rank := range ranks {
			tokens[rank] = []byte(token)
		}
		if packed, err = bpe.Pack(tokens); err != nil {
			return nil, err
		}
		if err := t.Load(name, packed); err != nil {
			return nil, err
		}
	}
	return &t, nil
})

// message is one of a request, as the cookbook writes them.
type message struct{ role, name, content string }

// The examples of OpenAI's cookbook, sections 6 and 7, and what its API counted for them.
var (
	jargon = []message{
		{"system", "", "You are a helpful, pattern-following assistant that translates corporate jargon into plain English."},
		{"system", "example_user", "New synergies will help drive top-line growth."},
		{"system", "example_assistant", "Things working well together will increase revenue."},
		{"system", "example_user", "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage."},
		{"system", "example_assistant", "Let's talk later when we're less busy about how to do better."},
		{"user", "", "This late pivot means we don't have time to boil the ocean for the client deliverable."},
	}
	weather = []message{
		{"system", "", "You are a helpful assistant that can answer to questions about the weather."},
		{"user", "", "What's the weather like in San Francisco?"},
	}
	weatherTools = []ChatItem{
		{"tools", "", ""},
		{"function", "get_current_weather", "Get the current weather in a given location"},
		{"property", "location:string", "The city and state, e.g. San Francisco, CA"},
		{"property", "unit:string", "The unit of temperature to return"},
		{"enum", "", "celsius"},
		{"enum", "", "fahrenheit"},
	}
)

func itemsOf(messages []message) (items []ChatItem) {
	for _, m := range messages {
		items = append(items, ChatItem{"message", m.role, m.role})
		if m.name != "" {
			items = append(items, ChatItem{"name", "", m.name})
		}
	}
	return items
}

// prompt is all that a request takes: its texts, what the format adds, and its tools.
func prompt(t *testing.T, model *catalog.Model, messages []message, tools []ChatItem) int64 {
	t.Helper()
	tokenizers, err := loadedTokenizers()
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := tokenizers.find(model.Encoding, "text")
	if err != nil {
		t.Fatal(err)
	}
	count := func(text string) int64 { return int64(e.Count([]byte(text), bpe.SpecialAsText)) }
	o := openAIOverhead(model, append(itemsOf(messages), tools...), count)
	if got := o.Tokens.Typical; got != o.total() || o.Tokens.Low != got-3 || o.Tokens.High != got+3 {
		t.Errorf("%s: %+v is not its parts %+v, give or take 3", model.ID, *o.Tokens, o.Parts)
	}
	total := o.Tokens.Typical
	for _, m := range messages {
		total += count(m.content)
	}
	if o.Tools != nil {
		total += o.Tools.Typical
	}
	return total
}

// TestTheCookbooksExamples: the rules give what OpenAI's API counted for the cookbook's requests.
func TestTheCookbooksExamples(t *testing.T) {
	retired := &catalog.Model{ID: "openai/gpt-3.5-turbo-0301", Encoding: "cl100k_base"}
	find := func(id string) *catalog.Model {
		m, ok := catalog.Find(id)
		if !ok {
			t.Fatalf("no %s", id)
		}
		return m
	}
	for _, test := range []struct {
		model    *catalog.Model
		messages []message
		tools    []ChatItem
		want     int64
	}{
		{retired, jargon, nil, 127},
		{find("openai/gpt-3.5-turbo"), jargon, nil, 129},
		{find("openai/gpt-4"), jargon, nil, 129},
		{find("openai/gpt-4o"), jargon, nil, 124},
		{find("openai/gpt-4o-mini"), jargon, nil, 124},
		{find("openai/gpt-3.5-turbo"), weather, weatherTools, 105},
		{find("openai/gpt-4"), weather, weatherTools, 105},
		{find("openai/gpt-4o"), weather, weatherTools, 101},
		{find("openai/gpt-4o-mini"), weather, weatherTools, 101},
	} {
		if got := prompt(t, test.model, test.messages, test.tools); got != test.want {
			t.Errorf("%s: %d tokens, the API counted %d", test.model.ID, got, test.want)
		}
	}
}

func overheadOf(t *testing.T, model string, items ...ChatItem) ChatOverhead {
	t.Helper()
	tokenizers, err := loadedTokenizers()
	if err != nil {
		t.Fatal(err)
	}
	o, err := tokenizers.ChatOverhead(model, items, nil)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestChatOverhead: what each vendor's format adds, and that nothing is claimed where nothing is published.
func TestChatOverhead(t *testing.T) {
	two := []ChatItem{{"message", "system", "system"}, {"message", "user", "user"}}
	withTools := append(slices.Clone(two), weatherTools...)
	for _, test := range []struct {
		name, model string
		items       []ChatItem
		tokens      *Interval
		parts       []OverheadPart
		tools       int64 // 0: none
		level       Level
		why         string
	}{
		{"two messages", "openai/gpt-5.4", two, &Interval{8, 11, 14}, []OverheadPart{{"system", 4}, {"user", 4}, {"reply", 3}}, 0, Estimated, "3 tokens and the role"},
		{"nothing but the answer's opening", "openai/gpt-5.4", nil, &Interval{0, 3, 6}, []OverheadPart{{"reply", 3}}, 0, Estimated, ""},
		{"history, a name, other roles", "gpt-4o", []ChatItem{{"message", "system", "developer"}, {"message", "history", "user"}, {"name", "", "Ada"},
			{"message", "history", "assistant"}, {"message", "history", "tool"}, {"message", "user", "user"}},
			&Interval{22, 25, 28}, []OverheadPart{{"system", 4}, {"history", 14}, {"user", 4}, {"reply", 3}}, 0, Estimated, ""},
		{"tools", "openai/gpt-4o", withTools, &Interval{8, 11, 14}, []OverheadPart{{"system", 4}, {"user", 4}, {"reply", 3}}, 68, Estimated, "the form that its rule"},
		{"tools beyond the rule", "openai/gpt-4o", append(slices.Clone(two), ChatItem{"tools", "", "a property has properties of its own"}),
			&Interval{8, 11, 14}, []OverheadPart{{"system", 4}, {"user", 4}, {"reply", 3}}, 0, Estimated, "does not cover these, as a property has properties of its own: they are counted"},
		{"Claude without tools", "anthropic/claude-opus-4-6", two, nil, nil, 0, Estimated, "has none"},
		{"Claude with tools", "anthropic/claude-opus-4-6", withTools, &Interval{497, 497, 497}, []OverheadPart{{"toolUse", 497}}, 0, Assumed, `tool_choice "auto"`},
		{"Claude that must use one", "anthropic/claude-sonnet-5", append(withTools, ChatItem{"toolChoice", "", "any"}), &Interval{474, 474, 474}, []OverheadPart{{"toolUse", 474}}, 0, Assumed, `"any"`},
		{"a Claude not in the table", "anthropic/claude-sonnet-5-5", withTools, nil, nil, 0, Estimated, "not yet that of Claude Sonnet 5.5"},
		{"Gemini", "google/gemini-2.5-pro", withTools, nil, nil, 0, Estimated, "Google publishes no rule"},
		{"gpt-oss", "openai/gpt-oss-120b", two, nil, nil, 0, Estimated, "publishes no rule"},
	} {
		m, ok := catalog.Find(test.model)
		if !ok {
			t.Errorf("%s: no model", test.name)
			continue
		}
		if m.Encoding != "o200k_base" && m.Encoding != "cl100k_base" { // another vocabulary: nothing of it is counted
			borrowEncoding(t, m.Encoding)
		}
		o := overheadOf(t, test.model, test.items...)
		if (o.Tokens == nil) != (test.tokens == nil) || o.Tokens != nil && *o.Tokens != *test.tokens || !slices.Equal(o.Parts, test.parts) {
			t.Errorf("%s: %+v of %+v, want %+v of %+v", test.name, o.Tokens, o.Parts, test.tokens, test.parts)
		}
		if (o.Tools != nil) != (test.tools > 0) || o.Tools != nil && o.Tools.Typical != test.tools {
			t.Errorf("%s: tools are %+v, want %d", test.name, o.Tools, test.tools)
		}
		if o.Trust.Level != test.level || !strings.Contains(o.Trust.Why, test.why) || o.Tokens != nil && (o.Trust.Source == "" || o.Trust.Checked == "") {
			t.Errorf("%s: %+v, want %s because %q", test.name, o.Trust, test.level, test.why)
		}
	}
}

// borrowEncoding lets an encoding be found whose vocabulary is not at hand.
func borrowEncoding(t *testing.T, name string) {
	t.Helper()
	tokenizers, err := loadedTokenizers()
	if err != nil {
		t.Fatal(err)
	}
	tokenizers.loaded[name] = tokenizers.loaded["o200k_base"]
}

// TestToolUsePromptsAreCountedOnce: what ChatOverhead gives for a request's tools and what toolUse adds are the same figure, and
// a scenario with both has it once.
func TestToolUsePromptsAreCountedOnce(t *testing.T) {
	borrowEncoding(t, "o200k_base")
	tokenizers, err := loadedTokenizers()
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, m := range catalog.Models() {
		if m.Tools == nil {
			continue
		}
		for choice, use := range map[string]string{"auto": "auto", "any": "any", "tool": "any"} {
			o, err := tokenizers.ChatOverhead(m.ID, []ChatItem{{"tools", "", ""}, {"toolChoice", "", choice}}, nil)
			if err != nil || o.Tokens == nil {
				t.Fatalf("%s: %+v, %v", m.ID, o, err)
			}
			scenario := `{"model":"` + m.ID + `","request":{"user":1000`
			with := estimate(t, scenario+`,"toolUse":"`+use+`"}}`)
			both := estimate(t, scenario+`,"toolUse":"`+use+`","overhead":`+plain(o.Tokens.Typical)+`}}`)
			if want := 1000 + o.Tokens.Typical; with.Context.Input != want || both.Context.Input != want || with.Cost.PerRequest.Cmp(both.Cost.PerRequest) != 0 {
				t.Errorf("%s, %s: %d with toolUse, %d with both, want %d", m.ID, choice, with.Context.Input, both.Context.Input, want)
			}
			checked++
		}
	}
	if checked < 27 {
		t.Errorf("only %d checked", checked)
	}
}

// TestChatOverheadErrors: a model that is not there, one without an encoding, and one whose vocabulary is not loaded.
func TestChatOverheadErrors(t *testing.T) {
	var none Tokenizers
	for model, code := range map[string]string{"openai/gpt-1000": CodeUnknownModel, "openai/gpt-4o": CodeVocabularyMissing} {
		_, err := none.ChatOverhead(model, nil, nil)
		if known, ok := err.(*Error); !ok || known.Code != code {
			t.Errorf("%s: %v, want %s", model, err, code)
		}
	}
}

// TestOverheadInAnEstimate: the chat format is input, a part of its own, billed and sent again with every turn.
func TestOverheadInAnEstimate(t *testing.T) {
	without, with := estimate(t, designExample), estimate(t, strings.Replace(designExample, `"user": 60,`, `"user": 60, "overhead": {"low": 8, "typical": 11, "high": 14, "trust": "estimate"},`, 1))
	if got := with.Context.Input - without.Context.Input; got != 11 || with.Context.Range.Input != (Range[int64]{3268, 3274}) {
		t.Errorf("the input grows by %d, to %+v", got, with.Context.Range)
	}
	if got := with.Cost.PerRequest.String(); got != "0.0134275" { // 11 × 2.50 ÷ 1,000,000 more
		t.Errorf("a request costs %s", got)
	}
	if with.Context.Trust.Level != Estimated || without.Context.Trust.Level == Estimated {
		t.Errorf("trust is %+v and %+v", with.Context.Trust, without.Context.Trust)
	}
	var names []string
	for _, part := range with.Context.Parts {
		names = append(names, part.Name+" "+part.InputPercent)
	}
	if want := []string{"system 24.5", "documents 73.4", "overhead 0.34", "user 1.8", "reserved "}; !slices.Equal(names, want) {
		t.Errorf("parts %q, want %q", names, want)
	}

	talk := estimate(t, `{"window":{"context":10000},"prices":{"input":"1","output":"1"},"request":{"system":100,"user":10,"overhead":7,"output":5},"conversation":{"turns":3},"cache":{"policy":"prefix","start":"cold"}}`)
	if got := talk.Context.Input; got != 100+7+3*10+2*5 {
		t.Errorf("the third turn sends %d", got)
	}
	if talk.Usage.CachedInput != 107 {
		t.Errorf("%d are read from the cache, want the fixed part with the chat format", talk.Usage.CachedInput)
	}
	if !slices.ContainsFunc(talk.Notes, func(n Note) bool { return n.Code == "overhead-of-one-request" }) {
		t.Errorf("what later turns add is not said: %+v", talk.Notes)
	}
}

func TestSum(t *testing.T) {
	for given, want := range map[string]string{
		"": "0", "0": "0", "1": "1", "0.1\x000.2": "0.3", "0.000063\x003260\x000.0134": "3260.013463",
		strings.Repeat("999999999999.999999999999\x00", 99) + "0": "98999999999999.999999999901",
	} {
		if got, err := Sum(given); err != nil || got != want {
			t.Errorf("the sum of %.60q is %s, %v, want %s", given, got, err, want)
		}
	}
	for _, given := range []string{"1\x00", "-1", "1e3", "x", "1\x001.", "NaN"} {
		if got, err := Sum(given); err == nil {
			t.Errorf("the sum of %q is %s, want an error", given, got)
		}
	}
}

func TestConvert(t *testing.T) {
	for given, want := range map[[2]string]string{
		{"", "0.92"}: `[]`, {"0\x001\x000.000063", "155.3"}: `["0","155.3","0.0097839"]`, {"999999999999.999999999999", "0.000001"}: `["999999.999999999999999999"]`,
	} {
		if got, err := Convert(given[0], given[1]); err != nil || string(got) != want {
			t.Errorf("%q: %s, %v, want %s", given, got, err, want)
		}
	}
	for _, given := range [][2]string{{"1", "0"}, {"1", "0.000"}, {"1", "-1"}, {"1", "1e3"}, {"1", ""}, {"1", "NaN"}, {"x", "1"}, {"1\x00", "1"}} {
		if got, err := Convert(given[0], given[1]); err == nil {
			t.Errorf("%q: %s, want an error", given, got)
		}
	}
}
