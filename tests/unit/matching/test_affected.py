"""Matching only what a change can touch gives what matching everything gives, whatever has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iuc_hub import taxonomy
from iuc_hub.recommendations.rematching import looking
from matching.changes.affected import Change, Kept, affected, lowest, only, theme_served
from matching.changes.turning import ages_alike, turned_between
from matching.engine import match
from matching.index import Index
from matching.model import default_model
from matching.types import Company, Criterion, Match, Need, NeedMatches, Op, Support
from matching.unmet import BARRED, BEST
from tests.unit.matching.cases import TODAY, company, support

LISTS = taxonomy.hierarchies()
TOP, NEAR = BEST, BARRED
THEMES = ("production_automation", "energy", "skills_workforce", "internationalisation")
TEXTS = (
    "En oberoende expert räknar på om en robot lönar sig i er produktion.",
    "Bidrag till energikartläggning och byte av ugnar i industrin.",
    "Kurs för svetsare och nya lärlingar i verkstaden.",
    "Exportcheck för en plan för kunder i Norge.",
    "En kurs om perenner och kompost.",
)
NEEDS = (
    "Vi vill automatisera kantpressen med en robot men kan inte räkna på det.",
    "Elen kostar för mycket och ugnarna är gamla.",
    "Svetsaren går i pension och ingen kan ersätta honom.",
    "Företaget behöver rosor och gräsklippare.",
)
NEAR_DAYS = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))
DAYS = st.none() | NEAR_DAYS
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "employees": st.sampled_from([4, 34, 120]),
    "founded_on": st.none() | st.just(date(2020, 11, 27)),
    "accounts_closed_on": st.none() | st.just(TODAY + timedelta(days=5)),
    "received": st.none() | st.just(("robotkollen 2025-12-01",)),
    "county": st.sampled_from(["18", "20"]),
}
RULES = (
    Criterion("age_years", Op.AT_LEAST, 6),
    Criterion("turnover_sek", Op.AT_LEAST, 1_000_000),
    Criterion("years_since:robotkollen", Op.AT_LEAST, 1),
    Criterion("work_started", Op.FALSE),
    Criterion("today", Op.AFTER, TODAY + timedelta(days=3)),
)


def kept_of(found: NeedMatches, *, top: int, near: int) -> Kept:
    """What a result of a matching with these limits keeps, as the application reads it from its rows."""
    tenths, near_tenths = ([round(each.score * 10) for each in some] for some in (found.matches, found.near))
    return Kept(
        frozenset(each.support_id for each in (*found.matches, *found.near)),
        lowest(tenths, top),
        lowest(near_tenths, near),
        theme_served([each.code for each in found.why]) if found.unmet else None,
    )


@dataclass(frozen=True)
class World:
    """What matching follows from at one time."""

    day: date = TODAY
    supports: dict[str, Support] = field(default_factory=dict)
    facts: tuple[dict[str, Any], ...] = ({}, {})

    @property
    def needs(self) -> list[Need]:
        firms = [replace(company(**facts), id=str(at)) for at, facts in enumerate(self.facts)]
        return [Need(f"n{at}", THEMES[at % 4], text, firms[at % len(firms)]) for at, text in enumerate(NEEDS)]

    def index(self) -> Index:
        return Index(default_model(), list(self.supports.values()))

    def whole(self) -> dict[str, NeedMatches]:
        """Every need's result, matched from scratch."""
        found = match(self.index(), self.needs, self.day, LISTS, top=TOP, near=NEAR)
        return {each.need_id: each for each in found}


@st.composite
def supports(draw: st.DrawFn) -> Support:
    opens, closes = draw(DAYS), draw(DAYS)
    if opens and closes and opens > closes:
        opens, closes = closes, opens
    return support(
        f"s{draw(st.integers(0, 14))}",
        title=draw(st.sampled_from(["Robotgenomgång", "Energistöd", "Kurs", "Exportcheck"])),
        description=draw(st.sampled_from(TEXTS)),
        themes=(draw(st.sampled_from(THEMES)),),
        opens=opens,
        closes=closes,
        cutoffs=tuple(sorted(draw(st.sets(NEAR_DAYS, max_size=2)))),
        criteria=tuple(draw(st.lists(st.sampled_from(RULES), max_size=1))),
        employees_max=draw(st.sampled_from([None, 3, 9, 49])),
        counties=draw(st.sampled_from([(), (), ("18",)])),
    )


@st.composite
def steps(draw: st.DrawFn, world: World) -> World:
    """The world after one change."""
    kind = draw(st.sampled_from(["support", "support", "archive", "fact", "day"]))
    if kind == "support":
        given_one = draw(supports())
        return replace(world, supports=world.supports | {given_one.id: given_one})
    if kind == "archive":
        gone = draw(st.sampled_from([*world.supports, ""]))
        return replace(world, supports={name: each for name, each in world.supports.items() if name != gone})
    if kind == "fact":
        at, fact = draw(st.integers(0, 1)), draw(st.sampled_from(list(FACTS)))
        facts = [dict(each) for each in world.facts]
        facts[at][fact] = draw(FACTS[fact])
        return replace(world, facts=tuple(facts))
    return replace(world, day=world.day + timedelta(days=draw(st.sampled_from([1, 2, 7, 30, 400]))))


def as_lists_show(found: NeedMatches) -> tuple[object, ...]:
    """All that a result tells, but for today's date as the rules about the day read it."""
    return found.unmet, found.why, tuple(map(_shown, found.matches)), tuple(map(_shown, found.near))


def _shown(each: Match) -> tuple[object, ...]:
    rules = tuple(
        (rule.fact, rule.result, rule.clause) if rule.fact == "today" else rule for rule in each.criteria
    )
    return each.support_id, each.score, each.verdict, each.contributions, rules, each.deadline


def followed(
    before: World, after: World, stored: dict[str, NeedMatches]
) -> tuple[dict[str, NeedMatches], int]:
    """The results after a change, of which only those are matched again that it can touch; how many those were."""
    index = after.index()
    ids = turned_between(index, before.day, after.day, LISTS) | {
        name
        for name in {*before.supports, *after.supports}
        if before.supports.get(name) != after.supports.get(name)
    }
    themes = {
        name: {
            theme
            for world in (before, after)
            if name in world.supports
            for theme in world.supports[name].themes
        }
        for name in ids
    }
    old = {each.id: each for each in before.needs}
    same = [each for each in after.needs if alike(old[each.id].company, each.company, before.day, after.day)]
    kept: list[Kept] = [kept_of(stored[each.id], top=TOP, near=NEAR) for each in same]
    change = Change(only(index, ids), themes)
    hit = affected(change, same, kept, after.day, LISTS)
    left = {each.id for each, touched in zip(same, hit, strict=True) if not touched}
    again = [each for each in after.needs if each.id not in left]
    found = match(index, again, after.day, LISTS, top=TOP, near=NEAR)
    return stored | {each.need_id: each for each in found}, len(again)


def alike(old: Company, new: Company, first: date, last: date) -> bool:
    return old == new and ages_alike(new, first, last)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(supports(), min_size=6, max_size=20))
def test_following_any_changes_gives_what_matching_everything_gives(
    data: st.DataObject, first: Sequence[Support]
) -> None:
    world = World(supports={each.id: each for each in first})
    stored = world.whole()
    for _ in range(data.draw(st.integers(1, 4))):
        after = data.draw(steps(world))
        stored, _again = followed(world, after, stored)
        whole = after.whole()
        assert {name: as_lists_show(each) for name, each in stored.items()} == {
            name: as_lists_show(each) for name, each in whole.items()
        }
        world = after


def a_world(*more: Support) -> World:
    robots = [support(f"r{at}", description=TEXTS[0] + f" Del {at}.") for at in range(TOP)]
    return World(supports={each.id: each for each in (*robots, *more)})


def test_a_support_about_something_else_touches_no_need_that_is_full() -> None:
    before = a_world()
    after = a_world(support("perenner", title="Perenner", description=TEXTS[4], themes=("energy",)))
    robot = before.needs[0]
    change = Change(only(after.index(), {"perenner"}), {"perenner": ["energy"]})
    kept = kept_of(before.whole()[robot.id], top=TOP, near=NEAR)
    assert affected(change, [robot], [kept], TODAY, LISTS) == [False]


@pytest.mark.parametrize(
    ("served", "stands", "closed", "touched"),
    [
        (False, True, False, True),
        (False, True, True, False),
        (False, False, False, False),
        (True, False, False, True),
        (True, True, True, True),
        (True, True, False, False),
        (None, False, False, False),
    ],
)
def test_the_first_support_of_an_unmet_needs_theme_and_the_last_one_touch_it(
    *, served: bool | None, stands: bool, closed: bool, touched: bool
) -> None:
    one = support("ugnar", themes=("energy",), closes=TODAY - timedelta(days=1) if closed else None)
    index = a_world(one).index()
    energy = next(each for each in a_world().needs if each.theme == "energy")
    change = Change(only(index, {"ugnar"} if stands else set()), {"ugnar": ["energy"]})
    full = Kept(frozenset(), last=1001, last_near=1001, theme_served=served)
    assert affected(change, [energy], [full], TODAY, LISTS) == [touched]


def test_a_support_that_is_gone_touches_the_needs_that_kept_it() -> None:
    before = a_world()
    change = Change(only(before.index(), set()), {"r0": ["production_automation"]})
    kept = [kept_of(each, top=TOP, near=NEAR) for each in before.whole().values()]
    assert affected(change, before.needs, kept, TODAY, LISTS) == ["r0" in each.supports for each in kept]


def test_days_on_which_nothing_turns_touch_no_support() -> None:
    far = TODAY + timedelta(days=200)
    index = a_world(support("fjärran", closes=far)).index()
    assert turned_between(index, TODAY, TODAY + timedelta(days=100), LISTS) == frozenset()
    assert turned_between(index, TODAY, far - timedelta(days=29), LISTS) == {"fjärran"}
    assert turned_between(index, far, far + timedelta(days=1), LISTS) == {"fjärran"}


def test_the_application_keeps_all_that_speaks_for_or_against_something_good() -> None:
    assert looking.KEPT >= BEST
    assert looking.NEAR >= BARRED


def test_a_birthday_and_a_closed_year_make_a_company_another() -> None:
    young = company(founded_on=date(2020, 11, 27))
    assert not ages_alike(young, date(2026, 11, 26), date(2026, 11, 27))
    assert ages_alike(young, date(2026, 11, 27), date(2026, 11, 28))
    closing = company(accounts_closed_on=date(2026, 12, 31))
    assert not ages_alike(closing, date(2026, 12, 31), date(2027, 1, 1))
