"""The register year by year: how many came and left, what they owe and have paid, how far it is to the goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.errors import N_, InputError, gathered
from iuc_hub.members import queries
from iuc_hub.members.log import record
from iuc_hub.members.models import Member, MemberGoal
from iuc_hub.members.queries import Sums

MOST_MEMBERS, YEARS_AHEAD = 100_000, 30


@dataclass(frozen=True)
class Year:
    """One year: members at its start plus those who came less those who left are the members at its end.

    The current year ends today. ``fees.members`` is how many fees there are.
    """

    year: int
    start: int
    came: int
    left: int
    fees: Sums

    @property
    def end(self) -> int:
        return self.start + self.came - self.left


@dataclass(frozen=True)
class Register:
    """The whole register: its years, the newest first, how many members there are now, and the goal."""

    years: Sequence[Year]
    members: int
    goal: MemberGoal | None

    def of(self, year: int) -> Year | None:
        return next((each for each in self.years if each.year == year), None)


def register(session: Session, scope: Scope, today: date) -> Register:
    """Every year from the first membership or fee on, counted in companies, in three queries."""
    members = queries.list_all(session, scope)
    sums = queries.sum_years(session, scope)
    known = [
        each.joined_on.year for each in members if each.joined_on <= today and not each.never_ran
    ] + list(sums)
    last = max([today.year, *sums]) if known else today.year
    years = [
        _year(members, year, sums.get(year, Sums()), today) for year in range(min(known or [last]), last + 1)
    ]
    return Register(years[::-1], len(_at(members, today)), queries.find_goal(session, scope))


def _at(members: Sequence[Member], day: date) -> set[int]:
    """The companies that are members on a day."""
    return {each.company_id for each in members if each.runs_on(day)}


def _year(members: Sequence[Member], year: int, fees: Sums, today: date) -> Year:
    before = _at(members, min(date(year, 1, 1) - timedelta(days=1), today))
    after = _at(members, min(date(year, 12, 31), today))
    return Year(year, len(before), len(after - before), len(before - after), fees)


def set_goal(
    session: Session, scope: Scope, *, members: float | None, by_year: float | None, now: datetime
) -> MemberGoal:
    """How many members the association wants to have at the end of a year.

    Raises:
        InputErrors: a number or a year that can't be right.
    """
    this_year = day_in_sweden(now).year
    with gathered() as problems:
        with problems.noted():
            if members is None or members != int(members) or not 0 < members <= MOST_MEMBERS:
                raise InputError(
                    N_("Skriv antalet medlemmar med siffror, till exempel 100."), field="members"
                )
        with problems.noted():
            whole = by_year is not None and by_year == int(by_year)
            if not whole or not this_year <= (by_year or 0) <= this_year + YEARS_AHEAD:
                raise InputError(N_("Skriv ett år från och med i år, med fyra siffror."), field="by_year")
    queries.lock_register(session, scope)
    goal = queries.find_goal(session, scope) or MemberGoal(hub_id=scope.hub, members=1, by_year=this_year)
    goal.members, goal.by_year = int(members or 0), int(by_year or 0)
    session.add(goal)
    session.flush()
    detail: dict[str, object] = {"members": goal.members, "by_year": goal.by_year}
    record(session, scope, action="member_goal_set", detail=detail, now=now)
    return goal
