# What a newcomer types. Each target sets up what it needs; nothing has to be installed by hand
# but python3, python3-venv, git and make.

SHELL := /bin/sh
PYTHON := .venv/bin/python
THROUGHLINE := .venv/bin/throughline
DEMO ?= yes
PORT ?= 8000
COUNT ?= 40
CORES ?= $(shell nproc 2>/dev/null || echo 2)
COMMIT = $(shell git rev-parse HEAD 2>/dev/null)

.PHONY: help run test test-fast test-everywhere test-on-postgres test-spark environment check check-style check-types \
	check-imports check-templates check-dependencies format docs rulebook bench clauses clauses-proof pictures lock

help:
	@echo "make run            set everything up and serve http://localhost:$(PORT)   (DEMO=no: begin from nothing)"
	@echo "make test           every test, on SQLite and, where there is one, on PostgreSQL"
	@echo "make test-spark     the definitions of measures on Spark: installs it, 450 MB, and needs Java 17"
	@echo "make test-fast      the rules alone, in less than a minute"
	@echo "make check          style, types, imports, templates, dependencies"
	@echo "make docs           the documentation and the rule book, into docs/_build/html"
	@echo "make bench          how fast it is on this machine"
	@echo "make clauses        how many clauses of the founding documents a passing test claims   (AGAIN=no: by the last make test)"
	@echo "make clauses-proof  break what claims rest on and see the tests fail   (COUNT=40, ALL=yes)"
	@echo "make pictures       the pictures of the documentation"
	@echo "make format         put the code into its one form"
	@echo "make lock           renew the locks from pyproject.toml"

run:
	@deploy/environment site
	@exec $(THROUGHLINE) serve --port $(PORT) $(if $(filter no,$(DEMO)),,--demo)

test:
	@deploy/environment tests
	@if [ -n "$$THROUGHLINE_TEST_POSTGRES" ]; then exec $(MAKE) --no-print-directory test-everywhere; fi; \
	deploy/with-postgres $(MAKE) --no-print-directory test-everywhere; code=$$?; \
	if [ $$code -ne 75 ]; then exit $$code; fi; \
	echo "There is no PostgreSQL on this machine: the tests run on SQLite alone."; \
	$(PYTHON) -m pytest -q --durations=25 -n $(CORES) --dist worksteal -m "not spark" --claims=build/claims.json

test-everywhere:
	@code=0; $(MAKE) --no-print-directory test-on-postgres || code=$$?; \
	echo "On SQLite:"; \
	$(PYTHON) -m pytest -q --durations=25 -n $(CORES) --dist worksteal -m "not spark" --claims=build/claims.json || code=$$?; \
	exit $$code

test-on-postgres:
	@if find tests/web tests/promises -name 'test_*.py' | grep -q .; then \
	echo "On PostgreSQL:"; \
	THROUGHLINE_DATABASE_URL=$$THROUGHLINE_TEST_POSTGRES \
	$(PYTHON) -m pytest -q --durations=25 -n $(CORES) --dist worksteal -m "not spark" tests/web tests/promises $(wildcard tests/cli); fi

# Spark is started once for all of its tests, so they run one after another.
test-spark:
	@deploy/environment tests
	@deploy/environment spark
	$(PYTHON) -m pytest -q --durations=5 -m spark tests/figures/measures tests/cli/test_measure_commands.py

test-fast:
	@deploy/environment tests
	$(PYTHON) -m pytest -q -n $(CORES) --dist worksteal tests/spec

check: check-style check-types check-imports check-templates check-dependencies

check-style: environment
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check --quiet .

check-types: environment
	$(PYTHON) -m mypy
	$(PYTHON) -m mypy --config-file mypy-web.ini

check-imports: environment
	$(PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command()" --no-logo

check-templates: environment
	$(PYTHON) -m djlint --lint --quiet throughline/web

check-dependencies: environment
	$(PYTHON) -m deptry .

environment:
	@deploy/environment tests

format:
	@deploy/environment tests
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

rulebook:
	@deploy/environment tests
	@$(PYTHON) -m docs.rulebook.print

docs: rulebook
	$(PYTHON) -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "The documentation is at docs/_build/html/index.html"

bench:
	@deploy/environment tests
	@$(PYTHON) -m benchmarks

clauses:
	@deploy/environment tests
	@code=0; [ "$(AGAIN)" = no ] && [ -e build/claims.json ] || \
	$(PYTHON) -m pytest -q --durations=25 -n $(CORES) --dist worksteal -m clause --claims=build/claims.json || code=$$?; \
	$(PYTHON) -m tests.clauses.report build/claims.json; exit $$code

clauses-proof:
	@deploy/environment tests
	@[ -e build/claims.json ] || $(PYTHON) -m pytest -q --durations=25 -n $(CORES) --dist worksteal -m clause --claims=build/claims.json
	@$(PYTHON) -m tests.clauses.proof build/claims.json --count $(COUNT) --seed "$(COMMIT)" $(if $(ALL),--all) \
		--workers $(CORES)

pictures:
	@deploy/environment tests
	@$(PYTHON) -m docs.pictures.take

lock:
	@command -v uv >/dev/null || { echo "Renewing the locks needs uv: python3 -m pip install uv"; exit 1; }
	uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links --extra figures pyproject.toml -o requirements-figures.lock
	uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links --extra figures --extra dev pyproject.toml -o requirements-dev.lock
	for extra in spark bench; do \
	$(PYTHON) -c "import sys, tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies'][sys.argv[1]], sep='\n')" $$extra | \
	uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links - -o requirements-$$extra.lock || exit 1; done
