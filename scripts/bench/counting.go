package main

import (
	"errors"
	"fmt"
	"math"
	"os"
)

const (
	ours       = "threelimits"
	oursWorker = "threelimits (worker)"
	reference  = "tiktoken-go (reference.wasm)"
)

// peers in the order of the tables. The first two are the fast ones, which the thresholds name.
var peers = []string{"gpt-tokenizer", "ai-tokenizer", "tiktoken", "js-tiktoken"}

// passes are the three ways of going over a text, by what a tool has seen of it before.
var passes = []struct{ name, title string }{
	{"first", "First pass"},
	{"cleared", "First pass with compiled code"},
	{"again", "The same text again"},
}

// meaning stands once, before the first table.
const meaning = `**First pass**: a process or browser of its own for each figure, which sees the text once. **First pass with compiled code**: the same
process goes over the text again, but whatever the tool learnt from it is forgotten before each pass (caches cleared, our engine loaded
anew). **The same text again**: everything warm. Each tool counts as its users call it; ours through the module threelimits.js, on the same thread
unless the row says worker, with the conversion of the text to UTF-8 inside the time.`

// counted is what one tool did with one text: milliseconds of each pass, by the name of the pass.
type counted struct {
	tokens int
	times  map[string][]float64
}

// speeds are all measurements of one encoding in one place, by tool and corpus.
type speeds map[string]map[string]*counted

// counting compares all tools on all texts. Tools take turns on each text, so that a change in the machine's load meets all of them.
func (b *bench) counting() error {
	b.report.title("Counting")
	b.report.paragraph("%s", meaning)
	for _, encoding := range []string{"o200k_base", "cl100k_base"} {
		for _, at := range b.places {
			measured := speeds{}
			err := b.measureCounting(at, encoding, measured)
			b.report.paragraph("### %s in %s", encoding, at.name())
			if err != nil {
				b.report.paragraph("Missing below: %v", err)
			}
			b.reportCounting(at, encoding, measured)
		}
	}
	return nil
}

// toolsFor are those worth measuring: all on o200k_base, the fast ones on cl100k_base as well.
func (b *bench) toolsFor(at place, encoding string) []string {
	tools := []string{ours}
	if at.name() == "Chromium" {
		tools = append(tools, oursWorker)
	}
	if encoding != "o200k_base" || b.quick {
		return append(tools, peers[:2]...)
	}
	tools = append(tools, peers...)
	if at.name() == "Chromium" {
		tools = append(tools, reference)
	}
	return tools
}

// measureCounting fills measured and returns what failed, each failure once.
func (b *bench) measureCounting(at place, encoding string, measured speeds) error {
	failed := map[string]error{}
	for repetition := range b.repetitions {
		fmt.Fprintf(os.Stderr, "bench: %s in %s, %d of %d\n", encoding, at.name(), repetition+1, b.repetitions)
		for _, name := range spoken {
			for _, tool := range b.toolsFor(at, encoding) {
				slow := tool == "js-tiktoken" || tool == "tiktoken" || tool == reference
				if failed[tool] != nil || slow && repetition > 1 {
					continue
				}
				failed[tool] = b.countOnce(at, encoding, tool, name, measured)
			}
		}
	}
	var all error
	for _, tool := range b.toolsFor(at, encoding) {
		all = errors.Join(all, failed[tool])
	}
	return all
}

func (b *bench) countOnce(at place, encoding, tool, corpus string, measured speeds) error {
	t := task{Task: "count", Tool: tool, Encoding: encoding, Text: &text{Corpus: corpus}, Passes: 3}
	if tool == reference {
		t.Task = "reference"
	}
	var result struct {
		Count          int
		First          float64
		Again, Cleared []float64
	}
	if err := at.run(t, &result); err != nil {
		return err
	}
	if measured[tool] == nil {
		measured[tool] = map[string]*counted{}
	}
	c := measured[tool][corpus]
	if c == nil {
		c = &counted{tokens: result.Count, times: map[string][]float64{}}
		measured[tool][corpus] = c
	}
	c.times["first"] = append(c.times["first"], result.First)
	c.times["again"] = append(c.times["again"], result.Again...)
	c.times["cleared"] = append(c.times["cleared"], result.Cleared...)
	return nil
}

func (b *bench) reportCounting(at place, encoding string, measured speeds) {
	b.report.paragraph("%s", measured.agreement(b.toolsFor(at, encoding)))
	for _, pass := range passes {
		b.report.paragraph("%s, MB/s and ratios:", pass.title)
		head := []string{"tool"}
		for _, name := range spoken {
			head = append(head, b.corpus(name).Title)
		}
		b.report.table(append(head, "geometric mean"), b.speedRows(at, encoding, pass.name, measured))
	}
	if measured[ours] != nil {
		b.judgeCounting(at, encoding, measured)
	}
}

func (b *bench) speedRows(at place, encoding, pass string, measured speeds) [][]string {
	var rows, ratios [][]string
	for _, tool := range b.toolsFor(at, encoding) {
		if measured[tool] == nil || (tool == reference && pass != "first") {
			continue
		}
		row, ratio, all := []string{tool}, []string{"ours ÷ " + tool}, []float64{}
		for _, name := range spoken {
			speed := measured.speed(tool, b.corpus(name), pass)
			row, all = append(row, figure(speed)), append(all, speed)
			ratio = append(ratio, figure(measured.ratio(tool, name, pass))+"×")
		}
		rows = append(rows, append(row, figure(geometricMean(all))))
		if tool != ours && measured[ours] != nil {
			ratios = append(ratios, append(ratio, figure(geometricMean(measured.ratios(tool, pass)))+"×"))
		}
	}
	return append(rows, ratios...)
}

// judgeCounting holds the ratios against what the project asks for.
func (b *bench) judgeCounting(at place, encoding string, measured speeds) {
	where := fmt.Sprintf("%s, %s", encoding, at.name())
	for _, pass := range []string{"first", "cleared"} {
		if measured["gpt-tokenizer"] == nil || measured["ai-tokenizer"] == nil {
			return
		}
		against := measured.ratios("gpt-tokenizer", pass)
		better := measured.ratiosToBetter(pass)
		name := map[string]string{"first": "first pass", "cleared": "first pass with compiled code"}[pass]
		b.report.atLeast(where+": "+name+" against gpt-tokenizer, geometric mean", 2.5, geometricMean(against), "×")
		b.report.atLeast(where+": "+name+" against gpt-tokenizer, worst text", 2, least(against), "×")
		b.report.atLeast(where+": "+name+" against the better of both, geometric mean (aim 5×)", 3.5, geometricMean(better), "×")
		b.report.atLeast(where+": "+name+" against the better of both, worst text", 2.5, least(better), "×")
	}
	b.report.atLeast(where+": text again against the better of both, geometric mean (aim 2×)", 1.5, geometricMean(measured.ratiosToBetter("again")), "×")
}

func (b *bench) corpus(name string) corpus {
	for _, c := range b.corpora {
		if c.Name == name {
			return c
		}
	}
	return corpus{}
}

// milliseconds is the median of a tool's passes over a text; not a number where there are none.
func (s speeds) milliseconds(tool, corpus, pass string) float64 {
	if c := s[tool][corpus]; c != nil {
		return median(c.times[pass])
	}
	return math.NaN()
}

// speed is in MB/s.
func (s speeds) speed(tool string, c corpus, pass string) float64 {
	return float64(c.Bytes) / 1000 / s.milliseconds(tool, c.Name, pass)
}

// ratio is how many times as fast as tool ours is.
func (s speeds) ratio(tool, corpus, pass string) float64 {
	return s.milliseconds(tool, corpus, pass) / s.milliseconds(ours, corpus, pass)
}

func (s speeds) ratios(tool, pass string) []float64 {
	var all []float64
	for _, name := range spoken {
		all = append(all, s.ratio(tool, name, pass))
	}
	return all
}

// ratiosToBetter compares with whichever of the two fast peers was faster on each text.
func (s speeds) ratiosToBetter(pass string) []float64 {
	var all []float64
	for _, name := range spoken {
		all = append(all, min(s.ratio(peers[0], name, pass), s.ratio(peers[1], name, pass)))
	}
	return all
}

func least(values []float64) float64 {
	smallest := math.Inf(1)
	for _, v := range values {
		smallest = min(smallest, v)
	}
	return smallest
}

// agreement says whether all tools counted the same, and names each difference.
func (s speeds) agreement(tools []string) string {
	differences := ""
	for _, name := range spoken {
		for _, tool := range tools[1:] {
			a, b := s[ours][name], s[tool][name]
			if a != nil && b != nil && a.tokens != b.tokens {
				differences += fmt.Sprintf(" %s: %s by %s, %s by us.", name, grouped(b.tokens), tool, grouped(a.tokens))
			}
		}
	}
	if differences == "" {
		return "All tools counted the same on every text."
	}
	return "**Counts differ**:" + differences
}
