package calc

import (
	"threelimits/calc/decimal"
	"threelimits/calc/trust"
)

// Estimate is the answer to a Scenario: see Estimate in site/contract for the meaning of each field. Context,
// Cost and Latency are nil where the scenario does not say enough; a note then says what is missing.
type Estimate struct {
	Model   *ModelName `json:"model"`
	AsOf    string     `json:"asOf"`
	Context *Context   `json:"context"`
	Cost    *Cost      `json:"cost"`
	Latency *Latency   `json:"latency"`

	Turnaround *Turnaround `json:"turnaround,omit"`

	Usage   Usage  `json:"usage"`
	Working []Step `json:"working"`
	Notes   []Note `json:"notes"`
}

// Turnaround is within how long a batch is answered, as its vendor says; there is no Latency then.
type Turnaround struct {
	Hours     int64  `json:"hours"`
	SourceURL string `json:"sourceURL"`
}

type ModelName struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Vendor string `json:"vendor"`
}

// Context is how the last call lies in the window, in tokens. MaxInput and MaxOutput are 0 where none is published.
type Context struct {
	Window      int64         `json:"window"`
	Input       int64         `json:"input"`
	Reserved    int64         `json:"reserved"`
	Free        int64         `json:"free"`
	Fits        bool          `json:"fits"`
	MaxInput    int64         `json:"maxInput,null"`
	MaxOutput   int64         `json:"maxOutput,null"`
	Parts       []Part        `json:"parts"`
	UsedPercent string        `json:"usedPercent"`
	Range       *ContextRange `json:"range,omit"`
	Trust       trust.Trust   `json:"trust"`
}

// Part is one stretch of the window. From and To are tokens; To may lie beyond the window.
type Part struct {
	Name    string `json:"name"`
	From    int64  `json:"from"`
	To      int64  `json:"to"`
	Tokens  int64  `json:"tokens"`
	Percent string `json:"percent"` // of the window

	InputPercent string `json:"inputPercent,omit"` // of what is sent; "" for the reservation
}

type ContextRange struct {
	Input    trust.Range[int64] `json:"input"`
	Reserved trust.Range[int64] `json:"reserved"`
	Free     trust.Range[int64] `json:"free"`
}

// Cost is USD. PerDay and PerMonth are nil without traffic.
type Cost struct {
	PerRequest      *decimal.Decimal `json:"perRequest"`
	PerConversation *decimal.Decimal `json:"perConversation"`
	PerDay          *decimal.Decimal `json:"perDay"`
	PerMonth        *decimal.Decimal `json:"perMonth"`
	Service         string           `json:"service"`
	Lines           []Line           `json:"lines"`
	Rates           Rates            `json:"rates"`
	Range           *CostRange       `json:"range,omit"`
	Trust           trust.Trust      `json:"trust"`
}

// Line is one line of the bill. Units and Unit are what a line that is not for tokens counts: searches, or tokens times
// hours of storage; its price is per 1,000 searches, or per 1,000,000 tokens and hour.
type Line struct {
	Name          string           `json:"name"`
	Tokens        int64            `json:"tokens"`
	Units         *decimal.Decimal `json:"units,omit"`
	Unit          string           `json:"unit,omit"`
	USDPerMTok    *decimal.Decimal `json:"usdPerMTok"`
	USD           *decimal.Decimal `json:"usd"`
	Percent       string           `json:"percent"`
	TokensPercent string           `json:"tokensPercent"`
	Share         Share            `json:"share"`
}

// Share is a line's place, from 0 to 100, on a strip of all tokens and on one of all money.
type Share struct {
	Tokens Place `json:"tokens"`
	USD    Place `json:"usd"`
}

type Place struct {
	From float64 `json:"from"`
	To   float64 `json:"to"`
}

// Rates are those of the last call, USD per 1,000,000 tokens. From is the first day of the catalogue's row, "" where it is
// not known or no rate comes from it; InputTokensFrom is 0 at the base rates.
type Rates struct {
	Input           *decimal.Decimal `json:"input"`
	Output          *decimal.Decimal `json:"output"`
	CachedInput     *decimal.Decimal `json:"cachedInput"`
	CacheWrite      *decimal.Decimal `json:"cacheWrite"`
	From            string           `json:"from,null"`
	Overridden      bool             `json:"overridden"`
	CacheWriteHour  *decimal.Decimal `json:"cacheWriteHour,omit"`
	CacheStorage    *decimal.Decimal `json:"cacheStorage,omit"`
	AudioInput      *decimal.Decimal `json:"audioInput,omit"`
	CachedAudio     *decimal.Decimal `json:"cachedAudio,omit"`
	ImageInput      *decimal.Decimal `json:"imageInput,omit"`
	CachedImage     *decimal.Decimal `json:"cachedImage,omit"`
	WebSearch       *decimal.Decimal `json:"webSearch,omit"`
	InputTokensFrom int64            `json:"inputTokensFrom,null"`
}

type CostRange struct {
	PerRequest      *trust.AmountRange `json:"perRequest"`
	PerConversation *trust.AmountRange `json:"perConversation"`
	PerDay          *trust.AmountRange `json:"perDay"`
	PerMonth        *trust.AmountRange `json:"perMonth"`
}

// Latency is seconds.
type Latency struct {
	TTFT         float64       `json:"ttft"`
	Generation   float64       `json:"generation"`
	Total        float64       `json:"total"`
	FirstVisible float64       `json:"firstVisible"`
	Phases       []Phase       `json:"phases"`
	Reading      float64       `json:"reading"`
	Range        *LatencyRange `json:"range,omit"`
	Trust        trust.Trust   `json:"trust"`
}

type Phase struct {
	Name    string  `json:"name"`
	From    float64 `json:"from"`
	To      float64 `json:"to"`
	Seconds float64 `json:"seconds"`
	Percent string  `json:"percent"`
}

type LatencyRange struct {
	Generation   trust.Range[float64] `json:"generation"`
	Total        trust.Range[float64] `json:"total"`
	FirstVisible trust.Range[float64] `json:"firstVisible"`
}

// Usage is what the last call is billed for, in tokens. Input includes what is read from and written to a cache, Output
// leaves reasoning out, and Total is Input + Output + Reasoning. Vendors' records count differently: Anthropic's input is
// UncachedInput, OpenAI's and Anthropic's output is OutputWithReasoning.
type Usage struct {
	Input               int64 `json:"input"`
	UncachedInput       int64 `json:"uncachedInput"`
	CachedInput         int64 `json:"cachedInput"`
	CacheWrite          int64 `json:"cacheWrite"`
	Output              int64 `json:"output"`
	Reasoning           int64 `json:"reasoning"`
	OutputWithReasoning int64 `json:"outputWithReasoning"`
	Total               int64 `json:"total"`
}

// Step is how one figure came about: the formula, the same with the person's numbers, the result. Value is canonical (no
// separators); Formula and Substituted are for reading.
type Step struct {
	Figure      string `json:"figure"`
	Label       string `json:"label"`
	Formula     string `json:"formula"`
	Substituted string `json:"substituted"`
	Value       string `json:"value"`
	Unit        string `json:"unit"`
	Source      string `json:"source"`
	SourceURL   string `json:"sourceUrl,omit"`
	Checked     string `json:"checked,omit"`
	By          string `json:"by,omit"`
}

// Note is something the figures alone do not say: a row of package notes, with its terms.
type Note struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Field    string `json:"field,omit"`
}
