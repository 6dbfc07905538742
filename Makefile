# spbe: what can be done here. `make demo` and `make test` work on a fresh machine; each sets up what it needs.

PYTHON ?= python3
BIN := .venv/bin
EXAMPLE := kemenko-perekonomian-2021
FUZZ_MINUTES ?= 20

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types contracts coverage oracle mutants fuzz matrix bench check docs lock wheel clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

demo: .venv/program ## set everything up, then score and report a real assessment
	$(BIN)/spbe score examples/$(EXAMPLE).xlsx
	$(BIN)/spbe report examples/$(EXAMPLE).xlsx -o laporan-$(EXAMPLE).pdf --force

test: .venv/tools ## all tests, or those of TESTS=
	$(BIN)/python -m pytest -n 2 $(TESTS)

coverage: .venv/tools ## line and branch coverage of the core, which must be whole
	$(BIN)/python -m coverage run -m pytest tests/core tests/laws
	$(BIN)/python -m coverage report --include='spbe_index/core/*' --fail-under=100

lint: .venv/tools ## style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .venv/tools ## put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: .venv/tools ## type check, strict
	$(BIN)/mypy

contracts: .venv/tools ## imports point down only
	$(BIN)/lint-imports

# The core and its laws are tested for their coverage; the rest follows.
check: lint types contracts coverage ## what continuous integration runs; tests of a program that is missing here are passed over
	@$(MAKE) --no-print-directory test TESTS='tests --ignore=tests/core --ignore=tests/laws'

oracle: .venv/tools ## 200 fillings of each template, recalculated by LibreOffice
	@sh .ci/program soffice libreoffice-calc 'with which templates are recalculated'
	SPBE_ORACLE=required SPBE_ORACLE_FILLINGS=200 $(BIN)/python -m pytest -n 2 tests/oracle

mutants: .venv/tools ## changes the core in thousands of ways and sees whether tests fail; takes most of an hour, writes tests/MUTANTS.md
	rm -rf mutants
	$(BIN)/mutmut run --max-children 2
	$(BIN)/python tests/mutants/page.py

fuzz: .venv/tools ## spoilt files through every command, for 20 minutes or FUZZ_MINUTES=; what is found stays in tests/fuzz/fixtures/
	$(BIN)/python tests/fuzz/fuzzing.py --minutes $(FUZZ_MINUTES)

matrix: .venv/tools ## the wheel on every Python here, with the newest and the lowest dependencies
	$(BIN)/python tests/package/matrix.py

bench: .venv/tools ## how quick it is, beside others at the same work; writes BENCHMARKS.md
	@sh .ci/program soffice libreoffice-calc 'which is measured beside us'
	$(BIN)/python tests/bench/suite.py

docs: .venv/tools ## write the lists in docs/ anew: problem codes, options, headings, dependencies, JSON
	$(BIN)/python docs/problems.py
	$(BIN)/python docs/options.py
	$(BIN)/python docs/headings.py
	$(BIN)/python docs/dependencies.py
	$(BIN)/python docs/json_contract.py

lock: .venv/tools ## write the lock files anew from pyproject.toml (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --group build -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --group build --group dev -c requirements.txt -o requirements-dev.txt

wheel: .venv/tools ## build the wheel into dist/
	$(BIN)/python -m pip wheel . --no-deps --no-build-isolation -w dist

clean: ## remove what was set up and built
	rm -rf .venv dist build mutants spbe_index/compiled .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "spbe needs Python 3.11 or newer; try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv || { echo "Python's venv module is missing; on Debian or Ubuntu: apt-get install python3-venv"; exit 1; }

.venv/program: .venv/bin/python requirements.txt pyproject.toml hatch_build.py $(wildcard rubrics/*.yaml spbe_index/load/rubric/*.py)
	$(BIN)/python -m pip install -q --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q spbe_index
	@sh .ci/system-libraries $(BIN)/python
	@touch $@

.venv/tools: .venv/program requirements-dev.txt
	$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.txt
	@touch $@
