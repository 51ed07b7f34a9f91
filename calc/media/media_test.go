package media

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
)

func countMedia(tb testing.TB, model string, items ...Item) *Report {
	tb.Helper()
	report, err := Count(items, model, nil, testkit.Today)
	if err != nil {
		tb.Fatalf("%s %+v: %v", model, items, err)
	}
	return report
}

// picture is an item of that size: "1024x768", with "@high" a level of detail.
func picture(size string) Item {
	size, detail, _ := strings.Cut(size, "@")
	item := Item{Kind: "image", Detail: detail}
	if _, err := fmt.Sscanf(size, "%dx%d", &item.Width, &item.Height); err != nil {
		panic(err)
	}
	return item
}

// amount is an item of so many pages or seconds.
func amount(kind, text string) Item {
	number, problem := decimal.ParseNumber(text)
	if problem != "" {
		panic(problem)
	}
	return Item{Kind: kind, Amount: number}
}

// TestMediaVectors: the published examples, model by model.
func TestMediaVectors(t *testing.T) {
	for _, test := range []struct {
		model, size string
		tokens      int64
	}{
		{"gpt-4o", "1024x1024", 765}, {"gpt-4o", "2048x4096@high", 1105}, {"gpt-4o", "1920x1080", 1105}, {"gpt-4o", "1920x1080@low", 85},
		{"gpt-4.1", "1024x1024", 765}, {"gpt-4o-mini", "1024x1024", 25501}, {"gpt-4o-mini", "1x1@low", 2833},
		{"gpt-5", "1024x1024", 630}, {"gpt-5.1", "1024x1024@low", 70}, {"o1", "1024x1024", 675}, {"o3", "1024x1024", 675},
		{"gpt-5.4", "1024x1024@high", 1229}, {"gpt-5.4", "2048x2048", 3000}, {"gpt-5.4", "4000x3000@original", 11868},
		{"gpt-5.5", "2048x2048", 4916}, {"gpt-5.5", "2048x2048@high", 3000},
		{"gpt-5.6-sol", "4000x3000", 14100}, {"gpt-5.6-luna", "4000x3000@low", 231}, {"gpt-6-astra", "4000x3000", 14100},
		{"gpt-5-mini", "1024x1024", 1229}, {"gpt-5-nano", "1024x1024", 1536}, {"gpt-4.1-mini", "480x320", 243}, {"gpt-4.1-nano", "1024x1024", 2520},
		{"o4-mini", "1024x1024", 1762},
		{"claude-opus-4-8", "200x200", 64}, {"claude-opus-4-8", "1000x1000", 1296}, {"claude-opus-4-6", "1092x1092", 1521},
		{"claude-opus-4-7", "1928x1928", 4761}, {"claude-sonnet-5", "1928x1928", 4761}, {"claude-opus-4-6", "1928x1928", 1521}, {"claude-haiku-4-5", "1928x1928", 1521},
		{"gemini-2.5-flash", "384x384", 258}, {"gemini-2.5-pro", "960x540", 1548},
		{"gemini-3.5-flash", "960x540@low", 280}, {"gemini-3.5-flash", "960x540@medium", 560}, {"gemini-3.5-flash", "960x540@high", 1120},
		{"gemini-3.5-flash", "960x540@ultra_high", 2240}, {"gemini-3.8-flash", "1x1", 1120},
	} {
		c := countMedia(t, test.model, picture(test.size)).Items[0]
		if c.Tokens == nil || *c.Tokens != test.tokens {
			t.Errorf("%s, %s: %+v, want %d", test.model, test.size, c, test.tokens)
			continue
		}
		if c.Trust.Level == trust.Estimated || !strings.HasPrefix(c.Trust.Source, "https://") || !strings.HasSuffix(c.Substituted, spell.Grouped(test.tokens)) {
			t.Errorf("%s, %s: %+v", test.model, test.size, c)
		}
	}
}

func TestMediaReport(t *testing.T) {
	report := countMedia(t, "gemini-2.5-flash", picture("960x540"), amount("pdf", "3"), amount("video", "10"), amount("audio", "0.5"))
	var got []string
	for _, c := range report.Items {
		got = append(got, fmt.Sprintf("%s %d, %s: %s, at %s %s", c.Kind, *c.Tokens, c.Formula, c.Substituted, c.USDPerMTok, c.USD))
	}
	want := []string{
		"image 1548, columns × rows × tokens of a cell: 3 × 2 × 258 = 1,548, at 0.3 0.0004644",
		"pdf 774, pages × tokens of each: 3 × 258 = 774, at 0.3 0.0002322",
		"video 2630, seconds × tokens of each: 10 × 263 = 2,630, at 0.3 0.000789",
		"audio 16, seconds × tokens of each: 0.5 × 32 = 16, at 1 0.000016",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") || *report.Images != 4952 || *report.Audio != 16 || report.USD.String() != "0.0015016" {
		t.Errorf("%s\n%+v", strings.Join(got, "\n"), report)
	}
	grid := report.Items[0].Grid
	if grid.Columns != 3 || grid.Rows != 2 || grid.Cell != 360 || fmt.Sprintf("%.4f %.4f", grid.X, grid.Y) != "[37.5000 75.0000] [66.6667]" {
		t.Errorf("%+v", grid)
	}
	// Half a second more is half a token more: rounded up.
	if c := countMedia(t, "gemini-2.5-flash", amount("audio", "0.51")).Items[0]; *c.Tokens != 17 || c.Substituted != "0.51 × 32, rounded up = 17" {
		t.Errorf("%+v", c)
	}
	if report := countMedia(t, "gpt-realtime-2.1", amount("audio", "60")); *report.Audio != 600 || report.USD.String() != "0.0192" {
		t.Errorf("%+v %+v", report, report.Items[0])
	}
	if report := countMedia(t, "gpt-5.4"); *report.Images != 0 || report.USD.String() != "0" {
		t.Errorf("nothing is %+v", report)
	}
}

// TestUnknownMedia: nothing is made up where no rule is published, and the sums say that.
func TestUnknownMedia(t *testing.T) {
	for model, test := range map[string]struct {
		item Item
		why  string
	}{
		"openai/gpt-5.4-mini":      {picture("100x100"), "is not published for GPT-5.4 mini"},
		"xai/grok-4.7":             {picture("100x100"), "is not published"},
		"openai/gpt-3.5-turbo":     {picture("100x100"), "No source says that GPT-3.5-turbo takes pictures"},
		"openai/gpt-5.4":           {amount("audio", "1"), "takes sound"},
		"anthropic/claude-opus-5":  {amount("pdf", "1"), "is not published"},
		"openai/gpt-realtime-2.1":  {picture("100x100"), "is not published"},
		"google/gemini-3.8-flash ": {Item{Kind: "video", Amount: decimal.Whole(1), Detail: "ultra_high"}, "is not published"},
	} {
		report := countMedia(t, strings.TrimSpace(model), test.item)
		c := report.Items[0]
		known := report.Images
		if test.item.Kind == "audio" {
			known = report.Audio
		}
		if c.Tokens != nil || c.USD != nil || known != nil || report.USD != nil || !strings.Contains(c.Trust.Why, test.why) {
			t.Errorf("%s: %+v", model, c)
		}
	}
}

func TestMediaErrors(t *testing.T) {
	for field, item := range map[string]Item{
		"items[0].kind":     {Kind: "smell"},
		"items[0].width":    {Kind: "image", Height: 5},
		"items[0].height":   {Kind: "image", Width: 5, Height: 1000001},
		"items[0].width ":   picture("0x5"),
		"items[0].width  ":  picture("-1x5"),
		"items[0].detail":   picture("5x5@tiny"),
		"items[0].pages":    amount("pdf", "1.5"),
		"items[0].pages ":   {Kind: "pdf"},
		"items[0].seconds":  amount("audio", "1e9"),
		"items[0].seconds ": {Kind: "video"},
	} {
		var known *fault.Error
		if _, err := Count([]Item{item}, "gpt-5.6-sol", nil, testkit.Today); !errors.As(err, &known) || known.Field != strings.TrimSpace(field) {
			t.Errorf("%+v: %v, want %s", item, err, field)
		}
	}
	var known *fault.Error
	if _, err := Count(nil, "gpt-4o", nil, "soon"); !errors.As(err, &known) || known.Field != "asOf" {
		t.Errorf("a day that is none: %v", err)
	}
	if _, err := Count(nil, "acme/none", nil, testkit.Today); !errors.As(err, &known) || known.Code != fault.UnknownModel {
		t.Error(err)
	}
	if _, err := Count(make([]Item, maxItems+1), "gpt-4o", nil, testkit.Today); !errors.As(err, &known) || known.Field != "items" {
		t.Error(err)
	}
}

// TestMediaRulesHoldTogether, for every model: a level auto, a picture of every size that is known to be taken has tokens, and none
// more than its limits allow.
func TestMediaRulesHoldTogether(t *testing.T) {
	rules := 0
	for _, m := range catalog.Models() {
		if m.Media == nil {
			continue
		}
		rules++
		for i := range m.Media.Levels {
			l := &m.Media.Levels[i]
			for _, size := range [][2]int64{{1, 1}, {640, 480}, {1080, 1920}, {12_000, 9000}} {
				if p := m.Media.Picture(size[0], size[1], l); m.Media.Shape != cost.Unsized && (p.Tokens <= 0 || l.Most > 0 && p.Columns*p.Rows > l.Most) {
					t.Errorf("%s, %v: %+v", m.ID, l.Names, p)
				}
			}
		}
	}
	if rules < 60 {
		t.Errorf("only %d models have a rule", rules)
	}
}

// TestDay: what a picture costs follows the price of the day, for every model whose price of input has changed.
func TestDay(t *testing.T) {
	changed := 0
	for _, m := range catalog.Models() {
		for i := 1; i < len(m.Prices); i++ {
			before, after := m.Prices[i-1].List.Base.Input, m.Prices[i].List.Base.Input
			if m.Media == nil || m.Prices[i-1].From == "" || before == nil || after == nil || m.Prices[i].List.Base.Image.Input != nil {
				continue
			}
			for _, row := range m.Prices[i-1 : i+1] {
				report, err := Count([]Item{picture("1000x1000")}, m.ID, nil, row.From)
				if err != nil {
					t.Fatal(err)
				}
				if got := report.Items[0].USDPerMTok; got != nil && got.Cmp(row.List.Base.Input) != 0 {
					t.Errorf("%s on %s: %s, want %s", m.ID, row.From, got, row.List.Base.Input)
				} else if got != nil && before.Cmp(after) != 0 {
					changed++
				}
			}
		}
	}
	if changed == 0 {
		t.Error("no model's price of pictures has changed: the test looks at nothing")
	}
}
