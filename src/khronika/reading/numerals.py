"""Numbers in digits and in words: their pattern and their value. Which words number is data of the language."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from khronika.reading.lexicon import lexicon

LARGEST = 1e15  # above this a float no longer tells each whole number
THIN = "\u00a0\u202f\u2009"
DIGITS = rf"[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,4}}(?![0-9])|[0-9]{{1,3}}(?:[ {THIN}][0-9]{{3}}){{1,4}}(?![0-9])|[0-9]{{1,15}}(?![0-9])(?:\.[0-9]{{1,15}}(?![0-9]))?"


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longer ones first; a space in a word stands for any white space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def table(language: str, name: str) -> Mapping[str, Any]:
    """Return one table of the lexicon of quantities."""
    found: Mapping[str, Any] = lexicon(language, "quantities")[name]
    return found


@cache
def number_words(language: str) -> str:
    """Return the pattern of a number in words ("two hundred and thirty-eight"), without groups that capture."""
    known, scales = table(language, "numbers"), table(language, "scales")
    joints = table(language, "number_joints")
    tens = [word for word, value in known.items() if value >= 20 and value % 10 == 0]
    ones = [word for word, value in known.items() if value < 10]
    small = rf"(?:(?:{alternatives(tens)})[\s-](?:{alternatives(ones)})|{alternatives(known)})\b"
    scale = rf"(?:{alternatives(scales)})\b"
    joint = rf"(?:[\s-]+(?:{alternatives(joints['and'])})\s+|[\s-]+)"
    more = rf"(?:{joint}{small}(?:[\s-]+{scale})*|[\s-]+{scale})"
    opened = rf"(?:{small}|(?:{alternatives(joints['one'])})\b)[\s-]+{scale}"
    return rf"(?:\b(?:{opened}{more}*|{small}))"


@cache
def number_pattern(language: str) -> str:
    """Return the pattern of a number in digits or words, without groups that capture."""
    scales = alternatives(table(language, "digit_scales"))
    return rf"(?:(?:{DIGITS})(?:[\s-](?:{scales})\b)*|{number_words(language)})"


@cache
def not_in_a_word() -> tuple[str, str]:
    """Return what may not stand right before and right after a number."""
    return r"(?<![\w.,/])(?<![^\W\d_]-)", r"(?![\w/]|[.,:]\d)"


def value_of(text: str, language: str) -> float | None:
    """Return what a number in digits or words amounts to ("2.5 million", "two hundred and thirty-eight").

    None if the words are a list ("five six") and no number, or if it is too large to be told exactly.
    """
    value = value_of_digits(text, language) if text[:1].isdigit() else value_of_words(text, language)
    return value if value is not None and value <= LARGEST else None


def value_of_digits(text: str, language: str) -> float:
    """Return what a number in digits, with a word for its scale or without, amounts to."""
    match = re.match(DIGITS, text)
    digits = match.group() if match else text
    value = float(re.sub(rf"[,\s{THIN}]", "", digits))
    for word in re.findall(r"[^\W\d_]+", text[len(digits) :].casefold()):
        value *= table(language, "digit_scales").get(word, 1)
    return value


def value_of_words(text: str, language: str) -> float | None:
    """Return what number words amount to; None if they are a list."""
    known, scales = table(language, "numbers"), table(language, "scales")
    joints = table(language, "number_joints")
    total, current, size = 0, 0, 1000
    for word in re.findall(r"[^\W\d_]+", text.casefold()):
        if word in joints["and"]:
            continue
        if word in joints["one"] and not current:
            current = 1
        elif word in scales:
            scale = scales[word]
            current = max(current, 1) * scale
            if scale >= 1000:
                total, current = total + current, 0
            size = 1000
        elif word in known:
            value = known[word]
            if size <= value or (size < 20 and value < 20) or (size < 1000 and value >= 10):
                return None  # "five six" is a list
            current, size = current + value, value
        else:
            return None
    return float(total + current)
