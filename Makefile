# Two commands do everything on a fresh Debian 12 with Python 3.11 and make:  make run   make test
# Both install what is missing first: system libraries (as root or through sudo), then pinned packages in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
SAMPLE := samples/wuxi-iot-summit.fr.txt
SAMPLE_FIGURES := samples/wuxi-iot-figures.csv
OUT := out

# For Qt drawn off screen; for real windows under Xvfb; fonts; LibreOffice, which recalculates workbooks in the tests.
RUN_PACKAGES := libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 \
	libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-image0 libxcb-randr0 \
	libxcb-render-util0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 fonts-dejavu-core
TEST_PACKAGES := $(RUN_PACKAGES) xvfb xauth fonts-liberation libreoffice-calc-nogui libreoffice-writer-nogui

.DEFAULT_GOAL := help
.PHONY: help run test lint types layers pytest bench screenshots fuzz wheel package lock clean system-run system-test

help:
	@echo "make run          open the window on the sample release (without a display: check it on the command line)"
	@echo "make test         lint, types, layers and the whole test suite"
	@echo "make bench        measure speed, as docs/performance.md shows it"
	@echo "make screenshots  take the pictures of docs/images anew"
	@echo "make fuzz         feed 10,000 mutated files to the readers and the extractor"
	@echo "make wheel        build the wheel into dist/"
	@echo "make package      build the one-folder application into dist/workbench"
	@echo "make lock         pin the newest allowed versions anew, with hashes (needs uv)"
	@echo "make clean        remove everything that was built or installed here"

run: system-run $(VENV)/.installed
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		exec $(BIN)/workbench $(SAMPLE); \
	fi; \
	echo "There is no display here, so the sample is checked on the command line instead of in the window."; \
	mkdir -p $(OUT); \
	$(BIN)/workbench check $(SAMPLE) --reference $(SAMPLE_FIGURES) --xlsx $(OUT)/wuxi-iot-summit.xlsx; \
	[ $$? -le 1 ]

test: system-test $(VENV)/.installed-dev lint types layers pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

layers: $(VENV)/.installed-dev
	$(BIN)/lint-imports

pytest: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --ignore=tests/ui -n $(JOBS) --dist loadfile --max-worker-restart 0
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/ui -n 1 --max-worker-restart 0

bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.benchmarks

screenshots: $(VENV)/.installed-dev
	$(BIN)/python -m tests.ui.screenshots

fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m tests.fuzz.readers --inputs 10000

wheel: $(VENV)/.installed-dev
	$(BIN)/python -m pip wheel --no-deps --no-build-isolation --wheel-dir dist .

package: system-run $(VENV)/.installed-package
	$(BIN)/python desk/licences.py build/licences
	$(BIN)/pyinstaller --noconfirm --log-level ERROR --distpath dist --workpath build/pyinstaller desk/workbench.spec
	cp desk/workbench.desktop desk/workbench-mime.xml desk/INSTALL.md resources/ui/icons/app.svg dist/workbench/
	rm -f dist/package-check.json; dist/workbench/workbench check $(SAMPLE) --reference $(SAMPLE_FIGURES) --json dist/package-check.json; grep -q doubtful dist/package-check.json
	@du -sh dist/workbench

lock:
	uv pip compile pyproject.toml --python-version 3.11 --universal --generate-hashes --no-annotate --no-header --no-emit-index-url -o requirements.txt
	uv pip compile --group build --python-version 3.11 --universal --generate-hashes --no-annotate --no-header --no-emit-index-url -o requirements-build.txt
	uv pip compile --group package --constraint requirements.txt --constraint requirements-build.txt --python-version 3.11 --universal --generate-hashes --no-annotate --no-header --no-emit-index-url -o requirements-package.txt
	uv pip compile --group dev --constraint requirements.txt --constraint requirements-build.txt --python-version 3.11 --universal --generate-hashes --no-annotate --no-header --no-emit-index-url -o requirements-dev.txt

clean:
	rm -rf $(VENV) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks

# Debian keeps the making of virtual environments in a package of its own.
VENV_PACKAGE = $(shell $(PYTHON) -c "import ensurepip" 2>/dev/null || echo python3-venv)

system-run:
	@sh .ci/system-packages $(RUN_PACKAGES) $(VENV_PACKAGE)

system-test:
	@sh .ci/system-packages $(TEST_PACKAGES) $(VENV_PACKAGE)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt requirements-build.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-package: $(VENV)/.installed requirements-package.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-package.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
