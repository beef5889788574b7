#!/bin/sh
# Events a second of reading, counting and comparing logs, beside pm4js (npm ci in
# scripts/tools/pm4js) on the same log and net. Arguments go to bench-logs: -h lists
# them. The logs stay where they are made, for the next run.
set -eu
cd "$(dirname "$0")"
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
go build -o "$bin/bench-logs" .
date -u +%Y-%m-%d
grep -m 1 'model name' /proc/cpuinfo || true
go version
if command -v node >/dev/null; then echo "node $(node --version)"; fi
uptime
"$bin/bench-logs" "$@"
