"""``khronika serve``: the desk in a browser, on this machine."""

import errno
import webbrowser
from pathlib import Path

import click

from khronika.errors import RequestError
from khronika.surface.commands.terminal import actor, opened


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes any free one.")
@click.option("--open/--no-open", "open_", default=True, help="Open the page in the browser.")
@click.pass_context
def serve(ctx: click.Context, port: int, open_: bool) -> None:
    """Open the desk: the chronicle in a browser, on this machine only."""
    from khronika.desk.opening import accounts_laid, configured, owner_key

    folder: Path = ctx.obj
    configured(folder)
    chronicle = opened(ctx)
    accounts_laid(chronicle)
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    from khronika.desk.takings import worker

    worker.start()
    try:
        # Larger requests and answers are put into files by the server: not those of an encrypted chronicle.
        buffers = {"inbuf_overflow": 1 << 32, "outbuf_overflow": 1 << 32} if chronicle.keys else {}
        server = create_server(get_wsgi_application(), host="127.0.0.1", port=port, threads=8, ident="", **buffers)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise RequestError(f"the port {port} is taken", do="serve on another: --port 0") from None
    address = f"http://127.0.0.1:{server.effective_port}/enter/?key={owner_key(actor())}"
    click.echo(f"The desk is open on this machine only. This link lets you in, once:\n{address}", err=False)
    click.echo("Ctrl+C closes it.", err=True)
    if open_:
        webbrowser.open(address)
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("Closed.", err=True)
    finally:
        worker.stop()
        server.close()
