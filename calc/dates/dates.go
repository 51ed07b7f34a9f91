// Package dates counts days: dates are YYYY-MM-DD in the proleptic Gregorian calendar, from the year 0000 to 9999, without a time zone. Start at
// Number, which makes a date a number; differences of numbers are days. There is no clock here.
package dates

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

// Valid reports whether a text is a real date, YYYY-MM-DD.
func Valid(date string) bool {
	_, ok := Number(date)
	return ok
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
