package tokenize

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"threelimits/calc/bpe"
	"threelimits/calc/catalog"
	"threelimits/calc/fault"
	"threelimits/calc/internal/evaluated"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
)

// loadedTokenizers counts with two of OpenAI's encodings.
var loadedTokenizers = sync.OnceValues(func() (*Set, error) {
	var t Set
	for _, name := range []string{"o200k_base", "cl100k_base"} {
		spec, _ := bpe.Find(name)
		if err := loadBuiltIn(&t, spec); err != nil {
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
		{What: "tools", First: "", Second: ""},
		{What: "function", First: "get_current_weather", Second: "Get the current weather in a given location"},
		{What: "property", First: "location:string", Second: "The city and state, e.g. San Francisco, CA"},
		{What: "property", First: "unit:string", Second: "The unit of temperature to return"},
		{What: "enum", First: "", Second: "celsius"},
		{What: "enum", First: "", Second: "fahrenheit"},
	}
)

func itemsOf(messages []message) (items []ChatItem) {
	for _, m := range messages {
		items = append(items, ChatItem{What: "message", First: m.role, Second: m.role})
		if m.name != "" {
			items = append(items, ChatItem{What: "name", First: "", Second: m.name})
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
	e, err := tokenizers.Encoding(model.Encoding)
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
	two := []ChatItem{{What: "message", First: "system", Second: "system"}, {What: "message", First: "user", Second: "user"}}
	withTools := append(slices.Clone(two), weatherTools...)
	for _, test := range []struct {
		name, model string
		items       []ChatItem
		tokens      *trust.Interval
		parts       []OverheadPart
		tools       int64 // 0: none
		level       trust.Level
		why         string
	}{
		{"two messages", "openai/gpt-5.4", two, &trust.Interval{Low: 8, Typical: 11, High: 14}, []OverheadPart{{"system", 4}, {"user", 4}, {"reply", 3}}, 0, trust.Estimated, "3 tokens and the role"},
		{"nothing but the answer's opening", "openai/gpt-5.4", nil, &trust.Interval{Low: 0, Typical: 3, High: 6}, []OverheadPart{{"reply", 3}}, 0, trust.Estimated, ""},
		{"history, a name, other roles", "gpt-4o", []ChatItem{{What: "message", First: "system", Second: "developer"}, {What: "message", First: "history", Second: "user"}, {What: "name", First: "", Second: "Ada"},
			{What: "message", First: "history", Second: "assistant"}, {What: "message", First: "history", Second: "tool"}, {What: "message", First: "user", Second: "user"}},
			&trust.Interval{Low: 22, Typical: 25, High: 28}, []OverheadPart{{"system", 4}, {"history", 14}, {"user", 4}, {"reply", 3}}, 0, trust.Estimated, ""},
		{"tools", "openai/gpt-4o", withTools, &trust.Interval{Low: 8, Typical: 11, High: 14}, []OverheadPart{{"system", 4}, {"user", 4}, {"reply", 3}}, 68, trust.Estimated, "the form that its rule"},
		{"tools beyond the rule", "openai/gpt-4o", append(slices.Clone(two), ChatItem{What: "tools", First: "", Second: "a property has properties of its own"}),
			&trust.Interval{Low: 8, Typical: 11, High: 14}, []OverheadPart{{"system", 4}, {"user", 4}, {"reply", 3}}, 0, trust.Estimated, "does not cover these, as a property has properties of its own: they are counted"},
		{"Claude without tools", "anthropic/claude-opus-4-6", two, nil, nil, 0, trust.Estimated, "has none"},
		{"Claude with tools", "anthropic/claude-opus-4-6", withTools, &trust.Interval{Low: 497, Typical: 497, High: 497}, []OverheadPart{{"toolUse", 497}}, 0, trust.Assumed, `tool_choice "auto"`},
		{"Claude that must use one", "anthropic/claude-sonnet-5", append(withTools, ChatItem{What: "toolChoice", First: "", Second: "any"}), &trust.Interval{Low: 474, Typical: 474, High: 474}, []OverheadPart{{"toolUse", 474}}, 0, trust.Assumed, `"any"`},
		{"a Claude not in the table", "anthropic/claude-sonnet-5-5", withTools, nil, nil, 0, trust.Estimated, "not yet that of Claude Sonnet 5.5"},
		{"Gemini", "google/gemini-2.5-pro", withTools, nil, nil, 0, trust.Estimated, "Google publishes no rule"},
		{"gpt-oss", "openai/gpt-oss-120b", two, nil, nil, 0, trust.Estimated, "publishes no rule"},
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
			o, err := tokenizers.ChatOverhead(m.ID, []ChatItem{{What: "tools", First: "", Second: ""}, {What: "toolChoice", First: "", Second: choice}}, nil)
			if err != nil || o.Tokens == nil {
				t.Fatalf("%s: %+v, %v", m.ID, o, err)
			}
			scenario := `{"model":"` + m.ID + `","request":{"user":1000`
			with := evaluated.Estimate(t, scenario+`,"toolUse":"`+use+`"}}`)
			both := evaluated.Estimate(t, scenario+`,"toolUse":"`+use+`","overhead":`+spell.Plain(o.Tokens.Typical)+`}}`)
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
	var none Set
	for model, code := range map[string]string{"openai/gpt-1000": fault.UnknownModel, "openai/gpt-4o": VocabularyMissing} {
		_, err := none.ChatOverhead(model, nil, nil)
		if known, ok := err.(*fault.Error); !ok || known.Code != code {
			t.Errorf("%s: %v, want %s", model, err, code)
		}
	}
}
