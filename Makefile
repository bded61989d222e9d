# Everything starts here, on a machine with Python >= 3.11 and make:
#     make demo    compare the two reports under examples/ and seeds/, print what changed and what was found
#     make test    run every test
#     make bench   measure speed and memory against floors and peers
# Another Python: make demo PYTHON=python3.13

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

LOWEST := build/lowest
LOWEST_PYTHON ?= python3.11
CORE := tests/test_seed.py tests/test_demo.py tests/test_layers.py tests/test_import_light.py tests/test_bad_input.py \
	tests/text tests/alignment tests/verification tests/rendering tests/cli

PRIOR := examples/data/cixi-2022-illustrative.txt
CURRENT := seeds/cixi-2023.txt
# The demonstration speaks Chinese where the locale does, or what REPORTDIFF_LANG says.
DEMO_LANG := $(or $(REPORTDIFF_LANG),$(if $(filter zh%,$(or $(LC_ALL),$(LC_MESSAGES),$(LANG))),zh,en))
COMPARE := $(BIN)/reportdiff compare $(PRIOR) $(CURRENT) --lang $(DEMO_LANG)

.PHONY: help demo test lint lowest docs ratchet bench clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^#  *\(make .*\)/\1/p' Makefile

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "reportdiff needs Python 3.11 or newer, and none is on the PATH: install one, or name it: make demo PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "reportdiff needs Python 3.11 or newer; $(PYTHON) is older or missing. Name another: make demo PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Creating $(VENV) with $$($(PYTHON) --version) ..."
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot create a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

# What the demonstration needs and no more; nothing is compiled before it is used.
$(VENV)/.ready-demo: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing reportdiff into $(VENV) (half a minute, once) ..."
	@$(PIP) --no-compile -e .
	@touch $@

$(VENV)/.ready: $(VENV)/.ready-demo
	@echo "Installing what the tests need into $(VENV) (a minute or two, once) ..."
	@$(PIP) -e '.[test]'
	@$(BIN)/python -W ignore -m compileall -qq -j 0 $(VENV)/lib || true # the tests take warnings for errors, also those of compiling others' code
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@$(PIP) -e '.[dev]'
	@touch $@

# The outcome first, then the row of the stated change, then the findings; the whole table is kept.
demo: $(VENV)/.ready-demo
	@mkdir -p build
	@COLUMNS=80 $(COMPARE) --quiet > build/cixi-2022-2023.txt || test $$? -eq 1 # 1: something is inconsistent, as it should be
	@for ending in html md csv json; do $(COMPARE) --quiet --force -o build/cixi-2022-2023.$$ending || test $$? -eq 1 || exit 2; done
	@echo "$$ reportdiff compare $(PRIOR) $(CURRENT) --lang $(DEMO_LANG)"
	@awk 'BEGIN { RS = ""; ORS = "\n\n" } { part[NR] = $$0 } /\+117\.42%/ && !row { row = NR } \
		END { print part[1]; print part[row]; for (n = 2; n < row; n++) print part[n] }' build/cixi-2022-2023.txt
	@test $(DEMO_LANG) = zh && echo "全部结果：$$(echo build/cixi-2022-2023.*)（先打开 .html）" || echo "The whole result: $$(echo build/cixi-2022-2023.*) (open the .html first)"
	@test $(DEMO_LANG) = zh && echo "接着试试：" || echo "To go on, type:"
	@echo "  . $(BIN)/activate && reportdiff compare LAST-YEAR.txt THIS-YEAR.txt --lang $(DEMO_LANG) -o diff.html"

# The files of tests are shared out to as many processes as there are processors, at most four: each takes 0.9 GB.
test: $(VENV)/.ready
	$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile

# The core on the oldest Python and the lowest versions that pyproject.toml allows, in an environment of its own. Old
# libraries warn of each other's old names; those warnings are shown and are no errors.
lowest:
	@test -x $(LOWEST)/bin/python || $(LOWEST_PYTHON) -m venv $(LOWEST)
	@$(LOWEST)/bin/python tests/lowest_versions.py test > $(LOWEST)/constraints.txt
	@$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check -c $(LOWEST)/constraints.txt -e '.[test]'
	$(LOWEST)/bin/python -m pytest -q -W default::DeprecationWarning $(CORE)

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The docs as a site under build/site. Without --quiet: it would keep warnings, a broken link among them, from --strict.
docs: $(VENV)/.ready-dev
	$(BIN)/python -m mkdocs build --strict

# Raise the figures that tests/test_gold.py defends, lower the limits of tests/test_house.py and tests/test_sizes.py.
ratchet: $(VENV)/.ready-dev
	$(BIN)/python tests/gold_scores.py
	$(BIN)/python bench/house.py --lower

# Every ratio in one run, against floors and peers (some minutes); the small one is what CI runs.
bench: $(VENV)/.ready
	$(BIN)/python bench/run.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
