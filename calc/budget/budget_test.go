package budget

import (
	"math/rand/v2"
	"testing"
)

func TestFit(t *testing.T) {
	small := Window{Context: 8000, MaxInput: 6000, MaxOutput: 2000}
	for _, test := range []struct {
		name                       string
		window                     Window
		input, reserved, maxTokens int64
		fits                       bool
		free                       int64
	}{
		{"the shared example", Window{400_000, 272_000, 128_000}, 3260, 1024, 1024, true, 395_716},
		{"full to the last token", small, 6000, 2000, 2000, true, 0},
		{"one token of input over", small, 6001, 1000, 1000, false, 999},
		{"one token of max_tokens over", small, 100, 2001, 2001, false, 5899},
		{"an expected answer beyond the maximum is cut, not refused", small, 100, 2001, 0, true, 5899},
		{"one token of the window over", Window{Context: 8000}, 7000, 1001, 1001, false, -1},
		{"no published limits but the window", Window{Context: 8000}, 4000, 4000, 4000, true, 0},
		{"nothing", small, 0, 0, 0, true, 8000},
		{"everything over", small, 1_000_000_000_000, 1_000_000_000_000, 1_000_000_000_000, false, 8000 - 2_000_000_000_000},
	} {
		f := test.window.Fit(test.input, test.reserved, test.maxTokens)
		if f.Fits() != test.fits || f.Free != test.free {
			t.Errorf("%s: fits %v, free %d; want %v, %d", test.name, f.Fits(), f.Free, test.fits, test.free)
		}
	}
}

func TestFitSaysByHowMuch(t *testing.T) {
	f := Window{Context: 8000, MaxInput: 6000, MaxOutput: 2000}.Fit(7000, 2500, 2500)
	if f.OverContext != 1500 || f.OverMaxInput != 1000 || f.OverMaxOutput != 500 {
		t.Errorf("%+v", f)
	}
}

// TestLastCallThatFits plays the conversation call by call.
func TestLastCallThatFits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		request := Request{System: r.Int64N(300), Documents: r.Int64N(300), User: r.Int64N(40), Output: r.Int64N(60), Reasoning: r.Int64N(50)}
		window := Window{Context: 1 + r.Int64N(2000), MaxInput: r.Int64N(2) * r.Int64N(1500)}
		reserved := request.Expected()
		got, unbounded := window.LastCallThatFits(request, reserved)

		var want int64
		input := request.System + request.Documents + request.User
		for window.Fit(input, reserved, 0).Fits() && want < 3000 {
			want++
			input += request.Output + request.User
		}
		if wantUnbounded := want == 3000; unbounded != wantUnbounded || !unbounded && got != want {
			t.Fatalf("%+v in %+v: %d (%v), want %d", request, window, got, unbounded, want)
		}
	}
}
