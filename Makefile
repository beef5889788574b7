# What people run while they work. .ci/run runs all of it on a new machine.

GOLANGCI_LINT_VERSION := v2.6.2

.PHONY: help test race lint golden pictures gallery docs docs-check bench bench-sim bench-logs bench-peers growth coverage-of-intervals fuzz e2e ci build

help: ## list the targets
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 14

build: ## build the command and its helper into bin/
	go build -o bin/ ./cmd/moments ./cmd/moments-graphviz

test: ## run all tests
	go test ./...

race: ## run all tests with the race detector
	go test -race -short -timeout 20m ./...

lint: bin/golangci-lint ## vet and lint
	go vet ./...
	bin/golangci-lint run

bin/golangci-lint: Makefile
	GOBIN=$(CURDIR)/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_LINT_VERSION)
	@touch $@

golden: ## rewrite golden files and pictures; look at the difference before you commit it
	go test $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | grep -v /node_modules/ | xargs -n1 dirname | sort -u) -update
	$(MAKE) --no-print-directory pictures gallery

pictures: ## draw the pictures beside the examples
	go run ./cmd/moments render examples/*/blueprint.yaml
	go run ./examples/in-go examples/in-go/bakery.svg

gallery: ## draw docs/gallery.md and its pictures
	go run ./internal/docs -gallery

docs: ## write the generated pages under docs/
	go run ./internal/docs

docs-check: ## fail where a generated page is stale
	go run ./internal/docs -check

bench: ## run the benchmarks
	go test -run '^$$' -bench . -benchmem ./...

coverage-of-intervals: ## 1,000 simulations each, and 1,000 random blueprints: do 95% intervals cover the truth in 93-97%?
	MOMENTS_INTERVAL_RUNS=1000 go test ./blueprint/simulate -run 'TestIntervalsCoverTheTruth|TestMeasuredMeansLieInTheIntervals' -count=1 -v -timeout 90m

bench-sim: ## simulated customers a second, beside SimPy and simgo
	scripts/bench-sim/run.sh

bench-logs: ## events a second of logs, beside pm4js (npm ci in scripts/tools/pm4js)
	scripts/bench-logs/run.sh

bench-peers: ## the same diagrams by Graphviz, D2, elkjs, PlantUML and Mermaid, in one run
	scripts/bench-peers/run.sh

growth: ## how time and memory grow with the size of a blueprint, stage by stage
	go run ./internal/growth

fuzz: ## run every fuzz target for a moment (FUZZTIME=10s)
	scripts/fuzz.sh

e2e: ## run the command and the library as strangers would
	scripts/e2e.sh

ci: ## all that the continuous integration runs
	.ci/run
