package catalog

// isDate reports whether s is one of YYYY, YYYY-MM and YYYY-MM-DD.
func isDate(s string) bool {
	return (len(s) == 4 || len(s) == 7 || len(s) == 10) && isDay(s+"-01-01"[len(s)-4:])
}

// isDay reports whether s is a day of the calendar, YYYY-MM-DD.
func isDay(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	year, month, day := number(s[:4]), number(s[5:7]), number(s[8:])
	if year < 1 || month < 1 || month > 12 || day < 1 {
		return false
	}
	days := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && (year%4 == 0 && year%100 != 0 || year%400 == 0) {
		days = 29
	}
	return day <= days
}

// number reads plain digits; -1 is something else.
func number(s string) int {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// MinuteOf reads HH:MM, 00:00 to 24:00, as a minute of the day; -1 is something else.
func MinuteOf(s string) int {
	if len(s) != 5 || s[2] != ':' {
		return -1
	}
	hour, minute := number(s[:2]), number(s[3:])
	if hour < 0 || minute < 0 || minute > 59 || hour*60+minute > 24*60 {
		return -1
	}
	return hour*60 + minute
}
