"""Every select on versions of the model."""

from sqlmodel import Session, col, select

from iuc_hub.accounts.models import Hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, NotFound
from iuc_hub.versions.models import LearningAgreement, ModelVersion, VersionState


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


def list_versions(session: Session, scope: Scope) -> list[ModelVersion]:
    """The hub's versions, newest first."""
    query = select(ModelVersion).where(ModelVersion.hub_id == scope.hub)
    return list(session.exec(query.order_by(col(ModelVersion.id).desc())))


def lock_hub(session: Session, hub_id: int) -> None:
    """Let nobody else make or switch versions of the hub until the transaction ends."""
    session.exec(select(Hub.id).where(Hub.id == hub_id).with_for_update()).one()


def list_agreed(session: Session) -> list[int]:
    """The hubs that have agreed to learn together."""
    return list(session.exec(select(LearningAgreement.hub_id).order_by(col(LearningAgreement.hub_id))))


def find_agreement(session: Session, hub_id: int) -> LearningAgreement | None:
    return session.exec(select(LearningAgreement).where(LearningAgreement.hub_id == hub_id)).first()
