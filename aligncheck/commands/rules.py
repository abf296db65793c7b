"""``aligncheck rules``: what the rules find, and how to silence them."""

from difflib import get_close_matches

import click

_EXAMPLES = """\b
Examples:
  aligncheck rules
  aligncheck rules non-word"""


@click.command(epilog=_EXAMPLES, short_help="List all rules, or explain one.")
@click.argument("rule", required=False, metavar="[RULE]")
def rules(rule: str | None) -> None:
    """List all rules, or explain RULE: what it finds, why it matters, when it is wrong, how to silence it."""
    from aligncheck.rules import rules as all_rules
    from aligncheck.rules import rules_by_id

    if rule is None:
        click.echo("\n\n".join(each.as_entry() for each in all_rules()))
        return
    known = rules_by_id()
    if rule not in known:
        near = get_close_matches(rule, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
        raise click.UsageError(f"there is no rule {rule!r}; {hint}")
    click.echo(f"{rule}\n\n{known[rule].as_text()}")
