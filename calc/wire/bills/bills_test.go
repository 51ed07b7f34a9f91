package bills

import (
	"encoding/json"
	"errors"
	"testing"

	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
)

var records = testkit.Block(2,
	3, "model", "string", "gpt-4o", "usage.prompt_tokens", "number", "1000000", "usage.completion_tokens", "number", "0",
	2, "usage.prompt_tokens", "number", "5", "usage.completion_tokens", "number", "1")

func TestExplain(t *testing.T) {
	out, err := Explain(records, "asOf\t2026-11-01\nservice\tbatch\nreprice\tgpt-4.1\nreprice\topenai/gpt-5\n", nil, testkit.Today)
	var report struct {
		Count, Priced int
		USD           string
		Records       []struct{ Model, Day, Service string }
		Repriced      []struct{ Model string }
		Problems      []struct{ Field string }
	}
	if err != nil || json.Unmarshal(out, &report) != nil {
		t.Fatalf("%s: %v", out, err)
	}
	if report.Count != 2 || report.Priced != 1 || report.USD != "1.25" || report.Records[0].Service != "batch" || report.Records[0].Day != "2026-11-01" ||
		len(report.Repriced) != 2 || report.Repriced[1].Model != "openai/gpt-5" || len(report.Problems) != 1 || report.Problems[0].Field != "model" {
		t.Errorf("%s", out)
	}
	out, err = Explain(records, "model\topenai/gpt-4o\n", nil, testkit.Today)
	if err != nil || json.Unmarshal(out, &report) != nil || report.Priced != 2 {
		t.Errorf("%s: %v", out, err)
	}
}

func TestRefused(t *testing.T) {
	for n := range records {
		var known *fault.Error
		if _, err := Explain(records[:n], "", nil, testkit.Today); !errors.As(err, &known) || known.Code != fault.BadArgument {
			t.Fatalf("the first %d bytes are accepted: %v", n, err)
		}
	}
	var known *fault.Error
	if _, err := Explain(records, "colour\tred\n", nil, testkit.Today); !errors.As(err, &known) || known.Field != "colour" {
		t.Error(err)
	}
	if _, err := Explain(records, "", []byte("no models"), testkit.Today); !errors.As(err, &known) || known.Code != "bad-prices" {
		t.Error(err)
	}
}
