#!/bin/sh
# Customers a second of an M/M/3 queue, beside SimPy (Debian: python3-simpy) and
# simgo, one after the other on one core each.
set -eu
cd "$(dirname "$0")"
python=/usr/bin/python3 # Debian keeps its modules there
(cd ../.. && GOMAXPROCS=1 go test -run '^$' -bench 'BenchmarkMM3$' -benchtime 3s ./blueprint/simulate) |
	awk '/customers\/s/ { for (i = 2; i <= NF; i++) if ($i == "customers/s") printf "moments  %9.0f customers/s\n", $(i - 1) }'
GOMAXPROCS=1 go run .
if "$python" -c 'import SimPy' 2>/dev/null; then "$python" mm3.py; else echo "simpy    not installed: apt-get install python3-simpy"; fi
