package bills

import (
	"slices"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/usage"
)

// factor multiplies every rate of a model's list for calls of one kind.
type factor struct {
	kind, value string   // "speed" "fast"
	models      []string // ids, or beginnings with a star
	times       string
	source      string // and the day it was read
}

// regional are the Claude models whose endpoints of a region cost more than the global one.
var regional = []string{
	"anthropic/claude-sonnet-4-5", "anthropic/claude-sonnet-4-6", "anthropic/claude-haiku-4-5", "anthropic/claude-opus-4-5", "anthropic/claude-opus-4-6",
	"anthropic/claude-opus-4-7", "anthropic/claude-opus-4-8", "anthropic/claude-sonnet-5*", "anthropic/claude-opus-5*", "anthropic/claude-haiku-5*", "anthropic/claude-fable-*",
}

var factors = []factor{
	{"speed", "fast", []string{"anthropic/claude-opus-5", "anthropic/claude-opus-4-8"}, "2",
		"platform.claude.com/docs/en/build-with-claude/fast-mode, as quoted on 2026-08-06"},
	{"speed", "fast", []string{"anthropic/claude-opus-4-6", "anthropic/claude-opus-4-7"}, "6", // until it ended there
		"platform.claude.com/docs/en/build-with-claude/fast-mode, stored copy of the summer of 2026"},
	{"inference_geo", "us", regional[3:], "1.1",
		"platform.claude.com/docs/en/build-with-claude/data-residency, as LiteLLM PR 34526 quotes it"},
	{"region", "region", regional, "1.1",
		"aws.amazon.com/bedrock/pricing, as LiteLLM issue 42679 quotes it, 2026-11-30"},
	{"zone", "us", []string{"openai/*"}, "1.1", "azure.microsoft.com/pricing/details/azure-openai, by way of LiteLLM's price list"},
	{"zone", "eu", []string{"openai/*"}, "1.1", "azure.microsoft.com/pricing/details/azure-openai, by way of LiteLLM's price list"},
}

// factorOf is what multiplies the model's rates; nil is not known.
func factorOf(kind, value string, m *catalog.Model) *factor {
	for i := range factors {
		if f := &factors[i]; f.kind == kind && f.value == value && fits(f.models, m.ID) {
			return f
		}
	}
	return nil
}

func fits(models []string, id string) bool {
	return slices.ContainsFunc(models, func(pattern string) bool {
		begin, any := strings.CutSuffix(pattern, "*")
		return id == pattern || any && strings.HasPrefix(id, begin)
	})
}

func (f *factor) apply(list *cost.PriceList) *cost.PriceList {
	times, err := decimal.Parse(f.times)
	if err != nil {
		panic(err) // a test reads them all
	}
	change := cost.Change{Times: times}
	s := cost.Service{Input: change, CachedInput: change, CacheWrite: change, Output: change}
	changed := s.Apply(*list)
	return &changed
}

// free makes every rate zero.
func free(list *cost.PriceList) *cost.PriceList {
	zero := cost.Change{Times: new(decimal.Decimal)}
	s := cost.Service{Input: zero, CachedInput: zero, CacheWrite: zero, Output: zero}
	changed := s.Apply(cost.PriceList{Base: list.Base})
	return &changed
}

// modify applies to a list what the record says of the way it was served, and notes it.
func (x *explainer) modify(list *cost.PriceList, m *catalog.Model, r *usage.Record, out *Record) *cost.PriceList {
	change := func(kind, value, what string) {
		if f := factorOf(kind, value, m); f != nil && !m.Own {
			out.say("served-factor", what, f.times, f.source)
			list = f.apply(list)
			return
		}
		out.say("served-unknown", what, m.Name)
		out.AtLeast = true
	}
	switch speed := strings.ToLower(r.Speed); speed {
	case "", "standard", "normal", "default":
	default:
		change("speed", speed, "The record says speed "+fault.Short(r.Speed))
	}
	switch geo := strings.ToLower(r.Geo); geo {
	case "", "global", "not_available", "default", "none":
	default:
		change("inference_geo", geo, "The record says inference_geo "+fault.Short(r.Geo))
	}
	if x.model != nil || m.Own {
		return list
	}
	s := sellerOf(r, m)
	switch {
	case s.free:
		out.say("seller/free", fault.Short(r.Model), s.name)
		return free(list)
	case s.region == "global":
		out.say("seller/global", s.name)
	case s.region != "" && factorOf("region", "region", m) != nil:
		change("region", "region", "Sold by "+s.name+" in a region")
	case s.zone == "us" || s.zone == "eu":
		change("zone", s.zone, "Sold by "+s.name+" in the data zone "+s.zone)
	case s.name == vertex && fits(regional, m.ID):
		out.say("seller/region-not-said", s.name)
		out.AtLeast = true
	case s.name != "":
		out.say("seller", s.name, m.VendorName)
	}
	if s.more != "" {
		out.say("seller/more", fault.Short(r.Model), s.more)
		out.AtLeast = true
	}
	return list
}
