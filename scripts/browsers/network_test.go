package browsers

import (
	"bytes"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"threelimits/scripts/browsers/driver"
	"threelimits/scripts/serve/static"
)

// network is everything one browser can reach. It is the browser's proxy, also for this machine's own addresses, and answers for the
// origins that tests open in it; no port but its own listens. A request to any other host ends here, unanswered and on record.
type network struct {
	listener net.Listener
	recorder bool   // put driver.Recorder into pages
	shared   string // the origin of home

	mu      sync.Mutex
	origins map[string]http.Handler // by host:port
	opened  int
	asked   []string // addresses requested, in order
	foreign []string // addresses of hosts that no test opened
}

// ownChatter are hosts that browsers themselves call, whatever page they show. No page of ours has a reason to.
var ownChatter = []string{
	"accounts.google.com", "clients2.google.com", "redirector.gvt1.com", "update.googleapis.com", "aus5.mozilla.org", "firefox.settings.services.mozilla.com",
}

func newNetwork(t *testing.T, recorder bool) *network {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	n := &network{listener: listener, origins: map[string]http.Handler{}, recorder: recorder}
	server := &http.Server{Handler: n}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return n
}

func (n *network) address() string { return n.listener.Addr().String() }

// ServeHTTP takes requests in the form proxies get them: whole addresses, or CONNECT and a host for anything but plain HTTP.
func (n *network) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	handler, known := n.origins[r.Host]
	address := r.URL.String()
	switch {
	case r.Method == http.MethodConnect:
		known = false
		if !isOwnChatter(r.URL.Hostname()) {
			n.foreign = append(n.foreign, "CONNECT "+r.Host)
		}
	case known:
		n.asked = append(n.asked, address)
	case !isOwnChatter(r.URL.Hostname()):
		n.foreign = append(n.foreign, address)
	}
	n.mu.Unlock()
	switch {
	case !known:
		http.Error(w, "no test opened this host", http.StatusForbidden)
	case handler == nil:
		panic(http.ErrAbortHandler) // closes the connection without an answer: what a server that is not there does
	default:
		handler.ServeHTTP(w, r)
	}
}

func isOwnChatter(host string) bool { return slices.Contains(ownChatter, host) }

// open adds an origin. Each has a number of its own, so no two tests share storage, caches or service workers.
func (n *network) open(handler http.Handler) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.opened++
	host := fmt.Sprintf("127.0.0.1:%d", 20_000+n.opened)
	n.origins[host] = n.recorded(handler)
	return "http://" + host + "/"
}

// home is the origin of the built site that tests share.
func (n *network) home() string {
	if n.shared == "" {
		n.shared = n.open(idle)
	}
	return n.shared
}

// stop takes an origin off the network, as if its server had gone. It stays known: asking for it is no foreign request.
func (n *network) stop(origin string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.origins[host(origin)] = nil
}

// answer gives an origin, stopped or not, another handler.
func (n *network) answer(origin string, handler http.Handler) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.origins[host(origin)] = n.recorded(handler)
}

func (n *network) recorded(handler http.Handler) http.Handler {
	if n.recorder {
		return recording(handler)
	}
	return handler
}

func host(origin string) string {
	return strings.TrimSuffix(strings.TrimPrefix(origin, "http://"), "/")
}

// requests are the paths an origin was asked for.
func (n *network) requests(origin string) []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	var paths []string
	for _, address := range n.asked {
		if p, ok := strings.CutPrefix(address, origin); ok {
			paths = append(paths, p)
		}
	}
	return paths
}

// everything is how many requests there were so far, to whomever.
func (n *network) everything() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.asked) + len(n.foreign)
}

// takeForeign returns, and forgets, the requests to hosts that no test opened.
func (n *network) takeForeign() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	foreign := n.foreign
	n.foreign = nil
	return foreign
}

// recording puts driver.Recorder first into each page.
func recording(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == recorderPath {
			w.Header().Set("Content-Type", "text/javascript")
			w.Write([]byte(driver.Recorder))
			return
		}
		if kind := path.Ext(r.URL.Path); kind != "" && kind != ".html" {
			next.ServeHTTP(w, r)
			return
		}
		kept := httptest.NewRecorder()
		r.Header.Del("Accept-Encoding")
		next.ServeHTTP(kept, r)
		body := kept.Body.Bytes()
		if strings.HasPrefix(kept.Header().Get("Content-Type"), "text/html") {
			body = afterPolicy(body, `<script src="`+recorderPath+`"></script>`)
			kept.Header().Del("Content-Length")
		}
		for name, values := range kept.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(kept.Code)
		w.Write(body)
	})
}

const recorderPath = "/recorder-of-the-tests.js"

// afterPolicy inserts a tag where a page's own first one stands: after its meta policy, or its character set.
func afterPolicy(html []byte, tag string) []byte {
	at := 0
	for _, mark := range []string{`<meta charset="utf-8">`, `<meta http-equiv="Content-Security-Policy"`} {
		if i := bytes.Index(html, []byte(mark)); i >= 0 {
			at = i + bytes.IndexByte(html[i:], '>') + 1
		}
	}
	return slices.Concat(html[:at], []byte(tag), html[at:])
}

// built is what the tests are about.
var built = os.DirFS("../../dist/site")

// unchanged serves it; one handler for all origins, since it compresses each file once.
var unchanged = static.Handler(built)

// idle serves it with a service worker that does nothing. To keep the site at each first visit, and to pass on each request, is most of the work of a
// short visit; only tests about it have the real one.
var idle = static.Handler(site(nil))

// site is dist/site with changes: other or further files, nil for one that is missing, and a service worker that does nothing.
type site map[string][]byte

func (s site) Open(name string) (fs.File, error) {
	content, changed := s[name]
	if !changed && name == "service-worker.js" {
		content, changed = []byte("// idle"), true
	}
	switch {
	case !changed:
		return built.Open(name)
	case content == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fstest.MapFS{name: {Data: content}}.Open(name)
}
