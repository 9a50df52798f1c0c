"""What is published never shows a small group, nor lets a reader work one out."""

from hypothesis import given
from hypothesis import strategies as st

from iuc_hub.reports.services import SIZES, size_class
from iuc_hub.reports.suppression import SMALLEST, published_parts, published_share, published_whole

parts = st.dictionaries(st.sampled_from(SIZES), st.integers(min_value=0, max_value=60), min_size=1).filter(
    lambda counts: sum(counts.values()) >= SMALLEST
)


@given(parts)
def test_no_shown_part_is_a_small_group(counts: dict[str, int]) -> None:
    shown = published_parts(counts)
    assert all(count == 0 or count >= SMALLEST for count in shown.values() if count is not None)


@given(parts)
def test_the_whole_minus_what_is_shown_is_never_one_part_or_a_small_group(counts: dict[str, int]) -> None:
    shown = published_parts(counts)
    hidden = [key for key, count in shown.items() if count is None]
    rest = sum(counts.values()) - sum(count for count in shown.values() if count is not None)
    assert rest == 0 or (rest >= SMALLEST and len(hidden) >= 2)


@given(parts)
def test_what_need_not_be_hidden_is_shown(counts: dict[str, int]) -> None:
    if all(count == 0 or count >= SMALLEST for count in counts.values()):
        assert published_parts(counts) == counts


@given(st.integers(min_value=0, max_value=50), st.integers(min_value=5, max_value=60))
def test_neither_those_who_have_it_nor_those_who_lack_it_are_shown_as_a_small_group(
    count: int, whole: int
) -> None:
    shown = published_share(min(count, whole), whole)
    if shown is not None:
        assert shown == 0 or shown >= SMALLEST
        assert whole - shown == 0 or whole - shown >= SMALLEST


def test_a_small_whole_is_not_published() -> None:
    assert [published_whole(count) for count in (0, 1, 4, 5)] == [0, None, None, 5]


def test_the_size_classes_meet_at_their_borders() -> None:
    borders = {
        0: "1-9",
        9: "1-9",
        10: "10-49",
        49: "10-49",
        50: "50-249",
        249: "50-249",
        250: "250-",
        None: "unknown",
    }
    assert {employees: size_class(employees) for employees in borders} == borders


@given(parts, st.dictionaries(st.sampled_from(SIZES), st.integers(min_value=0, max_value=30)))
def test_a_longer_period_minus_a_shorter_one_never_shows_a_small_group(
    shorter: dict[str, int], more: dict[str, int]
) -> None:
    longer = {key: count + more.get(key, 0) for key, count in shorter.items()}
    shown, shown_longer = published_parts(shorter, [longer]), published_parts(longer)
    for key, count in shown.items():
        both = shown_longer[key]
        if count is not None:
            assert both is not None
            assert both - count == 0 or both - count >= SMALLEST


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_a_share_is_not_shown_when_a_longer_periods_would_give_away_the_rest(
    have: int, lack: int, more_have: int, more_lack: int
) -> None:
    whole, all_of = have + lack, have + lack + more_have + more_lack
    if published_whole(whole, [all_of]) is None:
        return
    shown = published_share(have, whole, [(have + more_have, all_of)])
    if shown is not None:
        for group in (have, lack, more_have, more_lack):
            assert group == 0 or group >= SMALLEST


def test_a_period_that_leaves_a_few_outside_is_not_published() -> None:
    assert [published_whole(10, [longer]) for longer in (10, 11, 14, 15)] == [10, None, None, 10]
