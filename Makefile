# Two commands do everything: «make build» and «make test». Both make .venv/ when it is missing or out of date.

PYTHON ?= python3
BIN := .venv/bin
NARAVARD_VERAPDF ?= $(HOME)/.cache/naravard_docs/verapdf

.PHONY: build test goldens bench verapdf clean

build: .venv/built
	$(BIN)/naravard bygg

# A file of tests stays in one process, so that Java and LibreOffice start once.
test: .venv/tested
	$(BIN)/ruff check naravard_docs tests docs benchmarks
	$(BIN)/ruff format --check naravard_docs tests docs benchmarks
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadfile

# Renew the golden texts after a change that is meant; look at the difference before committing it.
goldens: .venv/tested
	NARAVARD_RENEW_GOLDENS=1 $(BIN)/python -m pytest -q tests/test_goldens.py

# What things cost here and now; nothing is asserted.
bench: .venv/built
	$(BIN)/python benchmarks/tagging.py

# veraPDF, which judges PDF/A and PDF/UA; needs Maven, and Java when it runs. Fetched anew when its version changes.
verapdf: $(NARAVARD_VERAPDF)/fetched

$(NARAVARD_VERAPDF)/fetched: tools/verapdf/pom.xml
	mkdir -p "$(NARAVARD_VERAPDF)"
	test ! -e "$@" || rm -f "$(NARAVARD_VERAPDF)"/*.jar
	mvn -q -B -f tools/verapdf/pom.xml dependency:copy-dependencies -DoutputDirectory="$(NARAVARD_VERAPDF)"
	touch "$@"

.venv/built: pyproject.toml requirements/run.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed: make PYTHON=python3.12 …") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -c requirements/run.txt -e .
	touch $@

.venv/tested: .venv/built requirements/test.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -c requirements/run.txt -r requirements/test.txt
	touch $@

clean:
	rm -rf .venv output build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
