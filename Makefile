# Every target sets up what it needs; CI calls these and nothing else.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DATA ?=
TRAINING ?= training-run
MINUTES ?= 70
BENCHMARKS := segmentation alignment scale roles non_words untranslated repetition facts statements name_phrases inconsistency lexicon agreement estimation leave_out adapters language_model severity encoding html_page startup speed

.PHONY: help report screenshots test lint format bench train

help:
	@echo 'make report   check the seeds: table here, JSON and HTML into reports/'
	@echo 'make screenshots   pictures of reports/seeds.html, into docs/'
	@echo 'make test     lint, type check, and all tests'
	@echo 'make lint     ruff and mypy'
	@echo 'make format   put the code into the common form'
	@echo 'make bench DATA=FOLDER   all benchmarks, into reports/benchmarks/'
	@echo 'make train DATA=FOLDER   the estimator from its data, three runs of MINUTES=70, checkpoints in TRAINING=training-run'

# The stamp is made last: an interrupted installation is done again.
$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

# The seeds fail the gate, as they should: exit code 1 is the expected end, any other is an error.
report: $(VENV)/.installed
	$(BIN)/aligncheck check seeds --lm off --format json --output reports/seeds.json --format html --output reports/seeds.html \
		--format table; status=$$?; test $$status -eq 1
	@echo 'The seeds fail the gate, as they should. The page for editors: reports/seeds.html'

# Pictures of the seeds' page for the README, at three widths; needs Debian's chromium.
screenshots: $(VENV)/.installed
	$(BIN)/python tests/screenshots.py reports/seeds.html docs

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

# What ships, anew: the network as the mean of three runs, the decisions on top of it (the second hears the language model), and their figures.
MODULE := $(BIN)/python -m aligncheck.training
SHIPPED := aligncheck/data/estimator
train: $(VENV)/.installed
	@test -n '$(DATA)' || { echo 'make train: name the data folder: make train DATA=FOLDER (README, "Benchmarks")' >&2; exit 2; }
	for seed in 1 2 3; do \
		$(MODULE).train '$(DATA)' --output '$(TRAINING)'/$$seed --rng-seed $$seed --workers 2 --resume --minutes '$(MINUTES)' || exit; done
	$(MODULE).export $(foreach seed,1 2 3,'$(TRAINING)'/$(seed)/checkpoint.pt) --output $(SHIPPED)/weights.safetensors
	$(MODULE).fit_decision '$(DATA)' $(SHIPPED)/weights.safetensors --output $(SHIPPED)/decision.json
	$(MODULE).fit_decision '$(DATA)' $(SHIPPED)/weights.safetensors --lm auto --output $(SHIPPED)/decision-lm.json
	$(MODULE).fit_left_out '$(DATA)' --output $(SHIPPED)/left-out.json
	$(BIN)/python benchmarks/estimation.py '$(DATA)'
