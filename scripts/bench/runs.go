package main

import (
	"fmt"
	"math"
	"os"
	"slices"
)

// unit is what an unbroken run repeats: a text without any place to split it.
type unit struct {
	name string
	text text
	// apart ends one run before the next.
	apart string
}

var units = []unit{
	{"a", text{Unit: "a"}, "\n"},
	{"spaces", text{Unit: " "}, "x"},
	{"newlines", text{Unit: "\n"}, "x"},
	{"emoji", text{Unit: "😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰😍🤩😘😗😚😙🥲😋😛😜🤪😝🤑🤗🤭🤫🤔🤐🤨😐😑😶😏😒🙄😬🤥😌😔😪🤤😴😷🤒🤕🤢"}, "\n"},
	{"Chinese", text{Corpus: "han"}, "\n"},
	{"digits", text{Unit: "3141592653589793"}, "\n"},
	{"hex", text{Unit: "cf1a95d2e7f7c2d9b1cf1d3b"}, "\n"},
}

// asked are the units that the threshold names; the others are there because people paste them.
const asked = 5

// sameRanks are encodings that differ from another one in their special tokens alone.
var sameRanks = []string{"o200k_harmony", "p50k_edit", "gpt2"}

const hundredKB = 100_000

var runSizes = []int{1_000, 10_000, hundredKB, 1_000_000, 10_000_000}

// unbrokenRuns shows that time grows with the text and no faster, where every peer's grows with its square.
func (b *bench) unbrokenRuns() error {
	for _, at := range b.places {
		if err := b.runsAgainstEnglish(at); err != nil {
			return err
		}
	}
	var encodings []string
	if err := b.places[0].run(task{Task: "encodings"}, &encodings); err != nil {
		return err
	}
	for _, encoding := range encodings {
		if slices.Contains(sameRanks, encoding) {
			continue
		}
		fmt.Fprintf(os.Stderr, "bench: runs of all sizes, %s\n", encoding)
		if err := b.runsBySize(encoding); err != nil {
			return err
		}
	}
	return nil
}

// nanosecondsPerByte measures several texts with our engine in one process. The fastest batch counts: how time grows with a text is a
// property of the program, and everything else on the machine only adds to it. What a call costs by itself, measured on one letter,
// is taken off.
func nanosecondsPerByte(at place, encoding string, texts []text, sizes []int) ([]float64, error) {
	var results []struct{ Times []float64 }
	if err := at.run(task{Task: "runs", Encoding: encoding, Texts: append([]text{{Unit: "a"}}, texts...)}, &results); err != nil {
		return nil, err
	}
	if len(results) != len(texts)+1 {
		return nil, fmt.Errorf("%d texts, %d results", len(texts)+1, len(results))
	}
	call := least(results[0].Times)
	var all []float64
	for i, r := range results[1:] {
		all = append(all, (least(r.Times)-call)*1e6/float64(sizes[i]))
	}
	return all, nil
}

func (b *bench) runsAgainstEnglish(at place) error {
	texts, sizes := []text{{Corpus: "english"}}, []int{b.corpus("english").Bytes}
	for _, u := range units {
		u.text.Bytes = hundredKB
		texts, sizes = append(texts, u.text), append(sizes, hundredKB)
	}
	perByte, err := nanosecondsPerByte(at, "o200k_base", texts, sizes)
	if err != nil {
		return err
	}
	b.report.title("Unbroken runs in %s: 100 KB, o200k_base, per byte against English", at.name())
	rows := [][]string{{"English", figure(perByte[0]), "1"}}
	for i, u := range units {
		ratio := perByte[i+1] / perByte[0]
		rows = append(rows, []string{u.name, figure(perByte[i+1]), figure(ratio) + "×"})
		if i < asked {
			b.report.atMost(fmt.Sprintf("%s: 100 KB of unbroken %s, time per byte against English", at.name(), u.name), 3, ratio, "×")
		}
	}
	b.report.table([]string{"text", "ns per byte", "against English"}, rows)
	return nil
}

// peersOnRuns shows the same texts through the peers, once each and in Node only: some take most of a minute.
func (b *bench) peersOnRuns() error {
	tools := append([]string{ours}, peers[:3]...)
	var rows [][]string
	for _, u := range units[:asked] {
		fmt.Fprintf(os.Stderr, "bench: 100 KB of %s with each tool\n", u.name)
		row := []string{u.name}
		for _, tool := range tools {
			u.text.Bytes = hundredKB
			var result struct{ First float64 }
			if err := b.places[0].run(task{Task: "once", Tool: tool, Encoding: "o200k_base", Text: &u.text}, &result); err != nil {
				row = append(row, fmt.Sprintf("none within %s", patience))
				continue
			}
			row = append(row, figure(result.First))
		}
		rows = append(rows, row)
	}
	b.report.title("Unbroken runs in Node: 100 KB with each tool, milliseconds, first pass")
	b.report.table(append([]string{"text"}, tools...), rows)
	return nil
}

// runsBySize counts runs of each size in texts of at least a megabyte, so that what a call costs by itself does not show in the short
// ones: a thousand runs of a kilobyte, kept apart by a letter that goes into no run.
func (b *bench) runsBySize(encoding string) error {
	b.report.title("Unbroken runs by size in Node: %s, ns per byte", encoding)
	head := []string{"text"}
	for _, size := range runSizes {
		head = append(head, grouped(size)+" B")
	}
	var rows [][]string
	worst, of := 0.0, ""
	for _, u := range units {
		var texts []text
		var sizes []int
		for _, size := range runSizes {
			times := max(1, 1_000_000/size)
			u.text.Bytes, u.text.Times, u.text.Separator = size, times, u.apart
			texts, sizes = append(texts, u.text), append(sizes, size*times)
		}
		perByte, err := nanosecondsPerByte(b.places[0], encoding, texts, sizes)
		if err != nil {
			return err
		}
		row := []string{u.name}
		for _, ns := range perByte {
			row = append(row, figure(ns))
		}
		spread := greatest(perByte) / least(perByte)
		rows = append(rows, append(row, figure(spread)+"×"))
		if spread > worst {
			worst, of = spread, u.name
		}
	}
	b.report.table(append(head, "slowest ÷ fastest"), rows)
	b.report.atMost(fmt.Sprintf("%s, Node: unbroken runs of 1 KB to 10 MB, slowest per byte against fastest (worst: %s)", encoding, of), 2, worst, "×")
	return nil
}

func greatest(values []float64) float64 {
	largest := math.Inf(-1)
	for _, v := range values {
		largest = max(largest, v)
	}
	return largest
}
