# The commands of every day; `just` alone lists them. They use the environment that `just setup` makes.

bin := if os_family() == "windows" { ".venv/Scripts" } else { ".venv/bin" }
python := if os_family() == "windows" { "python" } else { "python3" }

_list:
    @just --list --unsorted

# Make .venv with the locked versions and everything for development
setup:
    {{ python }} -m venv .venv
    {{ bin }}/python -m pip install -c constraints.txt -e '.[dev]'
    {{ bin }}/pre-commit install

# Start the program from the checkout
run *arguments:
    {{ bin }}/python -m assistant {{ arguments }}

# Test one room (just test checks), one file (just test tui/test_home.py), or everything
test room="." *options:
    {{ bin }}/pytest -n auto "tests/{{ room }}" {{ options }}

# Lint, format, types, contracts
check:
    {{ bin }}/ruff check .
    {{ bin }}/ruff format --check .
    {{ bin }}/mypy
    {{ bin }}/mypy --platform win32
    {{ bin }}/lint-imports

# Draw all pictures anew, or: screens, handbook, pages (LibreOffice, pdftoppm), animation (Chromium as well)
pictures *parts:
    {{ bin }}/python -m docs.make_pictures {{ parts }}

# Build the handbook into build/handbook; its generated pages are written anew, a warning fails it
handbook:
    {{ bin }}/python -m docs.make_handbook
    {{ bin }}/python -m zensical build --clean --strict

# Measure (just bench --quick grid)
bench *arguments:
    {{ bin }}/python -m benchmarks {{ arguments }}

# Lock the newest versions of all libraries, for all systems, in constraints.txt
lock:
    {{ bin }}/uv pip compile --quiet --universal --all-extras --python-version 3.11 --upgrade \
      --custom-compile-command "just lock" pyproject.toml -o constraints.txt

# Make all of a release that this machine can make, and prove it; --kits and --no-executables make less
release *options:
    {{ bin }}/python packaging/release.py {{ options }}

# What CI runs; makes .venv anew
ci:
    .ci/run
