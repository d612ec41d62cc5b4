# The whole interface for contributors: make demo | check | test | system | drill | lint | bench | hammer | soak |
# clients | examples | browser | bundle | image (and wheel, which CI runs); docs/contributing.md says what each runs, for how long.
# With SYSTEM=1 test has slow and system tests, too, but those of the night, as in CI; with MEASURED=1 it has all and counts what they cover.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.ready
DEV := $(VENV)/.ready-for-development
# More than processors: many tests wait for a process, a vendor or a database.
WORKERS ?= 4
PYTEST := -m pytest --numprocesses $(WORKERS) --dist loadgroup --no-loadscope-reorder
COVERED := $(VENV)/coverage.json
COVERAGE := 95.2
DRILLS = $(shell grep -rl --include="test_*.py" "^from tests.drills" tests)

# Tests start many processes: each would compile all of Footage again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo check test system drill hammer soak browser clients examples lint bench wheel bundle image

demo: $(RUN)
	FOOTAGE_HOME="$${FOOTAGE_HOME:-$(CURDIR)/.demo}" $(BIN)/footage demo

check: lint
	$(BIN)/python -m tests.changed

test: $(DEV)
ifdef MEASURED
	$(BIN)/python -m slipcover --json --out $(COVERED) $(PYTEST)
	$(BIN)/python -m slipcover --fail-under $(COVERAGE) --merge $(COVERED) --out $(COVERED)
else
	$(BIN)/python $(PYTEST) -m "not night$(if $(SYSTEM),, and not slow and not system)"
endif

system: $(DEV)
	$(BIN)/python $(PYTEST) -m "slow or system"

drill: $(DEV)
	FOOTAGE_TEST_DRILL=1 $(BIN)/python $(PYTEST) -m drill $(DRILLS)

hammer: drill
	FOOTAGE_TEST_EVERYTHING=1 $(BIN)/python -m pytest -q tests/field/test_subtitle_fuzz.py \
		tests/field/test_mutated_films.py tests/integration/test_machines.py tests/protocol/test_hosts.py
	$(BIN)/python -m tests.cap_hammer --holds 10000
	$(BIN)/python -m tests.cap_hammer --holds 10000 --postgres
	$(BIN)/python -m tests.hammer --jobs 500 --workers 4
	$(BIN)/python -m tests.hammer --jobs 500 --workers 4 --postgres
	$(BIN)/python -m tests.fleet --minutes 30
	deploy/build_image.sh

soak: $(DEV)
	$(BIN)/python -m benchmarks.soak --jobs 1000

browser: $(DEV)
	$(BIN)/python -m pytest -q tests/browser

clients: $(DEV)
	$(BIN)/python -m tests.clients

examples: $(DEV)
	$(BIN)/python -m tests.clients.examples

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m deptry .
	$(BIN)/python -m deptry tests benchmarks deploy installers .ci --exclude "^$$" --ignore DEP002,DEP004

bench: $(DEV)
	$(BIN)/python -m benchmarks

wheel: $(DEV)
	$(BIN)/python .ci/check_wheel.py

bundle: $(DEV)
	$(BIN)/python -m installers bundle

image:
	deploy/build_image.sh

$(RUN): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Footage needs Python 3.11 or newer; try: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(DEV): $(RUN) constraints-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints-dev.txt --group dev --editable ".[a2a,credentials,documents,local,otel,postgres,s3,speech,transcribe]"
	touch $@
