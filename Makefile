# Needs Python 3.11, 3.12 or 3.13 (with venv), or uv. Everything else comes from the hashed requirements*.txt.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup run test test-fast soak check format reset lock

UV_VERSION := 0.13.9
PY := .venv/bin/python
# An environment whose Python is gone (upgraded, or the checkout came from another machine) is made anew.
BROKEN := $(shell if [ -e .venv ] && ! $(PY) -c '' >/dev/null 2>&1; then rm -rf .venv; fi)

help:
	@echo 'make run        start EventAI: web, worker and its own PostgreSQL (PORT=8000)'
	@echo 'make setup      only install'
	@echo 'make test       every test; browser journeys where a Chromium is found'
	@echo 'make test-fast  every test but the browser journeys'
	@echo 'make soak       the large proofs: load, kills, millions of rows'
	@echo 'make check      format, lint, types, import law, migrations'
	@echo 'make format     put the code in form'
	@echo 'make reset      delete the local database and files (YES=1: without asking)'
	@echo 'make lock       renew requirements*.txt from pyproject.toml'

setup: .venv/.dev

run: .venv/.base
	@exec $(PY) manage.py run

# The tests have a PostgreSQL of their own, so that `make run` may stay up meanwhile.
test test-fast soak check: export EVENTAI_CLUSTER := pgtest
test test-fast soak check: export DEVELOPMENT := true

# Browsers come last and one at a time; everything else shares the processors.
test: test-fast
	@$(PY) -m pytest -m 'browser and not soak'

test-fast: .venv/.dev
	@$(PY) -m pytest -m 'not soak and not browser' -n auto --maxprocesses 4

soak: .venv/.dev
	@$(PY) -m pytest -m soak

check: .venv/.dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy .
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check

format: .venv/.dev
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

reset: .venv/.base
	@$(PY) manage.py reset $(if $(YES),--yes)

LOCK := .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url --custom-compile-command 'make lock'

lock: .venv/bin/uv
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

# A candidate is run, not looked for: version managers leave names behind that exist and do not work.
.venv/bin/uv:
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv -q --allow-existing --python '>=3.11,<3.14' .venv && ln -sf "$$(command -v uv)" $@; exit $$?; fi; \
	for python in $$PYTHON python3.13 python3.12 python3.11 python3; do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1; then \
	    echo "Setting up with $$("$$python" -V), once ..."; \
	    "$$python" -m venv .venv && $(PY) -m pip install -q --disable-pip-version-check uv==$(UV_VERSION); exit $$?; fi; done; \
	echo 'EventAI needs Python 3.11, 3.12 or 3.13 with venv (Debian, Ubuntu: apt install python3-venv; macOS: brew install python@3.13), or uv.' >&2; \
	exit 1

.venv/.base: requirements.txt | .venv/bin/uv
	@.venv/bin/uv pip install -q --python $(PY) --require-hashes -r requirements.txt && touch $@

.venv/.dev: requirements-dev.txt .venv/.base
	@.venv/bin/uv pip install -q --python $(PY) --require-hashes -r requirements-dev.txt && touch $@
