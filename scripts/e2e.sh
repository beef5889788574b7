#!/usr/bin/env bash
# Runs the command and the library from the outside, as strangers would: every
# example is checked and drawn, twice and on one core and on eight, with the same
# bytes; another module uses the library by the replace line of the README.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
GOPATH=$(go env GOPATH) GOCACHE=$(go env GOCACHE) GOMODCACHE=$(go env GOMODCACHE)
export GOPATH GOCACHE GOMODCACHE
trap 'rm -rf "$work"' EXIT

say() { echo "-- $*"; }

say "build the command and its helper"
go build -o "$work/" ./cmd/moments ./cmd/moments-graphviz

say "every example is clean"
"$work/moments" check examples

say "every example is drawn, the same each time"
"$work/moments" render -o "$work/first" examples >/dev/null
"$work/moments" render -o "$work/second" examples >/dev/null
GOMAXPROCS=1 "$work/moments" render -o "$work/one" examples >/dev/null
GOMAXPROCS=8 "$work/moments" render -o "$work/eight" examples >/dev/null
for other in second one eight; do
	diff -r "$work/first" "$work/$other"
done

say "the pictures beside the examples are those that are drawn"
for picture in "$work"/first/*/blueprint.svg; do
	name=$(basename "$(dirname "$picture")")
	cmp "$picture" "examples/$name/blueprint.svg"
done

go run ./examples/in-go "$work/bakery.svg" >/dev/null
cmp "$work/bakery.svg" examples/in-go/bakery.svg

if command -v rsvg-convert >/dev/null; then
	say "another program can read them"
	for picture in "$work"/first/*/blueprint.svg "$work/bakery.svg"; do
		rsvg-convert --unlimited -o "$work/picture.png" "$picture"
		test -s "$work/picture.png"
	done
elif [ -n "${CI:-}" ]; then
	echo "rsvg-convert is missing" >&2
	exit 1
fi

say "every view, every format"
hall=examples/telecom-hall/blueprint.yaml
export HOME="$work/home" XDG_CACHE_HOME="$work/home/cache" # GOPATH and GOCACHE stay where they are
mkdir "$HOME"
for extension in svg png pdf html dot mmd puml d2 md json txt; do
	"$work/moments" render "$hall" -o "$work/hall.$extension" >/dev/null
	test -s "$work/hall.$extension"
done
"$work/moments" show "$hall" >/dev/null
test ! -e "$XDG_CACHE_HOME" || { echo "drawing without Graphviz leaves a cache behind" >&2; exit 1; }
"$work/moments" render --all "$work/all" "$hall" >/dev/null
for picture in "$work"/all/*.svg; do
	cmp "$picture" "docs/gallery/telecom-hall-$(basename "$picture")"
done
test -s "$work/all/network.svg"

say "tests and customers are held against the blueprint"
MOMENTS_COVER_DIR="$work/cover" go test -count=1 ./examples/hall-server >/dev/null
"$work/moments" cover "$hall" "$work/cover" --observe customer,manager --min moments=100 --paint "$work/covered.svg" >/dev/null
test -s "$work/covered.svg"
"$work/moments" cover "$hall" examples/telecom-hall/journeys.csv --min fitness=90 >/dev/null
if "$work/moments" cover "$hall" examples/telecom-hall/journeys.csv --min fitness=100 >/dev/null 2>&1; then
	echo "journeys that depart fit entirely" >&2
	exit 1
fi

say "a spreadsheet and back"
"$work/moments" export "$hall" -o "$work/board.xlsx" >/dev/null
"$work/moments" import "$work/board.xlsx" -o "$work/back.yaml" >/dev/null
"$work/moments" render "$work/back.yaml" -o "$work/back.svg" >/dev/null
cmp "$work/back.svg" examples/telecom-hall/blueprint.svg

say "the desk lets in whoever has the link, and nobody else"
"$work/moments" serve examples --port 0 >"$work/link" 2>/dev/null &
desk=$!
trap 'kill "$desk" 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 100); do
	grep -q token= "$work/link" && break
	sleep 0.1
done
link=$(grep -o 'http://[^ ]*' "$work/link")
base=${link%%/\?*}
asked() { # status, then what curl asks for
	local want=$1 got
	shift
	got=$(curl -s -o /dev/null -w '%{http_code}' "$@")
	test "$got" = "$want" || { echo "expected $want, got $got: $*" >&2; exit 1; }
}
curl -sL -c "$work/jar" -o "$work/page.html" "$link"
asked 200 -b "$work/jar" "$base/api/list"
asked 403 "$base/api/list"
asked 421 -b "$work/jar" -H 'Host: evil.example' "$base/api/list"
kill -INT "$desk"
wait "$desk"

say "the two commands of the README"
go run ./cmd/moments render examples/telecom-hall/blueprint.yaml -o "$work/hall.svg" >/dev/null
cmp "$work/hall.svg" examples/telecom-hall/blueprint.svg

say "another module uses the library"
mkdir "$work/hall"
cp examples/telecom-hall/blueprint.yaml "$work/hall/hall.yaml"
# The program is the one that the README shows.
# The first program of the README; what follows it are excerpts of tests.
awk '/^```go$/ && !done { on = 1; next } /^```$/ { if (on) done = 1; on = 0 } on' README.md >"$work/hall/main.go"
(
	cd "$work/hall"
	go mod init example.com/hall 2>/dev/null
	go mod edit -replace "github.com/servicemoments/moments=$root"
	go mod tidy 2>/dev/null
	go run .
	test -s hall.svg
	cmp hall.svg "$root/examples/telecom-hall/blueprint.svg"
	if go list -deps github.com/servicemoments/moments/blueprint github.com/servicemoments/moments/blueprint/lint |
		grep -iE 'graphviz|wazero|wasm|font|x/image|moments/render'; then
		echo "blueprint or lint brings in what is for drawing only" >&2
		exit 1
	fi
)
say "done"
