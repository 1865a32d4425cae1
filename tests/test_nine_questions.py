"""The nine questions that one dispatch must answer, asked through the command line.

Asked of an invented report of the samples, and of the first real dispatch where it lies beside the project.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.conftest import SAMPLES, SHARED

INVENTED = SAMPLES / "usenova" / "lake-rights-monitor.html"
SEED = SHARED / "seed" / "dispatch.txt"
here = pytest.mark.skipif(not SEED.exists(), reason="the first dispatch does not lie beside the project")
Answers = dict[str, Any]

CASES = (
    pytest.param(
        INVENTED,
        {
            "name": "Usenova",
            "court": "Naryn City Court",
            "verdict": "2024-06-03",
            "hearing": "2024-02",
            "offences": ("organizing mass unrest", "insulting a public official"),
            "maximum": "P8Y",
            "term": "P5Y",
            "forbidden": ("public activity", "posting on social media"),
            "end": "2029-06-03",
            "party": "Clear Water",
            "election": "neither free nor fair",
            "convicted": 140,
            "killed": {19, 23},
            "in custody": (4, "government"),
            "asked": "raise Usenova’s conviction",
            "picture": "© 2024 Lake Rights Monitor",
        },
        id="invented",
    ),
    pytest.param(
        SEED,
        {
            "name": "Mamay",
            "court": "court in Almaty",
            "verdict": "2023-04-10",
            "hearing": "2022-11",
            "offences": (
                "organizing mass riots",
                "insulting law enforcement officers",
                "disseminating false information",
            ),
            "maximum": "P10Y",
            "term": "P6Y",
            "forbidden": ("“social or political” activism", "publishing on social media"),
            "end": "2029-04-10",
            "party": "Democratic Party of Kazakhstan",
            "election": "free and fair",
            "convicted": 1000,
            "killed": {238},
            "in custody": (6, "government"),
            "asked": "raise Mamay’s conviction",
            "picture": "© 2022 Private",
        },
        id="first dispatch",
        marks=here,
    ),
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_one_dispatch_answers_the_nine_questions(
    khronika: Callable[..., Result], report: Path, expected: Answers
) -> None:
    khronika("init")
    assert khronika("add", report).exit_code == 0
    (docket,) = json.loads(khronika("docket", expected["name"], "--on", "2026-01-01", "--json").stdout)
    the_trial(docket, expected)
    the_ban(docket, expected)
    assert {line["says"] for line in docket["bears_on"]} >= {
        "bears on freedom of expression",
        "bears on peaceful assembly",
        "bears on freedom of association",
        "bears on taking part in public affairs",
    }
    said = json.dumps(docket["registration"], ensure_ascii=False)
    assert expected["party"] in said + json.dumps(docket["statements"], ensure_ascii=False), "4 the party"
    assert docket["registration"], "4 what stood in the party's way"
    assert any(expected["election"] in line["says"] for line in docket["assessments"]), "5 the election"
    the_many(docket, expected)
    assert any(expected["asked"] in line["says"] for line in docket["recommendations"]), "8 what was asked"
    (source,) = docket["sources"]
    assert expected["picture"] in " ".join(source["credits"]), "9 the source"
    assert source["captured"]
    assert source["captured_by"]
    assert len(source["sha256"]) == 64
    assert khronika("verify").exit_code == 0


def the_trial(docket: Answers, expected: Answers) -> None:
    verdicts = [line for line in docket["steps"] if line["step"]["step"] == "verdict"]
    assert [line["when"]["date"] for line in verdicts] == [expected["verdict"]], "1 one verdict, on its day"
    assert "inferred" in str(verdicts[0]["when"]) and verdicts[0]["when"]["reason"], "1 why we think so"
    assert verdicts[0]["step"]["outcome"] == "convicted"
    hearings = [line["when"]["date"] for line in docket["steps"] if line["step"]["step"] == "hearing"]
    assert hearings == [expected["hearing"]], "1 the hearing that the caption knows"
    offences = [line["says"] for line in docket["charges"]]
    for offence in expected["offences"]:
        assert any(offence in told for told in offences), f"1 {offence}"
    assert expected["maximum"] in {line.get("maximum") for line in docket["charges"]}, "1 the maximum"
    (term,) = docket["penalties"]
    assert (term["type"], term["duration"], term["suspended"]) == ("imprisonment", expected["term"], True)
    assert any(expected["court"] in body["says"] for body in docket["bodies"]), "1 the court"


def the_ban(docket: Answers, expected: Answers) -> None:
    ban = next(one for one in docket["bans"] if one["duration"])
    told = [activity["text"] for activity in ban["prohibits"]]
    for activity in expected["forbidden"]:
        assert any(activity in one for one in told), f"2 {activity}"
    assert ban["status"] == "in force"
    assert ban["imposed_by"] == expected["court"]
    assert {end["last"] for end in ban["ends"] if end["last"]} == {expected["end"]}
    assert "imprisonment" in {one["text"] for one in ban["if_broken"]}


def the_many(docket: Answers, expected: Answers) -> None:
    statements = docket["statements"]
    told = [statements[line["rests_on"][0]]["statement"] for line in docket["tolls"]]
    assert expected["convicted"] in {toll["count"] for toll in told if toll["measure"] == "convicted"}, "6 the many"
    assert docket["accountability"]["officers_counted"] is False, "6 the officers"
    assert {toll["count"] for toll in told if toll["measure"] == "killed"} == expected["killed"], "7 the dead"
    custody = {
        (toll["count"], toll["asserted_by"]) for toll in told if toll["measure"] in {"died_in_custody", "killed"}
    }
    count, who = expected["in custody"]
    assert any(number == count and who in speaker for number, speaker in custody), "7 by whose admission"
