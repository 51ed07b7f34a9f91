package live

import (
	"bufio"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

type state struct{ Made, Fault string }

func TestPagesHearOfBuilds(t *testing.T) {
	s := New(http.NotFoundHandler())
	server := httptest.NewServer(s)
	defer server.Close()
	answer, err := http.Get(server.URL + Path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if kind := answer.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Fatalf("Content-Type is %q", kind)
	}
	lines := bufio.NewScanner(answer.Body)
	next := func() (heard state) {
		for lines.Scan() {
			if text, found := strings.CutPrefix(lines.Text(), "data: "); found {
				if err := json.Unmarshal([]byte(text), &heard); err != nil {
					t.Fatal(err)
				}
				return heard
			}
		}
		t.Fatal("the stream has ended")
		return heard
	}
	first := next()
	if first.Made == "" || first.Fault != "" {
		t.Fatalf("at first: %+v", first)
	}
	s.Failed(errors.New("line 3:\nno such name"))
	if heard := next(); heard.Made != first.Made || heard.Fault != "line 3:\nno such name" {
		t.Errorf("after a failure: %+v", heard)
	}
	s.Built()
	if heard := next(); heard.Made == first.Made || heard.Fault != "" {
		t.Errorf("after a build: %+v", heard)
	}
	s.End()
	for lines.Scan() {
		if lines.Text() != "" {
			t.Errorf("after the end: %q", lines.Text())
		}
	}
}

func TestFilesAreServed(t *testing.T) {
	s := New(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("file " + r.URL.Path)) }))
	answer := httptest.NewRecorder()
	s.ServeHTTP(answer, httptest.NewRequest("GET", "/index.html", nil))
	if body := answer.Body.String(); body != "file /index.html" {
		t.Errorf("answered %q", body)
	}
	if !strings.Contains(string(Script), `"`+Path+`"`) {
		t.Errorf("live.js does not listen to %s", Path)
	}
}
