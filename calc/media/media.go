// Package media is what is no text, in tokens: pictures, pages of PDF files, sound, film. Each vendor has a rule of its
// own for them, which the catalogue holds (cost.MediaRule). Pages and film are taken as pictures are, at the rates of
// pictures.
//
// Start at Count. Pictures are in pixels, pages are whole, sound and film are in seconds; a thousand items are counted
// at a time.
package media

import (
	"strconv"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
)

// Item is one of them. Kind is "image", "pdf", "audio" or "video"; Width and Height are a picture's pixels, Amount is pages, which
// are whole, or seconds. Detail is a level of the model's rule, or "".
type Item struct {
	Kind          string
	Width, Height int64
	Amount        *decimal.Decimal
	Detail        string
}

// Report is what a number of them are in tokens: see MediaReport in site/contract.
type Report struct {
	Items  []Counted        `page:"items"`
	Images *int64           `page:"images"`
	Audio  *int64           `page:"audio"`
	USD    *decimal.Decimal `page:"usd"`
}

type Counted struct {
	Kind        string           `page:"kind"`
	Tokens      *int64           `page:"tokens"`
	Detail      string           `page:"detail,null"`
	Details     []string         `page:"details"`
	Resized     *PixelSize       `page:"resized,omit"`
	Grid        *PictureGrid     `page:"grid,omit"`
	USDPerMTok  *decimal.Decimal `page:"usdPerMTok"`
	USD         *decimal.Decimal `page:"usd"`
	Formula     string           `page:"formula"`
	Substituted string           `page:"substituted"`
	Trust       trust.Trust      `page:"trust"`
}

type PixelSize struct {
	Width  int64 `page:"width"`
	Height int64 `page:"height"`
}

// PictureGrid is how a picture is cut. X and Y are where the lines inside it lie, percent of its width and height.
type PictureGrid struct {
	Columns int64     `page:"columns"`
	Rows    int64     `page:"rows"`
	Cell    int64     `page:"cell"`
	X       []float64 `page:"x"`
	Y       []float64 `page:"y"`
}

const (
	maxItems     = 1000
	maxAmount    = 10_000_000
	maxGridLines = 1000 // as many as anyone can draw
)

// Count counts items for a model, priced at the base rates of a day, YYYY-MM-DD. Errors are *fault.Error: unknown-model; bad-argument with the
// field of an item that is none, or asOf for the day.
func Count(items []Item, model string, own *catalog.Own, day string) (*Report, error) {
	if !dates.Valid(day) {
		return nil, fault.Argument("asOf", "asOf is "+fault.Quote(day)+"; a day is accepted, YYYY-MM-DD.")
	}
	m, _ := own.Resolve(model)
	if m == nil {
		return nil, fault.New(fault.UnknownModel, "model", fault.Short(model)+" is not in the catalogue.")
	}
	if len(items) > maxItems {
		return nil, fault.Argument("items", "There are "+spell.Count(int64(len(items)), "item")+"; accepted are "+spell.Plain(maxItems)+".")
	}
	report := Report{Images: new(int64), Audio: new(int64), USD: new(decimal.Decimal)}
	for i := range items {
		item := mediaItem{&items[i], "items[" + strconv.Itoa(i) + "]"}
		if err := item.check(); err != nil {
			return nil, err
		}
		c, err := item.count(m, day)
		if err != nil {
			return nil, err
		}
		report.add(c)
	}
	return &report, nil
}

// add adds one up. What is not known makes its sum not known.
func (r *Report) add(c Counted) {
	r.Items = append(r.Items, c)
	sum := &r.Images
	if c.Kind == "audio" {
		sum = &r.Audio
	}
	if c.Tokens == nil {
		*sum = nil
	} else if *sum != nil {
		**sum += *c.Tokens
	}
	if c.USD == nil {
		r.USD = nil
	} else if r.USD != nil {
		r.USD = r.USD.Add(c.USD)
	}
}

// mediaItem is an item that is one, and where it stands.
type mediaItem struct {
	*Item
	field string
}

// check refuses an item whose numbers make none.
func (item *mediaItem) check() error {
	switch item.Kind {
	case "image":
		if err := item.checkPixels(item.Width, ".width"); err != nil {
			return err
		}
		return item.checkPixels(item.Height, ".height")
	case "pdf":
		return item.checkAmount(".pages")
	case "audio", "video":
		return item.checkAmount(".seconds")
	}
	return item.refuse(".kind", `must be "image", "pdf", "audio" or "video", not "`+fault.Short(item.Kind)+`"`)
}

func (item *mediaItem) refuse(inside, problem string) error {
	return fault.Argument(item.field+inside, item.field+inside+" "+problem+".")
}

func (item *mediaItem) checkPixels(pixels int64, inside string) error {
	if pixels < 1 || pixels > cost.MostPixels {
		return item.refuse(inside, "must be a whole number from 1 to "+spell.Grouped(cost.MostPixels))
	}
	return nil
}

func (item *mediaItem) checkAmount(inside string) error {
	switch {
	case item.Amount == nil:
		return item.refuse(inside, "is missing")
	case item.Amount.Cmp(decimal.Whole(maxAmount)) > 0:
		return item.refuse(inside, "must be at most "+spell.Grouped(maxAmount))
	}
	if _, whole := item.Amount.Int64(); item.Kind == "pdf" && !whole {
		return item.refuse(inside, "must be a whole number")
	}
	return nil
}

var kindNames = map[string]string{"image": "pictures", "pdf": "pages", "audio": "sound", "video": "film"}

// takesKind reports whether a source says that the model takes such items.
func takesKind(m *catalog.Model, kind string) bool {
	for _, takes := range m.Takes {
		if takes == kind {
			return true
		}
	}
	return false
}

// count counts one item, or says why it cannot.
func (item *mediaItem) count(m *catalog.Model, today string) (Counted, error) {
	c := Counted{Kind: item.Kind}
	c.Trust = trust.Trust{Level: trust.Estimated, Why: "What " + kindNames[item.Kind] + " are in tokens is not published for " + m.Name + "."}
	if !takesKind(m, item.Kind) {
		c.Trust.Why = "No source says that " + m.Name + " takes " + kindNames[item.Kind] + "."
		return c, nil
	}
	if m.Media == nil {
		return c, nil
	}
	for i := range m.Media.Levels {
		c.Details = append(c.Details, m.Media.Levels[i].Names...)
	}
	level, ok := m.Media.Level(item.Detail)
	if !ok {
		field := item.field + ".detail"
		return c, fault.Argument(field, field+` is "`+fault.Short(item.Detail)+`"; accepted for `+m.Name+" are "+strings.Join(c.Details, ", ")+".")
	}
	if item.Kind == "image" {
		item.countPicture(&c, m.Media, level)
	} else {
		item.countAmount(&c, level)
	}
	if c.Tokens == nil {
		return c, nil
	}
	if c.Detail = item.Detail; c.Detail == "" {
		c.Detail = "auto"
	}
	source := &m.Media.Source
	c.Trust = trust.Trust{Level: trust.Exact, Why: "By the rule that " + m.VendorName + " publishes for " + m.Name + ".", Source: source.URL, Checked: source.Checked}
	if m.Media.Assumed {
		c.Trust.Level, c.Trust.Why = trust.Assumed, "By the rule that "+m.VendorName+" publishes for an earlier model: assumed to hold for "+m.Name+"."
	}
	c.price(m, today)
	return c, nil
}

func (item *mediaItem) countPicture(c *Counted, rule *catalog.MediaRule, level *cost.MediaLevel) {
	if rule.Shape == cost.Unsized && level.Fixed == 0 {
		return
	}
	p := rule.Picture(item.Width, item.Height, level)
	c.Tokens, c.Resized = &p.Tokens, &PixelSize{p.Width, p.Height}
	if level.Fixed > 0 {
		c.Formula, c.Substituted = "tokens of a picture at this level of detail", spell.Grouped(p.Tokens)
		return
	}
	c.Grid = gridOf(&p)
	formula, terms := "[columns] × [rows]", []string{spell.Grouped(p.Columns), spell.Grouped(p.Rows)}
	if rule.Each != nil {
		formula, terms = formula+" × [tokens of a cell]", append(terms, rule.Each.String())
	}
	if rule.Base != nil {
		formula, terms = "[tokens of every picture] + "+formula, append([]string{rule.Base.String()}, terms...)
	}
	if rule.Each != nil && rule.Each.Decimals() > 0 {
		formula += ", rounded up"
	}
	c.Formula, c.Substituted = spell.Words(formula), spell.Fill(formula, terms)+" = "+spell.Grouped(p.Tokens)
}

func gridOf(p *cost.Picture) *PictureGrid {
	lines := func(cells, length int64) (at []float64) {
		for i := int64(1); i < cells && cells <= maxGridLines; i++ {
			at = append(at, float64(i*p.Cell)/float64(length)*100)
		}
		return at
	}
	return &PictureGrid{p.Columns, p.Rows, p.Cell, lines(p.Columns, p.Width), lines(p.Rows, p.Height)}
}

func (item *mediaItem) countAmount(c *Counted, level *cost.MediaLevel) {
	each, unit := level.Page, "pages"
	switch item.Kind {
	case "audio":
		each, unit = level.AudioSecond, "seconds"
	case "video":
		each, unit = level.VideoSecond, "seconds"
	}
	if each == 0 {
		return
	}
	exact := item.Amount.Mul(decimal.Whole(each))
	n := exact.Floor()
	formula := "[" + unit + "] × [tokens of each]"
	if decimal.Whole(n).Cmp(exact) < 0 {
		formula, n = formula+", rounded up", n+1
	}
	c.Tokens = &n
	c.Formula, c.Substituted = spell.Words(formula), spell.Fill(formula, []string{spell.Digits(item.Amount.String()), spell.Grouped(each)})+" = "+spell.Grouped(n)
}

// price puts the day's base rate to it: that of its kind where it has one.
func (c *Counted) price(m *catalog.Model, today string) {
	row, ok := m.PricesOn(today)
	if !ok || row.List.Base.Input == nil {
		return
	}
	item := cost.ImageInput
	if c.Kind == "audio" {
		item = cost.AudioInput
	}
	c.USDPerMTok, _ = row.List.Base.RateFor(item)
	c.USD = cost.Price(*c.Tokens, c.USDPerMTok)
}
