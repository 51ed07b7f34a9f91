package spell

import "testing"

func TestPercent(t *testing.T) {
	for _, test := range []struct {
		part, whole int64
		want        string
	}{
		{0, 0, "0"}, {0, 5, "0"}, {5, 0, "0"}, {1, 1, "100"}, {1, 2, "50"}, {1, 3, "33.3"}, {2, 3, "66.7"},
		{800, 400_000, "0.2"}, {60, 400_000, "0.015"}, {4284, 400_000, "1.1"}, {999_999, 1_000_000, "99.9"},
		{1_000_001, 1_000_000, "100.1"}, {1, 1_000_000, "0.0001"}, {123, 1_000_000, "0.012"}, {5, 2, "250"}, {9996, 1_000_000, "1"},
	} {
		if got := Percent(float64(test.part), float64(test.whole)); got != test.want {
			t.Errorf("%d of %d is %s %%, want %s", test.part, test.whole, got, test.want)
		}
	}
}

func TestDigits(t *testing.T) {
	for given, want := range map[string]string{
		"0": "0", "12": "12", "123": "123", "1234": "1,234", "1234567": "1,234,567", "-1234.5678": "-1,234.5678", "999999.1": "999,999.1",
	} {
		if got := Digits(given); got != want {
			t.Errorf("%s is %s, want %s", given, got, want)
		}
	}
}
