"""Time the search for a name among many parties, beside what a user would take instead.

The parties are invented: given names, patronymics and surnames of several languages, each in one of the spellings that
the press or a court would use. Beside us stand LIKE over the names, as a user would type it, in the same database, and a
plain scan that compares each name as we do. Arguments: how many parties (200000); with ``--database URL`` also in that
PostgreSQL database, emptied first.
"""

import argparse
import platform
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connections

from khronika.identity.comparing import compared
from khronika.record.chronicle import Chronicle, init
from khronika.record.fold import refold
from khronika.record.log import append
from khronika.record.people import find

GIVEN = [
    "Nurlan",
    "Zhanar",
    "Marat",
    "Murat",
    "Saule",
    "Aigul",
    "Yerlan",
    "Askar",
    "Bakyt",
    "Ainura",
    "Timur",
    "Elnura",
    "Zhanbolat",
    "Zhanbota",
    "Kairat",
    "Gulnaz",
    "Dana",
    "Olga",
    "Sergei",
    "Evgeny",
    "Mikhail",
    "Natalia",
    "Irina",
    "Pavel",
    "Dmitry",
    "Roman",
    "Viktor",
    "Khalida",
    "Ilya",
    "Maria",
    "Vasily",
    "Yury",
    "Ksenia",
    "Anna",
    "Mohammed",
    "Ahmad",
    "Khalil",
    "Fatima",
    "Yusuf",
    "Omar",
    "Hassan",
    "Hussein",
    "Layla",
    "Tariq",
    "Ibrahim",
    "Mahmoud",
    "Samira",
    "Salman",
    "Abdulrahman",
]
STEMS = [
    "Kerim",
    "Ospan",
    "Aitmay",
    "Sadyk",
    "Toktogul",
    "Asan",
    "Usen",
    "Jumabek",
    "Abdra",
    "Tursyn",
    "Qozhabek",
    "Sabyr",
    "Sharip",
    "Ashim",
    "Ordabay",
    "Seit",
    "Sultan",
    "Rybk",
    "Lapsh",
    "Shchuk",
    "Tsvetk",
    "Zhuravl",
    "Vyalk",
    "Goncharuk",
    "Zgursk",
    "Melnich",
    "Sokol",
    "Zaits",
    "Drozd",
    "Mukh",
    "Gorel",
    "Chern",
    "Dolg",
    "Yakovl",
    "Qahtan",
    "Haddad",
    "Mansour",
    "Saleh",
    "Harb",
    "Zahran",
    "Darwish",
    "Sabbagh",
    "Khour",
    "Bakr",
    "Qasim",
    "Jaber",
    "Rajab",
    "Hamdan",
    "Aziz",
    "Shahin",
]
MIDDLES = [
    "bek",
    "bay",
    "gali",
    "an",
    "ar",
    "ol",
    "ur",
    "in",
    "yn",
    "el",
    "at",
    "am",
    "er",
    "im",
    "ash",
    "uk",
    "al",
    "ik",
    "od",
    "is",
]
ENDS = ["ov", "ova", "ev", "eva", "in", "ina", "sky", "enko", "uly", ""]
SWAPS = (("zh", "j"), ("kh", "h"), ("y", "i"), ("q", "k"), ("ye", "e"), ("ts", "c"), ("sh", "ş"))
CYRILLIC = {
    **{"shch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "ye": "е", "yu": "ю", "ya": "я", "q": "қ"},
    **dict(zip("abvgdeziklmnoprstufyjwh", "абвгдезиклмнопрстуфыйвх", strict=True)),
}


def cyrillic(name: str) -> str:
    """Return a name in Cyrillic letters."""
    text = name.lower()
    for latin in sorted(CYRILLIC, key=len, reverse=True):
        text = text.replace(latin, CYRILLIC[latin])
    return text.title()


def names(count: int) -> list[str]:
    """Return invented names, the same at each run."""
    pick = random.Random(7)  # noqa: S311 - nothing secret
    made = []
    for _ in range(count):
        given, stem = pick.choice(GIVEN), pick.choice(STEMS)
        name = f"{given} {stem}{pick.choice(MIDDLES)}{pick.choice([*MIDDLES, ''])}{pick.choice(ENDS)}"
        if pick.random() < 0.4:
            name = cyrillic(name)
        elif pick.random() < 0.4:
            was, becomes = pick.choice(SWAPS)
            name = name.replace(was, becomes)
        if pick.random() < 0.3:
            name = " ".join(reversed(name.split()))
        made.append(name)
    return made


def filled(chronicle: Chronicle, made: list[str]) -> float:
    """Enter the parties and fold the tables once; return how many seconds the fold took."""
    with chronicle.writing() as database:
        for number, name in enumerate(made):
            body = {"party": f"{number:012x}", "type": "person", "name": name}
            append(database, chronicle.origin, "bench", "party_named", body)
        begun = time.perf_counter()
        refold(database)
        if connections[database].vendor == "postgresql":
            with connections[database].cursor() as cursor:
                cursor.execute("ANALYZE")
        return time.perf_counter() - begun


def asked_of(made: list[str]) -> list[str]:
    """Return names to ask for: of every so many parties one, in Cyrillic, turned round, or its longest word."""
    chosen = made[:: max(1, len(made) // 12)][:12]
    return [
        *(cyrillic(name) for name in chosen[:4]),
        *(" ".join(reversed(name.split())) for name in chosen[4:8]),
        *(max(name.split(), key=len) for name in chosen[8:]),
        "Zh. Aitmaybekov",
        "Nurlan",
    ]


def milliseconds(asked: list[str], work: Callable[[str], Any], times: int) -> tuple[float, float, float]:
    """Return the median and the longest time of asking for each name so many times, and the median of our own CPU."""
    took, spent = [], []
    for _ in range(times):
        for text in asked:
            begun, own = time.perf_counter(), time.process_time()
            work(text)
            took.append((time.perf_counter() - begun) * 1000)
            spent.append((time.process_time() - own) * 1000)
    return statistics.median(took), max(took), statistics.median(spent)


def bench(chronicle: Chronicle, count: int) -> None:
    """Print the times in one database."""
    made = names(count)
    fold = filled(chronicle, made)
    with chronicle.reading() as database:
        vendor = connections[database].vendor
    print(f"== {vendor}, {count} parties; folded in {fold:.1f} s ({count / fold:.0f} a second)")

    def like(text: str) -> list[Any]:
        word = max(text.split(), key=len)
        with chronicle.reading() as database, connections[database].cursor() as cursor:
            cursor.execute("SELECT id, name FROM party WHERE LOWER(name) LIKE %s", [f"%{word.lower()}%"])
            return list(cursor.fetchall())

    def scan(text: str) -> list[str]:
        return [name for name in made if compared.__wrapped__(text, name).points >= 4]

    asked = asked_of(made)
    find(chronicle, "Nobody Known")  # the rules are read once
    own = milliseconds(asked, lambda text: find(chronicle, text), 1)
    again = milliseconds(asked, lambda text: find(chronicle, text), 4)
    plain = milliseconds(asked, like, 3)
    begun = time.perf_counter()
    scanned = len(scan(asked[0]))
    whole = (time.perf_counter() - begun) * 1000
    for what, (middle, longest, spent) in (("khronika people NAME", own), ("asked for again", again), ("LIKE", plain)):
        ratio = f"{middle / own[0]:7.1f}× ours, CPU {spent / own[2]:5.1f}×" if what == "LIKE" else ""
        print(f"  {what:<24} median {middle:8.1f} ms   longest {longest:8.1f} ms   CPU {spent:7.1f} ms   {ratio}")
    print(f"  {'comparing every name':<24} once   {whole:8.0f} ms   {'':36}   {whole / own[0]:7.1f}× ours")
    print("  found (ours / LIKE): " + "; ".join(f"{t}: {len(find(chronicle, t))} / {len(like(t))}" for t in asked))
    print(f"  comparing every name finds {scanned} for {asked[0]}", flush=True)


def main() -> None:
    """Bench SQLite, and PostgreSQL if its address is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=200_000)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}, {platform.system()}"
    )
    for url in ["", *([asked.database] if asked.database else [])]:
        with tempfile.TemporaryDirectory() as folder:
            bench(init(Path(folder) / "chronicle", actor="bench", url=url), asked.count)


if __name__ == "__main__":
    main()
