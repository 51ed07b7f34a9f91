package cost

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"threelimits/calc/decimal"
)

func decimalOf(t *testing.T, text string) *decimal.Decimal {
	t.Helper()
	d, err := decimal.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestPictures: sizes whose tokens, and for some the resized size, are published (see the vendor files of calc/catalog).
func TestPictures(t *testing.T) {
	tile := MediaRule{Shape: Tiles, Cell: 512, Base: decimal.Whole(85), Each: decimal.Whole(170), Levels: []MediaLevel{
		{Names: []string{"auto", "high"}, Box: 2048, Short: 768}, {Names: []string{"low"}, Fixed: 85},
	}}
	patch := MediaRule{Shape: Patches, Cell: 32, Each: decimalOf(t, "1.2"), Levels: []MediaLevel{
		{Names: []string{"high"}, Box: 2048, Most: 2500}, {Names: []string{"original"}, Box: 6000, Most: 10_000}, {Names: []string{"auto"}}, {Names: []string{"low"}, Box: 512},
	}}
	small := MediaRule{Shape: Patches, Cell: 32, Each: decimalOf(t, "1.62"), Levels: []MediaLevel{{Names: []string{"auto"}, Most: 1536}}}
	grid := MediaRule{Shape: Grid, Cell: 28, Levels: []MediaLevel{
		{Names: []string{"auto"}, Box: 2576, Most: 4784}, {Names: []string{"standard"}, Box: 1568, Most: 1568},
	}}
	crop := MediaRule{Shape: Crops, Cell: 384, Each: decimal.Whole(258), Levels: []MediaLevel{{Names: []string{"auto"}}}}
	unsized := MediaRule{Shape: Unsized, Levels: []MediaLevel{{Names: []string{"auto", "high"}, Fixed: 1120}, {Names: []string{"ultra"}, Fixed: 2240}}}
	for _, test := range []struct {
		rule          *MediaRule
		level         string
		width, height int64
		want          string // resized, cells, tokens
	}{
		{&tile, "", 1024, 1024, "768x768 2x2 765"},
		{&tile, "high", 2048, 4096, "768x1536 2x3 1105"},
		{&tile, "high", 1920, 1080, "1365x768 3x2 1105"},
		{&tile, "high", 1600, 1000, "1228x768 3x2 1105"},
		{&tile, "high", 3000, 500, "2048x341 4x1 765"},
		{&tile, "high", 480, 120, "480x120 1x1 255"},
		{&tile, "low", 1920, 1080, "1920x1080 0x0 85"},
		{&patch, "high", 1024, 1024, "1024x1024 32x32 1229"},
		{&patch, "high", 2048, 2048, "1600x1600 50x50 3000"},
		{&patch, "auto", 4000, 3000, "4000x3000 125x94 14100"},
		{&patch, "original", 4000, 3000, "3669x2752 115x86 11868"},
		{&patch, "original", 6000, 6000, "3200x3200 100x100 12000"},
		{&patch, "original", 8000, 1000, "6000x750 188x24 5415"},
		{&patch, "low", 4000, 3000, "512x384 16x12 231"},
		{&small, "", 1800, 2400, "1056x1408 33x44 2353"},
		{&small, "", 32 * 15, 32 * 10, "480x320 15x10 243"}, // with binary fractions 244
		{&grid, "", 200, 200, "200x200 8x8 64"},
		{&grid, "", 1000, 1000, "1000x1000 36x36 1296"},
		{&grid, "", 1092, 1092, "1092x1092 39x39 1521"},
		{&grid, "", 1928, 1928, "1928x1928 69x69 4761"},
		{&grid, "standard", 1928, 1928, "1092x1092 39x39 1521"},
		{&grid, "standard", 5000, 10, "1568x3 56x1 56"},
		{&crop, "", 384, 384, "384x384 1x1 258"},
		{&crop, "", 960, 540, "960x540 3x2 1548"},
		{&crop, "", 385, 100, "385x100 6x2 3096"},
		{&unsized, "high", 5000, 10, "5000x10 0x0 1120"},
		{&unsized, "ultra", 1, 1, "1x1 0x0 2240"},
	} {
		l, ok := test.rule.Level(test.level)
		if !ok {
			t.Fatalf("no level %q", test.level)
		}
		p := test.rule.Picture(test.width, test.height, l)
		if got := fmt.Sprintf("%dx%d %dx%d %d", p.Width, p.Height, p.Columns, p.Rows, p.Tokens); got != test.want {
			t.Errorf("%dx%d, %q: %s, want %s", test.width, test.height, test.level, got, test.want)
		}
		turned := test.rule.Picture(test.height, test.width, l)
		if turned.Tokens != p.Tokens || turned.Width != p.Height || turned.Height != p.Width {
			t.Errorf("%dx%d, %q: turned it is %+v", test.width, test.height, test.level, turned)
		}
	}
	if _, ok := tile.Level("original"); ok {
		t.Error("a level that is not there")
	}
}

// TestPicturesKeepWithinLimits, at every size, and grow with the picture but for what the rounding of a shrunk one takes.
func TestPicturesKeepWithinLimits(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	size := func() int64 { return int64(math.Exp(random.Float64() * math.Log(MostPixels))) }
	for range 20_000 {
		w, h := max(1, size()), max(1, size())
		for _, r := range []MediaRule{
			{Shape: Tiles, Cell: 512, Levels: []MediaLevel{{Box: 2048, Short: 768}}},
			{Shape: Patches, Cell: 32, Levels: []MediaLevel{{Box: 2048, Most: 2500}}},
			{Shape: Patches, Cell: 32, Levels: []MediaLevel{{Most: 1536}}},
			{Shape: Grid, Cell: 28, Levels: []MediaLevel{{Box: 1568, Most: 1568}}},
		} {
			l := &r.Levels[0]
			p := r.Picture(w, h, l)
			if p.Width < 1 || p.Height < 1 || p.Width > w || p.Height > h || l.Box > 0 && max(p.Width, p.Height) > l.Box ||
				l.Short > 0 && min(p.Width, p.Height) > l.Short || p.Tokens != p.Columns*p.Rows || p.Tokens < 1 {
				t.Fatalf("%dx%d by %+v: %+v", w, h, r, p)
			}
			// A picture thinner than a cell cannot have fewer than a row of them.
			if l.Most > 0 && p.Tokens > l.Most && min(p.Columns, p.Rows) > 1 {
				t.Fatalf("%dx%d by %+v: %d cells", w, h, r, p.Tokens)
			}
			if r.Shape == Grid && max(p.Width, p.Height) < min(max(w, h), l.Box) {
				bigger := r.Picture(w, h, &MediaLevel{Box: max(p.Width, p.Height) + 1, Most: math.MaxInt64})
				if bigger.Columns*bigger.Rows <= l.Most {
					t.Fatalf("%dx%d: %+v is not the largest, %+v fits", w, h, p, bigger)
				}
			}
		}
	}
}

func TestRoot(t *testing.T) {
	for _, n := range []int64{0, 1, 2, 3, 4, 15, 16, 17, 1 << 40, 1<<40 - 1, 1<<62 - 1, math.MaxInt64} {
		if got, want := root(n), new(big.Int).Sqrt(big.NewInt(n)); got != want.Int64() {
			t.Errorf("√%d: %d, want %v", n, got, want)
		}
	}
}
