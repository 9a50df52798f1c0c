"""Every select on a hub's own letter texts."""

from sqlmodel import Session, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.recommendations.models import LetterKind, LetterTemplate


def list_own(session: Session, scope: Scope) -> dict[tuple[LetterKind, str], LetterTemplate]:
    """The texts that the hub has changed, by kind and language."""
    query = select(LetterTemplate).where(LetterTemplate.hub_id == scope.hub)
    return {(row.kind, row.language): row for row in session.exec(query)}


def find_own(
    session: Session, scope: Scope, kind: LetterKind, language: str, *, lock: bool = False
) -> LetterTemplate | None:
    query = select(LetterTemplate).where(
        LetterTemplate.hub_id == scope.hub,
        LetterTemplate.kind == kind,
        LetterTemplate.language == language,
    )
    return session.exec(query.with_for_update() if lock else query).first()
