"""Who is asking, and what that lets them see: handed to every query on hub data."""

from dataclasses import dataclass

from iuc_hub.accounts.models import Role
from iuc_hub.errors import N_, Denied


@dataclass(frozen=True)
class Scope:
    """The caller: a user of a hub, an analyst, an expert, or a company's contact who came by a link."""

    role: Role
    actor: str
    hub_id: int | None = None
    user_id: int | None = None
    organisation: str | None = None
    company_id: int | None = None
    contact_id: int | None = None
    session_key: str = ""

    @property
    def hub(self) -> int:
        """The hub whose rows may be read.

        Raises:
            Denied: for a role that belongs to no hub.
        """
        if self.hub_id is None:
            raise Denied(N_("Den här rollen ser inga enskilda företag, bara sammanställda siffror."))
        return self.hub_id

    @property
    def user(self) -> int:
        """The user's id, where an act must carry a name.

        Raises:
            Denied: for a company's contact, who acts by link.
        """
        if self.user_id is None:
            raise Denied(N_("Det här kan bara den göra som är inloggad."))
        return self.user_id
