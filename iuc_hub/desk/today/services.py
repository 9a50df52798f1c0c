"""Gathers what needs the advisor now, the first rows of every part or one part page by page."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.clock import STOCKHOLM, day_in_sweden
from iuc_hub.companies.news.queries import list_handed_over, list_told
from iuc_hub.desk.today import queries
from iuc_hub.desk.today.offers import queries as offer_queries
from iuc_hub.desk.today.parts import (
    PAGE_SIZE,
    Deadline,
    DuePromise,
    Handed,
    Offered,
    Part,
    Rows,
    Today,
    Told,
    Visit,
    Waiting,
    Window,
)
from iuc_hub.recommendations.effort import time_left
from iuc_hub.recommendations.outcomes.follow_up import rhythm
from iuc_hub.recommendations.questions import fact_name
from iuc_hub.taxonomy import names
from matching.wording import named

REPLY_DAYS = 14
WEEK = timedelta(days=7)
"""How far ahead visits and promises are shown."""


class Desk:
    """One advisor's desk at one moment; every method takes which rows are wanted, and asks once or twice."""

    def __init__(self, session: Session, scope: Scope, *, now: datetime, language: str) -> None:
        self._session, self._scope, self._now, self._language = session, scope, now, language
        self._today = day_in_sweden(now)

    def today(self) -> Today:
        """The first rows of every part."""
        few = Window()
        return Today(
            visits=self.visits(few), promises=self.promises(few), replies=self.replies(few),
            to_send=self.to_send(few), outcomes=self.outcomes(few), told=self.told(few),
            handed=self.handed(few), due_soon=self.due_soon(few), coming=self.coming(few), silent=self.silent(few),
            deadlines=self.deadlines(few),
        )  # fmt: skip

    def visits(self, window: Window) -> Rows[Visit]:
        """Today's visits, those that were not held, and interviews under way."""
        return self._visits(None, self._day_start(1), window)

    def coming(self, window: Window) -> Rows[Visit]:
        """The rest of the coming week's visits."""
        return self._visits(self._day_start(1), self._now + WEEK, window)

    def _day_start(self, days: int) -> datetime:
        return datetime.combine(self._today + timedelta(days=days), time.min, STOCKHOLM)

    def _visits(self, start: datetime | None, end: datetime, window: Window) -> Rows[Visit]:
        rows, count = queries.list_visits(
            self._session, self._scope, start=start, end=end, offset=window.offset, limit=window.size
        )
        ids = [interview.contact_id for interview, _company in rows if interview.contact_id]
        contacts = queries.list_contacts_by_id(self._session, self._scope, ids)
        return Rows([Visit(one, company, contacts.get(one.contact_id or 0)) for one, company in rows], count)

    def promises(self, window: Window) -> Rows[DuePromise]:
        """What is to be kept today, with what is late."""
        return self._promises(None, self._today, window)

    def due_soon(self, window: Window) -> Rows[DuePromise]:
        """What is to be kept in the rest of the coming week."""
        return self._promises(self._today, self._today + WEEK, window)

    def _promises(self, after: date | None, until: date, window: Window) -> Rows[DuePromise]:
        rows, count = queries.list_promises(
            self._session, self._scope, after=after, until=until, offset=window.offset, limit=window.size
        )
        return Rows([DuePromise(*row) for row in rows], count)

    def replies(self, window: Window) -> Rows[Offered]:
        rows, count = offer_queries.list_replies(
            self._session, self._scope, since=self._now - timedelta(days=REPLY_DAYS),
            offset=window.offset, limit=window.size,
        )  # fmt: skip
        return Rows([Offered(*row) for row in rows], count)

    def to_send(self, window: Window) -> Rows[Waiting]:
        rows, count = offer_queries.list_to_send(
            self._session, self._scope, offset=window.offset, limit=window.size
        )
        return Rows([Waiting(*row) for row in rows], count)

    def outcomes(self, window: Window) -> Rows[Offered]:
        """What it is time to ask about."""
        rows, count = offer_queries.list_to_ask(
            self._session, self._scope, today=self._today, offset=window.offset, limit=window.size
        )
        return Rows([Offered(*row) for row in rows], count)

    def told(self, window: Window) -> Rows[Told]:
        rows, count = list_told(self._session, self._scope, offset=window.offset, limit=window.size)
        words = names(self._language)
        return Rows(
            [
                Told(
                    fact, company, fact_name(fact.fact, self._language),
                    named(fact.fact, fact.value, self._language, words),
                )
                for fact, company in rows
            ],
            count,
        )  # fmt: skip

    def handed(self, window: Window) -> Rows[Handed]:
        rows, count = list_handed_over(self._session, self._scope, offset=window.offset, limit=window.size)
        return Rows([Handed(*row) for row in rows], count)

    def silent(self, window: Window) -> Rows[Waiting]:
        """Companies that may be reminded: no answer, and no letter for as long as a reminder must wait."""
        since = self._now - timedelta(days=rhythm().remind_after)
        rows, count = offer_queries.list_silent(
            self._session, self._scope, since=since, offset=window.offset, limit=window.size
        )
        return Rows([Waiting(*row) for row in rows], count)

    def deadlines(self, window: Window) -> Rows[Deadline]:
        """The supports that close first; those on a page stand with the most urgent first."""
        found, count = offer_queries.list_deadlines(
            self._session, self._scope, today=self._today, offset=window.offset, limit=window.size
        )
        ids = [support.id for support, _companies in found]
        at = offer_queries.list_companies_at(self._session, self._scope, ids)
        rows = [
            row
            for support, companies in found
            if (row := _deadline(support, companies, at.get(support.id, []), self._today)) is not None
        ]
        return Rows(sorted(rows, key=lambda row: row.time.urgency), count)


def _deadline(
    support: Support, companies: int, named_ones: list[tuple[int, str]], today: date
) -> Deadline | None:
    left = time_left(support, known_support(support.record, support.id), today)
    return Deadline(support, named_ones, companies - len(named_ones), left) if left is not None else None


PARTS: Mapping[Part, Callable[[Desk, Window], Rows[object]]] = {
    Part.VISITS: Desk.visits, Part.PROMISES: Desk.promises, Part.REPLIES: Desk.replies,
    Part.TO_SEND: Desk.to_send, Part.OUTCOMES: Desk.outcomes, Part.TOLD: Desk.told, Part.HANDED: Desk.handed,
    Part.DUE_SOON: Desk.due_soon, Part.COMING: Desk.coming, Part.SILENT: Desk.silent, Part.DEADLINES: Desk.deadlines,
}  # fmt: skip


def part_page(desk: Desk, part: Part, page: int) -> tuple[Rows[object], Window]:
    """One page of a part, the first where there is no such page."""
    window = Window(page, PAGE_SIZE)
    rows = PARTS[part](desk, window)
    if not rows and page > 1:
        window = Window(1, PAGE_SIZE)
        rows = PARTS[part](desk, window)
    return rows, window
