"""Several companies of the list handed over at once: which they are, and that they still are what was seen."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.desk.company_list import queries
from iuc_hub.desk.company_list.filters import Filters
from iuc_hub.errors import N_, Conflict
from iuc_hub.interviews.handing_over.services import Moving, hand_over, what_moves


@dataclass(frozen=True)
class Choice:
    """Companies ticked in the list, or with ``every`` all that its filters let through."""

    filters: Filters
    every: bool
    ids: Sequence[int]


@dataclass(frozen=True)
class Chosen:
    """The companies of a choice, and what handing them over would move."""

    ids: Sequence[int]
    names: Sequence[str]
    moving: Sequence[Moving]

    @property
    def seen(self) -> str:
        """A mark that is another as soon as the companies are."""
        return hashlib.sha256(",".join(map(str, sorted(self.ids))).encode()).hexdigest()[:16]

    @property
    def interviews(self) -> int:
        return sum(each.interviews for each in self.moving)

    @property
    def promises(self) -> int:
        return sum(each.promises for each in self.moving)


def look(session: Session, scope: Scope, choice: Choice, *, now: datetime, today: date) -> Chosen:
    """What the choice would move; a ticked company that is another hub's or merged away is left out."""
    only = None if choice.every else choice.ids
    filters = choice.filters if choice.every else Filters()
    rows = queries.list_ids_and_names(session, scope, filters, only=only, now=now, today=today)
    ids = [company_id for company_id, _name in rows]
    return Chosen(ids, [name for _company_id, name in rows], what_moves(session, scope, ids))


def hand_over_chosen(
    session: Session,
    scope: Scope,
    choice: Choice,
    to_user_id: int,
    *,
    why: str,
    seen: str,
    now: datetime,
    today: date,
) -> int:
    """Hand over all of the choice, or nothing; returns how many changed hands.

    Raises:
        Conflict: it is not what was seen any more.
        InputError: as `hand_over`.
    """
    chosen = look(session, scope, choice, now=now, today=today)
    if chosen.seen != seen:
        raise Conflict(N_("Urvalet har ändrats medan sidan var öppen. Se över det och lämna över igen."))
    return hand_over(session, scope, chosen.ids, to_user_id, why=why, now=now)
