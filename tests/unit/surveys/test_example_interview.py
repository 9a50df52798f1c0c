"""The readable example interview shows the needs, figures and questions that the product's pages show."""

from pathlib import Path

import pytest

from iuc_hub import taxonomy
from surveys.answers import Answers
from surveys.findings import Result, derive
from surveys.guide_file import packaged, plain_data
from surveys.progress import progress, remaining

EXAMPLE = Path(__file__).parents[3] / "examples" / "interview-exempelverkstaden.yaml"


@pytest.fixture(scope="module")
def answers() -> Answers:
    data = plain_data(EXAMPLE.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return Answers.read(packaged(data["guide"]), data["answers"])


@pytest.fixture(scope="module")
def result(answers: Answers) -> Result:
    return derive(answers)


def test_the_needs_come_in_order_with_their_points(result: Result) -> None:
    assert [(each.identity, each.priority, each.score) for each in result.needs] == [
        ("B:ownership_succession", "acute", 80),
        ("F:production_automation", "high", 78),
        ("H:skills_workforce", "high", 72),
        ("I:energy", "medium", 57),
        ("G:digitalisation", "medium", 40),
        ("C:market_sales", "medium", 37),
    ]


def test_the_shown_points_are_those_of_the_page(result: Result) -> None:
    assert [tuple(each.contributions.values()) for each in result.needs] == [
        (20, 35, 25),
        (30, 23, 25),
        (20, 35, 17),
        (20, 12, 25),
        (20, 12, 8),
        (20, 0, 17),
    ]


def test_the_interview_is_done_but_for_what_is_asked_again(answers: Answers, result: Result) -> None:
    assert remaining(answers).is_done
    assert progress(answers).answered == progress(answers).total == 38
    assert [each.question for each in result.follow_ups] == ["D2", "G3"]


def test_themes_and_kinds_of_help_are_those_of_the_code_lists() -> None:
    for area in packaged("tbn-1").areas:
        assert {area.theme, *area.needs} <= set(taxonomy.themes())
        for question in area.questions:
            assert question.theme in taxonomy.themes()
            assert set(question.helps) <= set(taxonomy.helps())
