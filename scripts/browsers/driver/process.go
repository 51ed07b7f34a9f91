package driver

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// process is a program with everything it starts, and the lines they print.
type process struct {
	command *exec.Cmd
	mu      sync.Mutex
	lines   []string
	taken   int // lines already returned by newLines
}

// startProcess runs a program in a process group of its own, so that stop reaches its children too.
func startProcess(environment []string, name string, arguments ...string) (*process, error) {
	p := &process{command: exec.Command(name, arguments...)}
	p.command.Env = append(os.Environ(), environment...)
	p.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	reader, writer, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	p.command.Stdout, p.command.Stderr = writer, writer
	if err := p.command.Start(); err != nil {
		return nil, fmt.Errorf("%w (scripts/setup installs it)", err)
	}
	writer.Close()
	go p.read(reader)
	return p, nil
}

func (p *process) read(r io.Reader) {
	for reader := bufio.NewReader(r); ; {
		line, err := reader.ReadString('\n')
		if line != "" {
			p.mu.Lock()
			p.lines = append(p.lines, strings.TrimRight(line, "\n"))
			p.mu.Unlock()
		}
		if err != nil {
			return
		}
	}
}

// newLines returns what was printed since it was last called.
func (p *process) newLines() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	lines := p.lines[p.taken:]
	p.taken = len(p.lines)
	return lines
}

// output is everything printed so far, for error messages.
func (p *process) output() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.lines, "\n")
}

// stop ends the process and its children; a nil process is already stopped.
func (p *process) stop() {
	if p == nil {
		return
	}
	syscall.Kill(-p.command.Process.Pid, syscall.SIGTERM)
	ended := make(chan struct{})
	go func() { p.command.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
	}
	syscall.Kill(-p.command.Process.Pid, syscall.SIGKILL)
	<-ended
}

// freePort is a port nobody listens on. Another program may take it before it is used; then starting fails, with a message.
func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, err
}

// startDriver runs a WebDriver server on a free port and waits until it says that it is ready. It returns its address.
func startDriver(environment []string, name string, arguments ...string) (*process, string, error) {
	port, err := freePort()
	if err != nil {
		return nil, "", err
	}
	p, err := startProcess(environment, name, append(arguments, "--port="+port)...)
	if err != nil {
		return nil, "", err
	}
	address := "http://127.0.0.1:" + port
	err = Until(name+" to be ready", func() (bool, error) {
		_, err := exchange("GET", address+"/status", nil) // a connection alone may be one to itself, or to a driver that is not ready
		return err == nil, err
	})
	if err != nil {
		p.stop()
		return nil, "", fmt.Errorf("%w\n%s", err, p.output())
	}
	return p, address, nil
}
