package calc

// rule says what a field takes: whole and other numbers from least to most, null where it may be missing.
type rule struct {
	path        string
	least, most int64
	null        bool
}

var rules = []rule{
	{path: "prices.cachedInput", null: true},
	{path: "prices.cacheWrite", null: true},
	{path: "window.context", least: 1, most: MaxTokens},
	{path: "window.maxInput", least: 1, most: MaxTokens, null: true},
	{path: "window.maxOutput", least: 1, most: MaxTokens, null: true},
	{path: "conversation.turns", least: 1, most: MaxTurns},
	{path: "traffic.requestsPerDay", most: MaxPerDay},
	{path: "traffic.conversationsPerDay", most: MaxPerDay},
	{path: "traffic.daysPerMonth", most: MaxDaysPerMonth},
	{path: "request.webSearches", most: MaxSearches},
	{path: "cache.storedHours", most: MaxStoredHours},
	{path: "speed.ttft", most: MaxTTFT},
	{path: "speed.tokensPerSecond", most: MaxTokensPerSecond},
}

// tokensRule is what the fields of request take.
var tokensRule = rule{most: MaxTokens}

func ruleFor(path string) *rule {
	for i := range rules {
		if rules[i].path == path {
			return &rules[i]
		}
	}
	return &tokensRule
}

// names lists what each group takes; the top level is the group "".
var names = []struct{ group, fields string }{
	{"", "model, encoding, asOf, atTime, service, prices, window, request, conversation, cache, traffic, speed"},
	{"prices", "input, cachedInput, cacheWrite, output"},
	{"window", "context, maxInput, maxOutput"},
	{"request", "system, tools, documents, history, user, overhead, audio, images, output, reasoning, maxTokens, toolUse, webSearches"},
	{"conversation", "turns"},
	{"cache", "policy, start, life, storedHours"},
	{"traffic", "requestsPerDay, conversationsPerDay, daysPerMonth"},
	{"speed", "ttft, tokensPerSecond"},
}

// at is where the field at path is kept, nil where there is none. Its type says how it is read.
func (s *Scenario) At(path string) any {
	switch path {
	case "model":
		return &s.Model
	case "encoding":
		return &s.Encoding
	case "asOf":
		return &s.AsOf
	case "atTime":
		return &s.AtTime
	case "service":
		return &s.Service
	case "prices.input":
		return &s.Prices.Input
	case "prices.cachedInput":
		return &s.Prices.CachedInput
	case "prices.cacheWrite":
		return &s.Prices.CacheWrite
	case "prices.output":
		return &s.Prices.Output
	case "window.context":
		return &s.Window.Context
	case "window.maxInput":
		return &s.Window.MaxInput
	case "window.maxOutput":
		return &s.Window.MaxOutput
	case "request.system":
		return &s.Request.System
	case "request.tools":
		return &s.Request.Tools
	case "request.documents":
		return &s.Request.Documents
	case "request.history":
		return &s.Request.History
	case "request.user":
		return &s.Request.User
	case "request.overhead":
		return &s.Request.Overhead
	case "request.audio":
		return &s.Request.Audio
	case "request.images":
		return &s.Request.Images
	case "request.toolUse":
		return &s.Request.ToolUse
	case "request.webSearches":
		return &s.Request.WebSearches
	case "request.output":
		return &s.Request.Output
	case "request.reasoning":
		return &s.Request.Reasoning
	case "request.maxTokens":
		return &s.Request.MaxTokens
	case "conversation.turns":
		return &s.Turns
	case "cache.policy":
		return &s.Cache.Policy
	case "cache.start":
		return &s.Cache.Start
	case "cache.life":
		return &s.Cache.Life
	case "cache.storedHours":
		return &s.Cache.StoredHours
	case "traffic.requestsPerDay":
		return &s.Traffic.RequestsPerDay
	case "traffic.conversationsPerDay":
		return &s.Traffic.ConversationsPerDay
	case "traffic.daysPerMonth":
		return &s.Traffic.DaysPerMonth
	case "speed.ttft":
		return &s.Speed.TTFT
	case "speed.tokensPerSecond":
		return &s.Speed.TokensPerSecond
	}
	return nil
}
