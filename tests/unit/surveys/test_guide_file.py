"""The packaged guide, its file, and what is said of a guide that can't be used."""

import random
import string
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.answers import AnswerError, Answers
from surveys.findings import derive
from surveys.guide import Guide, Kind
from surveys.guide_file import (
    packaged,
    packaged_text,
    plain_data,
    read_guide,
)
from surveys.guide_reader import guide_of
from surveys.problems import GuideError
from tests.unit.surveys.answering import GUIDE

Data = dict[str, object]


def test_the_packaged_guide_has_every_area_and_question_of_the_method() -> None:
    asked = {area.code: [each.code for each in area.questions] for area in GUIDE.areas}
    assert "".join(asked) == "ABCDEFGHIJK"
    counts = {"A": 4, "B": 4, "C": 4, "D": 4, "E": 3, "F": 3, "G": 4, "H": 3, "I": 3, "J": 4, "K": 2}
    for code, count in counts.items():
        assert set(asked[code]) >= {f"{code}{number}" for number in range(1, count + 1)}
    assert len(GUIDE.questions) == 40


def test_the_packaged_guide_asks_in_the_kinds_of_the_method() -> None:
    kinds = {
        Kind.MATURITY: "B1 B3 C2 C3 D1 D2 D4 E1 E3 F1 F3 G1 G2 H2 H3 I1 I3 J1 K2",
        Kind.ONE: "A3 B2 B4 C4 E2 G3 J3 K1",
        Kind.SEVERAL: "G4 I2",
        Kind.GROUP: "A1 A2 A4 D3 F2 H1 J2 J4",
        Kind.NUMBER: "C1",
        Kind.TEXT: "E2b K1b",
    }
    for kind, codes in kinds.items():
        assert [each.code for each in GUIDE.questions if each.kind is kind] == codes.split()


def test_every_text_of_the_packaged_guide_is_in_both_languages() -> None:
    def texts(data: object) -> list[Data]:
        if isinstance(data, dict):
            own = [data] if set(data) & {"sv", "en"} else []
            return own + [each for value in data.values() for each in texts(value)]
        return [each for value in data for each in texts(value)] if isinstance(data, list) else []

    found = texts(plain_data(packaged_text("tbn-1")))
    assert len(found) > 300
    assert all(each["sv"] and each["en"] for each in found)


def test_every_question_names_a_theme_a_short_name_and_what_helps() -> None:
    for question in GUIDE.questions:
        assert question.theme
        assert question.helps
        assert question.short.say("sv")


def changed(change: Callable[[Data], None]) -> Guide:
    data = plain_data(packaged_text("tbn-1"))
    assert isinstance(data, dict)
    change(data)
    return guide_of(data)


def at(data: object, *path: str | int) -> Data:
    """The mapping at this path; a text among a list means the item with that code or id."""
    for step in path:
        if isinstance(data, list) and isinstance(step, str):
            data = next(each for each in data if step in (each.get("code"), each.get("id")))
        else:
            data = data[step]  # type: ignore[index]
    assert isinstance(data, dict)
    return data


def test_a_guide_revised_has_another_digest_and_leaves_the_old_one_alone() -> None:
    newer = changed(lambda data: data.update(version="2"))
    assert newer.digest != GUIDE.digest
    assert newer.label == "tbn-2"
    reworded = changed(lambda data: at(data, "areas", "F", "questions", "F1", "title").update(sv="Ny"))
    assert reworded.digest not in (newer.digest, GUIDE.digest)
    assert packaged("tbn-1") is GUIDE


def test_answers_keep_their_meaning_under_the_guide_they_were_given_by() -> None:
    given_answers = {"F1": {"now": 2, "wanted": 4}, "F3": {"now": 1, "wanted": 4}, "F.urgency": 2, "C1": 45}
    before = derive(Answers.read(packaged("tbn-1"), given_answers))

    def revise(data: Data) -> None:
        questions = at(data, "areas", "F")["questions"]
        assert isinstance(questions, list)
        questions.pop()
        at(data, "rules", "triggers", "one_large_customer", "when").update(value=50)
        data.update(version="2")

    newer = changed(revise)
    with pytest.raises(AnswerError):
        Answers.read(newer, given_answers)
    held_by = read_guide(packaged_text("tbn-1"))
    assert held_by.digest == GUIDE.digest
    assert derive(Answers.read(held_by, given_answers)) == before


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        (lambda d: d.pop("version"), "", "missing"),
        (lambda d: d.update(versoin="1"), "", "unexpected"),
        (lambda d: d.update(version=1), "version", "wrong_type"),
        (lambda d: d.update(areas=[]), "areas", "empty"),
        (lambda d: at(d, "areas", "F").pop("title"), "areas.F", "missing"),
        (lambda d: at(d, "areas", "F", "title").pop("en"), "areas.F.title", "text_language"),
        (lambda d: at(d, "areas", "F", "needs").clear(), "areas.F", "title_missing"),
        (lambda d: at(d, "areas", "F").update(code="G"), "areas.G", "code_twice"),
        (
            lambda d: at(d, "areas", "F", "questions", "F3").update(code="F1"),
            "areas.F.questions.F1",
            "code_twice",
        ),
        (
            lambda d: at(d, "areas", "F", "questions", "F3").update(code="F-3"),
            "areas.F.questions.F-3.code",
            "code_shape",
        ),
        (
            lambda d: at(d, "areas", "F", "questions", "F1").update(kind="Q"),
            "areas.F.questions.F1.kind",
            "not_one_of",
        ),
        (lambda d: at(d, "areas", "F", "questions", "F2").pop("fields"), "areas.F.questions.F2", "missing"),
        (lambda d: at(d, "areas", "C", "questions", "C1").update(low=200), "areas.C.questions.C1", "range"),
        (
            lambda d: at(d, "areas", "E", "questions", "E2b", "when").update(answer="K1"),
            "areas.E.questions.E2b.when",
            "condition_later",
        ),
        (
            lambda d: at(d, "areas", "E", "questions", "E2b", "when").update(value="maybe"),
            "areas.E.questions.E2b.when",
            "condition_choice",
        ),
        (
            lambda d: at(d, "areas", "E", "questions", "E2b", "when").update({"is": "like"}),
            "areas.E.questions.E2b.when.is",
            "condition_test",
        ),
        (
            lambda d: at(d, "rules", "triggers", "liquidity").update(question="J9"),
            "rules.triggers.liquidity",
            "condition_answer",
        ),
        (
            lambda d: at(d, "rules", "triggers", "role_vacant", "row").update(answer="vacant"),
            "rules.triggers.role_vacant.row",
            "condition_answer",
        ),
        (
            lambda d: at(d, "rules", "triggers", "role_vacant", "reason").update(sv="{roll} saknas"),
            "rules.triggers.role_vacant.reason",
            "placeholder",
        ),
        (lambda d: at(d, "rules", "points").update(gap=50), "rules.points", "points"),
        (lambda d: at(d, "rules").update(horizon_of=["now"]), "rules.horizon_of", "horizons"),
        (lambda d: at(d, "rules").update(medium_from=70), "rules", "falling"),
    ],
)
def test_a_mistake_in_a_guide_is_told_with_its_place_and_remedy(
    change: Callable[[Data], None], path: str, code: str
) -> None:
    with pytest.raises(GuideError) as refused:
        changed(change)
    assert (path, code) in [(each.path, each.code) for each in refused.value.problems]
    for each in refused.value.problems:
        assert each.text("sv") != each.text("en")
        assert "%(" not in each.text("sv")


def test_every_mistake_is_told_at_once() -> None:
    def three(data: Data) -> None:
        at(data, "areas", "F", "title").pop("en")
        at(data, "areas", "G", "questions", "G1").pop("theme")
        at(data, "rules").pop("gaps")

    with pytest.raises(GuideError) as refused:
        changed(three)
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "guide: [",
        "- 1",
        "guide: tbn\nguide: tbn",
        "a: &x 1\nb: *x",
        "\t",
        "a: !!python/object:os.system {}",
    ],
)
def test_text_that_is_no_guide_is_refused(text: str) -> None:
    with pytest.raises(GuideError) as refused:
        read_guide(text)
    assert str(refused.value)


def test_a_word_in_yaml_stays_a_word() -> None:
    assert plain_data("{a: yes, b: no, c: 2027-01-01, d: true, e: 1}") == {
        "a": "yes",
        "b": "no",
        "c": "2027-01-01",
        "d": True,
        "e": 1,
    }


def test_there_is_no_guide_by_another_name() -> None:
    for label in ("tbn-9", "../guide", ""):
        with pytest.raises(FileNotFoundError):
            packaged(label)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6))
def test_no_damage_to_the_file_crashes_the_reading(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage need not be secret
    data = plain_data(packaged_text("tbn-1"))
    for _ in range(chance.randint(1, 3)):
        damage(data, chance)
    try:
        assert guide_of(data) is not None
    except GuideError as refused:
        problems = refused.problems
        assert problems


def damage(data: object, chance: random.Random) -> None:
    """Change or remove something at a place chosen by chance."""
    while isinstance(data, dict | list) and data:
        key = chance.choice(list(data) if isinstance(data, dict) else range(len(data)))
        inner = data[key]  # type: ignore[call-overload,index]
        if isinstance(inner, dict | list) and inner and chance.random() < 0.9:
            data = inner
            continue
        junk = [
            None,
            7,
            -1,
            0.5,
            True,
            "x",
            "",
            [],
            {},
            [1],
            {"sv": "x"},
            "".join(chance.choices(string.printable, k=4)),
        ]
        if chance.random() < 0.3:
            del data[key]  # type: ignore[arg-type]
        else:
            data[key] = chance.choice(junk)  # type: ignore[call-overload,index]
        return


def test_the_file_is_plain_yaml_for_any_reader() -> None:
    assert isinstance(yaml.safe_load(packaged_text("tbn-1")), dict)
