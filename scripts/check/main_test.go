package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestACheckFails(t *testing.T) {
	for _, test := range []struct {
		name  string
		check check
		fails bool
	}{
		{"a command that succeeds", check{commands: []command{{args: words("go version")}}}, false},
		{"one that fails", check{commands: []command{{args: words("go vet ./nowhere")}}}, true},
		{"one that fails before one that succeeds", check{commands: []command{{args: words("go vet ./nowhere")}, {args: words("go version")}}}, true},
		{"one that is not there", check{commands: []command{{args: words("no-such-program")}}}, true},
		{"one that prints what should be nothing", check{commands: []command{{args: words("go version"), silent: true}}}, true},
		{"one that is silent", check{commands: []command{{args: words("gofmt -l main.go"), silent: true}}}, false},
	} {
		test.check.name, test.check.mend = "habit", "mend it so"
		var said bytes.Buffer
		failed := run(&said, ".", []check{test.check})
		if fails := failed == 1; fails != test.fails {
			t.Errorf("%s: %d failed\n%s", test.name, failed, &said)
		}
		if test.fails && (!strings.Contains(said.String(), "FAIL\tcheck habit") || !strings.Contains(said.String(), "mend it so")) {
			t.Errorf("%s: it says\n%s", test.name, &said)
		}
	}
}

func TestOnlyNamesChecks(t *testing.T) {
	for _, c := range checks {
		if chosen, err := choose(c.name); err != nil || len(chosen) != 1 || chosen[0].name != c.name {
			t.Errorf("%s: %v %v", c.name, chosen, err)
		}
	}
	if _, err := choose("vet,nothing"); err == nil {
		t.Error("a check that does not exist is taken")
	}
}
