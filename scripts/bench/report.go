package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"
)

// report collects Markdown and, apart from it, what became of the thresholds, which stand at the top.
type report struct {
	head, body strings.Builder
	verdicts   []verdict
}

// A verdict compares one figure with what the project asks for.
type verdict struct {
	What, Limit, Measured string
	Met                   bool
}

func (r *report) paragraph(format string, args ...any) { fmt.Fprintf(&r.body, format+"\n\n", args...) }

func (r *report) title(format string, args ...any) { r.paragraph("## "+format, args...) }

func (r *report) table(head []string, rows [][]string) { r.body.WriteString(markdownTable(head, rows)) }

// markdownTable aligns every column but the first to the right, where figures belong.
func markdownTable(head []string, rows [][]string) string {
	var out strings.Builder
	line := func(cells []string) { out.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	line(head)
	rule := slices.Repeat([]string{"--:"}, len(head))
	rule[0] = "---"
	line(rule)
	for _, row := range rows {
		line(row)
	}
	out.WriteString("\n")
	return out.String()
}

// atMost and atLeast add a verdict.
func (r *report) atMost(what string, limit, measured float64, unit string) {
	r.verdicts = append(r.verdicts, verdict{what, "at most " + figure(limit) + unit, figure(measured) + unit, measured <= limit})
}

func (r *report) atLeast(what string, limit, measured float64, unit string) {
	r.verdicts = append(r.verdicts, verdict{what, "at least " + figure(limit) + unit, figure(measured) + unit, measured >= limit})
}

func (r *report) String() string {
	var rows [][]string
	met := 0
	for _, v := range r.verdicts {
		word := "**not met**"
		if v.Met {
			word = "met"
			met++
		}
		rows = append(rows, []string{v.What, v.Limit, v.Measured, word})
	}
	out := r.head.String()
	if len(rows) > 0 {
		out += fmt.Sprintf("## Thresholds: %d of %d met\n\n", met, len(rows)) + markdownTable([]string{"what", "asked", "measured", ""}, rows)
	}
	return strings.TrimRight(out+r.body.String(), "\n") + "\n"
}

// heading says on what and of what was measured.
func (r *report) heading(b *bench, begun time.Time) {
	fmt.Fprintf(&r.head, "# Measured on %s\n\n", begun.Format(time.DateOnly))
	fmt.Fprintf(&r.head, "Written by `make bench` at %s. Medians; MB are 1,000,000 bytes of UTF-8; ratios above 1 mean that Three Limits is faster.\n\n",
		begun.UTC().Format("15:04 UTC"))
	rows := [][]string{
		{"machine", machine()},
		{"load when it began", first(readLine("/proc/loadavg", ""), 3) + " (1, 5, 15 minutes); above 0.5 the figures are noisy"},
		{"Three Limits", revision(b.root)},
		{"Go", strings.TrimPrefix(runtime.Version(), "go")},
		{"Node", output("node", "--version")},
	}
	if b.chromium() != nil {
		rows = append(rows, []string{"Chromium", output("chromium", "--version")})
	}
	for _, peer := range peers {
		rows = append(rows, []string{peer, peerVersion(b.path("scripts/bench/node_modules/" + peer + "/package.json"))})
	}
	r.head.WriteString(markdownTable([]string{"", ""}, rows))
	r.head.WriteString("Texts, the same bytes on every machine:\n\n")
	rows = nil
	for _, c := range b.corpora {
		hash := "`" + c.SHA256[:16] + "`"
		if c.SHA256 != c.pinned {
			hash += " (**not the pinned text**)"
		}
		rows = append(rows, []string{c.Title + ": " + c.Sources, grouped(c.Bytes), hash})
	}
	r.head.WriteString(markdownTable([]string{"text", "bytes", "SHA-256 begins"}, rows))
}

func machine() string {
	model := readLine("/proc/cpuinfo", "model name")
	if _, after, ok := strings.Cut(model, ": "); ok {
		model = after
	}
	system := strings.Trim(strings.TrimPrefix(readLine("/etc/os-release", "PRETTY_NAME"), "PRETTY_NAME="), `"`)
	return fmt.Sprintf("%s, %d processors, %s, %s/%s", model, runtime.NumCPU(), system, runtime.GOOS, runtime.GOARCH)
}

func revision(root string) string {
	commit := output("git", "-C", root, "rev-parse", "--short", "HEAD")
	if output("git", "-C", root, "status", "--porcelain", "--untracked-files=no") != "" {
		commit += " with uncommitted changes"
	}
	return commit
}

func peerVersion(path string) string {
	var manifest struct{ Version string }
	if content, err := os.ReadFile(path); err != nil || json.Unmarshal(content, &manifest) != nil {
		return "?"
	}
	return manifest.Version
}

// readLine is the first line of a file that begins with prefix, or nothing.
func readLine(path, prefix string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(content)) {
		if strings.HasPrefix(line, prefix) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

func output(name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		return "?"
	}
	return strings.TrimSpace(string(out))
}

func first(line string, words int) string {
	fields := strings.Fields(line)
	return strings.Join(fields[:min(words, len(fields))], " ")
}

// figure is a number with three digits that matter.
func figure(v float64) string {
	switch {
	case v != v:
		return "–"
	case v >= 1000:
		return grouped(int(v + 0.5))
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	default:
		return fmt.Sprintf("%.2f", v)
	}
}

// grouped writes thousands apart: 697,188.
func grouped(n int) string {
	digits := fmt.Sprint(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}
