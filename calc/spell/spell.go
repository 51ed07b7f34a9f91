// Package spell writes numbers for readers, and formulas with their terms: "1,234.5", "2 tokens", "0.015" per cent,
// "[input] × [price]". Start at Digits for numbers and at Fill for formulas.
//
// What it writes is for reading; canonical decimals, which programs read, are decimal.Decimal's and Plain's.
package spell

import (
	"strconv"
	"strings"
)

// Digits puts a comma between groups of three digits before the point: "1234567.8" is "1,234,567.8".
func Digits(number string) string {
	end := strings.IndexByte(number, '.')
	if end < 0 {
		end = len(number)
	}
	var grouped []byte
	for i := range len(number) {
		if i > 0 && i < end && (end-i)%3 == 0 && number[i-1] != '-' {
			grouped = append(grouped, ',')
		}
		grouped = append(grouped, number[i])
	}
	return string(grouped)
}

// Plain is a whole number in canonical digits.
func Plain(n int64) string { return strconv.FormatInt(n, 10) }

// Grouped is a whole number for reading: "1,234".
func Grouped(n int64) string { return Digits(Plain(n)) }

// Float is a binary number in the fewest digits that mean it, without exponent.
func Float(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// Count is "1 token" or "2,000 tokens".
func Count(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return Grouped(n) + " " + noun
}

// PercentOf is part ÷ whole × 100, and 0 of a whole of 0.
func PercentOf(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole * 100
}

// Percent says part of whole as a percentage with the digits that matter: one decimal from 1 % on, two significant
// digits below, and never 0 or 100 for what is not quite that. A whole of 0 has only empty parts: "0".
func Percent(part, whole float64) string {
	share, decimals := PercentOf(part, whole), 1
	if share == 0 {
		return "0"
	}
	for least := 1.0; share < least && decimals < 60; least /= 10 {
		decimals++
	}
	text := strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(share, 'f', decimals, 64), "0"), ".")
	switch {
	case text != "100" || part == whole:
		return text
	case part < whole:
		return "99.9"
	}
	return "100.1"
}

// A template names its terms in brackets: "[input tokens] × [price] ÷ 1,000,000".

// Words is the template with the names, as it is read.
func Words(template string) string {
	return strings.ReplaceAll(strings.ReplaceAll(template, "[", ""), "]", "")
}

// Fill puts the terms, in order, in the place of the names: "[tokens] × [price]" is "1,234 × 2.50".
func Fill(template string, terms []string) string {
	var filled []byte
	for _, term := range terms {
		before, rest, _ := strings.Cut(template, "[")
		_, after, _ := strings.Cut(rest, "]")
		filled = append(append(filled, before...), term...)
		template = after
	}
	return string(append(filled, template...))
}

// Terms writes whole numbers for a formula.
func Terms(numbers ...int64) []string {
	texts := make([]string, len(numbers))
	for i, n := range numbers {
		texts[i] = Grouped(n)
	}
	return texts
}
