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
	Count        int              `page:"count"`
	Priced       int              `page:"priced"`
	USD          *decimal.Decimal `page:"usd"`
	Records      []Record         `page:"records"`
	Sums         []Sum            `page:"sums"`
	Repriced     []Repriced       `page:"repriced"`
	Problems     []Problem        `page:"problems"`
	ProblemCount int              `page:"problemCount"`
	AtLeast      bool             `page:"atLeast"`
	Repeats      int              `page:"repeats"`
	Passed       int              `page:"passed"`
	Notes        []Said           `page:"notes"`
}

// Said is a note, and of how many calls it is said.
type Said struct {
	Message string `page:"message"`
	Records int    `page:"records"`
}

type Record struct {
	Index   int              `page:"index"`
	Path    string           `page:"path"`
	ID      string           `page:"id,omit"`
	Shape   string           `page:"shape"`
	Given   string           `page:"given,null"`
	Model   string           `page:"model,null"`
	Day     string           `page:"day"`
	DayFrom string           `page:"dayFrom"`
	Service string           `page:"service"`
	Tokens  Tokens           `page:"tokens"`
	Lines   []Line           `page:"lines"`
	USD     *decimal.Decimal `page:"usd"`
	AtLeast bool             `page:"atLeast"`
	Notes   []string         `page:"notes"`

	NotCounted []usage.Unused `page:"notCounted"`
}

// Tokens are sums that hold one another: input holds cachedInput and the cache writes, output holds reasoning.
type Tokens struct {
	Input          int64 `page:"input"`
	UncachedInput  int64 `page:"uncachedInput"`
	CachedInput    int64 `page:"cachedInput"`
	CacheWrite     int64 `page:"cacheWrite"`
	CacheWriteHour int64 `page:"cacheWriteHour"`
	Output         int64 `page:"output"`
	Reasoning      int64 `page:"reasoning"`
	AudioInput     int64 `page:"audioInput"`
	AudioOutput    int64 `page:"audioOutput"`
	ImageInput     int64 `page:"imageInput"`
	ImageOutput    int64 `page:"imageOutput"`
	WebSearches    int64 `page:"webSearches"`
}

// Line is one line of a record's bill. Working is its sum with the numbers.
type Line struct {
	Name       string           `page:"name"`
	Tokens     int64            `page:"tokens"`
	Units      *decimal.Decimal `page:"units,omit"`
	Unit       string           `page:"unit,omit"`
	USDPerMTok *decimal.Decimal `page:"usdPerMTok"`
	USD        *decimal.Decimal `page:"usd"`
	Working    string           `page:"working"`
}

// Sum is all records of a model on a day. USD is nil where none of them has a price.
type Sum struct {
	Model   string           `page:"model,null"`
	Given   string           `page:"given,null"`
	Day     string           `page:"day"`
	Records int              `page:"records"`
	Tokens  Tokens           `page:"tokens"`
	USD     *decimal.Decimal `page:"usd"`
	AtLeast bool             `page:"atLeast"`
}

// Repriced is what the same tokens cost on another model. Unpriced is how many records have no price on it.
type Repriced struct {
	Model    string           `page:"model"`
	Name     string           `page:"name"`
	USD      *decimal.Decimal `page:"usd"`
	Unpriced int              `page:"unpriced"`
}

type Problem struct {
	Record  int    `page:"record"`
	Field   string `page:"field,omit"`
	Message string `page:"message"`
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
