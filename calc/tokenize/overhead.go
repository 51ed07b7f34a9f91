package tokenize

import (
	"strings"

	"threelimits/calc/bpe"
	"threelimits/calc/catalog"
	"threelimits/calc/fault"
	"threelimits/calc/trust"
)

// What a vendor's chat format adds to the texts of a request: the marks around each message, the opening of the answer, the
// form that tools are rewritten to, a prompt of the vendor's own. Texts are counted exactly and stay so; this is a figure of its
// own (Request.Overhead), made only from what is published. The rules are the tables below, each with its source, and the prompts
// for tools of the catalogue. Where a scenario has this figure, its toolUse adds nothing: each prompt is counted once.

// ChatOverhead is what the format of one request adds. Tokens is nil where nothing is published: nothing is claimed then, and
// Trust.Why says so. Parts are its pieces at their typical counts. Tools is how many tokens the tools take as the vendor writes
// them for the model, to be counted in the place of their JSON; nil where no rule is published for such tools.
type ChatOverhead struct {
	Tokens *trust.Interval `page:"tokens"`
	Parts  []OverheadPart  `page:"parts"`
	Tools  *trust.Interval `page:"tools"`
	Trust  trust.Trust     `page:"trust"`
}

// OverheadPart is one piece: what the messages of a part ("system", "history", "user") add, "reply" for what opens the
// answer, "toolUse" for the vendor's prompt.
type OverheadPart struct {
	Name   string `page:"name"`
	Tokens int64  `page:"tokens"`
}

// openAIMessages is OpenAI's rule for messages: each is perMessage tokens with its role and content as text, and with a name
// perName more and the name as text; reply opens the answer.
type openAIMessages struct {
	model                      string // "" is every model not named
	perMessage, perName, reply int64
}

// openAITools is OpenAI's rule for tools: each function is perFunction tokens with "name:description"; properties, where there
// are any, begin with perProperties, and each is perProperty with "name:type:description"; an enum begins with perEnum, and
// each item is perItem with its text; end closes all of them. A full stop at a description's end is dropped.
type openAITools struct {
	encoding                                                       string
	perFunction, perProperties, perProperty, perEnum, perItem, end int64
}

// The cookbook's functions num_tokens_from_messages and num_tokens_for_tools. Its measurements hold for GPT-3.5 to GPT-4o; a
// check against gpt-5 found 109 where the rule gives 110 (pydantic/pydantic-ai pull request 3447), so what it gives is an
// estimate within openAIUncertainty.
var (
	openAISource = catalog.Source{
		URL:     "https://github.com/openai/openai-cookbook/blob/main/examples/How_to_count_tokens_with_tiktoken.ipynb",
		Checked: "2026-11-25", What: "OpenAI's cookbook, How to count tokens, sections 6 and 7",
	}
	openAIMessageRules = []openAIMessages{
		{"openai/gpt-3.5-turbo-0301", 4, -1, 3}, // where there is a name, the role is left out
		{"", 3, 1, 3},
	}
	openAIToolRules = []openAITools{
		{"cl100k_base", 10, 3, 3, -3, 3, 12}, // gpt-3.5-turbo, gpt-4
		{"o200k_base", 7, 3, 3, -3, 3, 12},   // gpt-4o, and taken for those after it
	}
)

const openAIUncertainty = 3

// ChatItem is one thing that a chat format wraps or rewrites; What says what First and Second are:
//
//	message      the part it belongs to, its role
//	name         nothing, the name of the message before
//	toolChoice   nothing, "auto", "none", "any" or "tool"
//	tools        nothing, "" or what the rule for tools does not cover: "a property has properties of its own"
//	function     its name, its description
//	property     "name:type", its description: of the function before
//	enum         nothing, one item: of the property before
type ChatItem struct{ What, First, Second string }

// ChatOverhead works out what the format of a request for the model adds, from what is published for its vendor. The model's
// encoding must be loaded. Errors are those of EncodingOf and Count.
func (t *Set) ChatOverhead(model string, items []ChatItem, own *catalog.Own) (ChatOverhead, error) {
	m, err := countableModel(model, own)
	if err != nil {
		return ChatOverhead{}, err
	}
	e, err := t.Encoding(m.Encoding)
	if err != nil {
		return ChatOverhead{}, err
	}
	count := func(text string) int64 { return int64(e.Count([]byte(text), bpe.SpecialAsText)) }
	switch {
	case m.Vendor == "openai" && m.Encoding != "o200k_harmony":
		return openAIOverhead(m, items, count), nil
	case m.Vendor == "anthropic":
		return anthropicOverhead(m, items), nil
	}
	return ChatOverhead{Trust: trust.Trust{Level: trust.Estimated, Why: m.VendorName + " publishes no rule for what its chat format adds to the texts of " +
		m.Name + ": nothing is counted for it."}}, nil
}

func openAIOverhead(m *catalog.Model, items []ChatItem, count func(string) int64) ChatOverhead {
	rule := &openAIMessageRules[0]
	for i := range openAIMessageRules {
		if rule = &openAIMessageRules[i]; rule.model == m.ID {
			break
		}
	}
	o := ChatOverhead{Trust: trust.Trust{Level: trust.Estimated, Why: "By OpenAI's published rule: 3 tokens and the role for each message, 3 before the answer. " +
		"It held for the models it was published with, up to GPT-4o; later ones were seen to differ by a token or so.",
		Source: openAISource.URL, Checked: openAISource.Checked}}
	part := "user"
	for i := range items {
		switch item := &items[i]; item.What {
		case "message":
			part = item.First
			o.add(part, rule.perMessage+count(item.Second))
		case "name":
			o.add(part, rule.perName+count(item.Second))
		}
	}
	o.add("reply", rule.reply)
	total := o.total()
	o.Tokens = &trust.Interval{Low: max(0, total-openAIUncertainty), Typical: total, High: total + openAIUncertainty}
	for i := range items {
		if item := &items[i]; item.What == "tools" && item.Second != "" {
			o.Trust.Why += " Its rule for tools does not cover these, as " + fault.Short(item.Second) + ": they are counted as their JSON."
			return o
		}
	}
	if tools := openAIToolCount(m.Encoding, items, count); tools > 0 {
		o.Tools = &trust.Interval{Low: tools, Typical: tools, High: tools}
		o.Trust.Why += " Tools are counted in the form that its rule for tools gives them."
	}
	return o
}

func openAIToolCount(encoding string, items []ChatItem, count func(string) int64) (total int64) {
	rule := &openAIToolRules[0]
	for i := range openAIToolRules {
		if rule = &openAIToolRules[i]; rule.encoding == encoding {
			break
		}
	}
	before := ""
	for i := range items {
		item := &items[i]
		described := item.First + ":" + strings.TrimSuffix(item.Second, ".")
		switch item.What {
		case "tools":
			total += rule.end
		case "function":
			total += rule.perFunction + count(described)
		case "property":
			if before == "function" {
				total += rule.perProperties
			}
			total += rule.perProperty + count(described)
		case "enum":
			if before == "property" {
				total += rule.perEnum
			}
			total += rule.perItem + count(item.Second)
		}
		before = item.What
	}
	return total
}

func anthropicOverhead(m *catalog.Model, items []ChatItem) ChatOverhead {
	o := ChatOverhead{Trust: trust.Trust{Level: trust.Estimated, Why: "Anthropic does not publish what its format adds to messages. " +
		"It publishes the prompt that tools bring with them: "}}
	tools, choice := false, "auto"
	for i := range items {
		switch items[i].What {
		case "tools":
			tools = true
		case "toolChoice":
			choice = items[i].Second
		}
	}
	switch {
	case !tools:
		o.Trust.Why += "this request has none."
	case m.Tools == nil:
		o.Trust.Why += "but not yet that of " + m.Name + "."
	default:
		return toolUsePrompt(m, choice)
	}
	return o
}

// toolUsePrompt is the published number, and only that. The vendor sends the same prompt where the choice is "none".
func toolUsePrompt(m *catalog.Model, choice string) ChatOverhead {
	tokens := m.Tools.Auto
	if choice == "any" || choice == "tool" {
		tokens = m.Tools.Any
	}
	source := &m.Tools.Source
	why := m.VendorName + "'s prompt for tools, as published for " + m.Name +
		` and tool_choice "` + fault.Short(choice) + `". What its format adds to messages is not published and not counted.`
	o := ChatOverhead{
		Tokens: &trust.Interval{Low: tokens, Typical: tokens, High: tokens},
		Trust:  trust.Trust{Level: trust.Assumed, Why: why, Source: source.URL, Checked: source.Checked},
	}
	o.add("toolUse", tokens)
	return o
}

// add counts tokens towards a piece.
func (o *ChatOverhead) add(name string, tokens int64) {
	for i := range o.Parts {
		if o.Parts[i].Name == name {
			o.Parts[i].Tokens += tokens
			return
		}
	}
	o.Parts = append(o.Parts, OverheadPart{name, tokens})
}

func (o *ChatOverhead) total() (total int64) {
	for i := range o.Parts {
		total += o.Parts[i].Tokens
	}
	return total
}
