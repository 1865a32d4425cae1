"""``khronika tolls``: how many, by whose word, and why a number changed."""

import click

from khronika.surface.commands.terminal import as_json, day, opened, rendered


@click.command()
@click.argument("event", required=False, default="")
@click.option(
    "--between", nargs=2, default=None, metavar="DAY DAY", help="Only why the figures changed between two days."
)
@click.option("--captured", is_flag=True, help="Go by the day of capture, not of publication.")
@click.option("--json", "json_", is_flag=True, help="Print records for programs.")
@click.pass_context
def tolls(ctx: click.Context, event: str, between: tuple[str, str] | None, captured: bool, json_: bool) -> None:
    """Show the figures of an EVENT side by side over time, or of all events: who says so, as of when, in which range."""
    from khronika.docket.toll_history import series
    from khronika.record.chronicle import evidence
    from khronika.surface.toll_text import series_record, tolls_text

    days = (day(between[0]), day(between[1])) if between else None
    if days and days[0] > days[1]:
        raise click.BadParameter("the first day lies after the second", param_hint="--between")
    found = series(evidence(opened(ctx)), event, captured=captured)
    if json_:
        as_json([series_record(one, days) for one in found])
    elif not found:
        click.echo("No figures are told in the chronicle yet. Next: khronika add REPORTS")
    else:
        click.echo(rendered(tolls_text, found, days))
