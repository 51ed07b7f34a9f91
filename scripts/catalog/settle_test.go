package main

import (
	"strings"
	"testing"

	"threelimits/scripts/catalog/grammar"
)

const floating = `vendor acme Acme
api openai

source own-page 2026-01-01 https://acme.example/prices Acme's prices
quoted pi-ai-1.0.0 2026-01-10 https://acme.example/prices npm @earendil-works/pi-ai 1.0.0: the vendor's price list

tokens o200k_base exact @own-page
  for *
  why Said so.

model rocket-latest Rocket (latest)
  released 2025-06-01 @own-page
  window 1000 @own-page
  price - in 2 out 10 @pi-ai-1.0.0

model tug Tug
  window 1000 @own-page
  price - in 1 out 5 @own-page
`

// TestFloatingName: another price of a name that leads to the newest of a family is no change of price: a person decides,
// and nothing of the model is applied, neither its price nor its limits.
func TestFloatingName(t *testing.T) {
	m := &merger{vendor: vendor{id: "acme"}, file: grammar.Read("acme.txt", floating)}
	c := candidate{id: "rocket-latest", pi: &offer{name: "Rocket 2", context: 4000, reasoning: true, prices: []claim{{"", flat("3", "", "", "12")}}}}
	if err := m.merge(c); err != nil {
		t.Fatal(err)
	}
	if got := m.file.String(); got != floating {
		t.Errorf("%s\nexpected\n%s", got, floating)
	}
	if len(m.decide) != 1 || !strings.HasPrefix(m.decide[0], "acme/rocket-latest: ") || len(m.changes) != 0 {
		t.Errorf("to decide %q, changes %q", m.decide, m.changes)
	}
}

// TestSettle: what would break a rule of every catalogue is taken back, model by model, and named; the rest is applied.
func TestSettle(t *testing.T) {
	now := strings.NewReplacer("price - in 1 out 5 @own-page", "price - in 1 cached 2 out 5 @own-page", "window 1000 @own-page\n  price - in 2", "window 2000 @own-page\n  price - in 2").Replace(floating)
	now += "\nmodel yawl Yawl\n  window 1000 output 9000 @own-page\n"
	u := update{
		old:     []*grammar.File{grammar.Read("acme.txt", floating)},
		mergers: []*merger{{vendor: vendor{id: "acme"}, file: grammar.Read("acme.txt", now), changes: []string{"acme/tug: price completed", "acme/yawl: new", "acme/rocket-latest: window"}}},
	}
	models, err := u.settle()
	if err != nil {
		t.Fatal(err)
	}
	if problems := grammar.Check(models); len(problems) > 0 || len(models) != 2 {
		t.Errorf("%d models, %v", len(models), problems)
	}
	want := strings.Replace(floating, "window 1000 @own-page\n  price - in 2", "window 2000 @own-page\n  price - in 2", 1)
	if got := u.mergers[0].file.String(); got != want {
		t.Errorf("%s\nexpected\n%s", got, want)
	}
	if len(u.decide) != 2 || !strings.HasPrefix(u.decide[0], "acme/tug: cached input") || !strings.HasPrefix(u.decide[1], "acme/yawl: maximum output") {
		t.Errorf("to decide %q", u.decide)
	}
	if len(u.mergers[0].changes) != 1 {
		t.Errorf("changes %q", u.mergers[0].changes)
	}
}

// TestGateway: a gateway's price stands in where no source has the vendor's, and not otherwise.
func TestGateway(t *testing.T) {
	gate := gatewayOffer{vercel.selling("acme/"), offer{prices: []claim{{"", flat("3", "0.3", "", "12")}}}}
	for _, own := range []bool{false, true} {
		m := &merger{vendor: vendor{id: "acme"}, file: grammar.Read("acme.txt", floating)}
		c := candidate{id: "brig", pi: &offer{name: "Brig", context: 1000}, gateways: []gatewayOffer{gate}}
		if own {
			c.pi.prices = []claim{{"", flat("2", "", "", "8")}}
		}
		if err := m.merge(c); err != nil {
			t.Fatal(err)
		}
		text := m.file.Find("brig").String()
		if strings.Contains(text, "price - in 3 cached 0.3 out 12 @pi-ai-"+piAI.version+"-vercel-ai-gateway") == own || strings.Contains(text, "note No source") == own {
			t.Errorf("own price %v:\n%s", own, text)
		}
	}
}

func TestWithoutWrites(t *testing.T) {
	p := long(flat("1", "", "2", "5"), 1001, rates("2", "0.2", "4", "9"))
	got := withoutWrites(offer{prices: []claim{{"", p}}}).prices[0]
	if got.Write != "" || got.Tiers[0].Write != "4" || p.Write != "2" {
		t.Errorf("%+v from %+v", got, p)
	}
}

func TestOlderKeys(t *testing.T) {
	for key, want := range map[string]bool{"pi-ai-1.5.2-data": true, "pi-ai-1.5.2": false, "pi-ai-1.5.2-openrouter": false, "genai-prices-0.1.8-data": false} {
		if piAI.of(dataPart).isOlder(key) != want {
			t.Errorf("%s: %v", key, !want)
		}
	}
}
