"""A file of supports taken into the catalogue: each row new, changed, unchanged or refused; nothing twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from iuc_hub.catalogue import queries
from iuc_hub.catalogue.models import Support, SupportRevision, SupportState, SupportTheme
from iuc_hub.catalogue.records import Record, is_storable, record_of
from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.rows import built
from iuc_hub.exchange.supports import read_support
from iuc_hub.ordering import swedish_key
from matching.eligibility import last_day_of
from matching.types import Support as KnownSupport

ID_LENGTH = 120


@dataclass(frozen=True)
class ImportReport:
    """How many rows became what, and every refusal with its row, field and remedy."""

    new: int
    changed: int
    unchanged: int
    refused: tuple[FileError, ...]

    @property
    def wrote(self) -> bool:
        """Whether the catalogue is another than before."""
        return self.new + self.changed > 0


@dataclass(frozen=True)
class Origin:
    """What every row of one import has in common."""

    now: datetime
    user_id: int | None
    hub_id: int | None
    is_example: bool
    where: str


def take_in(session: Session, text: str, origin: Origin) -> ImportReport:
    """Store what is new or changed, with a revision each; rows that can't be read are refused and hold up none."""
    rows, errors = built(text, origin.where, lambda fields: (fields.row, read_support(fields)), _id)
    stored = queries.list_by_id(session, [support.id for _number, support in rows])
    refused = list(errors)
    written: list[KnownSupport] = []
    unchanged = new = 0
    for number, support in rows:
        row, record = stored.get(support.id), record_of(support)
        problem = _problem(row, record, support.id, origin)
        if problem is not None:
            refused.append(FileError(problem, where=origin.where, row=number, field="id", id=support.id[:60]))
        elif row is not None and row.record == record:
            unchanged += 1
        else:
            new += row is None
            written.append(support)
            _write(session, row, support, record, origin)
    session.flush()
    _write_themes(session, written)
    return ImportReport(new, len(written) - new, unchanged, tuple(sorted(refused, key=_place)))


def _place(error: FileError) -> int:
    return error.row or 0


def _id(row: tuple[int, KnownSupport]) -> str:
    return row[1].id


def _problem(row: Support | None, record: Record, support_id: str, origin: Origin) -> str | None:
    """Why a row that could be read can't be stored."""
    if not is_storable(record):
        return N_("Stödet innehåller tecken som inte kan lagras, som nolltecken. Ta bort dem.")
    if len(support_id) > ID_LENGTH:
        return N_("Id:t ”%(id)s…” är för långt. Ge stödet ett på högst 120 tecken.")
    if row is not None and row.hub_id != origin.hub_id:
        return N_("Id:t ”%(id)s” används redan av ett annat stöd. Ge raden ett eget id.")
    return None


def _write(
    session: Session, row: Support | None, support: KnownSupport, record: Record, origin: Origin
) -> None:
    revision = row.revision + 1 if row is not None else 1
    values = {
        "id": support.id, "hub_id": origin.hub_id, "revision": revision, "kind": support.kind,
        "title": support.title, "title_key": swedish_key(support.title), "provider": support.provider,
        "search_key": swedish_key(f"{support.title} {support.provider}"), "opens": support.opens,
        "closes": last_day_of(support), "verified_on": support.verified_on,
        "is_example": origin.is_example, "record": record, "updated_at": origin.now,
        "state": row.state if row is not None else SupportState.PUBLISHED,
    }  # fmt: skip
    fresh = Support.model_validate(values)
    if row is None:
        session.add(fresh)
        session.flush()
    else:
        row.sqlmodel_update(fresh.model_dump())
        session.add(row)
    said = {"support_id": support.id, "revision": revision, "record": record}
    made = {"at": origin.now, "user_id": origin.user_id}
    session.add(SupportRevision.model_validate(said | made))


def _write_themes(session: Session, supports: Sequence[KnownSupport]) -> None:
    stored = queries.list_themes(session, [each.id for each in supports])
    for support in supports:
        before = {row.theme: row for row in stored.get(support.id, [])}
        for theme in before.keys() - set(support.themes):
            session.delete(before[theme])
        for theme in dict.fromkeys(support.themes):
            if theme not in before:
                session.add(SupportTheme(support_id=support.id, theme=theme))
    session.flush()
