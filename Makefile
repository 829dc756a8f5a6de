# Hazır. `make run` to use it, `make test` before a change is done; README.md tells the rest.

PORT ?= 8000
PLAN ?=
DEMO ?=
ONLY ?=
PYTHON_BIN := .venv/bin/python
DATA_FOLDER ?= var

.PHONY: help run check test bench format messages lock clean

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*##' Makefile | awk -F ':.*## ' '{printf "%-8s %s\n", $$1, $$2}'

run: ## Serve on 127.0.0.1, with PLAN=file.md, PORT=8001, DEMO=1 if wanted
	@bin/setup run
	@mkdir -p -m 700 $(DATA_FOLDER)
	@HAZIR_DEMO=1 $(PYTHON_BIN) manage.py serve --port "$(PORT)" --plan "$(PLAN)" $(if $(DEMO),--history)

check: ## Lint, format, types, layers, migrations, unit tests: the fast part
	@bin/setup dev
	@bin/check

test: check ## Everything: also on PostgreSQL, with Redis and a worker, and in Chromium
	@bin/test

bench: ## Measure; ONLY=name for one, PSPLIB=folder for that library's instances
	@bin/setup dev
	@$(PYTHON_BIN) -m tests.bench $(ONLY)

format: ## Format Python and templates
	@bin/setup dev
	@.venv/bin/ruff check --fix --quiet . && .venv/bin/ruff format .
	@git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 5.2

messages: ## Bring the Turkish catalogue up to the texts in the code
	@bin/setup dev
	@HAZIR_DEMO=1 DJANGO_SETTINGS_MODULE=config.settings $(PYTHON_BIN) -m tests.catalogue

lock: ## Choose the newest packages that pyproject.toml allows
	@bin/setup dev
	@bin/lock

clean: ## Remove what was made, but not the data in var/
	rm -rf .uv .venv staticfiles test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis
