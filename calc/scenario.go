package calc

import (
	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/trust"
)

// The largest values a scenario may hold. Beyond them a field is bad-scenario; nothing is ever clipped.
const (
	MaxTokens             = 1_000_000_000_000 // in one count or limit
	MaxTurns              = 1_000_000_000
	MaxConversationTokens = 1<<53 - 1         // all calls of one conversation, input, output and reasoning
	MaxPerDay             = 1_000_000_000_000 // requests or conversations
	MaxDaysPerMonth       = 31
	MaxTTFT               = 1_000_000     // seconds
	MaxTokensPerSecond    = 1_000_000_000 // and at least one in a million seconds
	DefaultDaysPerMonth   = 30
	MaxSearches           = 1000   // web searches in one request
	MaxStoredHours        = 10_000 // of a cache that is charged by the hour
)

// Scenario is what a person asks about, checked: see Scenario in site/contract for the meaning of each field.
// The zero Scenario asks about an empty request: make others with ParseScenario.
type Scenario struct {
	Model, Encoding, AsOf string // "" is not given
	AtTime                string // UTC, HH:MM; "" is not given
	Service               catalog.Service
	Prices                OwnPrices
	Window                OwnWindow
	Request               Request
	Turns                 Limit
	Cache                 Cache
	Traffic               Traffic
	Speed                 Speed

	Own        *catalog.Own // the person's own models; not a field of the object
	toolPrompt int64        // tokens the model's vendor adds for tools
}

// OwnPrices override the model's.
type OwnPrices struct {
	Input, CachedInput, CacheWrite, Output Rate
}

func (p *OwnPrices) any() bool {
	return p.Input.Given || p.CachedInput.Given || p.CacheWrite.Given || p.Output.Given
}

// Rate is USD per 1,000,000 tokens. Given and nil says: not published.
type Rate struct {
	Given      bool
	USDPerMTok *decimal.Decimal
}

// OwnWindow overrides the model's limits. A given 0 says: no limit published.
type OwnWindow struct {
	Context, MaxInput, MaxOutput Limit
}

// Limit is a whole number, of tokens or turns, that may be missing.
type Limit struct {
	Given bool
	Value int64
}

// Number is a number that may be missing: nil.
type Number struct{ Value *decimal.Decimal }

// Request is one request, in tokens. Overhead is what the chat format adds to the texts (overhead.go): input like them, and a
// part of what every call of a conversation sends unchanged. Where it is given (Formatted), ToolUse adds nothing: it holds what the
// vendor sends along with tools.
type Request struct {
	System, Tools, Documents, History, User, Overhead, Output, Reasoning Count
	Audio, Images                                                        Count // tokens, sent with the user's text
	Formatted                                                            bool
	MaxTokens                                                            Limit
	NotCounted                                                           Limit  // how many things are sent and in none of these, such as pictures of unknown size
	ToolUse                                                              string // "none", "auto" or "any"; "" is not given
	WebSearches                                                          Number
}

// Count is a number of tokens, low = typical = high, or a range. Trust is "" where the scenario does not say. CountedFor names the
// model whose tokens they are, where that is not the scenario's: see recount.
type Count struct {
	Low, Typical, High int64
	Trust              trust.Level
	CountedFor         string
	recounted          bool // turned into tokens of the scenario's model
}

// Cache is the caching policy. Start is "cold", "warm" or "traffic", which finds the fixed part as often as the traffic keeps it there, or "", where
// cold is assumed; Life is "5m", "30m" or "1h", or "": what the model's vendor says, or 5 minutes where it says nothing. StoredHours is how long a cache that is charged by the hour is kept, for each conversation.
type Cache struct {
	Policy      cost.Policy
	Start, Life string
	StoredHours Number
}

// Traffic: at most one of requests and conversations is given.
type Traffic struct {
	RequestsPerDay, ConversationsPerDay, DaysPerMonth Number
}

// Speed in seconds, and tokens per second.
type Speed struct {
	TTFT, TokensPerSecond Number
}
