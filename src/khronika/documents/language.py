"""In which language a text is written, by its script, its function words, and a trained identifier where they differ."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.documents.document import Block, Role

PORTION = 1000  # characters looked at in one place
PORTIONS = 24  # places looked at, spread evenly over the text
FEW = 3  # function words without which a short text says nothing of its language
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
CYRILLIC, ARABIC = re.compile("[\u0400-\u04ff]"), re.compile("[\u0600-\u06ff]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
IN_CYRILLIC = frozenset({"ru", "uk", "be", "kk", "ky", "tg", "bg", "sr", "mk", "mn"})
IN_ARABIC = frozenset({"ar", "fa", "ur", "ps", "ug", "ku"})


@cache
def marks() -> dict[str, dict[str, Any]]:
    """Return the words, letters and scripts by which languages are known."""
    return tomllib.loads((files("khronika.documents") / "languages.toml").read_text("utf-8"))


@cache
def identifier() -> Any:
    """Load the identifier of languages, once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, declared: str = "") -> str:
    """Return the ISO 639-1 code of the language of most of the text, or empty if it cannot be told.

    ``declared`` is what the file says of itself; it decides only where the text is too short to tell.
    """
    counts: Counter[str] = Counter()
    for portion in portions(text):
        counts[language_at(portion)] += sum(c.isalpha() for c in portion)
    told = [code for code, _ in counts.most_common() if code]
    if told and counts[told[0]] * 3 >= counts[""]:
        return told[0]
    stated = re.split(r"[-_]", declared.strip().casefold())[0]
    return stated if re.fullmatch(r"[a-z]{2}", stated) and fits(stated, text[:PORTION]) else ""


def fits(code: str, text: str) -> bool:
    """Tell whether a language is written in the letters of a text."""
    script = CYRILLIC if code in IN_CYRILLIC else ARABIC if code in IN_ARABIC else None
    return len((script or LATIN).findall(text)) * 2 >= sum(c.isalpha() for c in text) or script_of(text) == code


def portions(text: str) -> list[str]:
    """Return stretches spread evenly over a text, the whole text if it is short."""
    count = min(PORTIONS, max(1, len(text) // PORTION))
    step = max(1, len(text) // count)
    return [text[at : at + PORTION] for at in range(0, step * count, step)]


def language_at(text: str) -> str:
    """Return the language of a short stretch, or empty if it cannot be told."""
    text = re.sub(r"https?://\S+|\S+@\S+", " ", text)
    letters = sum(c.isalpha() for c in text)
    if not letters:
        return ""
    alone = script_of(text)
    if alone:
        return alone
    words = [w.replace("’", "'") for w in WORD.findall(text.casefold())]
    shares = {code: sum(w in known for w in words) for code, known in known_words().items()}
    first, second = sorted(shares, key=lambda code: -shares[code])[:2]
    latin = len(LATIN.findall(text)) * 2 > letters
    for code, extra in marks()["letters"].items():
        if not latin and any(c in extra for c in text.casefold()) and shares.get(code, 0) * 2 >= shares[first]:
            return str(code)
    # A clear lead of function words, which make up a third of any running text, needs no other witness.
    if shares[first] >= FEW and shares[first] >= 2 * shares[second] and shares[first] * 8 >= len(words):
        return first
    # In a text of a few words one witness is enough where there is none for any other language.
    if shares[first] and not shares[second] and 2 < len(words) <= 12 * shares[first]:
        return first
    if letters < 40:
        return ""
    code, certainty = identifier().classify(text)
    sure = certainty >= 0.9 and (code not in shares or shares[code] > 0 or len(words) > 40)
    return str(code) if sure else first if shares[first] >= FEW and shares[first] > shares[second] else ""


@cache
def known_words() -> dict[str, frozenset[str]]:
    """Return the function words of each language."""
    return {code: frozenset(words) for code, words in marks()["words"].items()}


def script_of(text: str) -> str:
    """Return the language whose own script most letters are of, or empty for scripts of several languages."""
    letters = sum(c.isalpha() for c in text)
    for code, span in marks()["scripts"].items():
        if len(re.findall(f"[{span}]", text.casefold())) * (3 if code == "ja" else 2) > letters:
            return str(code)
    return ""


def marked(text: str, blocks: Sequence[Block], language: str) -> tuple[Block, ...]:
    """Return the blocks, those marked as foreign that are surely in another language than the document."""
    if not language:
        return tuple(blocks)
    return tuple(
        replace(block, role=Role.FOREIGN) if is_foreign(text[block.start : block.end], language) else block
        for block in blocks
    )


def is_foreign(text: str, language: str) -> bool:
    """Tell whether a block is surely in another language: in another script, or full of another's function words."""
    letters = sum(c.isalpha() for c in text)
    if letters < 12:
        return False
    other_script = not fits(language, text)
    if other_script:
        return letters >= 25 or len(text.split()) > 3
    words = [w.replace("’", "'") for w in WORD.findall(text[:PORTION].casefold())]
    if len(words) < 8 or language not in known_words():
        return False
    shares = {code: sum(w in known for w in words) for code, known in known_words().items()}
    first = max(shares, key=lambda code: shares[code])
    return shares[first] >= 4 and shares[first] * 5 >= len(words) and shares[language] * 4 <= shares[first]
