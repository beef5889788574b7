package lsp

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/creachadair/jrpc2"
)

// Bounds of what is read.
const (
	maxMessage = 64 << 20        // bytes of one message
	maxHeader  = 4096            // bytes of one line of a header
	maxAhead   = 100             // messages that are read before they are done
	maxPause   = 3 * time.Second // for how long reading waits for them
)

// unreadable stands for a message that was passed over: it is no JSON, so that it
// is answered as what it was, an error.
var unreadable = []byte("!")

// lastWord is what is done when the stream ends without it.
var lastWord = []byte(`{"jsonrpc":"2.0","method":"exit"}`)

// stream reads and writes messages with their headers. What is not right in a
// header is passed over up to the next message.
type stream struct {
	in   *bufio.Reader
	out  io.Writer
	done <-chan struct{} // closed when the server has ended
	room chan struct{}   // told of what is done

	ahead int // what was read and is not done yet
	ended bool

	mu   sync.Mutex      // of writing
	owed map[string]bool // requests that are not answered yet, by their number
}

func newStream(in io.Reader, out io.Writer, done <-chan struct{}) *stream {
	return &stream{in: bufio.NewReaderSize(in, maxHeader), out: out, done: done, room: make(chan struct{}, 4*maxAhead), owed: map[string]bool{}}
}

// Send writes a message.
func (s *stream) Send(msg []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := fmt.Fprintf(s.out, "Content-Length: %d\r\n\r\n", len(msg)); err != nil {
		return err
	}
	_, err := s.out.Write(msg)
	for id := range s.owed {
		if bytes.HasPrefix(bytes.TrimPrefix(msg, []byte("[")), []byte(`{"jsonrpc":"2.0","id":`+id+`,"`)) {
			delete(s.owed, id)
		}
	}
	return err
}

// owes notes that a request is to be answered; what has no number is not.
func (s *stream) owes(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id != "" {
		s.owed[id] = true
	}
}

// owing tells whether answers are still to be written.
func (s *stream) owing() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.owed) > 0
}

// Recv reads the next message. When the stream ends, the server is told to end,
// and what was asked before is answered.
func (s *stream) Recv() ([]byte, error) {
	if s.ended {
		<-s.done
		return nil, io.EOF
	}
	s.pause()
	msg, err := s.read()
	if err != nil {
		s.ended = true
		return lastWord, nil //nolint:nilerr // the end of the stream is told by the last word
	}
	if requests, err := jrpc2.ParseRequests(msg); err == nil {
		for _, r := range requests {
			if r.Error == nil && r.Method != "" {
				s.ahead++
				s.owes(r.ID)
			}
		}
	}
	select {
	case <-s.done:
		return nil, io.EOF
	default:
	}
	return msg, nil
}

// pause waits while too much that was read is not done yet, so that an editor
// that is faster than the server does not fill its memory.
func (s *stream) pause() {
	for {
		select {
		case <-s.room:
			s.ahead--
			continue
		default:
		}
		if s.ahead < maxAhead {
			return
		}
		select {
		case <-s.room:
			s.ahead--
		case <-s.done:
			return
		case <-time.After(maxPause): // what was answered without being done is not told of
			s.ahead = 0
		}
	}
}

// finished makes room for another message.
func (s *stream) finished() {
	select {
	case s.room <- struct{}{}:
	default: // more than were read ahead: they have been forgotten
	}
}

// Close does nothing: who made the streams closes them.
func (s *stream) Close() error { return nil }

func (s *stream) read() ([]byte, error) {
	length := -1
	for {
		line, err := s.headerLine()
		if err != nil {
			return nil, err
		}
		if line == "" {
			if length < 0 {
				continue // blank lines between messages
			}
			break
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || !strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
		if err != nil || n < 0 {
			length = -1
			continue
		}
		if n > maxMessage {
			return unreadable, s.skip(n)
		}
		length = int(n)
	}
	// The room grows with what comes, not with what the header says.
	var msg strings.Builder
	if _, err := io.CopyN(&msg, s.in, int64(length)); err != nil {
		return nil, err
	}
	return []byte(msg.String()), nil
}

// skip passes over the rest of a header and a message that is too long.
func (s *stream) skip(length int64) error {
	for {
		line, err := s.headerLine()
		if err != nil {
			return err
		}
		if line == "" {
			break
		}
	}
	_, err := io.CopyN(io.Discard, s.in, length)
	return err
}

// headerLine reads a line, cut where it is too long.
func (s *stream) headerLine() (string, error) {
	line, err := s.in.ReadSlice('\n')
	text := string(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = s.in.ReadSlice('\n')
	}
	if err != nil {
		return "", err
	}
	// A header may follow directly on what was left of a broken message.
	if i := strings.Index(text, "Content-Length:"); i > 0 {
		text = text[i:]
	}
	return strings.TrimRight(text, "\r\n"), nil
}
