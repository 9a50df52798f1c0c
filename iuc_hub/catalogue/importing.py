"""Supports read from a file, taken into the catalogue: each row new, changed, unchanged or refused."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from iuc_hub.catalogue import queries
from iuc_hub.catalogue.models import Support, SupportRevision, SupportState
from iuc_hub.catalogue.parts import write_parts
from iuc_hub.catalogue.records import Record, is_storable, known_support, record_of
from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.catalogue_files import Parsed
from iuc_hub.ordering import swedish_key
from iuc_hub.seals import seal_of
from matching.eligibility import last_day_of
from matching.types import Support as KnownSupport

ID_LENGTH = 120
SILENT = ("themes", "funding", "eligibility", "municipalities", "cutoffs", "members_only", "criteria")
"""What a page about a project never tells: what somebody has added to its support stays."""


@dataclass(frozen=True)
class ImportReport:
    """How many rows became what, and every refusal with its row, field and remedy."""

    new: int
    changed: int
    unchanged: int
    refused: tuple[FileError, ...]

    @property
    def wrote(self) -> bool:
        """Whether the catalogue is another than before (or would be, where it was only tried)."""
        return self.new + self.changed > 0

    @property
    def counts(self) -> dict[str, int]:
        """How many rows became what, in the order they are told."""
        refused = len(self.refused)
        return {"new": self.new, "changed": self.changed, "unchanged": self.unchanged, "refused": refused}


@dataclass(frozen=True)
class Origin:
    """What every row of one import has in common; a page tells only some of a support's fields."""

    now: datetime
    user_id: int | None
    hub_id: int | None
    is_example: bool
    where: str
    is_page: bool = False
    dry_run: bool = False
    actor: str = ""
    restores: int | None = None
    why: str = ""
    state: SupportState = SupportState.PUBLISHED
    """Of supports that are new; one that stands already keeps its own."""
    effort_days: int | None = None
    """Of supports that are new, as `state`."""


def take_in(session: Session, parsed: Parsed, origin: Origin) -> ImportReport:
    """Store what is new or changed, with a revision each; a dry run only counts.

    A row that can't be stored is refused and holds up none. One whose support is stored as it says already, apart
    from a day of verification that the file lacks, is unchanged.
    """
    stored = queries.list_by_id(session, [support.id for _number, support in parsed.rows])
    refused = list(parsed.refused)
    written: list[KnownSupport] = []
    unchanged = new = 0
    for number, read in parsed.rows:
        row = stored.get(read.id)
        support, record = _completed(row, read, origin)
        problem = problem_of(row, record, support.id, origin)
        if problem is not None:
            refused.append(FileError(problem, where=origin.where, row=number, field="id", id=support.id[:60]))
        elif row is not None and says_the_same(row, record):
            unchanged += 1
        else:
            new += row is None
            written.append(support)
            if not origin.dry_run:
                _write(session, row, support, record, origin)
    if not origin.dry_run:
        session.flush()
        write_parts(session, written)
    return ImportReport(new, len(written) - new, unchanged, tuple(sorted(refused, key=_place)))


def _place(error: FileError) -> int:
    return error.row or 0


def _completed(row: Support | None, support: KnownSupport, origin: Origin) -> tuple[KnownSupport, Record]:
    """The support and its record; of a page's, what the page never tells stays as it is stored."""
    record = record_of(support)
    if row is None or not origin.is_page or row.hub_id != origin.hub_id:
        return support, record
    record |= {name: row.record[name] for name in SILENT if name in row.record}
    return known_support(record, support.id), record


def says_the_same(row: Support, record: Record) -> bool:
    """Whether nothing is new; a file without a day of verification does not take the stored one away."""
    day = row.verified_on.isoformat() if row.verified_on else None
    known = record.get("verified_on") in {None, day}
    return record == row.record or (known and _undated(record) == _undated(row.record))


def _undated(record: Record) -> Record:
    return {name: each for name, each in record.items() if name != "verified_on"}


def store(
    session: Session, row: Support | None, support: KnownSupport, record: Record, origin: Origin
) -> Support:
    """Let a support say this as its next revision, themes, places and days too; a new one without ``row``."""
    stored = _write(session, row, support, record, origin)
    session.flush()
    write_parts(session, [support])
    return stored


def problem_of(row: Support | None, record: Record, support_id: str, origin: Origin) -> str | None:
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
) -> Support:
    revision = row.revision + 1 if row is not None else 1
    values = {
        "id": support.id, "hub_id": origin.hub_id, "revision": revision, "kind": support.kind,
        "title": support.title, "title_key": swedish_key(support.title), "provider": support.provider,
        "search_key": swedish_key(f"{support.title} {support.provider}"), "opens": support.opens,
        "closes": last_day_of(support), "verified_on": support.verified_on,
        "is_example": origin.is_example, "record": record, "updated_at": origin.now,
        "state": row.state if row is not None else origin.state,
        "effort_days": row.effort_days if row is not None else origin.effort_days,
        "changed_in": row.changed_in if row is not None and row.state is SupportState.ARCHIVED else None,
    }  # fmt: skip
    fresh = Support.model_validate(values)
    if row is None:
        session.add(fresh)
        session.flush()
    else:
        row.sqlmodel_update(fresh.model_dump())
        session.add(row)
    said = {
        "support_id": support.id, "revision": revision, "record": record, "why": origin.why,
        "effort_days": fresh.effort_days, "seal": seal_of(record),
    }  # fmt: skip
    made = {"at": origin.now, "user_id": origin.user_id, "actor": origin.actor, "restores": origin.restores}
    session.add(SupportRevision.model_validate(said | made))
    return fresh if row is None else row
