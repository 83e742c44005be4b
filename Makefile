# The commands of this repository; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
SOURCES := agents chat infra tests
# Where a shell forbids bytecode, every start compiles its packages again, which takes seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-fast check bench eval crash-test train-loan format screenshots clean-data image sbom doctor synth diff deploy destroy bootstrap parameters checkov upgrade-check
.DEFAULT_GOAL := help

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: $(STAMP) ## the whole production path on this machine (PORT=8000 moves it)
	@exec $(BIN)/python -m infra.local

test: $(STAMP) ## every test, browser tests included (T=tests/chat/turns for one place)
ifdef T
	@$(BIN)/pytest $(T)
else
	@$(PYTHON) infra/install.py --browser --image --npm
	@$(BIN)/pytest -n 4 --no-loadscope-reorder
endif

test-fast: $(STAMP) ## no browser, no image, nothing slow: under a minute
	@$(BIN)/pytest -q -n 2 -m "not browser and not slow" --ignore=tests/bench --ignore=tests/e2e --ignore=tests/infra

check: $(STAMP) ## style, types, import rules, documentation in step with the code, how well the embedded model teaches
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check --quiet $(SOURCES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -q tests/test_structure.py tests/test_docs.py \
		tests/chat/i18n/test_language.py tests/chat/i18n/test_languages.py tests/infra/local/hosted_login/test_language.py
	@$(BIN)/python -m tests.eval --quick

bench: $(STAMP) ## measurements, each printing ratios taken side by side
	@$(BIN)/python -m tests.bench

eval: $(STAMP) ## how well a model teaches (MODEL=, ROUTE=, ONLY=truth,study, QUICK=1, BUDGET=usd, JUDGE=, RESUME=1, ACCEPT=1, ARGS=--write-docs)
	@$(BIN)/python -m tests.eval $(if $(MODEL),--model "$(MODEL)") $(if $(ROUTE),--route "$(ROUTE)") \
		$(if $(ONLY),--only "$(ONLY)") $(if $(QUICK),--quick) $(if $(BUDGET),--budget "$(BUDGET)") $(if $(JUDGE),--judge "$(JUDGE)") $(if $(RESUME),--resume) $(if $(ACCEPT),--accept) $(ARGS)

crash-test: $(STAMP) ## kill -9 the server a hundred times under load, and count what was lost (about ten minutes)
	@$(BIN)/python -m tests.chat.crash

image: $(STAMP) ## build the server's image with Docker, Podman, Finch or buildah (TAG=, BASE_IMAGE=, PLATFORM=linux/arm64)
	@$(BIN)/python -m infra.image --tag "$(or $(TAG),teachers-assistant)" --base-image "$(BASE_IMAGE)" --platform "$(PLATFORM)"

sbom: $(STAMP) ## list what the image holds in sbom.cdx.json (CycloneDX)
	@tracing=$$(sed -n "s/.* tracing='\(.*\)'.*/\1/p" Dockerfile) && \
	    $(BIN)/uv export --quiet --frozen --no-default-groups --preview-features sbom-export \
	    $$(sed -nE "s/^name = \"($$tracing)\"$$/--no-emit-package=\1/p" uv.lock) \
	    --format cyclonedx1.5 --output-file sbom.cdx.json
	@echo "Written: sbom.cdx.json"

doctor: $(STAMP) ## what stands in the way of a deployment, or with URL=https://... of the people who use it
	@$(BIN)/python -m infra.doctor $(URL) $(ARGS)

format: $(STAMP) ## put the code into shape
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix $(SOURCES)

train-loan: $(STAMP) ## train the built-in loan model (DATA=path of bank-additional-full.csv)
	@test -n "$(DATA)" || { echo "Say where the data is: make train-loan DATA=path/to/bank-additional-full.csv"; exit 1; }
	@$(PYTHON) infra/install.py --group train
	@$(BIN)/python -m agents.tools.loan.training "$(DATA)"

screenshots: $(STAMP) ## take pictures of the key screens into screenshots/, and the README's anew
	@$(PYTHON) infra/install.py --browser
	@$(BIN)/python -m tests.e2e.screenshots screenshots
	@cp screenshots/answer-light.png docs/screenshot.png

synth: $(STAMP) ## the templates of the cloud, made offline; says first what it is and costs (ARGS="-c key=value" for all four)
	@$(BIN)/python -m infra.aws synth $(ARGS)

diff: $(STAMP) ## what a deployment would change
	@$(BIN)/python -m infra.aws diff $(ARGS)

deploy: $(STAMP) ## put it on AWS
	@$(BIN)/python -m infra.aws deploy $(ARGS)

destroy: $(STAMP) ## take it off AWS, after asking; the parameters stay
	@$(BIN)/python -m infra.aws destroy $(ARGS)

bootstrap: $(STAMP) ## ready an account and region for CDK, once (ARGS="aws://ACCOUNT/REGION")
	@$(BIN)/python -m infra.aws bootstrap $(ARGS)

parameters: $(STAMP) ## make or update the parameters on AWS (ENVIRONMENT=dev); what is set stays as it is
	@$(BIN)/python -m infra.aws.parameters $(or $(ENVIRONMENT),dev)

checkov: synth ## what checkov finds in those templates, beyond what infra/aws/checkov.yaml lists with a reason
	@$(BIN)/uv tool run --quiet --from checkov==3.3.30 checkov --config-file infra/aws/checkov.yaml --directory cdk.out

upgrade-check: $(STAMP) ## which adapters still fit the newest releases of what they change (an environment of its own)
	@$(BIN)/python -m infra.upgrade_check

clean-data: ## forget every conversation, user and key of this machine
	@rm -rf .data

$(STAMP): pyproject.toml uv.lock infra/install.py
	@echo "Installing into .venv (once; about a gigabyte) ..."
	@$(PYTHON) infra/install.py
	@touch $@
