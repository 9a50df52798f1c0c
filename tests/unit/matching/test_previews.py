"""A preview names exactly the matches that a planned change moves, by comparison with full runs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from iuc_hub import taxonomy
from matching.changes.previews import Listed, Preview, between, planned, with_support
from matching.changes.scored import scores_of
from matching.engine import match
from matching.index import Index
from matching.model import default_model
from matching.types import Criterion, Match, Need, NeedMatches, Op, Support, Verdict
from matching.words.concepts import Addition
from tests.unit.matching.cases import TODAY, company, need, support

LISTS = taxonomy.hierarchies()
LISTED = Listed(top=3, near=1)
WORDS = ("robot", "svets", "export", "energi", "kompetens", "kantpress", "lean", "automation")
THEMES = ("production_automation", "internationalisation", "energy", "skills_workforce")


def key(found: Match) -> tuple[object, ...]:
    return (found.score, found.verdict, found.contributions, found.criteria, found.deadline)


def listed(one: NeedMatches) -> dict[str, tuple[object, ...]]:
    places = {each.support_id: (rank, *key(each)) for rank, each in enumerate(one.matches, start=1)}
    return places | {each.support_id: (0, *key(each)) for each in one.near}


def told_apart(old: Index, new: Index, needs: list[Need]) -> set[tuple[str, str]]:
    """What two full runs tell apart, counted without the code under test."""
    runs = [match(index, needs, None, LISTS, top=LISTED.top, near=LISTED.near) for index in (old, new)]
    found = set()
    for before, after in zip(*runs, strict=True):
        one, other = listed(before), listed(after)
        found |= {
            (before.need_id, each) for each in one.keys() | other.keys() if one.get(each) != other.get(each)
        }
    return found


def named(preview: Preview) -> set[tuple[str, str]]:
    assert len({(each.need_id, each.support_id) for each in preview.moved}) == len(preview.moved)
    return {(each.need_id, each.support_id) for each in preview.moved}


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
limits = st.fixed_dictionaries(
    {
        "employees_max": st.sampled_from([None, 9, 34, 35, 250]),
        "counties": st.sampled_from([(), ("18",), ("20",)]),
        "criteria": st.sampled_from([(), (Criterion("work_started", Op.FALSE),)]),
    }
)


@st.composite
def supports(draw: st.DrawFn, identity: str) -> Support:
    words: dict[str, Any] = {"title": draw(texts), "description": draw(texts)}
    return support(identity, themes=(draw(st.sampled_from(THEMES)),), **words, **draw(limits))


@st.composite
def catalogues(draw: st.DrawFn) -> list[Support]:
    return [draw(supports(f"s{number}")) for number in range(draw(st.integers(1, 7)))]


@st.composite
def asked(draw: st.DrawFn) -> list[Need]:
    staff = draw(st.lists(st.sampled_from([8, 34, 60]), min_size=1, max_size=5))
    return [
        replace(
            need(draw(texts), theme=draw(st.sampled_from(THEMES)), company=company(employees=each)),
            id=f"n{at}",
        )
        for at, each in enumerate(staff)
    ]


@settings(max_examples=60, deadline=None)
@given(catalogues(), asked(), st.data())
def test_a_changed_support_moves_exactly_what_two_full_runs_tell_apart(
    catalogue: list[Support], needs: list[Need], data: st.DataObject
) -> None:
    index = Index(default_model(), catalogue)
    changed = data.draw(supports(data.draw(st.sampled_from([*(each.id for each in catalogue), "new"]))))
    after = Index(default_model(), [each for each in catalogue if each.id != changed.id] + [changed])
    preview = with_support(planned(index, changed), needs, LISTS, LISTED)
    assert named(preview) == told_apart(index, after, needs)
    assert preview.needs == len(needs)


def test_a_limit_lowered_names_the_company_that_falls_out_and_what_comes_in_its_place() -> None:
    catalogue = [support(f"s{at}", title=f"Robotgenomgång {at}") for at in range(4)]
    index = Index(default_model(), catalogue)
    small, large = (replace(need(company=company(employees=each)), id=f"n{each}") for each in (8, 34))
    order = [each.support_id for each in match(index, [large], None, LISTS, top=0)[0].matches]
    best = index.supports[index.row[order[0]]]
    lowered = replace(best, eligibility=replace(best.eligibility, employees_max=9))
    preview = with_support(planned(index, lowered), [small, large], LISTS, LISTED)
    by_pair = {(each.need_id, each.support_id): each for each in preview.moved}
    out, into = by_pair["n34", order[0]], by_pair["n34", order[3]]
    assert out.after is None or out.after.verdict is Verdict.BLOCKED
    assert out.gain < 0
    assert out.crosses(3)
    assert into.before is None
    assert into.crosses(3)
    assert into.gain > 0


def test_the_same_support_again_moves_nothing() -> None:
    index = Index(default_model(), [support()])
    assert with_support(planned(index, support()), [need()], LISTS, LISTED).moved == ()


def test_a_word_added_to_the_lexicon_moves_what_two_full_runs_tell_apart() -> None:
    catalogue = [support("s0", description="En flexicell hyrs ut."), support("s1", description="En robot.")]
    needs = [need("vi vill prova en flexicell"), replace(need("vi söker kunder i Norge"), id="n2")]
    old = Index(default_model(), catalogue)
    added = default_model().with_additions("prov", [Addition("robot", "flexicell", "production_automation")])
    new = Index(added, catalogue)
    preview = between(old, new, needs, LISTS, LISTED)
    assert named(preview) == told_apart(old, new, needs)
    assert {each.need_id for each in preview.moved} >= {"n1"}


def test_scores_without_reasons_are_the_scores_of_the_matches() -> None:
    catalogue = [support(f"s{at}", title=word) for at, word in enumerate(WORDS)]
    index = Index(default_model(), catalogue)
    found = match(index, [need()], TODAY, LISTS, top=0, near=0)[0]
    expected = {each.support_id: each.score for each in found.matches}
    assert scores_of(index, [need()], TODAY, LISTS) == {"n1": expected}
