package usage

import (
	"strconv"
	"strings"

	"threelimits/calc/dates"
	"threelimits/calc/fields"
)

// times are the names under which the time of a call stands, those of its beginning before those of its end: a call has the
// prices of the day on which it began.
var times = [...]string{
	"created", "created_at", "create_time", "creation_time", "timestamp", "start_time", "started_at", "start_time_unix_nano", "starting_at", "start",
	"request_created_at", "request_time", "requested_at", "request_timestamp", "time", "ts", "datetime", "date_time", "day", "date", "event_time", "logged_at",
	"time_unix_nano", "completion_start_time", "in_progress_at", "end_time", "ended_at", "end_time_unix_nano", "completed_at", "finished_at", "processed_time", "updated_at",
}

// isTime reports whether a name is one of times.
func isTime(name string) bool { return rankOf(name) < len(times) }

func rankOf(name string) int {
	for i := range times {
		if times[i] == name {
			return i
		}
	}
	return len(times)
}

// Bounds between the units of a number since 1970. In seconds they are the years 5138, in milliseconds 1973: no call lies on
// the wrong side. Microseconds and nanoseconds follow at a thousand times that.
const (
	fromMilliseconds = 100_000_000_000
	fromMicroseconds = 1000 * fromMilliseconds
	fromNanoseconds  = 1000 * fromMicroseconds
)

// when reads a time: a number since 1970, in seconds to nanoseconds, also as text; or YYYY-MM-DD and more, in UTC unless it
// says another offset. minute is -1 where only the day is understood.
func when(f *fields.Field) (day string, minute int, ok bool) {
	text, _, _ := strings.Cut(f.Text, ".")
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && (f.Kind == "number" || f.Kind == "string" && len(text) > len("20260115")) {
		switch {
		case n >= fromNanoseconds:
			n /= 1_000_000_000
		case n >= fromMicroseconds:
			n /= 1_000_000
		case n >= fromMilliseconds:
			n /= 1000
		}
		return dates.Date(dates.Epoch + int(n/86400)), int(n / 60 % 1440), n > 0
	}
	if f.Kind != "string" {
		return "", -1, false
	}
	return written8601(strings.TrimSpace(f.Text))
}

// written8601 reads ISO 8601 as it is written by most: the date, then T or a space, hours and minutes, what follows them, and
// Z or an offset. Without one it is UTC.
func written8601(s string) (day string, minute int, ok bool) {
	if len(s) == len("20260115") && isIndex(s) {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	if len(s) < len("2026-01-15") {
		return "", -1, false
	}
	number, ok := dates.Number(s[:10])
	days := int64(number - dates.Epoch)
	if !ok || days < 0 {
		return "", -1, false
	}
	rest := s[10:]
	if len(rest) < len("T10:15") || rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ' || rest[3] != ':' {
		return s[:10], -1, true
	}
	hour, okHour := two(rest[1:3])
	min, okMinute := two(rest[4:6])
	offset, okOffset := offsetOf(strings.TrimLeft(rest[6:], ":0123456789.,"))
	if !okHour || !okMinute || !okOffset || hour > 23 || min > 59 {
		return s[:10], -1, true
	}
	at := days*1440 + int64(hour*60+min-offset)
	return dates.Date(dates.Epoch + int(at/1440)), int(at % 1440), at > 0
}

// offsetOf reads what follows the time of a day, as minutes that it is before UTC's: "+05:30" is 330.
func offsetOf(s string) (minutes int, ok bool) {
	s = strings.TrimSpace(s)
	switch s {
	case "", "Z", "z", "UTC", "GMT":
		return 0, true
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	if s[0] != '+' && s[0] != '-' || len(digits) != 2 && len(digits) != 4 {
		return 0, false
	}
	hours, ok := two(digits[:2])
	if len(digits) == 4 && ok {
		minutes, ok = two(digits[2:])
	}
	minutes += hours * 60
	if s[0] == '-' {
		minutes = -minutes
	}
	return minutes, ok && minutes < 1440 && minutes > -1440
}

func two(s string) (n int, ok bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && isIndex(s)
}
