// Command hall-server plays the telecom hall of examples/telecom-hall: what a
// customer does there is a request. Its tests say how much of the blueprint they
// went through.
package main

import (
	"flag"
	"log"
	"net/http"
	"time"
)

func main() {
	addr := flag.String("addr", "localhost:8080", "address to listen on")
	flag.Parse()
	server := &http.Server{Addr: *addr, Handler: newHall(40).mux(), ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}
