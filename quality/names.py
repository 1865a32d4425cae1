"""Measure who is proposed as likely the same: on our own labelled pairs, both halves, and on pairs by other hands.

Our own are in ``quality/names`` (see its README for labels and the split). The others lie beside the project
(``../shared/estimation/names``, or ``KHRONIKA_SHARED``); without them only our own are measured. Where rigour is
installed it is measured beside us on the pairs that need no context.
"""

import csv
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khronika.identity.agreement import Manner, Word, agreement
from khronika.identity.candidates import Level, Proposal, explained
from khronika.identity.somebody import PERSON, Somebody, Told

OWN = Path(__file__).parent / "name_pairs"
ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("KHRONIKA_SHARED", ROOT.parent / "shared")) / "estimation" / "names"


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair; ``aside`` if it belongs to the half that no rule was written from."""

    line: str
    label: str
    one: Somebody
    other: Somebody

    @property
    def aside(self) -> bool:
        """Whether the pair is set aside, by the SHA-256 of its line."""
        return hashlib.sha256(self.line.encode()).hexdigest()[0] >= "8"


def somebody(name: str, told: str, number: int) -> Somebody:
    """Return one of a pair with what is told of it."""
    facts = dict(fact.split("=", 1) for fact in told.split(";") if fact)
    age, _, year = facts.get("age", "").partition("@")
    statement = "both" if facts.get("side") else f"statement-{number}"
    one = Told(
        mention=f"{statement}/subject/{number}",
        name=name,
        document=facts.get("doc", f"document-{number}"),
        date=facts.get("date", ""),
        court=facts.get("court", ""),
        place=facts.get("place", ""),
        charges=(facts["art"],) if "art" in facts else (),
        age=int(age) if age else None,
        written=year,
        sex=facts.get("sex", ""),
        roles=(facts["role"],) if "role" in facts else (),
        beside=(facts["with"],) if "with" in facts else (),
    )
    return Somebody(f"one-{number}", facts.get("type", PERSON), (name,), (one,))


def own_pairs() -> Iterator[Pair]:
    """Yield the labelled pairs."""
    for path in sorted(OWN.glob("pairs-*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                label, one, other, *told = line.split("\t")
                told += [""] * (2 - len(told))
                yield Pair(line, label, somebody(one, told[0], 1), somebody(other, told[1], 2))


def rates(told: Counter[tuple[str, Level]], positive: tuple[Level, ...] = (Level.LIKELY,)) -> tuple[float, float]:
    """Return precision and recall of what is proposed at some levels."""
    hits = sum(told["same", level] for level in positive)
    proposed = sum(count for (_, level), count in told.items() if level in positive)
    wanted = sum(count for (label, _), count in told.items() if label == "same")
    return hits / proposed if proposed else 1.0, hits / wanted if wanted else 1.0


def measured(pairs: list[Pair]) -> tuple[Counter[tuple[str, Level]], list[tuple[Pair, Proposal]]]:
    """Return how often each label was proposed at each level, and what went wrong."""
    told: Counter[tuple[str, Level]] = Counter()
    wrong = []
    for pair in pairs:
        made = explained(pair.one, pair.other)
        told[pair.label, made.level] += 1
        if (pair.label == "same") != (made.level is Level.LIKELY):
            wrong.append((pair, made))
    return told, wrong


def report(name: str, told: Counter[tuple[str, Level]]) -> None:
    """Print how a set went."""
    precision, recall = rates(told)
    shown = rates(told, (Level.LIKELY, Level.POSSIBLE))[1]
    print(
        f"{name:<44} {sum(told.values()):>5} pairs   likely: P {precision:.3f}  R {recall:.3f}   shown at all: R {shown:.3f}"
    )


def foreign() -> None:
    """Measure pairs by other hands: those of nomenklatura (persons), and name tokens of Wikidata."""
    path = SHARED / "nk_name_bench_cases.csv"
    if not path.exists():
        print(f"pairs by other hands: {path} is not there")
        return
    told: Counter[tuple[str, Level]] = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["schema"] == "Person":
                made = explained(somebody(row["name1"], "", 1), somebody(row["name2"], "", 2))
                told["same" if row["is_match"] == "true" else "different", made.level] += 1
    report("nomenklatura name_bench, persons", told)
    shown = rates(told, (Level.LIKELY, Level.POSSIBLE))
    print(f"{'':<44}       shown at all: P {shown[0]:.3f}  R {shown[1]:.3f}")
    for language in ("russian", "arabic"):
        with (SHARED / f"wikidata_names_{language}_test20.csv").open(encoding="utf-8", newline="") as file:
            rows = [(row["latin"], row[language]) for row in csv.DictReader(file)][::5]
        met = sum(agreement(Word(one), Word(other)) >= Manner.ARABIC for one, other in rows)
        turned = sum(
            agreement(Word(one), Word(rows[at - 1][1])) >= Manner.ARABIC for at, (one, _) in enumerate(rows) if at
        )
        print(
            f"Wikidata tokens, {language:<26} {len(rows):>6} pairs   met: {met / len(rows):.3f}   a wrong one met: {turned / len(rows):.4f}"
        )


def beside_rigour(pairs: list[Pair]) -> None:
    """Measure rigour on the pairs of people of whom nothing but the name is told."""
    try:
        from rigour.names import (  # noqa: PLC0415
            NameTypeTag,
            align_person_name_order,
            analyze_names,
            compare_parts,
        )
    except ImportError:
        print("rigour: not installed, not measured beside us")
        return

    def score(one: str, other: str) -> float:
        made = []
        for a in analyze_names(NameTypeTag.PER, [one]):
            for b in analyze_names(NameTypeTag.PER, [other]):
                found = compare_parts(*align_person_name_order(a.parts, b.parts))
                met = sum(len(x.qps) + len(x.rps) for x in found if x.qps and x.rps and x.score > 0)
                total = sum(len(x.qps) + len(x.rps) for x in found) or 1
                made.append(sum(x.score * (len(x.qps) + len(x.rps)) for x in found) / total if met else 0.0)
        return max(made, default=0.0)

    bare = [pair for pair in pairs if pair.line.count("\t") == 2]
    report("ours, names alone", measured(bare)[0])
    scored = [(pair.label, score(pair.one.name, pair.other.name)) for pair in bare]
    for limit in (0.5, 0.6, 0.7, 0.8):
        told: Counter[tuple[str, Level]] = Counter()
        for label, points in scored:
            told[label, Level.LIKELY if points >= limit else Level.UNLIKELY] += 1
        report(f"rigour compare_parts at {limit}", told)


def main() -> None:
    """Print both halves, and with ``--wrong`` what went wrong in the half that rules may be written from."""
    pairs = list(own_pairs())
    halves = {"own pairs, rules written from": False, "own pairs, set aside": True}
    for name, aside in halves.items():
        told, wrong = measured([pair for pair in pairs if pair.aside is aside])
        report(name, told)
        for pair, made in wrong if "--wrong" in sys.argv and not aside else ():
            print(f"  {pair.label}, {made.level.value} ({made.score}): {pair.line}")
            print("     " + "; ".join(f"{reason.points:+} {reason.text}" for reason in made.reasons))
    foreign()
    beside_rigour(pairs)


if __name__ == "__main__":
    main()
