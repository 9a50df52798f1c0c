"""Rows beside a support that lists choose and count by: its themes, its counties, its last days."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from sqlmodel import Session

from iuc_hub.catalogue import queries
from iuc_hub.catalogue.models import SupportDay, SupportPlace, SupportTheme
from matching.eligibility import last_day_of
from matching.types import Support as KnownSupport

COUNTY = 2
"""So many digits of a municipality's code are its county's."""
Part = SupportTheme | SupportPlace | SupportDay


def counties_of(support: KnownSupport) -> set[str]:
    """The counties that it is limited to, whole or in part; none for the whole country."""
    return {*support.eligibility.counties, *(code[:COUNTY] for code in support.municipalities)}


def days_of(support: KnownSupport) -> set[date]:
    """Every day by which something must be in."""
    last = last_day_of(support)
    return set() if last is None else {last, *(day for day in support.cutoffs if day < last)}


def _themes(support: KnownSupport) -> Iterable[Part]:
    return (SupportTheme(support_id=support.id, theme=each) for each in dict.fromkeys(support.themes))


def _places(support: KnownSupport) -> Iterable[Part]:
    return (SupportPlace(support_id=support.id, county=each) for each in sorted(counties_of(support)))


def _days(support: KnownSupport) -> Iterable[Part]:
    last = last_day_of(support)
    return (
        SupportDay(support_id=support.id, day=day, is_last=day == last) for day in sorted(days_of(support))
    )


PARTS: Mapping[type[Part], Callable[[KnownSupport], Iterable[Part]]] = {
    SupportTheme: _themes, SupportPlace: _places, SupportDay: _days,
}  # fmt: skip


def write_parts(session: Session, supports: Sequence[KnownSupport]) -> None:
    """Let the rows of these supports be those that they say now; what stands already is left alone."""
    ids = [each.id for each in supports]
    for table, parts_of in PARTS.items():
        stored = queries.list_parts(session, table, ids)
        for support in supports:
            wanted = {_said(each): each for each in parts_of(support)}
            before = {_said(each): each for each in stored.get(support.id, [])}
            for gone in before.keys() - wanted.keys():
                session.delete(before[gone])
            session.add_all(wanted[new] for new in wanted.keys() - before.keys())
    session.flush()


def _said(part: Part) -> tuple[object, ...]:
    return tuple(part.model_dump().values())
