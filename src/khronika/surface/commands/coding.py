"""``khronika coding``: two people decide on the same statements without seeing each other's decisions, and compare."""

from typing import TYPE_CHECKING, Any

import click

from khronika.surface.commands.terminal import DONE, FOUND, actor, as_json, opened, rendered

if TYPE_CHECKING:
    from khronika.docket.coder_agreement import CodedStatement
    from khronika.record.chronicle import Chronicle
    from khronika.record.codings import Coding

JSON = click.option("--json", "json_", is_flag=True, help="Print records for programs.")


@click.group()
def coding() -> None:
    """Code a document blind: nobody sees what the others decide until all are done.

    Who you are is KHRONIKA_ACTOR, or your name on this machine. On one machine the blindness is a courtesy and no
    wall: whoever opens the database with another program finds everything.
    """


@coding.command()
@click.argument("document")
@click.option("--coders", required=True, help="Who codes, as A,B: the names they have in KHRONIKA_ACTOR.")
@JSON
@click.pass_context
def start(ctx: click.Context, document: str, coders: str, json_: bool) -> None:
    """Let two people, or more, code what nobody has decided on yet in a DOCUMENT."""
    from khronika.record.chronicle import sources
    from khronika.record.codings import start_coding
    from khronika.surface.reviewing.queue import the_document

    chronicle = opened(ctx)
    source = the_document(sources(chronicle), document)
    made = start_coding(chronicle, source.sha256, coders.split(","), actor=actor())
    if json_:
        as_json(coding_record(chronicle, made))
        return
    click.echo(
        f"Coding {made.id}: {len(made.statements)} statements of {source.filename}, by {', '.join(made.coders)}."
    )
    click.echo(f"Each of them: KHRONIKA_ACTOR=NAME khronika review {source.filename} --coding", err=True)


@coding.command("list")
@JSON
@click.pass_context
def list_(ctx: click.Context, json_: bool) -> None:
    """List the codings, and who is done."""
    from khronika.record.codings import codings

    chronicle = opened(ctx)
    found = [coding_record(chronicle, one) for one in codings(chronicle)]
    if json_:
        as_json(found)
        return
    for one in found:
        state = "revealed" if one["revealed"] else "open"
        coders = ", ".join(f"{coder} {'is done' if coder in one['done'] else 'codes'}" for coder in one["coders"])
        click.echo(f"{one['coding']}  {state}  {one['document']}, {one['statements']} statements: {coders}")
    if not found:
        click.echo("No coding was started. Next: khronika coding start DOCUMENT --coders A,B")


def coding_record(chronicle: "Chronicle", one: "Coding") -> dict[str, Any]:
    """Return a coding for programs."""
    from khronika.record.chronicle import sources

    name = next((source.filename for source in sources(chronicle) if source.sha256 == one.sha256), one.sha256)
    return {
        "coding": one.id,
        "document": name,
        "sha256": one.sha256,
        "statements": len(one.statements),
        "coders": list(one.coders),
        "done": list(one.done),
        "revealed": one.revealed,
        "started_by": one.started_by,
        "started_at": one.started_at,
    }


def named(chronicle: "Chronicle", name: str, fitting: list["Coding"], none: str) -> "Coding":
    """Return the one coding of a name (its own, or its document's) among some. Raises RequestError otherwise."""
    from khronika.errors import RequestError
    from khronika.record.chronicle import sources
    from khronika.surface.reviewing.queue import documents_called

    shas = {one.sha256 for one in documents_called(sources(chronicle), name)} if name else set()
    found = [one for one in fitting if not name or one.id == name or one.sha256 in shas]
    if not found:
        raise RequestError(none, do="see: khronika coding list")
    if len(found) > 1:
        listed = ", ".join(one.id for one in found)
        raise RequestError(f"several codings fit: {listed}", do="name one, or its document")
    return found[0]


def mine(chronicle: "Chronicle", name: str, *, done: bool = False) -> "Coding":
    """Return the open coding in which the user still codes, or is done."""
    from khronika.record.codings import codings

    me = actor()
    ours = [one for one in codings(chronicle) if not one.revealed and me in one.coders and (me in one.done) is done]
    return named(
        chronicle, name, ours, f"{me} {'is done with' if done else 'has'} no such open coding{'' if done else ' to do'}"
    )


def revealed(chronicle: "Chronicle", name: str) -> "Coding":
    """Return a coding that all are done with. Raises RequestError if it is open still, or there is none."""
    from khronika.errors import RequestError
    from khronika.record.codings import codings

    found = codings(chronicle)
    open_ = [one for one in found if not one.revealed]
    closed = [one for one in found if one.revealed]
    if not closed and open_:
        left = ", ".join(coder for coder in open_[-1].coders if coder not in open_[-1].done)
        raise RequestError(f"nothing is revealed before all are done; still coding: {left}")
    return named(chronicle, name, closed, "no such coding was revealed")


@coding.command()
@click.argument("name", metavar="[CODING or DOCUMENT]", default="")
@click.option("--unfinished", is_flag=True, help="Leave out what you have not decided on.")
@JSON
@click.pass_context
def done(ctx: click.Context, name: str, unfinished: bool, json_: bool) -> None:
    """Say that you are done; when all are, what they agree on is decided, and all is revealed."""
    from khronika.record.codings import finish_coding

    chronicle = opened(ctx)
    made = finish_coding(chronicle, mine(chronicle, name).id, actor=actor(), unfinished=unfinished)
    if json_:
        as_json(coding_record(chronicle, made))
        return
    if not made.revealed:
        left = [coder for coder in made.coders if coder not in made.done]
        click.echo(f"You are done. Nothing is revealed before {', '.join(left)} {'is' if len(left) == 1 else 'are'}.")
        return
    from khronika.docket.coder_agreement import disagreements

    differing = disagreements(coded_statements(chronicle, made), made.coders)
    agreed = len(made.statements) - len(differing)
    click.echo(
        f"All are done: {agreed} of {len(made.statements)} statements agreed on and decided, {len(differing)} not."
    )
    click.echo(f"How far you agree: khronika coding agreement {made.id}", err=True)


@coding.command()
@click.argument("name", metavar="[CODING or DOCUMENT]", default="")
@click.pass_context
def reopen(ctx: click.Context, name: str) -> None:
    """Take back that you are done, as long as another coder is not."""
    from khronika.record.codings import reopen_coding

    chronicle = opened(ctx)
    reopen_coding(chronicle, mine(chronicle, name, done=True).id, actor=actor())
    click.echo("You are coding again.")


@coding.command()
@click.argument("name", metavar="CODING or DOCUMENT")
@click.option("--reason", required=True, help="Why.")
@click.pass_context
def stop(ctx: click.Context, name: str, reason: str) -> None:
    """Give a coding up: it decides nothing, and what was decided in it stays sealed."""
    from khronika.record.codings import codings, stop_coding

    chronicle = opened(ctx)
    one = named(chronicle, name, [one for one in codings(chronicle) if not one.revealed], "no such coding is open")
    stop_coding(chronicle, one.id, actor=actor(), reason=reason)
    click.echo(f"Coding {one.id} was given up.")


def coded_statements(chronicle: "Chronicle", one: "Coding") -> list["CodedStatement"]:
    """Return the statements of a coding as its coders decided on them."""
    from khronika.docket.coder_agreement import CodedStatement
    from khronika.record.chronicle import evidence
    from khronika.record.codings import coded

    told = coded(chronicle, one, viewer=actor())
    read = {held.id: held.read_as or held.statement for held in evidence(chronicle)}
    made = []
    for id_ in one.statements:
        by = {name: told.get(id_, {}).get(name) for name in one.coders}
        decided = {name: (it.standing, it.amended or read[id_]) for name, it in by.items() if it is not None}
        made.append(CodedStatement(id_, read[id_], decided))
    return made


@coding.command()
@click.argument("name", metavar="[CODING or DOCUMENT]", default="")
@JSON
@click.pass_context
def agreement(ctx: click.Context, name: str, json_: bool) -> None:
    """Tell how far coders agree, for each kind and slot, and list what they do not agree on."""
    from khronika.docket.coder_agreement import agreements, disagreements
    from khronika.surface.agreement_text import agreement_record, agreement_text

    chronicle = opened(ctx)
    one = revealed(chronicle, name)
    coded = coded_statements(chronicle, one)
    measured, differing = agreements(coded), disagreements(coded, one.coders)
    if json_:
        as_json(coding_record(chronicle, one) | agreement_record(measured, differing))
    else:
        head = coding_record(chronicle, one)
        title = f"Coding {one.id} of {head['document']} by {', '.join(one.coders)}: {head['statements']} statements"
        click.echo(rendered(agreement_text, title, measured, differing))
    ctx.exit(FOUND if differing else DONE)


@coding.command()
@click.argument("name", metavar="[CODING or DOCUMENT]", default="")
@click.pass_context
def settle(ctx: click.Context, name: str) -> None:
    """Let a third person go through what the coders do not agree on, seeing what each of them decided."""
    from khronika.docket.coder_agreement import disagreements
    from khronika.errors import RequestError
    from khronika.record.chronicle import evidence
    from khronika.surface.agreement_text import sides
    from khronika.surface.commands.review import go_through

    chronicle = opened(ctx)
    one = revealed(chronicle, name)
    if actor() in one.coders:
        raise RequestError(
            f"{actor()} is one of the coders", do="let another person settle it; without one: khronika review"
        )
    found = disagreements(coded_statements(chronicle, one), one.coders)
    remarks = {each.statement.id: "\n".join(sides(each)) for each in found}
    held = [each for each in evidence(chronicle) if each.id in remarks]
    go_through(chronicle, held, None, remarks=remarks)
