package driver

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// marionette speaks Firefox's own protocol over TCP: each packet is its length in decimal, a colon, and JSON. A command is
// [0, id, name, parameters], its answer [1, id, error or null, result].
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
type marionette struct {
	connection net.Conn
	reader     *bufio.Reader
	lastID     int
}

// dialMarionette connects, reads the greeting and opens a session.
func dialMarionette(address string) (*marionette, error) {
	connection, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	m := &marionette{connection: connection, reader: bufio.NewReader(connection)}
	greeting, err := m.receive()
	if err != nil {
		return nil, err
	}
	var hello struct{ MarionetteProtocol int }
	if err := json.Unmarshal(greeting, &hello); err != nil || hello.MarionetteProtocol != 3 {
		return nil, fmt.Errorf("greeted by Marionette with %.200s; protocol 3 is what this client speaks", greeting)
	}
	_, err = m.call("WebDriver:NewSession", map[string]any{"unhandledPromptBehavior": "ignore"})
	return m, err
}

func (m *marionette) call(command string, parameters any) (json.RawMessage, error) {
	m.lastID++
	m.connection.SetDeadline(time.Now().Add(longestAnswer))
	packet, err := json.Marshal([]any{0, m.lastID, command, parameters})
	if err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(m.connection, "%d:%s", len(packet), packet); err != nil {
		return nil, err
	}
	packet, err = m.receive()
	if err != nil {
		m.connection.Close() // an answer that comes too late would be taken for the next one
		return nil, err
	}
	var answer [4]json.RawMessage
	if err := json.Unmarshal(packet, &answer); err != nil {
		return nil, err
	}
	if id := string(answer[1]); id != strconv.Itoa(m.lastID) {
		return nil, fmt.Errorf("answer to command %s where %d was asked", id, m.lastID)
	}
	if string(answer[2]) != "null" {
		return nil, failure(answer[2])
	}
	return unwrap(answer[3]), nil
}

// unwrap takes the value out of {"value": …}, the form in which Marionette sends most results and WebDriver all of them.
func unwrap(result json.RawMessage) json.RawMessage {
	var wrapped map[string]json.RawMessage
	if json.Unmarshal(result, &wrapped) == nil && len(wrapped) == 1 && wrapped["value"] != nil {
		return wrapped["value"]
	}
	return result
}

func (m *marionette) receive() (json.RawMessage, error) {
	length, err := m.reader.ReadString(':')
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(strings.TrimSuffix(length, ":"))
	if err != nil {
		return nil, fmt.Errorf("packet length: %w", err)
	}
	packet := make([]byte, n)
	_, err = io.ReadFull(m.reader, packet)
	return packet, err
}

func (m *marionette) close() {
	m.call("Marionette:Quit", map[string]any{"flags": []string{"eForceQuit"}})
	m.connection.Close()
}
