package main

import (
	"fmt"
	"os"
	"slices"
)

// What is edited: a megabyte of each. The last is one piece, which is encoded as a whole: the stated exception, without a threshold.
var edited = []struct {
	corpus    string
	exception bool
}{
	{"english", false}, {"code", false}, {"languages", false}, {"han", true},
}

const (
	megabyte = 1_000_000
	gigabyte = 1_000_000_000
	edits    = 500
)

// documents measures edits of a long text, and a file that fits in no memory.
func (b *bench) documents() error {
	if err := b.edits(); err != nil {
		return err
	}
	return b.streams()
}

func (b *bench) edits() error {
	b.report.title("Documents: an edit in a text of 1 MB")
	var rows [][]string
	for _, at := range b.places {
		for _, encoding := range []string{"o200k_base", "cl100k_base", "qwen3", "gemma3"} {
			fmt.Fprintf(os.Stderr, "bench: edits, %s in %s\n", encoding, at.name())
			for _, one := range edited {
				row, err := b.editTimes(at, encoding, one.corpus, one.exception)
				if err != nil {
					return err
				}
				rows = append(rows, row)
			}
		}
	}
	b.report.table([]string{"where and what", "opened, ms", "edits", "median, ms", "99th percentile, ms"}, rows)
	b.report.paragraph("Random places; a letter, a word, a line break, deletions. Through the module, on the same thread; Chromium's clock shows tenths of a millisecond. " +
		"Unbroken Chinese is one piece of a megabyte, which each edit encodes anew: the stated exception.")
	return nil
}

func (b *bench) editTimes(at place, encoding, corpus string, exception bool) ([]string, error) {
	var r struct {
		Open  float64
		Edits []float64
	}
	t := task{Task: "document", Encoding: encoding, Text: &text{Corpus: corpus, Bytes: megabyte}, Calls: edits}
	if err := at.run(t, &r); err != nil {
		return nil, err
	}
	where := fmt.Sprintf("%s, %s, %s", at.name(), encoding, b.corpus(corpus).Title)
	middle, slow := median(r.Edits), quantile(r.Edits, 0.99)
	if !exception {
		b.report.atMost(where+": an edit in 1 MB, median", 1, middle, " ms")
		b.report.atMost(where+": an edit in 1 MB, 99th percentile", 5, slow, " ms")
	}
	return []string{where, figure(r.Open), grouped(len(r.Edits)), figure(middle), figure(slow)}, nil
}

func (b *bench) streams() error {
	b.report.title("Files: countStream of 1 GB")
	texts := []text{}
	for _, c := range b.corpora {
		if slices.Contains(spoken, c.Name) {
			texts = append(texts, text{Corpus: c.Name})
		}
	}
	var rows [][]string
	for _, at := range b.places {
		for _, encoding := range []string{"o200k_base", "cl100k_base"} {
			fmt.Fprintf(os.Stderr, "bench: a gigabyte, %s in %s\n", encoding, at.name())
			var r struct {
				Count, Bytes            int
				Streamed, Before, After float64
				InMemory                []float64
			}
			if err := at.run(task{Task: "stream", Encoding: encoding, Texts: texts, Bytes: gigabyte}, &r); err != nil {
				return err
			}
			where := at.name() + ", " + encoding
			streamed, inMemory := gigabyte/1000/r.Streamed, float64(r.Bytes)/1000/median(r.InMemory)
			b.report.atMost(where+": linear memory after 1 GB was counted", 128, r.After/1e6, " MB")
			rows = append(rows, []string{where, grouped(r.Count), figure(streamed), figure(inMemory), figure(streamed / inMemory), figure(r.Before / 1e6), figure(r.After / 1e6)})
		}
	}
	b.report.table([]string{"where", "tokens", "stream, MB/s", "count() in memory, MB/s", "stream ÷ count()", "linear memory before, MB", "and after, its peak, MB"}, rows)
	b.report.paragraph("The texts above one after another and over again, in parts of 64 KB made as they are read, through the module on the same thread. " +
		"Linear memory never shrinks, so that what it is at the end was the most.")
	return nil
}
