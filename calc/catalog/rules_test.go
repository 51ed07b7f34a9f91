package catalog

import (
	"fmt"
	"strings"
	"testing"

	"threelimits/calc/cost"
)

// ruled is a whole file with every kind of rule.
const ruled = `vendor acme Acme AI
api openai-compatible
source list 2026-01-02 https://acme.example/prices Acme's price list
source page 2026-03-04 https://acme.example/models Acme's models
tokens o200k_base exact @list
  for *
  why Said so.
cache from 1024 write input hour x2 storage 4.5 @page
  for rocket
cache from 512 @page
  for *
service batch all x0.5 @list
  for rocket
service batch in x0.6 out 9 @page
  for *
service priority all x2 short @page
  for rocket
hours all x2 01:00-04:00 06:00-10:00 weekdays @page
  for rocket
fee search 14 @page
  for rocket
tools auto 290 any 410 @page
  for rocket
model rocket Rocket
  open @page
  takes image audio @page
  gives audio @page
  window 200000 @page
  price - in 3 cached 0.3 out 15 @list
  price 2026-02-01 in 2 cached 0.2 out 10 storage 1 until 2026-12-31 @list
  above 100000 in 4 cached 0.4 write 5 out 15 @page
  audio in 10 cached 1 out 20 @page
  image out 30 @list
model tug Tug
  window 8192 @list
  price - in 1 out 5 @list
`

func text(d *cost.Decimal) string {
	if d == nil {
		return "-"
	}
	return d.String()
}

func TestRules(t *testing.T) {
	models, err := parse("acme.txt", ruled)
	if err != nil {
		t.Fatal(err)
	}
	rocket, tug := &models[0], &models[1]
	first, second := &rocket.Prices[0], &rocket.Prices[1]
	long := &second.List.Tiers[0].Rates
	for what, pair := range map[string][2]string{
		"kinds":           {fmt.Sprint(rocket.Open, rocket.Takes, rocket.Gives, tug.Open, tug.Takes), "true [image audio] [audio] false []"},
		"until":           {first.Until + " " + second.Until, " 2026-12-31"},
		"storage":         {text(first.List.Storage) + " " + text(second.List.Storage) + " " + text(tug.Prices[0].List.Storage), "4.5 1 -"},
		"search":          {text(first.List.Search) + " " + text(tug.Prices[0].List.Search), "14 -"},
		"writes":          {text(first.List.Base.CacheWrite) + " " + text(long.CacheWrite) + " " + text(tug.Prices[0].List.Base.CacheWrite), "3 5 -"},
		"an hour's write": {text(first.List.Base.CacheWriteHour) + " " + text(long.CacheWriteHour) + " " + text(tug.Prices[0].List.Base.CacheWriteHour), "6 8 -"},
		"audio":           {text(long.Audio.Input) + " " + text(long.Audio.CachedInput) + " " + text(first.List.Base.Audio.Output), "10 1 20"},
		"image":           {text(first.List.Base.Image.Input) + " " + text(first.List.Base.Image.Output), "- 30"},
		"cache":           {fmt.Sprint(rocket.Cache.From, tug.Cache.From), "1024 512"},
		"tools":           {fmt.Sprint(rocket.Tools.Auto, rocket.Tools.Any, tug.Tools), "290 410 <nil>"},
		"next":            {rocket.Next("2026-01-01").From + fmt.Sprint(rocket.Next("2026-02-01")), "2026-02-01<nil>"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %s, want %s", what, pair[0], pair[1])
		}
	}
	batch := rocket.Services[Batch].Apply(second.List)
	if got := text(batch.Base.Input) + " " + text(batch.Base.CachedInput) + " " + text(batch.Tiers[0].Rates.Output); got != "1 0.1 7.5" {
		t.Errorf("rocket's batch: %s", got)
	}
	batch = tug.Services[Batch].Apply(tug.Prices[0].List)
	if got := text(batch.Base.Input) + " " + text(batch.Base.Output); got != "0.6 9" || tug.Services[Priority] != nil || tug.Services[Standard] != nil {
		t.Errorf("tug's batch: %s", got)
	}
	if fast := rocket.Services[Priority].Apply(second.List); text(fast.Base.Output) != "20" || text(fast.Tiers[0].Rates.Output) != "15" {
		t.Errorf("rocket's priority: %s, %s", text(fast.Base.Output), text(fast.Tiers[0].Rates.Output))
	}
	for _, at := range []struct {
		time    string
		weekday int
		holds   bool
	}{{"00:59", 0, false}, {"01:00", 0, true}, {"03:59", 4, true}, {"04:00", 0, false}, {"06:30", 3, true}, {"10:00", 3, false}, {"02:00", 5, false}, {"02:00", 6, false}} {
		if got := rocket.Hours.Holds(MinuteOf(at.time), at.weekday); got != at.holds {
			t.Errorf("at %s on day %d: %v", at.time, at.weekday, got)
		}
	}
}

func TestRuleErrors(t *testing.T) {
	for _, c := range []struct{ replace, by, want string }{
		{"hour x2", "hour 2", `acme.txt:8: "2" is no multiple`},
		{"storage 4.5", "storage cheap", `acme.txt:8: "cheap" is not a decimal`},
		{"storage 4.5", "rent 4.5", `acme.txt:8: "rent" is no field of cache; accepted: from, step, write, hour, storage`},
		{"service batch all", "service overnight all", `acme.txt:12: "overnight" is no service; accepted: batch, flex, priority`},
		{"service batch all", "service standard all", `acme.txt:12: "standard" is no service`},
		{"service batch all x0.5", "service batch all 0.5", `acme.txt:12: all takes a multiple`},
		{"service batch all x0.5", "service batch input x0.5", `acme.txt:12: "input" is no rate; accepted: all, in, cached, write, out`},
		{"service batch all x0.5", "service batch", `acme.txt:12: it takes all`},
		{"out 9", "out", `acme.txt:14: "out" has no value`},
		{"  for rocket\nhours", "  of rocket\nhours", `acme.txt:17: only the line for belongs to it`},
		{"  for rocket\nhours", "hours", `acme.txt: service priority lacks its for`},
		{"01:00-04:00", "04:00-01:00", `acme.txt:18: "04:00-01:00" is no window`},
		{"01:00-04:00 06:00-10:00 weekdays", "", `acme.txt:18: hours takes changes and windows`},
		{"06:00-10:00", "06:00-25:00", `acme.txt:18: "06:00-25:00" is no window`},
		{"fee search 14", "fee search", `acme.txt:20: fee takes search and USD per 1,000`},
		{"fee search 14", "fee images 14", `acme.txt:20: fee takes search and USD per 1,000`},
		{"any 410", "none 410", `acme.txt:22: "none" is no field of tools; accepted: auto, any`},
		{"auto 290", "auto -1", `acme.txt:22: "-1" is no number of tokens`},
		{"takes image audio", "takes image smells", `acme.txt:26: "smells" is not accepted; accepted, each once: image, audio, video, pdf`},
		{"takes image audio", "takes image image", `acme.txt:26: "image" is not accepted`},
		{"gives audio", "gives video", `acme.txt:27: "video" is not accepted; accepted, each once: image, audio`},
		{"open @page", "open wide @page", `acme.txt:25: open takes nothing but its source`},
		{"until 2026-12-31", "until 2026-01-31", `acme.txt:30: until "2026-01-31" is no day after the price began`},
		{"storage 1 until", "storage much until", `acme.txt:30: "much" is not a decimal`},
		{"audio in 10 cached 1 out 20", "audio in 10 write 3", `acme.txt:32: audio takes in, cached and out`},
		{"audio in 10 cached 1 out 20", "audio cached 3", `acme.txt:32: audio takes in, cached and out`},
	} {
		t.Run(c.by, func(t *testing.T) {
			if strings.Count(ruled, c.replace) < 1 {
				t.Fatalf("%q is not in the file", c.replace)
			}
			_, err := parse("acme.txt", strings.Replace(ruled, c.replace, c.by, 1))
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("error %v, expected %s", err, c.want)
			}
		})
	}
}

// TestPublishedRules holds rules of the vendor files to the figures their sources print.
func TestPublishedRules(t *testing.T) {
	const day = "2026-11-20"
	rates := func(id string, s Service) string {
		m := mustFind(t, id)
		row, _ := m.PricesOn(day)
		list := m.Services[s].Apply(row.List)
		got := text(list.Base.Input) + " " + text(list.Base.CachedInput) + " " + text(list.Base.Output)
		for _, tier := range list.Tiers {
			got += " | " + text(tier.Rates.Input) + " " + text(tier.Rates.CachedInput) + " " + text(tier.Rates.Output)
		}
		return got
	}
	for _, c := range []struct {
		id      string
		service Service
		want    string
	}{
		{"openai/gpt-6-astra", Batch, "5 0.5 25 | 10 1 37.5"},
		{"openai/gpt-5.6-sol", Batch, "2 0.2 10 | 4 0.4 15"},
		{"openai/gpt-5.4-mini", Batch, "0.375 0.0375 2.25"},
		{"openai/gpt-4.1", Batch, "1 0.5 4"}, // no cached price in the batch list: the standard one
		{"openai/o4-mini", Batch, "0.55 0.275 2.2"},
		{"openai/gpt-5.6-luna", Flex, "0.1 0.01 0.6 | 0.2 0.02 0.9"},
		{"openai/gpt-5.6-luna", Priority, "0.4 0.04 2.4 | 0.8 0.08 3.6"},
		{"openai/gpt-5.5", Priority, "12.5 1.25 75 | 10 1 45"}, // not offered for long context
		{"openai/gpt-5-mini", Priority, "0.45 0.045 3.6"},
		{"openai/gpt-4.1", Priority, "3.5 0.875 14"},
		{"openai/gpt-6.1-sol", Priority, "4 0.2 20 | 8 0.4 30"},
		{"anthropic/claude-opus-5-5", Batch, "2 0.1 10"},
		{"anthropic/claude-haiku-5-5", Batch, "0.05 0.005 0.25 | 0.25 0.025 1.25"},
		{"google/gemini-3.8-flash", Batch, "0.375 0.075 1.875"},
		{"google/gemini-3.5-flash-lite", Flex, "0.15 0.03 1.25"},
	} {
		if got := rates(c.id, c.service); got != c.want {
			t.Errorf("%s %v: %s, want %s", c.id, c.service, got, c.want)
		}
	}
	flash := mustFind(t, "google/gemini-3.8-flash")
	now, _ := flash.PricesOn(day)
	then, _ := flash.PricesOn("2027-01-01")
	if got := text(now.List.Storage) + " " + text(then.List.Storage) + " " + now.Until + " " + text(now.List.Search); got != "0.5 1 2026-12-31 14" {
		t.Errorf("Gemini 3.8 Flash: %s", got)
	}
	if got := text(mustFind(t, "google/gemini-3.1-pro-preview").Prices[0].List.Storage); got != "4.5" {
		t.Errorf("Gemini 3.1 Pro's storage: %s", got)
	}
	if h := mustFind(t, "deepseek/deepseek-v4-pro").Hours; h == nil || !h.Holds(MinuteOf("02:30"), 0) || h.Holds(MinuteOf("02:30"), 6) {
		t.Errorf("DeepSeek's hours: %+v", h)
	}
	if tools := mustFind(t, "anthropic/claude-opus-4-8").Tools; tools == nil || tools.Auto != 290 || tools.Any != 410 {
		t.Errorf("Opus 4.8's tools: %+v", tools)
	}
	for _, alias := range []string{"claude-opus-4-20250514", "gpt-5.6", "gpt-5.5-pro-2026-04-23", "anthropic/claude-3-5-sonnet-20241022"} {
		if _, ok := Find(alias); !ok {
			t.Errorf("%s is not known", alias)
		}
	}
	if m := mustFind(t, "anthropic/claude-opus-4-1"); m.Retired != "2026-08-05" || len(m.Prices) == 0 {
		t.Errorf("a retired model: %+v", m)
	}
}

// TestBatchAndFlexNeverCostMore: at any rate of any model.
func TestBatchAndFlexNeverCostMore(t *testing.T) {
	seen := 0
	for i := range Models() {
		m := &Models()[i]
		for _, s := range []Service{Batch, Flex} {
			if m.Services[s] == nil {
				continue
			}
			for _, row := range m.Prices {
				less, standard := m.Services[s].Apply(row.List), row.List
				for item := cost.Input; item <= cost.ImageOutput; item++ {
					a, _ := less.Base.RateFor(item)
					b, _ := standard.Base.RateFor(item)
					if a != nil && b != nil && a.Cmp(b) > 0 {
						t.Errorf("%s %v: %v costs %v, standard %v", m.ID, s, item, a, b)
					}
					seen++
				}
			}
		}
	}
	if seen < 500 {
		t.Errorf("only %d rates", seen)
	}
}
