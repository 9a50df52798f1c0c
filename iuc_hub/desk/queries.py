"""Selects for the desk's smaller pages."""

from sqlmodel import Session, col, select

from iuc_hub.catalogue.models import Support


def list_supports_of_provider(session: Session, provider: str) -> list[Support]:
    """The shared supports that an organisation runs, by title."""
    query = select(Support).where(Support.provider == provider, col(Support.hub_id).is_(None))
    return list(session.exec(query.order_by(col(Support.title_key))))
