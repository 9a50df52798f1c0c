"""How a support's counts change with its rules and with what is known."""

from datetime import date

import pytest

from iuc_hub import taxonomy
from matching.changes.what_if import Change, Counts, count_by_rule, counts, what_if
from matching.eligibility import check, rules_of
from matching.types import AnyOf, Company, Criterion, FactValue, Op, Rule, Support, Verdict
from tests.unit.matching.cases import TODAY, support

LISTS = taxonomy.hierarchies()
SMALL = Criterion("employees", Op.AT_MOST, 49)
NOT_STARTED = Criterion("work_started", Op.FALSE)


def asked() -> list[Company]:
    facts: list[dict[str, FactValue]] = [
        {"employees": 10, "work_started": False},
        {"employees": 49},
        {"employees": 50, "work_started": False},
        {"employees": 50},
        {"work_started": True},
    ]
    return [Company(str(at), facts=each) for at, each in enumerate(facts)]


def slowly(one: Support, today: date = TODAY) -> Counts:
    found = [check(one, each, today, LISTS)[0] for each in asked()]
    return Counts(*(found.count(each) for each in (Verdict.ELIGIBLE, Verdict.BLOCKED, Verdict.UNKNOWN)))


def test_counts_are_those_of_one_pair_at_a_time() -> None:
    one = support(criteria=(SMALL, NOT_STARTED))
    assert counts(one, asked(), TODAY, LISTS) == slowly(one) == Counts(1, 3, 1)


def test_a_rule_taken_away_and_one_in_its_place_change_the_counts() -> None:
    one = support(criteria=(SMALL, NOT_STARTED))
    away = what_if(one, asked(), TODAY, LISTS, Change(rule=SMALL))
    assert (away.before, away.after) == (Counts(1, 3, 1), Counts(2, 1, 2))
    wider = Criterion("employees", Op.AT_MOST, 50)
    assert what_if(one, asked(), TODAY, LISTS, Change(SMALL, (wider,))).after == Counts(2, 1, 2)
    added = what_if(support(criteria=(SMALL,)), asked(), TODAY, LISTS, Change(instead=(NOT_STARTED,)))
    assert added.after == Counts(1, 3, 1)


def test_a_fact_that_becomes_known_of_all_or_unknown_changes_the_counts() -> None:
    one = support(criteria=(SMALL, NOT_STARTED))
    settled = what_if(one, asked(), TODAY, LISTS, Change(facts={"work_started": False}))
    assert settled.after == Counts(2, 2, 1)
    hidden = what_if(one, asked(), TODAY, LISTS, Change(facts={"work_started": None}))
    assert hidden.after == Counts(0, 2, 3)


def test_a_rule_that_the_support_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="has no rule"):
        what_if(support(), asked(), TODAY, LISTS, Change(rule=SMALL))


def test_each_rule_tells_what_it_answers_and_what_its_absence_would_change() -> None:
    either = AnyOf((Criterion("employees", Op.AT_MOST, 9), NOT_STARTED))
    rules: tuple[Rule, ...] = (SMALL, either)
    one = support(criteria=rules)
    whole, lines = count_by_rule(rules_of(one), asked(), TODAY, LISTS)
    assert whole == slowly(one)
    by_rule = {repr(each.rule): each for each in lines}
    assert by_rule[repr(SMALL)].alone == slowly(support(criteria=(SMALL,)))
    assert by_rule[repr(SMALL)].without == slowly(support(criteria=(either,)))
    assert by_rule[repr(either)].without == slowly(support(criteria=(SMALL,)))


def test_no_rules_and_no_companies_count_nothing() -> None:
    assert count_by_rule((), asked(), TODAY, LISTS) == (Counts(5, 0, 0), ())
    assert count_by_rule((SMALL,), [], TODAY, LISTS)[0] == Counts(0, 0, 0)
