package cost

import (
	"math/bits"

	"threelimits/calc/decimal"
)

// Shape is how a vendor cuts a picture into cells.
type Shape int

const (
	Tiles   Shape = iota + 1 // large squares, after the picture was fitted into a box and its short side cut down
	Patches                  // small squares; too many of them, and the picture is made smaller until whole ones fit
	Grid                     // small squares; the largest picture of the same proportions that keeps within the limits
	Crops                    // squares as wide as two thirds of the short side; a small picture is one
	Unsized                  // no cells: so many tokens whatever the size
)

// MediaRule is how a vendor turns pictures, pages, sound and film into tokens: ⌈Base + cells × Each⌉ for a picture.
type MediaRule struct {
	Shape      Shape
	Cell       int64            // side of a cell in pixels; of Crops, the longest side of a picture that is one
	Base, Each *decimal.Decimal // tokens; nil is 0 and 1
	Levels     []MediaLevel
}

// MediaLevel is one of the levels of detail a request can ask for. A field that is 0 sets no limit, or has no figure published.
type MediaLevel struct {
	Names []string // "auto" is what holds where the request does not say

	Box, Short, Most int64 // longest side and short side in pixels, cells
	Fixed            int64 // tokens of a picture, whatever its size

	Page, VideoSecond, AudioSecond int64 // tokens
}

// Level finds a level by name; "" is "auto".
func (r *MediaRule) Level(name string) (*MediaLevel, bool) {
	if name == "" {
		name = "auto"
	}
	for i := range r.Levels {
		for _, n := range r.Levels[i].Names {
			if n == name {
				return &r.Levels[i], true
			}
		}
	}
	return nil, false
}

// Picture is what becomes of a picture: its size as the model sees it, the cells that cover it, and its tokens.
type Picture struct {
	Width, Height int64 // pixels
	Columns, Rows int64 // 0 where it is not cut
	Cell          int64 // side of a cell, pixels
	Tokens        int64
}

// MostPixels is the longest side that Picture takes.
const MostPixels = 1_000_000

// Picture applies the rule at one of its levels; width and height are from 1 to MostPixels. It takes constant time, with Grid
// logarithmic in the size, and is exact: no rounding but where the rule rounds.
func (r *MediaRule) Picture(width, height int64, l *MediaLevel) Picture {
	p := Picture{Width: width, Height: height, Cell: r.Cell}
	if r.Shape != Grid { // which keeps to its box together with its other limit
		p.fit(l.Box)
	}
	switch r.Shape {
	case Tiles:
		p.cutShort(l.Short)
	case Patches:
		p.shrink(l.Most)
	case Grid:
		p.keepWithin(l)
	case Crops:
		if p.Cell = max(width, height); p.Cell > r.Cell {
			p.Cell = min(width, height) * 2 / 3
		}
		p.Cell = max(p.Cell, 1)
	}
	if r.Shape != Unsized && l.Fixed == 0 {
		p.Columns, p.Rows = ceilDiv(p.Width, p.Cell), ceilDiv(p.Height, p.Cell)
	}
	p.Tokens = r.tokens(p.Columns*p.Rows, l)
	return p
}

func (r *MediaRule) tokens(cells int64, l *MediaLevel) int64 {
	if l.Fixed > 0 {
		return l.Fixed
	}
	total := decimal.Whole(cells)
	if r.Each != nil {
		total = total.Mul(r.Each)
	}
	if r.Base != nil {
		total = total.Add(r.Base)
	}
	n := total.Floor()
	if decimal.Whole(n).Cmp(total) < 0 {
		n++
	}
	return n
}

// fit makes the picture smaller until its longest side is at most box; the other is rounded to the nearest pixel.
func (p *Picture) fit(box int64) {
	if long := max(p.Width, p.Height); box > 0 && long > box {
		p.Width, p.Height = max(1, (2*p.Width*box+long)/(2*long)), max(1, (2*p.Height*box+long)/(2*long))
	}
}

// cutShort makes the picture smaller until its short side is at most so many pixels; the other is rounded down.
func (p *Picture) cutShort(most int64) {
	if short := min(p.Width, p.Height); most > 0 && short > most {
		p.Width, p.Height = p.Width*most/short, p.Height*most/short
	}
}

// shrink makes the picture smaller where more than budget cells would cover it: by s = √(cell²·budget ÷ (w·h)), and then until the
// columns or the rows are whole, whichever takes more.
//
// Without roots but one: w·s ÷ cell is √(budget·w ÷ h), so that the columns are the whole part of it, and likewise the rows. The
// side whose cells become whole is that many cells long, and the other follows from the proportions. A picture so thin that
// nothing would be left of it, which the rule does not cover, becomes a strip of the whole budget.
func (p *Picture) shrink(budget int64) {
	if budget == 0 || ceilDiv(p.Width, p.Cell)*ceilDiv(p.Height, p.Cell) <= budget {
		return
	}
	w, h := p.Width, p.Height
	columns, rows := root(budget*w/h), root(budget*h/w)
	if columns == 0 || rows == 0 {
		p.fit(budget * p.Cell)
		return
	}
	if columns*h <= rows*w {
		p.Width, p.Height = columns*p.Cell, max(1, h*columns*p.Cell/w)
	} else {
		p.Width, p.Height = max(1, w*rows*p.Cell/h), rows*p.Cell
	}
}

// keepWithin finds the largest picture of the same proportions with sides of at most Box and at most Most cells.
func (p *Picture) keepWithin(l *MediaLevel) {
	long, short := max(p.Width, p.Height), min(p.Width, p.Height)
	other := func(side int64) int64 { return max(1, (2*side*short+long)/(2*long)) }
	fits := func(side int64) bool {
		return side <= l.Box && ceilDiv(side, p.Cell)*ceilDiv(other(side), p.Cell) <= l.Most
	}
	low, high := int64(1), long+1 // fits, and does not
	if fits(long) {
		low = long
	}
	for low+1 < high {
		if middle := (low + high) / 2; fits(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	if p.Width >= p.Height {
		p.Width, p.Height = low, other(low)
	} else {
		p.Width, p.Height = other(low), low
	}
}

func ceilDiv(a, b int64) int64 { return (a + b - 1) / b }

// root is the whole part of the square root of n, by Newton's method from above.
func root(n int64) int64 {
	if n < 2 {
		return n
	}
	x := int64(1) << ((bits.Len64(uint64(n)) + 1) / 2)
	for {
		next := (x + n/x) / 2
		if next >= x {
			return x
		}
		x = next
	}
}
