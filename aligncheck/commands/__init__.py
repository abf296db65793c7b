"""The commands, one file each: options in, reports out, an exit code. They decide nothing themselves."""

from aligncheck.commands.align import align
from aligncheck.commands.check import check
from aligncheck.commands.score import score

__all__ = ["COMMANDS", "align", "check", "score"]

COMMANDS = (check, align, score)
"""In the order of the help."""
