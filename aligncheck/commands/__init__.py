"""The commands, one file each: options in, reports out, an exit code. They decide nothing themselves."""

from aligncheck.commands.align import align
from aligncheck.commands.baseline import baseline
from aligncheck.commands.cache import cache
from aligncheck.commands.check import check
from aligncheck.commands.rules import rules
from aligncheck.commands.score import score

__all__ = ["COMMANDS", "align", "baseline", "cache", "check", "rules", "score"]

COMMANDS = (check, align, score, baseline, rules, cache)
"""All of them; the help lists them by name."""
