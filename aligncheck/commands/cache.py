"""``aligncheck cache``: what the cache holds, and emptying it."""

import click

from aligncheck.commands.shared import errors_explained

_EXAMPLES = """\b
Examples:
  aligncheck cache info
  aligncheck cache clear"""


@click.command(epilog=_EXAMPLES)
@click.argument("action", type=click.Choice(("info", "clear")))
def cache(action: str) -> None:
    """Say where the cache is and what it holds, or clear it.

    The cache keeps what was found in texts and what the models said of their sentences: a second run on unchanged
    texts needs neither model nor rule, and one on an edited text asks the models for the edited sentences only. It is
    bounded, notices every change of text, setting and program, and may be cleared at any time. ALIGNCHECK_CACHE names
    another folder; ALIGNCHECK_NO_CACHE switches it off.
    """
    from aligncheck.cache import default_cache

    with errors_explained():
        kept = default_cache()
        if action == "clear":
            kept.clear()
            click.echo(f"cleared {kept.path}")
            return
        info = kept.info()
        click.echo(f"{info.path}: {info.entries:,} entries, {info.size / 2**20:.1f} of {kept.max_bytes / 2**20:.0f} MB")
