"""What every test module shares."""

import os
from pathlib import Path

import golden_files
import pytest
from hypothesis import settings

from aligncheck.cache import OFF_VARIABLE
from aligncheck.embedded_model import find_embedded_model
from aligncheck.language_model.loading import OFF_VARIABLE as NO_LM_VARIABLE
from aligncheck.sentence_transformer import SentenceTransformerEmbedder, load_embedder

# No deadline: a test asserts no time. In CI the same examples every time, so that a failure is the change's own.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
# No test reads or writes the user's own cache of answers; those of the cache name another folder.
os.environ[OFF_VARIABLE] = "1"
# Nor does one ask the language model that the extra lm may have installed, but those that say so.
os.environ[NO_LM_VARIABLE] = "1"
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    golden_files.add_option(parser)


@pytest.fixture(scope="session")
def model_cache() -> Path:
    """The folder of the unpacked embedded model, in the user's own cache, so that runs share it."""
    return find_embedded_model().folder


@pytest.fixture(scope="session")
def embedder(model_cache: Path) -> SentenceTransformerEmbedder:
    """The embedded model, loaded."""
    assert model_cache.is_dir()
    return load_embedder()
