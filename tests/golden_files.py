"""Golden files: whole texts under tests/golden, compared to the letter and rewritten by `pytest --update-golden`."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"
OPTION = "--update-golden"


def add_option(parser: pytest.Parser) -> None:
    """Give pytest the flag; called by conftest.py."""
    parser.addoption(OPTION, action="store_true", help="rewrite the golden files instead of comparing with them")


def path_of(name: str) -> Path:
    return FOLDER / name


def check(name: str, text: str, config: pytest.Config) -> None:
    """Compare a text with the golden file of this name, or write it if the flag is given."""
    path = path_of(name)
    if config.getoption(OPTION):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), f"no golden file {name}; make it with: pytest {OPTION}, and read what it says"
    assert text == path.read_text(encoding="utf-8"), f"differs from {path}; if it should: pytest {OPTION}"
