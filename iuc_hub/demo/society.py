"""Plays what an invented hub's association has: fee classes, members, fees, its own letter, its own offers."""

import random
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import queries as catalogue
from iuc_hub.catalogue.services import import_supports
from iuc_hub.catalogue.verifying import verify
from iuc_hub.companies.models import Company
from iuc_hub.demo import data, pools
from iuc_hub.demo.data import MembershipTold
from iuc_hub.members import classes, fees, services, years
from iuc_hub.members.filters import Filters
from iuc_hub.members.queries import list_lines
from iuc_hub.recommendations.letter_templates.services import save_template
from iuc_hub.recommendations.models import LetterKind

NOON = time(11, 0, tzinfo=UTC)


def founded(session: Session, scope: Scope, slug: str, *, now: datetime, today: date) -> None:
    """What the association decides once: what members pay, how many it wants, its letter, its own offers."""
    pool = pools.society()
    for one in pool.classes:
        for ago, amount in one.fees.items():
            classes.add_class(
                session, scope, name=one.name, from_year=today.year + ago, amount=amount, now=now
            )
    goal = pool.goals[slug]
    years.set_goal(session, scope, members=goal.members, by_year=today.year + goal.years, now=now)
    letter = pool.letter
    save_template(
        session, scope, LetterKind(letter.kind), letter.language, subject=letter.subject, body=letter.body,
        revision=0, now=now,
    )  # fmt: skip


def own_supports(session: Session, scope: Scope, *, now: datetime, today: date) -> int:
    """The hub's own offers, marked as examples; returns how many were new."""
    report = import_supports(
        session, data.local_supports(today), now, user_id=scope.user_id, hub_id=scope.hub, is_example=True,
        where="local_supports.yaml",
    )  # fmt: skip
    return report.new


def compared(session: Session, scope: Scope, *, now: datetime) -> None:
    """The administrator has compared some of the invented calls with their invented sources."""
    pool = pools.society()
    for support_id, ago in pool.verified.items():
        support = catalogue.get_support(session, scope, support_id)
        then = now - timedelta(days=ago)
        verify(
            session, scope, support_id, revision=support.revision, note=pool.why_verified, today=then.date(),
            now=then,
        )  # fmt: skip


def joined(
    session: Session, scope: Scope, company: Company, told: MembershipTold | None, added: datetime
) -> None:
    """The company becomes a member, and leaves again where the story says so."""
    if told is None:
        return
    then = max(added, _noon(told.joined))
    member = services.join(
        session, scope, company.id or 0, fee_class=told.fee_class, joined_on=told.joined, now=then
    )
    if told.left is not None:
        then = max(then, _noon(told.left))
        services.leave(session, scope, member.id or 0, left_on=told.left, why=told.why, now=then)


def charged(session: Session, scope: Scope, today: date) -> None:
    """The fees of every year so far, most of them paid: the older, the more."""
    members = [
        member for member, _company, _fee in list_lines(session, scope, Filters(today.year, who="all"), today)
    ]
    for year in range(min((each.joined_on.year for each in members), default=today.year), today.year + 1):
        made = fees.make_year(session, scope, year, min(_noon(date(year, 12, 30)), _noon(today)))
        rows = {member.id for member, _company, _amount in made.wanted}
        lines = list_lines(session, scope, Filters(year, who="all"), today)
        for member, company, fee in lines:
            paid = _paid(company, year, member.joined_on, today)
            if member.id in rows and fee is not None and paid is not None:
                fees.mark_paid(session, scope, [fee.id or 0], paid, now=_noon(paid))


def _paid(company: Company, year: int, joined: date, today: date) -> date | None:
    """The day the company paid the year's fee, if it did: drawn from its number, so that it never changes."""
    draw = random.Random(f"{company.organisation_number}-{year}")  # noqa: S311 - invents a demo; nothing secret is drawn
    chances = pools.society().paid
    day = max(date(year, 2, 1), joined) + timedelta(days=draw.randint(8, 70))
    due = chances["now"] if year == today.year else chances["before"]
    return day if draw.random() < due and day < today else None


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON)
