"""People: everybody who has a case, with all the ways in which the sources write them."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from khronika.desk.models import Role
from khronika.desk.safety import needs
from khronika.desk.shelf import case_key, shelf


@needs(Role.READER)
def people(request: HttpRequest) -> HttpResponseBase:
    """List the people of all cases."""
    rows = sorted(
        ((person, case.name, case_key(case)) for case in shelf().cases for person in case.persons),
        key=lambda row: row[0].name,
    )
    return render(request, "desk/people.html", {"rows": rows})
