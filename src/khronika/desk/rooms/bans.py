"""Bans: what is forbidden to whom on a day, and what ends in a year."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from khronika.desk.models import Role
from khronika.desk.paging import paged
from khronika.desk.safety import needs
from khronika.desk.sections import ban_row
from khronika.desk.shelf import asked_day, shelf

EACH = 40  # bans on a page


@needs(Role.READER)
def bans(request: HttpRequest) -> HttpResponseBase:
    """List the bans that are or may be in force on a day, or that can end in a year."""
    on = asked_day(request)
    asked = request.GET.get("ending", "")
    year = int(asked) if asked.isdigit() and 1900 <= int(asked) <= 9998 else None
    page = paged(request, shelf().index.bans(None if year else on, year), EACH)
    told = {"rows": [ban_row(ban, on) for ban in page.items], "page": page, "on": on, "ending": year or ""}
    return render(request, "desk/bans.html", told)
