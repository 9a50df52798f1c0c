"""Two companies found to be one: say that they are not, preview a merge, merge with nothing lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies.duplicates import Pair, find_pairs, pair_key
from iuc_hub.companies.models import Company, CompanyChange, CompanyStep, Contact
from iuc_hub.desk.merging import members, queries, tables
from iuc_hub.errors import N_, InputError, Stale
from iuc_hub.interviews import superseding
from iuc_hub.interviews.queries import lock_company
from iuc_hub.members.queries import lock_register
from iuc_hub.members.standing import tell_matching

FIELDS = (
    "name",
    "organisation_number",
    "legal_form",
    "municipality_code",
    "address",
    "advisor_id",
    "group_id",
)
"""What identifies a company, each taken from one of the two."""
FORM_WITH_NUMBER = "legal_form"


def list_pairs(session: Session, scope: Scope) -> list[Pair]:
    """Companies of the hub that may be the same, the likeliest first."""
    companies = queries.list_living(session, scope)
    apart = frozenset(queries.list_apart(session, scope))
    return find_pairs(companies, queries.list_addresses(session, scope), apart)


def keep_apart(session: Session, scope: Scope, ids: Sequence[int], now: datetime) -> None:
    """Remember that these are two companies, so that nobody is asked again."""
    queries.get_pair(session, scope, ids)
    key = pair_key(*ids)
    audit.record(
        session, at=now, actor=scope.actor, action="companies_kept_apart", subject=(queries.APART, key),
        hub_id=scope.hub, user_id=scope.user_id, once=f"apart:{scope.hub}:{key}",
    )  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """Two companies side by side with how many rows each has in every table."""

    survivor: Company
    loser: Company
    counts: Mapping[str, tuple[int, int]]
    joined_contacts: int
    overlapping: int

    def fingerprint(self) -> str:
        return "-".join(f"{name}:{a}:{b}" for name, (a, b) in self.counts.items())


def preview(session: Session, scope: Scope, *, survivor: int, loser: int, lock: bool = False) -> Preview:
    """What a merge would bring together.

    Raises:
        NotFound: one of them is not the hub's, or was merged already.
    """
    kept, gone = queries.get_pair(session, scope, (survivor, loser), lock=lock)
    counts = {
        table.name: (
            queries.count_rows(session, scope, table, survivor),
            queries.count_rows(session, scope, table, loser),
        )
        for table in tables.of_companies()
    }
    mine, theirs = (queries.list_contacts(session, scope, each) for each in (survivor, loser))
    return Preview(
        kept, gone, {name: both for name, both in counts.items() if any(both)},
        len(_equal(mine, theirs)), members.count_overlapping(session, scope, survivor, loser),
    )  # fmt: skip


@dataclass(frozen=True)
class Merge:
    """What the person decided: who stays, and the fields that come from the other one."""

    survivor: int
    loser: int
    from_loser: frozenset[str]
    fingerprint: str


def merge(session: Session, scope: Scope, wish: Merge, now: datetime) -> dict[str, object]:
    """Give everything of one company to the other and leave its row as a signpost; returns the receipt.

    Audit rows are never rewritten: those of the old id are read together with the survivor's.

    Raises:
        NotFound: one of them is not the hub's, or was merged already.
        Stale: something was added to either since the preview.
        InputError: the number of a sole trader with the legal form of a company, or the other way round.
    """
    lock_register(session, scope)
    before = preview(session, scope, survivor=wish.survivor, loser=wish.loser, lock=True)
    if before.fingerprint() != wish.fingerprint:
        raise Stale(
            N_("Något har lagts till hos företagen sedan sidan öppnades. Läs antalen igen och slå ihop då.")
        )
    taken = wish.from_loser & {"organisation_number", FORM_WITH_NUMBER}
    if len(taken) == 1 and before.survivor.number_is_personal != before.loser.number_is_personal:
        raise InputError(
            N_("Organisationsnummer och företagsform hör ihop här. Välj båda från samma företag."),
            field="legal_form",
        )
    queries.wait_with_references(session)
    fields = _identify(session, before, wish.from_loser)
    fees = members.join(session, scope, survivor=wish.survivor, loser=wish.loser)
    joined = _join_contacts(session, scope, wish)
    moved = {
        table.name: count
        for table in tables.of_companies()
        if (count := queries.move_rows(session, scope, table, loser=wish.loser, survivor=wish.survivor))
    }
    _point_at_survivor(session, scope, before, now)
    session.expire_all()
    lock_company(session, scope, wish.survivor)
    superseding.settle(session, scope, wish.survivor, now)
    tell_matching(session, scope.hub, now=now, today=day_in_sweden(now), only=[wish.survivor])
    receipt: dict[str, object] = {
        "from": wish.loser, "from_number": before.loser.organisation_number, "from_name": before.loser.name,
        "moved": moved, "joined_contacts": joined, "joined_memberships": fees, "fields": fields,
        "counts": {name: list(both) for name, both in before.counts.items()},
    }  # fmt: skip
    _record(session, scope, wish, receipt, now)
    return receipt


def _identify(session: Session, before: Preview, chosen: frozenset[str]) -> dict[str, list[object]]:
    """Give the survivor the fields chosen from the other; a number is swapped, so that both stay known."""
    kept, gone = before.survivor, before.loser
    fields: dict[str, list[object]] = {}
    for name in FIELDS:
        ours, theirs = getattr(kept, name), getattr(gone, name)
        if ours != theirs:
            fields[name] = [ours, theirs, theirs if name in chosen else ours]
    if "organisation_number" in chosen:
        mine, other = kept.organisation_number, gone.organisation_number
        gone.organisation_number = f"x{gone.id}"
        session.add(gone)
        session.flush()
        kept.organisation_number = other
        session.add(kept)
        session.flush()
        gone.organisation_number = mine
    for name in chosen & set(FIELDS) - {"organisation_number"}:
        setattr(kept, name, getattr(gone, name))
    if "name" in chosen:
        kept.name_key = gone.name_key
    session.add_all((kept, gone))
    session.flush()
    return fields


def _equal(mine: Sequence[Contact], theirs: Sequence[Contact]) -> list[tuple[Contact, Contact]]:
    """Contacts of the other company that are one of ours in every word."""
    known = {_told(each): each for each in mine}
    return [(known[_told(each)], each) for each in theirs if _told(each) in known]


def _told(contact: Contact) -> tuple[object, ...]:
    words = (contact.name, contact.title, contact.email, contact.phone)
    return (*(word.casefold() for word in words), contact.left_on)


def _join_contacts(session: Session, scope: Scope, wish: Merge) -> int:
    """Let what points at an equal contact point at ours; anybody else stays a contact of their own."""
    mine, theirs = (queries.list_contacts(session, scope, each) for each in (wish.survivor, wish.loser))
    pairs = _equal(mine, theirs)
    for ours, twin in pairs:
        for column in tables.columns_naming_contacts():
            values: dict[str, int | None] = {column.name: ours.id}
            if "company_id" in column.table.c:
                values["company_id"] = wish.survivor
            session.connection().execute(update(column.table).where(column == twin.id).values(**values))
        session.delete(twin)
    session.flush()
    return len(pairs)


def _point_at_survivor(session: Session, scope: Scope, before: Preview, now: datetime) -> None:
    """The old row, and older signposts to it, name the survivor."""
    earlier = queries.list_merged_into(session, scope, before.loser.id or 0)
    for each in (before.loser, *earlier):
        each.merged_into, each.merged_at = before.survivor.id, each.merged_at or now
        session.add(each)
    session.flush()


def _record(session: Session, scope: Scope, wish: Merge, receipt: dict[str, object], now: datetime) -> None:
    change = CompanyChange.model_validate(
        {
            "hub_id": scope.hub, "company_id": wish.survivor, "at": now, "user_id": scope.user_id,
            "actor": scope.actor, "what": CompanyStep.MERGED, "detail": receipt,
        }
    )  # fmt: skip
    session.add(change)
    for subject, action in ((wish.survivor, "company_merged"), (wish.loser, "company_merged_into")):
        audit.record(
            session, at=now, actor=scope.actor, action=action, subject=("company", subject),
            hub_id=scope.hub, user_id=scope.user_id,
            detail={"survivor": wish.survivor, "loser": wish.loser, "fields": receipt["fields"]},
        )  # fmt: skip
    session.flush()
