package tokenize

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/bpe"
	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/tokenize"
	"threelimits/calc/wire"
)

// byteState has the encoding "bytes", of testkit.ByteRanks.
func byteState(t *testing.T) *State {
	t.Helper()
	file, err := bpe.ConvertRanks(testkit.ByteRanks(), "gpt2", nil)
	if err != nil {
		t.Fatal(err)
	}
	var s State
	if err := s.Set.LoadOwn("bytes", file); err != nil {
		t.Fatal(err)
	}
	return &s
}

func decoded[T any](t *testing.T, text []byte, err error) (v T) {
	t.Helper()
	if err == nil {
		err = json.Unmarshal(text, &v)
	}
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func codeOf(err error) string {
	if known := (*fault.Error)(nil); errors.As(err, &known) {
		return known.Code
	}
	return ""
}

func TestTexts(t *testing.T) {
	s := byteState(t)
	count, err := s.Count("bytes", "tokens", []byte("a the"))
	if err != nil || count != 2 {
		t.Errorf("%d, %v", count, err)
	}
	ids, err := s.IDs("bytes", "text", []byte("a the"))
	if err != nil || !slices.Equal(ids, []uint32{'a', 258}) {
		t.Errorf("%d, %v", ids, err)
	}
	segments, err := s.Segments("bytes", "text", []byte("a the"))
	if err != nil || !slices.Equal(segments, []uint32{'a', 258, 1, 5}) {
		t.Errorf("%d, %v", segments, err)
	}
	chunks, err := s.Chunks("bytes", "text", 16, 0, []byte("One, two, three. Four."))
	if err != nil || !slices.Equal(chunks, []uint32{0, 10, 10, 10, 22, 12}) {
		t.Errorf("%d, %v", chunks, err)
	}
	if list := decoded[[]struct {
		Name        string
		Loaded, Own bool
	}](t, s.Encodings(), nil); len(list) != len(bpe.AllEncodings())+1 || !list[len(list)-1].Own || list[0].Loaded {
		t.Errorf("%+v", list)
	}
	if got := decoded[map[string]int](t, Describe([]byte("a b 👩")), nil); got["characters"] != 5 || got["codePoints"] != 5 || got["utf16"] != 6 ||
		got["words"] != 2 || got["bytes"] != 8 || len(got) != 5 {
		t.Errorf("%v", got)
	}
	for _, special := range []string{"", "tokens ", "TEXT"} {
		_, count := s.Count("bytes", special, nil)
		_, ids := s.IDs("bytes", special, nil)
		_, segments := s.Segments("bytes", special, nil)
		_, chunks := s.Chunks("bytes", special, 16, 0, nil)
		_, document := s.OpenDocument("bytes", special, nil)
		_, counter := s.OpenCounter("bytes", special)
		for i, err := range []error{count, ids, segments, chunks, document, counter} {
			if codeOf(err) != fault.BadArgument {
				t.Errorf("%q, call %d: %v", special, i, err)
			}
		}
	}
	if _, err := s.Chunks("bytes", "text", 1, 0, nil); codeOf(err) != fault.BadArgument {
		t.Error(err)
	}
}

// TestModels: what is a model's own, by its id.
func TestModels(t *testing.T) {
	name, err := EncodingOf("anthropic/claude-opus-4-6", nil)
	if _, known := bpe.Find(name); err != nil || !known {
		t.Errorf("%s, %v", name, err)
	}
	text, err := Measure("anthropic/claude-opus-4-6", 1000, nil)
	if got := decoded[struct {
		Tokens struct{ Low, Typical, High int64 }
		Trust  struct{ Level string }
	}](t, text, err); got.Tokens.Low >= got.Tokens.High || got.Trust.Level != "estimate" {
		t.Errorf("%s", text)
	}
	s := byteState(t)
	_, measured := Measure("acme/none", 1, nil)
	_, overhead := s.Overhead("acme/none", nil, nil)
	if codeOf(measured) != fault.UnknownModel || codeOf(overhead) != fault.UnknownModel {
		t.Error(measured, overhead)
	}
	if _, err := s.Overhead("openai/gpt-4o", []byte("message\x00user"), nil); codeOf(err) != fault.BadArgument {
		t.Error(err)
	}
	if _, err := s.Overhead("openai/gpt-4o", []byte("message\x00user\x00user"), nil); codeOf(err) != tokenize.VocabularyMissing {
		t.Error(err)
	}
}

func TestCompareTexts(t *testing.T) {
	s := byteState(t)
	subjects := testkit.Block(2, "", "2", "anthropic/claude-opus-4-6", "")
	texts := testkit.Block(1, "a the")
	text, err := s.CompareTexts("bytes", 8, subjects, texts, nil)
	lists := decoded[[][]struct {
		Count              int
		Relative           string
		USDPerMillionWords *string
	}](t, text, err)
	if len(lists) != 2 || len(lists[0]) != 1 || lists[0][0].Count != 2 || *lists[0][0].USDPerMillionWords != "2" || lists[1][0].Relative != "0.25" || lists[1][0].USDPerMillionWords != nil {
		t.Errorf("%s", text)
	}
	if text, err := s.CompareTexts("bytes", 0, testkit.Block(1, "", ""), testkit.Block(0), nil); err != nil || string(text) != "[[]]" {
		t.Errorf("no text: %s, %v", text, err)
	}
	huge := []byte{255, 255, 255, 255}
	for n := range subjects {
		if _, err := s.CompareTexts("bytes", 0, subjects[:n], texts, nil); codeOf(err) != fault.BadArgument {
			t.Errorf("%d bytes of the subjects are taken: %v", n, err)
		}
	}
	for _, broken := range [][]byte{huge, texts[:len(texts)-1], append(slices.Clone(texts), 0), nil} {
		if _, err := s.CompareTexts("bytes", 0, subjects, broken, nil); codeOf(err) != fault.BadArgument {
			t.Errorf("texts %v are taken: %v", broken, err)
		}
	}
	if _, err := s.CompareTexts("bytes", 0, testkit.Block(1, "", "-1"), texts, nil); codeOf(err) != fault.BadArgument {
		t.Error(err)
	}
	if _, err := s.CompareTexts("none", 0, subjects, texts, nil); codeOf(err) != tokenize.UnknownEncoding {
		t.Error(err)
	}
}

// TestDocument: a document by its number counts, segments and measures as its text does.
func TestDocument(t *testing.T) {
	s := byteState(t)
	opened, err := s.OpenDocument("bytes", "text", []byte("a the"))
	if err != nil || len(opened) != 3 || opened[1] != 2 || opened[2] != 5 {
		t.Fatalf("%d, %v", opened, err)
	}
	number := int(opened[0])
	if count, err := s.ReplaceInDocument(number, 1, 1, []byte("\U0001f600 the")); err != nil || count != 7 {
		t.Errorf("%d, %v", count, err)
	}
	segment, err := s.SegmentDocument(number, 4, 8)
	if err != nil || !slices.Equal(segment, []uint32{5, 3, 258, 258, 7, 11}) {
		t.Errorf("%d, %v", segment, err)
	}
	described, err := s.DescribeDocument(number)
	if want := Describe([]byte("a\U0001f600 the the")); err != nil || !bytes.Equal(described, want) {
		t.Errorf("%s, want %s, %v", described, want, err)
	}
	for _, r := range [][2]int{{-1, 0}, {0, 12}, {3, 2}, {12, 12}} {
		_, replace := s.ReplaceInDocument(number, r[0], r[1], []byte("x"))
		_, segment := s.SegmentDocument(number, r[0], r[1])
		for _, err := range []error{replace, segment} {
			if codeOf(err) != fault.BadArgument || !strings.Contains(err.Error(), "11 UTF-16 units") {
				t.Errorf("%d: %v", r, err)
			}
		}
	}
	if _, err := s.OpenDocument("o300k", "text", nil); codeOf(err) != tokenize.UnknownEncoding {
		t.Errorf("an unknown encoding has a document: %v", err)
	}
}

// TestCounter: parts, the sum, and what is too long to be kept.
func TestCounter(t *testing.T) {
	s := byteState(t)
	number, err := s.OpenCounter("bytes", "tokens")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"a t", "h", "e", "\xf0\x9f", "\x98\x80"} {
		if err := s.WriteToCounter(number, []byte(part)); err != nil {
			t.Fatal(err)
		}
	}
	want, _ := s.Count("bytes", "tokens", []byte("a the\U0001f600"))
	if got, err := s.FinishCounter(number); err != nil || got != want {
		t.Errorf("%d tokens, not %d, %v", got, want, err)
	}
	number, _ = s.OpenCounter("bytes", "text")
	part := bytes.Repeat([]byte("a"), 1<<22)
	for range bpe.MaxUnbroken>>22 + 1 {
		if err = s.WriteToCounter(number, part); err != nil {
			break
		}
	}
	if codeOf(err) != Unbroken {
		t.Errorf("more than MaxUnbroken: %v", err)
	}
	if _, err := s.OpenCounter("gpt2", "text"); codeOf(err) != tokenize.VocabularyMissing {
		t.Errorf("an encoding without its vocabulary has a counter: %v", err)
	}
}

// TestHandles: what was closed, or never was, is `closed`, in every call; numbers are never given again.
func TestHandles(t *testing.T) {
	s := byteState(t)
	opened, err := s.OpenDocument("bytes", "text", []byte("a"))
	if err != nil {
		t.Fatal(err)
	}
	document := int(opened[0])
	counter, err := s.OpenCounter("bytes", "text")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.CloseDocument(document), s.CloseCounter(counter)); err != nil {
		t.Fatal(err)
	}
	for _, number := range []int{document, counter, 0, -1, 99} {
		_, replace := s.ReplaceInDocument(number, 0, 0, nil)
		_, segment := s.SegmentDocument(number, 0, 0)
		_, describe := s.DescribeDocument(number)
		_, finish := s.FinishCounter(number)
		for i, err := range []error{replace, segment, describe, finish, s.CloseDocument(number), s.WriteToCounter(number, nil), s.CloseCounter(number)} {
			if codeOf(err) != wire.Closed {
				t.Errorf("call %d of %d: %v", i, number, err)
			}
		}
	}
	again, err := s.OpenDocument("bytes", "text", []byte("b"))
	if err != nil || int(again[0]) == document {
		t.Errorf("the number %d is given again, %v", document, err)
	}
}
