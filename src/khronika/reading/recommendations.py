"""Recommendations: who is asked to do what, one for each action."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.asked import Asked
from khronika.reading.duties import should
from khronika.reading.passage import Passage
from khronika.reading.quotes import quote
from khronika.reading.recommendation_lists import Demand, demands
from khronika.reading.requests import requests
from khronika.reading.speakers import fuller
from khronika.reading.standpoints import OWN, Standpoint, standpoint
from khronika.vocabulary.statement import Recommendation

if TYPE_CHECKING:
    pass


def read_recommendations(passage: Passage) -> Iterator[Recommendation]:
    """Yield the recommendations that a document states, in the order of the text."""
    last_to = ""
    in_lists: dict[int, list[Demand]] = {}
    for sentence, demand in demands(passage):
        in_lists.setdefault(sentence.number, []).append(demand)
    taken: set[int] = set()
    for sentence in passage.sentences:
        for demand in in_lists.get(sentence.number, []):
            by = standpoint(passage, demand.asker, demand.opening) or OWN
            listed = Asked(demand.to, demand.action, demand.opening)
            made = recommendation(passage, listed, by, last_to, shown=demand.here)
            if made is not None and demand.action[0] not in taken:
                taken.add(demand.action[0])
                last_to = made.to or last_to
                yield made
        if sentence.number in in_lists:
            continue
        for clause in sentence.clauses:
            by, asked = requests(passage, sentence, clause) or should(passage, sentence, clause) or (OWN, [])
            for one in asked:
                if one.action[0] in taken or one.action[1] <= one.action[0]:
                    continue
                taken.add(one.action[0])
                made = recommendation(passage, one, by, last_to)
                if made is not None:
                    last_to = made.to or last_to
                    yield made


def recommendation(
    passage: Passage, asked: Asked, by: Standpoint, last_to: str, *, shown: bool = True
) -> Recommendation | None:
    """Return the statement of one action, or None where "it" is asked and nobody was before."""
    to, inferred = "", False
    if asked.to is not None:
        to, inferred = (last_to, True) if asked.to.pos_ == "PRON" else fuller(passage, asked.to, common=False)
        if not to:
            return None
    inferred = inferred or (asked.to is not None and not shown)
    by = OWN if by.by and by.by == to else by  # nobody is told to do a thing by themselves
    quoted = quote(passage.text, min(asked.opening, asked.action[0]), asked.action[1])
    return Recommendation(
        document=passage.document.id,
        quote=quoted,
        asserted_by=by.asserted_by,
        inferred=tuple(slot for slot, is_so in (("to", inferred), ("by", by.inferred and bool(by.by))) if is_so),
        to=to,
        action=passage.text[asked.action[0] : asked.action[1]].strip(),
        by=by.by,
    )
