# Every target sets up what it needs; CI calls these and nothing else.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DATA ?=
BENCHMARKS := segmentation alignment scale roles non_words untranslated repetition encoding speed

.PHONY: help report test lint format bench

help:
	@echo 'make report   check the seeds: table here, JSON and HTML into reports/'
	@echo 'make test     lint, type check, and all tests'
	@echo 'make lint     ruff and mypy'
	@echo 'make format   put the code into the common form'
	@echo 'make bench DATA=FOLDER   all benchmarks, into reports/benchmarks/'

# The stamp is made last: an interrupted installation is done again.
$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

# The seeds fail the gate, as they should: exit code 1 is the expected end, any other is an error.
report: $(VENV)/.installed
	$(BIN)/aligncheck check seeds --format json --output reports/seeds.json --format html --output reports/seeds.html \
		--format table; status=$$?; test $$status -eq 1
	@echo 'The seeds fail the gate, as they should. The page for editors: reports/seeds.html'

test: $(VENV)/.installed lint
	$(BIN)/python -m pytest

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed
	@test -n '$(DATA)' || { echo 'make bench: name the data folder: make bench DATA=FOLDER (README, "Benchmarks")' >&2; exit 2; }
	@set -e; for name in $(BENCHMARKS); do $(BIN)/python benchmarks/$$name.py '$(DATA)'; done
