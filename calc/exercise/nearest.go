package exercise

import "strings"

// nearest is the name of a few that one is nearest to, whatever its capitals; "" where none is near: a third of the letters, and at most three, may
// differ. It takes time in the product of their lengths; a name that is longer than any by more than that is passed over.
func nearest(name string, names []string) (best string) {
	name = strings.ToLower(name)
	least := min(3, len(name)/3) + 1
	for _, other := range names {
		if away := len(other) - len(name); max(away, -away) >= least {
			continue
		}
		if away := distance(name, strings.ToLower(other)); away < least {
			best, least = other, away
		}
	}
	return best
}

// distance is how many letters are to be put in, taken out, changed, or exchanged with their neighbour (optimal string alignment).
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			switch {
			case i == 0 || j == 0:
				rows[i][j] = max(i, j)
			default:
				change := rows[i-1][j-1]
				if a[i-1] != b[j-1] {
					change++
				}
				rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, change)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
				}
			}
		}
	}
	return rows[len(a)][len(b)]
}
