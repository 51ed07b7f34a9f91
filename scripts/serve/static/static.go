// Package static serves dist/site as a good static host would: the dev server (scripts/serve) and the browser tests share it.
//
// Each answer carries a content security policy: a page its own, which the build wrote into it, every other file Policy. For worker
// scripts this matters: a worker obeys the policy its own file came with.
package static

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"
)

// Policy goes with files that carry none themselves.
const Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'"

// contentTypes by extension. Browsers refuse a module, a style sheet or (while it streams) a wasm program of another type.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".json": "application/json", ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml", ".png": "image/png",
	".wasm": "application/wasm", ".gz": "application/gzip", ".ts": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8",
	".map": "application/json", "": "text/plain; charset=utf-8",
}

// compressible types are sent as gzip to whoever accepts it.
var compressible = regexp.MustCompile(`^(text/|application/(json|wasm|manifest)|image/svg)`)

var ownPolicy = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]+)">`)

// Handler serves the files of site. It reads each anew, so a rebuild shows at the next reload.
func Handler(site fs.FS) http.Handler {
	return &handler{site: site}
}

type handler struct {
	site  fs.FS
	mu    sync.Mutex
	small map[string]compressed // by path
}

// compressed is a file's gzip form, kept while the file does not change.
type compressed struct {
	tag  string
	body []byte
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD are answered here", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if info, err := fs.Stat(h.site, choose(name == "", ".", name)); err == nil && info.IsDir() {
		if !strings.HasSuffix(r.URL.Path, "/") {
			redirectToDirectory(w, r)
			return
		}
		name = path.Join(name, "index.html")
	}
	info, err := fs.Stat(h.site, name)
	if err != nil {
		http.Error(w, "no such file", http.StatusNotFound)
		return
	}
	body, err := fs.ReadFile(h.site, name)
	if err != nil {
		http.Error(w, "the file cannot be read", http.StatusInternalServerError)
		return
	}
	tag := fmt.Sprintf("%x-%x", info.ModTime().UnixNano(), info.Size())
	h.send(w, r, name, tag, body)
}

// redirectToDirectory keeps the query and stays relative, so that it works behind any prefix.
func redirectToDirectory(w http.ResponseWriter, r *http.Request) {
	target := path.Base(r.URL.Path) + "/"
	if r.URL.RawQuery != "" {
		target += "?" + r.URL.RawQuery
	}
	w.Header().Set("Location", target)
	w.WriteHeader(http.StatusMovedPermanently)
}

func (h *handler) send(w http.ResponseWriter, r *http.Request, name, tag string, body []byte) {
	header := w.Header()
	kind := contentTypes[path.Ext(name)]
	if kind == "" {
		kind = "application/octet-stream"
	}
	header.Set("Content-Type", kind)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cache-Control", "no-cache")
	header.Set("Content-Security-Policy", policyOf(kind, body))
	if compressible.MatchString(kind) {
		header.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r) {
			header.Set("Content-Encoding", "gzip")
			body = h.gzip(name, tag, body)
			tag += "-gzip"
		}
	}
	header.Set("ETag", `"`+tag+`"`)
	if r.Header.Get("If-None-Match") == `"`+tag+`"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method == http.MethodGet {
		w.Write(body)
	}
}

func policyOf(kind string, body []byte) string {
	if strings.HasPrefix(kind, "text/html") {
		if own := ownPolicy.FindSubmatch(body); own != nil {
			return string(own[1])
		}
	}
	return Policy
}

func acceptsGzip(r *http.Request) bool {
	for _, accepted := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		if coding, weight, _ := strings.Cut(strings.TrimSpace(accepted), ";"); coding == "gzip" && weight != "q=0" {
			return true
		}
	}
	return false
}

func (h *handler) gzip(name, tag string, body []byte) []byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	if kept := h.small[name]; kept.tag == tag {
		return kept.body
	}
	var out bytes.Buffer
	writer := gzip.NewWriter(&out)
	writer.Write(body) // a Buffer never fails
	writer.Close()
	if h.small == nil {
		h.small = map[string]compressed{}
	}
	h.small[name] = compressed{tag, out.Bytes()}
	return out.Bytes()
}

func choose(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}
