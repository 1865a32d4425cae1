"""Cases: how everybody stands on a day, and everything that is told, each line with its quotes."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from khronika.desk.models import Role
from khronika.desk.safety import needs
from khronika.desk.sections import accepted_of, sections
from khronika.desk.shelf import asked_day, case_key, shelf
from khronika.desk.timeline import timeline
from khronika.docket import docket
from khronika.surface.statuses import ban_sentence, person_words


@needs(Role.READER)
def cases(request: HttpRequest) -> HttpResponseBase:
    """List the cases with how everybody stands on the day."""
    on = asked_day(request)
    rows = []
    for case in shelf().cases:
        if case.persons:
            made = docket(case, on)
            rows.append(
                {
                    "key": case_key(case),
                    "name": case.name,
                    "status": [person_words(one) for one in made.status],
                    "bans": len([ban for ban in made.bans if ban.imposed]),
                    "documents": len({one.source.sha256 for one in case.own}),
                    "disagree": sum(
                        any(one.open for one in line.differing) for line in (*made.steps, *made.bans, *made.tolls)
                    ),
                }
            )
    return render(request, "desk/cases.html", {"rows": rows, "on": on})


@needs(Role.READER)
def case(request: HttpRequest, key: str) -> HttpResponseBase:
    """Show a case on a day."""
    on = asked_day(request)
    found = shelf().case(key)
    made = docket(found, on)
    several = len(found.persons) > 1
    rests = [*(e for one in made.status for e in one.evidence), *(e for ban in made.bans for e in ban.evidence)]
    told = {
        "case": found,
        "key": key,
        "on": on,
        "docket": made,
        "status": [(person_words(one), one.evidence) for one in made.status],
        "forbidden": [(ban_sentence(ban, on, several=several), ban) for ban in made.bans if ban.imposed],
        "sections": sections(made),
        "timeline": timeline(made),
        "rests": accepted_of(rests),
    }
    return render(request, "desk/case.html", told)
