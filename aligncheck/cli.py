"""The command line: its group of commands, each in a file of `aligncheck.commands`."""

import os

import click

from aligncheck import __version__
from aligncheck.commands import COMMANDS

_EXAMPLES = """\b
Examples:
  aligncheck check original.txt translation.txt
  aligncheck check --help
  aligncheck rules non-word"""


@click.group(epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="aligncheck")
def main() -> None:
    """Check a translated document against its original: what was left out, added, or got wrong, and where."""
    # torch's threads wait for each other by spinning, which on a machine that has other work takes the very cores they
    # wait for: encoding was measured to take 2 to 6 times as long. Read when torch is first imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


for _command in COMMANDS:
    main.add_command(_command)
