package media

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
)

func TestCount(t *testing.T) {
	out, err := Count("image\t960\t540\t\t\naudio\t\t\t0.5\t\npdf\t\t\t3\t\n", "gemini-2.5-flash", nil, testkit.Today)
	var report struct {
		Items  []struct{ Tokens int64 }
		Images int64
		USD    string
	}
	if err != nil || json.Unmarshal(out, &report) != nil {
		t.Fatalf("%s: %v", out, err)
	}
	if len(report.Items) != 3 || report.Items[1].Tokens != 16 || report.Images != 1548+774 || !strings.HasPrefix(report.USD, "0.00") {
		t.Errorf("%+v", report)
	}
}

func TestRefused(t *testing.T) {
	for items, field := range map[string]string{
		"image\t1\t1\n":                                "items",
		"smell\t\t\t\t\n":                              "items[0].kind",
		"image\t\t5\t\t\n":                             "items[0].width",
		"image\t5\t1000001\t\t\n":                      "items[0].height",
		"image\t0\t5\t\t\n":                            "items[0].width",
		"image\t1.5\t5\t\t\n":                          "items[0].width",
		"image\t1e30\t5\t\t\n":                         "items[0].width",
		"image\tNaN\t5\t\t\n":                          "items[0].width",
		"image\t-1\t5\t\t\n":                           "items[0].width",
		"image\t5\t5\t\ttiny\n":                        "items[0].detail",
		"image\t5\t5\t\t\npdf\t\t\t1.5\t\n":            "items[1].pages",
		"audio\t\t\t1e9\t\n":                           "items[0].seconds",
		"video\t\t\tInfinity\t\n":                      "items[0].seconds",
		"video\t\t\t\t\n":                              "items[0].seconds",
		"audio\t\t\t1\t\nimage\t5\t5\t\t\t\nnothing\n": "items",
	} {
		var known *fault.Error
		if _, err := Count(items, "gpt-5.6-sol", nil, testkit.Today); !errors.As(err, &known) || known.Code != fault.BadArgument || known.Field != field {
			t.Errorf("%q: %v, want %s", items, err, field)
		}
	}
	var known *fault.Error
	if _, err := Count("", "gpt-4o", []byte("no models"), testkit.Today); !errors.As(err, &known) || known.Code != "bad-prices" {
		t.Error(err)
	}
}
