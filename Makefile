.DEFAULT_GOAL := help
.PHONY: help run dev test bench format lock clean

# The Python that makes .venv; everything after that runs in it. `make PYTHON=python3.12 run` chooses another.
PYTHON ?= python3
IN_VENV := .venv/bin/

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/installed-run ## Serve the site as in production, on http://127.0.0.1:8000 (PORT=8001 make run for another port)
	@exec $(IN_VENV)python manage.py serve

dev: .venv/installed-dev ## Serve it for development: code reloads, errors are shown in full
	@DEBUG=true exec $(IN_VENV)python manage.py serve

test: .venv/installed-dev ## Run every check and test
	@echo "== Format"
	@$(IN_VENV)ruff format --check
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
	@echo "== Tests"
	@$(IN_VENV)python -m pytest --cov

bench: .venv/installed-dev ## Measure each page on the database of `make run`, and pages and searches with many more projects
	@DJANGO_SETTINGS_MODULE=funding.settings $(IN_VENV)python -m tests.benchmark
	@DJANGO_SETTINGS_MODULE=funding.settings $(IN_VENV)python -m tests.scale_benchmark

format: .venv/installed-dev ## Format the code, and mend what the linter can mend
	@$(IN_VENV)ruff format
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
