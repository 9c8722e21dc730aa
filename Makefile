# AllureConnect Desktop. `make` alone lists what there is.
PYTHON := .venv/bin/python
SOURCES := main.py allure_desktop tests benchmarks
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup run test test-long simulate lint types imports javascript tour tour-keyboard screenshots translations bench accuracy fuzz package package-smoke package-try lock clean

help:  ## lists these targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*##/\t/' | column -t -s "$$(printf '\t')"

setup:  ## installs what is needed: Debian packages, .venv, npm assets
	@.ci/setup

run: setup  ## opens the window; without a display, the tour on a virtual screen
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" != Linux ]; then exec $(PYTHON) main.py; else exec $(MAKE) --no-print-directory tour; fi

tour: setup  ## a scripted person does the main job in the real window; pictures in build/tour
	@SCREEN=1400x900 .ci/session $(PYTHON) -m tests.tour

tour-keyboard: setup  ## the main job without a pointer; pictures in build/tour-keyboard
	@SCREEN=1400x900 .ci/session $(PYTHON) -m tests.tour --keyboard --pictures build/tour-keyboard

screenshots: setup  ## every screen in light, dark and more contrast, two sizes, three text sizes; build/screenshots/index.html
	@SCREEN=2200x1300 .ci/session $(PYTHON) -m tests.screenshots

test: lint types imports javascript  ## lint, types, import contracts and all tests
	@.ci/session $(PYTHON) -m pytest -n 2 -m "not long" tests

test-long: setup  ## the tests that need longer
	@.ci/session $(PYTHON) -m pytest -m long --timeout 1800 tests

simulate: setup  ## uploads in virtual worlds: SEEDS=1000000 for a night, SEED=k for one again, MUTANTS=1 for planted bugs
	@$(PYTHON) -m tests.simulation $(if $(SEED),--seed $(SEED)) $(if $(SEEDS),--seeds $(SEEDS)) $(if $(FIRST),--first $(FIRST)) $(if $(MUTANTS),--mutants)

lint: setup  ## ruff: style and formatting
	@$(PYTHON) -m ruff check $(SOURCES)
	@$(PYTHON) -m ruff format --check $(SOURCES)

types: setup  ## mypy, strict
	@$(PYTHON) -m mypy

imports: setup  ## who may import whom
	@.venv/bin/lint-imports pyproject.toml

javascript: setup  ## the player's own lint and tests
	@npx --no-install eslint resources/player resources/web_view tests/javascript
	@node --test tests/javascript/

bench: setup  ## the figures, as ratios against a peer in the same run
	@SCREEN=1400x900 .ci/session $(PYTHON) -m benchmarks

fuzz: setup  ## 20,000 packages with changed bytes, any manifest, any members, bad input of every kind
	@.ci/session $(PYTHON) -m pytest -n 2 --timeout 1800 tests/validation/test_mutants.py tests/validation/test_fuzz.py tests/validation/test_any_package.py tests/validation/test_bad_input.py

accuracy: setup  ## verdicts on a folder of packages: make accuracy CORPUS=DIR
	@$(PYTHON) -m benchmarks.accuracy $(CORPUS)

package: setup  ## builds the one-folder program dist/AllureConnect, tries it, and packs it for Debian
	@$(PYTHON) -m PyInstaller --noconfirm --log-level ERROR pyinstaller.spec
	@$(MAKE) --no-print-directory package-smoke
	@if command -v dpkg-deb >/dev/null; then $(PYTHON) .ci/make-deb; fi

package-smoke: setup  ## checks and plays courses with the built program
	@mkdir -p build/demo && $(PYTHON) -m tests.packaged_courses build/demo
	@dist/AllureConnect/AllureConnect validate build/demo/passes.zip
	@dist/AllureConnect/AllureConnect preview build/demo/film.zip --expect completed --timeout 90s

package-try:  ## installs the Debian package and uses it: window, film, sandbox, upload (asks for administrator rights)
	@SCREEN=1400x900 .ci/try-package

translations: setup  ## brings resources/i18n in line with the source, and tells what has no German yet
	@$(PYTHON) -m tests.translations

lock: setup  ## pins the newest allowed versions, with hashes
	@.ci/lock

clean:  ## removes what was made here, the set-up included
	rm -rf build dist .venv .setup node_modules resources/generated .mypy_cache .ruff_cache .pytest_cache .hypothesis
