"""Ways to answer the packaged guide: a chosen set, any valid set, and anything at all."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from surveys.answers import Answers
from surveys.conditions import Value
from surveys.findings import Need, Result, derive
from surveys.guide import Field, Guide, Kind, Question
from surveys.guide_file import packaged

GUIDE: Guide = packaged("tbn-1")
CODES = [each.code for area in GUIDE.areas for each in area.items]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["3", "40 000", "12,5", "dont_know", "yes", "2027-03-01", 10**400, -0.0])
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["now", "wanted", "state", "step", "area", "x"]) | st.text(max_size=3),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


def answered(given: Mapping[str, object]) -> Answers:
    """The packaged guide with these answers."""
    return Answers.read(GUIDE, given)


def shown(given: Mapping[str, object]) -> Result:
    """What these answers show."""
    return derive(answered(given))


def only_need(given: Mapping[str, object]) -> Need:
    """The one need these answers show; fails when there are more or none."""
    (need,) = shown(given).needs
    return need


def values_of(item: Question) -> st.SearchStrategy[Value]:
    """Any answer the question allows, also a half one and none."""
    states: list[Value] = [{"state": each} for each in item.states]
    return st.none() | st.sampled_from(states) | _full(item) if states else st.none() | _full(item)


def interviews() -> st.SearchStrategy[dict[str, Value]]:
    """Any set of allowed answers to the whole guide."""
    return st.fixed_dictionaries({}, optional={code: values_of(GUIDE.item(code)) for code in CODES}).map(
        lambda given: {code: value for code, value in given.items() if value is not None}
    )


def _full(item: Question) -> st.SearchStrategy[Value]:
    levels: st.SearchStrategy[Value] = st.none() | st.integers(1, 5)
    if item.scale is not None:
        asked = dict.fromkeys(item.scale.asks, levels)
        return st.fixed_dictionaries(asked)  # type: ignore[return-value]
    if item.kind is Kind.RATING:
        return st.integers(0, 3)
    if item.kind is Kind.SEVERAL:
        alone = [[each.code] for each in item.choices if each.alone]
        others = [each.code for each in item.choices if not each.alone]
        return st.sampled_from(alone) | st.lists(st.sampled_from(others), min_size=1, unique=True)  # type: ignore[return-value]
    if item.kind is Kind.GROUP:
        row = st.fixed_dictionaries({}, optional={each.code: _of(each) for each in item.fields})
        return st.lists(row, max_size=min(3, item.max_rows))  # type: ignore[return-value]
    return _of(item)


def _of(item: Question | Field) -> st.SearchStrategy[Value]:
    if item.choices:
        return st.sampled_from([each.code for each in item.choices])
    if item.kind is Kind.NUMBER:
        return st.integers(int(item.low or 0), int(item.high or 10**9))
    if item.kind is Kind.DATE:
        return st.dates().map(lambda day: day.isoformat())
    return st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
