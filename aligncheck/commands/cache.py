"""``aligncheck cache``: what the cache holds, and emptying it."""

import click

from aligncheck.commands.shared import errors_explained


@click.command()
@click.argument("action", type=click.Choice(("info", "clear")))
def cache(action: str) -> None:
    """Say where the cache is and what it holds, or clear it.

    The cache keeps what the models said of texts, so that a second run on unchanged texts needs no model. It is
    bounded, and may be cleared at any time. ALIGNCHECK_CACHE names another folder; ALIGNCHECK_NO_CACHE switches it off.
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
