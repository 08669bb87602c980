# Signpost's commands. Each sets up what it needs first; the first set-up takes a few minutes.
# What stands after ## beside a target is what `make help` prints.

PYTHON ?= python3
KNOWLEDGE ?= knowledge/kent
COUNT ?= 10000
DIALOGUE := environments/dialogue/bin/python
SERVICE := environments/service/bin/python
RUFF := environments/service/bin/ruff
MYPY := environments/service/bin/mypy

# What runs in the dialogue environment: core, which runs in both, and all that needs Rasa.
DIALOGUE_CODE = bot/*.py bot/components bot/engine bot/evaluation
DIALOGUE_ONLY = $(wildcard tests/components tests/conversations tests/engine tests/evaluation)
# The line in front is the first to be done, and takes these over, so that none waits for another.
DIALOGUE_LATER = tests/engine tests/conversations
DIALOGUE_TESTS = tests/test_*.py $(filter-out $(DIALOGUE_LATER),$(DIALOGUE_ONLY))
# What starts processes of its own, and so waits more than it works.
PROCESS_TESTS = tests/command tests/service tests/whole
LONG_RUN = tests/whole/test_soak.py

.DEFAULT_GOAL := help
.PHONY: run test check lint types train evaluate evaluate-safety fuzz baseline rasa check-knowledge import-schools first-account stop resume forget export erase verify-audit demo bench bench-desk bench-fixes scale-test soak locks scan clean help setup setup-development

run: ## start the assistant and say its address; Ctrl-C ends it
	@$(PYTHON) -m bot.command.run

test: setup-development ## all tests, in both environments
	@$(PYTHON) -m bot.command.train
	@# Rasa's own age warns in the dialogue environment; in the other one warnings are errors.
	@# Three lines of work at once, as much of each is waiting for processes and browsers; what two
	@# of them say is told at the end. What starts processes is the one in front: a shell has those
	@# behind pass over the interrupt that some of its tests send.
	@mkdir -p var; outcome=0; \
	$(DIALOGUE) -m pytest -W default $(DIALOGUE_TESTS) >var/dialogue-tests.log 2>&1 & dialogue=$$!; \
	$(SERVICE) -m pytest $(patsubst %,--ignore=%,$(DIALOGUE_ONLY) $(PROCESS_TESTS)) \
	  >var/service-tests.log 2>&1 & service=$$!; \
	$(SERVICE) -m pytest $(PROCESS_TESTS) --ignore=$(LONG_RUN) || outcome=$$?; \
	$(SERVICE) -m pytest $(LONG_RUN) || outcome=$$?; \
	$(DIALOGUE) -m pytest -W default $(DIALOGUE_LATER) || outcome=$$?; \
	wait $$dialogue || outcome=$$?; wait $$service || outcome=$$?; \
	cat var/dialogue-tests.log var/service-tests.log; exit $$outcome

check: lint types test ## format, lint, types and all tests: the same as CI

lint: setup-development ## the code's format and habits
	@$(RUFF) format --check
	@$(RUFF) check

types: setup-development ## the code's types, against what each environment holds
	@$(MYPY) $(wildcard bot/*.py bot/bench bot/command bot/service bot/store bot/web actions)
	@$(MYPY) --python-executable $(DIALOGUE) --python-version 3.10 $(DIALOGUE_CODE)

train: ## train the dialogue engine, if what it learns from has changed
	@$(PYTHON) -m bot.command.train

evaluate: ## how well people are understood: make evaluate ARGS="--only police_sergeant --baseline"
	@$(PYTHON) -m bot.command.evaluate $(ARGS)

evaluate-safety: setup ## how well the urgency guard and the details guard hear: make evaluate-safety ARGS="--also FILE"
	@nice -n 10 $(DIALOGUE) -W ignore -m bot.evaluation.safety $(ARGS)

fuzz: setup-development ## ten thousand odd messages to the running assistant: make fuzz COUNT=10000
	@$(PYTHON) -m bot.command.train
	@SIGNPOST_FUZZ=$(COUNT) nice -n 10 $(SERVICE) -m pytest tests/whole/test_fuzz.py

baseline: ## the environment of Rasa's default pipeline, for make evaluate ARGS=--baseline
	@$(PYTHON) -m bot.command.baseline

rasa: setup ## Rasa's own command line: make rasa ARGS="data validate"
	@$(DIALOGUE) -m bot.engine $(ARGS)

check-knowledge: setup ## what is wrong with a pack, by file and line: make check-knowledge KNOWLEDGE=folder
	@$(SERVICE) -m bot.command.check_knowledge $(KNOWLEDGE)

import-schools: setup ## read the register of schools: make import-schools FILE=edubasealldata.csv
	@$(SERVICE) -m bot.command.import_schools $(FILE)

first-account: setup ## let the first admin in: make first-account EMAIL=kim@example.org NAME="Kim Alder"
	@$(SERVICE) -m bot.command.first_account "$(EMAIL)" "$(NAME)"

stop: setup ## stop all answers at once: make stop REASON="Its answers are being checked."
	@$(SERVICE) -m bot.command.switch stop "$(REASON)"

resume: setup ## let the assistant answer again
	@$(SERVICE) -m bot.command.switch resume

forget: setup ## forget what has had its time, as the service does by itself: make forget ARGS=--dry-run
	@$(SERVICE) -m bot.command.forget $(ARGS)

export: setup ## hand over what is kept of a person: make export WHO=jo@example.org ARGS="--to folder"
	@$(SERVICE) -m bot.command.rights export "$(WHO)" $(ARGS)

erase: setup ## erase a person everywhere: make erase WHO=KS-7F3K-92QM ARGS=--dry-run
	@$(SERVICE) -m bot.command.rights erase "$(WHO)" $(ARGS)

verify-audit: setup ## whether the audit is whole: make verify-audit ARGS="--noted 120:ab12…"
	@$(SERVICE) -m bot.command.verify_audit $(ARGS)

demo: setup ## a desk with an invented year, in var/demo: make demo ARGS="--enquiries 600"
	@SIGNPOST_VAR=$${SIGNPOST_VAR:-var/demo} $(SERVICE) -m bot.command.demo $(ARGS)

bench: ## speed and weight beside Rasa's own default: make bench ARGS=--as-trained
	@$(PYTHON) -m bot.command.bench $(ARGS)

bench-fixes: setup-development ## what each fix of Rasa is worth, on and off by turns
	@$(PYTHON) -m bot.command.train
	@nice -n 10 $(DIALOGUE) -W ignore -m tests.bench.fix_by_fix

bench-desk: setup-development ## how fast the desk's pages are at 50,000 enquiries, on both databases
	@nice -n 10 $(SERVICE) -W ignore -m tests.bench.desk_pages $(ARGS)

scale-test: setup-development ## two of each process under load, killed one by one: make scale-test ARGS="--minutes 5"
	@$(PYTHON) -m bot.command.train
	@$(SERVICE) -m tests.growth.scale $(ARGS)

soak: setup-development ## 50,000 messages, and whether anything grows: make soak ARGS="--messages 50000"
	@$(PYTHON) -m bot.command.train
	@$(SERVICE) -m tests.growth.soak $(ARGS)

check-compose: ## what docker-compose and caddy, which it needs, say of deploy/compose
	@cd deploy/compose && export DATABASE_PASSWORD=any SIGNPOST_SECRET_KEY=any && \
	docker-compose --env-file example.env --file compose.yaml config --quiet && \
	set -a && . ./example.env && caddy validate --config Caddyfile

locks: ## renew the exact locks: make locks ARGS=--keep adds to them and changes no release
	@$(PYTHON) -m bot.command.locks $(ARGS)

scan: setup ## known vulnerabilities in both locks; needs a network
	@$(SERVICE) -m bot.command.scan

clean: ## remove environments, models and caches; conversations and logs under var/ stay
	rm -rf environments models .rasa .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-16s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup:
	@$(PYTHON) -m bot.command.setup

setup-development:
	@$(PYTHON) -m bot.command.setup --development
