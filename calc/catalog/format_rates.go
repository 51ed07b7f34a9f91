package catalog

import (
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
)

// rateName is what two formats call one rate.
type rateName struct {
	ours, genai string
	to          func(*cost.Rates) **decimal.Decimal
}

// rateNames are the rates that a price file can give, of a row and of its tiers.
var rateNames = [...]rateName{
	{"input", "input_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Input }},
	{"output", "output_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Output }},
	{"cachedInput", "cache_read_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.CachedInput }},
	{"cacheWrite", "cache_write_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.CacheWrite }},
	{"cacheWriteHour", "cache_write_1h_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.CacheWriteHour }},
	{"audioInput", "input_audio_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Audio.Input }},
	{"cachedAudio", "cache_audio_read_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Audio.CachedInput }},
	{"audioOutput", "output_audio_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Audio.Output }},
	{"imageInput", "input_image_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Image.Input }},
	{"cachedImage", "cache_image_read_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Image.CachedInput }},
	{"imageOutput", "output_image_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Image.Output }},
}
