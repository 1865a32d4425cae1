"""What dockets say, as short lines that can be held against the truth written by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from khronika.docket import Docket, cases, docket
from khronika.docket.anchors import Anchor, State
from khronika.docket.bans import Ban
from khronika.docket.charges import ChargeLine, money
from khronika.docket.lines import Line
from khronika.docket.steps import HAPPENED
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.rulings import NO_RULINGS, Rulings
from khronika.vocabulary.statement import Act, Penalty, Proceeding, Toll
from khronika.vocabulary.terms import ActType, Measure, Step

LAST = date(2030, 1, 1)
WORDED = frozenset({"charges", "scope"})  # slots whose values are sentences of the sources
SINGLE_DEATHS = frozenset({Measure.DIED_IN_CUSTODY, Measure.KILLED})


class Told:
    """The dockets of all cases that some people have, on a day, and what they say of those people."""

    def __init__(
        self, evidence: Iterable[Evidence], truth: dict[str, Any], on: date = LAST, rulings: Rulings = NO_RULINGS
    ) -> None:
        self.on, self.truth = on, truth
        self.canonical = {name: name for name in truth["persons"]}
        for spellings in truth["spellings"]:
            self.canonical |= dict.fromkeys(spellings, spellings[0])
        self.dockets = [
            docket(case, on) for case in cases(evidence, rulings) if any(self.known(p.spellings) for p in case.persons)
        ]

    def known(self, spellings: Iterable[str]) -> str:
        """Return the name by which the truth calls somebody, or empty text."""
        return next((self.canonical[one] for one in spellings if one in self.canonical), "")

    def called(self, made: Docket, names: Iterable[str]) -> list[str]:
        """Return how the truth calls some people of a docket; strangers are left out."""
        people = {person.name: self.known(person.spellings) for person in made.case.persons}
        return [people[name] for name in names if people.get(name)]

    def persons(self) -> list[str]:
        """Return the people, each with the number of their cases if they have several that are linked.

        Somebody who is taken for two people is told twice: their cases are not linked, or they stand beside themselves in one.
        """
        held: dict[str, list[Docket]] = defaultdict(list)
        for made in self.dockets:
            for name in self.called(made, [person.name for person in made.case.persons]):
                held[name].append(made)
        surnames = {name.split()[-1] for name in self.truth["persons"]}
        strange = {p.name for made in self.dockets for p in made.case.persons if not self.known(p.spellings)}
        found = [f"{name}, taken for somebody else" for name in sorted(strange) if name.split()[-1] in surnames]
        for name, dockets in held.items():
            linked = len({one.case.id for one in dockets}) == len(dockets) and {
                link.id for one in dockets for link in one.case.linked
            } >= {one.case.id for one in dockets}
            many = f": {len(dockets)} linked cases"
            found += [f"{name}{many}"] if linked and len(dockets) > 1 else [name] * len(dockets)
        return found

    def status(self) -> list[str]:
        """Return how each person stands, with the term it follows from; the same in linked cases is told once."""
        found = []
        for made in self.dockets:
            for one in made.status:
                term = f" {penalty(one.term.penalty, brief=True)}" if one.term else ""
                found += [f"{name}: {one.liberty.value}{term}" for name in self.called(made, [one.person])]
        return list(dict.fromkeys(found))

    def bans(self) -> list[str]:
        """Return the bans that are in force, each with the days on which it can end; one that was extended, as it is now."""
        found = []
        for made in self.dockets:
            for ban in made.bans:
                if ban.state(self.on) is State.IN_FORCE and not ban.extended:
                    found += [f"{name}: {ends(ban)}" for name in self.called(made, ban.persons)]
        return found

    def steps(self) -> list[str]:
        """Return the steps told as taken, for each person; a charge only if it has its day."""
        found = []
        for made in self.dockets:
            for line in made.steps:
                when = line.when.edtf.partition("/")[0] if line.when else ""
                if line.statement.modality in HAPPENED and (when or line.step is not Step.CHARGE):
                    found += [f"{when} {line.step.value}: {name}" for name in self.called(made, line.persons)]
        return found

    def others(self) -> list[str]:
        """Return the steps told of people whom nobody names."""
        lines = [line for made in self.dockets for line in (*made.others, *made.steps)]
        told = [one for line in lines for one in [line.statement] if isinstance(one, Proceeding)]
        return [f"{one.date} {one.step.value}" for one in told if not any(party.name for party in one.subject)]

    def penalties(self) -> list[str]:
        """Return the penalties as pronounced, for each person."""
        found = []
        for made in self.dockets:
            for line in made.penalties:
                said = f"{line.step.value}: %s: {penalty(line.penalty)}"
                found += [said % name for name in self.called(made, line.persons)]
        return found

    def charges(self) -> list[str]:
        """Return how many charges each person stood under, the maximum if it is one, and what came of them."""
        held: dict[str, list[ChargeLine]] = defaultdict(list)
        for made in self.dockets:
            for line in made.charges:
                for name in self.called(made, line.persons):
                    held[name].append(line)
        found = []
        for name, lines in held.items():
            most = {line.charge.maximum for line in lines if line.charge.maximum}
            up_to = f", up to {most.pop()}" if len(lines) == 1 and len(most) == 1 else ""
            results = " and ".join(sorted({one.value for line in lines for one in line.results}))
            found.append(f"{name}: {len(lines)} charge{'s' * (len(lines) > 1)}{up_to}{', ' * bool(results)}{results}")
        return found

    def disagreements(self) -> list[str]:
        """Return the values that sources give for one slot of what is told of a person."""
        found = []
        for made in self.dockets:
            lines: list[tuple[Line, Sequence[str]]] = [(line, line.persons) for line in made.steps]
            lines += [(line, line.persons) for line in made.penalties]
            lines += [(line, line.persons) for line in made.charges]
            lines += [(line, line.persons) for line in made.bans]
            for line, persons in lines:
                for one in line.differing:
                    values = " | ".join(sorted(value for value, _ in one.values))
                    said = f"%s: {one.slot}" if one.slot in WORDED else f"%s: {one.slot}: {values}"
                    found += [said % name for name in self.called(made, persons)]
        return sorted(set(found))

    def disputed(self) -> list[str]:
        """Return the pairs of figures that are marked as counting the same differently."""
        found = set()
        for made in self.dockets:
            for line in made.tolls:
                for one in line.differing:
                    pairs = combinations(sorted((value for value, _ in one.values), key=int), 2)
                    found |= {f"{line.statement.measure.value}: {a} | {b}" for a, b in pairs}  # type: ignore[union-attr]  # a toll
        return sorted(found)

    def scopes(self) -> list[str]:
        """Return the words in which a ban is told by several documents."""
        found = []
        for made in self.dockets:
            for ban in (ban for ban in made.bans if len({one.source.sha256 for one in ban.evidence}) > 1):
                said = " | ".join(sorted({activity.text for activity in ban.activities}, key=fold))
                found += [f"{name}: {said}" for name in self.called(made, ban.persons)]
        return sorted(set(found))

    def tolls(self) -> list[str]:
        """Return the figures told, with the mark of an admission, and of officers; deaths of a single person apart."""
        found = set()
        for made in self.dockets:
            for line in made.tolls:
                one = line.statement
                if isinstance(one, Toll) and not (one.count == 1 and one.measure in SINGLE_DEATHS):
                    found.add(
                        f"{one.measure.value} {one.count}{' admitted' * line.admission}{' officers' * line.officers}"
                    )
        return sorted(found)

    def registrations(self) -> list[str]:
        """Return the refusals to register a party that have a day, each as often as it stands there."""
        lines = [line for made in self.dockets for line in made.registration]
        acts = [line for line in lines if isinstance(line.statement, Act)]
        refused = [line for line in acts if line.statement.type is ActType.DENIAL_OF_REGISTRATION]  # type: ignore[union-attr]  # an act
        return sorted(f"{line.when.edtf} refused" for line in refused if line.when)

    def texts(self, of: Callable[[Docket], Iterable[Line]], slot: str) -> list[str]:
        """Return what is found or asked, in the words of the sources."""
        return sorted({getattr(line.statement, slot) for made in self.dockets for line in of(made)})

    def gap(self) -> list[str]:
        """Return the people and the officers who were brought to account, by the figures told."""
        found = set()
        for gap in (made.gap for made in self.dockets if made.gap):
            for side, lines in (("people", gap.people), ("officers", gap.officers)):
                told = [line.statement for line in lines if isinstance(line.statement, Toll)]
                found |= {f"{side}: {one.measure.value} {one.count}" for one in told}
        return sorted(found)


def penalty(one: Penalty, *, brief: bool = False) -> str:
    """Return a penalty as text."""
    parts = ["" if brief else one.type.value, one.duration or money(one), "suspended" if one.suspended else ""]
    return " ".join(filter(None, parts))


def ends(ban: Ban) -> str:
    """Return the days on which a ban can end by its pronouncement, its entry into force, or the day that is named.

    How long somebody sits before a release is not told, so an end counted from it is left out.
    """
    spans = [count.ends for count in ban.counts if count.ends and count.anchor is not Anchor.RELEASE]
    found = sorted({f"{first}" if first == last else f"{first}/{last}" for first, last in spans})
    return f"ends {' or '.join(found)}" if found else "no length told" if not ban.duration else "end not known"


def told_facts(evidence: Sequence[Evidence], truth: dict[str, Any], rulings: Rulings = NO_RULINGS) -> list[str]:
    """Return all that the dockets say of the kinds of facts that the truth tells, one line a fact, doubles kept."""
    found = []
    for day in truth["day"]:
        told = Told(evidence, truth, date.fromisoformat(day["on"]), rulings)
        named = {line.partition(":")[0] for line in day["status"]}
        found += [f"{day['on']} status {one}" for one in told.status() if one.partition(":")[0] in named]
        found += [f"{day['on']} ban {one}" for one in told.bans()]
        if "tolls" in day:
            wanted = set(day["tolls"])
            found += [f"{day['on']} toll {one}" for one in told.tolls() if one in wanted]
    told, whole = Told(evidence, truth, rulings=rulings), truth["whole"]
    found += [f"person {one}" for one in told.persons()]
    for kind in (kind for kind in ("steps", "penalties", "disagreements", "scopes", "tolls") if kind in whole):
        found += [f"{kind}: {one}" for one in getattr(told, kind)() if kind != "scopes" or "|" in one]
    charged = {one.partition(":")[0] for one in whole["charges"]}
    found += [f"charges: {one}" for one in told.charges() if one.partition(":")[0] in charged]
    for kind in ("disputed", "others", "gap"):
        found += [f"{kind}: {one}" for one in getattr(told, kind)() if one in whole.get(kind, ())]
    if "registrations" in whole:
        found += [f"registrations: {one}" for one in told.registrations()]
    for kind, slot in (("assessments", "finding"), ("recommendations", "action")):
        said = told.texts(lambda made, kind=kind: getattr(made, kind), slot)  # type: ignore[misc]  # bound at once
        found += [f"{kind}: {one}" for one in whole.get(kind, ()) if any(fold(one) in fold(text) for text in said)]
    return found


def true_facts(truth: dict[str, Any]) -> list[str]:
    """Return the truth in the same lines."""
    found = []
    for day in truth["day"]:
        found += [f"{day['on']} status {one}" for one in day["status"]]
        found += [f"{day['on']} ban {one}" for one in day["bans"]]
        found += [f"{day['on']} toll {one}" for one in day.get("tolls", ())]
    several = truth.get("cases", {})
    found += [f"person {one}{f': {several[one]} linked cases' if one in several else ''}" for one in truth["persons"]]
    for kind, lines in truth["whole"].items():
        found += [f"{kind}: {one}" for one in lines]
    return found
