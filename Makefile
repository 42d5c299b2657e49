# Everything a newcomer needs, on a machine that has Python 3.11+, make and the package registries.
# `make help` lists the targets.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SOURCE ?= scene://abandoned-bag
MODEL  ?=
GUARDS ?=
ARGS   ?=

# The machine's own certificates: a company's network often has one that the tools do not bring.
export UV_SYSTEM_CERTS ?= true
export YOLO_OFFLINE ?= true
export YOLO_AUTOINSTALL ?= false
# Where bytecode is switched off, as in many container images, each process compiles all that it imports, at each start.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo cluster test check fmt lock clean unit bench keycloak

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.$(if $(MODEL),vision,base) ## run all of ORIN here: SOURCE= MODEL= GUARDS= ARGS='--exit-when-done --json'
	@$(BIN)/orin demo --source '$(SOURCE)' $(if $(MODEL),--model '$(MODEL)') $(if $(GUARDS),--guards '$(GUARDS)') $(ARGS)

cluster: $(VENV)/.base ## run three Kafka brokers here: ARGS=--secure
	@$(BIN)/orin cluster up $(ARGS)

test: $(VENV)/.dev ## lint, types and every test, on real Kafka and PostgreSQL
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -q tests

check: $(VENV)/.dev ## lint, types and the pure tests
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n 2 -q --hypothesis-profile=quick -m 'not models and not slow' tests/unit

.PHONY: lint
lint: $(VENV)/.dev
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache > $(VENV)/imports.log 2>&1 || { cat $(VENV)/imports.log; exit 1; }

fmt: $(VENV)/.dev ## format the code
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .

.PHONY: chaos mixed harms soak
chaos: ## all of the proof, an hour and more: make mixed, harms, interleavings, checker
	@$(MAKE) --no-print-directory mixed
	@for each in harms interleavings checker; do $(MAKE) --no-print-directory $$each ARGS= || exit 1; done

harms: $(VENV)/.dev ## each harm by itself, large: POISON=100000 AWAY=20 CAMERAS=1000 OUTAGES='30 3600'
	@POISON=$(or $(POISON),100000) AWAY=$(or $(AWAY),20) CAMERAS=$(or $(CAMERAS),1000) $(BIN)/python -m pytest -q $(ARGS) \
	  tests/pipeline/stages/test_poison.py tests/pipeline/projections/test_database_away.py tests/pipeline/stages/test_cold_recovery.py
	@for each in $(or $(OUTAGES),30 3600); do \
	  OUTAGE=$$each $(BIN)/python -m pytest -q $(ARGS) tests/pipeline/ingest/test_spool.py || exit 1; done

mixed: $(VENV)/.dev ## the mixed run under harm: SECONDS=3600 SEED=7 ARGS='--json --keep FOLDER'
	@$(BIN)/python -m tests.cluster.chaos --seconds $(or $(SECONDS),240) $(if $(SEED),--seed $(SEED)) $(ARGS)

.PHONY: interleavings checker
interleavings: $(VENV)/.dev ## the checkpoint through ROUNDS=1000000 interleavings on the model broker, over all cores
	@$(BIN)/python -m tests.proof.interleavings --rounds $(or $(ROUNDS),1000000) $(ARGS)

checker: $(VENV)/.dev ## break each step of the checkpoint on a real broker: the comparison must catch it (ARGS=NAME)
	@$(BIN)/python -m tests.proof.checker $(ARGS)

soak: $(VENV)/.dev ## a long calm run: slopes of memory and lag: SECONDS=600 ARGS=--json
	@$(BIN)/python -m benchmarks.soak --seconds $(or $(SECONDS),600) $(ARGS)

keycloak: $(VENV)/.dev ## sign in at a Keycloak, which is downloaded once (176 MB)
	@KEYCLOAK=1 $(BIN)/python -m pytest -q --timeout 900 -k keycloak $(ARGS) tests/pipeline/access/test_providers.py

bench: $(VENV)/.dev ## list the benchmarks and what each measures
	@$(BIN)/python -m benchmarks

lock: $(VENV)/.uv ## re-compile requirements/*.txt from pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --extra vision --extra dev --extra s3 pyproject.toml requirements/build.in -o requirements/dev.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --extra vision pyproject.toml requirements/build.in -c requirements/dev.txt -o requirements/vision.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --extra s3 pyproject.toml requirements/build.in -c requirements/dev.txt -o requirements/s3.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  pyproject.toml requirements/build.in -c requirements/dev.txt -o requirements/base.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  requirements/uv.in -o requirements/uv.txt

clean: ## remove the virtual environment and caches; data in ORIN_HOME stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info

$(VENV)/.uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "ORIN needs Python 3.11 or newer; set PYTHON=python3.12, say"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

# base runs everything but YOLO; vision adds torch and ultralytics (about 3 GB); dev adds what the tests need.
$(VENV)/.base $(VENV)/.vision $(VENV)/.dev: $(VENV)/.%: requirements/%.txt pyproject.toml | $(VENV)/.uv
	@echo "installing ORIN ($*) into $(VENV) ..."
	@VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet --require-hashes -r requirements/$*.txt
	@VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
