# Everything a newcomer needs; each target sets up what it needs first. `help` and `clean` need nothing.
.DEFAULT_GOAL := help
.PHONY: help setup build run test-setup test budget test-cluster bench accuracy fuzz calibrate lint format docs ci sample-zoo clean

MACARONI := .build/release/macaroni
SAMPLE_VENV := .venv-sample-zoo

# Relative relocations are packed where the C library can unpack them, from glibc 2.36: every start reads a megabyte less.
GLIBC := $(shell getconf GNU_LIBC_VERSION 2>/dev/null | cut -d ' ' -f 2)
PACKED := $(if $(GLIBC),$(shell printf '2.36\n$(GLIBC)\n' | sort -C -V && echo -Xlinker -z -Xlinker pack-relative-relocs))

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing: libraries, inference engine
	@pipeline/setup.sh

build: setup ## Build the programs
	@swift build -c release --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker -s $(PACKED)

run: build ## Run the pipeline over the sample zoo and publish its site
	@$(MACARONI) run

# Without Slurm and nghttpd the tests that need them are left out.
test-setup:
	@Tests/Cluster/setup.sh
	@Tests/Secure/setup.sh

test: setup test-setup ## Build and run the tests
	@swift build --build-tests
	@swift test --skip-build --skip ClusterTests
	@MACARONI_TEST_CLUSTER=1 swift test --skip-build --filter ClusterTests
	@Tests/Benchmarks/budget.sh

budget: setup ## Count the instructions that reading a card takes, and hold them against the budget
	@Tests/Benchmarks/budget.sh

test-cluster: setup test-setup ## Test the exported jobs on a small Slurm cluster on this machine
	@swift build --build-tests
	@MACARONI_TEST_CLUSTER=1 swift test --skip-build --filter ClusterTests

bench: build ## Measure speed and memory beside peers in the same run
	@failed=; for part in bench diff engine; do Tests/Benchmarks/$$part.sh || failed="$$failed $$part"; done; \
	  test -z "$$failed" || { echo "bench: a bar was missed by:$$failed" >&2; exit 1; }

accuracy: build ## Score what is read from model cards against cards labelled by hand
	@Tests/Benchmarks/accuracy.sh

calibrate: build ## Set the confidence of claims to what the labelled cards show
	@Tests/Benchmarks/accuracy.sh --write Sources/Extraction/Quality/Calibration.swift
	@swift format --in-place Sources/Extraction/Quality/Calibration.swift

fuzz: build ## Read 100,000 changed documents of every format, and those made to break parsers
	@python3 Tests/Benchmarks/fuzz.py $(MACARONI)

lint: setup ## Check the form of the sources
	@swift format lint --strict --recursive Package.swift Sources Tests

format: setup ## Bring the sources into form
	@swift format --in-place --recursive Package.swift Sources Tests

docs: setup ## Build the documentation of the modules
	@pipeline/docs.sh

ci: lint test ## What every change must pass

sample-zoo: setup ## Make the sample zoo's data and models anew
	@test -d $(SAMPLE_VENV) || python3 -m venv $(SAMPLE_VENV)
	@$(SAMPLE_VENV)/bin/pip install -q --require-hashes -r pipeline/sample-zoo/requirements.txt
	@$(SAMPLE_VENV)/bin/python pipeline/sample-zoo/make.py

clean: ## Remove what was built; data and reports stay
	@rm -rf .build $(SAMPLE_VENV)
