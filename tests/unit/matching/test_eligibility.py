"""All criteria of a support, one pair at a time and many at once."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iuc_hub import taxonomy
from matching.eligibility import VERDICT_OF_CODE, EligibilityTable, check, deadline_of
from matching.facts import facts_on
from matching.types import Answer, AnyOf, Applicant, Company, Criterion, Op, Rule, Support, Verdict
from tests.unit.matching.cases import TODAY, company, support

LISTS = taxonomy.hierarchies()


def verdict(one: Support, other: Company | None = None, today: date = TODAY) -> Verdict:
    return check(one, other or company(), today, LISTS)[0]


def test_a_support_without_limits_is_for_everybody() -> None:
    assert verdict(support(applicant=Applicant.ANY), Company("empty")) is Verdict.ELIGIBLE


def test_one_no_blocks_whatever_is_unknown() -> None:
    assert (
        verdict(support(employees_max=9, turnover_min_sek=1), company(turnover_sek=None)) is Verdict.BLOCKED
    )


def test_one_unknown_makes_the_pair_unknown() -> None:
    assert verdict(support(employees_max=49), company(employees=None)) is Verdict.UNKNOWN


@pytest.mark.parametrize("applicant", ["support_organisation", "municipality", "university"])
def test_a_support_that_companies_may_not_apply_for_is_blocked(applicant: str) -> None:
    assert verdict(support(applicant=Applicant(applicant))) is Verdict.BLOCKED


def test_the_last_day_counts_and_the_day_after_does_not() -> None:
    closing = support(closes=TODAY)
    assert verdict(closing) is Verdict.ELIGIBLE
    assert verdict(closing, today=TODAY + timedelta(days=1)) is Verdict.BLOCKED


def test_the_opening_day_counts_and_the_day_before_does_not() -> None:
    opening = support(opens=TODAY)
    assert verdict(opening) is Verdict.ELIGIBLE
    assert verdict(opening, today=TODAY - timedelta(days=1)) is Verdict.BLOCKED


def test_a_rolling_programme_with_a_last_day_closes_after_it() -> None:
    assert verdict(support(rolling=True, closes=TODAY - timedelta(days=1))) is Verdict.BLOCKED


def test_a_support_with_cut_offs_is_open_until_the_last_and_due_at_the_next() -> None:
    rounds = support(cutoffs=(date(2026, 10, 1), date(2027, 2, 1), date(2027, 6, 1)))
    assert verdict(rounds) is Verdict.ELIGIBLE
    assert deadline_of(rounds, TODAY) == date(2027, 2, 1)
    assert deadline_of(rounds, date(2027, 2, 1)) == date(2027, 2, 1)
    assert verdict(rounds, today=date(2027, 6, 2)) is Verdict.BLOCKED


def test_a_required_consortium_is_shown_as_a_condition_and_blocks_nobody() -> None:
    found, results = check(support(consortium_required=True), company(), TODAY, LISTS)
    assert found is Verdict.ELIGIBLE
    assert results[-1].fact == "consortium"


def test_a_support_for_members_asks_whether_the_company_is_one() -> None:
    club = support(members_only=True)
    assert verdict(club) is Verdict.UNKNOWN
    assert verdict(club, company(member=True)) is Verdict.ELIGIBLE
    assert verdict(club, company(member=False)) is Verdict.BLOCKED


def test_a_municipality_tells_the_county() -> None:
    somewhere = company(county=None, municipality_code="1880")
    assert verdict(support(counties=("18",)), somewhere) is Verdict.ELIGIBLE
    assert verdict(support(counties=("20",)), somewhere) is Verdict.BLOCKED


def test_a_county_does_not_tell_the_municipality() -> None:
    somewhere = company(municipality_code=None)
    assert verdict(support(municipalities=("1880",)), somewhere) is Verdict.UNKNOWN
    assert verdict(support(municipalities=("2080",)), somewhere) is Verdict.BLOCKED


def test_codes_of_another_industry_list_are_not_compared() -> None:
    assert verdict(support(sni=("C",)), company(sni_version="2025")) is Verdict.UNKNOWN
    assert verdict(support(sni=("C",)), company(sni_version="SNI 2007")) is Verdict.ELIGIBLE


def test_facts_that_are_lists_or_odd_things_can_be_judged() -> None:
    odd = Company("odd", facts={"sni": ["25620"], "employees": {"a": 1}})  # type: ignore[dict-item]
    assert facts_on(odd, TODAY)["sni"] == ("25620",)
    assert verdict(support(employees_max=9), odd) is Verdict.UNKNOWN


def test_rules_that_only_look_the_same_are_told_apart() -> None:
    one = support("a", criteria=(Criterion("x", Op.ONE_OF, (True,)),))
    other = support("b", criteria=(Criterion("x", Op.ONE_OF, (1,)),))
    asked = company(x=1)
    row = EligibilityTable([one, other], LISTS).answers([asked], [TODAY])[0]
    assert [VERDICT_OF_CODE[int(each)] for each in row] == [verdict(one, asked), verdict(other, asked)]


def test_no_supports_and_no_companies_give_empty_answers() -> None:
    assert EligibilityTable([], LISTS).answers([company()], [TODAY]).shape == (1, 0)
    assert EligibilityTable([support()], LISTS).answers([], []).shape == (0, 1)


numbers = st.one_of(st.integers(-5, 60), st.floats(allow_nan=True), st.just(10**400))
codes = st.sampled_from(
    ["C", "25", "256", "25620", "28131", "A", "18", "1880", "20", "2080", "xx", "", "25.620"]
)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
words = st.sampled_from(["AB", "HB", "ab", "?", "2026-05-01", "2025", "a", "a 2025-05-01", "a 2026-12-31"])
values = st.one_of(
    st.none(), numbers, codes, days, words, st.booleans(), st.lists(codes, max_size=3).map(tuple),
    st.lists(words, max_size=3).map(tuple), st.integers(2019, 2028),
)  # fmt: skip
RECORDED = [
    "employees", "sni", "sni_version", "county", "municipality_code", "legal_form", "odd", "today", "founded_year",
    "founded_on", "turnover_sek", "accounts_year", "accounts_closed_on", "energy_mwh", "energy_kwh", "received",
    "size_class",
]  # fmt: skip
FOLLOWING = [
    "age_years", "sni_2025", "years_since:a", "calendar_years_since:a", "received_on:a", "balance_sek",
]  # fmt: skip
STOOD_IN_FOR = {
    "county", "municipality_code", "sni_version", "founded_year", "founded_on", "accounts_year",
    "accounts_closed_on", "energy_mwh", "energy_kwh",
}  # fmt: skip
"""Facts that another takes the place of, or that say how another is to be read."""
names = st.sampled_from(RECORDED)
asked_of = st.sampled_from(RECORDED + FOLLOWING)
criteria = st.builds(
    Criterion,
    fact=asked_of,
    op=st.sampled_from(list(Op)),
    value=st.one_of(values, st.lists(numbers, max_size=3).map(tuple), st.tuples(days, days)),
)
rules = st.recursive(
    criteria, lambda inner: st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)), max_leaves=6
)
companies = st.builds(Company, id=st.just("c"), facts=st.dictionaries(names, values, max_size=9))


@given(
    st.lists(st.lists(rules, max_size=4), min_size=1, max_size=3),
    st.lists(companies, min_size=1, max_size=3),
    days,
)
def test_one_pair_and_many_at_once_agree_whatever_the_rules_and_facts(
    lists_of_rules: list[list[Rule]], asked: Any, today: date
) -> None:
    catalogue = [support(f"s{at}", criteria=tuple(each)) for at, each in enumerate(lists_of_rules)]
    table = EligibilityTable(catalogue, LISTS).answers(asked, [today] * len(asked))
    for row, one in enumerate(asked):
        for column, other in enumerate(catalogue):
            found, results = check(other, one, today, LISTS)
            assert VERDICT_OF_CODE[int(table[row, column])] is found
            answers = {each.result for each in results}
            assert (found is Verdict.BLOCKED) == (Answer.NO in answers)


@given(rules, companies, days)
def test_learning_an_unknown_fact_never_turns_a_block_into_a_yes(rule: Rule, asked: Any, today: date) -> None:
    """Hiding one fact may make an answer less sure, never the opposite."""
    one = support(criteria=(rule,))
    whole = check(one, asked, today, LISTS)[0]
    for hidden in [name for name in asked.facts if name not in STOOD_IN_FOR]:
        fewer = Company("c", facts={name: each for name, each in asked.facts.items() if name != hidden})
        partly = check(one, fewer, today, LISTS)[0]
        assert partly in (whole, Verdict.UNKNOWN)
