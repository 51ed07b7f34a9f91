// Package live tells open pages that what they were made of has changed: `make dev` puts Script into each page and Server before its
// files. The page's policy allows it as it is: a script of the same origin, which listens to that origin. Nothing of it is in dist.
package live

import (
	_ "embed" // Script
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Path is where a Server answers with events.
const Path = "/dev/events"

// Script, as a module in a page, loads the page anew after each Built, and shows in the console what Failed.
//
//go:embed live.js
var Script []byte

// A Server answers what files does, and Path. Its zero value is not ready: use New.
type Server struct {
	files http.Handler
	mu    sync.Mutex
	made  string        // which build stands; another one after a restart
	fault string        // why the last one failed
	news  chan struct{} // closed when made or fault changes
	ended bool
}

// New returns a server of the files.
func New(files http.Handler) *Server {
	return &Server{files: files, made: stamp(), news: make(chan struct{})}
}

func stamp() string { return strconv.FormatInt(time.Now().UnixNano(), 36) }

// Built lets each open page load anew.
func (s *Server) Built() { s.change(func() { s.made, s.fault = stamp(), "" }) }

// Failed says to each open page why it stays as it is.
func (s *Server) Failed(err error) { s.change(func() { s.fault = err.Error() }) }

// End ends what would last as long as the pages are open.
func (s *Server) End() { s.change(func() { s.ended = true }) }

func (s *Server) change(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	close(s.news)
	s.news = make(chan struct{})
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != Path {
		s.files.ServeHTTP(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-cache")
	for {
		s.mu.Lock()
		state, _ := json.Marshal(map[string]string{"made": s.made, "fault": s.fault}) // texts have a JSON form
		news, ended := s.news, s.ended
		s.mu.Unlock()
		if ended {
			return
		}
		fmt.Fprintf(w, "data: %s\n\n", state)
		http.NewResponseController(w).Flush()
		select {
		case <-news:
		case <-r.Context().Done():
			return
		}
	}
}
