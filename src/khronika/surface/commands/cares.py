"""``khronika protect`` and ``consent``: who is kept out of what is published, and who agreed to what."""

from typing import TYPE_CHECKING

import click

from khronika.surface.commands.terminal import actor, as_json, opened, rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from khronika.record.cares import Consent, Protected
    from khronika.record.chronicle import Chronicle
    from khronika.record.subjects import Subject

JSON = click.option("--json", "json_", is_flag=True, help="Print records for programs.")
MANY = 10
UNDO = "To take it back: khronika undo --entry {}"


@click.command()
@click.argument("subject", required=False)
@click.option(
    "--level",
    type=click.Choice(["name", "all", "none"]),
    help="name: told of, and never named. all: not told of at all. none: protected no longer.",
)
@click.option("--reason", default="", help="Why; it is kept in the log: write no more than others may read.")
@JSON
@click.pass_context
def protect(ctx: click.Context, subject: str | None, level: str | None, reason: str, json_: bool) -> None:
    """Say how far SUBJECT is kept out of what is published; without SUBJECT, list who and what is protected.

    SUBJECT is a name in any spelling, an id from khronika people, the name of a statement, the SHA-256 or the file's
    name of a document. A name that nobody has linked becomes a party by it, with every place where it is written so.
    """
    from khronika.errors import RequestError
    from khronika.record.cares import Protection, meaning, protections
    from khronika.record.cares import protect as enter
    from khronika.record.subjects import subject_of
    from khronika.surface.cares_text import protections_text

    if subject is None:
        if level is not None or reason:
            raise click.UsageError("name the SUBJECT whom it is about")
        chronicle = opened(ctx)
        found = list(protections(chronicle).values())
        listed(chronicle, found, protections_text, "Nobody and nothing is protected.", json_=json_)
        return
    if level is None:
        raise click.UsageError("give --level name, --level all or --level none")
    if not reason.strip():
        raise RequestError("a protection needs a reason", do="add --reason")
    chronicle, wanted = opened(ctx), Protection(level)
    who = subject_of(chronicle, subject)
    entry = enter(chronicle, who, wanted, actor=actor(), reason=reason)
    what = "is not protected" if wanted is Protection.NONE else f"is protected ({level})"
    click.echo(f"● {who.told} {what}: {meaning(wanted)}. Entry {entry.number}.")
    told_after(chronicle, who, entry.number)


@click.command()
@click.argument("subject", required=False)
@click.option(
    "--purpose",
    type=click.Choice(["record", "share", "publish"]),
    help="record: kept and used in the office. share: given to others who keep it confidential. publish: published.",
)
@click.option("--given/--withdrawn", default=None, help="Whether they agree, or not any more.")
@click.option("--reason", default="", help='Who agreed to whom, when and how: "her mother, in writing, 3 May 2026".')
@JSON
@click.pass_context
def consent(
    ctx: click.Context, subject: str | None, purpose: str | None, given: bool | None, reason: str, json_: bool
) -> None:
    """Say what SUBJECT agreed to, or not any more; without SUBJECT, list who agreed to what.

    SUBJECT is named as in khronika protect. That a name is public already is no consent. Nothing is erased by a
    withdrawal: khronika erase does that.
    """
    from khronika.errors import RequestError
    from khronika.record.cares import Purpose, consents, meaning
    from khronika.record.cares import consent as enter
    from khronika.record.subjects import subject_of
    from khronika.surface.cares_text import consents_text

    if subject is None:
        if purpose is not None or given is not None or reason:
            raise click.UsageError("name the SUBJECT whom it is about")
        chronicle = opened(ctx)
        listed(chronicle, consents(chronicle), consents_text, "Nobody's consent was told.", json_=json_)
        return
    if purpose is None or given is None:
        raise click.UsageError("give --purpose record, share or publish, and --given or --withdrawn")
    if not reason.strip():
        raise RequestError("a consent needs to be told who gave it, when and how", do="add --reason")
    chronicle, wanted = opened(ctx), Purpose(purpose)
    who = subject_of(chronicle, subject)
    entry = enter(chronicle, who, wanted, given=given, actor=actor(), reason=reason)
    what = "agrees" if given else "does not agree any more"
    click.echo(f"● {who.told} {what} to {purpose}: {meaning(wanted)}. Entry {entry.number}.")
    told_after(chronicle, who, entry.number)
    if not given and purpose == "record":
        click.echo("What was recorded is still there. To erase it: khronika erase DOCUMENT or STATEMENT", err=True)


def told_after(chronicle: "Chronicle", who: "Subject", entry: int) -> None:
    """Tell how to take an entry back, and who may be the same as whom it is about, for it does not reach them."""
    from khronika.record.likely import near

    click.echo(UNDO.format(entry), err=True)
    others = near(chronicle, who.somebody) if who.somebody else ()
    for one in others[:MANY]:
        click.echo(
            f"It does not reach {one.name} ({one.id}), who may be the same: khronika why, khronika same", err=True
        )
    if len(others) > MANY:
        click.echo(f"… nor {len(others) - MANY} more: khronika people {who.told!r}", err=True)


def listed(
    chronicle: "Chronicle",
    said: "Sequence[Protected] | Sequence[Consent]",
    text: "Callable[..., str]",
    none: str,
    *,
    json_: bool,
) -> None:
    """Print what was said, each with what it is of by name."""
    from dataclasses import asdict

    from khronika.record.subjects import told_names

    names = told_names(chronicle, [one.subject for one in said])
    if json_:
        as_json([asdict(one) | {"name": names.get(one.subject, "")} for one in said])
    else:
        click.echo(rendered(text, said, names) if said else none)
