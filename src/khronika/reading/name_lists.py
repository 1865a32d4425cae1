"""Lists of people in running text: "A, B and C", with nothing but commas and "and" between the names."""

from khronika.reading.passage import Passage
from khronika.reading.people import Mention

JOINTS = frozenset({",", "and", "&", ";"})


def chain(passage: Passage, mention: Mention) -> list[Mention]:
    """Return the mentions that stand in one list with a mention, in the order of the text."""
    found = [mention]
    people, doc = passage.people, passage.doc
    while True:
        i = found[0].start - 1
        while i >= 0 and doc[i].lower_ in JOINTS:
            i -= 1
        before = people.by_token.get(i) if 0 <= i < found[0].start - 1 else None
        if before is None or before.how not in {"name", "short"} or doc[i].sent != doc[mention.start].sent:
            break
        found.insert(0, before)
    while True:
        i = found[-1].end
        while i < len(doc) and doc[i].lower_ in JOINTS:
            i += 1
        after = people.by_token.get(i) if found[-1].end < i < len(doc) else None
        if after is None or after.how not in {"name", "short"} or doc[i].sent != doc[mention.start].sent:
            break
        found.append(after)
    return found


def names_after(passage: Passage, i: int) -> list[Mention]:
    """Return the list of people that begins at a token, after a comma or a colon too; nothing if none does."""
    doc = passage.doc
    while i < len(doc) and doc[i].text in {",", ":", "(", "–", "—"}:
        i += 1
    mention = passage.people.by_token.get(i) if i < len(doc) else None
    if mention is None or mention.how not in {"name", "short"} or mention.start != i:
        return []
    listed = chain(passage, mention)
    return listed[listed.index(mention) :]
