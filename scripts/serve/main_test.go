package main

import (
	"strings"
	"testing"
)

func TestServeNeedsABuiltSite(t *testing.T) {
	if err := serve([]string{t.TempDir()}, "0"); err == nil || !strings.Contains(err.Error(), "make") {
		t.Errorf("an empty directory: %v", err)
	}
}
