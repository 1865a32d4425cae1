"""The inbox: reports go in; how far the taking is, what was set aside and why, and what was taken before."""

import io
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khronika.desk.models import Role
from khronika.desk.open_on import desk
from khronika.desk.safety import needs, whose
from khronika.desk.shelf import Shelf, shelf
from khronika.desk.takings import again, keep, keep_text, worker
from khronika.desk.trays import Item, tray_of
from khronika.vocabulary.evidence import Source

LATEST = 30
LISTED = 200  # documents of one day that are listed by name


def latest(held: Shelf) -> list[tuple[Source, int, int]]:
    """Return the documents captured last, each with how many of its statements were decided on, and all."""
    return [(source, *held.decided(source.sha256)) for source in reversed(held.sources[-LATEST:])]


def busy() -> bool:
    """Tell whether something waits or is being taken."""
    return worker.progress.busy or bool(tray_of(desk.chronicle).waiting())


def state(request: HttpRequest) -> dict[str, Any]:
    """Return what the inbox shows of what was given."""
    held, tray = shelf(), tray_of(desk.chronicle)
    return {
        "latest": latest(held),
        "count": len(held.sources),
        "statements": len(held.evidence),
        "progress": worker.progress,
        "busy": busy(),
        "left": len(tray.waiting()),
        "aside": tray.aside(),
        "tables": tray.tables(),
        "account": whose(request),
    }


@needs(Role.READER)
def inbox(request: HttpRequest) -> HttpResponseBase:
    """Show the inbox, and take what is dropped or pasted."""
    if request.method == "POST":
        return take(request)
    return render(request, "desk/inbox.html", state(request))


@needs(Role.RESEARCHER)
def take(request: HttpRequest) -> HttpResponseBase:
    """Keep what was dropped or pasted until it is taken."""
    actor = whose(request).name
    if "text" in request.POST:
        keep_text(desk.chronicle, request.POST["text"], request.POST.get("name", ""), actor)
    else:
        files = [file for file in request.FILES.getlist("files") if isinstance(file, UploadedFile)]
        count = keep(desk.chronicle, files, actor)
        messages.success(request, f"{count} file{'' if count == 1 else 's'} kept; they are being taken now.")
    return redirect("inbox")


@needs(Role.READER)
def progress(request: HttpRequest) -> HttpResponse:
    """Show how far the taking is; when it is done, all that came of it. What is being typed stays as it is."""
    if busy():
        return render(request, "desk/_progress.html", {"progress": worker.progress})
    answer = render(request, "desk/_taken.html", state(request))
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#taken", "innerHTML"
    return answer


@require_POST
@needs(Role.RESEARCHER)
def cancel(request: HttpRequest) -> HttpResponseBase:
    """Take nothing more of what waits."""
    worker.cancelled.set()
    messages.info(request, "Cancelled: what was taken is kept, what waited is set aside.")
    return redirect("inbox")


def lying(batch: str, file: str) -> Item:
    """Return a file that lies in the inbox. Raises Http404 if there is none."""
    item = tray_of(desk.chronicle).item(batch, file)
    if item is None:
        raise Http404
    return item


@require_POST
@needs(Role.RESEARCHER)
def dismissed(request: HttpRequest, batch: str, file: str) -> HttpResponseBase:
    """Forget a file that was set aside, and what was said of it."""
    del request
    tray = tray_of(desk.chronicle)
    if batch in tray.batches() and file in {*tray.label(batch).aside, *tray.label(batch).tables}:
        tray.remove(batch, file)
    return redirect("inbox")


@require_POST
@needs(Role.RESEARCHER)
def retried(request: HttpRequest, batch: str, file: str) -> HttpResponseBase:
    """Take a file that was set aside once more."""
    del request
    again(desk.chronicle, lying(batch, file))
    return redirect("inbox")


@needs(Role.RESEARCHER)
def download(request: HttpRequest, batch: str, file: str) -> HttpResponseBase:
    """Give a file that was set aside back, to be mended; it is never shown here."""
    del request
    item = lying(batch, file)
    data = tray_of(desk.chronicle).read(batch, file)
    return FileResponse(
        io.BytesIO(data), as_attachment=True, filename=item.name, content_type="application/octet-stream"
    )


@needs(Role.READER)
def history(request: HttpRequest) -> HttpResponseBase:
    """Show what was taken, by day and by who gave it; the rows of a table under the table."""
    held = shelf()
    days: dict[tuple[str, str], list[Source]] = {}
    for source in reversed(held.sources):
        days.setdefault((source.captured[:10], source.captured_by), []).append(source)
    groups = []
    for (day, actor), ones in days.items():
        rows: dict[str, int] = {}
        whole = []
        for one in ones:
            table, comma, _ = one.filename.rpartition(", row ")
            if comma:
                rows[table] = rows.get(table, 0) + 1
            else:
                whole.append(one)
        statements = sum(len(held.by_document.get(one.sha256, ())) for one in ones)
        listed = [(one, rows.pop(one.filename, 0)) for one in whole[:LISTED]]
        more = len(whole) - len(listed)
        groups.append({"day": day, "actor": actor, "count": len(ones), "statements": statements, "listed": listed})
        groups[-1] |= {"rows": sorted(rows.items()), "more": more}
    return render(request, "desk/history.html", {"groups": groups})
