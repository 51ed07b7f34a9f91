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
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
	"threelimits/calc/wire"
)

// Item is one of them. Kind is "image", "pdf", "audio" or "video"; Width and Height are a picture's pixels, Amount pages or
// seconds, as JavaScript prints numbers. Detail is a level of the model's rule, or "".
type Item struct{ Kind, Width, Height, Amount, Detail string }

// Report is what a number of them are in tokens: see MediaReport in site/contract.
type Report struct {
	Items  []Counted        `json:"items"`
	Images *int64           `json:"images"`
	Audio  *int64           `json:"audio"`
	USD    *decimal.Decimal `json:"usd"`
}

// AppendJSON appends the report as one JSON object.
func (r *Report) AppendJSON(dst []byte) []byte { return wire.Append(dst, r) }

type Counted struct {
	Kind        string           `json:"kind"`
	Tokens      *int64           `json:"tokens"`
	Detail      string           `json:"detail,null"`
	Details     []string         `json:"details"`
	Resized     *PixelSize       `json:"resized,omit"`
	Grid        *PictureGrid     `json:"grid,omit"`
	USDPerMTok  *decimal.Decimal `json:"usdPerMTok"`
	USD         *decimal.Decimal `json:"usd"`
	Formula     string           `json:"formula"`
	Substituted string           `json:"substituted"`
	Trust       trust.Trust      `json:"trust"`
}

type PixelSize struct {
	Width  int64 `json:"width"`
	Height int64 `json:"height"`
}

// PictureGrid is how a picture is cut. X and Y are where the lines inside it lie, percent of its width and height.
type PictureGrid struct {
	Columns int64     `json:"columns"`
	Rows    int64     `json:"rows"`
	Cell    int64     `json:"cell"`
	X       []float64 `json:"x"`
	Y       []float64 `json:"y"`
}

const (
	maxItems     = 1000
	maxAmount    = 10_000_000
	maxGridLines = 1000 // as many as anyone can draw
)

// Count counts items for a model, priced at the day's base rates. Errors are *fault.Error: unknown-model; bad-argument with the
// field of an item that is none.
func Count(items []Item, model string, own *catalog.Own, today string) (*Report, error) {
	m, ok := own.Find(model)
	if !ok {
		return nil, fault.New(fault.UnknownModel, "model", fault.Short(model)+" is not in the catalogue.")
	}
	if len(items) > maxItems {
		return nil, fault.Argument("items", "There are "+spell.Count(int64(len(items)), "item")+"; accepted are "+spell.Plain(maxItems)+".")
	}
	report := Report{Images: new(int64), Audio: new(int64), USD: new(decimal.Decimal)}
	for i := range items {
		item, err := readItem(&items[i], "items["+strconv.Itoa(i)+"]")
		if err != nil {
			return nil, err
		}
		c, err := item.count(m, today)
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

// mediaItem is an item whose numbers are read.
type mediaItem struct {
	field, kind, detail string
	width, height       int64
	amount              *decimal.Decimal
}

func readItem(from *Item, field string) (item mediaItem, err error) {
	item = mediaItem{field: field, kind: from.Kind, detail: from.Detail}
	switch from.Kind {
	case "image":
		if item.width, err = readPixels(from.Width, field+".width"); err == nil {
			item.height, err = readPixels(from.Height, field+".height")
		}
	case "pdf":
		if item.amount, err = readAmount(from.Amount, field+".pages"); err == nil {
			if _, whole := item.amount.Int64(); !whole {
				err = fault.Argument(field+".pages", field+".pages must be a whole number.")
			}
		}
	case "audio", "video":
		item.amount, err = readAmount(from.Amount, field+".seconds")
	default:
		err = fault.Argument(field+".kind", field+`.kind must be "image", "pdf", "audio" or "video", not "`+fault.Short(from.Kind)+`".`)
	}
	return item, err
}

func readPixels(text, field string) (int64, error) {
	number, problem := decimal.ParseNumber(text)
	if problem == "" {
		if n, whole := number.Int64(); whole && n >= 1 && n <= cost.MostPixels {
			return n, nil
		}
		problem = "must be a whole number from 1 to " + spell.Grouped(cost.MostPixels)
	}
	return 0, fault.Argument(field, field+" "+problem+".")
}

func readAmount(text, field string) (*decimal.Decimal, error) {
	number, problem := decimal.ParseNumber(text)
	if problem == "" && number.Cmp(decimal.Whole(maxAmount)) > 0 {
		problem = "must be at most " + spell.Grouped(maxAmount)
	}
	if problem != "" {
		return nil, fault.Argument(field, field+" "+problem+".")
	}
	return number, nil
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
	c := Counted{Kind: item.kind}
	c.Trust = trust.Trust{Level: trust.Estimated, Why: "What " + kindNames[item.kind] + " are in tokens is not published for " + m.Name + "."}
	if !takesKind(m, item.kind) {
		c.Trust.Why = "No source says that " + m.Name + " takes " + kindNames[item.kind] + "."
		return c, nil
	}
	if m.Media == nil {
		return c, nil
	}
	for i := range m.Media.Levels {
		c.Details = append(c.Details, m.Media.Levels[i].Names...)
	}
	level, ok := m.Media.Level(item.detail)
	if !ok {
		field := item.field + ".detail"
		return c, fault.Argument(field, field+` is "`+fault.Short(item.detail)+`"; accepted for `+m.Name+" are "+strings.Join(c.Details, ", ")+".")
	}
	if item.kind == "image" {
		item.countPicture(&c, m.Media, level)
	} else {
		item.countAmount(&c, level)
	}
	if c.Tokens == nil {
		return c, nil
	}
	if c.Detail = item.detail; c.Detail == "" {
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
	p := rule.Picture(item.width, item.height, level)
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
	switch item.kind {
	case "audio":
		each, unit = level.AudioSecond, "seconds"
	case "video":
		each, unit = level.VideoSecond, "seconds"
	}
	if each == 0 {
		return
	}
	exact := item.amount.Mul(decimal.Whole(each))
	n := exact.Floor()
	formula := "[" + unit + "] × [tokens of each]"
	if decimal.Whole(n).Cmp(exact) < 0 {
		formula, n = formula+", rounded up", n+1
	}
	c.Tokens = &n
	c.Formula, c.Substituted = spell.Words(formula), spell.Fill(formula, []string{spell.Digits(item.amount.String()), spell.Grouped(each)})+" = "+spell.Grouped(n)
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

// CountJSON is Count as it crosses the boundary: items one a line, "kind TAB width TAB height TAB amount TAB detail"; own
// as catalog.LoadModels takes it.
func CountJSON(items, model string, packed []byte, today string) ([]byte, error) {
	own, err := catalog.LoadModels(packed)
	if err != nil {
		return nil, err
	}
	var list []Item
	for line := range strings.Lines(items) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 5 {
			return nil, fault.Argument("items", "The items are not complete.")
		}
		list = append(list, Item{f[0], f[1], f[2], f[3], f[4]})
	}
	report, err := Count(list, model, own, today)
	if err != nil {
		return nil, err
	}
	return report.AppendJSON(nil), nil
}
