# The two commands of a newcomer: `make run` and `make test`. Everything they need, they set up.
.DEFAULT_GOAL := help
PY := .venv/bin/python
KOTINOS := .venv/bin/kotinos

.PHONY: help run test soak opinions bench audit lock clean
help:            ## this list
	@grep -hE '^[a-z]+: .*##|^[a-z]+:  +##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

run: .venv/run   ## a demonstration Games on localhost; Ctrl-C stops it
	@$(KOTINOS) run --demo

test: .venv/dev  ## every test: unit, contract, browser
	@tools/system-packages test
	@$(PY) tools/check.py

soak: .venv/dev  ## the long endurance runs
	@tools/system-packages test
	@$(PY) -m pytest -m soak -p no:cacheprovider --timeout=7200

opinions: .venv/dev ## both rankers of every rule on 100,000 competitions each
	@$(PY) -m tests.sports.families

bench: .venv/dev ## every benchmark beside its peer; rewrites docs/benchmarks.md
	@tools/system-packages bench
	@$(PY) -m bench

audit: .venv/dev ## known weaknesses of the locked packages (asks the package index)
	@$(PY) -m pip_audit -r requirements/run.lock --disable-pip --require-hashes

lock: .venv/dev  ## resolve the dependencies anew
	@tools/lock

clean:           ## remove what set-up made
	rm -rf .venv var

.venv/run: requirements/run.lock pyproject.toml
	@tools/setup run
.venv/dev: requirements/dev.lock pyproject.toml
	@tools/setup dev
