"""Bans: what is forbidden to whom on a day, and what ends in a year."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from khronika.desk.models import Role
from khronika.desk.safety import needs
from khronika.desk.sections import ban_row
from khronika.desk.shelf import asked_day, shelf
from khronika.docket import bans as found_in


@needs(Role.READER)
def bans(request: HttpRequest) -> HttpResponseBase:
    """List the bans that are or may be in force on a day, or that can end in a year."""
    on = asked_day(request)
    asked = request.GET.get("ending", "")
    year = int(asked) if asked.isdigit() and 1900 <= int(asked) <= 9998 else None
    found = found_in(shelf().evidence, None if year else on, year, shelf().rulings)
    told = {"rows": [ban_row(ban, on) for ban in found], "on": on, "ending": year or ""}
    return render(request, "desk/bans.html", told)
