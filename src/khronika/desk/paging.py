"""Long lists in pages: which part is shown, how many there are in all, and the addresses of the other parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list. ``first`` and ``last`` count from 1; ``before`` and ``after`` are addresses, or empty."""

    items: Sequence[T]
    first: int
    last: int
    count: int
    before: str
    after: str

    @property
    def whole(self) -> bool:
        """Whether it is all there is."""
        return not (self.before or self.after)


def paged(request: HttpRequest, every: Sequence[T], each: int, name: str = "page") -> Page[T]:
    """Return the part of a list that a page's address asks for; a number that is none or too great is the nearest."""
    last = max(1, -(-len(every) // each))
    asked = request.GET.get(name, "1")
    number = min(max(int(asked), 1), last) if asked.isdecimal() and len(asked) < 9 else 1
    start = (number - 1) * each
    items = every[start : start + each]

    def address(other: int) -> str:
        told = request.GET.copy()
        told[name] = str(other)
        return f"?{told.urlencode()}" if 1 <= other <= last else ""

    first = start + 1 if items else 0
    return Page(items, first, start + len(items), len(every), address(number - 1), address(number + 1))
