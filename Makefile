SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHON ?= $(shell command -v python3.11 || command -v python3)
SHOPSCORE_HOME ?= data
TEST_HOME := build/test-home
export DBT_SEND_ANONYMOUS_USAGE_STATS := false

.PHONY: run test lint types dbt-tests py-tests bench dagster format clean

run: $(READY)
	@if [ -z "$$(find $(SHOPSCORE_HOME)/landing -type f 2>/dev/null | head -n 1)" ]; then \
		$(BIN)/shopscore sample --landing $(SHOPSCORE_HOME)/landing; \
	fi
	@SHOPSCORE_HOME=$(SHOPSCORE_HOME) $(BIN)/shopscore refresh
	@SHOPSCORE_HOME=$(SHOPSCORE_HOME) $(BIN)/shopscore scoreboard
	@echo
	@echo "Where to look next"
	@echo "  $(BIN)/shopscore explain 10000001          why a shop has its score, and which cases cost it"
	@echo "  $(BIN)/shopscore status                    what landed, what was rejected, what ran"
	@echo "  $(BIN)/shopscore sql \"from marts.scores\"   the marts; $(SHOPSCORE_HOME)/published/shopscore.duckdb for BI tools"
	@echo "  $(SHOPSCORE_HOME)/landing                  put your own exports here: README.md says where"

# The schedule and the sensor run by themselves while this is open: http://127.0.0.1:3000
dagster: $(READY)
	@mkdir -p $(SHOPSCORE_HOME)/dagster
	@cp orchestration/dagster.yaml $(SHOPSCORE_HOME)/dagster/dagster.yaml
	@SHOPSCORE_HOME=$(abspath $(SHOPSCORE_HOME)) DAGSTER_HOME=$(abspath $(SHOPSCORE_HOME))/dagster \
		$(BIN)/dagster dev --module-name orchestration.definitions --host 127.0.0.1 --port 3000

test: lint types dbt-tests py-tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --processes 2 models tests

types: $(READY)
	$(BIN)/mypy

# The data tests run in the refresh of a sample; the unit tests need only the tables that the refresh made.
dbt-tests: $(READY)
	rm -rf $(TEST_HOME)
	SHOPSCORE_HOME=$(TEST_HOME) $(BIN)/shopscore sample --until 2021-11-15
	SHOPSCORE_HOME=$(TEST_HOME) $(BIN)/shopscore refresh --as-of 2021-11-15
	SHOPSCORE_AS_OF=2021-11-15 SHOPSCORE_WAREHOUSE=$(TEST_HOME)/warehouse.duckdb \
		SHOPSCORE_TEMPORARY=$(TEST_HOME)/temporary DBT_TARGET_PATH=$(TEST_HOME)/dbt DBT_LOG_PATH=$(TEST_HOME)/logs \
		$(BIN)/dbt --warn-error-options '{"error": ["Deprecations"]}' test --select test_type:unit

py-tests: $(READY)
	$(BIN)/pytest --numprocesses 2 --dist loadfile

bench: $(READY)
	@for benchmark in benchmarks/*.py; do echo "$$benchmark"; $(BIN)/python $$benchmark; done

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --processes 2 models tests

clean:
	rm -rf $(VENV) build target logs

$(READY): requirements.txt pyproject.toml
	@if command -v uv >/dev/null; then \
		uv venv --quiet --allow-existing --python 3.11 $(VENV) && \
		uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.txt && \
		uv pip install --quiet --python $(BIN)/python --no-deps --editable .; \
	else \
		$(PYTHON) -m venv $(VENV) && \
		$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt && \
		$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .; \
	fi
	@touch $(READY)
