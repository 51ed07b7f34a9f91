package calc

import (
	"threelimits/calc/decimal"
	"threelimits/calc/trust"
)

// Estimate is the answer to a Scenario: see Estimate in site/contract for the meaning of each field. Context,
// Cost and Latency are nil where the scenario does not say enough; a note then says what is missing.
type Estimate struct {
	Model   *ModelName `page:"model"`
	AsOf    string     `page:"asOf"`
	Context *Context   `page:"context"`
	Cost    *Cost      `page:"cost"`
	Latency *Latency   `page:"latency"`
	AtLeast bool       `page:"atLeast,omit"`

	Turnaround *Turnaround `page:"turnaround,omit"`

	Recounted []Recounted `page:"recounted,omit"`

	Usage   Usage  `page:"usage"`
	Working []Step `page:"working"`
	Notes   []Note `page:"notes"`
}

// Turnaround is within how long a batch is answered, as its vendor says; there is no Latency then.
type Turnaround struct {
	Hours     int64  `page:"hours"`
	SourceURL string `page:"sourceURL"`
}

type ModelName struct {
	ID     string `page:"id"`
	Name   string `page:"name"`
	Vendor string `page:"vendor"`
}

// Context is how the last call lies in the window, in tokens. MaxInput and MaxOutput are 0 where none is published.
type Context struct {
	Window      int64         `page:"window"`
	Input       int64         `page:"input"`
	Reserved    int64         `page:"reserved"`
	Free        int64         `page:"free"`
	Fits        bool          `page:"fits"`
	MaxInput    int64         `page:"maxInput,null"`
	MaxOutput   int64         `page:"maxOutput,null"`
	Parts       []Part        `page:"parts"`
	UsedPercent string        `page:"usedPercent"`
	Range       *ContextRange `page:"range,omit"`
	Trust       trust.Trust   `page:"trust"`
}

// Part is one stretch of the window. From and To are tokens; To may lie beyond the window.
type Part struct {
	Name    string `page:"name"`
	From    int64  `page:"from"`
	To      int64  `page:"to"`
	Tokens  int64  `page:"tokens"`
	Percent string `page:"percent"` // of the window

	InputPercent string `page:"inputPercent,omit"` // of what is sent; "" for the reservation
}

type ContextRange struct {
	Input    trust.Range[int64] `page:"input"`
	Reserved trust.Range[int64] `page:"reserved"`
	Free     trust.Range[int64] `page:"free"`
}

// Cost is USD. PerDay and PerMonth are nil without traffic.
type Cost struct {
	PerRequest      *decimal.Decimal `page:"perRequest"`
	PerConversation *decimal.Decimal `page:"perConversation"`
	PerDay          *decimal.Decimal `page:"perDay"`
	PerMonth        *decimal.Decimal `page:"perMonth"`
	Service         string           `page:"service"`
	Lines           []Line           `page:"lines"`
	Rates           Rates            `page:"rates"`
	Range           *CostRange       `page:"range,omit"`
	Trust           trust.Trust      `page:"trust"`
}

// Line is one line of the bill. Units and Unit are what a line that is not for tokens counts: searches, or tokens times
// hours of storage; its price is per 1,000 searches, or per 1,000,000 tokens and hour.
type Line struct {
	Name          string           `page:"name"`
	Tokens        int64            `page:"tokens"`
	Units         *decimal.Decimal `page:"units,omit"`
	Unit          string           `page:"unit,omit"`
	USDPerMTok    *decimal.Decimal `page:"usdPerMTok"`
	USD           *decimal.Decimal `page:"usd"`
	Percent       string           `page:"percent"`
	TokensPercent string           `page:"tokensPercent"`
	Share         Share            `page:"share"`
}

// Share is a line's place, from 0 to 100, on a strip of all tokens and on one of all money.
type Share struct {
	Tokens Place `page:"tokens"`
	USD    Place `page:"usd"`
}

type Place struct {
	From float64 `page:"from"`
	To   float64 `page:"to"`
}

// Rates are those of the last call, USD per 1,000,000 tokens. From is the first day of the catalogue's row, "" where it is
// not known or no rate comes from it; InputTokensFrom is 0 at the base rates.
type Rates struct {
	Input           *decimal.Decimal `page:"input"`
	Output          *decimal.Decimal `page:"output"`
	CachedInput     *decimal.Decimal `page:"cachedInput"`
	CacheWrite      *decimal.Decimal `page:"cacheWrite"`
	From            string           `page:"from,null"`
	Overridden      bool             `page:"overridden"`
	CacheWriteHour  *decimal.Decimal `page:"cacheWriteHour,omit"`
	CacheStorage    *decimal.Decimal `page:"cacheStorage,omit"`
	AudioInput      *decimal.Decimal `page:"audioInput,omit"`
	CachedAudio     *decimal.Decimal `page:"cachedAudio,omit"`
	ImageInput      *decimal.Decimal `page:"imageInput,omit"`
	CachedImage     *decimal.Decimal `page:"cachedImage,omit"`
	WebSearch       *decimal.Decimal `page:"webSearch,omit"`
	InputTokensFrom int64            `page:"inputTokensFrom,null"`
}

type CostRange struct {
	PerRequest      *trust.AmountRange `page:"perRequest"`
	PerConversation *trust.AmountRange `page:"perConversation"`
	PerDay          *trust.AmountRange `page:"perDay"`
	PerMonth        *trust.AmountRange `page:"perMonth"`
}

// Latency is seconds.
type Latency struct {
	TTFT         float64       `page:"ttft"`
	Generation   float64       `page:"generation"`
	Total        float64       `page:"total"`
	FirstVisible float64       `page:"firstVisible"`
	Phases       []Phase       `page:"phases"`
	Reading      float64       `page:"reading"`
	Range        *LatencyRange `page:"range,omit"`
	Trust        trust.Trust   `page:"trust"`
}

type Phase struct {
	Name    string  `page:"name"`
	From    float64 `page:"from"`
	To      float64 `page:"to"`
	Seconds float64 `page:"seconds"`
	Percent string  `page:"percent"`
}

type LatencyRange struct {
	Generation   trust.Range[float64] `page:"generation"`
	Total        trust.Range[float64] `page:"total"`
	FirstVisible trust.Range[float64] `page:"firstVisible"`
}

// Usage is what the last call is billed for, in tokens. Input includes what is read from and written to a cache, Output
// leaves reasoning out, and Total is Input + Output + Reasoning. Vendors' records count differently: Anthropic's input is
// UncachedInput, OpenAI's and Anthropic's output is OutputWithReasoning.
type Usage struct {
	Input               int64 `page:"input"`
	UncachedInput       int64 `page:"uncachedInput"`
	CachedInput         int64 `page:"cachedInput"`
	CacheWrite          int64 `page:"cacheWrite"`
	Output              int64 `page:"output"`
	Reasoning           int64 `page:"reasoning"`
	OutputWithReasoning int64 `page:"outputWithReasoning"`
	Total               int64 `page:"total"`
}

// Step is how one figure came about: the formula, the same with the person's numbers, the result. Value is canonical (no
// separators); Formula and Substituted are for reading.
type Step struct {
	Figure      string `page:"figure"`
	Label       string `page:"label"`
	Formula     string `page:"formula"`
	Substituted string `page:"substituted"`
	Value       string `page:"value"`
	Unit        string `page:"unit"`
	Source      string `page:"source"`
	SourceURL   string `page:"sourceUrl,omit"`
	Checked     string `page:"checked,omit"`
	By          string `page:"by,omit"`
}

// Note is something the figures alone do not say: a row of package notes, with its terms.
type Note struct {
	Code     string `page:"code"`
	Severity string `page:"severity"`
	Message  string `page:"message"`
	Field    string `page:"field,omit"`
}
