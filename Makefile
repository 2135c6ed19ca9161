.DEFAULT_GOAL := help
.PHONY: help run dev check test test-fast test-browser test-long bench format lock clean

# The Python that makes .venv; everything after that runs in it. `make PYTHON=python3.12 run` chooses another.
PYTHON ?= python3
IN_VENV := .venv/bin/

# How many tests run at a time: as many as there are processors, or `make WORKERS=1 test`. Each worker has a database
# of its own and one browser. A worker that has nothing left to do takes tests from another.
WORKERS ?= logical
PYTEST = $(IN_VENV)python -m pytest --numprocesses $(WORKERS) --maxprocesses 8 --dist worksteal

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/installed-run ## Serve the site as in production, on http://127.0.0.1:8000 (PORT=8001 make run for another port)
	@exec $(IN_VENV)python manage.py serve

dev: .venv/installed-dev ## Serve it for development: code reloads, errors are shown in full
	@DEBUG=true exec $(IN_VENV)python manage.py serve

check: .venv/installed-dev ## Check format, lint, types, layers, migrations and deployment settings, in seconds
	@echo "== Format"
	@$(IN_VENV)ruff format --check
	@$(IN_VENV)oxfmt --check static
	@$(IN_VENV)djhtml --check --tabwidth 2 templates
	@echo "== Lint"
	@$(IN_VENV)ruff check
	@echo "== Types"
	@$(IN_VENV)mypy
	@echo "== Layers"
	@$(IN_VENV)lint-imports
	@echo "== Migrations"
	@$(IN_VENV)python manage.py makemigrations --check --dry-run
	@echo "== Deployment settings"
	@DEBUG=false HTTPS=true ALLOWED_HOSTS=fund.example.org \
		SECRET_KEY=$$($(IN_VENV)python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(IN_VENV)python manage.py check --deploy --fail-level WARNING

# A part of the tests covers a part of the code, so only all of them are held to the coverage.
ifdef ARGS
test: .venv/installed-dev
	@$(PYTEST) $(ARGS)
else
test: check ## Run every check and test (ARGS="-k facet", or any of pytest's arguments, for those tests alone)
	@echo "== Tests"
	@$(PYTEST) --cov
endif

test-fast: .venv/installed-dev ## Run the tests that need no browser
	@$(PYTEST) -m "not browser and not long" $(ARGS)

test-browser: .venv/installed-dev ## Run the tests that drive a browser
	@$(PYTEST) -m browser $(ARGS)

test-long: .venv/installed-dev ## Run what is too long for each change: many more generated funds than `make test` makes
	@$(PYTEST) -m "hypothesis or long" --hypothesis-profile long $(ARGS)

bench: .venv/installed-dev ## Measure each page on the database of `make run`, pages and searches with many more projects, and the site beside Datasette
	@DJANGO_SETTINGS_MODULE=funding.config.settings $(IN_VENV)python -m tests.benchmarks.pages
	@DJANGO_SETTINGS_MODULE=funding.config.settings $(IN_VENV)python -m tests.benchmarks.scale
	@DJANGO_SETTINGS_MODULE=funding.config.settings $(IN_VENV)python -m tests.benchmarks.served

format: .venv/installed-dev ## Format the code, and mend what the linter can mend
	@$(IN_VENV)ruff format
	@$(IN_VENV)oxfmt static
	@$(IN_VENV)djhtml --tabwidth 2 templates
	@$(IN_VENV)ruff check --fix

# For all platforms and Python versions at once. The pip that installs them checks every hash.
COMPILE = $(IN_VENV)uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-annotate --no-header --no-emit-index-url --quiet
lock: .venv/installed-dev ## Make the requirements files anew from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@$(COMPILE) $(UPGRADE) --extra embedded --output-file requirements.txt
	@$(COMPILE) $(UPGRADE) --extra embedded --extra dev --constraints requirements.txt --output-file requirements-dev.txt

clean: ## Delete what the other commands made, except the database
	@rm -rf .venv .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache var/static var/static-sources

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is missing or older than Python 3.11; install a newer one, or name it: make PYTHON=python3.12 run" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make virtual environments; install its venv module (on Debian: apt install python3-venv)" >&2; exit 1; }
	@echo "Making .venv"
	@$(PYTHON) -m venv --clear .venv

# The stamps say that what the lock file names is installed. requirements-dev.txt contains all of requirements.txt.
.venv/installed-run: requirements.txt | .venv/bin/python
	@echo "Installing the packages in requirements.txt"
	@$(IN_VENV)python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/python
	@echo "Installing the packages in requirements-dev.txt"
	@$(IN_VENV)python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
