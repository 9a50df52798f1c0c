"""No sum or difference of published amounts is what fewer than five companies got."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations, product
from random import Random

from iuc_hub.recommendations.models import RecommendationState
from iuc_hub.reports.figures import History, Profile, Sent, figures_of
from iuc_hub.reports.overview import Population, published_overview
from iuc_hub.reports.period import Period
from iuc_hub.reports.publications.amounts import Amount, may_be_shown
from iuc_hub.reports.publications.records import Decided, PeriodRecord, overview_from, record_of, round_from
from iuc_hub.reports.publishing import published, round_of
from tests.unit.reports.histories import QUARTER_ENDS, rounds_until

AUTUMN, WINTER = QUARTER_ENDS[0], QUARTER_ENDS[1]
SIX = dict.fromkeys(range(6), 100_000)


def until(last: date, by_company: dict[int, int]) -> Amount:
    return Amount(Period("own", None, last), by_company)


def test_five_more_grants_to_one_company_are_not_shown_beside_what_six_got_before() -> None:
    more = until(WINTER, {**SIX, 0: 3_985_000})
    assert may_be_shown(more, [])
    assert not may_be_shown(more, [until(AUTUMN, SIX)])


def test_what_five_companies_got_since_is_shown() -> None:
    since = dict.fromkeys(range(10, 15), 50_000)
    assert may_be_shown(until(WINTER, {**SIX, **since}), [until(AUTUMN, SIX)])


def test_an_amount_that_did_not_change_is_shown_again() -> None:
    assert may_be_shown(until(WINTER, SIX), [until(AUTUMN, SIX)])


def test_many_grants_to_a_few_companies_are_not_shown() -> None:
    assert not may_be_shown(until(AUTUMN, {1: 900_000, 2: 800_000}), [])
    assert not may_be_shown(until(AUTUMN, {**dict.fromkeys(range(9), 0), 1: 900_000}), [])


def test_a_late_grant_of_an_earlier_quarter_is_not_the_rest_of_three_amounts() -> None:
    new = dict.fromkeys(range(10, 16), 70_000)
    everything = until(WINTER, {**SIX, **new, 3: 1_100_000})
    quarter = Amount(Period("own", AUTUMN + timedelta(days=1), WINTER), new)
    assert may_be_shown(everything, [until(AUTUMN, SIX)])
    assert may_be_shown(quarter, [until(AUTUMN, SIX)])
    assert not may_be_shown(quarter, [until(AUTUMN, SIX), everything])


class Grant:
    """Sent on one day and granted on a later one."""

    def __init__(self, chance: Random, companies: int) -> None:
        self.company, self.sek = chance.randrange(companies), chance.randrange(1, 2_000_000)
        self.sent = chance.choice(QUARTER_ENDS)
        self.granted = chance.choice([each for each in QUARTER_ENDS if each >= self.sent])


def counted(grants: Sequence[Grant], period: Period) -> Amount:
    """As it stands when the period is over."""
    amounts: dict[int, int] = {}
    for each in grants:
        if (period.first or date.min) <= each.sent <= period.last and each.granted <= period.last:
            amounts[each.company] = amounts.get(each.company, 0) + each.sek
    return Amount(period, amounts)


def told_of_few(shown: Sequence[Amount]) -> list[set[int]]:
    """The companies behind each sum of up to four amounts, taken with either sign, that is of fewer than five.

    The attacker adds and subtracts whatever days come out as one stretch, or as none: it knows no company.
    """
    found = []
    for many in range(1, 5):
        for some in combinations(shown, many):
            for signs in product((1, -1), repeat=many - 1):
                left, ends = {}, {}
                for sign, each in zip((1, *signs), some, strict=True):
                    for company, sek in each.by_company.items():
                        left[company] = left.get(company, 0) + sign * sek
                    last = each.period.last + timedelta(days=1)
                    for day, way in ((each.period.first or date.min, -sign), (last, sign)):
                        ends[day] = ends.get(day, 0) + way
                behind = {company for company, sek in left.items() if sek}
                if sorted(way for way in ends.values() if way) in ([], [-1, 1]) and 0 < len(behind) < 5:
                    found.append(behind)
    return found


def amounts_in_turn(seed: int) -> tuple[list[Amount], list[Amount]]:
    """All amounts of four quarters' rounds, and those that are shown."""
    chance = Random(seed)  # noqa: S311 - a repeatable history, not a secret
    companies = chance.choice([6, 12, 40])
    grants = [Grant(chance, companies) for _each in range(chance.randrange(10, 80))]
    every = [counted(grants, period) for periods in rounds_until(QUARTER_ENDS[-1]) for period in periods]
    shown: list[Amount] = []
    for each in every:
        if may_be_shown(each, shown):
            shown.append(each)
    return every, shown


def test_no_amounts_of_any_quarters_together_tell_what_few_companies_got() -> None:
    tried = [amounts_in_turn(seed) for seed in range(25)]
    assert [told_of_few(shown) for _every, shown in tried] == [[]] * len(tried)
    assert any(told_of_few(every) for every, _shown in tried)
    assert sum(len(shown) for _every, shown in tried) > len(tried)


def held(grants: Sequence[int]) -> History:
    """Twenty met companies with a need, and what was granted to six of them and then to the first alone."""
    sent = [
        Sent(number, number if number < len(SIX) else 0, RecommendationState.GRANTED, granted_sek=sek)
        for number, sek in enumerate(grants)
    ]
    needs = [(one, "energy", "now") for one in range(20)]
    return History(
        {one: Profile("1880", "metal", "10-49") for one in range(20)}, range(20), range(20), needs, sent
    )


def test_a_later_quarter_hides_the_amount_that_one_company_got_by_five_grants() -> None:
    records: list[PeriodRecord] = []
    for last, grants in ((AUTUMN, [100_000] * 6), (WINTER, [100_000] * 6 + [777_000] * 5)):
        period = Period("own", None, last)
        found = figures_of(held(grants))
        one = round_of(found, {each.id: each.company for each in held(grants).sent}, period, places=True)
        (shown,) = published([one], [round_from(each) for each in records])
        overview = published_overview(found, period, Population({}), shown, 1)
        records.append(record_of(Decided(overview, one, shown, found.granted), records))
    assert [overview_from(each).granted_sek for each in records] == [600_000, None]
