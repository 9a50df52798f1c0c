"""Every select on versions of the model."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from iuc_hub.accounts.models import Hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, NotFound
from iuc_hub.versions.models import LearningAgreement, ModelVersion, VersionState

COLUMNS = (
    "id", "name", "state", "builds_on", "made_from", "made_at", "actor", "why", "taken_at", "gist",
)  # fmt: skip


def find_active_sign(session: Session, hub_id: int) -> tuple[str, str] | None:
    """Name and checksum of the version that a hub has taken into use; None where it uses the shipped one."""
    query = select(ModelVersion.name, ModelVersion.checksum).where(
        ModelVersion.hub_id == hub_id, ModelVersion.state == VersionState.ACTIVE
    )
    return session.exec(query).first()


def find_checksum(session: Session, name: str) -> str | None:
    return session.exec(select(ModelVersion.checksum).where(ModelVersion.name == name)).first()


def find_active(session: Session, hub_id: int) -> ModelVersion | None:
    query = select(ModelVersion).where(ModelVersion.hub_id == hub_id)
    return session.exec(query.where(ModelVersion.state == VersionState.ACTIVE)).first()


def find_named(session: Session, name: str) -> ModelVersion | None:
    return session.exec(select(ModelVersion).where(ModelVersion.name == name)).first()


def get_version(session: Session, scope: Scope, version_id: int) -> ModelVersion:
    """A version of the caller's hub.

    Raises:
        NotFound: for another hub's and for a shipped one.
    """
    query = select(ModelVersion).where(ModelVersion.hub_id == scope.hub, ModelVersion.id == version_id)
    version = session.exec(query).first()
    if version is None:
        raise NotFound(N_("Versionen finns inte. Gå tillbaka till matchningens versioner."))
    return version


@dataclass(frozen=True)
class VersionRow:
    """A version as lists show it, without its record."""

    id: int
    name: str
    state: VersionState
    builds_on: str | None
    made_from: str
    made_at: datetime
    actor: str
    why: str
    taken_at: datetime | None
    gist: dict[str, Any]


def count_versions(session: Session, scope: Scope) -> int:
    return session.exec(
        select(func.count(col(ModelVersion.id))).where(ModelVersion.hub_id == scope.hub)
    ).one()


def list_rows(session: Session, scope: Scope, *, limit: int, skip: int = 0) -> list[VersionRow]:
    """The hub's versions as lists show them, newest first."""
    return _rows(session, scope, limit=limit, skip=skip)


def find_active_row(session: Session, scope: Scope) -> VersionRow | None:
    """The version that the hub uses as lists show it; None where that is the shipped one."""
    return next(iter(_rows(session, scope, limit=1, state=VersionState.ACTIVE)), None)


def row_of(version: ModelVersion) -> VersionRow:
    """The same of a version that is read already."""
    return VersionRow(**{name: getattr(version, name) for name in COLUMNS})


def _rows(
    session: Session, scope: Scope, *, limit: int, skip: int = 0, state: VersionState | None = None
) -> list[VersionRow]:
    columns: Any = [getattr(ModelVersion, name) for name in COLUMNS]
    query = select(*columns).where(ModelVersion.hub_id == scope.hub)
    if state is not None:
        query = query.where(ModelVersion.state == state)
    query = query.order_by(col(ModelVersion.id).desc()).limit(limit).offset(skip)
    return [VersionRow(*row) for row in session.exec(query)]


def lock_hub(session: Session, hub_id: int) -> None:
    """Let nobody else make or switch versions of the hub until the transaction ends."""
    session.exec(select(Hub.id).where(Hub.id == hub_id).with_for_update()).one()


def list_agreed(session: Session) -> list[int]:
    """The hubs that have agreed to learn together."""
    return list(session.exec(select(LearningAgreement.hub_id).order_by(col(LearningAgreement.hub_id))))


def find_agreement(session: Session, hub_id: int) -> LearningAgreement | None:
    return session.exec(select(LearningAgreement).where(LearningAgreement.hub_id == hub_id)).first()
