"""Quantities in a Russian text: numbers with their bound, lengths of time, sums, ages, provisions of law.

All are found in plain text with exact spans; which words number, limit or measure is data (``lexicons/ru/quantities.toml``).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from khronika.reading.durations import Duration
from khronika.reading.money import Money
from khronika.reading.numerals import THIN, alternatives, table
from khronika.reading.provisions import Span
from khronika.reading.quantities import Number
from khronika.vocabulary.terms import Bound

__all__ = ["Duration", "Money", "Number", "Span", "ages", "durations", "numbers", "provisions", "sums", "value_of"]

DIGITS = rf"\d{{1,3}}(?:[ {THIN}]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?"
LARGEST, OLDEST, LOOK_BACK = 1e12, 120, 40


@cache
def number_pattern() -> str:
    """Return the pattern of a number in digits or words, without groups that capture."""
    known = alternatives([*table("ru", "numbers"), *table("ru", "halves")["one_and_half"]])
    scales = alternatives({*table("ru", "scales"), *table("ru", "digit_scales")})
    digits = rf"(?:{DIGITS})(?!-[а-яё])(?:[ {THIN}](?:{scales})\b\.?)?"
    words = rf"\b(?:{known}|{alternatives(table('ru', 'scales'))})\b(?:\s(?:{known}|{scales})\b)*"
    half = rf"(?:\s(?:{alternatives(table('ru', 'halves')['and_half'])})\b)?"
    return rf"(?:(?:{digits}|{words}){half})"


def value_of(text: str) -> float | None:
    """Return what a number amounts to ("двенадцать тысяч", "1,5 млн", "четыре с половиной"), or None for a list of numbers."""
    known, scales, halves = table("ru", "numbers"), table("ru", "scales"), table("ru", "halves")
    lower = " ".join(text.casefold().split())
    added = 0.0
    for half in halves["and_half"]:
        if lower.endswith(" " + half):
            lower, added = lower.removesuffix(" " + half), 0.5
    digits = re.match(DIGITS, lower)
    if digits:
        number = float(re.sub(rf"[\s{THIN}]", "", digits.group()).replace(",", "."))
        scale = table("ru", "digit_scales").get(lower[digits.end() :].strip(" ."), 1)
        return float((number + added) * scale)
    total, current, size = 0.0, 0.0, 1000.0
    for word in lower.split():
        if word in halves["one_and_half"]:
            current += 1.5
        elif word in known:
            value = known[word]
            if value >= size:
                return None
            current, size = current + value, 10 if 20 <= value < 100 else 100 if value >= 100 else 1
        elif word in scales or word.rstrip(".") in table("ru", "digit_scales"):
            scale = scales.get(word) or table("ru", "digit_scales")[word.rstrip(".")]
            total, current, size = total + (current or 1) * scale, 0.0, 1000.0
        else:
            return None
    found = total + current + added
    return found if found <= LARGEST else None


@cache
def number_alone() -> "re.Pattern[str]":
    """Return the pattern of a number that stands by itself."""
    return re.compile(rf"(?<![\w.,:№§/–-])(?<!№ )(?<!§ ){number_pattern()}(?![\w/]|[.,:]\d|-[а-яё\d])", re.IGNORECASE)


@cache
def bounds(where: str) -> "re.Pattern[str]":
    """Return the pattern of bound words before or after a number, with the bound as the group's name."""
    pairs = sorted(((w, b) for b, found in table("ru", where).items() for w in found), key=lambda p: -len(p[0]))
    body = "|".join(rf"(?P<{bound}__{n}>{re.escape(word)})" for n, (word, bound) in enumerate(pairs))
    return re.compile(rf"(?<!\w)(?:{body})\s+$" if where == "bounds" else rf"\s?(?:{body})\b", re.IGNORECASE)


def numbers(text: str) -> tuple[Number, ...]:
    """Return the whole numbers of a text with their bounds; "никто" as 0, the ends of a range with theirs."""
    found = []
    for match in number_alone().finditer(text):
        value = value_of(match.group())
        if value is None or value != int(value):
            continue
        bound, start = bound_of(text, match.start(), match.end())
        after = text[match.end() : match.end() + 14].lstrip(f" {THIN}")
        share = any(after.casefold().startswith(w) for w in table("ru", "counted")["share"])
        found.append(Number(match.start(), match.end(), int(value), bound, start, "share" if share else ""))
    nobody = re.compile(rf"\b(?:{alternatives(table('ru', 'nobody')['words'])})\b", re.IGNORECASE)
    none = [Number(m.start(), m.end(), 0, Bound.EXACTLY, m.start()) for m in nobody.finditer(text)]
    inside = {at for one in none for at in range(one.start, one.end)}
    return tuple(ranged(text, sorted([n for n in found if n.start not in inside] + none, key=lambda n: n.start)))


def bound_of(text: str, start: int, end: int) -> tuple[Bound | None, int]:
    """Return the bound told with a number and where its words begin."""
    before = bounds("bounds").search(text, max(0, start - LOOK_BACK), start)
    if before is not None and before.group().strip().casefold() not in table("ru", "weak_bounds")["words"]:
        return Bound(str(before.lastgroup).rpartition("__")[0]), before.start()
    if before is not None and before.group().strip().casefold() == "до":
        return Bound.UP_TO, before.start()
    after = bounds("bounds_after").match(text, end)
    if after is not None:
        return Bound(str(after.lastgroup).rpartition("__")[0]), start
    return None, start


def ranged(text: str, ordered: list[Number]) -> Iterator[Number]:
    """Give the two ends of "от a до b" and "a–b" their bounds."""
    lower = False
    for at, one in enumerate(ordered):
        other = ordered[at + 1] if at + 1 < len(ordered) else None
        if lower:
            lower = False
            yield replace(one, bound=Bound.UP_TO)
            continue
        between = text[one.end : other.start] if other is not None else ""
        opened = re.search(r"\bот\s+$", text[max(0, one.start - 5) : one.start], re.IGNORECASE) is not None
        if other is not None and 0 < one.value < other.value and opened and re.fullmatch(r"\s+до\s+", between):
            lower = True
            yield replace(one, bound=Bound.AT_LEAST)
        else:
            yield one


# ---- Lengths of time ------------------------------------------------------------------------------


@cache
def unit_codes() -> dict[str, str]:
    """Return the code of each word for a unit of time."""
    return {word: code for code, found in table("ru", "units").items() for word in found}


@cache
def length_pattern() -> "re.Pattern[str]":
    """Return the pattern of a length: a number with its unit, or a unit that stands for one."""
    words = table("ru", "duration_words")
    number = number_pattern()
    between = rf"(?:(?:{alternatives(words['between'])})\s+)?"
    units = alternatives(unit_codes())
    return re.compile(
        rf"(?<![\w.,№])(?:(?P<life>{alternatives(words['life'])})|(?P<half>{alternatives(words['half_year'])})"
        rf"|(?P<low>{number})\s*(?:–|-|—|\s+до\s+|\s+или\s+)\s*(?P<high>{number})\s+{between}(?P<range>{units})"
        rf"|(?P<number>{number})(?:\s+|-){between}(?P<unit>{units})"
        rf"|(?P<alone>год|года|году|месяц|месяца|месяцу|сутки|неделю))(?!\w)",
        re.IGNORECASE,
    )


def durations(text: str) -> tuple[Duration, ...]:
    """Return the lengths of time of a text: "четыре с половиной года", "3 года 2 месяца", "от трёх до семи суток", "пожизненно"."""
    found: list[Duration] = []
    words = table("ru", "duration_words")
    for match in length_pattern().finditer(text):
        before = text[max(0, match.start() - 14) : match.start()].casefold().rstrip()
        if any(before.endswith(w) for w in words["not_before"]):
            continue
        if any(text[match.end() : match.end() + 14].lstrip().casefold().startswith(w) for w in words["not_after"]):
            continue
        if match["life"]:
            found.append(Duration(match.start(), match.end(), "life"))
            continue
        if match["half"]:
            found.append(Duration(match.start(), match.end(), "P6M"))
            continue
        if match["alone"]:
            if (
                re.search(
                    r"\d|\b(?:прошл\w+|эт\w+|т\w+|следующ\w+|нынешн\w+|минувш\w+|кажд\w+|нов\w+|текущ\w+)$", before
                )
                or re.match(r"\s+(?:назад|спустя)", text[match.end() :], re.IGNORECASE)
                or re.search(r"\bв$", before)
            ):
                continue
            found.append(
                Duration(match.start(), match.end(), iso(1, unit_codes()[match["alone"].casefold()]), is_bare=True)
            )
            continue
        unit = unit_codes()[(match["range"] or match["unit"]).casefold()]
        if match["range"]:
            low, high = value_of(match["low"]), value_of(match["high"])
            if low is not None and high is not None:
                found.append(Duration(match.start(), match.end(), iso(high, unit), lower=iso(low, unit)))
            continue
        value = value_of(match["number"])
        if value is None or (unit == "Y" and value > 120 and value < 1000) or (unit == "Y" and value >= 1000):
            continue
        found.append(Duration(match.start(), match.end(), iso(value, unit)))
    return tuple(joined(text, bare_added(text, found)))


def iso(value: float, unit: str) -> str:
    """Return an amount of a unit as an ISO 8601 duration; a half is told in the finer unit."""
    if value != int(value) and unit in {"Y", "M", "D"}:
        whole, finer = int(value), {"Y": "6M", "M": "15D", "D": "12H"}[unit]
        start = f"P{whole}{unit}" if whole else "P"
        return f"{start}T{finer}" if unit == "D" else start + finer
    return f"PT{int(value)}H" if unit == "H" else f"P{int(value)}{unit}"


def joined(text: str, ordered: list[Duration]) -> Iterator[Duration]:
    """Join "два года" and "три месяца" where nothing or "и" stands between, and "от … до …" with the second's unit."""
    at = 0
    while at < len(ordered):
        one = ordered[at]
        other = ordered[at + 1] if at + 1 < len(ordered) else None
        at += 1
        if other is not None and not one.lower and not other.lower:
            between = text[one.end : other.start]
            if (
                re.fullmatch(r"(?:\s+и)?\s+", between)
                and one.value.endswith("Y")
                and other.value.endswith("M")
                and "M" not in one.value
            ):
                at += 1
                yield Duration(one.start, other.end, one.value + other.value[1:])
                continue
            if re.fullmatch(r"\s+до\s+", between):
                at += 1
                yield Duration(one.start, other.end, other.value, lower=one.value)
                continue
        yield one


def bare_added(text: str, found: list[Duration]) -> list[Duration]:
    """Add numbers that borrow their unit: "от трёх до семи суток" before it, "три года ему и полтора — ей" after it."""
    more = list(found)
    pattern = re.compile(rf"\bот\s+(?P<n>{number_pattern()})\s+(?=до\s)", re.IGNORECASE)
    for match in pattern.finditer(text):
        after = next((d for d in found if d.start >= match.end() and d.start - match.end() <= 4), None)
        value = value_of(match["n"])
        if after is not None and value is not None and not after.lower and (unit := after.value[-1]) in "YMDW":
            more.append(Duration(match.start("n"), match.end("n"), iso(value, unit)))
    pair = re.compile(rf"(?<![\w.,])(?P<n>{number_pattern()})\s+(?:и|или)\s+(?=\S)", re.IGNORECASE)
    for match in pair.finditer(text):
        after = next((d for d in found if 0 <= d.start - match.end() <= 2), None)
        value = value_of(match["n"])
        if after is not None and value is not None and not after.is_bare and (unit := after.value[-1]) in "YMD":
            more.append(Duration(match.start("n"), match.end("n"), iso(value, unit)))
    taken = [(d.start, d.end) for d in more]
    later = re.compile(rf"(?<![\w.,№-])(?P<n>{number_pattern()})(?=\s*(?:—|–|[.,;:)]|$|и\s))", re.IGNORECASE)
    for one in found:
        if one.value[-1] not in "YM" or one.is_bare:
            continue
        stop = re.search(r"[.!?]\s|\n", text[one.end :])
        limit = one.end + (stop.start() + 1 if stop else 160)
        for match in later.finditer(text, one.end, min(limit, len(text))):
            value = value_of(match["n"])
            collective = match["n"].casefold().endswith(("еро", "ерых", "ерым", "оих", "оим", "двое", "трое"))
            if (
                value is None
                or value > 25
                or collective
                or any(a < match.end() and match.start() < b for a, b in taken)
            ):
                continue
            if re.search(
                r"(?:стать\w+|ст\.|част\w+|ч\.|№|лет|года?)\s*$", text[max(0, match.start() - 10) : match.start()]
            ):
                continue
            more.append(Duration(match.start("n"), match.end("n"), iso(value, one.value[-1]), is_bare=True))
            taken.append((match.start(), match.end()))
    return sorted(more, key=lambda d: d.start)


# ---- Money, ages, provisions -----------------------------------------------------------------------


@cache
def sum_pattern() -> "re.Pattern[str]":
    """Return the pattern of a sum with its currency after it."""
    names = [w for found in table("ru", "currencies").values() for w in found] + list(table("ru", "roubles")["words"])
    return re.compile(rf"(?<![\w.,])(?P<n>{number_pattern()})\s*(?P<name>{alternatives(names)})(?!\w)", re.IGNORECASE)


def sums(text: str, title: str = "") -> tuple[Money, ...]:
    """Return the sums of a text; roubles are Belarus's where the text is about Belarus."""
    codes = {word: code for code, found in table("ru", "currencies").items() for word in found}
    roubles = table("ru", "roubles")
    told = (text + " " + title).casefold()
    rouble = "BYN" if any(w in told for w in roubles["belarus"]) else "RUB"
    found = []
    for match in sum_pattern().finditer(text):
        value = value_of(match["n"])
        if value is not None:
            name = " ".join(match["name"].casefold().split())
            code = codes.get(name, rouble)
            before = re.search(
                rf"(?<![\w.,])({number_pattern()})\s+и\s+$", text[max(0, match.start() - 40) : match.start()]
            )
            first = value_of(before[1]) if before else None
            if before is not None and first is not None:
                scale = 1_000_000 if re.search("м(?:лн|илли)", match["n"]) else 1000 if "тыс" in match["n"] else 1
                at = max(0, match.start() - 40) + before.start(1)
                found.append(Money(at, at + len(before[1]), first * scale, code))
            found.append(Money(match.start(), match.end(), value, code))
    return tuple(found)


@cache
def age_patterns() -> "tuple[re.Pattern[str], ...]":
    """Return the patterns of ages."""
    number = rf"(?P<n>{number_pattern()})"
    return tuple(
        re.compile(p.replace("{n}", number), re.IGNORECASE | re.MULTILINE) for p in table("ru", "ages")["patterns"]
    )


def ages(text: str) -> tuple[Number, ...]:
    """Return the ages that a text tells: "62-летний", "Гецевич (51)", "58 лет", "Чобанларову, 44"."""
    found: dict[int, Number] = {}
    for pattern in age_patterns():
        for match in pattern.finditer(text):
            value = value_of(match["n"])
            if value is not None and value == int(value) and 0 < value <= OLDEST:
                found.setdefault(
                    match.start("n"), Number(match.start("n"), match.end("n"), int(value), None, match.start())
                )
    worded = re.compile(r"\b([а-яё]+)летн(?:ий|его|ему|им|ем|яя|ей|юю)\b", re.IGNORECASE)
    for match in worded.finditer(text):
        value = spelled_age(match[1].casefold())
        if value:
            found.setdefault(match.start(), Number(match.start(), match.end(), value, None, match.start()))
    return tuple(found[key] for key in sorted(found))


def spelled_age(stem: str) -> int:
    """Return the age of a compound adjective ("тридцатилетняя", "двадцатидвухлетний"); 0 if it is none."""
    known = table("ru", "numbers")
    for cut in range(len(stem), 2, -1):
        if stem[:cut] in known:
            rest = stem[cut:]
            if not rest:
                return int(known[stem[:cut]])
            if rest in known and known[rest] < 10 <= known[stem[:cut]]:
                return int(known[stem[:cut]] + known[rest])
    return 0


PROVISION = re.compile(
    r"(?<!\w)(?:(?:п(?:ункт\w*|п?\.)\s*[«\"]?[\w.]+[»\"]?,?\s+)?(?:(?:ч\.|част(?:ь|и|ью|ей|ям)|ч)\s*\d+(?:[.-]\d+)*(?:\s*(?:и|,)\s*\d+)?,?\s+)?"
    r"(?:ст\.?\s?ст\.|ст\.|стать(?:я|и|е|ю|ей|ям|ях)|ст)\s*\d+(?:[.-]\d+)*(?:-[йяюе])?"
    r"|(?:\d+(?:[.-]\d+)*-(?:я|й|ю|ую|ой))\s+стать(?:я|и|е|ю|ей)"
    r"|(?<=\()(?:ч\.|часть)\s*\d+(?=\)))"
    r"(?:\s+(?:УК|КоАП|УПК|КоАО|Уголовного кодекса|Административного кодекса|Кодекса об административных правонарушениях|КУоАП|УИК|Конституции))?"
    r"(?:\s+(?:РФ|РК|РБ|КР|РТ|РУз|Украины|России|Казахстана|Беларуси|Республики\s+[А-ЯЁ]\w+|Кыргызстана|Таджикистана|Узбекистана|Азербайджана|Армении|Грузии|Молдовы|Туркменистана))?",
)


def provisions(text: str) -> tuple[Span, ...]:
    """Return the provisions of law that a text names: "часть 2 статьи 274 УК", "ч. 4 ст. 354.1 УК РФ", "342-я статья"."""
    return tuple(Span(m.start(), m.end(), m.group()) for m in PROVISION.finditer(text))
