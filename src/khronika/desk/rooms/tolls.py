"""Tolls: every figure with who says so, side by side, never added."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from khronika.desk.models import Role
from khronika.desk.safety import needs
from khronika.desk.sections import row
from khronika.desk.shelf import asked_day, shelf
from khronika.docket.tolls import tolls as found_in
from khronika.surface.line_words import toll_words
from khronika.vocabulary.evidence import Standing


@needs(Role.READER)
def tolls(request: HttpRequest) -> HttpResponseBase:
    """List the figures told until a day."""
    on = asked_day(request)
    held = [one for one in shelf().evidence if one.standing is not Standing.REJECTED]
    rows = [row(line, toll_words(line)) for line in found_in(held, on)]
    return render(request, "desk/tolls.html", {"rows": rows, "on": on})
