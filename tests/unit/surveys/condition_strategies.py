"""Conditions and answers that often meet, for comparing evaluators."""

from __future__ import annotations

from hypothesis import strategies as st

CODES = ["A1", "F1", "F1.now", "F.urgency", "F2", "step"]
WORDS = ["heavy", "volume", "", "2026-11-24", "2027-03-01", "2027-3-1", "ö", "𝄞"]
scalar = (
    st.booleans()
    | st.integers(-3, 5)
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.sampled_from(WORDS)
)
value = st.recursive(
    scalar | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["now", "step", "state", "F1", ""]), inner, max_size=3)
    ),
    max_leaves=6,
)
values = st.dictionaries(st.sampled_from([*CODES, "F", "", "__proto__"]), value, max_size=5)

codes = st.sampled_from(CODES)
limits = st.integers(-3, 5) | st.floats(-3, 5) | st.sampled_from(["2026-11-24", "2027-03-01"])
compare = st.one_of(
    st.fixed_dictionaries({"answer": codes, "is": st.just("answered")}),
    st.fixed_dictionaries({"answer": codes, "is": st.just("equal"), "value": scalar}),
    st.fixed_dictionaries(
        {
            "answer": codes,
            "is": st.sampled_from(["one_of", "includes"]),
            "value": st.lists(scalar, min_size=1, max_size=3),
        }
    ),
    st.fixed_dictionaries(
        {
            "answer": codes,
            "is": st.sampled_from(["at_least", "at_most", "more_than", "less_than"]),
            "value": limits,
        }
    ),
)
conditions = st.recursive(
    compare,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"some": codes, "where": inner}),
    ),
    max_leaves=5,
)
