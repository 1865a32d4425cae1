"""The log: who did what when; and the button that checks everything again."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from khronika.desk.models import Role
from khronika.desk.open_on import desk
from khronika.desk.safety import needs, whose
from khronika.record.history import log_of
from khronika.record.verification import verify as check
from khronika.surface.commands.record import entry_text

MOST = 200


@needs(Role.RESEARCHER)
def log(request: HttpRequest) -> HttpResponseBase:
    """Show the last entries."""
    entries = log_of(desk.chronicle, viewer=whose(request).name, last=MOST)
    rows = [(entry, entry_text(entry).split("  ", 4)[-1]) for entry in reversed(entries)]
    return render(request, "desk/log.html", {"rows": rows, "most": MOST})


@require_POST
@needs(Role.RESEARCHER)
def verify(request: HttpRequest) -> HttpResponseBase:
    """Check the log, the originals and every quote again."""
    return render(request, "desk/_verified.html", {"faults": check(desk.chronicle)})
