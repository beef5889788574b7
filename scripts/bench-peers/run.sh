#!/bin/sh
# The same diagrams drawn by Moments and by other tools, one after the other, as
# whole processes. What is not installed is left out, and the table says how to get it.
# Arguments are those of main.go: scripts/bench-peers/run.sh -sizes 20,200 -runs 3
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
(cd "$root" && go build -o bin/ ./cmd/moments ./cmd/moments-graphviz)
for peer in elk mermaid; do
	(cd "$here/$peer" && [ -d node_modules ] || npm ci --no-audit --no-fund --silent) || echo "$peer cannot be installed" >&2
done
# D2 asks for a newer Go than we do; Go fetches it where it may.
(cd "$here/d2" && GOTOOLCHAIN=auto go build -o "$root/bin/d2-peer" github.com/d2lang/d2) || echo "D2 cannot be built" >&2
(cd "$here" && go build -o "$root/bin/bench-peers" .)
exec "$root/bin/bench-peers" -home "$here" -moments "$root/bin/moments" -d2 "$root/bin/d2-peer" "$@"
