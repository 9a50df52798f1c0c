"""The room for small aid on the days ahead, as plans count with it."""

from datetime import date

from iuc_hub.companies.aid.headroom import Award
from iuc_hub.companies.aid.room_ahead import room_ahead

TODAY = date(2026, 11, 24)


def award(number: int, day: date, eur: int) -> Award:
    return Award(number, day, eur, "Stöd")


def test_room_comes_back_on_the_day_that_an_award_stops_counting() -> None:
    room = room_ahead(
        [award(1, date(2024, 2, 1), 200_000), award(2, date(2025, 6, 1), 60_000)], TODAY, known=True
    )

    assert room is not None
    assert room.left_on(TODAY) == 40_000
    assert room.left_on(date(2027, 1, 31)) == 40_000
    assert room.left_on(date(2027, 2, 1)) == 240_000
    assert room.left_on(date(2028, 6, 1)) == 300_000
    assert room.first_day_with(100_000, TODAY) == date(2027, 2, 1)
    assert room.first_day_with(300_001, TODAY) is None


def test_after_the_rules_last_day_nothing_is_said() -> None:
    room = room_ahead([award(1, date(2029, 1, 1), 1)], date(2030, 12, 31), known=True)

    assert room is not None
    assert room.left_on(date(2031, 1, 1)) is None


def test_an_award_outside_the_ceiling_takes_no_room() -> None:
    room = room_ahead(
        [award(1, date(2025, 1, 1), 250_000), award(2, date(2025, 2, 1), 60_000)], TODAY, known=True
    )

    assert room is not None
    assert room.left_on(TODAY) == 50_000


def test_without_a_ceiling_for_the_day_there_is_no_room_to_speak_of() -> None:
    assert room_ahead([], date(2023, 6, 1), known=False) is None
