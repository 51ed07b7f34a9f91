// Command serve is the dev server: it serves a directory (dist/site) on this machine and prints the address.
//
//	PORT=9000 go run ./scripts/serve dist/site
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"threelimits/scripts/serve/static"
)

func main() {
	if err := serve(os.Args[1:], os.Getenv("PORT")); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

func serve(arguments []string, port string) error {
	directory := "dist/site"
	if len(arguments) > 0 {
		directory = arguments[0]
	}
	if _, err := os.Stat(filepath.Join(directory, "index.html")); err != nil {
		return fmt.Errorf("%s holds no index.html; `make` builds it", directory)
	}
	listener, err := listen(port)
	if err != nil {
		return err
	}
	fmt.Printf("Three Limits: http://localhost:%d/ (ctrl-C stops)\n", listener.Addr().(*net.TCPAddr).Port)

	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	server := &http.Server{Handler: static.Handler(os.DirFS(directory)), ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-stop.Done():
	}
	cancel() // a second ctrl-C ends at once
	patience, done := context.WithTimeout(context.Background(), 3*time.Second)
	defer done()
	fmt.Println("stopped")
	return server.Shutdown(patience)
}

// listen opens the port on this machine only: what one develops is nobody else's.
func listen(port string) (net.Listener, error) {
	if port == "" {
		port = "8080"
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return nil, fmt.Errorf("PORT is %q; a number from 0 (any free port) to 65535 is accepted", port)
	}
	listener, err := net.Listen("tcp", "localhost:"+port)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("port %s is taken by another program; choose another one: PORT=8081 make serve", port)
	}
	return listener, err
}
