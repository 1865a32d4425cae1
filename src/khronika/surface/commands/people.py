"""``khronika people``, ``likely``, ``why``, ``same``, ``different``, ``split``: who is who, proposed and decided."""

from typing import TYPE_CHECKING

import click

from khronika.surface.commands.terminal import actor, as_json, opened, rendered

if TYPE_CHECKING:
    from khronika.identity.somebody import Somebody
    from khronika.record.chronicle import Chronicle

JSON = click.option("--json", "json_", is_flag=True, help="Print records for programs.")
REASON = click.option("--reason", default="", help="Why you think so; it is kept with the decision.")
TYPE = click.option(
    "--type",
    "type_",
    type=click.Choice(["person", "organization", "body", "group", "all"]),
    default="person",
    show_default=True,
    help="Whom to list; courts and police are bodies.",
)
NOBODY = "Nobody is named in the chronicle yet. Next: khronika add REPORTS"
UNDO = "To take it back: khronika undo --entry {}"


@click.command()
@click.argument("name", required=False)
@TYPE
@JSON
@click.pass_context
def people(ctx: click.Context, name: str | None, type_: str, json_: bool) -> None:
    """List who is named, with every spelling; with a NAME in any alphabet and spelling, who it can be.

    Parties (●) are what people said belongs together; a name (○) is one that nobody has linked yet.
    """
    from khronika.record.cares import cares_of
    from khronika.record.people import everybody, find, how_many
    from khronika.surface.cares_text import care_details, said_record
    from khronika.surface.people_records import somebody_record
    from khronika.surface.people_text import people_text, person_text

    chronicle = opened(ctx)
    found = find(chronicle, name) if name else everybody(chronicle, () if type_ == "all" else (type_,))
    cases, cares = cases_of(chronicle, found), cares_of(chronicle)
    said = {one.id: cares.of(f"party:{one.id}") for one in found}
    if json_:
        as_json([somebody_record(one, cases) | said_record(said[one.id]) for one in found])
    elif len(found) == 1 and name:
        click.echo(rendered(person_text, found[0], cases, care_details(said[found[0].id])))
    elif found:
        click.echo(rendered(people_text, found, cases, {id_: care_details(one) for id_, one in said.items()}))
        looked_at, every = how_many(chronicle, name) if name else (0, 0)
        if every:
            click.echo(f"\n{looked_at} of {every:,} such names are shown: type more of the name", err=True)
        click.echo("\nEvery place that tells of one: khronika people ID; who may be one: khronika likely", err=True)
    else:
        click.echo(f"Nobody is called {name!r}, in any spelling." if name else NOBODY)


def cases_of(chronicle: "Chronicle", found: "tuple[Somebody, ...]") -> dict[str, list[str]]:
    """Return for the statements that tell of somebody the cases that they are in."""
    from khronika.docket import cases
    from khronika.record.chronicle import evidence

    wanted = {told.statement for one in found for told in one.told}
    made: dict[str, list[str]] = {}
    for case in cases(evidence(chronicle)) if wanted else ():
        for one in case.own if case.persons else ():
            if one.id in wanted:
                made.setdefault(one.id, []).append(case.name)
    return made


@click.command()
@TYPE
@click.option("--possible", is_flag=True, help="Also pairs that are possible, not likely.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many pairs to show.")
@JSON
@click.pass_context
def likely(ctx: click.Context, type_: str, possible: bool, limit: int, json_: bool) -> None:
    """List pairs that are likely the same, the likeliest first, with every reason for and against.

    Nothing is merged by it. Who was said to be the same or different is not shown any more.
    """
    from khronika.identity.candidates import Level
    from khronika.record.likely import likely as proposed
    from khronika.surface.people_records import proposal_record
    from khronika.surface.people_text import likely_text

    types = () if type_ == "all" else (type_,)
    every = proposed(opened(ctx), types, Level.POSSIBLE)
    found = [one for one in every if possible or one.level is Level.LIKELY]
    if json_:
        as_json([proposal_record(one) for one in found[:limit]])
        return
    click.echo(rendered(likely_text, found[:limit]) if found else "No two are likely the same.")
    if found:
        click.echo("\nDecide: khronika same A B, or khronika different A B; more: khronika why A B", err=True)
    if len(found) > limit:
        click.echo(f"{len(found) - limit} more: --limit {len(found)}", err=True)
    elif rest := len(every) - len(found):
        click.echo(f"{rest} more {'is' if rest == 1 else 'are'} possible: --possible", err=True)


@click.command()
@click.argument("one")
@click.argument("other")
@JSON
@click.pass_context
def why(ctx: click.Context, one: str, other: str, json_: bool) -> None:
    """Tell what speaks for and against that ONE and OTHER are the same, with quotes, and what was decided."""
    from khronika.record.likely import why as explain
    from khronika.surface.people_records import why_record
    from khronika.surface.people_text import why_text

    found = explain(opened(ctx), one, other)
    if json_:
        as_json(why_record(found))
    else:
        click.echo(rendered(why_text, found))


@click.command()
@click.argument("one")
@click.argument("other")
@REASON
@click.pass_context
def same(ctx: click.Context, one: str, other: str, reason: str) -> None:
    """Say that ONE and OTHER are the same: names in any spelling, or ids from khronika people."""
    from khronika.record.identities import same as say

    who, entry = say(opened(ctx), one, other, actor=actor(), reason=reason)
    click.echo(f"● {one} and {other} are one: {' = '.join(who.names)} ({who.id}), by entry {entry.number}.")
    click.echo(UNDO.format(entry.number), err=True)


@click.command()
@click.argument("one")
@click.argument("other")
@REASON
@click.pass_context
def different(ctx: click.Context, one: str, other: str, reason: str) -> None:
    """Say that ONE and OTHER are two: names in any spelling, or ids from khronika people."""
    from khronika.record.identities import different as say

    first, second, entry = say(opened(ctx), one, other, actor=actor(), reason=reason)
    click.echo(f"● {first.name} ({first.id}) and {second.name} ({second.id}) are two, by entry {entry.number}.")
    click.echo(UNDO.format(entry.number), err=True)


@click.command()
@click.argument("who")
@click.argument("places", nargs=-1, required=True)
@click.option("--name", default="", help="What to call the one who is split off; as it is written there if left out.")
@REASON
@click.pass_context
def split(ctx: click.Context, who: str, places: tuple[str, ...], name: str, reason: str) -> None:
    """Say that WHO is two people: what is told in PLACES is of another one.

    PLACES are names of documents, ids of statements, or spellings of the name.
    """
    from khronika.record.identities import split as say

    first, second, entry = say(opened(ctx), who, places, actor=actor(), reason=reason, name=name)
    click.echo(f"● {first.name} ({first.id}) and {second.name} ({second.id}) are two, by entry {entry.number}.")
    click.echo(UNDO.format(entry.number), err=True)


@click.command()
@click.argument("who")
@click.option("--as", "name", default="", help="The name to go by.")
@click.option("--type", "type_", type=click.Choice(["person", "organization", "body", "group"]), help="What it is.")
@click.pass_context
def call(ctx: click.Context, who: str, name: str, type_: str | None) -> None:
    """Say under what name WHO goes, or that it is an organization and no person."""
    from khronika.record.identities import call as say

    if not (name or type_):
        raise click.UsageError("give --as NAME, or --type TYPE")
    one, entry = say(opened(ctx), who, name=name, type_=type_ or "", actor=actor())
    click.echo(
        f"● {one.name} ({one.id}) goes as {'an' if one.type[0] == 'o' else 'a'} {one.type}, by entry {entry.number}."
    )
    click.echo(UNDO.format(entry.number), err=True)
