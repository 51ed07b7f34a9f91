package calc

import (
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/dates"
)

// field is one field of a scenario: where it is kept, and what it takes. A test holds site/scenario/flat.ts and scenario.schema.json to the table.
type field struct {
	path        string
	at          func(*Scenario) any // its type says how the field is read: *string, *Count, *Limit, *Number, *Rate, *catalog.Service or *cost.Policy
	least, most int64               // of a number
	null        bool                // it may be missing
	takes       string              // what a text must be
	ok          func(string) bool   // of a text
}

// table is every field, by group, in the order in which a message lists them.
var table = []field{
	text("model", func(s *Scenario) *string { return &s.Model }, `a model's id, such as "openai/gpt-5.4"`, given),
	text("encoding", func(s *Scenario) *string { return &s.Encoding }, "the name of what the tokens were counted with", given),
	text("asOf", func(s *Scenario) *string { return &s.AsOf }, `a date, such as "2026-11-01"`, dates.Valid),
	text("atTime", func(s *Scenario) *string { return &s.AtTime }, `a time of day in UTC, such as "14:30"`, timeOfDay),
	{path: "service", at: func(s *Scenario) any { return &s.Service }},
	{path: "prices.input", at: func(s *Scenario) any { return &s.Prices.Input }},
	{path: "prices.cachedInput", at: func(s *Scenario) any { return &s.Prices.CachedInput }, null: true},
	{path: "prices.cacheWrite", at: func(s *Scenario) any { return &s.Prices.CacheWrite }, null: true},
	{path: "prices.output", at: func(s *Scenario) any { return &s.Prices.Output }},
	{path: "window.context", at: func(s *Scenario) any { return &s.Window.Context }, least: 1, most: MaxTokens},
	{path: "window.maxInput", at: func(s *Scenario) any { return &s.Window.MaxInput }, least: 1, most: MaxTokens, null: true},
	{path: "window.maxOutput", at: func(s *Scenario) any { return &s.Window.MaxOutput }, least: 1, most: MaxTokens, null: true},
	{path: "request.system", at: func(s *Scenario) any { return &s.Request.System }, most: MaxTokens},
	{path: "request.tools", at: func(s *Scenario) any { return &s.Request.Tools }, most: MaxTokens},
	{path: "request.documents", at: func(s *Scenario) any { return &s.Request.Documents }, most: MaxTokens},
	{path: "request.history", at: func(s *Scenario) any { return &s.Request.History }, most: MaxTokens},
	{path: "request.user", at: func(s *Scenario) any { return &s.Request.User }, most: MaxTokens},
	{path: "request.overhead", at: func(s *Scenario) any { return &s.Request.Overhead }, most: MaxTokens},
	{path: "request.audio", at: func(s *Scenario) any { return &s.Request.Audio }, most: MaxTokens},
	{path: "request.images", at: func(s *Scenario) any { return &s.Request.Images }, most: MaxTokens},
	{path: "request.notCounted", at: func(s *Scenario) any { return &s.Request.NotCounted }, most: MaxTokens},
	{path: "request.output", at: func(s *Scenario) any { return &s.Request.Output }, most: MaxTokens},
	{path: "request.reasoning", at: func(s *Scenario) any { return &s.Request.Reasoning }, most: MaxTokens},
	{path: "request.maxTokens", at: func(s *Scenario) any { return &s.Request.MaxTokens }, most: MaxTokens},
	choice("request.toolUse", func(s *Scenario) *string { return &s.Request.ToolUse }, "none", "auto", "any"),
	{path: "request.webSearches", at: func(s *Scenario) any { return &s.Request.WebSearches }, most: MaxSearches},
	{path: "conversation.turns", at: func(s *Scenario) any { return &s.Turns }, least: 1, most: MaxTurns},
	{path: "cache.policy", at: func(s *Scenario) any { return &s.Cache.Policy }},
	choice("cache.start", func(s *Scenario) *string { return &s.Cache.Start }, "cold", "warm", "traffic"),
	choice("cache.life", func(s *Scenario) *string { return &s.Cache.Life }, "5m", "30m", "1h"),
	{path: "cache.storedHours", at: func(s *Scenario) any { return &s.Cache.StoredHours }, most: MaxStoredHours},
	{path: "traffic.requestsPerDay", at: func(s *Scenario) any { return &s.Traffic.RequestsPerDay }, most: MaxPerDay},
	{path: "traffic.conversationsPerDay", at: func(s *Scenario) any { return &s.Traffic.ConversationsPerDay }, most: MaxPerDay},
	{path: "traffic.daysPerMonth", at: func(s *Scenario) any { return &s.Traffic.DaysPerMonth }, most: MaxDaysPerMonth},
	{path: "speed.ttft", at: func(s *Scenario) any { return &s.Speed.TTFT }, most: MaxTTFT},
	{path: "speed.tokensPerSecond", at: func(s *Scenario) any { return &s.Speed.TokensPerSecond }, most: MaxTokensPerSecond},
}

func text(path string, at func(*Scenario) *string, takes string, ok func(string) bool) field {
	return field{path: path, at: func(s *Scenario) any { return at(s) }, takes: takes, ok: ok}
}

func choice(path string, at func(*Scenario) *string, of ...string) field {
	quoted := `"` + strings.Join(of, `", "`) + `"`
	if last := strings.LastIndex(quoted, ", "); last >= 0 {
		quoted = quoted[:last] + " or " + quoted[last+2:]
	}
	return text(path, at, quoted, func(given string) bool {
		for _, one := range of {
			if given == one {
				return true
			}
		}
		return false
	})
}

func given(text string) bool { return text != "" }

func timeOfDay(text string) bool { return catalog.MinuteOf(text) >= 0 && text != "24:00" }

// fieldAt is nil where there is no such field.
func fieldAt(path string) *field {
	for i := range table {
		if table[i].path == path {
			return &table[i]
		}
	}
	return nil
}

// fieldsOf lists what a group takes, for a message; those of the top level, groups too, are those of the group "".
func fieldsOf(group string) string {
	var names []string
	for i := range table {
		of, name, nested := strings.Cut(table[i].path, ".")
		switch {
		case !nested:
			of, name = "", of
		case group == "":
			of, name = "", of
		}
		if of == group && (len(names) == 0 || names[len(names)-1] != name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// Kind is how a field of a scenario is written.
type Kind int

const (
	Text    Kind = iota + 1
	Whole        // a whole number
	Decimal      // a number
	Money        // USD as a decimal in a string
)

// KindOf says how the field at a path is written; 0 where there is none.
func KindOf(path string) Kind {
	f := fieldAt(path)
	if f == nil {
		return 0
	}
	switch f.at(new(Scenario)).(type) {
	case *Count, *Limit:
		return Whole
	case *Number:
		return Decimal
	case *Rate:
		return Money
	case *string, *catalog.Service, *cost.Policy:
	}
	return Text
}
