"""The inbox: reports go in; how far the taking is, and what was set aside and why."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khronika.desk.models import Role
from khronika.desk.open_on import desk
from khronika.desk.safety import needs, whose
from khronika.desk.shelf import Shelf, shelf
from khronika.desk.takings import dismiss, keep, keep_text, set_aside, worker
from khronika.vocabulary.evidence import Source

LATEST = 30


def latest(held: Shelf) -> list[tuple[Source, int, int]]:
    """Return the documents captured last, each with how many of its statements were decided on, and all."""
    return [(source, *held.decided(source.sha256)) for source in reversed(held.sources[-LATEST:])]


@needs(Role.READER)
def inbox(request: HttpRequest) -> HttpResponseBase:
    """Show the inbox, and take what is dropped or pasted."""
    if request.method == "POST":
        return take(request)
    held = shelf()
    told = {
        "latest": latest(held),
        "count": len(held.sources),
        "statements": len(held.evidence),
        "progress": worker.progress,
        "aside": set_aside(desk.chronicle.folder),
    }
    return render(request, "desk/inbox.html", told)


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
    """Show how far the taking is; the page asks for it while something waits."""
    answer = render(request, "desk/_progress.html", {"progress": worker.progress})
    if not worker.progress.busy:
        answer.headers["HX-Refresh"] = "true"
    return answer


@require_POST
@needs(Role.RESEARCHER)
def cancel(request: HttpRequest) -> HttpResponseBase:
    """Take nothing more of what waits."""
    worker.cancelled.set()
    messages.info(request, "Cancelled: what was taken is kept, what waited is not taken.")
    return redirect("inbox")


@require_POST
@needs(Role.RESEARCHER)
def dismissed(request: HttpRequest, batch: str) -> HttpResponseBase:
    """Forget what was set aside."""
    del request
    dismiss(desk.chronicle.folder, batch)
    return redirect("inbox")
