package catalog

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
