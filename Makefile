# Everything from nothing but Python 3.11: `make run` starts Towngown, `make test` checks it. See CONTRIBUTING.md.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest -p no:cacheprovider

# The tests start hundreds of processes: what Python compiled for one is kept for the next, also where the machine says
# that nothing is kept (containers mostly do).
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/build/bytecode

.PHONY: help setup run test test-all quick format lint templates types walls words unit postgres browser shots bench reference clean

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: .venv/.ready ## make .venv with everything in it

.venv/.ready: pyproject.toml uv.lock
	@tools/setup.sh "$(PYTHON)"
	@touch $@

run: export TOWNGOWN_DEMONSTRATION ?= 1
run: setup ## start Towngown with its demonstration and print where it is
	@exec $(BIN)/towngown run

test: setup ## everything that must hold, on both databases and in a real browser; under ten minutes
	@$(MAKE) --no-print-directory lint templates words walls types unit postgres browser

quick: setup lint words ## the fast tests only
	$(PYTEST) -n $(WORKERS) -m "not story and not trust and not long"

test-all: setup lint templates words walls types ## the long forms too
	@tools/fuse.sh
	$(PYTEST) -n $(WORKERS) --every-verb -m "not story"
	@$(MAKE) --no-print-directory postgres
	@tools/browser.sh
	$(PYTEST) -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "story"

format: setup ## put the code in its one form
	$(BIN)/ruff check --fix -q src tests benchmarks
	$(BIN)/ruff format -q src tests benchmarks

lint: setup ## ruff
	$(BIN)/ruff check -q src tests benchmarks
	$(BIN)/ruff format -q --check src tests benchmarks

templates: setup ## djlint, its rules that find mistakes
	$(BIN)/djlint --quiet --lint src

types: setup ## mypy on kit, foundation and domain
	$(BIN)/mypy

walls: setup ## who imports whom
	$(BIN)/lint-imports --no-cache >build/walls.txt 2>&1 || { cat build/walls.txt; exit 1; }

words: setup ## every message in Chinese
	@$(BIN)/towngown messages --compile
	$(BIN)/towngown messages --check

unit: setup ## all tests without a browser, on the embedded database
	@tools/fuse.sh
	$(PYTEST) -n $(WORKERS) --every-verb -m "not story and not long"

postgres: setup ## the tests that touch the database, once more on PostgreSQL
	$(BIN)/python tools/postgres.py $(PYTEST) -n $(WORKERS) --database-only -m "not story and not trust and not long"

browser: setup ## the stories, in headless Chromium
	@tools/browser.sh
	$(PYTEST) -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "story and not long"

shots: setup ## a picture of every page into build/shots
	@tools/browser.sh
	$(BIN)/python -m tools.shots

bench: setup ## the benchmarks, one JSON line each
	$(BIN)/python -m benchmarks.pages

reference: setup ## write docs/reference anew
	$(BIN)/towngown reference
	$(BIN)/python -m tests.asvs

clean: ## remove what was built; your data in var/ stays
	rm -rf .venv build .mypy_cache .ruff_cache .import_linter_cache
