package static

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

// Listen opens the port on this machine only: what one develops is nobody else's. "" is 8080, "0" any free port.
func Listen(port string) (net.Listener, error) {
	if port == "" {
		port = "8080"
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return nil, fmt.Errorf("PORT is %q; a number from 0 (any free port) to 65535 is accepted", port)
	}
	listener, err := net.Listen("tcp", "localhost:"+port)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("port %s is taken by another program; choose another one, such as PORT=8081", port)
	}
	return listener, err
}

// Serve prints the address and answers until ctrl-C; a second one ends at once. ending, where it is given, is called first.
func Serve(listener net.Listener, handler http.Handler, ending func()) error {
	fmt.Printf("Three Limits: http://localhost:%d/ (ctrl-C stops)\n", listener.Addr().(*net.TCPAddr).Port)
	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	if ending != nil {
		server.RegisterOnShutdown(ending)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-stop.Done():
	}
	cancel()
	patience, done := context.WithTimeout(context.Background(), 3*time.Second)
	defer done()
	fmt.Println("stopped")
	return server.Shutdown(patience)
}
