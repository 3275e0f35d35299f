# Everything that a person does with Briefreader begins here: `make run`, `make test`, and what `make help` lists.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
PY := $(BIN)/python
TOUR := build/tour
WHOOSH := build/whoosh-2.7.4

# A window needs a screen: on Linux somebody's X or Wayland, elsewhere there always is one.
SCREEN := $(if $(filter Linux,$(shell uname -s 2>/dev/null)),$(DISPLAY)$(WAYLAND_DISPLAY),yes)
QT := .venv/qt-$(if $(SCREEN),screen,offscreen)

# The newest Python that fits. It is started, not just looked for: a name on the path may lead nowhere.
FIND_PYTHON = for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	>/dev/null 2>&1 && break; python=; done

# Installs the parts of constraints.txt that come before the part $(1), and nothing that is not in it, bit for bit.
# With --no-deps: for a package with an extra (coverage[toml]) pip would try the newest version, which has no hash here.
INSTALL = sed '/^\# $(1)\./,$$d' constraints.txt >.venv/pins.txt && \
	$(PY) -m pip install -qq --disable-pip-version-check --no-input --no-deps --only-binary :all: --require-hashes \
		-r .venv/pins.txt

.PHONY: help run test bench tour package pins clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

run: .venv/run $(QT) ## install what is missing, and open the window (without a screen: take the tour)
ifneq ($(SCREEN),)
	@$(BIN)/briefreader
else
	@echo "There is no screen here: Briefreader does the same without one, and takes pictures of it."
	@$(BIN)/briefreader tour --output $(TOUR)
	@echo "The pictures and the exported files are in $(TOUR)/"
endif

tour: .venv/run $(QT) ## drive the window without a screen, and leave pictures and exported files
	@$(BIN)/briefreader tour --output $(TOUR)

test: .venv/test $(QT) $(WHOOSH)/made ## every check there is: lint, format, types, contracts, tests, coverage
	@echo "Lint and format (ruff)" && $(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .
	@echo "Types (mypy)" && $(BIN)/mypy --no-error-summary
	@echo "Who may import whom (import-linter)" && $(BIN)/lint-imports >build/contracts.txt || \
		{ cat build/contracts.txt; exit 1; }
	@echo "Tests" && rm -f .coverage .coverage.* && $(PY) -m pytest -q -n 2 --dist loadfile --cov --cov-report=
	@echo "Branch coverage of everything outside ui/, at least 95 %" && \
		$(BIN)/coverage report --omit 'briefreader/ui/*' --fail-under 95
	@echo "Branch coverage of ui/, at least 80 %" && \
		$(BIN)/coverage report --include 'briefreader/ui/*' --fail-under 80
	@echo "Search tests again, with Whoosh 2.7.4 in place of whoosh3" && \
		$(WHOOSH)/bin/python -m pytest -q tests/search

bench: .venv/test $(QT) ## the measurements, one table each
	@for table in $$(grep -l __main__ bench/*.py); do echo "$$table"; $(PY) "$$table" || exit; done

package: .venv/package $(QT) ## a folder that needs no Python, and a Debian package around it, in dist/
	@$(PY) packaging/build.py

pins: .venv/run ## make constraints.txt anew, out of pyproject.toml
	@$(PY) -m venv build/pins && build/pins/bin/pip install -qq --disable-pip-version-check uv
	@$(PY) packaging/pin.py build/pins/bin/uv

clean: ## remove everything that the targets above made
	rm -rf .venv build dist .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/run: constraints.txt pyproject.toml
	@$(FIND_PYTHON); [ -n "$$python" ] || { echo "Briefreader needs Python 3.11, 3.12 or 3.13 with its venv module" \
		"(on Debian: apt-get install python3 python3-venv), and found none." >&2; exit 1; }; \
	$(PY) -c '' 2>/dev/null || { echo "Making .venv with $$($$python --version)" && $$python -m venv --clear .venv; }
	@echo "Installing Briefreader and what it is built on into .venv (about 130 MB, once) ..."
	@$(call INSTALL,2)
	@$(PY) -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(PY) -m compileall -q briefreader # as an installed program is: a start without it takes half as long again
	@touch $@

.venv/test: .venv/run
	@echo "Installing what the checks need ..."
	@$(call INSTALL,3)
	@touch $@

.venv/package: .venv/test
	@echo "Installing what packaging needs ..."
	@$(call INSTALL,4)
	@touch $@

.venv/qt-screen: .venv/run
	@$(PY) packaging/qt_libraries.py --screen
	@touch $@

.venv/qt-offscreen: .venv/run
	@$(PY) packaging/qt_libraries.py
	@touch $@

# Its own packages come first on its path, so its `whoosh` is 2.7.4; all else is borrowed from .venv.
$(WHOOSH)/made: .venv/test packaging/whoosh-2.7.4.txt
	@echo "Making an environment with Whoosh 2.7.4 ..."
	@$(PY) -m venv --clear $(WHOOSH)
	@$(WHOOSH)/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes \
		-r packaging/whoosh-2.7.4.txt
	@$(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
		>"$$($(WHOOSH)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/borrowed.pth"
	@$(WHOOSH)/bin/python -c 'import whoosh; assert whoosh.__version__ == (2, 7, 4)'
	@touch $@
