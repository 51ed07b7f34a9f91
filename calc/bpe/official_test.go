//go:build !js

package bpe

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// compareWithCore compares our tokens with the official core's, text by text.
func compareWithCore(t *testing.T, name string, special Special, texts [][]byte) {
	t.Helper()
	e := encodingOf(t, name)
	differences := 0
	for i, want := range coreIDs(t, name, special, texts) {
		got := e.AppendIDs(nil, texts[i], special)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %.200q\n got %d\nwant %d", name, texts[i], got, want)
			if differences++; differences > 10 {
				t.Fatal("and so on")
			}
		}
		if n := e.Count(texts[i], special); n != len(want) {
			t.Errorf("%s: %.200q counts %d, the core %d", name, texts[i], n, len(want))
		}
	}
}

func TestAgainstCoreHard(t *testing.T) {
	var texts [][]byte
	for _, text := range hardTexts {
		texts = append(texts, []byte(text))
	}
	for _, name := range coreNames {
		compareWithCore(t, name, SpecialAsText, texts)
		compareWithCore(t, name, SpecialAsTokens, texts)
	}
}

func TestAgainstCoreRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	for _, name := range coreNames {
		var texts [][]byte
		for range 3000 {
			texts = append(texts, []byte(randomText(r, 40)))
		}
		compareWithCore(t, name, SpecialAsText, texts)
		compareWithCore(t, name, SpecialAsTokens, texts[:500])
	}
}

// TestAgainstCoreContexts puts the first and the last code point of each run of one class into every context.
func TestAgainstCoreContexts(t *testing.T) {
	texts := contextTexts()
	for _, name := range []string{"o200k_base", "cl100k_base", "r50k_base"} {
		compareWithCore(t, name, SpecialAsText, texts)
	}
}

// TestAgainstCoreMalformed has JavaScript's TextDecoder repair random bytes and the core encode the outcome.
func TestAgainstCoreMalformed(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	var texts [][]byte
	for _, c := range malformed {
		texts = append(texts, []byte(c.text))
	}
	for range 2000 {
		text := []byte(randomText(r, 8))
		for k := r.IntN(4); k >= 0; k-- {
			at := r.IntN(len(text))
			switch r.IntN(3) {
			case 0:
				text[at] = byte(r.IntN(256))
			case 1:
				text = append(text[:at], text[at+1:]...)
			default:
				text = append(text[:at], append([]byte{"\x80\xbf\xc0\xe2\xed\xf0\xf4\xff"[r.IntN(8)]}, text[at:]...)...)
			}
			if len(text) == 0 {
				text = []byte("\xef\xbb\xbf\xef\xbb")
			}
		}
		texts = append(texts, text)
	}
	compareWithCore(t, "o200k_base", SpecialAsText, texts)
}
