"""Which columns a table of past interviews may have: whom and when, then the guide's questions."""

from collections.abc import Iterator
from functools import cache

from iuc_hub.interviews.guides import CURRENT
from iuc_hub.uploads.columns import Column, folded
from surveys.guide_file import packaged
from surveys.parts import Kind, Question

NUMBER, DAY, ADVISOR = "organisation_number", "held_on", "advisor"
FIXED = (
    (NUMBER, "Organisationsnummer", "Organisation number", ("Orgnr", "Org.nr", "Organisationsnr"), True),
    (DAY, "Intervjudag", "Interviewed on", ("Datum", "Dag", "Besöksdag", "Date"), True),
    (ADVISOR, "Rådgivare", "Advisor", ("Intervjuare", "Ansvarig"), False),
)
STEPS = {"now": ("nu", "now"), "wanted": ("önskat", "wanted")}
"""Part of a maturity answer -> how its column ends, in Swedish and English."""


@cache
def columns() -> tuple[Column, ...]:
    """The columns by the product's newest guide; a question answered by rows of its own has none."""
    fixed = tuple(_column(field, sv, en, also, required=required) for field, sv, en, also, required in FIXED)
    items = [item for area in packaged(CURRENT).areas for item in area.items]
    return fixed + tuple(column for item in items for column in _of(item))


def fields_of(item: Question) -> list[str]:
    """The fields that hold the answer to a question."""
    if item.kind is Kind.GROUP:
        return []
    if item.kind is Kind.MATURITY and item.scale is not None:
        return [f"{item.code}.{step}" for step in STEPS if step in item.scale.asks]
    return [item.code]


def _of(item: Question) -> Iterator[Column]:
    for name in fields_of(item):
        sv, en = item.code, item.code
        if name != item.code:
            sv, en = (f"{item.code} {word}" for word in STEPS[name.removeprefix(f"{item.code}.")])
        shorts = {item.short.say("sv"), item.short.say("en")} if name == item.code else set()
        yield _column(name, sv, en, tuple(shorts))


def _column(field: str, sv: str, en: str, also: tuple[str, ...], *, required: bool = False) -> Column:
    return Column(field, sv, en, frozenset(folded(name) for name in (field, sv, en, *also)), required)
