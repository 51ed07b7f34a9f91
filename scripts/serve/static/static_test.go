package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
)

var site = fstest.MapFS{
	"index.html":                {Data: []byte(`<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; own">`)},
	"plain.html":                {Data: []byte("<p>no policy of its own")},
	"engine.wasm":               {Data: []byte("\x00asm")},
	"worker.js":                 {Data: []byte("export {}")},
	"vocab/o200k_base.vocab.gz": {Data: []byte("\x1f\x8b")},
	"deep/index.html":           {Data: []byte("deep")},
}

func TestHandler(t *testing.T) {
	for _, test := range []struct {
		method, url, encoding string
		status                int
		header, value         string
	}{
		{"GET", "/", "", 200, "Content-Type", "text/html; charset=utf-8"},
		{"GET", "/", "", 200, "Content-Security-Policy", "default-src 'none'; own"},
		{"GET", "/plain.html", "", 200, "Content-Security-Policy", Policy},
		{"GET", "/worker.js", "", 200, "Content-Security-Policy", Policy},
		{"GET", "/worker.js", "", 200, "Content-Type", "text/javascript; charset=utf-8"},
		{"GET", "/worker.js", "", 200, "Content-Encoding", ""},
		{"GET", "/worker.js", "br, gzip;q=0", 200, "Content-Encoding", ""},
		{"GET", "/worker.js", "br, gzip", 200, "Content-Encoding", "gzip"},
		{"GET", "/worker.js", "gzip", 200, "Vary", "Accept-Encoding"},
		{"GET", "/engine.wasm", "gzip", 200, "Content-Type", "application/wasm"},
		{"GET", "/vocab/o200k_base.vocab.gz", "gzip", 200, "Content-Encoding", ""},
		{"GET", "/vocab/o200k_base.vocab.gz", "gzip", 200, "Content-Type", "application/gzip"},
		{"HEAD", "/engine.wasm", "", 200, "Content-Length", "4"},
		{"GET", "/deep?view=cost", "", 301, "Location", "deep/?view=cost"},
		{"GET", "/deep/", "", 200, "Content-Length", "4"},
		{"GET", "/absent.js", "", 404, "", ""},
		{"GET", "/../static.go", "", 404, "", ""},
		{"POST", "/", "", 405, "Allow", "GET, HEAD"},
	} {
		request := httptest.NewRequest(test.method, test.url, nil)
		request.Header.Set("Accept-Encoding", test.encoding)
		response := httptest.NewRecorder()
		Handler(site).ServeHTTP(response, request)
		if response.Code != test.status || response.Header().Get(test.header) != test.value {
			t.Errorf("%s %s, Accept-Encoding %q: %d, %s %q, want %d, %q", test.method, test.url, test.encoding,
				response.Code, test.header, response.Header().Get(test.header), test.status, test.value)
		}
	}
}

func TestGzipIsTheFile(t *testing.T) {
	handler := Handler(site)
	for range 2 { // compressed, then kept
		response := get(handler, "/worker.js", http.Header{"Accept-Encoding": {"gzip"}})
		reader, err := gzip.NewReader(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(reader)
		if err != nil || !bytes.Equal(body, site["worker.js"].Data) {
			t.Errorf("worker.js through gzip: %q, %v", body, err)
		}
	}
}

func TestUnchangedFileIsNotSentAgain(t *testing.T) {
	handler := Handler(site)
	tag := get(handler, "/engine.wasm", nil).Header().Get("ETag")
	if again := get(handler, "/engine.wasm", http.Header{"If-None-Match": {tag}}); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("with its own tag %s: %d, %d bytes", tag, again.Code, again.Body.Len())
	}
	if packed := get(handler, "/engine.wasm", http.Header{"If-None-Match": {tag}, "Accept-Encoding": {"gzip"}}); packed.Code != http.StatusOK {
		t.Errorf("the gzip form passes for the plain one: %d", packed.Code)
	}
}

func get(handler http.Handler, url string, header http.Header) *httptest.ResponseRecorder {
	request := httptest.NewRequest("GET", url, nil)
	for name, values := range header {
		request.Header[name] = values
	}
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, request)
	return response
}
