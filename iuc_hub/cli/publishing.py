"""Publishes a guide for a hub on the command line's behalf."""

from iuc_hub import clock
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import find_hub_by_slug
from iuc_hub.accounts.scope import Scope
from iuc_hub.cli.door import open_database
from iuc_hub.db import transaction
from iuc_hub.interviews.guides import publish_guide


def publish_for(text: str, slug: str) -> tuple[str, str]:
    """The hub's name, "" where there is none, and the guide's name with its version."""
    open_database()
    with transaction() as session:
        hub = find_hub_by_slug(session, slug)
        if hub is None:
            return "", ""
        row = publish_guide(session, Scope(Role.HUB_ADMIN, "iuc-hub", hub_id=hub.id), text, clock.now())
        return hub.name, f"{row.name}-{row.version}"
