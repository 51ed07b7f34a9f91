package catalog

import (
	"reflect"
	"testing"
)

func BenchmarkUnpack(b *testing.B) {
	for b.Loop() {
		var models []Model
		if err := unpack(packed, &models); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzUnpack: damaged data end in an error, never in a panic or in endless memory.
func FuzzUnpack(f *testing.F) {
	whole := pack(Models()[:2])
	f.Add(whole)
	f.Add(whole[:len(whole)-1])
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Add([]byte{1, 1, 'x', 200})
	f.Fuzz(func(t *testing.T, data []byte) {
		var models []Model
		if err := unpack(string(data), &models); err == nil {
			if again := pack(models); len(again) > 2*len(data)+64 {
				t.Errorf("%d bytes from %d", len(again), len(data))
			}
		}
	})
}

// TestUnpackRefuses every beginning of packed models.
func TestUnpackRefuses(t *testing.T) {
	models := Models()[:4]
	whole := pack(models)
	for n := range whole {
		var models []Model
		if unpack(string(whole[:n]), &models) == nil {
			t.Fatalf("the first %d of %d bytes are accepted", n, len(whole))
		}
	}
	var again []Model
	if err := unpack(string(whole), &again); err != nil || !reflect.DeepEqual(models, again) {
		t.Errorf("%v: %+v is not %+v", err, again, models)
	}
}
