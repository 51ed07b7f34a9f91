package main

import (
	"bytes"
	"fmt"
	"mime"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/evanw/esbuild/pkg/api"
)

// site serves what the pages need, on this machine only: the product as a static host would (gzip -9, cached by the browser), and
// the bench's own page, texts and peers. It counts the bytes of the product's answers.
type site struct {
	address  string
	listener net.Listener
	sent     atomic.Int64
	online   atomic.Bool // nothing is kept for offline use: there is no service worker
	packed   sync.Map    // path → gzipped content
}

func serve(root string) (*site, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &site{address: "http://" + listener.Addr().String(), listener: listener}
	routes := http.NewServeMux()
	routes.Handle("/site/", http.StripPrefix("/site/", s.product(filepath.Join(root, "dist/site"))))
	for prefix, dir := range map[string]string{"/corpora/": "build/bench/corpora", "/npm/": "scripts/bench/node_modules", "/": "build/bench/page"} {
		routes.Handle(prefix, http.StripPrefix(prefix, http.FileServer(http.Dir(filepath.Join(root, dir)))))
	}
	go http.Serve(listener, routes)
	return s, nil
}

func (s *site) close() { s.listener.Close() }

// product serves dir compressed, as files that may be kept for a day.
func (s *site) product(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Clean("/" + r.URL.Path)
		content, err := s.pack(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || name == "/service-worker.js" && s.online.Load() {
			http.NotFound(w, r)
			return
		}
		header := w.Header()
		header.Set("Content-Type", contentType(name))
		header.Set("Cache-Control", "max-age=86400")
		if !strings.HasSuffix(name, ".gz") {
			header.Set("Content-Encoding", "gzip")
		}
		header.Set("Content-Length", fmt.Sprint(len(content)))
		sent, _ := w.Write(content)
		s.sent.Add(int64(sent))
	})
}

// contentType of a file as any static host gives it; a .gz file is served as it is.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".wasm":
		return "application/wasm"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".gz":
		return "application/octet-stream"
	}
	if known := mime.TypeByExtension(path.Ext(name)); known != "" {
		return known
	}
	return "application/octet-stream"
}

func (s *site) pack(file string) ([]byte, error) {
	if packed, ok := s.packed.Load(file); ok {
		return packed.([]byte), nil
	}
	content, err := os.ReadFile(file)
	if err == nil && !strings.HasSuffix(file, ".gz") {
		content, err = gzip9(content)
	}
	if err != nil {
		return nil, err
	}
	s.packed.Store(file, content)
	return content, nil
}

// gzip9 is what is meant by compressed. The program itself is used: Go's and zlib's compressors differ by a percent.
func gzip9(content []byte) ([]byte, error) {
	cmd := exec.Command("gzip", "-9nc")
	cmd.Stdin = bytes.NewReader(content)
	return cmd.Output()
}

// bundlePage puts the measuring page and, one chunk each, the peers into build/bench/page.
func bundlePage(root string) error {
	out := filepath.Join(root, "build/bench/page")
	absolute, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{filepath.Join(root, "scripts/bench/measure/page.mjs"), filepath.Join(root, "scripts/bench/measure/visit.mjs")},
		Outdir:      absolute,
		Bundle:      true,
		Splitting:   true,
		Format:      api.FormatESModule,
		Target:      api.ESNext,
		Write:       true,
		LogLevel:    api.LogLevelWarning,
	})
	if len(result.Errors) > 0 {
		return fmt.Errorf("bundling the page: %s", result.Errors[0].Text)
	}
	for name, content := range pages {
		if err := os.WriteFile(filepath.Join(out, name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// pages are the bench's own: one that waits for a task, one that visits others in a frame, one that counts as soon as it can.
var pages = map[string]string{
	"bench.html": `<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="page.js"></script>`,
	"visit.html": `<!doctype html><meta charset="utf-8"><title>visit</title><body><script type="module" src="visit.js"></script>`,
	"first.html": `<!doctype html><meta charset="utf-8"><title>first count</title><script type="module">
		import { load } from "/site/threelimits.js";
		const limits = await load();
		const count = await limits.count("Three limits: context, cost, latency.", "o200k_base");
		globalThis.first = { count, milliseconds: performance.now() };
	</script>`,
}
