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
	log=$(mktemp)
	if ! go test -run '^$' -fuzz "^$name\$" -fuzztime "${FUZZTIME:-10s}" -fuzzminimizetime 10x "$folder" 2>&1 | tee "$log"; then
		# Go's fuzzer sometimes reports the end of its own time as a failure. What
		# was really found comes with the input that shows it.
		if grep -q 'Failing input written' "$log" || ! grep -q 'context deadline exceeded' "$log"; then
			exit 1
		fi
		echo "the time ran out; nothing was found"
	fi
	rm -f "$log"
done
