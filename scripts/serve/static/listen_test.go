package static

import (
	"net"
	"strings"
	"testing"
)

func TestListenNamesPORT(t *testing.T) {
	taken, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	for _, port := range []string{port, "eighty", "65536", "-1"} {
		listener, err := Listen(port)
		if err == nil {
			listener.Close()
			t.Errorf("PORT=%s: no error", port)
		} else if !strings.Contains(err.Error(), "PORT") {
			t.Errorf("PORT=%s: %q does not name PORT", port, err)
		}
	}
}
