# Thin: every verb is `cargo xtask VERB`. scripts/xtask.sh finds the tools first and says plainly
# when cargo or a C compiler is missing. The same verbs run here and in continuous integration.
# ARGS goes to the program behind `make run`, after what it is told there, and to
# `make bench-schedule` (ARGS=--long).
.POSIX:
.PHONY: help run build test setup doctor tidy deny bench bench-schedule bench-forecast bench-exchange doc

XTASK = sh scripts/xtask.sh

help:
	@echo 'make run      build everything and open the demonstration zone at http://127.0.0.1:8080'
	@echo 'make test     every check and every test'
	@echo 'make setup    install what both need (Debian or Ubuntu, as root)'
	@echo 'make build    build only: target/release/wallchart'
	@echo 'make doctor   what is missing on this machine, with its install line'
	@echo 'make tidy     the house rules alone (seconds)'
	@echo 'make deny     licences, sources and known problems of what we depend on'
	@echo 'make bench    the measured promises'
	@echo 'make bench-schedule DATA=folder   the scheduling engine beside peers and real files'
	@echo 'make bench-forecast DATA=folder   forecasts beside statsforecast and rules of thumb'
	@echo 'make bench-exchange  ledgers in and out again, judged by LibreOffice'
	@echo 'make doc      the documentation of the crates, in target/doc'

run:
	@$(XTASK) run $(ARGS)

build:
	@$(XTASK) build

test:
	@$(XTASK) test

setup:
	@sh scripts/setup.sh

doctor:
	@$(XTASK) doctor test

tidy:
	@$(XTASK) tidy

deny:
	@$(XTASK) deny

bench:
	@$(XTASK) bench

bench-schedule:
	@$(XTASK) bench-schedule $(DATA) $(ARGS)

bench-forecast:
	@$(XTASK) bench-forecast $(DATA)

bench-exchange:
	@$(XTASK) bench-exchange

doc:
	@$(XTASK) doc
