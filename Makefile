# Needs only Python 3.11 or later and make. Lines for Windows without make: README.md.
PYTHON ?= python3
YEAR ?= 2023
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
TESTED := $(VENV)/installed-dev
FONTS := $(CURDIR)/build/fonts/fonts.conf

.PHONY: report test lint format update catalog template picture benchmark measure fuzz clean

report: $(INSTALLED)
	$(BIN)/report build $(YEAR)

test: $(TESTED)
	$(BIN)/report build $(YEAR)
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(TESTED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(TESTED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Writes anew what tests compare with: the text of the 2023 report, the help in docs, the list of rules. Review the diff.
update: $(TESTED)
	UPDATE=1 $(BIN)/python -m pytest -q tests/golden tests/unit/cli/test_docs.py tests/unit/rules/test_rule_list.py

# Collects the messages of the code into the English catalog; new ones wait there for a translation.
catalog: $(TESTED)
	$(BIN)/pybabel -q extract -F babel.cfg -k msg -k _ --no-location --sort-output --project=report-kit \
	  --omit-header -o build/report_kit.pot cli.py report_kit
	$(BIN)/pybabel -q update -N --no-fuzzy-matching --omit-header -D report_kit -l en -i build/report_kit.pot -d report_kit/locale

# Makes the shipped templates anew from report_kit/ooxml/standard_template.py and red_header.py.
template: $(INSTALLED)
	$(BIN)/python -c "from pathlib import Path; from report_kit.flows.template import TEMPLATES; \
	  [Path(f'templates/{kind}.docx').write_bytes(make()) for kind, make in TEMPLATES.items()]"

# The picture in README: the first page of the report as LibreOffice shows it (.ci/rendering.sh installs what it needs).
picture: $(INSTALLED) | $(FONTS)
	mkdir -p docs/pictures
	FONTCONFIG_FILE=$(FONTS) $(BIN)/report build $(YEAR) --pdf
	pdftoppm -r 80 -f 1 -l 1 -gray -png -singlefile build/$(YEAR)/*（草稿）.pdf docs/pictures/report-$(YEAR)-page-1

$(FONTS):
	bash .ci/fonts.sh $(dir $@)

benchmark: $(TESTED)
	$(BIN)/python -m benchmarks.build

# How sure the checks are: slips of the pen, passages, time; how fast a review is. Writes the tables of docs/checking.md
# and docs/review.md anew.
measure: $(TESTED)
	$(BIN)/python -m benchmarks.mutation --update
	$(BIN)/python -m benchmarks.corpus --update
	$(BIN)/python -m benchmarks.checking --update
	$(BIN)/python -m benchmarks.review --update

fuzz: $(TESTED)
	$(BIN)/python -m benchmarks.fuzz 5000
	$(BIN)/python -m benchmarks.pairs 500

clean:
	rm -rf build dist $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(TESTED): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@ $(INSTALLED)
