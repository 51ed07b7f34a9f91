package calc

import (
	"threelimits/calc/catalog"
	"threelimits/calc/latency"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
)

// turnarounds is within how many hours a vendor answers what is sent as a batch, as it says itself.
var turnarounds = []struct {
	vendor, url string
	hours       int64
}{
	{"openai", "https://help.openai.com/en/articles/9197833-batch-api-faq", 24},
	{"anthropic", "https://platform.claude.com/docs/en/build-with-claude/batch-processing", 24},
	{"google", "https://ai.google.dev/gemini-api/docs/batch-api", 24},
}

// batch says when a batch is answered: no speed of a model tells.
func (e *evaluation) batch() {
	if e.model != nil {
		for _, t := range turnarounds {
			if t.vendor == e.model.Vendor {
				e.out.Turnaround = &Turnaround{Hours: t.hours, SourceURL: t.url}
				e.explain("turnaround.hours", "Until a batch is answered", "hours", &origin{source: "The vendor's own word for its batch service: an aim, mostly met sooner", url: t.url},
					"at most [hours]", spell.Plain(t.hours), spell.Plain(t.hours))
				e.note("batch-wait", spell.Plain(t.hours))
				return
			}
		}
	}
	e.note("batch-wait/unpublished")
}

// latency works out when one answer's words appear.
func (e *evaluation) latency() {
	switch e.s.Service {
	case catalog.Batch:
		e.batch()
		return
	case catalog.Flex, catalog.Priority:
		e.note("service-wait", e.s.Service.String())
	}
	ttft, perSecond := e.s.Speed.TTFT.Value, e.s.Speed.TokensPerSecond.Value
	switch {
	case ttft == nil && perSecond == nil:
		e.note("speed-missing")
		return
	case ttft == nil:
		e.note("speed-missing/ttft")
		return
	case perSecond == nil:
		e.note("speed-missing/tokensPerSecond")
		return
	}
	speed := latency.Speed{TTFT: ttft.Float64(), TokensPerSecond: perSecond.Float64()}
	e.each(func(p *point) { p.timeline = latency.Answer(speed, p.Output, p.Reasoning) })
	t := &e.at[mid].timeline
	l := &Latency{
		TTFT: t.TTFT, Generation: t.Generation, Total: t.Total, FirstVisible: t.FirstVisible,
		Reading: latency.Reading(e.at[mid].Output),
	}
	if a, b := &e.at[low].timeline, &e.at[high].timeline; a.Generation != b.Generation {
		l.Range = &LatencyRange{
			trust.Range[float64]{Low: a.Generation, High: b.Generation}, trust.Range[float64]{Low: a.Total, High: b.Total}, trust.Range[float64]{Low: a.FirstVisible, High: b.FirstVisible},
		}
	}
	l.Trust.Because(trust.Assumed, "Time to first token and tokens per second are your own: both vary with provider, load and time of day.")
	e.weakenByOutput(&l.Trust)
	e.out.Latency = l
	e.explainLatency(spell.Digits(ttft.String()), spell.Digits(perSecond.String()))
}

func (e *evaluation) explainLatency(ttft, perSecond string) {
	l := e.out.Latency
	ranged := l.Range != nil
	e.step("latency.ttft", "Time to first token", "seconds", yours, "as given", ttft, spell.Float(l.TTFT))
	e.step("latency.tokensPerSecond", "Tokens per second", "tokens per second", yours, "as given", perSecond, e.s.Speed.TokensPerSecond.Value.String())
	e.explainRange("latency.generation", "Generation", "seconds", lesson, ranged, func(p *point) result {
		return result{"([output] + [reasoning]) ÷ [tokens per second]", spell.Float(p.timeline.Generation),
			[]string{spell.Grouped(p.Output), spell.Grouped(p.Reasoning), perSecond}}
	})
	e.explainRange("latency.total", "Until the answer is complete", "seconds", lesson, ranged, func(p *point) result {
		return result{"[TTFT] + ([output] + [reasoning]) ÷ [tokens per second]", spell.Float(p.timeline.Total),
			[]string{ttft, spell.Grouped(p.Output), spell.Grouped(p.Reasoning), perSecond}}
	})
	e.explainRange("latency.firstVisible", "Until the first visible word", "seconds", unseen, ranged, func(p *point) result {
		return result{"[TTFT] + [reasoning] ÷ [tokens per second]", spell.Float(p.timeline.FirstVisible),
			[]string{ttft, spell.Grouped(p.Reasoning), perSecond}}
	})
	p := &e.at[mid]
	e.explain("latency.reading", "Reading the answer", "seconds", readers,
		"[output] ÷ 1.3 tokens a word ÷ 238 words a minute × 60", spell.Float(l.Reading), spell.Grouped(p.Output))
	t, most := &p.timeline, &e.at[high].timeline
	e.phase("ttft", "Before the first token", 0, t.TTFT, t.TTFT, most.TTFT, "[TTFT]", ttft)
	e.phase("reasoning", "Reasoning", t.TTFT, t.FirstVisible, t.Reasoning, most.Reasoning, "[reasoning] ÷ [tokens per second]", spell.Grouped(p.Reasoning), perSecond)
	e.phase("answer", "Answering", t.FirstVisible, t.Total, t.Answering, most.Answering, "[output] ÷ [tokens per second]", spell.Grouped(p.Output), perSecond)
}

// phase adds one stretch of the timeline with its working. What takes no time even at the high counts is left out.
func (e *evaluation) phase(name, label string, from, to, seconds, most float64, formula string, terms ...string) {
	if most == 0 {
		return
	}
	l, text := e.out.Latency, spell.Float(seconds)
	percent := spell.Percent(seconds, l.Total)
	l.Phases = append(l.Phases, Phase{name, from, to, seconds, percent})
	figure := "latency.phases." + name
	e.explain(figure+".seconds", label, "seconds", lesson, formula, text, terms...)
	e.share(figure+".percent", label+", share of the wait", "[seconds] ÷ [total] × 100", percent, spell.Digits(text), spell.Digits(spell.Float(l.Total)))
}
