"""Plain text: kept exactly as decoded; blocks are its lines, or its paragraphs where lines were broken for width."""

import re
from collections.abc import Iterator
from itertools import pairwise

from khronika.documents.cues import cues, is_byline, is_credit, is_furniture
from khronika.documents.dating import day_of
from khronika.documents.document import Block, Role
from khronika.documents.page import stretches

LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]")
HEAD = re.compile(r"\s*([A-Za-z ]{2,20}):[ \t]*(?=\S)")
ITEM = re.compile(r"\s*(?:[-*•–·▪]|\d{1,3}[.)])\s")
LONGEST_CAPTION = 400  # characters
WIDTHS = range(50, 101)  # characters at which programs break lines

Line = tuple[int, int, int]  # start, end, number from 1


def text_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text, with its head, furniture, captions, credits and bylines told apart."""
    lines = list(filled_lines(text))
    found: list[Block] = []
    head = head_of(text, lines)
    for start, end, role, line in head:
        found.append(Block(start, end, role, len(found) + 1, line=line))
    runs = list(paragraphs(text, lines[len({line for *_, line in head}) :]))
    for index, (start, end, line) in enumerate(runs):
        role = role_of(text[start:end].strip(), near_top=index < 8)
        if role is Role.CREDIT and found and index + 1 < len(runs) and is_caption(found[-1]):
            above = found[-1]
            found[-1] = Block(above.start, above.end, Role.CAPTION, above.number, line=above.line)
        for first, last in stretches(text, start, end):
            found.append(Block(first, last, role, len(found) + 1, line=line))
    return tuple(found)


def is_caption(block: Block) -> bool:
    """Tell whether the block above a picture's credit can be its caption."""
    return block.role is Role.PARAGRAPH and block.end - block.start < LONGEST_CAPTION


def role_of(line: str, *, near_top: bool) -> Role:
    """Return what a line of a plain text is."""
    if is_furniture(line):
        return Role.FURNITURE
    if is_credit(line):
        return Role.CREDIT
    if near_top and is_byline(line):
        return Role.BYLINE
    if ITEM.match(line):
        return Role.LIST_ITEM
    if line.count(" | ") > 1 or line.count("\t") > 1:
        return Role.TABLE_ROW
    return Role.PARAGRAPH


def filled_lines(text: str) -> Iterator[Line]:
    """Yield each line that holds more than blanks."""
    number, at = 1, 0
    for match in LINE.finditer(text):
        number += sum(1 for _ in BREAK.finditer(text, at, match.start()))
        at = match.end()
        if match.group().replace("\ufeff", "").strip():
            yield match.start(), match.end(), number


def paragraphs(text: str, lines: list[Line]) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, line) of each line, or of each run of lines that were only broken for width."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and is_next(text, groups[-1][-1], line) and not ITEM.match(text[line[0] : line[1]]):
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        if was_broken(text, group):
            yield group[0][0], group[-1][1], group[0][2]
            continue
        n = 0
        while n < len(group):
            start, end, number = group[n]
            while n + 1 < len(group) and runs_on(text, group[n], group[n + 1]):
                n += 1
                end = group[n][1]
            n += 1
            yield start, end, number


def is_next(text: str, line: Line, following: Line) -> bool:
    """Tell whether no empty line stands between two lines."""
    return sum(1 for _ in BREAK.finditer(text, line[1], following[0])) <= 1


def was_broken(text: str, group: list[Line]) -> bool:
    """Tell whether lines were broken for width: of no line could the next one's first word have stood on it."""
    texts = [text[start:end].rstrip() for start, end, _ in group]
    width = max(map(len, texts))
    if len(texts) < 3 or width not in WIDTHS or all(one.endswith((".", "!", "?", ";")) for one in texts[:-1]):
        return False
    return all(
        len(here) + 1 + len(after.split()[0]) > width and "|" not in here and "\t" not in here.strip()
        for here, after in pairwise(texts)
    )


def runs_on(text: str, line: Line, following: Line) -> bool:
    """Tell whether a line stops in mid-sentence near a width and the next goes on in small letters."""
    here, after = text[line[0] : line[1]].rstrip(), text[following[0] : following[1]].lstrip()
    return len(here) in WIDTHS and here[-1:] not in '.!?:”"|' and after[:1].islower() and "|" not in here


def head_of(text: str, lines: list[Line]) -> list[tuple[int, int, Role, int]]:
    """Return (start, end, role, line) of the lines before the report that name something about it."""
    names = slots()
    found: list[tuple[int, int, Role, int]] = []
    for start, end, number in lines[:8]:
        match = HEAD.match(text, start, end)
        slot = names.get(match.group(1).casefold()) if match else None
        if match is None or slot is None or end - match.end() > 300:
            break
        if slot == "title":
            found += [(start, match.end(), Role.FURNITURE, number), (match.end(), end, Role.TITLE, number)]
        else:
            found.append((start, end, Role.BYLINE if slot == "author" else Role.FURNITURE, number))
    return found


def slots() -> dict[str, str]:
    """Return what each word of a head names: {"source": "publisher", …}."""
    return {word: slot for slot, words in cues()["headers"].items() for word in words}


def head_lines(text: str) -> dict[str, str]:
    """Return what the lines before a plain text's report say of it ("Published: 2023-04-11")."""
    told: dict[str, str] = {}
    lines = list(filled_lines(text[:4000]))
    for number in dict.fromkeys(line for *_, line in head_of(text[:4000], lines)):
        start, end = next((start, end) for start, end, n in lines if n == number)
        name, _, value = text[start:end].partition(":")
        slot = slots()[name.strip().casefold()]
        value = day_of(value) if slot in {"published", "modified"} else value.strip()
        if value:
            told.setdefault(slot, value)
    return told
