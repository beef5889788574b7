#!/usr/bin/env bash
# Runs every fuzz target of the module for FUZZTIME (10s where it is not set).
set -euo pipefail
cd "$(dirname "$0")/.."

# FuzzX<tab>folder, for every target in a test file of this module.
targets() {
	grep -rnoE --include='*_test.go' --exclude-dir=node_modules '^func (Fuzz[A-Za-z0-9_]+)' . |
		sed -E 's|^(.*)/[^/]*:[0-9]+:func (.*)$|\2\t\1|' | sort
}

targets | while IFS=$'\t' read -r name folder; do
	echo "-- $folder $name"
	go test -run '^$' -fuzz "^$name\$" -fuzztime "${FUZZTIME:-10s}" "$folder"
done
