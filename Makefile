SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# dbt-spark has pins of its own, so it has an environment of its own
SPARK := build/spark
# what the benchmarks compare with besides SQL by hand
POLARS := build/polars
# The first that answers: a name may be there and belong to a Python that is not, as pyenv has it.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python --version >/dev/null 2>&1 && command -v $$python && break; done)
SHOPSCORE_HOME ?= data
TEST_HOME := build/test-home
export DBT_SEND_ANONYMOUS_USAGE_STATS := false

.PHONY: help run pages test lint types dbt-tests py-tests test-spark test-python bench proof proof-fixtures proof-growth proof-hundredfold proof-incremental proof-learned dagster drawing picture format pins clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY) ## everything on a fresh machine: environment, made-up sample, one refresh, the scoreboard
	@SHOPSCORE_HOME=$(SHOPSCORE_HOME) $(BIN)/shopscore sample --if-new
	@SHOPSCORE_HOME=$(SHOPSCORE_HOME) $(BIN)/shopscore refresh
	@SHOPSCORE_HOME=$(SHOPSCORE_HOME) $(BIN)/shopscore scoreboard
	@echo
	@echo "Where to look next"
	@echo "  $(BIN)/shopscore explain 10000001          why a shop has its score, and which cases cost it"
	@echo "  $(BIN)/shopscore status                    what landed, what was rejected, what ran"
	@echo "  $(BIN)/shopscore sql \"from marts.scores\"   the marts; $(SHOPSCORE_HOME)/published/shopscore.duckdb for BI tools"
	@echo "  make pages                               the scores as pages in the browser, on a phone too"
	@echo "  docs/first-score.md                      your own exports: a home of their own, and the way to the first score"

# The schedule and the sensor run by themselves while this is open: http://127.0.0.1:3000
dagster: $(READY) ## the pipeline in Dagster's page, with the schedule and the sensor
	@install -d -m 700 $(SHOPSCORE_HOME)/dagster
	@cp orchestration/dagster.yaml $(SHOPSCORE_HOME)/dagster/dagster.yaml
	@SHOPSCORE_HOME=$(abspath $(SHOPSCORE_HOME)) DAGSTER_HOME=$(abspath $(SHOPSCORE_HOME))/dagster \
		$(BIN)/dagster dev --module-name orchestration.definitions --host 127.0.0.1 --port 3000

pages: $(READY) ## the scores as pages in the browser: http://127.0.0.1:8501
	@SHOPSCORE_HOME=$(SHOPSCORE_HOME) $(BIN)/shopscore serve

test: lint types dbt-tests py-tests test-spark ## environment, linters, types, dbt tests, pytest: what CI runs

lint: $(READY) ## ruff and sqlfluff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --processes 2 models tests
	$(BIN)/sqlfluff lint --processes 2 --templater placeholder shopscore benchmarks

types: $(READY) ## mypy
	$(BIN)/mypy

# The data tests run in the refresh of a sample; the unit tests need only the tables that the refresh made.
dbt-tests: $(READY) ## a refresh of a sample, then the unit tests of the models
	rm -rf $(TEST_HOME)
	SHOPSCORE_HOME=$(TEST_HOME) $(BIN)/shopscore sample --until 2021-11-15
	SHOPSCORE_HOME=$(TEST_HOME) $(BIN)/shopscore refresh --as-of 2021-11-15
	SHOPSCORE_AS_OF=2021-11-15 SHOPSCORE_WAREHOUSE=$(TEST_HOME)/warehouse.duckdb \
		SHOPSCORE_TEMPORARY=$(TEST_HOME)/temporary DBT_TARGET_PATH=$(TEST_HOME)/dbt DBT_LOG_PATH=$(TEST_HOME)/logs \
		$(BIN)/dbt --warn-error-options '{"error": ["Deprecations"]}' test --select test_type:unit

py-tests: $(READY) ## pytest
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

test-spark: $(READY) $(SPARK)/.ready ## every model on Apache Spark, its marts compared with those of DuckDB
	SPARK_ENVIRONMENT=$(SPARK) $(BIN)/pytest tests/spark

# Another Python than that of .venv: its own environment, what reads and writes files, and one refresh. Where that Python
# lies in somebody's home, another user cannot start it: the tests that need one are left to `make test`.
test-python: ## a short test with PYTHON, in an environment of its own
	$(MAKE) VENV=build/python build/python/.ready
	build/python/bin/pytest --quiet --numprocesses 2 --dist loadfile -k 'not another_user' \
		tests/unit/landing tests/unit/publishing
	rm -rf build/python-home
	SHOPSCORE_HOME=build/python-home build/python/bin/shopscore sample --shops 6 --days 40 --orders-per-day 8
	SHOPSCORE_HOME=build/python-home build/python/bin/shopscore refresh
	SHOPSCORE_HOME=build/python-home build/python/bin/shopscore scoreboard
	rm -rf build/python build/python-home

# A million: ORDERS=1000000 SHOPS=200 DAYS=365; ten millions: ORDERS=10000000 SHOPS=1000 DAYS=730 ROUNDS=1.
ORDERS ?= 100000
SHOPS ?= 60
DAYS ?= 182
ROUNDS ?= 3
bench: $(READY) $(POLARS)/.ready ## what it costs beside the same work by hand, as ratios, into benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.bench --orders $(ORDERS) --shops $(SHOPS) --days $(DAYS) --rounds $(ROUNDS)

proof: $(READY) ## every published table, row by row, against what the code of before published
	$(BIN)/pytest --quiet tests/proof

# Only for a commit that says which numbers move, and why: tests/proof/README.md.
proof-fixtures: $(READY) ## what `make proof` compares with, anew
	$(BIN)/python -m tests.proof.write

# Of hours and gigabytes, so not in CI: COPIES=11 is about a million orders.
COPIES ?= 100
proof-hundredfold: $(READY) ## every data test and check on a hundred times the sample
	nice -n 10 $(BIN)/python benchmarks/hundredfold.py $(COPIES)

# Thirty refreshes are in CI; a year of them takes minutes.
REFRESHES ?= 365
proof-growth: $(READY) ## the warehouse file never grows beyond 1.3 times its data
	PROOF_REFRESHES=$(REFRESHES) nice -n 10 $(BIN)/pytest --quiet -s -k never_grows tests/unit/test_compaction.py

# Days of exports one after the other, each compared with one computation of everything: late, repeated, corrected and
# withdrawn files, skipped days, killed builds.
PROOF_SEEDS ?= 3
PROOF_DAYS ?= 11
proof-incremental: $(READY) ## day after day equals everything at once, over long made-up histories
	PROOF_SEEDS=$(PROOF_SEEDS) PROOF_DAYS=$(PROOF_DAYS) nice -n 10 \
		$(BIN)/pytest --quiet -m long tests/end_to_end/test_incremental_equals_full.py

# A handful of made-up platforms is in CI.
PROOF_WORLDS ?= 300
proof-learned: $(READY) ## from 60 pages of five shops the total is known within a point on days left out
	PROOF_WORLDS=$(PROOF_WORLDS) nice -n 10 $(BIN)/pytest --quiet tests/unit/calibration/test_simulated_truth.py

drawing: $(READY) ## docs/architecture.md and the limits of the graph anew, from the models
	$(BIN)/python -m tests.fixtures.drawing

picture: $(READY) ## the pictures of the docs anew, from the made-up sample in SHOPSCORE_HOME; needs chromium
	SHOPSCORE_HOME=$(abspath $(SHOPSCORE_HOME)) $(BIN)/python -m tests.fixtures.report_picture
	SHOPSCORE_HOME=$(abspath $(SHOPSCORE_HOME)) $(BIN)/python -m tests.fixtures.page_picture

format: $(READY) ## ruff and sqlfluff, in place
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --processes 2 models tests
	$(BIN)/sqlfluff fix --processes 2 --templater placeholder shopscore benchmarks

clean: ## remove the environment and what was built
	rm -rf $(VENV) build target logs

$(READY): requirements/pins.txt requirements/uv.txt requirements/install.sh pyproject.toml
	@requirements/install.sh $(VENV) "$(PYTHON)"
	@touch $(READY)

$(SPARK)/.ready: $(READY) requirements/spark.txt
	@requirements/install.sh $(SPARK) "$(PYTHON)" requirements/spark.txt
	@touch $@

$(POLARS)/.ready: $(READY) requirements/polars.txt
	@requirements/install.sh $(POLARS) "$(PYTHON)" requirements/polars.txt
	@touch $@

# After a change of the dependencies in pyproject.toml; versions that need not change stay.
pins: $(READY) ## the pinned requirements anew, from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-strip-extras --generate-hashes \
		--no-header --extra dev --extra pages --extra report --output-file requirements/pins.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-strip-extras --generate-hashes \
		--no-header --constraint requirements/pins.txt --group spark --output-file requirements/spark.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-strip-extras --generate-hashes \
		--no-header --group polars --output-file requirements/polars.txt
