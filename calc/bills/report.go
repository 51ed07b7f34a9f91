package bills

import (
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/notes"
	"threelimits/calc/spell"
	"threelimits/calc/usage"
)

// What a report holds of many records: the rest is in its sums.
const (
	maxRecordsShown  = 200
	maxProblemsShown = 100
	maxNotesShown    = 100
)

// Report is what usage records cost: see UsageReport in site/contract for the meaning of each field.
type Report struct {
	Count        int              `json:"count"`
	Priced       int              `json:"priced"`
	USD          *decimal.Decimal `json:"usd"`
	Records      []Record         `json:"records"`
	Sums         []Sum            `json:"sums"`
	Repriced     []Repriced       `json:"repriced"`
	Problems     []Problem        `json:"problems"`
	ProblemCount int              `json:"problemCount"`
	AtLeast      bool             `json:"atLeast"`
	Repeats      int              `json:"repeats"`
	Passed       int              `json:"passed"`
	Notes        []Said           `json:"notes"`
}

// Said is a note, and of how many calls it is said.
type Said struct {
	Message string `json:"message"`
	Records int    `json:"records"`
}

type Record struct {
	Index   int              `json:"index"`
	Path    string           `json:"path"`
	ID      string           `json:"id,omit"`
	Shape   string           `json:"shape"`
	Given   string           `json:"given,null"`
	Model   string           `json:"model,null"`
	Day     string           `json:"day"`
	DayFrom string           `json:"dayFrom"`
	Service string           `json:"service"`
	Tokens  Tokens           `json:"tokens"`
	Lines   []Line           `json:"lines"`
	USD     *decimal.Decimal `json:"usd"`
	AtLeast bool             `json:"atLeast"`
	Notes   []string         `json:"notes"`

	NotCounted []usage.Unused `json:"notCounted"`
}

// Tokens are sums that hold one another: input holds cachedInput and the cache writes, output holds reasoning.
type Tokens struct {
	Input          int64 `json:"input"`
	UncachedInput  int64 `json:"uncachedInput"`
	CachedInput    int64 `json:"cachedInput"`
	CacheWrite     int64 `json:"cacheWrite"`
	CacheWriteHour int64 `json:"cacheWriteHour"`
	Output         int64 `json:"output"`
	Reasoning      int64 `json:"reasoning"`
	AudioInput     int64 `json:"audioInput"`
	AudioOutput    int64 `json:"audioOutput"`
	ImageInput     int64 `json:"imageInput"`
	ImageOutput    int64 `json:"imageOutput"`
	WebSearches    int64 `json:"webSearches"`
}

// Line is one line of a record's bill. Working is its sum with the numbers.
type Line struct {
	Name       string           `json:"name"`
	Tokens     int64            `json:"tokens"`
	Units      *decimal.Decimal `json:"units,omit"`
	Unit       string           `json:"unit,omit"`
	USDPerMTok *decimal.Decimal `json:"usdPerMTok"`
	USD        *decimal.Decimal `json:"usd"`
	Working    string           `json:"working"`
}

// Sum is all records of a model on a day. USD is nil where none of them has a price.
type Sum struct {
	Model   string           `json:"model,null"`
	Given   string           `json:"given,null"`
	Day     string           `json:"day"`
	Records int              `json:"records"`
	Tokens  Tokens           `json:"tokens"`
	USD     *decimal.Decimal `json:"usd"`
	AtLeast bool             `json:"atLeast"`
}

// Repriced is what the same tokens cost on another model. Unpriced is how many records have no price on it.
type Repriced struct {
	Model    string           `json:"model"`
	Name     string           `json:"name"`
	USD      *decimal.Decimal `json:"usd"`
	Unpriced int              `json:"unpriced"`
}

type Problem struct {
	Record  int    `json:"record"`
	Field   string `json:"field,omit"`
	Message string `json:"message"`
}

// say adds the note of that code.
func (r *Record) say(code string, terms ...string) {
	r.Notes = append(r.Notes, notes.Find(code, notes.Bills, notes.Shared).Fill(terms...))
}

func tokensOf(r *usage.Record) Tokens {
	t := &r.Tokens
	return Tokens{
		t.Input, t.Input - t.Read - t.Written - t.WrittenHour, t.Read, t.Written, t.WrittenHour, t.Output, t.Reasoning,
		t.Audio.Input, t.Audio.Output, t.Image.Input, t.Image.Output, r.Searches,
	}
}

func linesOf(b *cost.Bill) []Line {
	lines := make([]Line, len(b.Lines))
	for i := range b.Lines {
		l := &b.Lines[i]
		line := Line{Name: l.Item.String(), Tokens: l.Tokens, USDPerMTok: l.Rate, USD: l.USD}
		quantity, per := spell.Grouped(l.Tokens), "1,000,000"
		if l.Quantity != nil {
			line.Units, line.Unit = l.Quantity, "searches"
			quantity, per = spell.Digits(l.Quantity.String()), "1,000"
		}
		line.Working = quantity + " × " + spell.Digits(l.Rate.String()) + " ÷ " + per + " = " + l.USD.String()
		lines[i] = line
	}
	return lines
}

func (t *Tokens) add(o *Tokens) {
	t.Input += o.Input
	t.UncachedInput += o.UncachedInput
	t.CachedInput += o.CachedInput
	t.CacheWrite += o.CacheWrite
	t.CacheWriteHour += o.CacheWriteHour
	t.Output += o.Output
	t.Reasoning += o.Reasoning
	t.AudioInput += o.AudioInput
	t.AudioOutput += o.AudioOutput
	t.ImageInput += o.ImageInput
	t.ImageOutput += o.ImageOutput
	t.WebSearches += o.WebSearches
}
