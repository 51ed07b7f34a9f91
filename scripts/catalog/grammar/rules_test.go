package grammar

import (
	"fmt"
	"strings"
	"testing"

	"threelimits/calc/catalog"
	"threelimits/calc/decimal"
)

// ruled is a whole file with every kind of rule.
const ruled = `vendor acme Acme AI
api openai-compatible
source list 2026-01-02 https://acme.example/prices Acme's price list
source page 2026-03-04 https://acme.example/models Acme's models
tokens o200k_base exact @list
  for *
  why Said so.
cache from 1024 life 5m write input hour x2 storage 4.5 @page
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

func text(d *decimal.Decimal) string {
	if d == nil {
		return "-"
	}
	return d.String()
}

func TestRules(t *testing.T) {
	models, err := Models(Read("acme.txt", ruled))
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
		"cache":           {fmt.Sprint(rocket.Cache.From, rocket.Cache.Life, tug.Cache.From, tug.Cache.Life), "1024 300 512 0"},
		"tools":           {fmt.Sprint(rocket.Tools.Auto, rocket.Tools.Any, tug.Tools), "290 410 <nil>"},
		"next":            {rocket.Next("2026-01-01").From + fmt.Sprint(rocket.Next("2026-02-01")), "2026-02-01<nil>"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %s, want %s", what, pair[0], pair[1])
		}
	}
	batch := rocket.Services[catalog.Batch].Apply(second.List)
	if got := text(batch.Base.Input) + " " + text(batch.Base.CachedInput) + " " + text(batch.Tiers[0].Rates.Output); got != "1 0.1 7.5" {
		t.Errorf("rocket's batch: %s", got)
	}
	batch = tug.Services[catalog.Batch].Apply(tug.Prices[0].List)
	if got := text(batch.Base.Input) + " " + text(batch.Base.Output); got != "0.6 9" || tug.Services[catalog.Priority] != nil || tug.Services[catalog.Standard] != nil {
		t.Errorf("tug's batch: %s", got)
	}
	if fast := rocket.Services[catalog.Priority].Apply(second.List); text(fast.Base.Output) != "20" || text(fast.Tiers[0].Rates.Output) != "15" {
		t.Errorf("rocket's priority: %s, %s", text(fast.Base.Output), text(fast.Tiers[0].Rates.Output))
	}
	for _, at := range []struct {
		time    string
		weekday int
		holds   bool
	}{{"00:59", 0, false}, {"01:00", 0, true}, {"03:59", 4, true}, {"04:00", 0, false}, {"06:30", 3, true}, {"10:00", 3, false}, {"02:00", 5, false}, {"02:00", 6, false}} {
		if got := rocket.HoursOn("2026-11-23").Holds(catalog.MinuteOf(at.time), at.weekday); got != at.holds {
			t.Errorf("at %s on day %d: %v", at.time, at.weekday, got)
		}
	}
}

func TestRuleErrors(t *testing.T) {
	for _, c := range []struct{ replace, by, want string }{
		{"hour x2", "hour 2", `acme.txt:8: "2" is no multiple`},
		{"storage 4.5", "storage cheap", `acme.txt:8: "cheap" is not a decimal`},
		{"life 5m", "life 5", `acme.txt:8: "5" is no life; accepted are minutes such as 5m`},
		{"storage 4.5", "rent 4.5", `acme.txt:8: "rent" is no field of cache; accepted: from, step, life, write, hour, storage`},
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
			_, err := Models(Read("acme.txt", strings.Replace(ruled, c.replace, c.by, 1)))
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("error %v, expected %s", err, c.want)
			}
		})
	}
}
