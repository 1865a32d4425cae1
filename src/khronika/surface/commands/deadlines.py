"""``khronika deadlines``: what can or must be done by when, by rules that say where they stand."""

import click

from khronika.surface.commands.terminal import as_json, day, opened, rendered


@click.command()
@click.argument("name", required=False)
@click.option("--on", default="", help="The day to answer for, as 2029-05-01; today if left out.")
@click.option("--all", "every", is_flag=True, help="Also those that have passed.")
@click.option("--rules", "list_rules", is_flag=True, help="List the rules with their sources instead.")
@click.option("--json", "json_", is_flag=True, help="Print records for programs.")
@click.pass_context
def deadlines(ctx: click.Context, name: str | None, on: str, every: bool, list_rules: bool, json_: bool) -> None:
    """List deadlines, computed from the steps told until a day, of a person's case or of all cases.

    No legal advice: each says by which rule it is computed and what of the rule nobody has checked.
    """
    from khronika.docket.agenda import chosen, deadlines_of
    from khronika.docket.deadlines import Reach
    from khronika.docket.deadlines import rules as known
    from khronika.record.chronicle import evidence, rulings
    from khronika.surface.deadline_records import deadline_record, rule_record
    from khronika.surface.deadline_text import deadlines_text, rules_text

    if list_rules:
        if json_:
            as_json([rule_record(rule) for rule in known()])
        else:
            click.echo(rendered(rules_text, known()))
        return
    asked = day(on)
    chronicle = opened(ctx)
    found = deadlines_of(chosen(evidence(chronicle), name, rulings(chronicle)), asked)
    left = [one for one in found if every or one.reach(asked) is not Reach.PASSED]
    if json_:
        as_json([deadline_record(one, asked) for one in left])
    elif not left:
        hidden = f" {len(found)} passed before this day: khronika deadlines --all" if found else ""
        click.echo(f"No such deadlines.{hidden}")
    else:
        click.echo(rendered(deadlines_text, left, asked, len(found) - len(left)))
