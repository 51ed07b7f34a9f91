package decimal

import (
	"strconv"
	"strings"
)

// What ParseNumber takes: more than JavaScript ever prints, and small enough to cost no time.
const (
	maxNumberText = 400
	maxDecimals   = 30
)

// ParseNumber reads a JSON number exactly, without binary rounding: "0.6" is three fifths. problem is empty, or says what
// is wrong in words that follow the field's name.
func ParseNumber(text string) (value *Decimal, problem string) {
	switch text {
	case "NaN", "Infinity", "-Infinity":
		return nil, "must be a finite number"
	}
	if len(text) > maxNumberText {
		return nil, "is too long for a number"
	}
	mantissa, exponentText, hasExponent := strings.Cut(strings.ToLower(text), "e")
	unsigned := strings.TrimPrefix(mantissa, "-")
	whole, decimals, hasPoint := strings.Cut(unsigned, ".")
	exponent, ok := parseExponent(exponentText, hasExponent)
	if !ok || !onlyDigits(whole) || hasPoint && !onlyDigits(decimals) {
		return nil, "must be a number"
	}
	switch digits := strings.TrimLeft(whole+decimals, "0"); {
	case digits == "":
		return new(Decimal), ""
	case mantissa != unsigned:
		return nil, "must not be negative"
	case len(digits)-len(decimals)+exponent > 40:
		return nil, "is too large"
	default:
		value = Digits(digits, len(decimals)-exponent)
	}
	if value.Decimals() > maxDecimals {
		return nil, "has more than 30 decimals"
	}
	return value, ""
}

// parseExponent reads what follows the e: an optional sign and at most three digits.
func parseExponent(text string, given bool) (exponent int, ok bool) {
	if !given {
		return 0, true
	}
	unsigned := text
	if strings.HasPrefix(text, "-") || strings.HasPrefix(text, "+") {
		unsigned = text[1:]
	}
	if len(unsigned) > 3 || !onlyDigits(unsigned) {
		return 0, false
	}
	exponent, _ = strconv.Atoi(unsigned)
	if text[0] == '-' {
		exponent = -exponent
	}
	return exponent, true
}

// onlyDigits reports whether s is one or more ASCII digits.
func onlyDigits(s string) bool { return allDigits(s, maxNumberText) }
