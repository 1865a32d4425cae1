"""Pages of a PDF as they are: pictures drawn on this machine, kept in memory only."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from khronika.desk.models import Role
from khronika.desk.open_on import desk
from khronika.desk.safety import needs
from khronika.desk.shelf import shelf
from khronika.documents.formats import MEDIA
from khronika.documents.pdf_picture import page_picture, pages_in
from khronika.errors import DocumentError

KEPT = 24  # pictures, of some hundred kilobytes each


@lru_cache(maxsize=KEPT)
def drawn(sha256: str, number: int) -> bytes:
    """Return a page of a captured PDF as a PNG. Raises DocumentError if it cannot be drawn."""
    return page_picture(desk.chronicle.vault.load(sha256), number)


@lru_cache(maxsize=500)
def count_of(sha256: str) -> int:
    """Return how many pages a captured PDF has; none if it cannot be opened."""
    try:
        return pages_in(desk.chronicle.vault.load(sha256))
    except DocumentError:
        return 0


def forget() -> None:
    """Forget all pictures: something was erased."""
    drawn.cache_clear()
    count_of.cache_clear()


@needs(Role.READER)
def page(request: HttpRequest, sha256: str, number: int) -> HttpResponseBase:
    """Give the picture of a page."""
    del request
    if shelf().source(sha256).media_type != MEDIA["pdf"]:
        raise Http404
    try:
        return HttpResponse(drawn(sha256, number), content_type="image/png")
    except DocumentError:
        raise Http404 from None
