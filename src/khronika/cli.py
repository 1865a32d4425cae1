"""The command line: every command of the house behind one door, and errors that are messages."""

from pathlib import Path
from typing import Any

import click

from khronika import __version__
from khronika.desk.command import serve
from khronika.errors import KhronikaError
from khronika.surface.commands import (
    calendar,
    capture,
    cares,
    case,
    coding,
    deadlines,
    decisions,
    docket,
    encryption,
    imports,
    people,
    read,
    record,
    review,
    tolls,
)
from khronika.surface.commands.terminal import DONE, NOT_UNDERSTOOD

SHOWN = 200  # characters of a path in an error


class Commands(click.Group):
    """Commands whose errors are messages, never tracebacks, listed in the order in which people need them."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what the user can act on is printed with exit status 2."""
        try:
            return super().invoke(ctx)
        except KhronikaError as error:
            click.echo(f"khronika: {error}", err=True)
            ctx.exit(NOT_UNDERSTOOD)
        except BrokenPipeError:
            ctx.exit(DONE)
        except UnicodeEncodeError:
            click.echo(
                "khronika: something typed is no text (write it in UTF-8, as a terminal does by default)", err=True
            )
            ctx.exit(NOT_UNDERSTOOD)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            shown = where if len(where) <= SHOWN else f"{where[:SHOWN]}…: "
            click.echo(f"khronika: {shown}{error.strerror or error} (see that it can be read and written)", err=True)
            ctx.exit(NOT_UNDERSTOOD)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands as they were added."""
        del ctx
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option(
    "--chronicle",
    "folder",
    type=click.Path(path_type=Path),
    envvar="KHRONIKA_CHRONICLE",
    default="chronicle",
    help="The chronicle's folder.",
)
@click.pass_context
def main(ctx: click.Context, folder: Path) -> None:
    """Keep a chronicle of human-rights cases: reports go in, sourced statements come out. Works offline."""
    ctx.obj = folder


for command in (
    read.read,
    capture.init,
    capture.add,
    imports.import_,
    docket.docket,
    docket.bans,
    deadlines.deadlines,
    calendar.calendar,
    people.people,
    people.likely,
    people.why,
    people.same,
    people.different,
    people.split,
    people.call,
    cares.protect,
    cares.consent,
    tolls.tolls,
    case.case,
    case.settle,
    capture.sources,
    decisions.show,
    decisions.accept,
    decisions.reject,
    review.review,
    review.amend,
    review.state,
    coding.coding,
    capture.reread,
    decisions.verify,
    serve,
    record.log,
    record.undo,
    record.erase,
    record.rebuild,
    record.upgrade,
    record.backup,
    record.restore,
    encryption.encrypt,
    encryption.change,
):
    main.add_command(command)
