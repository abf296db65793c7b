"""The errors a user can cause or must act on; the command line prints them in one block and exits with 3.

Each message says where, what was seen and what to do. Anything else that escapes is a defect of ours, which shows its
traceback and exits with 3 as well.
"""


class AlignCheckError(Exception):
    """Base of all errors a caller may want to catch; raise one of its subclasses."""

    consequence = "Nothing was checked"
    """What the error means for the run."""


class InputError(AlignCheckError):
    """A text cannot be read, decoded, or made sense of."""


class ConfigError(AlignCheckError):
    """The configuration file or a combination of options is wrong."""


class ModelError(AlignCheckError):
    """The embedding model cannot be found, unpacked, or loaded."""


class CacheError(AlignCheckError):
    """The cache's file is damaged, or cannot be read or written."""


class IncompleteError(AlignCheckError):
    """What a run makes must be whole, and something could not be looked at."""

    consequence = "Nothing was written"


class OutputError(AlignCheckError):
    """A report cannot be written."""

    consequence = "The texts were checked, but not every report was written"
