"""Search: one box over documents, statements and people."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from khronika.desk.models import Role
from khronika.desk.safety import needs
from khronika.desk.shelf import case_key, shelf
from khronika.identity.names import Likeness, likeness
from khronika.surface.listing import head
from khronika.vocabulary.folding import fold

MOST = 100


@needs(Role.READER)
def search(request: HttpRequest) -> HttpResponseBase:
    """Show what answers to the words: people in any spelling, documents by title, statements by quote."""
    asked = " ".join(request.GET.get("q", "").split())
    told: dict[str, object] = {"q": asked}
    if asked:
        held = shelf()
        words = fold(asked).split()
        told["people"] = [
            (person, case.name, case_key(case))
            for case in held.cases
            for person in case.persons
            if any(likeness(asked, one) >= Likeness.SURNAME or fold(asked) in fold(one) for one in person.spellings)
        ][:MOST]
        told["documents"] = [
            source
            for source in held.sources
            if all(word in fold(f"{source.title} {source.publisher} {source.filename}") for word in words)
        ][:MOST]
        statements = [one for one in held.evidence if all(word in fold(one.statement.quote.text) for word in words)]
        told |= {"statements": [(one, head(one)) for one in statements[:MOST]], "count": len(statements)}
    return render(request, "desk/search.html", told)
