package catalog

import "testing"

func TestStageOn(t *testing.T) {
	m := Model{Released: "2026-03-02", Retired: Retirement{Day: "2026-12-11"}}
	for day, want := range map[string]Stage{
		"2026-03-01": Unborn, "2026-03-02": Served, "2026-09-11": Served, "2026-09-12": Retiring, "2026-12-10": Retiring,
		"2026-12-11": Retired, "2027-06-01": Retired,
	} {
		if got := m.StageOn(day); got != want {
			t.Errorf("%s: %v, expected %v", day, got, want)
		}
	}
	month := Model{Released: "2026-03", Retired: Retirement{Day: "2027"}}
	for day, want := range map[string]Stage{"2026-02-28": Unborn, "2026-03-01": Served, "2026-12-31": Retiring, "2027-01-01": Retired} {
		if got := month.StageOn(day); got != want {
			t.Errorf("%s: %v, expected %v", day, got, want)
		}
	}
	if (&Model{}).StageOn("2026-01-01") != Served {
		t.Error("a model without dates is not served")
	}
}

// TestRetirements holds the days and successors that the vendors' pages name.
func TestRetirements(t *testing.T) {
	for _, c := range []struct{ id, day, to string }{
		{"openai/gpt-3.5-turbo", "2026-10-23", "openai/gpt-5.6-terra"}, {"openai/gpt-4", "2026-10-23", "openai/gpt-5.6-sol"},
		{"openai/gpt-4-turbo", "2026-10-23", "openai/gpt-5.6-sol"}, {"openai/gpt-4.1-nano", "2026-10-23", "openai/gpt-5.6-luna"},
		{"openai/gpt-4o-2024-05-13", "2026-10-23", "openai/gpt-5.6-sol"}, {"openai/o1", "2026-10-23", "openai/gpt-5.6-sol"},
		{"openai/o1-pro", "2026-10-23", "openai/gpt-5.6-sol"}, {"openai/o3-mini", "2026-10-23", "openai/gpt-5.6-sol"},
		{"openai/o4-mini", "2026-10-23", "openai/gpt-5.6-terra"}, {"openai/gpt-5.2-chat-latest", "2026-08-10", "openai/gpt-5.5"},
		{"openai/gpt-5.3-chat-latest", "2026-08-10", "openai/gpt-5.5"}, {"openai/gpt-5", "2026-12-11", "openai/gpt-6.1-sol"},
		{"openai/gpt-5-mini", "2026-12-11", "openai/gpt-6.1-terra"}, {"openai/gpt-5-nano", "2026-12-11", "openai/gpt-5.6-luna"},
		{"openai/gpt-5-pro", "2026-12-11", "openai/gpt-6.1-sol"}, {"openai/o3", "2026-12-11", "openai/gpt-6.1-sol"},
		{"openai/o3-pro", "2026-12-11", "openai/gpt-6.1-sol"}, {"openai/gpt-4o", "2027-01-14", "openai/gpt-6-luna"},
		{"openai/gpt-4o-mini", "2027-01-14", "openai/gpt-6-luna"}, {"openai/gpt-4.1", "2027-01-14", "openai/gpt-6-luna"},
		{"openai/gpt-4.1-mini", "2027-01-14", "openai/gpt-6-luna"}, {"openai/gpt-5.1", "2027-04-01", ""},
		{"google/gemini-2.5-pro", "2026-12-01", "google/gemini-3.8-flash"}, {"google/gemini-2.5-flash", "2026-12-01", "google/gemini-3.5-flash-lite"},
		{"google/gemini-2.5-flash-image", "2026-10-02", "google/gemini-3.1-flash-image"},
		{"google/gemini-3.1-flash-lite-preview", "2026-05-25", "google/gemini-3.1-flash-lite"},
		{"mistral/mistral-large-2411", "2026-05-31", "mistral/mistral-medium-3.5"}, {"mistral/pixtral-12b", "2025-12-31", "mistral/ministral-14b-2512"},
		{"anthropic/claude-sonnet-4-5", "2026-11-30", "anthropic/claude-sonnet-5-5"}, {"anthropic/claude-opus-4-5", "2027-01-22", "anthropic/claude-opus-5-5"},
		{"groq/llama-3.1-8b-instant", "2026-08-16", "groq/openai/gpt-oss-120b"}, {"groq/llama-3.3-70b-versatile", "2026-08-16", "groq/openai/gpt-oss-120b"},
		{"openai/gpt-5.6-sol", "", ""}, {"anthropic/claude-opus-5-5", "", ""},
	} {
		if r := mustFind(t, c.id).Retired; r.Day != c.day || r.To != c.to || r.Answered != (c.id == "google/gemini-2.5-pro" || c.id == "google/gemini-2.5-flash") {
			t.Errorf("%s: %q to %q, expected %q to %q", c.id, r.Day, r.To, c.day, c.to)
		}
	}
}

// TestHoursOn: DeepSeek had no peak hours, then every day, then on weekdays.
func TestHoursOn(t *testing.T) {
	m := mustFind(t, "deepseek/deepseek-v4-pro")
	const saturday = 5
	for _, c := range []struct {
		day   string
		holds bool
	}{{"2026-08-16", false}, {"2026-08-17", true}, {"2026-08-22", true}, {"2026-08-23", false}, {"2026-11-28", false}} {
		hours := m.HoursOn(c.day)
		if got := hours != nil && hours.Holds(MinuteOf("02:30"), saturday); got != c.holds {
			t.Errorf("%s, were it a Saturday: %v", c.day, got)
		}
	}
	if h := m.HoursOn("2026-11-23"); h == nil || !h.Holds(MinuteOf("02:30"), 0) {
		t.Error("no peak hours on a Monday of November")
	}
}

// TestMeasuredRatios: no published measurement of Claude's counts lies outside the range that is said for it.
func TestMeasuredRatios(t *testing.T) {
	for id, rows := range map[string][][2]int64{ // JOHNISKING/token-cost-by-format: Claude's tokens, o200k_base's
		"anthropic/claude-haiku-4-5":  {{477, 427}, {476, 429}, {502, 474}, {649, 539}, {847, 763}, {1074, 997}, {1618, 1336}, {1868, 1603}},
		"anthropic/claude-sonnet-5-5": {{621, 427}, {620, 429}, {647, 474}, {800, 539}, {1210, 763}, {1275, 997}, {1841, 1336}, {2200, 1603}},
	} {
		f := mustFind(t, id).Factor
		for _, row := range rows {
			if ratio := float64(row[0]) / float64(row[1]); ratio < f.Low.Float64() || ratio > f.High.Float64() {
				t.Errorf("%s: measured %.3f, said %s to %s", id, ratio, f.Low, f.High)
			}
		}
	}
}

// TestResolve: every way in which others write a name; exact is what may be priced as the maker's without a word.
func TestResolve(t *testing.T) {
	for _, c := range []struct {
		name, id string
		exact    bool
	}{
		{"gpt-5.6-sol", "openai/gpt-5.6-sol", true},
		{"GPT-5.6-Sol", "openai/gpt-5.6-sol", true},
		{"gpt-4-0613", "openai/gpt-4", true},
		{"gpt-3.5-turbo-0125", "openai/gpt-3.5-turbo", true},
		{"gpt-4-0125-preview", "openai/gpt-4-turbo", true},
		{"gpt-5-codex", "openai/gpt-5-codex", true},
		{"o1-preview-2024-09-12", "openai/o1-preview", true},
		{"mistral-large-4-0", "mistral/mistral-large-4", true},
		{"mistral-medium-3-5", "mistral/mistral-medium-3.5", true},
		{"grok-4-0709", "xai/grok-4", true},
		{"deepseek-chat", "deepseek/deepseek-chat", true},
		{"gemini-2.0-flash-001", "google/gemini-2.0-flash", true},
		{"claude-sonnet-4.5", "anthropic/claude-sonnet-4-5", true},
		{"anthropic/claude-opus-4.5", "anthropic/claude-opus-4-5", true},
		{"claude-haiku-5-5[1m]", "anthropic/claude-haiku-5-5", true},
		{"models/gemini-2.5-pro", "google/gemini-2.5-pro", true},
		{"publishers/google/models/gemini-2.5-pro", "google/gemini-2.5-pro", true},
		{"openrouter/anthropic/claude-opus-4.5", "anthropic/claude-opus-4-5", false},
		{"azure/gpt-4o", "openai/gpt-4o", false},
		{"google/gemini-3.8-flash:free", "google/gemini-3.8-flash", false},
		{"ft:gpt-4o-mini-2024-07-18:org::id", "openai/gpt-4o-mini", false},
		{"us.anthropic.claude-opus-4-8-v1:0", "anthropic/claude-opus-4-8", false},
		{"jp.anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic/claude-sonnet-4-5", false},
		{"au.anthropic.claude-haiku-4-5-20251001-v1:0", "anthropic/claude-haiku-4-5", false},
		{"us-gov.amazon.nova-pro-v1:0", "amazon/amazon.nova-pro-v1:0", false},
		{"claude-opus-4-8@20260528", "anthropic/claude-opus-4-8", false},
		{"gpt-5.6-sol-2026-07-09", "openai/gpt-5.6-sol", false},
		{"gpt-4-9999", "openai/gpt-4", false},
		{"gemini-2.5-flash-preview-09-2025", "google/gemini-2.5-flash", false},
		{"gemini-2.5-pro-preview-05-06", "google/gemini-2.5-pro", false},
		{"gemini-2.5-flash-latest", "google/gemini-2.5-flash", false},
		{"gpt-4o-2099-01-01", "openai/gpt-4o", false},
		{"gpt-5-2025-08-07", "openai/gpt-5", true},
		{"gpt-4o-2024-08-06", "openai/gpt-4o-2024-08-06", true},
		{"minimax-m3", "minimax/MiniMax-M3", true},
		{"GPT-4o", "openai/gpt-4o", true},
		{" Claude-Opus-4.6 ", "anthropic/claude-opus-4-6", true},
		{"claude-opus-4-6@20260205", "anthropic/claude-opus-4-6", false},
		{"publishers/anthropic/models/claude-opus-4-6", "anthropic/claude-opus-4-6", true},
		{"deepseek/deepseek-chat:free", "deepseek/deepseek-chat", false},
		{"o1-preview-2024-09-12", "openai/o1-preview", true}, {"o1-mini-2024-09-12", "openai/o1-mini", true}, {"gpt-4o-audio-preview-2024-12-17", "", false},
		{"gpt-4o-realtime-preview", "", false}, {"gpt-99", "", false}, {"__proto__", "", false},
		{"gpt-40", "", false}, {"", "", false}, {"ft:", "", false}, {"[1m]", "", false}, {"us.", "", false}, {"claude-", "", false},
	} {
		id := ""
		m, exact := (*Own)(nil).Resolve(c.name)
		if m != nil {
			id = m.ID
		}
		if id != c.id || exact != c.exact {
			t.Errorf("%q leads to %q, %v, expected %q, %v", c.name, id, exact, c.id, c.exact)
		}
	}
}

// FuzzResolve: no name makes it panic.
func FuzzResolve(f *testing.F) {
	for _, name := range []string{"us.anthropic.claude-opus-4-8-v1:0", "ft:gpt-4o:org::id", "a/b/c:free", "claude-4.5[1m]", "-000", "@", ":"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) { (*Own)(nil).Resolve(name) })
}
