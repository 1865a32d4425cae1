# The contributor's menu. Everything runs in the project's own environment, .venv, made from requirements.lock.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install demo test database browser lint quality bench lock clean

install: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: install
	@rm -rf demo
	$(BIN)/khronika --chronicle demo init
	$(BIN)/khronika --chronicle demo add samples/reports
	$(BIN)/khronika --chronicle demo docket Usenova

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The record's tests run on PostgreSQL too: Debian's package, if it is missing and may be installed; else they say so.
database:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null; } || \
		echo "PostgreSQL is not here: the record will be tested on SQLite only"

# The desk's tests need a browser: Debian's package, if it is missing and may be installed; else they say so.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
		echo "Chromium is not here: the desk will not be tried in a browser"

test: lint database browser
	$(BIN)/python -m pytest
	$(BIN)/pip-audit --require-hashes --disable-pip --progress-spinner off -r requirements.lock

quality: install
	$(BIN)/python -m quality.measure
	$(BIN)/python -m quality.names

bench: install
	$(BIN)/python bench/read.py
	$(BIN)/python bench/record.py 10000
	$(BIN)/python bench/names.py
	$(BIN)/python bench/docket.py 10000

lock:
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links \
		--no-emit-options --extra dev --strip-extras -o requirements.lock pyproject.toml

clean:
	rm -rf .venv build dist demo
