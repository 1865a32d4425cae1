"""``khronika docket`` and ``bans``: what is true of a case on a day, and what is forbidden to whom until when."""

import click

from khronika.surface.commands.terminal import as_json, day, opened, rendered

MANY = 5  # cases that are shown in full without being asked for; more are listed
NOBODY = "No case is in the chronicle yet. Next: khronika add REPORTS"


@click.command()
@click.argument("name", required=False)
@click.option("--on", default="", help="The day to answer for, as 2029-05-01; today if left out.")
@click.option(
    "--known-on", "known_on", default="", help="As it was known at the end of a day; as it is now if left out."
)
@click.option(
    "--credit", "rule", default="", help="Count custody before a sentence by a rule, for instance KZ; list shows them."
)
@click.option("--all", "every", is_flag=True, help="Show every case in full, however many there are.")
@click.option("--json", "json_", is_flag=True, help="Print records for programs.")
@click.pass_context
def docket(ctx: click.Context, name: str | None, on: str, known_on: str, rule: str, every: bool, json_: bool) -> None:
    """Show the case of a person on a day, each line with its quote; without a NAME, all cases."""
    from khronika.docket import cases, find_cases
    from khronika.docket import docket as made
    from khronika.docket.served import credit_of, credits_known
    from khronika.record.chronicle import evidence, rulings
    from khronika.surface.docket_text import docket_text, overview_text
    from khronika.surface.life_words import credit_words
    from khronika.surface.records import docket_json

    if rule == "list":
        click.echo("\n".join(map(credit_words, credits_known().values())))
        return
    asked, credit = day(on), credit_of(rule) if rule else None
    chronicle, known = opened(ctx), day(known_on) if known_on else None
    found = cases(evidence(chronicle, known_on=known), rulings(chronicle, known_on=known))
    dockets = [made(case, asked, credit) for case in (find_cases(found, name) if name else found)]
    if json_:
        as_json([docket_json(one) for one in dockets])
        return
    if not dockets:
        click.echo(NOBODY)
    if len(dockets) > 1:
        click.echo(rendered(overview_text, dockets))
    if every or len(dockets) <= MANY:
        for one in dockets:
            click.echo(("\n\n" if len(dockets) > 1 else "") + rendered(docket_text, one))
    else:
        click.echo("\nOne of them in full: khronika docket NAME; all of them: khronika docket --all")


@click.command()
@click.option("--in-force", "in_force", default="", help="Bans that are, or may be, in force on a day.")
@click.option("--ending", type=click.IntRange(1900, 9998), help="Bans that by some way of counting can end in a year.")
@click.option("--json", "json_", is_flag=True, help="Print records for programs.")
@click.pass_context
def bans(ctx: click.Context, in_force: str, ending: int | None, json_: bool) -> None:
    """List what people may no longer do, with each computed end; those that end first stand at the top."""
    from khronika.docket import bans as found_in
    from khronika.record.chronicle import evidence, rulings
    from khronika.surface.listing import bans_text
    from khronika.surface.records import ban_record

    on = day(in_force)
    chronicle = opened(ctx)
    found = found_in(evidence(chronicle), on if in_force else None, ending, rulings(chronicle))
    if json_:
        as_json([ban_record(one, on) for one in found])
    else:
        click.echo(rendered(bans_text, found, on) or "No such bans.")
