// Package testkit is what the tests of several packages under calc/ need: where the repository lies, the day that tests
// take for today, JSON as the page flattens it, the schemas and the contract as data. It knows nothing of scenarios and
// estimates, so that package calc's own tests may use it; package evaluated is for those that work one out.
package testkit

import (
	"os"
	"path/filepath"
)

// Today is the day that tests take for today.
const Today = "2026-11-23"

// Root is the repository's folder, from where a test runs.
func Root() string {
	dir := "."
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if len(dir) > 100 {
			panic("no go.mod above the test's folder")
		}
		dir = filepath.Join("..", dir)
	}
}
