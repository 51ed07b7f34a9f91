// Package dates counts days: dates are YYYY-MM-DD in the proleptic Gregorian calendar, from the year 0000 to 9999,
// without a time zone. Start at Number, which makes a date a number, and Date, which makes it one again; differences of
// numbers are days. There is no clock here.
package dates

import (
	"strconv"
	"strings"
)

// Number returns the number of days from 0000-03-01 to the date YYYY-MM-DD in the proleptic Gregorian calendar, and
// whether it is a real date. Years run from March, so that the leap day comes last (H. Hinnant, "chrono-Compatible
// Low-Level Date Algorithms", days_from_civil).
func Number(date string) (days int, ok bool) {
	if len(date) != len("YYYY-MM-DD") || date[4] != '-' || date[7] != '-' {
		return 0, false
	}
	year, okYear := Digits(date[:4])
	month, okMonth := Digits(date[5:7])
	day, okDay := Digits(date[8:])
	if !okYear || !okMonth || !okDay || month < 1 || month > 12 || day < 1 || day > In(year, month) {
		return 0, false
	}
	if month <= 2 {
		year--
		month += 12
	}
	return 365*year + floorDiv(year, 4) - floorDiv(year, 100) + floorDiv(year, 400) + (153*(month-3)+2)/5 + day - 1, true
}

// Epoch is the number of 1970-01-01.
const Epoch = 719468

// Date is the date of a day's number, from 0 on: what Number gives back (H. Hinnant, as above, civil_from_days).
func Date(days int) string {
	era := days / 146097
	ofEra := days % 146097
	yearOfEra := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	fromMarch := (5*ofYear + 2) / 153
	year, month, day := yearOfEra+era*400, fromMarch+3, ofYear-(153*fromMarch+2)/5+1
	if month > 12 {
		year, month = year+1, month-12
	}
	padded := func(n, width int) string {
		text := strconv.Itoa(n)
		return strings.Repeat("0", max(0, width-len(text))) + text
	}
	return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
}

// Valid reports whether a text is a real date, YYYY-MM-DD.
func Valid(date string) bool {
	_, ok := Number(date)
	return ok
}

// Partial reports whether a text is a real date, or the month or year of one: YYYY-MM-DD, YYYY-MM or YYYY.
func Partial(date string) bool {
	return (len(date) == len("YYYY") || len(date) == len("YYYY-MM") || len(date) == len("YYYY-MM-DD")) && Valid(First(date))
}

// First is the first day of a day, a month or a year.
func First(date string) string { return date + "-01-01"[min(len(date)-len("YYYY"), len("-01-01")):] }

// Last is its last day.
func Last(date string) string {
	if len(date) == len("YYYY") {
		date += "-12"
	}
	if len(date) > len("YYYY-MM") {
		return date
	}
	year, _ := Digits(date[:4])
	month, _ := Digits(date[5:])
	return date + "-" + strconv.Itoa(In(year, month))
}

// In is how many days a month has.
func In(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Digits reads a number that is written in ASCII digits alone.
func Digits(s string) (n int, ok bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// floorDiv is n ÷ d rounded down, for d > 0.
func floorDiv(n, d int) int {
	if n < 0 {
		return -((d - 1 - n) / d)
	}
	return n / d
}

// Weekday is the day of the week of a day's number, from Monday, 0: day 0 was a Wednesday.
func Weekday(days int) int { return (days + 2) % 7 }
