"""Fee classes: what a member of a class pays a year, from a year on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlmodel import Session

from iuc_hub import db
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.errors import N_, Conflict, InputError, Stale, gathered
from iuc_hub.members import queries
from iuc_hub.members.filters import FIRST_YEAR
from iuc_hub.members.log import record
from iuc_hub.members.models import FeeClass
from iuc_hub.ordering import swedish_key

LONGEST_NAME = 80
HIGHEST_FEE = 10_000_000
YEARS_AHEAD = 5

db.explain_constraint(
    "uq_fee_class_hub_id_name_key_from_year",
    N_("Klassen har redan en avgift från det året. Ändra beloppet i listan i stället."),
    field="from_year",
)


@dataclass(frozen=True)
class ClassHistory:
    """A class with its yearly fees, the newest first, and how many memberships have or had it."""

    name: str
    rows: Sequence[FeeClass]
    used: int


def list_histories(session: Session, scope: Scope) -> list[ClassHistory]:
    used = queries.count_by_class(session, scope)
    rows = queries.list_classes(session, scope)
    grouped = [list(group) for _key, group in groupby(rows, key=lambda row: row.name_key)]
    return [ClassHistory(group[0].name, group, used.get(group[0].name, 0)) for group in grouped]


def list_names(session: Session, scope: Scope) -> list[str]:
    """The classes there are, in Swedish order."""
    return list(dict.fromkeys(row.name for row in queries.list_classes(session, scope)))


def yearly_fees(rows: Sequence[FeeClass], year: int) -> Mapping[str, int]:
    """Class -> its fee that year; a class without one that year is left out."""
    fees: dict[str, int] = {}
    for row in sorted(rows, key=lambda each: each.from_year):
        if row.from_year <= year:
            fees[row.name] = row.yearly_sek
    return fees


def checked_class(session: Session, scope: Scope, name: str) -> str:
    """
    Raises:
        InputError: the hub has no class of that name.
    """  # noqa: D205, D212 - the name says it
    if name not in list_names(session, scope):
        raise InputError(N_("Välj en avgiftsklass i listan."), field="fee_class")
    return name


def checked_amount(amount: float | None, field: str) -> int:
    """Whole kronor.

    Raises:
        InputError: no number, below nought, with öre or out of all proportion.
    """
    if amount is None or amount != int(amount) or not 0 <= amount <= HIGHEST_FEE:
        raise InputError(
            N_("Skriv beloppet i hela kronor, från 0 till 10 000 000, till exempel 5 000."), field=field
        )
    return int(amount)


def add_class(
    session: Session, scope: Scope, *, name: str, from_year: int | None, amount: float | None, now: datetime
) -> FeeClass:
    """Add a class, or what an existing one costs from a year on.

    Raises:
        InputErrors: no name, a year or an amount that can't be right.
        Conflict: the class has a fee from that year (when flushed).
    """
    queries.lock_register(session, scope)
    plain = " ".join(name.split())
    with gathered() as problems:
        with problems.noted():
            if not 0 < len(plain) <= LONGEST_NAME:
                message = N_("Skriv vad klassen heter, högst %(count)d tecken.")
                raise InputError(message, field="name", count=LONGEST_NAME)
        with problems.noted():
            if from_year is None or not FIRST_YEAR <= from_year <= day_in_sweden(now).year + YEARS_AHEAD:
                raise InputError(N_("Skriv året med fyra siffror, högst fem år framåt."), field="from_year")
        with problems.noted():
            amount = checked_amount(amount, "yearly_sek")
    known = {swedish_key(each): each for each in list_names(session, scope)}
    key = swedish_key(plain)
    row = FeeClass.model_validate(
        {
            "hub_id": scope.hub, "name": known.get(key, plain), "name_key": key, "from_year": from_year,
            "yearly_sek": amount,
        }
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, scope, action="fee_class_added", detail=_told(row), now=now)
    return row


def change_class(
    session: Session, scope: Scope, class_id: int, *, amount: float | None, seen: int | None, now: datetime
) -> FeeClass:
    """Correct what a class costs from its year on; fees that are made already stay as they are.

    ``seen`` is the amount its form was opened with.

    Raises:
        NotFound: for another hub's class.
        InputError: an amount that can't be right.
        Stale: it was corrected since the form was opened.
    """
    queries.lock_register(session, scope)
    row = queries.get_class(session, scope, class_id)
    whole, before = checked_amount(amount, "yearly_sek"), row.yearly_sek
    if before != seen:
        raise Stale(
            N_("Avgiften har ändrats sedan sidan öppnades. Läs det som står nu och spara om det ska ändras.")
        )
    row.yearly_sek = whole
    session.add(row)
    session.flush()
    record(session, scope, action="fee_class_changed", detail=_told(row) | {"before": before}, now=now)
    return row


def remove_class(session: Session, scope: Scope, class_id: int, *, now: datetime) -> FeeClass:
    """Take a row away that was added by mistake.

    Raises:
        NotFound: for another hub's class.
        Conflict: it is the last row of a class that a membership has or had.
    """
    queries.lock_register(session, scope)
    row = queries.get_class(session, scope, class_id)
    rows = [each for each in queries.list_classes(session, scope) if each.name_key == row.name_key]
    if len(rows) == 1 and queries.count_by_class(session, scope).get(row.name):
        raise Conflict(N_("Klassen används av medlemmar. Ge dem en annan klass först."))
    session.delete(row)
    session.flush()
    record(session, scope, action="fee_class_removed", detail=_told(row), now=now)
    return row


def _told(row: FeeClass) -> dict[str, object]:
    return {"name": row.name, "from_year": row.from_year, "yearly_sek": row.yearly_sek}
