package main

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

// module has one section of another kind and a data section with the segments.
func module(segments []segment) []byte {
	out := append(bytes.Clone(wasmHeader), 1, 2, 'x', 'y', dataSection)
	body := appendSegments(nil, segments)
	return append(binary.AppendUvarint(out, uint64(len(body))), body...)
}

// memory is what the module's data section initialises.
func memory(t *testing.T, module []byte) []byte {
	t.Helper()
	segments, err := dataSegments(module)
	if err != nil {
		t.Fatal(err)
	}
	var image []byte
	for _, s := range segments {
		image = append(image, make([]byte, max(0, int(s.end())-len(image)))...)
		copy(image[s.address:], s.content)
	}
	return image
}

func TestCoalesceInitialisesTheSameMemory(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var segments []segment
		address := int64(random.IntN(100_000))
		for range random.IntN(50) {
			content := make([]byte, 1+random.IntN(40))
			for i := range content {
				content[i] = byte(1 + random.IntN(255))
			}
			segments = append(segments, segment{address, content})
			address += int64(len(content) + 1 + random.IntN(3*longestFilledGap))
		}
		random.Shuffle(len(segments), func(i, j int) { segments[i], segments[j] = segments[j], segments[i] })
		before := module(segments)
		after, err := coalesce(before)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(memory(t, before), memory(t, after)) {
			t.Fatal("the memory differs")
		}
		if len(segments) > 0 && !bytes.Contains(after, []byte{1, 2, 'x', 'y'}) {
			t.Fatal("another section was lost")
		}
	}
}

func TestCoalesceRefusesWhatItDoesNotKnow(t *testing.T) {
	whole := module([]segment{{16, []byte("abc")}, {40, []byte("def")}})
	for name, bad := range map[string][]byte{
		"no module":   []byte("not wasm"),
		"cut off":     whole[:len(whole)-2],
		"overlapping": module([]segment{{16, []byte("abc")}, {17, []byte("def")}}),
		"passive":     bytes.Replace(whole, []byte{activeSegment, opI32Const, 16}, []byte{1, opI32Const, 16}, 1),
	} {
		if _, err := coalesce(bad); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestSignedNumbers(t *testing.T) {
	for _, n := range []int64{0, 1, 63, 64, 127, 128, 8191, 8192, 1 << 31, -1, -64, -65, -(1 << 31)} {
		r := reader{bytes: appendSigned(nil, n)}
		if got := r.signed(); got != n || len(r.bytes) > 0 || r.failed {
			t.Errorf("%d reads back as %d", n, got)
		}
	}
}
