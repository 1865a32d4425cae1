"""Time the docket: one case on a day, and all bans in force, beside what a user would take instead.

Cases are invented: some ten statements in three documents each, names made of syllables, surnames shared as unevenly as in
life (the most common one by some people in a hundred), some reports with initials or the surname alone. Arguments: how
many statements, each a run of its own (1000 10000 100000).
"""

import argparse
import platform
import random
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from khronika.docket import docket
from khronika.docket.index import CaseIndex
from khronika.errors import RequestError
from khronika.vocabulary.evidence import Evidence, Source
from khronika.vocabulary.statement import (
    Charge,
    Party,
    Penalty,
    Proceeding,
    Profile,
    Quote,
    Restriction,
    Statement,
    Toll,
)
from khronika.vocabulary.terms import Measure, Outcome, PenaltyType, Step

EACH = 10  # statements a case
ASKED = 200  # cases that are asked for
DAY = date(2022, 7, 1)
STARTS, MIDDLES = (
    ("Al", "Ber", "Dar", "El", "Gor", "Ik", "Kar", "Len", "Mor", "Nar", "Os", "Pel", "Sar", "Tem", "Ur", "Vel"),
    (
        "",
        "a",
        "bek",
        "dar",
        "gol",
        "ima",
        "ken",
        "lov",
        "man",
        "ner",
        "ol",
        "ra",
        "sul",
        "ti",
        "ur",
        "zan",
    ),
)
ENDS = ("ai", "an", "arov", "bay", "dze", "enko", "ev", "ian", "ik", "imov", "ina", "ish", "ov", "ova", "sky", "uly")
GIVEN = tuple(
    a + b
    for a in ("Ai", "Bo", "Da", "E", "Gu", "Il", "Ka", "Li", "Ma", "Nu", "Ra", "Sa")
    for b in ("lan", "mir", "na", "ra", "sel", "tan")
)
OFFENCES = (
    "inciting discord",
    "organizing a mass riot",
    "spreading false information",
    "insulting an official",
    "hooliganism",
)
FORBIDDEN = (
    "taking part in public events",
    "publishing on social media",
    "leading an association",
    "leaving the country",
)


class Names:
    """Surnames as often as in life: the n-th most common one by 1/n of the people of the first."""

    def __init__(self, chance: random.Random, people: int) -> None:
        every = [a + b + c for a in STARTS for b in MIDDLES for c in ENDS]
        chance.shuffle(every)
        self.surnames = every[: max(50, people // 3)]
        self.weights = [1 / (rank + 3) ** 0.8 for rank in range(len(self.surnames))]
        self.chance = chance

    def one(self) -> tuple[str, str]:
        """Return a given name and a surname."""
        return self.chance.choice(GIVEN), self.chance.choices(self.surnames, self.weights)[0]


def source(case: int, number: int, published: date) -> Source:
    """Return an invented document."""
    return Source(
        document=f"c{case}-{number}",
        sha256=f"{case:08x}{number:02x}".ljust(64, "0"),
        media_type="text/html",
        filename=f"c{case}-{number}.html",
        publisher=f"Invented Bulletin {case % 40}",
        published=published.isoformat(),
        language="en",
    )


def case_of(chance: random.Random, names: Names, case: int) -> Iterator[Evidence]:
    """Return the statements of a case: an arrest, a charge, a verdict and a ban told twice, an appeal, a count."""
    given, surname = names.one()
    court = f"{chance.choice(STARTS)}{chance.choice(MIDDLES)} District Court"
    arrested = date(2012, 1, 1) + timedelta(days=chance.randrange(4000))
    tried = arrested + timedelta(days=chance.randrange(60, 400))
    decided = tried + timedelta(days=chance.randrange(20, 200))
    charge, years = Charge(chance.choice(OFFENCES), "", "P8Y"), f"P{chance.randrange(1, 8)}Y"
    suspended = chance.random() < 0.5
    whole, brief = f"{given} {surname}", chance.choice((f"{given[0]}. {surname}", surname, f"{given} {surname}"))
    first, second, third = source(case, 1, tried), source(case, 2, tried + timedelta(days=2)), source(case, 3, decided)
    places = iter(range(1000))

    def told(kind: type, of: Source, quote: str, **slots: Any) -> Evidence:
        start = 200 * next(places)
        one: Statement = kind(document=of.document, quote=Quote(start, start + len(quote), quote), **slots)
        return Evidence(id=f"{of.document}-{start}", statement=one, source=of)

    him, briefly = (Party(whole),), (Party(brief),)
    sentence = (Penalty(PenaltyType.IMPRISONMENT, years, suspended),)
    verdict = {"step": Step.VERDICT, "date": tried.isoformat(), "body": court, "outcome": Outcome.CONVICTED}
    yield told(Profile, first, f"{whole}, an activist", subject=him[0], roles=("activist",))
    yield told(
        Proceeding,
        first,
        f"{whole} was arrested on {arrested}",
        step=Step.ARREST,
        subject=him,
        date=arrested.isoformat(),
    )
    yield told(
        Proceeding,
        first,
        f"The charge of {charge.offence} carries up to eight years",
        step=Step.CHARGE,
        subject=him,
        charges=(charge,),
    )
    yield told(
        Proceeding,
        first,
        f"On {tried} the {court} convicted {whole}",
        subject=him,
        charges=(charge,),
        penalties=sentence,
        **verdict,
    )
    ban = {
        "prohibits": tuple(chance.sample(FORBIDDEN, 2)),
        "imposed_by": court,
        "duration": years,
        "date": tried.isoformat(),
    }
    yield told(Restriction, first, f"The court barred {whole} from public life", subject=him, **ban)
    yield told(
        Proceeding,
        second,
        f"{brief} was sentenced by the {court}",
        subject=briefly,
        charges=(charge,),
        penalties=sentence,
        **verdict,
    )
    yield told(Restriction, second, f"{brief} may not speak in public", subject=briefly, **ban)
    outcome = chance.choice((Outcome.UPHELD, Outcome.UPHELD, Outcome.REDUCED))
    yield told(
        Proceeding,
        third,
        f"The appeal of {whole} was decided on {decided}",
        step=Step.APPEAL_DECISION,
        subject=him,
        date=decided.isoformat(),
        body="Regional Court",
        outcome=outcome,
    )
    yield told(
        Toll,
        third,
        "more than 100 others were convicted",
        measure=Measure.CONVICTED,
        count=100 + case % 50,
        who="others",
    )
    yield told(
        Proceeding,
        third,
        f"{whole} was released on {decided}",
        step=Step.RELEASE,
        subject=him,
        date=decided.isoformat(),
    )


def statements(count: int) -> tuple[Evidence, ...]:
    """Return some number of statements, ten a case, in the order of their documents' days."""
    chance = random.Random(1968)  # noqa: S311 - the same cases each time
    names = Names(chance, count // EACH)
    found = [one for case in range(count // EACH) for one in case_of(chance, names, case)]
    return tuple(sorted(found, key=lambda one: (one.source.published, one.id)))


def seconds(work: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> tuple[float, Any]:
    """Return how long something takes (time of the processor, since others work on the machine), and what comes of it."""
    begun = clock()
    made = work()
    return clock() - begun, made


def each(work: Callable[[Any], Any], over: Iterable[Any]) -> list[float]:
    """Return the seconds that something takes for each of several."""
    return [seconds(partial(work, one))[0] for one in over]


def median(work: Callable[[Any], Any], over: Iterable[Any]) -> float:
    """Return the median of the seconds that something takes for each of several."""
    return statistics.median(each(work, over))


def grepped(evidence: tuple[Evidence, ...], asked: list[str]) -> tuple[float, float]:
    """Return the seconds of finding a surname's quotes with grep in a file, and with LIKE in SQLite: text, no docket."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "quotes.txt"
        file.write_text("".join(f"{one.source.document}\t{one.statement.quote.text}\n" for one in evidence), "utf-8")
        grep = shutil.which("grep") or "grep"
        by_grep = median(lambda name: subprocess.run([grep, "-F", name, file], capture_output=True, check=False), asked)
        with sqlite3.connect(Path(folder) / "quotes.db") as database:
            database.execute("create table quote (document text, text text)")
            rows = [(one.source.document, one.statement.quote.text) for one in evidence]
            database.executemany("insert into quote values (?, ?)", rows)
            like = "select document, text from quote where text like ?"
            by_like = median(lambda name: database.execute(like, (f"%{name}%",)).fetchall(), asked)
        database.close()
    return by_grep, by_like


def run(count: int) -> None:
    """Print the times for some number of statements."""
    evidence = statements(count)
    forming, index = seconds(lambda: CaseIndex(evidence))
    named = [case for case in index.cases if case.persons]
    chosen = random.Random(7).sample(named, min(ASKED, len(named)))  # noqa: S311
    finding = median(lambda case: attempt(index, case.persons[0].name), chosen)
    one_docket = each(lambda case: docket(case, DAY), chosen)
    usual = statistics.median(one_docket)
    first_time, _ = seconds(lambda: index.bans(DAY))
    days = [DAY - timedelta(days=100 * number) for number in range(1, 12)]
    fresh, again = each(index.bans, days), each(index.bans, days)
    any_day = statistics.median(fresh)
    by_grep, by_like = grepped(evidence, [case.persons[0].name.split()[-1] for case in chosen[:20]])
    documents = len({one.source.sha256 for one in evidence})
    print(f"\n{count} statements, {len(named)} cases, {documents} documents, {len(index.bans(DAY))} bans in force")
    print(f"  work out all cases, once      {forming * 1000:10.1f} ms")
    print(f"  find a case by its name       {finding * 1000:10.2f} ms")
    print(
        f"  docket of one case, median    {usual * 1000:10.2f} ms   (aim 20); slowest of {len(chosen)} {max(one_docket) * 1000:.1f}"
    )
    print(f"  all bans, asked first         {first_time * 1000:10.1f} ms")
    print(
        f"  all bans in force on a day    {any_day * 1000:10.1f} ms   (aim 200); slowest of {len(days)} {max(fresh) * 1000:.1f}; asked again {statistics.median(again) * 1000:.1f}"
    )
    print(
        f"  instead: all derived anew     {(forming + usual) * 1000:10.1f} ms   {(forming + usual) / usual:8.0f} × the docket"
    )
    print(f"  instead: grep, quotes alone   {by_grep * 1000:10.1f} ms   {by_grep / usual:8.2f} × the docket")
    print(f"  instead: SQL LIKE, the same   {by_like * 1000:10.1f} ms   {by_like / usual:8.2f} × the docket")


def attempt(index: CaseIndex, name: str) -> None:
    """Look for a case, whether or not the name is anybody's."""
    with suppress(RequestError):
        index.find(name)


def main() -> None:
    """Run for each number of statements."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("statements", type=int, nargs="*", default=[1000, 10000, 100000])
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}")
    for count in given.parse_args().statements:
        run(count)


if __name__ == "__main__":
    main()
