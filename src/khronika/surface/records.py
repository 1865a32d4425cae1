"""Dockets, bans and statements as records for programs: the same facts as the text."""

from dataclasses import asdict
from datetime import date
from typing import Any

from khronika.docket.anchors import Count
from khronika.docket.asked import AskedLine
from khronika.docket.assembly import BodyLine, Docket
from khronika.docket.assessed import AssessedLine, RegistrationLine
from khronika.docket.bans import Ban
from khronika.docket.charges import ChargeLine, PenaltyLine
from khronika.docket.disagreeing import open_in
from khronika.docket.joining import Joining
from khronika.docket.liberty import Status
from khronika.docket.lines import Difference, Line, When
from khronika.docket.rights import RightLine
from khronika.docket.steps import StepLine
from khronika.docket.tolls import Gap, TollLine
from khronika.surface.case_words import case_link_record, ruling_record, shape_record
from khronika.surface.deadline_records import deadline_record
from khronika.surface.life_words import life_record
from khronika.surface.statuses import opening
from khronika.surface.words import charge, penalty, summary
from khronika.vocabulary.contract import plain, to_record
from khronika.vocabulary.evidence import Evidence, Source

Record = dict[str, Any]


def docket_json(one: Docket) -> Record:
    """Return a docket as a record. Lines name the statements that they rest on; ``statements`` holds each once."""
    record: Record = {
        "case": one.case.name,
        "id": one.case.id,
        "shaped": [shape_record(shape) for shape in one.case.shape],
        "linked": [case_link_record(link) for link in one.case.linked],
        "told_apart": [link_record(link) for link in one.case.apart],
        "persons": [{"name": person.name, "spellings": list(person.spellings)} for person in one.case.persons],
        "on": one.on.isoformat(),
        "status": opening(one),
        "disagreements": [difference_record(differing) for differing in open_in(one)],
        "liberty": [status_record(status) for status in one.status],
        "spells": [life_record(life) for life in one.lives],
        "bans": [ban_record(ban, one.on) for ban in one.bans],
        "deadlines": [deadline_record(line, one.on) for line in one.deadlines],
        "accountability": gap_record(one.gap) if one.gap else None,
        "joined": [link_record(link) for link in one.case.joined],
        "perhaps_the_same": [link_record(link) for link in one.case.uncertain],
        "others": list(one.case.others),
        "left_out_as_later": [evidence.id for evidence in one.later],
        "sources": [source_record(source) for source in one.sources],
    }
    sections: dict[str, tuple[Line, ...]] = {
        "who": one.persons,
        "bodies": one.bodies,
        "charges": one.charges,
        "steps": one.steps,
        "penalties": one.penalties,
        "acts": one.acts,
        "bears_on": one.rights,
        "registration": one.registration,
        "tolls": one.tolls,
        "assessments": one.assessments,
        "recommendations": one.recommendations,
        "others_told_of": (*one.about, *one.others),
    }
    record |= {name: [line_record(line) for line in lines] for name, lines in sections.items()}
    names = (*one.case.joined, *one.case.uncertain, *one.case.apart)
    linked = [e for link in names for e in link.evidence]
    linked += [e for link in one.case.linked for e in link.evidence]
    linked += [e for line in one.recommendations for e in line.later]
    linked += [e for life in one.lives for spell in life.spells for e in spell.evidence]
    linked += [e for life in one.lives for term in life.terms for e in term.evidence]
    linked += [e for status in one.status for e in status.evidence]
    linked += [e for shape in one.case.shape for e in shape.evidence]
    record["statements"] = {e.id: evidence_record(e) for e in (*one.evidence, *linked)}
    return record


def line_record(line: Line) -> Record:
    """Return a line with what it says, when, on what it rests, and its flags."""
    record: Record = {
        "says": summary(line.statement),
        "standing": line.standing.value,
        "rests_on": list(line.ids),
        "when": when_record(line.when),
        "perhaps_later": line.perhaps,
        "computed": line.computed or None,
        "disagreeing": [difference_record(one) for one in line.differing],
        "variants": [difference_record(one) for one in line.variants],
    }
    match line:
        case ChargeLine():
            record |= {"says": charge(line.charge), **plain(line.charge), "persons": list(line.persons)}
            record |= {"results": plain(line.results), "told_of_the_charges_as_a_whole": line.general}
            record |= {"maximum_inferred": line.maximum_inferred}
        case PenaltyLine():
            record |= {"says": penalty(line.penalty), **plain(line.penalty), "persons": list(line.persons)}
            record |= {"suspended": line.penalty.suspended, "state": line.state.value, "in_force": line.in_force}
            record |= {"changed_by": list(line.changed_by.ids) if line.changed_by else None}
        case BodyLine():
            record |= {"says": line.name, "place": line.place, "steps": plain(line.steps)}
        case RightLine():
            record |= {"says": f"bears on {line.right}", "iccpr": line.iccpr, "udhr": line.udhr}
            record |= {"because": line.because, "source": line.source, "word": line.word}
        case AskedLine():
            record |= {"asked_of": line.addressee or None, "asked_by": line.by or None, "about": list(line.rules)}
            record |= {"later_bearing_on_it": [e.id for e in line.later]}
        case AssessedLine():
            record |= {"assessor": line.assessor or None, "topic": line.topic or None}
        case RegistrationLine() if line.attempt or line.party:
            record |= {"party": line.party or None, "authority": line.authority or None}
            record |= {"ground": line.ground or None, "refusal": line.attempt or None}
        case TollLine():
            record |= {
                "told_by_authority": line.by_authority,
                "admission": line.admission,
                "of_officers": line.officers,
            }
        case StepLine():
            record |= {"says": summary(line.told), "persons": list(line.persons), "step": to_record(line.told)}
            record["step"] = {k: v for k, v in record["step"].items() if k not in {"quote", "document"}}
        case _:
            pass
    return record


def when_record(when: When | None) -> Record | None:
    """Return a date with the statement that gives it."""
    if when is None:
        return None
    return {"date": when.edtf, "inferred": when.inferred, "reason": when.reason or None, "statement": when.evidence.id}


def difference_record(one: Difference) -> Record:
    """Return values that differ with the statements that give each."""
    values = [
        {
            "value": value,
            "statements": [e.id for e in evidence],
            "chosen": one.chosen(evidence) if one.settled else None,
        }
        for value, evidence in one.values
    ]
    settled = one.settled or one.outdated
    return {
        "slot": one.slot,
        "nature": one.nature.value,
        "values": values,
        "settled": ruling_record(one.settled.ruling) if one.settled else None,
        "settled_before_another_source": ruling_record(settled.ruling) if settled and one.outdated else None,
    }


def status_record(one: Status) -> Record:
    """Return how a person stands."""
    until = {"first": one.until[0].isoformat(), "last": one.until[1].isoformat()} if one.until else None
    return {
        "person": one.person,
        "liberty": one.liberty.value,
        "why": one.why,
        "since": when_record(one.since),
        "until_computed": until,
        "last_told": one.last_told.isoformat() if one.last_told else None,
        "rests_on": [e.id for e in one.evidence],
    }


def ban_record(one: Ban, on: date) -> Record:
    """Return a restriction with its state on a day and every computed end."""
    record = line_record(one)
    record |= {
        "on": on.isoformat(),
        "status": one.state(on).value,
        "imposed": one.imposed,
        "subjects": list(one.subjects),
        "prohibits": [{"text": a.text, "statements": [e.id for e in a.evidence]} for a in one.activities],
        "imposed_by": one.imposed_by or None,
        "duration": one.duration or None,
        "starts": one.starts or None,
        "until": one.until or None,
        "if_broken": [{"text": a.text, "statements": [e.id for e in a.evidence]} for a in one.consequences],
        "ends": [count_record(count, on) for count in one.counts],
        "lifted": {"when": when_record(one.lifted.when), "statements": list(one.lifted.ids)} if one.lifted else None,
        "extended_by": [e.id for e in one.extended],
        "quotes": {e.id: e.statement.quote.text for e in (*one.evidence, *one.extended)},
    }
    return record


def count_record(one: Count, on: date) -> Record:
    """Return one way of counting."""
    return {
        "computed_from": one.anchor.value if one.computed else None,
        "told_by": [e.id for e in one.evidence] if not one.computed else [],
        "told_as": one.words or None,
        "day": when_record(one.day),
        "first": one.ends[0].isoformat() if one.ends else None,
        "last": one.ends[1].isoformat() if one.ends else None,
        "endless": one.endless,
        "unknown": one.unknown or None,
        "status": one.state(on).value,
    }


def gap_record(one: Gap) -> Record:
    """Return the tolls of the accountability gap side by side."""
    sides = {"people": one.people, "harmed": one.harmed, "officers": one.officers}
    record: Record = {side: [line_record(line) for line in lines] for side, lines in sides.items()}
    record["officers_counted"] = bool(one.officers)
    record["steps_against_officers"] = [e.id for e in one.cases]
    return record


def link_record(one: Joining) -> Record:
    """Return why names were, or were not, joined."""
    return {"names": list(one.names), "reason": one.reason, "rests_on": [e.id for e in one.evidence]} | {
        "decided": ruling_record(one.ruling)
    }


def evidence_record(one: Evidence) -> Record:
    """Return a statement with its standing and its source; if a person wrote or amended it, also by whom and from what."""
    by_hand: Record = {"written_by": one.written_by} if one.written_by else {}
    by_hand |= {"read_as": to_record(one.read_as, reasons=True)} if one.read_as else {}
    return by_hand | {
        "id": one.id,
        "standing": one.standing.value,
        "decided_by": one.decided_by or None,
        "decided_at": one.decided_at or None,
        "reason": one.reason or None,
        "says": summary(one.statement),
        "statement": to_record(one.statement, reasons=True, sure=True),
        "source": source_record(one.source),
    }


def source_record(one: Source) -> Record:
    """Return what was captured of a document, with who captured it when and the hash of its bytes."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(one).items()}
