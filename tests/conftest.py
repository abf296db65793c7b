"""What every test module shares."""

import golden_files
import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    golden_files.add_option(parser)
