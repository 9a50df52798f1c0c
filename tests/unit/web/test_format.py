"""Days, amounts and names as people write them, in both languages."""

from datetime import UTC, date, datetime

import pytest
from babel import Locale
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from iuc_hub.clock import FixedClock
from iuc_hub.web import format as written
from iuc_hub.web.format import FILTERS, JOIN, NBSP, NOTHING, Reader

AT = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
SWEDISH = Reader(Locale("sv"), AT)
ENGLISH = Reader(Locale("en"), AT)


def plain(text: str) -> str:
    """With ordinary spaces and dashes, so that expectations can be read."""
    return text.replace(JOIN, "–").replace(NBSP, " ")


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        (date(2026, 11, 27), "fre 27 nov", "Fri 27 Nov"),
        (date(2026, 3, 2), "mån 2 mars", "Mon 2 Mar"),
        (date(2027, 1, 29), "fre 29 jan", "Fri 29 Jan"),
        (date(2027, 11, 24), "24 nov 2027", "24 Nov 2027"),
        (date(2025, 6, 12), "12 juni 2025", "12 Jun 2025"),
    ],
)
def test_a_day_carries_its_year_only_when_it_cannot_be_guessed(
    value: date, swedish: str, english: str
) -> None:
    assert plain(written.day(value, SWEDISH)) == swedish
    assert plain(written.day(value, ENGLISH)) == english


def test_a_late_evening_in_utc_is_the_next_day_in_sweden() -> None:
    assert plain(written.day(datetime(2026, 11, 26, 23, 30, tzinfo=UTC), SWEDISH)) == "fre 27 nov"


def test_a_day_never_breaks_over_two_lines() -> None:
    assert " " not in written.day(date(2026, 11, 27), SWEDISH)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_no_day_is_ever_written_as_a_code(value: date) -> None:
    for reader in (SWEDISH, ENGLISH):
        text = written.day(value, reader)
        assert "-" not in text
        assert str(value.day) in text


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), "1–30 nov"),
        (date(2026, 11, 15), date(2026, 12, 15), "15 nov–15 dec"),
        (date(2027, 3, 1), date(2027, 3, 31), "1–31 mars"),
        (date(2025, 12, 1), date(2026, 1, 31), "1 dec 2025–31 jan"),
        (date(2026, 11, 27), date(2026, 11, 27), "fre 27 nov"),
        (date(2026, 11, 1), None, "från 1 nov"),
        (None, date(2026, 11, 30), "till 30 nov"),
        (None, None, NOTHING),
    ],
)
def test_a_period_says_each_month_once(start: date | None, end: date | None, expected: str) -> None:
    assert plain(written.day_range(start, end, SWEDISH)) == expected


def test_longer_days_are_for_heads_and_letters() -> None:
    assert plain(written.long_day(date(2026, 11, 24), SWEDISH)) == "tisdag 24 november"
    assert plain(written.full_day(date(2026, 11, 24), SWEDISH)) == "tis 24 nov 2026"


def test_the_clock_is_swedish_time_with_a_full_stop() -> None:
    assert written.clock_time(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), SWEDISH) == "10.00"
    assert written.clock_time(datetime(2026, 7, 1, 9, 5, tzinfo=UTC), ENGLISH) == "11:05"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2026, 11, 24, 9, 5, tzinfo=UTC), "idag 10.05"),
        (datetime(2026, 11, 23, 15, 12, tzinfo=UTC), "igår 16.12"),
        (datetime(2026, 11, 23, 15, 12), "igår 16.12"),  # noqa: DTZ001 - as SQLite gives it back
        (datetime(2026, 11, 20, 15, 12, tzinfo=UTC), "fre 20 nov"),
        (date(2026, 11, 24), "idag"),
    ],
)
def test_what_happened_lately_is_told_by_today_and_yesterday(value: date, expected: str) -> None:
    assert plain(written.ago(value, SWEDISH)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 11, 24), "idag"),
        (date(2026, 11, 23), "1 dag"),
        (date(2026, 11, 10), "14 dagar"),
        (date(2026, 4, 20), "7 månader"),
        (date(2024, 11, 1), "2 år"),
        (date(2027, 1, 1), "idag"),
    ],
)
def test_an_age_is_told_in_the_unit_people_use(value: date, expected: str) -> None:
    assert plain(written.age(value, SWEDISH)) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 12, 15), "21 dagar kvar"),
        (date(2026, 11, 25), "1 dag kvar"),
        (date(2026, 11, 24), "sista dagen idag"),
        (date(2026, 10, 30), "stängde fre 30 okt"),
    ],
)
def test_the_last_day_of_a_deadline_counts(last: date, expected: str) -> None:
    assert plain(written.days_left(last, SWEDISH)) == expected


def test_amounts_are_grouped_and_never_part_from_their_unit() -> None:
    assert written.kronor(250_000, SWEDISH) == f"250{NBSP}000{NBSP}kr"
    assert plain(written.kronor(250_000, ENGLISH)) == "SEK 250,000"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (50_000, 250_000, "50 000–250 000 kr"),
        (None, 150_000, "upp till 150 000 kr"),
        (0, 150_000, "upp till 150 000 kr"),
        (200_000, None, "från 200 000 kr"),
        (75_000, 75_000, "75 000 kr"),
        (None, None, NOTHING),
    ],
)
def test_an_amount_range_says_only_the_limits_there_are(
    low: int | None, high: int | None, expected: str
) -> None:
    assert plain(written.kronor_range(low, high, SWEDISH)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(61_000_000, "61 mkr"), (1_460_000, "1,5 mkr"), (850_400, "850 tkr"), (900, "900 kr")],
)
def test_large_amounts_have_a_short_form(value: int, expected: str) -> None:
    assert plain(written.kronor_short(value, SWEDISH)) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(40_000, None, "40 000"), (2.5, 1, "2,5"), (3, 1, "3,0"), (0.125, 2, "0,13"), (1.239, None, "1,24")],
)
def test_numbers_round_half_up_with_a_comma(value: float, decimals: int | None, expected: str) -> None:
    assert plain(written.number(value, SWEDISH, decimals)) == expected


@given(st.integers(0, 1000))
def test_points_keep_their_tenth_unless_it_is_nought(tenths: int) -> None:
    text = written.points(tenths / 10, SWEDISH)
    assert ("," in text) == (tenths % 10 != 0)
    assert round(float(text.replace(",", ".")) * 10) == tenths


def test_shares_are_whole_per_cent_unless_asked() -> None:
    assert plain(written.percent(0.12, SWEDISH)) == "12 %"
    assert written.percent(0.125, ENGLISH, 1) == "12.5%"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Åsa Mallberg", "ÅM"), ("Anna-Karin af Ek", "AE"), ("Kjell", "K"), ("", "?"), ("(växel) Örebro", "Ö")],
)
def test_initials_are_of_the_first_and_the_last_name(name: str, expected: str) -> None:
    assert written.initials(name) == expected


def test_small_numbers_are_words() -> None:
    assert (written.ordinal(6, SWEDISH), written.counted(11, SWEDISH)) == ("sjätte", "elva")
    assert (written.ordinal(6, ENGLISH), written.counted(11, ENGLISH)) == ("sixth", "eleven")
    assert [written.ordinal(n, SWEDISH) for n in (13, 21, 112)] == ["13:e", "21:a", "112:e"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [("070-174 06 05", "+46701740605"), ("+46 70 174", "+4670174"), ("00 47 12", "004712"), ("112", "112")],
)
def test_a_phone_number_can_be_rung(number: str, expected: str) -> None:
    assert written.phone_link(number) == expected


@pytest.mark.parametrize(("language", "expected"), [("sv", "fre 27 nov"), ("en", "Fri 27 Nov")])
def test_filters_follow_the_language_of_the_page(clock: FixedClock, language: str, expected: str) -> None:
    app = Flask(__name__)
    Babel(app, locale_selector=lambda: language)
    clock.move(days=0)
    with app.test_request_context():
        assert plain(FILTERS["day"](date(2026, 11, 27))) == expected


@pytest.mark.parametrize("name", sorted(set(FILTERS) - {"initials", "phone_link"}))
def test_a_value_nobody_knows_is_a_dash(name: str) -> None:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        assert FILTERS[name](None) == NOTHING
