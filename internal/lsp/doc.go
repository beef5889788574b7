// Package lsp serves blueprints to editors by the Language Server Protocol:
// problems as one types, completion, explanations, going to what an id names,
// renaming it in all files, tidying and mending.
//
// What comes in are messages on a stream, as an editor sends them; what goes out
// are messages, and an exit code. A text that is open in the editor counts as the
// editor has it, every other one as it is on disk. No message brings the server
// down, however odd. JSON-RPC is done by github.com/creachadair/jrpc2; the types
// of the protocol are the few that are needed here.
package lsp
