"""The invented companies: the same each time, plainly fictional, and true to how a hub's year goes."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from stdnum import luhn

from iuc_hub import taxonomy
from iuc_hub.demo import data, generator, pools
from iuc_hub.demo.data import CompanyTold
from iuc_hub.demo.population import counted
from iuc_hub.demo.rhythm import easter, is_office_day
from iuc_hub.recommendations import reasons
from surveys.answers import read_answer
from surveys.guide_file import packaged

TUESDAY = date(2026, 11, 24)
INVENTED = re.compile(
    "(exempel|låtsas|hittepå|påhitt|övning|fiktiv|skiss|tänk|uppdikt|inbill|dikta|finger)", re.IGNORECASE
)
REAL = re.compile(
    r"\b(volvo|abb|epiroc|sandvik|atlas copco|bofors|saab|scania|ovako|ssab|alfa laval|"
    r"zinkgruvan|outokumpu|nammo|procordia|orkla|ahlsell|swedol|siemens|ikea|nobel)\b",
    re.IGNORECASE,
)
PHONE = re.compile(r"070-174 06 \d\d|031-390 06 \d\d")


@cache
def stories(today: date = TUESDAY) -> tuple[CompanyTold, ...]:
    return tuple(generator.invented(today))


def moments(told: CompanyTold) -> list[datetime]:
    """What has happened, in the order it must have happened in."""
    visit = told.interview
    steps = [told.added]
    if visit is not None:
        steps += [at for at in (visit.started, visit.completed, visit.approved, visit.cancelled) if at]
    steps += [told.accept.at] if told.accept else []
    steps += [each.at for each in told.passed]
    steps += [told.send.at] if told.send else []
    return [*steps, *(each.at for each in told.replies)]


def test_the_same_seed_and_day_give_the_same_stories() -> None:
    assert tuple(generator.invented(TUESDAY)) == stories()


def test_the_companies_are_the_same_on_another_day() -> None:
    later = stories(TUESDAY + timedelta(days=40))
    assert [(each.organisation_number, each.name) for each in later] == [
        (each.organisation_number, each.name) for each in stories()
    ]


def test_a_hub_has_some_sixty_companies_and_some_forty_five_interviews() -> None:
    everyone = [*data.companies(TUESDAY), *(each for each in stories() if each.advisor != "vera")]
    held = [each for each in everyone if each.interview is not None]
    assert 58 <= len(everyone) <= 65
    assert 42 <= len(held) <= 52


def test_every_company_and_person_is_plainly_invented() -> None:
    for each in stories():
        assert INVENTED.search(each.name), each.name
        assert not REAL.search(each.name), each.name
        assert each.contact is not None
        assert re.search(r"\.example$", each.contact.email), each.contact.email
        assert PHONE.fullmatch(each.contact.phone), each.contact.phone


def test_numbers_phones_and_names_are_nobody_elses() -> None:
    everyone = [*data.companies(TUESDAY), *stories()]
    numbers = [each.organisation_number for each in everyone]
    assert all(luhn.is_valid(each.replace("-", "")) for each in numbers)
    assert {each[:6] for each in numbers} == {"559990"}
    phones = [each.contact.phone for each in everyone if each.contact]
    phones += [each.phone for each in data.people().users if each.phone]
    for found in (numbers, phones, [each.name for each in everyone]):
        assert [each for each, count in Counter(found).items() if count > 1] == []


def test_codes_and_reasons_are_those_of_the_lists() -> None:
    advisors = {each.key for each in data.people().users if each.role == "advisor"}
    for each in stories():
        assert each.municipality_code in taxonomy.municipalities()
        assert taxonomy.known_industry(str(each.facts["sni"]))
        assert each.advisor in advisors
        assert {one.reason for one in each.passed} <= set(reasons.REJECTED)
        assert {one.reason for one in each.replies} <= {"", *reasons.DECLINED}


def test_the_guide_takes_every_answer() -> None:
    guide = packaged("tbn-1")
    for told in stories():
        for question, value in told.answers.items():
            read_answer(guide, question, value)


def test_nobody_says_what_another_has_said() -> None:
    said = [value for each in stories() for code, value in each.answers.items() if code.endswith(".words")]
    assert len(said) == len(set(said))
    texts = [one.text for area in pools.words().areas.values() for each in area.values() for one in each]
    assert len(texts) == len(set(texts)) >= 150


@pytest.mark.parametrize("days", [0, 1, 2, 3, 4, 5, 6, 30, 200, 230, 250])
def test_every_story_runs_forwards_and_has_come_no_further_than_yesterday(days: int) -> None:
    today = TUESDAY + timedelta(days=days)
    for told in stories(today):
        steps = moments(told)
        assert steps == sorted(steps), told.name
        assert steps[-1].date() < today, told.name
        visit = told.interview
        if visit is not None and visit.started is None and visit.cancelled is None:
            assert visit.planned.date() >= today, told.name


@pytest.mark.parametrize("days", [0, 100, 230])
def test_visits_are_on_days_people_work_and_no_advisor_is_in_two_places(days: int) -> None:
    today = TUESDAY + timedelta(days=days)
    booked: Counter[tuple[str, date, bool]] = Counter()
    for told in stories(today):
        if told.interview is not None:
            planned = told.interview.planned
            assert is_office_day(planned.date()), told.name
            booked[told.advisor, planned.date(), planned.hour < 12] += 1
    assert max(booked.values()) == 1


@pytest.mark.parametrize(
    ("year", "sunday"), [(2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2027, date(2027, 3, 28))]
)
def test_easter_moves_as_the_calendar_says(year: int, sunday: date) -> None:
    assert easter(year) == sunday
    assert not is_office_day(sunday + timedelta(days=1))


def test_larger_companies_have_come_further() -> None:
    levels: dict[bool, list[int]] = {True: [], False: []}
    for told in stories():
        large = int(str(told.facts["employees"])) >= 50
        for value in told.answers.values():
            if isinstance(value, dict) and "wanted" in value:
                levels[large].append(value["now"])
    assert sum(levels[True]) / len(levels[True]) > sum(levels[False]) / len(levels[False]) + 0.5


def test_the_invented_numbers_of_companies_say_that_they_are_invented_and_sum_to_a_county() -> None:
    assert "Påhittade" in pools.population().source
    for hub in data.people().hubs:
        rows = list(counted(hub))
        assert len({(code, division) for code, division, _count in rows}) == len(rows)
        assert abs(sum(count for *_place, count in rows) - pools.population().wholes[hub.slug]) < 40
