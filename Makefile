# Two commands do everything: «make build» and «make test»; «make check» is for between two changes. They make .venv/ when it
# is missing or out of date.

PYTHON ?= python3
BIN := .venv/bin
NARAVARD_VERAPDF ?= $(HOME)/.cache/naravard_docs/verapdf
NARAVARD_AJV ?= $(HOME)/.cache/naravard_docs/ajv
NARAVARD_YAMLLS ?= $(HOME)/.cache/naravard_docs/yamlls
NARAVARD_VNU ?= $(HOME)/.cache/naravard_docs/vnu
NARAVARD_AXE ?= $(HOME)/.cache/naravard_docs/axe
NARAVARD_EDITOR ?= $(HOME)/.cache/naravard_docs/editor

# Compiled files are kept: without them each of the tests' processes compiles the program anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: build check lint test test-lowest lock stress goldens bench bench-docs verapdf vnu ajv yamlls axe editor clean

# The repository's own meetings are adopted, so that their minutes would come from arkiv/ as they were first built, whatever
# has been changed here since. Their archives go first; those of other meetings stay.
EXAMPLES := 2021-03-19-samrad-vard-och-omsorg 2023-03-24-systemledning

build: .venv/built
	rm -rf $(EXAMPLES:%=arkiv/%)
	$(BIN)/naravard bygg

# A file of tests stays in one process, and some files are one (tests/conftest.py), so that Java starts once.
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile

test: lint
	$(PYTEST)

# About a minute: all but the tests that are marked «slow», and fewer examples of what is drawn at random.
check: lint
	$(PYTEST) -m "not slow" --hypothesis-profile=quick

lint: .venv/tested
	$(BIN)/ruff check naravard_docs tests docs benchmarks tools
	$(BIN)/ruff format --check naravard_docs tests docs benchmarks tools
	$(BIN)/mypy

# The fast tests that together use every library, with the oldest Python and the oldest versions that pyproject.toml allows.
LOWEST := builder/test_signed.py cli/test_cli.py cli/test_extract.py compose/test_calendar.py compose/test_template_budget.py \
    mail/test_mail.py markup/test_markup.py meeting/test_deadlines.py meeting/test_status.py \
    pdf/test_pdf.py pdf/test_reading_copy.py preview/test_preview_guard.py preview/test_saving.py send/test_oauth.py send/test_sending.py sheet/test_cells.py \
    sheet/test_csv_encodings.py sheet/test_sheet.py style/test_figures.py style/test_tables.py \
    test_goldens.py word/test_word.py workspace/test_bad_meeting.py workspace/test_reading.py \
    workspace/test_schema.py yaml/test_bad_yaml.py yaml/test_comments_in_braces.py

test-lowest: .venv-lowest/built
	.venv-lowest/bin/python -m pytest -n 2 --dist loadfile -p no:cacheprovider $(LOWEST:%=tests/%) \
	    --deselect tests/cli/test_cli.py::test_bygg_in_two_processes_makes_the_same

# Renew the pins in requirements/ from pyproject.toml and requirements/test.in; «make lock KEEP=1» keeps every pin that still
# fits, as when a dependency is added or taken away.
LOCK = $(BIN)/uv pip compile -q --universal --python-version 3.11 --annotation-style line \
    --custom-compile-command "make lock" $(if $(KEEP),,--upgrade)

lock: $(BIN)/uv
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) pyproject.toml --all-extras requirements/test.in -c requirements/run.txt -o requirements/test.txt

# Kill, starve and overrun the commands, and look for anything lost, doubled, half-written or stuck: half an hour, on
# loopback only. «make stress STRESS="--points 20"» takes some minutes; «--write-docs» puts the figures into docs/reliability.md.
stress: .venv/tested
	$(BIN)/python -m tests.stress $(STRESS)

# Renew the golden texts after a change that is meant; look at the difference before committing it.
goldens: .venv/tested
	NARAVARD_RENEW_GOLDENS=1 $(BIN)/python -m pytest -q tests/test_goldens.py

# What the program costs beside others, in one table: «make bench QUICK=1» takes a minute, «make bench BENCH="--parts cold
# warm"» measures some of it. Nothing is asserted.
bench: .venv/built .venv-bench/built
	$(BIN)/python -m benchmarks $(if $(QUICK),--quick) $(BENCH)

# Put the last measures into docs/performance.md.
bench-docs: .venv/built
	$(BIN)/python -m benchmarks --write-docs

# The others have an environment of their own; one that cannot be installed is left out of the table, and it says so.
.venv-bench/built: benchmarks/requirements.txt
	$(PYTHON) -m venv .venv-bench
	for other in typst watchfiles weasyprint docxtpl jinja2; do \
	    .venv-bench/bin/python -m pip install -q --disable-pip-version-check -c benchmarks/requirements.txt $$other \
	    || echo "$$other cannot be installed here"; \
	done
	touch $@

# veraPDF, which judges PDF/A and PDF/UA; needs Maven, and Java when it runs. Fetched anew when its version changes.
verapdf: $(NARAVARD_VERAPDF)/fetched

$(NARAVARD_VERAPDF)/fetched: tools/verapdf/pom.xml
	mkdir -p "$(NARAVARD_VERAPDF)"
	test ! -e "$@" || rm -f "$(NARAVARD_VERAPDF)"/*.jar
	mvn -q -B -f tools/verapdf/pom.xml dependency:copy-dependencies -DoutputDirectory="$(NARAVARD_VERAPDF)"
	touch "$@"

# The Nu Html Checker, which judges pages; needs Maven, and Java when it runs.
vnu: $(NARAVARD_VNU)/fetched

$(NARAVARD_VNU)/fetched: tools/vnu/pom.xml
	mkdir -p "$(NARAVARD_VNU)"
	test ! -e "$@" || rm -f "$(NARAVARD_VNU)"/*.jar
	mvn -q -B -f tools/vnu/pom.xml dependency:copy-dependencies -DoutputDirectory="$(NARAVARD_VNU)"
	touch "$@"

# ajv, which judges the schemas for editors; needs npm, and node when it runs.
ajv: $(NARAVARD_AJV)/fetched

$(NARAVARD_AJV)/fetched: tools/ajv/package.json
	mkdir -p "$(NARAVARD_AJV)"
	cp tools/ajv/package.json "$(NARAVARD_AJV)"
	npm install --silent --no-audit --no-fund --no-package-lock --prefix "$(NARAVARD_AJV)"
	touch "$@"

# yaml-language-server, the heart of VS Code's YAML extension, to try what editors show; needs npm, and node when it runs.
yamlls: $(NARAVARD_YAMLLS)/fetched

$(NARAVARD_YAMLLS)/fetched: tools/yaml-language-server/package.json
	mkdir -p "$(NARAVARD_YAMLLS)"
	cp tools/yaml-language-server/package.json "$(NARAVARD_YAMLLS)"
	npm install --silent --no-audit --no-fund --no-package-lock --prefix "$(NARAVARD_YAMLLS)"
	touch "$@"

# axe-core, which judges in a browser how accessible pages are; needs npm. The browser is Debian's chromium.
axe: $(NARAVARD_AXE)/fetched

$(NARAVARD_AXE)/fetched: tools/axe/package.json
	mkdir -p "$(NARAVARD_AXE)"
	cp tools/axe/package.json "$(NARAVARD_AXE)"
	npm install --silent --no-audit --no-fund --no-package-lock --prefix "$(NARAVARD_AXE)"
	touch "$@"

# The editor of «naravard förhandsgranska»: CodeMirror from npm as one file, which is not in git and is in the wheel when it is
# here. Without it the page has a plain text field. Needs npm and node.
EDITOR := naravard_docs/preview/page/vendor

editor: $(EDITOR)/editor.js

$(EDITOR)/editor.js: $(wildcard tools/editor/*)
	mkdir -p "$(NARAVARD_EDITOR)" "$(EDITOR)"
	cp tools/editor/* "$(NARAVARD_EDITOR)"
	npm install --silent --no-audit --no-fund --no-package-lock --prefix "$(NARAVARD_EDITOR)"
	cd "$(NARAVARD_EDITOR)" && node build.mjs "$(abspath $(EDITOR))"

.venv/built: pyproject.toml requirements/run.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed: make PYTHON=python3.12 …") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -c requirements/run.txt -e .
	touch $@

.venv/tested: .venv/built requirements/test.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -c requirements/run.txt -r requirements/test.txt
	touch $@

# By itself, so that the pins can be renewed when they no longer fit.
$(BIN)/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -c requirements/test.txt uv

.venv-lowest/built: pyproject.toml requirements/test.txt | $(BIN)/uv
	$(BIN)/uv venv -q --clear --python 3.11 .venv-lowest
	$(BIN)/uv pip install -q --python .venv-lowest -r requirements/test.txt
	$(BIN)/uv pip install -q --python .venv-lowest --resolution lowest-direct --upgrade --all-extras -r pyproject.toml -e .
	touch $@

clean:
	rm -rf .venv .venv-bench .venv-lowest output build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
